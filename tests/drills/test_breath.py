"""Breath and pause: with the breath, off in time, thirty seconds kept, and the number heard."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tableside.drills import (
    BreathPlan,
    Device,
    DrillScore,
    EventKind,
    EventLog,
    Status,
    Trace,
    score_breath,
)
from tableside.drills.breath import Feeling, needed_response
from tableside.drills.simulated import STUDENT, simulate_round
from tableside.knowledge import knowledge
from tableside.knowledge.signs import Response

K = EventKind
PLAN = BreathPlan()
SPOT = PLAN.target_zones()[0].spot
ENDS = [*PLAN.in_breaths()[1:], PLAN.tightens + 1]
GOOD = [(PLAN.tightens + 5, K.ASK), (PLAN.tightens + 33, K.GO_ON)]


def presses(begin_off: float = 0.0, end_off: float = 0.0) -> Callable[[float], float]:
    """Return a hand that presses with the breath, so many seconds off."""
    turns = [
        (begin + begin_off, end + end_off)
        for begin, end in zip(PLAN.out_breaths(), ENDS, strict=True)
    ]
    return lambda at: 0.3 if any(begin <= at < end for begin, end in turns) else 0.0


def scored(
    press: Callable[[float], float] | None = None,
    acts: list[tuple[float, EventKind]] | None = None,
    plan: BreathPlan = PLAN,
    *,
    place: tuple[float, float] = SPOT,
    rate_hz: int = 50,
) -> DrillScore:
    """Return the score of such a round."""
    hand = press or presses()
    ticks = [tick / rate_hz for tick in range(int(plan.seconds * rate_hz) + 1)]
    trace = Trace.of(
        [(1000 * at, hand(at), *place) for at in ticks], drill="a", device=Device.KEYBOARD
    )
    log = EventLog.of(GOOD if acts is None else acts, drill="a", seconds=plan.seconds)
    return score_breath(trace, log, plan)


def test_everything_in_time_loses_nothing() -> None:
    """Breath, release, pause, question and decision."""
    score = scored()

    assert score.points == pytest.approx(100)
    assert score.passed
    assert sum(part.weight for part in score.parts) == pytest.approx(1)


def test_times_come_from_what_the_course_knows() -> None:
    """Ten seconds to let go, thirty to pause; six breaths a minute are the course's own."""
    assert PLAN.release_seconds == 10
    assert PLAN.pause_seconds == knowledge().parameter("pause-in-the-article").number == 30
    assert PLAN.period == 10
    assert 20 <= PLAN.seconds <= 90


@pytest.mark.parametrize(
    ("rating", "response"),
    [
        (0, Response.CARRY_ON_AND_ASK),
        (3, Response.CARRY_ON_AND_ASK),
        (4, Response.LIGHTEN),
        (5, Response.STOP_TECHNIQUE_AND_ASK),
        (10, Response.STOP_TECHNIQUE_AND_ASK),
    ],
)
def test_the_number_decides(rating: int, response: Response) -> None:
    """Three and less, four, more than four."""
    assert needed_response(rating) is response


@pytest.mark.parametrize("feeling", [Feeling.BURNING, Feeling.TINGLING, Feeling.SHOOTING])
def test_burning_tingling_or_shooting_stops_at_any_number(feeling: Feeling) -> None:
    """A low number makes a nerve no safer."""
    assert needed_response(1, feeling) is Response.STOP_TECHNIQUE_AND_ASK


@given(st.integers(0, 9), st.sampled_from(Feeling))
def test_a_higher_number_never_asks_for_less(rating: int, feeling: Feeling) -> None:
    """Worse is never answered more mildly."""
    assert needed_response(rating + 1, feeling).covers(needed_response(rating, feeling))


@pytest.mark.parametrize("rating", range(11))
@pytest.mark.parametrize("kind", [K.GO_ON, K.LIGHTEN, K.STOP_TECHNIQUE, K.END_SESSION])
def test_doing_less_than_the_number_asks_for_is_unsafe(rating: int, kind: EventKind) -> None:
    """Doing more is safe, and worth half."""
    plan = BreathPlan(rating=rating)
    score = scored(acts=[GOOD[0], (GOOD[1][0], kind)], plan=plan)
    needed = needed_response(rating)
    assert kind.response is not None

    assert score.safe is kind.response.covers(needed)
    assert score.share("decision") == (
        1.0 if kind.response is needed else 0.5 if score.safe else 0.0
    )


