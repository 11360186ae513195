"""The back map: where each zone of the lower back lies, and how hard it may be pressed there.

Places are in centimetres on a standard adult back (its sizes are a course rule), lying face
down, seen from above, head up. ``x`` is the distance from the midline, positive towards the
client's right, which is also the viewer's right. ``y`` is 0 at the upper edge of T10 and grows
towards the feet.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from tableside.errors import KnowledgeError, UnknownNameError
from tableside.knowledge.entry import Fault, Name, Text, nearest, read_entries
from tableside.knowledge.sources import Fact

Point = tuple[float, float]
"""A place on the map: x and y in centimetres."""

REACH = 60.0
"""No place on the map lies farther than this from its origin, in centimetres."""

STUDENT_CEILING = 3
"""The highest Walton level a student uses on the lower back (course rule)."""


class Side(StrEnum):
    """Which of the client's sides a zone lies on."""

    LEFT = "left"
    RIGHT = "right"
    MIDDLE = "middle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A named region of the back map, with the rule for pressing there."""

    id: str
    """Stable name, such as ``erector-lower-left``."""

    name: str
    """The zone as a screen reader says it, with the client's side."""

    side: Side
    """The client's side."""

    levels: tuple[str, str]
    """The vertebral levels that it reaches from and to, such as ``("L3", "L5")``."""

    polygon: tuple[Point, ...]
    """Its corners in centimetres, in order."""

    spot: Point
    """A good place to press in it, for those who choose a place by name."""

    max_pressure: int
    """The highest Walton level allowed here; 0 means no pressing, only light gliding."""

    strokes: str
    """What may be done here."""

    landmark: str
    """How to find it with the hand."""

    rule: str
    """The rule as one sentence."""

    sources: tuple[str, ...]
    """Keys into the register of sources."""

    course_rule: bool
    """Whether the course chose a number in this entry: its outline or its level."""

    unverified: bool
    """Whether something in this entry is from memory and still has to be looked up."""

    def contains(self, x: float, y: float) -> bool:
        """Return whether the place lies in this zone; its edge belongs to it."""
        return _inside(x, y, self.polygon)


def _within_reach(corners: tuple[Point, ...]) -> tuple[Point, ...]:
    if not all(abs(along) <= REACH for corner in corners for along in corner):
        raise ValueError(f"every corner must lie within {REACH:g} cm of the map's origin")
    return corners


Corners = Annotated[tuple[Point, ...], AfterValidator(_within_reach)]
"""Places that bound an area or mark a line, in order."""


class ZoneEntry(Fact):
    """A zone as ``zones.toml`` tells it; a zone of both sides is told for the client's right."""

    id: Name
    name: Text
    both_sides: bool
    levels: tuple[Text, Text]
    polygon: Annotated[Corners, Field(min_length=3)]
    spot: Point
    max_pressure: Annotated[int, Field(ge=0, le=STUDENT_CEILING)]
    strokes: Text
    landmark: Text
    rule: Text

    @model_validator(mode="after")
    def _spot_inside(self) -> Self:
        if not _inside(*self.spot, self.polygon):
            raise ValueError("the spot must lie inside the polygon")
        return self

    def zones(self) -> tuple[Zone, ...]:
        """Return what this entry stands for: one zone in the middle, or the left and the right."""
        if not self.both_sides:
            return (self._zone(self.id, self.name, Side.MIDDLE),)
        return tuple(
            self._zone(f"{self.id}-{side}", self.name.replace("{side}", f"client's {side}"), side)
            for side in (Side.LEFT, Side.RIGHT)
        )

    def _zone(self, name: str, spoken: str, side: Side) -> Zone:
        sign = -1.0 if side is Side.LEFT else 1.0
        return Zone(
            id=name,
            name=spoken,
            side=side,
            levels=self.levels,
            polygon=tuple((sign * x, y) for x, y in self.polygon),
            spot=(sign * self.spot[0], self.spot[1]),
            max_pressure=self.max_pressure,
            strokes=self.strokes,
            landmark=self.landmark,
            rule=self.rule,
            sources=self.sources,
            course_rule=self.course_rule,
            unverified=self.unverified,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BackMap:
    """All zones of the back."""

    zones: tuple[Zone, ...]

    def zone(self, name: str) -> Zone:
        """Return the zone of that id; raises UnknownNameError with a hint."""
        for zone in self.zones:
            if zone.id == name:
                return zone
        hint = nearest(name, (zone.id for zone in self.zones))
        raise UnknownNameError(f"The back map has no zone {name!r}; {hint}")

    def zones_at(self, x: float, y: float) -> tuple[Zone, ...]:
        """Return the zones that hold the place, the strictest first; empty off the map."""
        found = [zone for zone in self.zones if zone.contains(x, y)]
        return tuple(sorted(found, key=lambda zone: zone.max_pressure))


def read_zones(
    text: str, *, file: str = "zones.toml"
) -> tuple[tuple[Zone, ...], tuple[Fault, ...]]:
    """Return the zones told in a TOML *text*, and the faults of the entries that are not sound."""
    entries, faults = read_entries(text, file=file, table="zone", model=ZoneEntry)
    return tuple(zone for entry in entries for zone in entry.zones()), faults


@cache
def back_map() -> BackMap:
    """Return the course's back map; raises KnowledgeError with every fault of its file."""
    text = files("tableside.knowledge").joinpath("zones.toml").read_text(encoding="utf-8")
    zones, faults = read_zones(text)
    if faults:
        raise KnowledgeError(faults)
    return BackMap(zones=zones)


@lru_cache(maxsize=16_384)
def zones_at(x: float, y: float) -> tuple[Zone, ...]:
    """Return the zones of the course's back map at a place, the strictest first."""
    return back_map().zones_at(x, y)


def _inside(x: float, y: float, polygon: tuple[Point, ...]) -> bool:
    """Return whether a place lies in the polygon or on its edge (crossing count)."""
    crossed = False
    for (x1, y1), (x2, y2) in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
        if (y < y1 and y < y2) or (y > y1 and y > y2):
            continue  # most sides lie wholly above or below
        across = (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)
        between = min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2)
        if between and abs(across) < 1e-9:
            return True
        if (y1 > y) != (y2 > y) and x < x1 + (x2 - x1) * (y - y1) / (y2 - y1):
            crossed = not crossed
    return crossed
