"""Coverage: everywhere, evenly, on the region, and nowhere too long."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tableside.drills import CoveragePlan, Device, DrillScore, Status, Trace, score_coverage
from tableside.drills.even import even_looks
from tableside.drills.raster import cell_of, footprint, gini, left_by, middle_of, region
from tableside.drills.simulated import EXPERT, STUDENT, simulate_round
from tableside.errors import UnknownNameError
from tableside.knowledge import knowledge

PLAN = CoveragePlan()
Place = tuple[float, float]


def scored(place: Callable[[float], Place], press: float = 0.35, rate_hz: int = 50) -> DrillScore:
    """Return the score of a minute in which the hand presses at *place(second)*."""
    ticks = [tick / rate_hz for tick in range(60 * rate_hz + 1)]
    samples = [(1000 * at, press, *place(at)) for at in ticks]
    return score_coverage(Trace.of(samples, drill="a", device=Device.PEN), PLAN)


def up_and_down(at: float) -> Place:
    """Half a minute on each side, up and down the muscle."""
    side = -1 if at < 30 else 1
    return (side * 4.1, 16.5 + 9.5 * abs((at / 5) % 2 - 1))


@given(st.floats(-20, 20), st.floats(-10, 45))
def test_mirror_places_have_mirror_cells(x: float, y: float) -> None:
    """Left and right are measured alike, edges of cells included."""
    column, row = cell_of(x, y)

    assert x == 0 or cell_of(-x, y) == (-1 - column, row)
    assert abs(middle_of((column, row))[0] - x) <= 0.25 + 1e-6
    assert abs(middle_of((column, row))[1] - y) <= 0.25 + 1e-6


def test_a_footprint_is_as_large_as_the_hand() -> None:
    """A contact's cells have its area, within a tenth where it is more than a fingertip."""
    for contact in knowledge().contacts:
        low, high = contact.cm2
        area = 0.25 * len(footprint(contact.id))
        assert area == pytest.approx((low + high) / 2, rel=0.1 if high > 10 else 0.35)


def test_the_gini_of_equals_is_nothing_and_of_one_nearly_all() -> None:
    """Golden values, worked by hand."""
    assert gini([2, 2, 2, 2]) == pytest.approx(0)
    assert gini([0, 0, 0, 1]) == pytest.approx(0.75)
    assert gini([1, 2, 3, 4]) == pytest.approx(0.25)
    assert gini([]) == gini([0, 0]) == 0


@given(st.lists(st.floats(0.01, 10), min_size=2, max_size=30), st.floats(0.1, 10))
def test_evenness_does_not_depend_on_how_much_there_is(amounts: list[float], scale: float) -> None:
    """Twice as much of the same is as even."""
    assert gini([scale * each for each in amounts]) == pytest.approx(gini(amounts), abs=1e-9)


def test_the_dose_adds_up_to_press_times_time_times_area() -> None:
    """Nothing is lost on the raster."""
    trace = Trace.of([(20 * n, 0.4, 4.0, 20.0) for n in range(51)], drill="a", device=Device.PEN)
    from_looks = left_by(even_looks(trace, 1.0), "palm")

    assert sum(from_looks.dose.values()) == pytest.approx(0.4 * 51 * 0.02 * len(footprint("palm")))
    assert from_looks.hotspot()[0] == pytest.approx(1.02)


def test_a_whole_even_round_is_worth_nearly_everything() -> None:
    """Both sides, up and down."""
    score = scored(up_and_down)

    assert score.points is not None
    assert score.points > 95
    assert score.passed


def test_one_side_alone_is_not_the_region() -> None:
    """Half of it stays bare, and the score says so."""
    score = scored(lambda at: (-4.1, up_and_down(at)[1]))

    assert not score.passed
    assert "You reached 47% of the region." in [lost.happened for lost in score.deductions]


def test_staying_in_one_place_is_named_with_the_place() -> None:
    """Forty-five seconds in one place are more than the thirty that the course allows."""
    score = scored(lambda at: up_and_down(0 if at < 45 else 4 * (at - 45)))

    assert PLAN.stay_seconds == knowledge().stroke("held-pressure").max_seconds == 30
    assert score.share("moving-on") < 0.5
    assert "client's left" in " ".join(lost.happened for lost in score.deductions)


def test_working_beside_the_region_costs_the_target() -> None:
    """A hand on the buttock covers nothing of the back."""
    score = scored(lambda at: (11.0, 26.0 + (at % 4)))

    assert score.share("on-target") == score.share("coverage") == 0
    assert score.points is not None
    assert score.points < 10


def test_covering_more_is_never_worth_less() -> None:
    """The longer the lane, the more of the region, the better."""
    reach = [n / 10 for n in range(1, 11)]
    found = [
        scored(lambda at, r=each: (up_and_down(at)[0], 21.2 + r * (up_and_down(at)[1] - 21.2)))
        for each in reach
    ]
    shares = [score.share("coverage") for score in found]

    assert shares == sorted(shares)


def test_mirrored_rounds_are_worth_the_same() -> None:
    """The client's left and right are alike."""
    for seed in range(3):
        trace, _ = simulate_round(PLAN, STUDENT, random.Random(seed))
        assert trace is not None
        mirrored = Trace.of(
            [(t, p, None if x is None else -x, y) for t, p, x, y in trace.samples],
            drill="a",
            device=trace.device,
        )
        first, second = score_coverage(trace, PLAN), score_coverage(mirrored, PLAN)

        assert first.points == pytest.approx(second.points)


@pytest.mark.parametrize("rate", [120, 60, 30])
def test_the_score_does_not_depend_on_the_sampling_rate(rate: int) -> None:
    """The same hand is worth the same, within 3 points, at 30 and at 240 samples a second."""
    for seed in range(2):
        fine, _ = simulate_round(PLAN, STUDENT, random.Random(seed), rate_hz=240)
        assert fine is not None
        coarse = Trace.of(fine.samples[:: 240 // rate], drill="a", device=fine.device)
        first, second = score_coverage(fine, PLAN), score_coverage(coarse, PLAN)

        assert first.points == pytest.approx(second.points, abs=3)


def test_passing_firmly_over_the_spine_is_unsafe() -> None:
    """A veto is never averaged away, however even the rest was."""
    trace, _ = simulate_round(PLAN, EXPERT, random.Random(3))
    assert trace is not None
    slipped = [
        (t, 0.3, 0.0, 20.0) if 10_000 <= t < 10_500 else (t, p, x, y)
        for t, p, x, y in trace.samples
    ]
    score = score_coverage(Trace.of(slipped, drill="a", device=Device.PEN), PLAN)

    assert (score.verdict, score.passed) == ("unsafe", False)


def test_a_resting_hand_has_not_tried() -> None:
    """Gliding without leaning in covers nothing."""
    assert scored(up_and_down, press=0.04).status is Status.NOT_TRIED


def test_a_plan_names_what_exists() -> None:
    """An unknown hand or zone is refused by name."""
    with pytest.raises(UnknownNameError, match="heel-of-hand"):
        CoveragePlan(contact="heel-of-hands")
    with pytest.raises(ValueError, match="nobody stays in one place for more than 30 s"):
        CoveragePlan(stay_seconds=31.0)


def test_a_region_has_the_area_of_its_zones() -> None:
    """Cells of 5 mm: four to the square centimetre."""
    cells = region(("erector-lower-left",))

    assert len(cells) / 4 == pytest.approx(47, abs=3)
    assert {(-1 - column, row) for column, row in cells} == region(("erector-lower-right",))
