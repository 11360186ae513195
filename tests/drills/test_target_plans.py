"""Tapering off, letting go, and any other line: what they ask for, and what they are worth."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tableside.drills import (
    Device,
    DrillScore,
    PressurePlan,
    ProfilePlan,
    ReleasePlan,
    TaperPlan,
    Trace,
    score_pressure,
)
from tableside.drills.closeness import closeness
from tableside.drills.place import Phase
from tableside.drills.simulated import EXPERT, STUDENT, simulate
from tableside.drills.target import TargetPlan
from tableside.knowledge import knowledge

TAPER = TaperPlan()
RELEASE = ReleasePlan()
SHORT_TAPER = TaperPlan(
    strokes=2,
    lead_seconds=0.4,
    ramp_seconds=1,
    stroke_seconds=1,
    easing_seconds=0.5,
    release_seconds=1,
    tail_seconds=0.6,
)
PLANS = [PressurePlan(), ProfilePlan(), TAPER, RELEASE]


def scored(
    plan: TargetPlan,
    press: Callable[[float], float],
    *,
    rate_hz: int = 50,
    zone: int = 0,
) -> DrillScore:
    """Return the score of a round in which the hand presses *press(second)* in a zone."""
    place = plan.target_zones()[zone].spot
    ticks = (tick / rate_hz for tick in range(round(plan.seconds * rate_hz) + 1))
    samples = [(at * 1000, min(1, max(0, press(at))), *place) for at in ticks]
    return score_pressure(Trace.of(samples, drill="a", device=Device.PEN), plan)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.kind)
def test_whoever_follows_the_line_loses_nothing(plan: TargetPlan) -> None:
    """The target itself is worth a hundred points."""
    score = scored(plan, plan.target)

    assert score.points == pytest.approx(100)
    assert score.passed
    assert sum(part.weight for part in score.parts) == pytest.approx(1)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.kind)
@settings(max_examples=30)
@given(data=st.data())
def test_the_drawn_band_is_the_scored_band(plan: TargetPlan, data: st.DataObject) -> None:
    """A hand anywhere between the drawn edges is as close as can be."""
    where = data.draw(st.floats(-0.99, 0.99))

    def hand(second: float) -> float:
        target, wide = plan.band(second)
        return max(0.0, target + where * wide)

    ticks = [hand(tick / 50) for tick in range(round(plan.seconds * 50) + 1)]
    assert closeness(ticks, [True] * len(ticks), plan).share == pytest.approx(1)


def test_a_taper_comes_down_from_three_to_one_in_equal_steps() -> None:
    """The levels and the time are those of step 6."""
    low, high = next(
        action.seconds or (0, 0)
        for action in knowledge().step("lighter-after").actions
        if action.id == "ease-off"
    )
    falling = [each for each in TAPER.stretches() if each.phase in {Phase.HOLD, Phase.RELEASE}]

    assert TAPER.levels() == (3, 2.5, 2, 1.5, 1)
    assert low <= sum(each.seconds for each in falling[:-1]) <= high
    assert [each.say for each in TAPER.phases()][2] == "Stroke at level 3."


def test_letting_go_takes_what_step_10_says() -> None:
    """Four to ten seconds; the plan takes the middle, and refuses anything else."""
    assert RELEASE.release_seconds == 7

    with pytest.raises(ValueError, match="a release takes 4 to 10 s"):
        ReleasePlan(release_seconds=3.0)


def test_the_band_is_wider_where_a_line_falls() -> None:
    """Letting go evenly is harder than leaning in."""
    (ramp,) = [each for each in RELEASE.stretches() if each.phase is Phase.RAMP]
    (fall,) = [each for each in RELEASE.stretches() if each.phase is Phase.RELEASE]

    assert fall.end.wide == pytest.approx(1.5 * ramp.end.wide)


def test_a_sudden_end_costs_the_release_and_says_so() -> None:
    """The part that the drill is about is the dearest."""
    sudden = scored(RELEASE, lambda at: RELEASE.target(at) if at < 9.5 else 0.0)

    assert sudden.deductions[0].part == "release"
    assert "Take the whole 7 s to ease off" in sudden.deductions[0].next_time
    assert not sudden.passed


def test_dropping_from_stroke_to_stroke_costs_the_release() -> None:
    """Several small jolts are jolts."""

    def steps(at: float) -> float:
        strokes = [each for each in TAPER.stretches() if each.phase is Phase.HOLD]
        now = [each for each in strokes if each.start.second <= at]
        last = strokes[-1].end.second
        if at < strokes[0].start.second or at > last:
            return TAPER.target(at)
        return now[-1].start.target

    even, jolts = scored(TAPER, TAPER.target), scored(TAPER, steps)

    assert jolts.share("hold") == even.share("hold") == 1
    assert jolts.share("release") < 0.7
    assert "You let go" in " ".join(lost.happened for lost in jolts.deductions)


def test_staying_as_firm_as_before_is_no_taper() -> None:
    """Who does not come down loses closeness and hold."""
    firm = scored(TAPER, lambda at: 0.48 if at > 5 else TAPER.target(at))

    assert firm.points is not None
    assert firm.points < 15


@given(press=st.lists(st.floats(0, 1), min_size=13, max_size=13), nearer=st.floats(0, 1))
def test_nearer_to_the_line_is_never_worth_less(press: list[float], nearer: float) -> None:
    """Drawn towards the line at every moment, a round loses nothing."""

    def hand(at: float) -> float:
        index, share = divmod(at / 0.5, 1)
        first, then = press[int(index)], press[min(int(index) + 1, 12)]
        return first + (then - first) * share

    def closer(at: float) -> float:
        return SHORT_TAPER.target(at) + nearer * (hand(at) - SHORT_TAPER.target(at))

    far, near = scored(SHORT_TAPER, hand), scored(SHORT_TAPER, closer)

    assert (near.points or 0) >= (far.points or 0) - 0.1


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.kind)
@pytest.mark.parametrize("rate", [120, 60, 30])
def test_the_score_does_not_depend_on_the_sampling_rate(plan: TargetPlan, rate: int) -> None:
    """The same hand scores the same, within 3 points, at 30 and at 240 samples a second."""
    for seed in range(4):
        fine = simulate(plan, STUDENT, random.Random(seed), rate_hz=240)
        coarse = Trace.of(fine.samples[:: 240 // rate], drill="a", device=fine.device)
        first, second = score_pressure(fine, plan), score_pressure(coarse, plan)

        assert first.points == pytest.approx(second.points, abs=3)


def test_a_line_without_a_level_stretch_has_no_hold() -> None:
    """Ramp and release share its weight, and nobody gets it for nothing."""
    score = scored(ProfilePlan(), ProfilePlan().target)

    assert [part.name for part in score.parts] == ["closeness", "ramp", "release"]


def test_a_veto_is_never_averaged_away() -> None:
    """An expert's taper with half a second on the spine is unsafe."""
    good = simulate(TAPER, EXPERT, random.Random(1))
    samples = [
        (t, 0.3, 0.0, 18.0) if 20_000 <= t < 20_500 else (t, press, x, y)
        for t, press, x, y in good.samples
    ]
    bad = score_pressure(Trace.of(samples, drill="a", device=Device.PEN), TAPER)

    assert score_pressure(good, TAPER).passed
    assert (bad.verdict, bad.passed) == ("unsafe", False)


@pytest.mark.parametrize(
    ("plan", "changes", "told"),
    [
        (TaperPlan, {"last_level": 3}, "a taper ends more lightly than it begins"),
        (TaperPlan, {"zones": ("erector-upper-left",)}, "allows level 2, which ends at 0.4"),
        (TaperPlan, {"limit": 0.4}, "the client's limit is 0.4"),
        (ReleasePlan, {"release_seconds": 11.0}, "a release takes 4 to 10 s"),
        (ProfilePlan, {"points": ((0.0, 0.0), (1.0, 0.3), (1.0, 0.3), (2.0, 0.0))}, "later than"),
        (ProfilePlan, {"points": ((0.0, 0.1), (1.0, 0.3), (2.0, 0.3), (3.0, 0.0))}, "write 0 the"),
        (ProfilePlan, {"points": ((0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (3.0, 0.0))}, "at least one"),
        (ProfilePlan, {"half_width": 0.01}, "too narrow for a hand"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(
    plan: type[TargetPlan], changes: dict[str, object], told: str
) -> None:
    """The author of a lesson learns it at once."""
    with pytest.raises(ValueError, match="validation error") as refused:
        plan.model_validate(changes)

    assert told in str(refused.value)
