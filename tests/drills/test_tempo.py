"""Tempo: with the metronome and then without, and nothing that a device's delay could cost."""

import math
import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tableside.drills import Device, DrillScore, Status, TempoPlan, Trace, score_tempo
from tableside.drills.simulated import STUDENT, simulate_round
from tableside.drills.tempo import COUNT_IN
from tableside.knowledge import knowledge

PLAN = TempoPlan()
SHORT = TempoPlan(per_minute=60, together_seconds=10.0, alone_seconds=10.0)
ALL_BEATS = tuple(
    (COUNT_IN + n) * SHORT.period for n in range(SHORT.together_beats + SHORT.alone_beats)
)
SPOT = PLAN.target_zones()[0].spot


def strokes_at(
    begins: Sequence[float],
    plan: TempoPlan = SHORT,
    *,
    rate_hz: float = 100,
    place: tuple[float, float] = SPOT,
) -> Trace:
    """Return a round in which a stroke half a period long begins at each of those seconds."""
    length = plan.period / 2
    samples = []
    for tick in range(math.ceil(plan.seconds * rate_hz) + 1):
        at = tick / rate_hz
        on = next((b for b in begins if b <= at < b + length), None)
        press = 0.0 if on is None else 0.3 * math.sin(math.pi * (at - on) / length)
        samples.append((1000 * at, max(0.0, press), *place))
    return Trace.of(samples, drill="a", device=Device.KEYBOARD)


def scored(begins: Sequence[float], plan: TempoPlan = SHORT, **how: float) -> DrillScore:
    """Return the score of such a round."""
    return score_tempo(strokes_at(begins, plan, **how), plan)


def test_gliding_takes_its_tempo_from_what_the_course_knows() -> None:
    """The middle of what textbooks quote; kneading has no number there and takes the course's."""
    low, high = knowledge().stroke("effleurage").per_minute or (0, 0)

    assert 60 / PLAN.period == pytest.approx((low + high) / 2)
    assert TempoPlan(stroke="petrissage").period == 1
    assert 20 <= PLAN.seconds <= 90


def test_a_stroke_on_every_beat_loses_nothing() -> None:
    """With the beat and on one's own."""
    score = scored(ALL_BEATS)

    assert score.points == pytest.approx(100)
    assert score.passed


@pytest.mark.parametrize("early", [-0.2, -0.05, 0.1, 0.2])
def test_coming_early_or_late_alike_costs_nothing_and_is_told(early: float) -> None:
    """People come a little early, and screens a little late; only the spread is scored."""
    score = scored([beat + early for beat in ALL_BEATS])

    assert score.points == pytest.approx(100)
    assert ("before" if early < 0 else "after") in score.notes[0]


def test_too_slow_alone_costs_the_tempo() -> None:
    """The half without the metronome is the test."""
    change = SHORT.ends()[1]
    slow = [b if b < change else change + (b - change) * 1.15 for b in ALL_BEATS]
    score = scored(slow)

    assert score.share("together") == 1
    assert score.share("tempo") < 0.75
    (lost,) = [each for each in score.deductions if each.part == "tempo"]
    assert "15% slower than the beat without the metronome" in lost.happened


def test_drifting_and_uneven_are_told_apart() -> None:
    """One slows down little by little, the other limps."""
    change = SHORT.ends()[1]
    alone = [b for b in ALL_BEATS if b >= change]
    together = [b for b in ALL_BEATS if b < change]
    drift = [change + sum(0.7 + 0.1 * k for k in range(n + 1)) for n in range(len(alone) - 1)]
    limp = [b + (0.15 if n % 2 else -0.15) for n, b in enumerate(alone)]

    def told(begins: list[float]) -> str:
        (lost,) = [each for each in scored(begins).deductions if each.part == "even"]
        return lost.happened

    assert "drifted" in told(together + drift)
    assert "uneven" in told(together + limp)


def test_stopping_with_the_metronome_costs_everything_after_it() -> None:
    """Half a round is half a round."""
    score = scored([b for b in ALL_BEATS if b < SHORT.ends()[1]])

    assert not score.passed
    assert score.share("complete") < 0.6
    assert score.share("tempo") <= 0.5


def test_no_strokes_is_not_tried() -> None:
    """A resting hand gets no points, and a reason."""
    assert scored(()).status is Status.NOT_TRIED


@settings(max_examples=40)
@given(
    off=st.lists(st.floats(-0.24, 0.24), min_size=len(ALL_BEATS), max_size=len(ALL_BEATS)),
    nearer=st.floats(0, 1),
)
def test_nearer_to_the_beat_is_never_worth_less(off: list[float], nearer: float) -> None:
    """Drawn towards the beat, every stroke by the same share, a round loses nothing."""
    far = scored([beat + each for beat, each in zip(ALL_BEATS, off, strict=True)])
    near = scored([beat + nearer * each for beat, each in zip(ALL_BEATS, off, strict=True)])

    assert (near.points or 0) >= (far.points or 0) - 1


@settings(max_examples=15)
@given(scale=st.floats(0.5, 2), seed=st.integers(0, 99))
def test_the_same_rhythm_at_another_tempo_is_worth_the_same(scale: float, seed: int) -> None:
    """Everything is told as a share of the beat."""
    rng = random.Random(seed)
    begins = [beat + rng.gauss(0, 0.06) for beat in ALL_BEATS]
    other = TempoPlan(per_minute=60 / scale, together_seconds=10 * scale, alone_seconds=10 * scale)
    first, second = scored(begins), scored([scale * begin for begin in begins], other)

    assert first.points == pytest.approx(second.points, abs=1)


@pytest.mark.parametrize("rate", [120, 60, 30])
def test_the_score_does_not_depend_on_the_sampling_rate(rate: int) -> None:
    """The same strokes are worth the same, within 3 points, at 30 and at 240 samples a second."""
    for seed in range(4):
        fine, _ = simulate_round(SHORT, STUDENT, random.Random(seed), rate_hz=240)
        assert fine is not None
        coarse = Trace.of(fine.samples[:: 240 // rate], drill="a", device=fine.device)
        first, second = score_tempo(fine, SHORT), score_tempo(coarse, SHORT)

        assert first.points == pytest.approx(second.points, abs=3)


def test_tapping_the_spine_in_perfect_time_is_unsafe() -> None:
    """A veto is never averaged away."""
    score = score_tempo(strokes_at(ALL_BEATS, place=(0.0, 18.0)), SHORT)

    assert (score.verdict, score.passed) == ("unsafe", False)


def test_a_half_too_short_for_a_rhythm_is_refused() -> None:
    """Three beats tell nothing."""
    with pytest.raises(ValueError, match="each half needs more than 4 beats"):
        TempoPlan(per_minute=30, together_seconds=5.0)
