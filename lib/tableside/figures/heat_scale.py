"""One scale of temperature: what the course allows, what hurts, and what burns how fast."""

from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tableside.figures.picture import Picture, from_figure
from tableside.knowledge import knowledge
from tableside.knowledge.technique import Parameter

GOOD, LIMIT, BURN, QUIET = "#19693c", "#a31621", "#b0340a", "#55585c"

COOLEST, HOTTEST = 30.0, 62.0
"""The ends of the scale in °C."""


class Row(NamedTuple):
    """One line of the picture: a span of temperatures, and what it is."""

    words: str
    parameter: str
    colour: str
    hatch: str


ROWS = (
    Row("the towel's skin side, as it goes on", "surface-target", GOOD, "///"),
    Row("the most the skin side may be", "surface-ceiling", LIMIT, ""),
    Row("the water in the bowl", "bath", "#0b5c8a", "--"),
    Row("skin itself begins to hurt", "skin-pain-threshold", BURN, ""),
    Row("what household hot taps give", "household-hot-tap", BURN, "xxx"),
)


def burn_times() -> tuple[tuple[float, str], ...]:
    """Return published times to a second-degree burn as (°C, time in words), coolest first."""
    found = []
    for each in knowledge().parameters:
        kind, _, celsius = each.id.rpartition("-")
        if kind in ("burn-minutes", "burn-seconds") and celsius.isdigit():
            found.append((float(celsius), _time(each)))
    return tuple(sorted(found))


def heat_scale_picture() -> Picture:
    """Return the temperatures that a towel, a bowl, a tap and skin have to do with."""
    figure = Figure(figsize=(10.4, 5.0))
    axes = figure.add_axes((0.27, 0.11, 0.72, 0.87))
    axes.set(xlim=(COOLEST, HOTTEST), ylim=(len(ROWS) + 1.0, -0.6), xlabel="°C")
    axes.set_xticks(range(30, 62, 2))
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.set_yticks(
        [*range(len(ROWS)), len(ROWS)],
        [*(row.words for row in ROWS), "adult skin held there burns after"],
        fontsize=11.5,
    )
    axes.tick_params(left=False)
    ceiling = knowledge().parameter("surface-ceiling").number
    axes.axvspan(ceiling, HOTTEST, facecolor="#fbeeee", linewidth=0, zorder=0)
    axes.axvline(ceiling, color=LIMIT, linewidth=2)
    never = f"above {ceiling:g} °C: on nobody"
    axes.text(HOTTEST - 0.4, 0, never, color=LIMIT, fontsize=12, ha="right", va="center")
    for place, row in enumerate(ROWS):
        _draw_row(axes, place, row)
    for number, (celsius, words) in enumerate(burn_times()):
        # Three heights, because 47, 48 and 49 °C stand close together.
        low = len(ROWS) + (0.0, 0.36, 0.72)[number % 3]
        axes.plot([celsius], [low], "v", color=BURN, markersize=8)
        axes.text(celsius + 0.25, low, words, va="center", fontsize=10.5, color=BURN)
    return from_figure(figure, alt=heat_scale_alt())


def heat_scale_alt() -> str:
    """Return a text that can replace the picture."""
    told = [f"{row.words}: {span_words(knowledge().parameter(row.parameter))}" for row in ROWS]
    burns = ", ".join(f"at {celsius:g} °C after {words}" for celsius, words in burn_times())
    return (
        f"A scale of temperatures. {'; '.join(told)}. Adult skin that is held at a temperature "
        f"burns: {burns}."
    )


def span_words(parameter: Parameter) -> str:
    """Return a parameter's number or span with its unit and whether the course chose it."""
    low, high = parameter.span
    number = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return f"{number} {parameter.unit}{' (course rule)' if parameter.course_rule else ''}"


def _draw_row(axes: Axes, place: int, row: Row) -> None:
    parameter = knowledge().parameter(row.parameter)
    low, high = parameter.span
    if low == high:
        axes.plot([low], [place], "D", color=row.colour, markersize=9)
    else:
        # Tint and hatching apart: matplotlib would draw the hatching as pale as the tint.
        for facecolor, hatch in ((f"{row.colour}30", ""), ("none", row.hatch)):
            axes.barh(
                place,
                high - low,
                left=low,
                height=0.42,
                facecolor=facecolor,
                edgecolor=row.colour,
                hatch=hatch,
                hatch_linewidth=0.7,
                linewidth=1.4,
            )
    words = span_words(parameter)
    right = row.colour == BURN and low == high
    axes.text(
        high + 0.4 if right else low - 0.4,
        place,
        words,
        fontsize=11.5,
        va="center",
        ha="left" if right else "right",
        color=row.colour,
        weight="bold",
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5, "alpha": 0.8},
    )


def _time(parameter: Parameter) -> str:
    amount = parameter.number
    if parameter.unit == "min" and amount >= 60:
        return f"{amount / 60:g} h"
    return f"{amount:g} {parameter.unit}"
