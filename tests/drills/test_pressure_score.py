"""Scores: nearer is never worse, nothing is averaged away, and the device's rate is no skill."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tableside.drills import Device, PressurePlan, PressureScore, Status, Trace, score_pressure
from tableside.drills.closeness import OVER_PRESSING_COST, soft_cost
from tableside.drills.score import PASS_POINTS, points
from tableside.drills.simulated import EXPERT, NOVICE, STUDENT, Learner, simulate

PLAN = PressurePlan()
SHORT = PressurePlan(
    lead_seconds=0.4, ramp_seconds=1, hold_seconds=2, release_seconds=1, tail_seconds=0.6
)
SPOT = PLAN.target_zones()[0].spot

Place = tuple[float, float]


def pressed(
    plan: PressurePlan,
    press: Callable[[float], float],
    *,
    place: Callable[[float], Place] = lambda _: SPOT,
    rate_hz: int = 50,
    seconds: float | None = None,
    device: Device = Device.MOUSE_DRAG,
) -> Trace:
    """Return a round in which the hand presses *press(second)* at *place(second)*."""
    last = plan.seconds if seconds is None else seconds
    ticks = (tick / rate_hz for tick in range(round(last * rate_hz) + 1))
    samples = [(at * 1000, min(1, max(0, press(at))), *place(at)) for at in ticks]
    return Trace.of(samples, drill="a-drill", device=device)


def chance(seed: int) -> random.Random:
    """Return the chance that a simulated learner has."""
    return random.Random(seed)


def scored(plan: PressurePlan, press: Callable[[float], float], **how: object) -> PressureScore:
    """Return the score of such a round."""
    return score_pressure(pressed(plan, press, **how), plan)


def worth(score: PressureScore) -> float:
    """Return the points, where there must be some."""
    assert score.points is not None
    return score.points


def parts_of(score: PressureScore) -> dict[str, float]:
    """Return the parts by name."""
    return {part.name: part.share for part in score.parts}


def test_the_plan_itself_scores_everything() -> None:
    """Whoever does exactly what is asked loses nothing."""
    score = scored(PLAN, PLAN.target)

    assert score.points == pytest.approx(100)
    assert score.deductions == ()
    assert score.safe
    assert score.headline() == "Safe. 100 of 100 points."


def test_nothing_pressed_scores_nothing() -> None:
    """A hand that rests has not tried."""
    score = scored(PLAN, lambda _: 0.0)

    assert (score.status, score.points) == (Status.NOT_TRIED, 0.0)
    assert "hardly any pressing" in score.reason
    assert not score.passed


def test_hardly_touching_scores_nothing() -> None:
    """Half a second of pressing, or a resting hand, is no round."""
    brief = scored(PLAN, lambda at: 0.45 if 6 < at < 6.5 else 0.0)
    light = scored(PLAN, lambda _: 0.1)

    assert [brief.status, light.status] == [Status.NOT_TRIED, Status.NOT_TRIED]


def test_an_empty_trace_is_not_scored() -> None:
    """No recording is no zero."""
    score = score_pressure(Trace.of([], drill="a-drill", device=Device.PEN), PLAN)

    assert (score.status, score.points) == (Status.NOT_SCORED, None)


def test_a_gap_in_the_recording_is_not_scored_as_a_fault() -> None:
    """A hidden page is not the learner's hand."""
    whole = pressed(PLAN, PLAN.target)
    holed = [sample for sample in whole.samples if not 7000 < sample.t < 8300]
    score = score_pressure(Trace.of(holed, drill="a-drill", device=Device.PEN), PLAN)

    assert (score.status, score.points) == (Status.NOT_SCORED, None)
    assert "a gap of 1.3 s at second 7.0" in score.reason
    assert score.headline() == "Not scored."


def test_a_round_that_begins_late_is_not_scored() -> None:
    """The start of a round belongs to it."""
    whole = pressed(PLAN, PLAN.target)
    late = [sample for sample in whole.samples if sample.t >= 500]

    assert score_pressure(Trace.of(late, drill="a", device=Device.PEN), PLAN).points is None


def test_a_stopped_round_is_not_scored() -> None:
    """Half a round has no score."""
    score = scored(PLAN, PLAN.target, seconds=9)

    assert score.points is None
    assert "stopped after 9.0 of 18.0 s" in score.reason


def test_a_stopped_round_can_still_be_unsafe() -> None:
    """Stopping does not undo a press on the spine."""
    score = scored(PLAN, PLAN.target, place=lambda _: (0.0, 18.0), seconds=9)

    assert score.points is None
    assert not score.safe
    assert score.headline() == "Unsafe: the round is not passed."


