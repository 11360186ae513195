"""One press, two hundred virtual clients: how many find it comfortable, and how many painful."""

import random
import statistics
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from matplotlib.axes import Axes

from tableside.figures.contact_controls import Touching, tool_controls, touching
from tableside.figures.slider_model import (
    CAUTION_OF_TOUCH,
    INK,
    Amount,
    Settings,
    Shown,
    SliderModel,
    Tone,
    answer,
    blank,
    plain,
)
from tableside.physics.comfort import (
    AREA_LEAST,
    AREA_MOST,
    MEDIAN_MEN,
    MEDIAN_WOMEN,
    AreaBasis,
    Feeling,
    area_basis,
    drawn_threshold,
    feeling,
    pain_threshold,
    relative_load,
    threshold_force,
)
from tableside.physics.pressure import mean_pressure
from tableside.physics.quantity import Kilopascal, Newton

CLIENTS = 200
SEED = 2003
"""Every crowd is the same one: the pictures of two learners agree."""

FORCES = range(0, 101, 4)
"""Forces in newton at which the picture counts the crowd."""

COLUMNS = 10


class Look(NamedTuple):
    """How clients who feel alike are drawn, and what is said of them."""

    colour: str
    marker: str
    hatch: str
    words: str


LOOKS: Mapping[Feeling, Look] = {
    Feeling.COMFORTABLE: Look("#0072b2", "o", "", "comfortable"),
    Feeling.STRONG: Look("#00785a", "s", "//", "strong, but all right"),
    Feeling.EDGE: Look("#8f5a00", "^", "\\\\", "at the edge of pain"),
    Feeling.PAIN: Look("#a31621", "X", "xx", "painful"),
}


