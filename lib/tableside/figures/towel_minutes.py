"""How long a hot towel may lie: one towel with its looks, and all towels of a session."""

from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tableside.figures.picture import Picture, from_figure
from tableside.knowledge import knowledge
from tableside.safety.heat_caps import (
    application_cap,
    dose_cap,
    dose_rate,
    heat_minutes_cap,
    lower_minutes,
    lower_surface,
    surface_cap,
    towels_cap,
)

WARM, LIMIT, LOOK, QUIET = "#b0340a", "#a31621", "#0b5c8a", "#55585c"

TEMPERATURES = (40.0, 41.0, 41.5, 42.0, 42.5, 43.0)
"""Temperatures in °C of the skin side that the picture of a session tells of."""


class Towel(NamedTuple):
    """One bar of the timeline of a towel."""

    words: str
    celsius: float
    minutes: float
    """When it is off at the latest."""


def longest(celsius: float) -> float:
    """Return the most minutes that one towel of this temperature may lie, 0 for one too hot.

    It is what ``safety.check_heat`` allows a client without limits of heat: ten minutes, or
    less where the thermal dose of a towel that never cooled would be too much.
    """
    return min(application_cap("towel", knowledge()).most, session_minutes(celsius))


def session_minutes(celsius: float) -> float:
    """Return the most minutes of heat in a session, all towels together, at this temperature."""
    known = knowledge()
    if celsius > surface_cap("towel", known).most:
        return 0.0
    by_dose = dose_cap(known).most / dose_rate(celsius, known)
    by_towels = towels_cap(known).most * application_cap("towel", known).most
    return min(heat_minutes_cap(known).most, by_dose, by_towels)


def towels() -> tuple[Towel, ...]:
    """Return the towels that the timeline compares."""
    known = knowledge()
    low, high = known.parameter("surface-target").span
    middle = (low + high) / 2
    return (
        Towel(f"a towel of {low:g} or {middle:g} °C", middle, longest(middle)),
        Towel(f"a towel of {high:g} °C, dry layer under it", high, longest(high)),
        Towel(
            f"a client who needs less heat:\n{lower_surface(known):g} °C at most",
            lower_surface(known),
            lower_minutes(known),
        ),
    )


def towel_timeline_picture() -> Picture:
    """Return one towel from before it goes on until after it is off, with every look."""
    figure = Figure(figsize=(10.4, 5.0))
    axes = figure.add_axes((0.27, 0.12, 0.71, 0.86))
    axes.set(xlim=(-3.6, 13.4), ylim=(2.9, -1.9), xlabel="minutes on the skin")
    axes.set_xticks((0, 2, 5, 8, 10))
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.set_yticks(range(3), [towel.words for towel in towels()], fontsize=11.5)
    axes.tick_params(left=False)
    soonest = knowledge().parameter("application-minutes").span[0]
    for row, towel in enumerate(towels()):
        _bar(axes, row, towel.minutes, soonest)
    axes.text(soonest + 0.1, 0.33, "from here any time", fontsize=9.5, color=QUIET, va="top")
    _moments(axes)
    return from_figure(figure, alt=towel_timeline_alt())


def towel_timeline_alt() -> str:
    """Return a text that can replace the picture."""
    known = knowledge()
    first, second = (known.parameter(f"{each}-skin-check").number for each in ("first", "second"))
    bars = "; ".join(
        f"{' '.join(towel.words.split())}: off after {towel.minutes:g} minutes at the latest"
        for towel in towels()
    )
    return (
        "A time line of one hot towel. Before it goes on: measure it, look at the skin, and test "
        "warm and cool. At 0 minutes lay it on and cover it. Look and ask at "
        f"{first:g} and at {second:g} minutes. {bars}. When it is off, look at the skin again; "
        f"pink that has not paled after {known.parameter('redness-minutes').number:g} minutes is "
        "not normal. All limits are course rules; the look at five minutes is common practice."
    )


