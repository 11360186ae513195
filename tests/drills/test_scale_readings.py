"""Typed readings of a kitchen scale: inside the band or not, and never too hard."""

from hypothesis import given
from hypothesis import strategies as st

from tableside.drills import Calibration, Device, PressurePlan, Trace
from tableside.drills.scale_readings import ReadingsScore, score_readings
from tableside.drills.vetoes import VetoKind
from tableside.knowledge.back_map import back_map

PLAN = PressurePlan()
MADE = Calibration(newton_full=40, made="2026-11-22T09:30:00Z", residual=0.01)
TARGET = back_map().zone(PLAN.zones[0]).spot


def judged(
    *presses: float,
    place: tuple[float, float] = TARGET,
    plan: PressurePlan = PLAN,
    calibration: Calibration | None = MADE,
) -> ReadingsScore:
    """Return the judgement of readings at one place."""
    trace = Trace.of(
        [(1000.0 * number, press, *place) for number, press in enumerate(presses)],
        drill="scale",
        device=Device.SCALE_READING,
        calibration=calibration,
    )
    return score_readings(trace, plan)


def test_readings_inside_the_band_pass_without_points() -> None:
    """All inside is a pass; there is no line that could have points."""
    score = judged(0.41, 0.45, 0.5)

    assert score.passed
    assert score.points is None
    assert score.headline() == "3 of 3 readings inside 16.0 to 20.0 N."
    assert score.as_dict()["status"] == "readings"


def test_each_reading_is_told_in_newtons() -> None:
    """The text names every reading, where it lay, and why there are no points."""
    score = judged(0.3, 0.45, 0.55)

    assert not score.passed
    assert score.safe
    assert "12.0 N: below the band. 18.0 N: inside. 22.0 N: above the band." in score.as_text()
    assert "no points" in score.as_text()
    assert "calibrated" in score.claim


def test_a_reading_over_the_client_s_limit_is_unsafe() -> None:
    """One reading too hard makes the round unsafe, whatever the others were."""
    score = judged(0.45, 0.45, 0.51, plan=PressurePlan(limit=0.5))

    assert not score.safe
    assert not score.passed
    assert [veto.kind for veto in score.vetoes] == [VetoKind.OVER_LIMIT]
    assert "more than the client allows" in score.as_text()


def test_a_reading_where_nobody_presses_is_unsafe() -> None:
    """The zone's own rule stands beside the client's limit."""
    score = judged(0.45, 0.9, place=back_map().zone("spine").spot)
    kinds = [VetoKind.NO_GO, VetoKind.NO_GO, VetoKind.OVER_LIMIT]

    assert [(veto.kind, veto.zone) for veto in score.vetoes] == [(kind, "spine") for kind in kinds]


def test_without_a_calibration_no_newton_is_told() -> None:
    """A share of an unknown range is told in per cent, and so is the band."""
    score = judged(0.45, calibration=None)

    assert score.headline() == "1 of 1 readings inside 40 to 50 %."
    assert " N" not in score.reason


def test_no_readings_are_no_pass() -> None:
    """A round of nothing has nothing inside."""
    assert not judged().passed


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6))
def test_safety_and_passing_follow_from_the_readings(presses: list[float]) -> None:
    """A round is safe if no reading is over the limit, and passed if all lie in the band."""
    presses = [round(press, 4) for press in presses]
    score = judged(*presses)

    assert score.safe == all(press <= PLAN.limit for press in presses)
    assert score.passed == all(PLAN.low <= press <= PLAN.high for press in presses)
