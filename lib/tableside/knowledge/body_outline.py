"""The drawing of the back that the map lies on: body, spine, ribs, hip bones, as smooth lines."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import Field

from tableside.errors import KnowledgeError
from tableside.knowledge.back_map import Corners, Point
from tableside.knowledge.entry import Entry, Fault, Name, read_entries


class LineKind(StrEnum):
    """What a line of the drawing stands for."""

    BODY = "body"
    BONE = "bone"
    RIB = "rib"
    CREASE = "crease"
    LEVEL = "level"
    """A vertebra's spinous process, with the name of its level."""


class Mirroring(StrEnum):
    """How the client's left comes from what is told of the right."""

    NONE = "none"
    PAIR = "pair"
    """The line, and once more on the other side."""
    HALF = "half"
    """One line: the right half from top to bottom, then the left half back up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the drawing, in the centimetres of the back map."""

    kind: LineKind
    label: str
    closed: bool
    points: tuple[Point, ...]

    def curve(self) -> tuple[tuple[Point, Point, Point], ...]:
        """Return the line as cubic Bézier pieces (two controls, end), from its first point.

        Each piece leaves its ends along the line between their neighbours (Catmull-Rom).
        """
        around = self.points
        count = len(around)
        pieces = []
        for i in range(count if self.closed else count - 1):
            if self.closed:
                before, here, there, after = (around[(i + k) % count] for k in (-1, 0, 1, 2))
            else:
                before, here, there = around[max(i - 1, 0)], around[i], around[i + 1]
                after = around[min(i + 2, count - 1)]
            first = (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6)
            second = (there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6)
            pieces.append((first, second, there))
        return tuple(pieces)

    def svg_path(self) -> str:
        """Return the line as the ``d`` of an SVG path."""
        start = "M{:.2f} {:.2f}".format(*self.points[0])
        rest = ("C" + " ".join(f"{x:.2f} {y:.2f}" for x, y in piece) for piece in self.curve())
        return start + "".join(rest) + ("Z" if self.closed else "")


class LineEntry(Entry):
    """A line as ``body_outline.toml`` tells it, for the client's right where there are two."""

    id: Name
    kind: LineKind
    mirror: Mirroring
    closed: bool
    label: str = ""
    points: Annotated[Corners, Field(min_length=2)]

    def lines(self) -> tuple[Line, ...]:
        """Return what this entry stands for: one line, or one on each side."""
        right, left = self.points, tuple((-x, y) for x, y in self.points)
        drawn: tuple[tuple[Point, ...], ...]
        match self.mirror:
            case Mirroring.NONE:
                drawn = (right,)
            case Mirroring.PAIR:
                drawn = (left, right)
            case Mirroring.HALF:
                # A point on the midline belongs to both halves and is drawn once.
                back = tuple(point for point in reversed(left) if point[0] != 0)
                drawn = ((*right, *back),)
        return tuple(
            Line(kind=self.kind, label=self.label, closed=self.closed, points=points)
            for points in drawn
        )


def read_outline(
    text: str, *, file: str = "body_outline.toml"
) -> tuple[tuple[Line, ...], tuple[Fault, ...]]:
    """Return the lines of the drawing, and the faults of the entries that are not sound."""
    entries, faults = read_entries(text, file=file, table="line", model=LineEntry)
    return tuple(line for entry in entries for line in entry.lines()), faults


@cache
def body_outline() -> tuple[Line, ...]:
    """Return the course's drawing of the back; raises KnowledgeError with every fault."""
    text = files("tableside.knowledge").joinpath("body_outline.toml").read_text(encoding="utf-8")
    lines, faults = read_outline(text)
    if faults:
        raise KnowledgeError(faults)
    return lines