def heat_budget_picture() -> Picture:
    """Return how many minutes of heat fit in a session, by how warm the towels are."""
    figure = Figure(figsize=(10.4, 4.6))
    axes = figure.add_axes((0.08, 0.14, 0.9, 0.84))
    most = heat_minutes_cap(knowledge()).most
    axes.set(xlim=(0, most + 9), ylim=(len(TEMPERATURES) - 0.4, -0.9))
    axes.set_xticks(range(0, int(most) + 1, 5))
    axes.set_xlabel("minutes of heat in a session, all towels together (course rule)")
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.set_yticks(
        range(len(TEMPERATURES)), [f"{each:g} °C" for each in TEMPERATURES], fontsize=12
    )
    axes.tick_params(left=False)
    one = application_cap("towel", knowledge()).most
    axes.axvline(one, color=LIMIT, linewidth=1.6, linestyle=(0, (6, 3)), zorder=0)
    axes.text(one + 0.15, -0.85, "one towel is off by now", color=LIMIT, va="top", fontsize=10.5)
    for row, celsius in enumerate(TEMPERATURES):
        minutes = session_minutes(celsius)
        _bar(axes, row, minutes, minutes, words=_budget_words(celsius))
    return from_figure(figure, alt=heat_budget_alt())


def heat_budget_alt() -> str:
    """Return a text that can replace the picture."""
    told = "; ".join(f"{each:g} °C: {_budget_words(each)}" for each in TEMPERATURES)
    return (
        "Bars of the minutes of heat that a session may have, all towels together, by the "
        f"temperature of their skin side. {told}. The warmer the towel, the fewer the minutes. "
        "All of it is a course rule."
    )


def _budget_words(celsius: float) -> str:
    minutes, one = session_minutes(celsius), longest(celsius)
    if minutes > one:
        return f"{minutes:g} min: {one:g}, and {minutes - one:g} with a second towel"
    soonest = knowledge().parameter("application-minutes").span[0]
    note = "one towel, no second" if one >= soonest else "too short to warm: let it cool"
    return f"{minutes:g} min: {note}"


def _bar(axes: Axes, row: int, minutes: float, soonest: float, words: str = "") -> None:
    """Draw a towel of so many minutes; hatched is when it may come off at any time."""
    warming = min(minutes, soonest)
    # Tint and hatching apart: matplotlib would draw the hatching as pale as the tint.
    for begin, end, facecolor, hatch in (
        (0.0, warming, f"{WARM}40", ""),
        (warming, minutes, f"{WARM}18", ""),
        (warming, minutes, "none", "///"),
    ):
        if end > begin:
            axes.barh(
                row,
                end - begin,
                left=begin,
                height=0.46,
                facecolor=facecolor,
                edgecolor=WARM,
                hatch=hatch,
                hatch_linewidth=0.7,
                linewidth=1.4,
            )
    axes.plot([minutes, minutes], [row - 0.34, row + 0.34], color=LIMIT, linewidth=3)
    axes.text(
        minutes + 0.2,
        row,
        words or f"off by {minutes:g}",
        va="center",
        fontsize=11,
        color=LIMIT,
        weight="bold",
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
    )


def _moments(axes: Axes) -> None:
    """Draw what is done before, at the looks, and after."""
    known = knowledge()
    first, second = (known.parameter(f"{each}-skin-check").number for each in ("first", "second"))
    last = known.parameter("application-minutes").span[1]
    for minute in (0.0, first, second):
        axes.axvline(minute, ymax=0.79, color=LOOK, linewidth=1.4, linestyle=(0, (4, 3)))
    for place, words in (
        (-1.7, "measure\nlook\ntest warm\nand cool"),
        (0.0, "lay on\ncover"),
        (first, "look\nask"),
        (second, "look\nask"),
        (last + 1.7, "off:\nlook again"),
    ):
        axes.text(place, -1.35, words, ha="center", va="center", fontsize=11, color=LOOK)
    redness = known.parameter("redness-minutes").number
    note = f"red for\nmore than\n{redness:g} minutes:\nnot normal"
    axes.text(last + 2.3, 2.3, note, ha="center", va="center", fontsize=10, color=QUIET)
