"""Unsafe is unsafe: where or how hard nobody may press, no score makes up for it."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tableside.drills import Device, PressurePlan, PressureScore, Trace, score_pressure
from tableside.drills.simulated import EXPERT, simulate
from tableside.drills.vetoes import VetoKind
from tableside.knowledge.back_map import Zone, back_map

PLAN = PressurePlan()
PERFECT = simulate(PLAN, EXPERT, random.Random(2))

FORBIDDEN = [zone for zone in back_map().zones if zone.max_pressure == 0]


def with_slip(begin: float, seconds: float, press: float, place: tuple[float, float]) -> Trace:
    """Return an expert's round with *press* at *place* for some seconds."""
    samples = [
        (t, press, *place) if begin * 1000 <= t < (begin + seconds) * 1000 else (t, p, x, y)
        for t, p, x, y in PERFECT.samples
    ]
    return Trace.of(samples, drill="a-drill", device=Device.PEN)


def judged(begin: float, seconds: float, press: float, place: tuple[float, float]) -> PressureScore:
    """Return the score of such a round."""
    return score_pressure(with_slip(begin, seconds, press, place), PLAN)


def test_an_expert_is_safe() -> None:
    """The round that the others here are made from has no fault of its own."""
    score = score_pressure(PERFECT, PLAN)

    assert score.safe
    assert score.passed


@pytest.mark.parametrize("zone", FORBIDDEN, ids=lambda zone: zone.id)
@given(begin=st.floats(0, 17), press=st.floats(0.06, 1))
def test_pressing_a_forbidden_zone_is_never_averaged_away(
    zone: Zone, begin: float, press: float
) -> None:
    """Half a second on the spine, kidney or ribs spoils the best round, whenever it is."""
    score = judged(begin, 0.5, press, zone.spot)
    found = [veto for veto in score.vetoes if veto.kind is VetoKind.NO_GO]

    assert score.verdict == "unsafe"
    assert not score.passed
    assert [zone.id] == [veto.zone for veto in found]
    assert found[0].second == pytest.approx(begin, abs=0.05)
    assert found[0].seconds == pytest.approx(0.5, abs=0.08)


@given(begin=st.floats(0, 17), press=st.floats(0, 1))
def test_a_slip_of_a_blink_is_forgiven(begin: float, press: float) -> None:
    """A tenth of a second is noise, not an act."""
    assert judged(begin, 0.1, press, (0, 18)).safe


def test_slips_add_up() -> None:
    """Tapping the spine again and again is not a row of blinks."""
    samples = list(PERFECT.samples)
    for second in (6, 7, 8, 9):
        for i, (t, _, _, _) in enumerate(samples):
            if second * 1000 <= t < second * 1000 + 100:
                samples[i] = samples[i]._replace(press=0.5, x=0.0, y=18.0)
    score = score_pressure(Trace.of(samples, drill="a-drill", device=Device.PEN), PLAN)

    assert [veto.zone for veto in score.vetoes] == ["spine"]


def test_gliding_over_the_spine_is_allowed() -> None:
    """A resting hand may pass over it."""
    assert judged(6, 2, 0.05, (0, 18)).safe


def test_pressing_harder_than_a_zone_allows_is_unsafe() -> None:
    """Level 3 over the kidney is too hard, though the same press is right lower down."""
    over_kidney, lower = judged(6, 1, 0.45, (4, 11.5)), judged(6, 1, 0.45, (4.1, 20.5))

    assert lower.safe
    assert [veto.kind for veto in over_kidney.vetoes] == [VetoKind.TOO_HARD]
    assert "harder than level 2" in over_kidney.vetoes[0].reason
    assert "kidney" in over_kidney.vetoes[0].reason


def test_where_zones_overlap_the_strictest_rules() -> None:
    """Over the nerve at the edge of the buttock, the buttock's level 3 is no excuse."""
    score = judged(6, 1, 0.5, (7.2, 32.3))

    assert [(veto.kind, veto.zone) for veto in score.vetoes] == [("too-hard", "sciatic-right")]


def test_going_over_the_client_s_limit_is_unsafe() -> None:
    """What the client allows is less than what the zone allows."""
    gentle = PressurePlan(low=0.3, high=0.4, limit=0.42)
    score = score_pressure(with_slip(6, 1, 0.5, (4.1, 20.5)), gentle)

    assert {VetoKind.OVER_LIMIT} == {veto.kind for veto in score.vetoes}
    assert "harder than this client allows (42 %)" in score.vetoes[0].reason


def test_a_press_off_the_map_has_only_the_client_s_limit() -> None:
    """Where the map ends there is no zone to name."""
    score = judged(6, 1, 0.7, (0, -8))

    assert [(veto.kind.value, veto.zone) for veto in score.vetoes] == [("over-limit", "")]


def test_practice_forgives_a_little_and_no_more() -> None:
    """Half a level over is forgiven in practice; a level is not."""
    practice = PressurePlan(strict=False, limit=1.0)

    assert score_pressure(with_slip(6, 1, 0.65, (4.1, 20.5)), practice).safe
    assert not score_pressure(with_slip(6, 1, 0.75, (4.1, 20.5)), practice).safe


def test_vetoes_come_in_order_of_time() -> None:
    """The story of the round is told from its start."""
    samples = [
        (t, 0.5, 0.0, 18.0)
        if 8000 <= t < 9000
        else (t, 0.5, 8.1, 15.5)
        if 3000 <= t < 4000
        else (t, p, x, y)
        for t, p, x, y in PERFECT.samples
    ]
    score = score_pressure(Trace.of(samples, drill="a-drill", device=Device.PEN), PLAN)

    assert [veto.zone for veto in score.vetoes] == ["kidney-right", "spine"]
