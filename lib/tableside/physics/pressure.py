"""Pressure from force and contact area, with the area that the learner measured on paper.

Pressure is force over area by definition, so the ranges here only catch slips of the keyboard;
the growth of a soft contact with force is a course rule, not yet verified.
"""

from enum import Enum

from tableside.physics.quantity import Kilopascal, Newton, within

FORCE_MOST = 1000.0
"""Largest force in newton that these formulas take: more than a lean with the whole body."""

AREA_LEAST, AREA_MOST = 0.1, 300.0
"""Contact areas in square centimetres that these formulas take, from a pen's tip to two palms."""

PEAK_OVER_MEAN = 2.0
"""Peak over mean pressure of an inverted paraboloid, the shape measured under a fingertip.

Source: Pawluk and Howe 1999, doi 10.1115/1.2800860. For other tools it is a course rule.
"""

GROWTH_LEAST, GROWTH_MOST = 0.2, 0.5
"""Exponents by which a soft contact grows with force (course rule, not yet verified)."""

GROWTH_SPAN = 4.0
"""A print tells the area from a quarter to four times its own force (course rule)."""


class PressureUnit(Enum):
    """Units that books give pressure in; the value is how many kilopascal one of them is."""

    KILOPASCAL = 1.0
    NEWTON_PER_CM2 = 10.0
    KILOGRAM_PER_CM2 = 98.0665
    POUND_PER_CM2 = 44.482216152605
    MILLIMETRE_OF_MERCURY = 0.133322


def _force(force: Newton) -> float:
    return within("force", force.value, 0, FORCE_MOST, "N")


def _area(area_cm2: float) -> float:
    return within("contact area", area_cm2, AREA_LEAST, AREA_MOST, "cm²")


def mean_pressure(force: Newton, area_cm2: float) -> Kilopascal:
    """Return the mean pressure in kPa of a force spread over ``area_cm2``: 10 F / A.

    Valid for 0 to 1000 N and 0.1 to 300 cm²; raises ``OutOfRangeError`` outside.
    """
    return Kilopascal(10 * _force(force) / _area(area_cm2))


def peak_pressure(force: Newton, area_cm2: float) -> Kilopascal:
    """Return the pressure in kPa in the middle of the contact: twice the mean.

    Source and range: ``PEAK_OVER_MEAN`` and ``mean_pressure``.
    """
    return Kilopascal(PEAK_OVER_MEAN * mean_pressure(force, area_cm2).value)


def force_for(pressure: Kilopascal, area_cm2: float) -> Newton:
    """Return the force in newton that makes this mean pressure: the reverse of ``mean_pressure``.

    Raises ``OutOfRangeError`` outside the same ranges.
    """
    newton = within("pressure", pressure.value, 0, 1e5, "kPa") * _area(area_cm2) / 10
    return Newton(within("force for that pressure", newton, 0, FORCE_MOST, "N"))


def grown_area(force: Newton, print_cm2: float, print_force: Newton, growth: float) -> float:
    """Return the contact area in cm² of a soft tool that left a print at another force.

    The law is A = A0 (F / F0)^m, with m from 0.2 to 0.5 (course rule, not yet verified); it is
    used from a quarter to four times the force of the print, and refused outside.
    """
    exponent = within("growth exponent", growth, GROWTH_LEAST, GROWTH_MOST, "1")
    printed = within("force of the print", print_force.value, 1, FORCE_MOST, "N")
    low, high = printed / GROWTH_SPAN, min(printed * GROWTH_SPAN, FORCE_MOST)
    pressed = within("force", force.value, low, high, "N")
    return _area(_area(print_cm2) * (pressed / printed) ** exponent)


def kilopascal_from(value: float, unit: PressureUnit) -> Kilopascal:
    """Return a pressure given in another unit, in kilopascal.

    Raises ``OutOfRangeError`` below nothing and above 100 000 kPa.
    """
    return Kilopascal(within("pressure", value * unit.value, 0, 1e5, "kPa"))


def in_unit(pressure: Kilopascal, unit: PressureUnit) -> float:
    """Return the number that a book would print for this pressure in ``unit``."""
    return pressure.value / unit.value
