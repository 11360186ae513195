"""How warm skin becomes under a towel: the touch, and heat on its way through the layers.

A teaching model of one average back, with steady blood flow and no sweat. Test a real towel on
your own forearm, ask the client, and look at the skin. The properties of the layers are from
memory: not yet verified.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from tableside.physics.heat_trace import HeatTrace
from tableside.physics.quantity import within
from tableside.physics.skin_grid import (
    BLOOD,
    TOWEL,
    SkinGrid,
    SkinStep,
    at_rest,
)
from tableside.physics.towel import HOTTEST, Cover, Room, air_loss

SKIN_EFFUSIVITY = 1180.0
"""How strongly skin sets the temperature of a touch, in W s^½/(m² K). Not yet verified."""

WATER_EFFUSIVITY = 1610.0
"""The same of water, for a towel that drips. Not yet verified."""

DAMP_TOWEL_EFFUSIVITY = 1097.0
"""The same of a wrung towel, the root of its conductivity x density x heat. Not yet verified."""

DRY_TOWEL_EFFUSIVITY = 130.0
"""The same of dry terry cloth. Not yet verified."""

SKIN_AT_REST = 33.0
"""Temperature of the skin before the towel, in °C. Course rule."""

STEP = 1.0
"""Seconds between two looks at the skin, unless told otherwise."""

LONGEST = 3600.0
"""The longest time under one towel, in seconds, that the model answers for."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A towel on skin: ``celsius`` 0 to 60 at contact, what lies over it and what under it.

    ``dry_layer`` is the resistance of what lies between towel and skin, 0 to 0.2 m² K/W; a dry
    towel has ``towel.DRY_TOWEL_RESISTANCE``. ``skin`` is the skin's temperature before, 25 to
    37 °C. Raises OutOfRangeError outside these ranges.
    """

    celsius: float
    cover: Cover = Cover.VAPOUR_TIGHT
    dry_layer: float = 0.0
    skin: float = SKIN_AT_REST

    def __post_init__(self) -> None:
        within("temperature of the towel", self.celsius, 0, HOTTEST, "°C")
        within("resistance of the dry layer", self.dry_layer, 0, 0.2, "m² K/W")
        within("skin before the towel", self.skin, 25, BLOOD, "°C")


@dataclass(frozen=True, slots=True)
class SkinRun:
    """What happened under a towel: its mean, the skin's face, and the layer that burns first.

    All begin just before the touch. The face is hotter than the basal layer, and so the stricter
    trace for a verdict; burn integrals belong to the basal layer.
    ``basal`` is the boundary of epidermis and dermis. ``profile`` holds depth below the skin's
    face in m, and °C, at the end.
    """

    towel: HeatTrace
    surface: HeatTrace
    basal: HeatTrace
    profile: tuple[tuple[float, float], ...]


def contact_temperature(
    towel: float, skin: float, *, effusivity: float = DAMP_TOWEL_EFFUSIVITY
) -> float:
    """Return the temperature in °C at which a towel and skin meet in the first instant.

    The mean of both (0 to 60 °C and 15 to 45 °C) by their effusivities, that of the towel 50 to
    2000 W s^½/(m² K); source: a web
    page on thermal effusivity, so not yet verified. Right for two bodies of endless depth, so
    a first guess only. Raises OutOfRangeError outside these ranges.
    """
    within("temperature of the towel", towel, 0, HOTTEST, "°C")
    within("temperature of the skin", skin, 15, 45, "°C")
    within("effusivity of the towel", effusivity, 50, 2000, "W s^½/(m² K)")
    return (effusivity * towel + SKIN_EFFUSIVITY * skin) / (effusivity + SKIN_EFFUSIVITY)


def skin_under_towel(
    placement: Placement, seconds: float, *, room: Room, step: float = STEP
) -> SkinRun:
    """Return the temperatures under a towel that lies still for *seconds* (0 to 3600).

    Pennes' equation in one dimension over towel, epidermis, dermis, fat and muscle, by implicit
    steps of at most *step* (0.05 to 60 s): a long step is coarse, never unstable, and no cell is
    ever warmer than the warmest of towel, blood
    and room. Raises OutOfRangeError outside these ranges.
    """
    within("time", seconds, 0, LONGEST, "s")
    within("time step", step, 0.05, 60, "s")
    count = math.ceil(seconds / step)
    grid = SkinGrid.of(placement.dry_layer)
    length = seconds / count if count else step
    rows = tuple(_rows(grid, placement, count, length, room))
    times = tuple(number * length for number in range(count + 1))
    first = TOWEL.cells
    return SkinRun(
        towel=HeatTrace(times, tuple(sum(row[:first]) / first for row in rows)),
        surface=HeatTrace(times, (placement.skin, *map(grid.surface, rows[1:]))),
        basal=HeatTrace(times, tuple(map(grid.basal, rows))),
        profile=tuple(zip(grid.depths, rows[-1][first:], strict=True)),
    )


def _rows(
    grid: SkinGrid, placement: Placement, count: int, length: float, room: Room
) -> Iterator[list[float]]:
    """Yield the temperatures of all cells at the start and after each of *count* steps.

    The air's loss is taken straight from the outermost cell, at its slope of the step before.
    """
    step = SkinStep.of(grid, length)
    row = [placement.celsius] * TOWEL.cells + at_rest(grid, placement.skin)
    yield row
    for _ in range(count):
        loss, slope = air_loss(row[0], room, placement.cover)
        row = step.taken(row, slope * row[0] - loss, slope)
        yield row
