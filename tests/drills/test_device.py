"""What a score may claim follows from the device and its calibration."""

import pytest

from tableside.drills import Calibration, Device, Feedback
from tableside.drills.device import claim, pressure_skill

GOOD = Calibration(newton_full=50, made="2026-03-14T09:30:00Z", residual=0.5)
POOR = Calibration(newton_full=50, made="2026-03-14T09:30:00+01:00", residual=5)


@pytest.mark.parametrize("device", Device)
def test_without_a_calibration_no_device_claims_a_force(device: Device) -> None:
    """Plan, shape and pace are what is left to claim."""
    told = claim(device)

    assert "plan" in told
    assert " N" not in told
    assert not pressure_skill(device, None)


@pytest.mark.parametrize("device", Device)
def test_only_what_feels_force_gains_by_a_calibration(device: Device) -> None:
    """A trigger stays a trigger."""
    sensor = device in {Device.LOAD_CELL, Device.SCALE_READING}

    assert pressure_skill(device, GOOD) is sensor
    assert ("calibrated to 50 N, within 0.5 N" in claim(device, GOOD)) is sensor


def test_a_poor_calibration_is_none() -> None:
    """Five newton off in fifty is too much to speak of force, and the learner is told."""
    assert not pressure_skill(Device.LOAD_CELL, POOR)
    assert "calibrate again" in claim(Device.LOAD_CELL, POOR)


def test_only_blind_rounds_count_for_a_mark() -> None:
    """Seeing the line, however seldom, is not a test."""
    assert [each for each in Feedback if each.counts] == [Feedback.HIDDEN]