@given(
    press=st.lists(st.floats(0, 1), min_size=12, max_size=12),
    nearer=st.floats(0, 1),
)
def test_nearer_to_the_target_never_scores_lower(press: list[float], nearer: float) -> None:
    """Whatever the curve: drawn towards the target at every moment, it is worth no less."""

    def hand(at: float) -> float:
        # Straight lines between a point every half second.
        index, share = divmod(at / 0.5, 1)
        first, then = press[int(index)], press[min(int(index) + 1, 11)]
        return first + (then - first) * share

    def closer(at: float) -> float:
        return SHORT.target(at) + nearer * (hand(at) - SHORT.target(at))

    far, near = worth(scored(SHORT, hand)), worth(scored(SHORT, closer))

    assert near >= far - 0.1


@given(off=st.floats(0.0, 0.5), more=st.floats(0.0, 0.3), wide=st.floats(0.02, 0.2))
def test_pressing_too_much_costs_more_than_pressing_too_little(
    off: float, more: float, wide: float
) -> None:
    """Above costs double, farther never costs less, inside costs nothing."""
    assert soft_cost(off, wide) >= soft_cost(-off, wide)
    assert soft_cost(off + more, wide) >= soft_cost(off, wide) - 1e-12
    assert soft_cost(-off - more, wide) >= soft_cost(-off, wide) - 1e-12
    assert (soft_cost(off, wide) == 0) == (off <= wide * (1 + 1e-9))
    assert soft_cost(1.2 * wide, wide) == pytest.approx(
        OVER_PRESSING_COST * soft_cost(-1.2 * wide, wide)
    )


@given(
    st.lists(
        st.tuples(
            st.floats(4, 120),
            st.floats(0, 1),
            st.none() | st.tuples(st.floats(-20, 20), st.floats(-10, 45)),
        ),
        max_size=150,
    )
)
def test_any_trace_has_a_score_from_0_to_100_or_a_reason(
    steps: list[tuple[float, float, Place | None]],
) -> None:
    """Nothing that can be recorded makes the score fail."""
    now, samples = 0.0, []
    for step, press, place in steps:
        now += step
        samples.append((now, press if place else 0.0, *(place or (None, None))))
    score = score_pressure(Trace.of(samples, drill="a-drill", device=Device.TOUCH), SHORT)

    assert (score.points is None) == (score.status is Status.NOT_SCORED)
    assert score.points is None or 0 <= score.points <= 100
    assert score.reason or score.status is Status.SCORED
    assert len(score.deductions) <= 3
    assert score.as_dict()["verdict"] == ("unsafe" if score.vetoes else "safe")


