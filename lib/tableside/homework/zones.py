"""Zones of the back map by name, with or without the side, and how far a place lies from one."""

import math
from collections.abc import Iterable

from tableside.errors import UnknownNameError
from tableside.knowledge import Knowledge
from tableside.knowledge.back_map import Point, Zone
from tableside.knowledge.entry import nearest
from tableside.safety.areas import sideless


def zones_called(name: str, known: Knowledge) -> tuple[Zone, ...]:
    """Return the zone of this name, or both sides of it; raise UnknownNameError without one."""
    found = tuple(zone for zone in known.zones if name in {zone.id, sideless(zone)})
    if not found:
        names = {each for zone in known.zones for each in (zone.id, sideless(zone))}
        raise UnknownNameError(f"There is no zone {name!r}; {nearest(name, names)}")
    return found


def strictest_at(x: float, y: float, known: Knowledge) -> Zone | None:
    """Return the zone at a place that allows the least pressure; none off the map."""
    found = [zone for zone in known.zones if zone.contains(x, y)]
    return min(found, key=lambda zone: zone.max_pressure, default=None)


def distance(x: float, y: float, zones: Iterable[Zone]) -> float:
    """Return how many centimetres a place lies outside the nearest of *zones*; 0 inside one."""
    return min(
        (
            0.0
            if zone.contains(x, y)
            else min(_to_edge((x, y), start, end) for start, end in _edges(zone.polygon))
            for zone in zones
        ),
        default=math.inf,
    )


def _edges(polygon: tuple[Point, ...]) -> Iterable[tuple[Point, Point]]:
    return zip(polygon, (*polygon[1:], polygon[0]), strict=True)


def _to_edge(place: Point, start: Point, end: Point) -> float:
    """Return the distance from a place to the part of a line between two corners."""
    along, across = end[0] - start[0], end[1] - start[1]
    length = along * along + across * across
    share = 0.0
    if length:
        share = ((place[0] - start[0]) * along + (place[1] - start[1]) * across) / length
    share = min(1.0, max(0.0, share))
    return math.dist(place, (start[0] + share * along, start[1] + share * across))
