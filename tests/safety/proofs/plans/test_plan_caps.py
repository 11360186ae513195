"""No plan that passes is too long for its client, bars their position, or must not begin."""

from dataclasses import replace
from itertools import product

import pytest
import z3
from hypothesis import given
from hypothesis import strategies as st
from plan_in_z3 import (
    CONDITIONS,
    FIRMEST,
    KNOWN,
    below,
    client,
    counterexample,
    holds,
    is_safe,
    limited,
)
from screen_in_z3 import NO_LIMIT, exactly

from tableside.knowledge.conditions import Area, Decision
from tableside.safety import plan, position
from tableside.safety.decision import ScreenDecision
from tableside.safety.facts import client_facts
from tableside.safety.heat import Towel
from tableside.safety.intake import Intake
from tableside.safety.limits import Limits
from tableside.safety.session_plan import SessionPlan, Work

POSITIONS = tuple(each.id for each in KNOWN.positions)
MILDEST = SessionPlan(segments=(position.Placing(position="prone"),))
"""A plan in which nothing is done but to place the client."""


class Session:
    """The variables of a session."""

    hands_on, heat = z3.Reals("hands_on heat")
    position = z3.Int("position")


def time_passes(minutes: z3.ArithRef) -> z3.BoolRef:
    """Return "the session is short enough", *minutes* being what the client may have."""
    parts = [below(Session.hands_on + Session.heat, [plan.session_cap(KNOWN)])]
    for most in {each.adapt.max_minutes for each in CONDITIONS} - {None}:
        caps = plan.hands_on_caps(limited(max_minutes=most))
        parts.append(z3.Implies(minutes == exactly(most), below(Session.hands_on, caps)))
    return z3.And(*parts)


def kept_too_long() -> z3.ModelRef | None:
    """Look for a session that passes and is too long."""
    longest = KNOWN.parameter("low-back-minutes").span[1]
    harms = [Session.hands_on + Session.heat > exactly(longest)]
    for each in CONDITIONS:
        if each.adapt.max_minutes is not None:
            too_long = Session.hands_on > exactly(each.adapt.max_minutes)
            harms.append(z3.And(client().concerns[each.number], too_long))
    return counterexample(time_passes(client().minutes), harms)


def placed_badly() -> z3.ModelRef | None:
    """Look for a position that passes although a condition of the client bars it."""
    parts = [Session.position >= 0, Session.position < len(POSITIONS)]
    for (index, name), barred in product(enumerate(POSITIONS), POSITIONS):
        limits = Limits(max_pressure=FIRMEST, avoid_positions=frozenset({barred}))
        if not is_safe(position.check_position(name, (), limits, KNOWN)):
            bars = client().avoids("positions", barred)
            parts.append(z3.Implies(bars, Session.position != index))
    harms = [
        z3.And(client().concerns[each.number], Session.position == POSITIONS.index(barred))
        for each in CONDITIONS
        for barred in each.adapt.avoid_positions
    ]
    return counterexample(z3.And(*parts), harms)


def begun_wrongly() -> z3.ModelRef | None:
    """Look for a client for whom a plan passes although a doctor has to agree first."""
    passing = [
        client().is_exactly(each)
        for each in ScreenDecision
        if plan.check_plan(MILDEST, replace(limited(), decision=each), KNOWN).safe
    ]
    waits = {Decision.CLEARANCE, Decision.REFER, Decision.STOP}
    harms = [client().present[each.number] for each in CONDITIONS if each.decision in waits]
    return counterexample(z3.Or(*passing), harms)


def touched_blindly() -> z3.ModelRef | None:
    """Look for a client with a place to leave out, and a plan that passes not knowing where."""
    facts = replace(limited(avoid_areas=frozenset({Area.SKIN_SITE})), skin_sites=None)
    passes = z3.BoolVal(val=True)
    if not plan.check_plan(MILDEST, facts, KNOWN).safe:
        passes = z3.Not(client().avoids("areas", Area.SKIN_SITE))
    harms = [
        client().concerns[each.number]
        for each in CONDITIONS
        if each.decision is Decision.AVOID_AREA and each.area is Area.SKIN_SITE
    ]
    return counterexample(passes, harms)


PROOFS = {
    "time": kept_too_long,
    "position": placed_badly,
    "beginning": begun_wrongly,
    "places of the skin": touched_blindly,
}


@pytest.mark.parametrize("name", PROOFS)
def test_no_plan_that_passes_exceeds_a_cap_for_its_client(name: str) -> None:
    """For no client whatever, and no plan whatever."""
    assert PROOFS[name]() is None


LENIENT = (*plan._MAY_BEGIN, ScreenDecision.CLEARANCE)  # noqa: SLF001 - weakened on purpose


@pytest.mark.parametrize(
    ("module", "function", "weaker", "proof"),
    [
        (plan, "hands_on_caps", lambda _: (), "time"),
        (position, "_client_findings", lambda *_: (), "position"),
        (plan, "_MAY_BEGIN", LENIENT, "beginning"),
        (plan, "_screening", lambda *_: iter(()), "beginning"),
        (plan, "_screening", lambda *_: iter(()), "places of the skin"),
    ],
)
def test_weakening_a_check_is_noticed(
    module: object, function: str, weaker: object, proof: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some client is then harmed by a plan that passes."""
    monkeypatch.setattr(module, function, weaker)

    assert PROOFS[proof]() is not None


def test_a_session_of_any_length_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cap for everybody is one that the proof misses."""
    longer = replace(plan.session_cap(KNOWN), most=31.0)
    monkeypatch.setattr(plan, "session_cap", lambda _: longer)

    assert PROOFS["time"]() is not None


@given(
    st.lists(st.sampled_from([60.0, 299.0, 300.0, 301.0]), max_size=8),
    st.lists(st.sampled_from([5.0, 10.0]), max_size=2),
    st.sampled_from([None, 15.0]),
)
def test_formulas_and_check_agree_on_time(
    seconds: list[float], towels: list[float], most: float | None
) -> None:
    """It passes by the formulas if it passes by the check of plans."""
    work = [
        Work(zone="erector-lower-left", stroke="effleurage", contact="palm", level=1, seconds=each)
        for each in seconds
    ]
    heat = [Towel(surface=40.0, minutes=each) for each in towels]
    planned = SessionPlan(segments=(*MILDEST.segments, *heat, *work))
    found = plan.check_plan(planned, limited(max_minutes=most), KNOWN).findings
    minutes = z3.Real("minutes")
    values = {
        Session.hands_on: sum(seconds) / 60,
        Session.heat: sum(towels),
        minutes: most or NO_LIMIT,
    }
    about_time = {"client-minutes", "low-back-minutes"}

    assert holds(time_passes(minutes), values) is about_time.isdisjoint(each.rule for each in found)


@pytest.mark.parametrize("flag", [each.id for each in CONDITIONS if each.red_flag])
def test_an_open_red_flag_holds_a_plan_beside_a_milder_decision(flag: str) -> None:
    """Leaving an area out is no leave to begin while a question is open."""
    for each in ("bruise", "acute-strain", "asthma", "menstruation"):
        asked = Intake.no_except(CONDITIONS, yes=[each], unanswered=[flag])

        assert not plan.check_plan(MILDEST, client_facts(asked, KNOWN), KNOWN).safe