@cache
def crowd() -> tuple[Kilopascal, ...]:
    """Return the thresholds of 200 virtual clients, half women, under a probe of 1 cm².

    The most sensitive come first; drawn with a fixed seed.
    """
    rng = random.Random(SEED)  # noqa: S311 - virtual clients, no secrets
    medians = (MEDIAN_WOMEN, MEDIAN_MEN) * (CLIENTS // 2)
    return tuple(sorted(drawn_threshold(rng, median) for median in medians))


def feelings(force: Newton, area_cm2: float) -> tuple[Feeling, ...]:
    """Return how each of the crowd feels a press; the most sensitive come first.

    Raises OutOfRangeError for a contact whose threshold is not known (``area_basis``).
    """
    pressure = mean_pressure(force, area_cm2)
    return tuple(
        feeling(relative_load(pressure, pain_threshold(each, area_cm2))) for each in crowd()
    )


@cache
def _bounds(area_cm2: float) -> Mapping[Feeling, tuple[int, ...]]:
    """Return for each force of the picture how many feel it so much or more."""
    order = list(Feeling)
    found: dict[Feeling, list[int]] = {each: [] for each in order}
    for force in FORCES:
        # The crowd stands in order of its thresholds, so that feelings only grow milder.
        ranks = [-order.index(each) for each in feelings(Newton(force), area_cm2)]
        for place, each in enumerate(order):
            found[each].append(bisect_left(ranks, 1 - place))
    return {each: tuple(numbers) for each, numbers in found.items()}


def _draw(settings: Settings) -> Shown:
    force, tool = Newton(settings.amounts["force"]), touching(settings)
    basis = area_basis(tool.cm2)
    if basis is AreaBasis.NOT_MODELLED:
        return _unknown(tool)
    felt = feelings(force, tool.cm2)
    counts = Counter(felt)
    headline, tone = _headline(counts)
    figure = blank(headline, tone)
    _draw_crowd(figure.add_axes((0.02, 0.04, 0.27, 0.8)), felt)
    axes = plain(figure.add_axes((0.38, 0.135, 0.36, 0.69)))
    _draw_shares(axes, force, tool)
    _draw_counts(figure.add_axes((0.76, 0.135, 0.23, 0.69)), counts)
    words = _words(force, tool, basis, counts)
    return answer(figure, headline=headline, words=words, tone=tone, drawn=_drawn(tool))


def _headline(counts: Mapping[Feeling, int]) -> tuple[str, Tone]:
    painful = counts.get(Feeling.PAIN, 0)
    if painful:
        return f"This press hurts {painful} of {CLIENTS} virtual clients", "care"
    return f"This press hurts none of {CLIENTS} virtual clients: ask the real one", "plain"


def _counted(counts: Mapping[Feeling, int]) -> str:
    return "; ".join(f"{look.words} for {counts.get(each, 0)}" for each, look in LOOKS.items())


def _words(force: Newton, tool: Touching, basis: AreaBasis, counts: Mapping[Feeling, int]) -> str:
    """Return who feels what, why area matters, and what the threshold rests on, as sentences."""
    middle = Kilopascal(statistics.median(each.value for each in crowd()))
    here, small = (threshold_force(middle, area).value for area in (tool.cm2, 1.0))
    rests = (
        "was measured for contacts of this size"
        if basis is AreaBasis.MEASURED
        else "is carried on from smaller contacts (course rule)"
    )
    return (
        f"{force.value:g} newton with {tool.name} ({tool.cm2:g} cm²) is {_counted(counts)}. "
        f"The client in the middle begins to hurt at {here:.0f} newton with this contact, and at "
        f"{small:.0f} newton with one of 1 cm²: the smaller the contact, the less it takes. "
        f"How pain depends on area {rests}. No force suits everyone, so ask."
    )


def _drawn(tool: Touching) -> str:
    bounds = _bounds(tool.cm2)
    painful = ", ".join(
        f"{force} N {bounds[Feeling.PAIN][place]}"
        for place, force in enumerate(FORCES)
        if not force % 20
    )
    return (
        f"{CLIENTS} marks in a grid, one for each client, with a shape for each feeling; beside "
        f"it the shares of the crowd as the force grows. Painful at: {painful}."
    )


def _unknown(tool: Touching) -> Shown:
    """Say that nothing is known for a contact, and guess nothing."""
    headline = f"No threshold of pain is known for {tool.cm2:g} cm²"
    words = (
        f"Studies pressed with small probes. For {tool.name} ({tool.cm2:g} cm²) the model has no "
        f"number, and does not guess one; it answers from {AREA_LEAST:g} to {AREA_MOST:g} cm². "
        "That is no sign that any force is all right: ask the client."
    )
    figure = blank(headline, "care")
    for place, line in enumerate(
        (
            f"The model answers for contacts from {AREA_LEAST:g} to {AREA_MOST:g} cm².",
            f"This one has {tool.cm2:g} cm²: nothing is drawn, because nothing is known.",
            "Choose a fingertip, the pad of a thumb or an elbow to see the crowd.",
        )
    ):
        figure.text(0.5, 0.6 - 0.1 * place, line, ha="center", fontsize=14)
    drawn = "An empty picture that says so."
    return answer(figure, headline=headline, words=words, tone="care", drawn=drawn)


def _draw_crowd(axes: Axes, felt: Sequence[Feeling]) -> None:
    axes.axis("off")
    axes.set(xlim=(-0.7, COLUMNS - 0.3), ylim=(CLIENTS // COLUMNS - 0.3, -0.7))
    for each, look in LOOKS.items():
        places = [place for place, found in enumerate(reversed(felt)) if found is each]
        axes.plot(
            [place % COLUMNS for place in places],
            [place // COLUMNS for place in places],
            linestyle="none",
            marker=look.marker,
            markersize=7,
            color=look.colour,
        )


def _draw_shares(axes: Axes, force: Newton, tool: Touching) -> None:
    bounds = _bounds(tool.cm2)
    axes.set(xlim=(FORCES[0], FORCES[-1]), ylim=(0, CLIENTS), xlabel="force, N")
    axes.set_ylabel("clients")
    # Hatched rather than told by colour alone; the most sensitive of the crowd stand at the bottom.
    order = list(Feeling)
    for place, each in enumerate(order):
        upper = bounds[each]
        lower = bounds[order[place + 1]] if place + 1 < len(order) else (0,) * len(upper)
        look = LOOKS[each]
        axes.fill_between(FORCES, lower, upper, facecolor=f"{look.colour}30", linewidth=0)
        if look.hatch:
            axes.fill_between(
                FORCES,
                lower,
                upper,
                facecolor="none",
                edgecolor=look.colour,
                hatch=look.hatch,
                linewidth=0.6,
            )
    axes.axvline(force.value, color=INK["plain"], linewidth=3)
    axes.set_title("as the force grows", fontsize=11, loc="left")


def _draw_counts(axes: Axes, counts: Mapping[Feeling, int]) -> None:
    axes.axis("off")
    axes.set(xlim=(0, 1), ylim=(0, 1))
    for place, (each, look) in enumerate(LOOKS.items()):
        height = 0.9 - 0.24 * place
        axes.plot([0.06], [height], marker=look.marker, markersize=13, color=look.colour)
        number = f"{counts.get(each, 0)}"
        axes.text(0.16, height, number, fontsize=20, weight="bold", va="center", color=look.colour)
        axes.text(0.02, height - 0.11, look.words, fontsize=12, va="center")


comfort = SliderModel(
    title="One press, two hundred clients",
    controls=(
        Amount(id="force", label="Force", unit="N", low=1, high=100, step=1, start=20),
        *tool_controls(),
    ),
    draw=_draw,
    caution=CAUTION_OF_TOUCH,
)
"""How 200 virtual clients feel a press, where a threshold of pain is known for its contact."""
