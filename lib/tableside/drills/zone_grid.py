"""Which zones hold a place, quickly: a hand that glides is asked about at every look.

The answer is that of ``knowledge.back_map.zones_at``, edges included. Most cells of a 5 mm grid
lie wholly in or out of every zone, and for those the answer is found once.
"""

from functools import lru_cache
from itertools import pairwise
from math import floor

from tableside.knowledge.back_map import Point, Zone, back_map

CELL = 0.5
"""Side of a cell in centimetres."""


def zones_at(x: float, y: float) -> tuple[Zone, ...]:
    """Return the zones of the course's back map at a place, the strictest first."""
    settled, open_zones = _cell(floor(x / CELL), floor(y / CELL))
    more = [zone for zone in open_zones if zone.contains(x, y)]
    return tuple(sorted([*settled, *more], key=_strictness)) if more else settled


def _strictness(zone: Zone) -> tuple[int, int]:
    return zone.max_pressure, _places()[zone.id]


@lru_cache(maxsize=1)
def _places() -> dict[str, int]:
    return {zone.id: number for number, zone in enumerate(back_map().zones)}


@lru_cache(maxsize=60_000)
def _cell(column: int, row: int) -> tuple[tuple[Zone, ...], tuple[Zone, ...]]:
    """Return the zones that hold all of a cell, and those whose outline passes through it."""
    # A hair wider than the cell, so that an outline on its very edge counts as passing through.
    left, top = column * CELL - 1e-6, row * CELL - 1e-6
    right, bottom = left + CELL + 2e-6, top + CELL + 2e-6
    settled, crossed = [], []
    for zone in back_map().zones:
        if _passes(zone.polygon, left, top, right, bottom):
            crossed.append(zone)
        elif zone.contains((left + right) / 2, (top + bottom) / 2):
            settled.append(zone)
    return tuple(sorted(settled, key=_strictness)), tuple(crossed)


def _passes(
    polygon: tuple[Point, ...], left: float, top: float, right: float, bottom: float
) -> bool:
    for (x1, y1), (x2, y2) in pairwise((*polygon, polygon[0])):
        if max(x1, x2) < left or min(x1, x2) > right or max(y1, y2) < top or min(y1, y2) > bottom:
            continue
        sides = {
            (x2 - x1) * (y - y1) > (y2 - y1) * (x - x1)
            for x in (left, right)
            for y in (top, bottom)
        }
        if len(sides) == 2:
            return True
    return False
