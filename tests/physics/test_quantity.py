"""Newton, kilopascal and device units stay apart; ranges are kept."""

import math
import pickle
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tableside.errors import TablesideError
from tableside.physics.quantity import (
    Calibration,
    DeviceUnit,
    Kilopascal,
    KnownMass,
    Newton,
    OutOfRangeError,
    within,
)

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SCALE = Calibration(
    KnownMass(0, DeviceUnit(0.1)),
    KnownMass(4, DeviceUnit(0.9)),
    MORNING,
)


@pytest.mark.parametrize("value", [-0.1, 10.1, math.nan, math.inf])
def test_a_number_outside_its_range_is_refused(value: float) -> None:
    """Neither too little nor too much nor nonsense gets through."""
    with pytest.raises(OutOfRangeError, match=r"^The force is .* N; it must lie from 0 to 10 N\.$"):
        within("force", value, 0, 10, "N")


@pytest.mark.parametrize("value", [0, 5.5, 10])
def test_a_number_inside_its_range_comes_back_unchanged(value: float) -> None:
    """The ends belong to the range."""
    assert value == within("force", value, 0, 10, "N")


def test_a_plain_ratio_is_named_without_a_unit() -> None:
    """Unit "1" is not printed."""
    with pytest.raises(OutOfRangeError, match=r"^The share is 2; it must lie from 0 to 1\.$"):
        within("share", 2, 0, 1, "1")


def test_the_refusal_is_both_a_course_error_and_a_value_error() -> None:
    """Callers may catch it as either; it also survives being sent to another process."""
    error = pickle.loads(pickle.dumps(OutOfRangeError("force", 3, 0, 1, "N")))  # noqa: S301 - our own bytes

    assert isinstance(error, TablesideError)
    assert isinstance(error, ValueError)
    assert str(error) == "The force is 3 N; it must lie from 0 to 1 N."


def test_quantities_of_different_kinds_do_not_mix() -> None:
    """A newton is no kilopascal, not even when the numbers agree."""
    assert Newton(1) != Kilopascal(1)  # type: ignore[comparison-overlap]
    with pytest.raises(TypeError):
        Newton(1) < Kilopascal(2)  # type: ignore[operator] # noqa: B015 - it must fail
    with pytest.raises(TypeError):
        Newton(1) + DeviceUnit(0.5)  # type: ignore[operator]


@pytest.mark.parametrize("kind", [Newton, Kilopascal, DeviceUnit])
def test_a_quantity_is_a_finite_number(kind: type[Newton]) -> None:
    """What is not a number is refused at once."""
    with pytest.raises(OutOfRangeError):
        kind(math.nan)


@pytest.mark.parametrize("value", [-0.01, 1.01])
def test_a_device_sends_from_zero_to_one(value: float) -> None:
    """A reading outside the device's own span is refused."""
    with pytest.raises(OutOfRangeError, match="device reading"):
        DeviceUnit(value)


def test_a_calibration_gives_the_weights_of_its_known_masses() -> None:
    """Two kilograms lie half-way between none and four."""
    assert SCALE.newton(DeviceUnit(0.1), MORNING).value == 0
    assert pytest.approx(2 * 9.80665) == SCALE.newton(DeviceUnit(0.5), MORNING).value
    assert pytest.approx(4 * 9.80665) == SCALE.newton(DeviceUnit(0.9), MORNING).value


@given(low=st.floats(0.1, 0.9), high=st.floats(0.1, 0.9))
def test_a_higher_reading_is_never_less_force(low: float, high: float) -> None:
    """The calibration keeps the order of readings."""
    low, high = sorted((low, high))

    assert SCALE.newton(DeviceUnit(low), MORNING) <= SCALE.newton(DeviceUnit(high), MORNING)


@pytest.mark.parametrize("reading", [0.05, 0.95])
def test_a_reading_beyond_the_known_masses_is_refused(reading: float) -> None:
    """The line is not drawn further than it was measured."""
    with pytest.raises(OutOfRangeError, match=r"from 0\.1 to 0\.9"):
        SCALE.newton(DeviceUnit(reading), MORNING)


@pytest.mark.parametrize("hours", [-1, 24.5])
def test_a_calibration_lasts_a_day(hours: float) -> None:
    """It serves neither earlier readings nor those of the next week."""
    with pytest.raises(OutOfRangeError, match="calibration's age"):
        SCALE.newton(DeviceUnit(0.5), MORNING + timedelta(hours=hours))


def test_a_third_mass_checks_the_calibration() -> None:
    """A scale that reads the weight of 2 kg for 1.9 kg is 0.1 kg too heavy."""
    error = SCALE.residual(KnownMass(1.9, DeviceUnit(0.5)), MORNING)

    assert pytest.approx(0.980665) == error.value


@pytest.mark.parametrize(("kilogram", "reading"), [(4, 0.1), (0, 0.9), (4, 0.05)])
def test_a_calibration_needs_two_masses_that_differ(kilogram: float, reading: float) -> None:
    """Equal masses, equal readings and a wrong sign are refused."""
    with pytest.raises(TablesideError, match="Weigh both again"):
        Calibration(
            KnownMass(0, DeviceUnit(0.1)), KnownMass(kilogram, DeviceUnit(reading)), MORNING
        )