@pytest.mark.parametrize("learner", [EXPERT, STUDENT, NOVICE])
@pytest.mark.parametrize("rate", [120, 60, 30])
def test_the_score_does_not_depend_on_the_sampling_rate(learner: Learner, rate: int) -> None:
    """The same hand scores the same at 30 and at 240 samples a second."""
    for seed in range(12):
        fine = simulate(PLAN, learner, chance(seed), rate_hz=240)
        coarse = Trace.of(fine.samples[:: 240 // rate], drill="a-drill", device=fine.device)
        first, second = score_pressure(fine, PLAN), score_pressure(coarse, PLAN)

        assert worth(first) == pytest.approx(worth(second), abs=2)
        assert first.verdict == second.verdict


@given(rate=st.integers(30, 240), off=st.floats(-0.12, 0.12))
def test_a_steady_hand_scores_the_same_at_any_rate(rate: int, off: float) -> None:
    """A constant error costs the same, however often it is looked at."""

    def hand(at: float) -> float:
        return SHORT.target(at) * (1 + off / SHORT.middle)

    at_50, at_rate = scored(SHORT, hand), scored(SHORT, hand, rate_hz=rate)

    assert worth(at_rate) == pytest.approx(worth(at_50), abs=3)


def test_experts_students_and_novices_are_told_apart() -> None:
    """The middle expert is well above the middle student, and that one above the novice."""

    def middle(learner: Learner) -> float:
        scores = [
            worth(score_pressure(simulate(PLAN, learner, chance(seed)), PLAN)) for seed in range(31)
        ]
        return sorted(scores)[15]

    expert, student, novice = map(middle, (EXPERT, STUDENT, NOVICE))

    assert expert > 90
    assert 60 < student < expert - 15
    assert novice < student - 20
    assert student > PASS_POINTS > novice


def test_the_weights_add_to_one() -> None:
    """Perfect parts give a hundred points; a part of nothing leaves a trace of the others."""
    perfect = scored(PLAN, PLAN.target).parts
    no_hold = [replace(part, share=0.0) if part.name == "hold" else part for part in perfect]

    assert sum(part.weight for part in perfect) == pytest.approx(1)
    assert points(perfect) == pytest.approx(100)
    assert 0 < points(no_hold) < 50


@pytest.mark.parametrize(
    ("press", "part", "happened", "next_time"),
    [
        (
            lambda at: PLAN.target(at) * 1.26,
            "closeness",
            "You pressed above the band for",
            "Lean in less",
        ),
        (
            lambda at: PLAN.target(at) * 0.8,
            "hold",
            "Your longest stretch inside the band was 0.0 s of 8 s.",
            "Let your weight rest there",
        ),
        (
            lambda at: PLAN.middle if 5 <= at < 13 else PLAN.target(at) if at > 13 else 0.0,
            "ramp",
            "times as fast as planned",
            "Take the whole 3 s to lean in",
        ),
        (
            lambda at: PLAN.target(at) if at < 13 else 0.0,
            "release",
            "You let go",
            "Take the whole 3 s to ease off",
        ),
        (
            lambda at: PLAN.target(at) if at < 14 else max(0.3, PLAN.target(at)),
            "release",
            "You were still pressing after the end.",
            "Ease off all the way",
        ),
    ],
)
def test_a_loss_is_named_with_what_to_do(
    press: Callable[[float], float], part: str, happened: str, next_time: str
) -> None:
    """Each way of losing marks is called by its name, the dearest first."""
    score = scored(PLAN, press)
    losses = {lost.part: lost for lost in score.deductions}

    assert part in losses
    assert happened in losses[part].happened
    assert next_time in losses[part].next_time
    assert [lost.marks for lost in score.deductions] == sorted(
        (lost.marks for lost in score.deductions), reverse=True
    )


def test_a_deduction_is_what_that_part_alone_cost() -> None:
    """Points and the named loss of the only fault add to a hundred."""
    score = scored(PLAN, lambda at: PLAN.target(at) if at < 13 else 0.0)
    (only,) = [lost for lost in score.deductions if lost.part == "release"]
    mended = [replace(part, share=1.0) if part.name == "release" else part for part in score.parts]

    regained = points(mended)
    assert worth(score) + only.marks == pytest.approx(regained, abs=0.06)


def test_pressing_elsewhere_earns_nothing_and_is_named() -> None:
    """A perfect curve on the buttock is not a perfect curve on the back."""
    buttock = (11.0, 26.5)
    score = scored(PLAN, PLAN.target, place=lambda _: buttock)

    assert score.safe
    assert worth(score) < 5
    (closeness,) = [lost for lost in score.deductions if lost.part == "closeness"]
    assert "outside the chosen place for 1" in closeness.happened
    assert PLAN.place() in closeness.next_time


def test_a_short_slip_does_not_end_a_hold() -> None:
    """A twitch of a tenth of a second is not the end; half a second is."""

    def slip(seconds: float) -> Callable[[float], float]:
        return lambda at: 0.38 if 9 <= at < 9 + seconds else PLAN.target(at)

    assert parts_of(scored(PLAN, slip(0.1)))["hold"] == 1
    assert parts_of(scored(PLAN, slip(0.5)))["hold"] < 0.7


@pytest.mark.parametrize("device", Device)
def test_no_device_claims_a_force(device: Device) -> None:
    """Without calibration a score speaks of plan, shape and pace."""
    claim = scored(PLAN, PLAN.target, device=device).claim.lower()

    assert "plan" in claim
    assert not {"newton", "kpa", "kilogram"} & set(claim.split())


def test_the_plan_written_in_a_trace_is_not_believed() -> None:
    """A forged plan changes nothing."""
    honest = pressed(PLAN, lambda at: PLAN.target(at) * 0.8)
    forged = honest.model_copy(update={"plan": {"low": 0.3, "high": 0.4}})

    assert score_pressure(honest, PLAN) == score_pressure(forged, PLAN)


def test_the_text_names_everything() -> None:
    """Read aloud, a score says verdict, reasons, losses and claim."""
    text = scored(PLAN, lambda at: PLAN.target(at) * 1.5).as_text()

    assert text.startswith("Unsafe: the round is not passed")
    assert "You pressed harder than level 3" in text
    assert "Lean in less" in text
    assert "You pressed by dragging" in text
