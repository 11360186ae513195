"""Quantities that must not be mixed up: newton, kilopascal and what a device happens to send."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from tableside.errors import TablesideError

STANDARD_GRAVITY = 9.80665
"""Newton per kilogram: the agreed standard value, used to turn a mass into a weight."""

CALIBRATION_LASTS = timedelta(hours=24)
"""How long a calibration is trusted (course rule; cheap load cells drift within hours)."""


class OutOfRangeError(TablesideError, ValueError):
    """A number lies outside the range for which a model holds; the model does not guess."""

    def __init__(self, name: str, value: float, low: float, high: float, unit: str) -> None:
        super().__init__(name, value, low, high, unit)
        self.name, self.value, self.low, self.high, self.unit = name, value, low, high, unit

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit not in {"", "1"} else ""
        return (
            f"The {self.name} is {self.value:g}{unit}; "
            f"it must lie from {self.low:g} to {self.high:g}{unit}."
        )


def within(name: str, value: float, low: float, high: float, unit: str) -> float:
    """Return ``value`` where it lies from ``low`` to ``high``, both included.

    Raises ``OutOfRangeError`` everywhere else, and for what is not a number. ``unit`` is "1" for
    a plain ratio.
    """
    if low <= value <= high:
        return value
    raise OutOfRangeError(name, value, low, high, unit)


def _finite(name: str, value: float, unit: str) -> None:
    if not math.isfinite(value):
        raise OutOfRangeError(name, value, -math.inf, math.inf, unit)


@dataclass(frozen=True, order=True, slots=True)
class Newton:
    """A force in newton; it neither equals nor compares with any other quantity."""

    value: float

    def __post_init__(self) -> None:
        _finite("force", self.value, "N")


@dataclass(frozen=True, order=True, slots=True)
class Kilopascal:
    """A pressure in kilopascal, which is ten times newton per square centimetre."""

    value: float

    def __post_init__(self) -> None:
        _finite("pressure", self.value, "kPa")


@dataclass(frozen=True, order=True, slots=True)
class DeviceUnit:
    """What a trigger, stylus or load cell sends, from 0 to 1; no force until it is calibrated."""

    value: float

    def __post_init__(self) -> None:
        within("device reading", self.value, 0, 1, "device units")


@dataclass(frozen=True, slots=True)
class KnownMass:
    """A mass from 0 to 150 kg that lay on the device, and what the device then sent."""

    kilogram: float
    reading: DeviceUnit

    def __post_init__(self) -> None:
        within("known mass", self.kilogram, 0, 150, "kg")

    @property
    def weight(self) -> Newton:
        """Its weight in newton."""
        return Newton(self.kilogram * STANDARD_GRAVITY)


@dataclass(frozen=True, slots=True)
class Calibration:
    """The straight line through two known masses: the only way from device units to newton.

    Valid between the two readings and for ``CALIBRATION_LASTS`` after ``made``.
    """

    light: KnownMass
    heavy: KnownMass
    made: datetime

    def __post_init__(self) -> None:
        same = self.light.reading >= self.heavy.reading
        if same or self.light.kilogram >= self.heavy.kilogram:
            raise TablesideError(
                "A calibration needs a lighter and a heavier mass, and the heavier one must read "
                "higher. Weigh both again."
            )

    def newton(self, reading: DeviceUnit, at: datetime) -> Newton:
        """Return the force in newton behind a ``reading`` taken at the time ``at``.

        Raises ``OutOfRangeError`` for a reading outside the two known masses, and for one taken
        before the calibration or more than a day after it.
        """
        age = (at - self.made) / timedelta(hours=1)
        within("calibration's age", age, 0, CALIBRATION_LASTS / timedelta(hours=1), "h")
        low, high = self.light.reading.value, self.heavy.reading.value
        within("device reading", reading.value, low, high, "device units")
        share = (reading.value - low) / (high - low)
        light, heavy = self.light.weight.value, self.heavy.weight.value
        return Newton(light + share * (heavy - light))

    def residual(self, check: KnownMass, at: datetime) -> Newton:
        """Return by how many newton a third known mass, weighed as a check, reads too heavy."""
        return Newton(self.newton(check.reading, at).value - check.weight.value)
