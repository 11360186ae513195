"""How a hot damp towel cools: by air, by radiation and, most of all, by evaporation.

A teaching model, with one temperature for the whole towel. It explains why to fold, to cover
and to watch the clock. It says nothing about a real towel: a thermometer does.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from tableside.physics.heat_trace import HeatTrace
from tableside.physics.quantity import within

RADIATION = 6.0
"""Heat that a surface near room temperature radiates, in W/(m² K).
From memory: not yet verified."""

LEWIS = 16.5e-3
"""Heat that leaves with vapour, in kelvin of convection per pascal of vapour pressure: the Lewis
relation at sea level. From memory: not yet verified."""

DAMP_HEAT_CAPACITY = 2900.0
"""Heat that a kilogram of wrung towel holds, in J/(kg K). About 55 % of it is then water.
A calculation of the course: not yet verified."""

DRY_TOWEL_RESISTANCE = 0.02
"""How a dry towel resists heat, in m² K/W. Course rule: no measurement was found."""

SEALED_RESISTANCE = 0.05
"""How a folded dry towel over a film resists heat, in m² K/W. Course rule, as above."""

VAPOUR_THROUGH_DRY_TOWEL = 0.2
"""Share of the vapour that still escapes through a dry towel. Course rule, chosen to reproduce
the course's calculation for a covered towel: no measurement was found."""

STEP = 0.5
"""Seconds between two looks at the towel, unless told otherwise."""

HOTTEST = 60.0
"""The hottest towel, in °C, that the model answers for: beyond, its vapour pressure is not known
well enough, and no such towel has a place in a massage."""

LONGEST = 3600.0
"""The longest time, in seconds, that the model answers for: the towel is taken not to dry out."""


class Cover(Enum):
    """What lies over the towel."""

    NONE = "nothing"
    DRY_TOWEL = "a dry towel"
    VAPOUR_TIGHT = "a folded dry towel over a film that lets no vapour out"


@dataclass(frozen=True, slots=True)
class Room:
    """The air: ``celsius`` 10 to 40, ``humidity`` 0 to 1, ``convection`` 5 to 10 W/(m² K).

    Raises OutOfRangeError outside these. The range of convection is from memory: not yet verified.
    """

    celsius: float = 24.0
    humidity: float = 0.5
    convection: float = 8.0

    def __post_init__(self) -> None:
        within("room temperature", self.celsius, 10, 40, "°C")
        within("relative humidity", self.humidity, 0, 1, "1")
        within("convection", self.convection, 5, 10, "W/(m² K)")


@dataclass(frozen=True, slots=True)
class Towel:
    """A wrung towel: ``kilograms`` 0.05 to 2, ``face`` 0.01 to 2 m², ``open_faces`` 1 or 2.

    ``face`` is one side of it as it lies, so folding makes it smaller; the second side is open to
    the air only while the towel is held up. Raises OutOfRangeError outside these ranges, which
    are a course rule.
    """

    kilograms: float = 0.35
    face: float = 0.25
    open_faces: int = 2
    cover: Cover = Cover.NONE

    def __post_init__(self) -> None:
        within("mass of the damp towel", self.kilograms, 0.05, 2, "kg")
        within("face of the towel", self.face, 0.01, 2, "m²")
        within("open faces of the towel", self.open_faces, 1, 2, "faces")

    def folded(self, parts: int) -> "Towel":
        """Return the towel folded in so many equal *parts*, 1 to 16."""
        return replace(self, face=self.face / within("parts of the fold", parts, 1, 16, "parts"))


def vapour_pressure(celsius: float) -> float:
    """Return the pressure of saturated water vapour, in Pa, at 0 to 60 °C.

    The Magnus formula with its usual constants (from memory: not yet verified). Raises
    OutOfRangeError outside that range.
    """
    within("temperature of the water", celsius, 0, HOTTEST, "°C")
    return 610.94 * math.exp(17.625 * celsius / (celsius + 243.04))


def air_loss(celsius: float, room: Room, cover: Cover) -> tuple[float, float]:
    """Return the heat that a damp face loses, in W/m², and how it rises with each kelvin.

    Convection, radiation and evaporation by the Lewis relation, at 0 to 60 °C; a cover holds back
    some of the heat and some or all of the vapour. Raises OutOfRangeError outside that range.
    """
    passing, resistance = {
        Cover.NONE: (1.0, 0.0),
        Cover.DRY_TOWEL: (VAPOUR_THROUGH_DRY_TOWEL, DRY_TOWEL_RESISTANCE),
        Cover.VAPOUR_TIGHT: (0.0, SEALED_RESISTANCE),
    }[cover]
    dry = room.convection + RADIATION
    dry /= 1 + dry * resistance
    wet = LEWIS * room.convection * passing
    pressure = vapour_pressure(celsius)
    steepness = pressure * 17.625 * 243.04 / (celsius + 243.04) ** 2
    surplus = pressure - room.humidity * vapour_pressure(room.celsius)
    return dry * (celsius - room.celsius) + wet * surplus, dry + wet * steepness


def towel_cooling(
    start: float, seconds: float, *, towel: Towel, room: Room, step: float = STEP
) -> HeatTrace:
    """Return the towel's temperature in °C from *start* (0 to 60 °C) for *seconds* (0 to 3600).

    The balance m c dT/dt = -area x loss, by implicit steps of at most *step* (0.01 to 60 s): a
    long step is coarse, never unstable. The towel never warms above its start or the room.
    Raises OutOfRangeError outside these ranges.
    """
    within("temperature of the towel", start, 0, HOTTEST, "°C")
    within("time", seconds, 0, LONGEST, "s")
    within("time step", step, 0.01, 60, "s")
    count = math.ceil(seconds / step)
    length = seconds / count if count else 0.0
    times = tuple(number * length for number in range(count + 1))
    return HeatTrace(times, tuple(_cooling(start, count, length, towel, room)))


def towel_temperature(seconds: float, *, start: float, towel: Towel, room: Room) -> float:
    """Return the towel's temperature in °C, so many *seconds* (0 to 3600) after *start*.

    *start* is 0 to 60 °C. Raises OutOfRangeError outside these ranges.
    """
    return towel_cooling(start, seconds, towel=towel, room=room).celsius[-1]


def _cooling(start: float, count: int, length: float, towel: Towel, room: Room) -> Iterator[float]:
    """Yield the first temperature and that after each of *count* steps of *length* seconds."""
    area = towel.face * towel.open_faces
    share = length * area / (towel.kilograms * DAMP_HEAT_CAPACITY)
    celsius = start
    yield celsius
    for _ in range(count):
        celsius = _stepped(celsius, share, towel.cover, room)
        yield celsius


def _stepped(before: float, share: float, cover: Cover, room: Room) -> float:
    """Return the temperature that solves T = before - share x loss(T).

    The loss is rising and convex, so that Newton's method always arrives, from above.
    """
    celsius = before
    for _ in range(50):
        loss, slope = air_loss(celsius, room, cover)
        change = (celsius - before + share * loss) / (1 + share * slope)
        celsius = min(max(celsius - change, 0.0), HOTTEST)
        if abs(change) < 1e-9:
            break
    return celsius