def test_deciding_before_the_pause_is_over_cuts_it() -> None:
    """Ten seconds of thirty are a third."""
    score = scored(acts=[(PLAN.tightens + 5, K.ASK), (PLAN.tightens + 11, K.GO_ON)])

    assert score.share("pause") == pytest.approx(1 / 3, abs=0.01)
    assert "Your hands rested for 10 s of 30 s." in score.as_text()


def test_pressing_again_cuts_the_pause_and_a_blink_does_not() -> None:
    """A twitch is no press."""
    hand = presses()
    again = PLAN.tightens + 16

    def pressed_for(seconds: float) -> float:
        score = scored(lambda at: 0.3 if again <= at < again + seconds else hand(at))
        return score.share("pause")

    assert pressed_for(1) == pytest.approx(0.5, abs=0.01)
    assert pressed_for(0.1) == pytest.approx(1)


def test_holding_on_after_the_client_tightens_costs_the_release() -> None:
    """Fifteen seconds are half too long."""
    hand = presses()
    score = scored(lambda at: 0.3 if PLAN.tightens <= at < PLAN.tightens + 15 else hand(at))

    assert score.share("release") == pytest.approx(0.5, abs=0.01)
    assert "Let go as soon as you feel it" in score.as_text()


def test_deciding_without_asking_is_not_listening() -> None:
    """The number was there to be heard."""
    never, after = [GOOD[1]], [GOOD[1], (GOOD[1][0] + 2, K.ASK)]

    assert scored(acts=never).share("listening") == 0
    assert scored(acts=after).share("listening") == 0


def test_no_decision_is_no_danger_and_no_marks() -> None:
    """The client is left waiting, not hurt."""
    score = scored(acts=[GOOD[0]])

    assert score.safe
    assert score.share("decision") == 0


@settings(max_examples=40)
@given(st.floats(-3.5, 3.5), st.floats(-3.5, 3.5), st.floats(0, 1))
def test_nearer_to_the_breath_is_never_worth_less(begin: float, end: float, nearer: float) -> None:
    """Early or late, at both ends of a press."""
    far = scored(presses(begin, end)).share("breath") if end - begin > -4 else 0.0
    near = scored(presses(nearer * begin, nearer * end)).share("breath")

    assert near >= far - 0.01


def test_taps_follow_only_the_out_breath() -> None:
    """Where a tap is enough, its length is free."""
    taps = BreathPlan(follow="taps")

    def hand(at: float) -> float:
        return 0.3 if any(begin <= at < begin + 0.5 for begin in taps.out_breaths()) else 0.0

    assert scored(hand, plan=taps).points == pytest.approx(100)
    assert scored(hand).share("breath") < 0.8


def test_twice_as_many_presses_as_breaths_are_not_the_breath() -> None:
    """Tapping all the time hits every turn, and is worth half."""
    hand = presses()
    more = [begin - 2.5 for begin in PLAN.out_breaths()]
    score = scored(lambda at: 0.3 if any(b <= at < b + 0.4 for b in more) else hand(at))

    assert score.share("breath") == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize("rate", [120, 60, 30])
def test_the_score_does_not_depend_on_the_sampling_rate(rate: int) -> None:
    """The same hand is worth the same, within 2 points, at 30 and at 240 samples a second."""
    for seed in range(3):
        fine, log = simulate_round(PLAN, STUDENT, random.Random(seed), rate_hz=240)
        assert fine is not None
        assert log is not None
        coarse = Trace.of(fine.samples[:: 240 // rate], drill="a", device=fine.device)
        first, second = score_breath(fine, log, PLAN), score_breath(coarse, log, PLAN)

        assert first.points == pytest.approx(second.points, abs=2)


def test_nothing_pressed_is_not_tried_and_the_spine_is_unsafe() -> None:
    """As in every drill."""
    assert scored(lambda _: 0.0).status is Status.NOT_TRIED
    assert not scored(place=(0.0, 18.0)).safe
