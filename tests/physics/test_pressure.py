"""Pressure by tool, its reverse, and other units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tableside.physics.pressure import (
    PressureUnit,
    force_for,
    grown_area,
    in_unit,
    kilopascal_from,
    mean_pressure,
    peak_pressure,
)
from tableside.physics.quantity import Kilopascal, Newton, OutOfRangeError

forces = st.floats(0, 1000)
areas = st.floats(0.1, 300)


@pytest.mark.parametrize(
    ("area", "at_10", "at_30", "at_60"),
    [
        (3, 33, 100, 200),
        (4, 25, 75, 150),
        (2.5, 40, 120, 240),
        (12, 8, 25, 50),
        (25, 4, 12, 24),
        (60, 1.7, 5, 10),
        (100, 1.0, 3, 6),
    ],
)
def test_the_same_force_presses_by_the_size_of_the_tool(
    area: float, at_10: float, at_30: float, at_60: float
) -> None:
    """Sixty newton are 200 kPa through a thumb and 6 kPa through a palm."""
    actual = [mean_pressure(Newton(force), area).value for force in (10, 30, 60)]

    assert pytest.approx([at_10, at_30, at_60], rel=0.05) == actual


def test_the_middle_of_a_contact_bears_twice_the_mean() -> None:
    """Thirty newton on a thumb: 100 kPa on average, 200 in the middle."""
    assert Kilopascal(200) == peak_pressure(Newton(30), 3)


@given(force=forces, area=areas)
def test_force_for_is_the_reverse_of_pressure(force: float, area: float) -> None:
    """Going there and back changes nothing."""
    back = force_for(mean_pressure(Newton(min(force, 999)), area), area)

    assert pytest.approx(min(force, 999)) == back.value


@given(force=forces, area=areas, other=areas)
def test_broader_is_never_more_pressure(force: float, area: float, other: float) -> None:
    """Broaden before you strengthen."""
    small, large = sorted((area, other))

    assert mean_pressure(Newton(force), large) <= mean_pressure(Newton(force), small)


@given(force=st.floats(5, 80), other=st.floats(5, 80), growth=st.floats(0.2, 0.5))
def test_a_soft_contact_grows_but_pressure_still_rises(
    force: float, other: float, growth: float
) -> None:
    """More force is a larger contact, and never less pressure."""
    light, heavy = sorted((force, other))
    small = grown_area(Newton(light), 3, Newton(20), growth)
    large = grown_area(Newton(heavy), 3, Newton(20), growth)

    assert small <= large
    low, high = mean_pressure(Newton(light), small), mean_pressure(Newton(heavy), large)
    assert low.value <= high.value * (1 + 1e-12)


def test_a_print_tells_its_own_area() -> None:
    """At the force of the print the contact is the print."""
    assert grown_area(Newton(20), 3, Newton(20), 0.3) == 3


@pytest.mark.parametrize("force", [4.9, 80.1])
def test_a_print_tells_nothing_about_far_forces(force: float) -> None:
    """From a quarter to four times the force of the print, and no further."""
    with pytest.raises(OutOfRangeError, match="from 5 to 80 N"):
        grown_area(Newton(force), 3, Newton(20), 0.3)


@pytest.mark.parametrize(
    ("value", "unit", "kilopascal"),
    [
        (8.0, PressureUnit.POUND_PER_CM2, 356),
        (5.9, PressureUnit.POUND_PER_CM2, 262),
        (2.32, PressureUnit.KILOGRAM_PER_CM2, 227),
        (2.5, PressureUnit.KILOGRAM_PER_CM2, 245),
        (1, PressureUnit.NEWTON_PER_CM2, 10),
        (30, PressureUnit.MILLIMETRE_OF_MERCURY, 4.0),
    ],
)
def test_published_pressures_convert(value: float, unit: PressureUnit, kilopascal: float) -> None:
    """The figures of the studies come out as the course quotes them, there and back."""
    pressure = kilopascal_from(value, unit)

    assert pytest.approx(kilopascal, abs=0.55) == pressure.value
    assert pytest.approx(value) == in_unit(pressure, unit)


@pytest.mark.parametrize(("force", "area"), [(-1, 3), (1001, 3), (10, 0), (10, 301)])
def test_impossible_contacts_are_refused(force: float, area: float) -> None:
    """A pull, an elephant, a needle and a mattress are no hands."""
    with pytest.raises(OutOfRangeError):
        mean_pressure(Newton(force), area)
    with pytest.raises(OutOfRangeError):
        force_for(Kilopascal(-1 if area == 3 else 10), area)
