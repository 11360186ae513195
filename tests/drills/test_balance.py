"""Balance: both sides get the same, and neither side is favoured by the measure."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tableside.drills import BalancePlan, Device, DrillScore, Status, Trace, score_balance
from tableside.drills.balance import symmetry_index
from tableside.drills.simulated import STUDENT, simulate_round

PLAN = BalancePlan(work_seconds=10.0)


def scored(left: float, firm: float = 0.35, other: float = 0.35) -> DrillScore:
    """Return the score of ten seconds: *left* of them on the left at *firm*, then the right."""
    samples = [
        (20 * n, firm if n < 50 * left else other, -4.1 if n < 50 * left else 4.1, 20.5)
        for n in range(501)
    ]
    return score_balance(Trace.of(samples, drill="a", device=Device.PEN), PLAN)


@given(st.floats(0, 100), st.floats(0, 100))
def test_the_index_changes_its_sign_with_the_side(left: float, right: float) -> None:
    """It is 0 for equals, and never beyond 200."""
    assert symmetry_index(left, right) == -symmetry_index(right, left)
    assert -200 <= symmetry_index(left, right) <= 200
    assert symmetry_index(left, left) == 0


def test_golden_indices() -> None:
    """Eleven to nine is 20 %, everything on one side is 200 %."""
    assert symmetry_index(11, 9) == pytest.approx(20)
    assert symmetry_index(5, 0) == 200


def test_equal_sides_lose_nothing() -> None:
    """Five seconds each, alike."""
    score = scored(5)

    assert score.points == pytest.approx(100)
    assert score.passed
    assert score.notes == ("Left 5.0 s, right 5.0 s.",)


@pytest.mark.parametrize(("left", "passed"), [(5.4, True), (4.6, True), (5.6, False), (4.4, False)])
def test_more_than_twenty_per_cent_apart_is_not_passed(left: float, passed: bool) -> None:
    """5.4 to 4.6 is 16 %, 5.6 to 4.4 is 24 %."""
    score = scored(left)

    assert score.passed is passed
    assert bool(score.withheld) is not passed
    assert score.safe


def test_pressing_one_side_harder_is_named_with_the_side() -> None:
    """The words are the client's sides."""
    score = scored(5, firm=0.5, other=0.35)
    told = " ".join(lost.happened for lost in score.deductions)

    assert "You pressed the client's left harder than the client's right, by 35 %." in told
    assert "more than 20 % in pressure and impulse" in score.withheld


@settings(max_examples=40)
@given(st.floats(0.5, 5), st.floats(0, 1))
def test_nearer_to_equal_is_never_worth_less(left: float, nearer: float) -> None:
    """Drawn towards half and half, a round loses nothing but the grain of a sample."""
    far, near = scored(left), scored(5 + nearer * (left - 5))

    assert (near.points or 0) >= (far.points or 0) - 1


@settings(max_examples=10)
@given(st.integers(0, 1000))
def test_a_mirrored_round_is_worth_the_same(seed: int) -> None:
    """What left and right got changes places, and the points do not."""
    plan = BalancePlan()
    trace, _ = simulate_round(plan, STUDENT, random.Random(seed))
    assert trace is not None
    mirrored = Trace.of(
        [(t, p, None if x is None else -x, y) for t, p, x, y in trace.samples],
        drill="a",
        device=trace.device,
    )
    first, second = score_balance(trace, plan), score_balance(mirrored, plan)

    assert first.points == pytest.approx(second.points)
    assert bool(first.withheld) == bool(second.withheld)


@pytest.mark.parametrize("rate", [120, 60, 30])
def test_the_score_does_not_depend_on_the_sampling_rate(rate: int) -> None:
    """The same hand is worth the same, within 2 points, at 30 and at 240 samples a second."""
    fine, _ = simulate_round(PLAN, STUDENT, random.Random(4), rate_hz=240)
    assert fine is not None
    coarse = Trace.of(fine.samples[:: 240 // rate], drill="a", device=fine.device)

    assert score_balance(fine, PLAN).points == pytest.approx(
        score_balance(coarse, PLAN).points, abs=2
    )


def test_hardly_anything_on_either_side_is_no_round() -> None:
    """Two equal touches of a blink are not balance."""
    assert scored(5, firm=0.02, other=0.02).status is Status.NOT_TRIED


def test_a_plan_of_one_side_is_refused() -> None:
    """There is nothing to balance."""
    with pytest.raises(ValueError, match="client's left and of the client's right"):
        BalancePlan(zones=("erector-lower-left",))
