"""A plan asks for what a hand can do and a zone allows, and its band is what the score uses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tableside.drills import PressurePlan
from tableside.errors import UnknownNameError
from tableside.knowledge.back_map import back_map

PLAN = PressurePlan()


@given(st.floats(0, 18))
def test_the_target_rises_holds_and_falls(second: float) -> None:
    """The target stays between nothing and the middle of the band, and is continuous."""
    assert 0 <= PLAN.target(second) <= PLAN.middle
    assert PLAN.target(second + 0.02) == pytest.approx(PLAN.target(second), abs=0.01)


def test_the_target_meets_the_middle_of_the_band_during_the_hold() -> None:
    """Corners lie where the plan's seconds put them."""
    lead, ramp, hold, release, end = PLAN.ends()

    assert (lead, ramp, hold, release, end) == (2, 5, 13, 16, 18)
    assert [PLAN.target(at) for at in (lead, ramp, hold, release)] == [0, 0.45, 0.45, 0]
    assert PLAN.band(ramp)[1] == pytest.approx(0.05)


def test_the_drawn_band_is_the_scored_band() -> None:
    """What the learner sees is what counts."""
    for second, lower, target, upper in PLAN.profile():
        assert target == PLAN.target(second)
        assert upper == pytest.approx(target + PLAN.band(second)[1])
        assert lower == pytest.approx(max(0, target - PLAN.band(second)[1]))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"low": 0.5, "high": 0.4}, "the plan needs 0.05 < low < high <= limit"),
        ({"limit": 0.45}, "the plan needs 0.05 < low < high <= limit"),
        ({"low": 0.46, "high": 0.49}, "too narrow for a hand"),
        ({"low": 0.5, "high": 0.65, "limit": 0.7}, "allows level 3, which ends at 0.6"),
        ({"zones": ("erector-upper-left",)}, "allows level 2, which ends at 0.4"),
        ({"zones": ("spine",)}, "allows level 0, which ends at 0"),
        ({"zones": ()}, "at least 1 item"),
        ({"hold_seconds": 0.0}, "greater than or equal to 0.2"),
        ({"hold": 8}, "Extra inputs are not permitted"),
    ],
)
def test_a_plan_that_cannot_be_done_safely_is_refused(
    changes: dict[str, object], told: str
) -> None:
    """The author of a lesson learns it at once, not from a student's score."""
    with pytest.raises(ValueError, match="validation error") as refused:
        PressurePlan.model_validate(changes)

    assert told in str(refused.value)


def test_a_plan_in_a_zone_that_nobody_knows_is_refused_by_name() -> None:
    """A misspelt zone is told with the nearest there is."""
    with pytest.raises(UnknownNameError, match="did you mean 'erector-lower-left'"):
        PressurePlan(zones=("erector-lower-lef",))


def test_a_lighter_plan_may_lie_over_the_kidney() -> None:
    """Level 2 is allowed on the upper muscle, and a plan may ask for it."""
    plan = PressurePlan(zones=("erector-upper-left",), low=0.25, high=0.35, limit=0.4)

    assert plan.ceiling(plan.target_zones()[0]) == pytest.approx(0.4)


def test_practice_forgives_half_a_level() -> None:
    """A strict plan holds to the letter; a practice plan does not."""
    lower = back_map().zone("erector-lower-left")

    assert PressurePlan(strict=True).ceiling(lower) == pytest.approx(0.6)
    assert PressurePlan(strict=False).ceiling(lower) == pytest.approx(0.7)


def test_a_place_wanted_on_both_sides_is_named_once() -> None:
    """Instructions stay short."""
    assert PLAN.place() == "muscle beside the spine, either side, L3 to L5"
    one = PressurePlan(zones=("erector-lower-left",))
    assert one.place() == "muscle beside the spine, client's left, L3 to L5"


def test_a_plan_survives_its_own_json() -> None:
    """A plan can stand in a file."""
    assert PressurePlan.model_validate_json(PLAN.model_dump_json()) == PLAN
