"""The client's number from 0 to 10, and what to do at each."""

from itertools import groupby
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle

from tableside.drills.breath import Feeling, needed_response
from tableside.figures.picture import Picture, from_figure
from tableside.knowledge.signs import Response

HIGHEST = 10

ANY_NUMBER = tuple(each for each in Feeling if each is not Feeling.DULL)
"""Feelings that stop the technique whatever the number."""


class Look(NamedTuple):
    """How the numbers with one answer are drawn."""

    colour: str
    hatch: str
    sign: str
    words: str


LOOKS = {
    Response.CARRY_ON_AND_ASK: Look("#00785a", "", "✓", "Go on,\nand keep asking"),
    Response.LIGHTEN: Look("#9a6100", "//", "!", "Lighter,\nand ask"),
    Response.STOP_TECHNIQUE_AND_ASK: Look("#a31621", "xx", "✕", "Stop that technique, and ask"),
}


class Stretch(NamedTuple):
    """Neighbouring numbers that ask for the same."""

    low: int
    high: int
    response: Response


def stretches() -> tuple[Stretch, ...]:
    """Return the scale as stretches with one answer each, from 0 upwards."""
    found = []
    for response, numbers in groupby(range(HIGHEST + 1), key=needed_response):
        span = list(numbers)
        found.append(Stretch(span[0], span[-1], response))
    return tuple(found)


def number_scale_picture() -> Picture:
    """Return the scale with its answers, and the feelings that stop at any number."""
    figure = Figure(figsize=(9.6, 3.6))
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set(xlim=(-0.7, 10.7), ylim=(-2.15, 2.15))
    axes.axis("off")
    for stretch in stretches():
        _draw_stretch(axes, stretch)
    axes.text(-0.45, 1.9, "0: no discomfort", ha="left", va="center", fontsize=11)
    axes.text(10.45, 1.9, "10: the worst I can think of", ha="right", va="center", fontsize=11)
    _draw_any_number(axes)
    return from_figure(figure, alt=number_scale_alt())


def number_scale_alt() -> str:
    """Return a text that can replace the picture."""
    told = " ".join(f"{_numbers(each)}: {each.response.title.lower()}." for each in stretches())
    needed = needed_response(0, ANY_NUMBER[0]).title.lower()
    return (
        f"The client's scale from 0, no discomfort, to {HIGHEST}, the worst they can think of. "
        f"{told} {_feelings()}: {needed}, at any number."
    )


def _numbers(stretch: Stretch) -> str:
    if stretch.low == stretch.high:
        return f"{stretch.low}"
    return f"{stretch.low} to {stretch.high}"


def _feelings() -> str:
    *others, last = (each.value for each in ANY_NUMBER)
    told = f"{', '.join(others)} or {last}"
    return told[0].upper() + told[1:]


def _draw_stretch(axes: Axes, stretch: Stretch) -> None:
    look = LOOKS[stretch.response]
    left, width = stretch.low - 0.47, stretch.high - stretch.low + 0.94
    # Tint and hatching apart: matplotlib would draw the hatching as pale as the tint.
    for facecolor, hatch in ((f"{look.colour}30", ""), ("none", look.hatch)):
        axes.add_patch(
            Rectangle(
                (left, 0.55),
                width,
                1.0,
                facecolor=facecolor,
                edgecolor=look.colour,
                hatch=hatch,
                hatch_linewidth=0.5,
                linewidth=1.6,
            )
        )
    for number in range(stretch.low, stretch.high + 1):
        axes.text(
            number,
            1.05,
            f"{number}",
            ha="center",
            va="center",
            fontsize=17,
            weight="bold",
            bbox={"boxstyle": "circle,pad=0.22", "facecolor": "white", "edgecolor": look.colour},
        )
    axes.text(
        (stretch.low + stretch.high) / 2,
        0.4,
        f"{look.sign} {look.words}",
        ha="center",
        va="top",
        fontsize=12,
        weight="bold",
        color=look.colour,
        linespacing=1.25,
    )


def _draw_any_number(axes: Axes) -> None:
    look = LOOKS[needed_response(0, ANY_NUMBER[0])]
    axes.add_patch(
        FancyBboxPatch(
            (-0.35, -1.75),
            10.7,
            0.75,
            boxstyle="round,pad=0.1",
            facecolor="white",
            edgecolor=look.colour,
            linewidth=2.2,
        )
    )
    axes.text(
        5,
        -1.375,
        f"{look.sign} {_feelings()}, at any number: stop that technique, and ask",
        ha="center",
        va="center",
        fontsize=13,
        weight="bold",
        color=look.colour,
    )
