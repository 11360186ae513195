"""A sheet to draw on, measured in inches from its upper left corner, and words that fit it."""

from collections.abc import Iterator
from functools import lru_cache
from unicodedata import east_asian_width

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from matplotlib.textpath import text_to_path

POINTS = 72
"""Points of type in an inch."""

LINE = 0.175
"""Inches from one line of small type to the next."""

SMALL, USUAL, LARGE = 10.0, 11.0, 16.0
"""Sizes of type in points."""

INK, QUIET, UNSAFE, HANDS, HEAT, GOOD = (
    "#1b1b1b",
    "#55585c",
    "#a31621",
    "#0b5c8a",
    "#b0340a",
    "#19693c",
)


class Sheet:
    """One figure, on which everything is placed in inches from the upper left corner."""

    def __init__(self, width: float, height: float) -> None:
        self.figure = Figure(figsize=(width, height))
        self.width, self.height = width, height

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Return new axes at this place."""
        bottom = self.height - top - height
        return self.figure.add_axes(
            (left / self.width, bottom / self.height, width / self.width, height / self.height)
        )

    def write(  # noqa: PLR0913 - where, what, and how it looks
        self,
        left: float,
        top: float,
        words: str,
        *,
        size: float = SMALL,
        weight: str = "normal",
        colour: str = INK,
    ) -> Text:
        """Write one line with its upper left corner at this place."""
        return self.figure.text(
            left / self.width,
            1 - top / self.height,
            words,
            fontsize=size,
            weight=weight,
            color=colour,
            va="top",
            parse_math=False,
        )


def inches(words: str, *, size: float = SMALL, weight: str = "normal") -> float:
    """Return how wide words are at most, in inches; some letters are drawn closer together."""
    return sum(_inches(letter, size, weight) for letter in words)


@lru_cache(maxsize=4096)
def _inches(letter: str, size: float, weight: str) -> float:
    if east_asian_width(letter) in {"F", "W"}:
        return size / POINTS  # as wide as it is high, and not in the font that measures here
    font = FontProperties(size=size, weight=weight)
    wide, _, _ = text_to_path.get_text_width_height_descent(letter, font, ismath=False)
    return float(wide) / POINTS


def cut(words: str, width: float, *, size: float = SMALL, weight: str = "normal") -> str:
    """Return words that are at most so many inches wide, with an ellipsis where some are left out.

    What cannot be printed is left out as well.
    """
    words = _printable(words)
    if inches(words, size=size, weight=weight) <= width:
        return words
    short, end = 0, len(words)
    while end - short > 1:
        middle = (short + end) // 2
        fits = inches(words[:middle] + "…", size=size, weight=weight) <= width
        short, end = (middle, end) if fits else (short, middle)
    return words[:short].rstrip(" ,;:“") + "…"


def lines(words: str, width: float, *, most: int, size: float = SMALL) -> tuple[str, ...]:
    """Return words in lines of so many inches, *most* lines at the most; the last may be cut."""
    found = list(_broken(_printable(words), width, size))
    if len(found) > most:
        found = [*found[: most - 1], " ".join(found[most - 1 :])]
    return tuple(cut(line, width, size=size) for line in found)


def _printable(words: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in words)


def _broken(words: str, width: float, size: float) -> Iterator[str]:
    line = ""
    for word in words.split():
        longer = f"{line} {word}" if line else word
        if line and inches(longer, size=size) > width:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def beside(
    axes: Axes, height: float, words: str, colour: str, *, va: str = "center_baseline"
) -> None:
    """Write to the right of a lane, at this height of its scale."""
    across = axes.get_yaxis_transform()
    axes.text(1.015, height, words, transform=across, color=colour, fontsize=SMALL, va=va)


def nothing(axes: Axes, words: str) -> None:
    """Write in the middle of a lane why it is empty."""
    axes.text(
        0.5,
        0.5,
        words,
        transform=axes.transAxes,
        color=QUIET,
        fontsize=SMALL,
        ha="center",
        va="center",
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
    )
