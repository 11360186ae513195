"""Every sign that wants an answer gets one in time, or the session is unsafe."""

from collections.abc import Sequence

import pytest

from table_acts import NewSession, press
from tableside.client import acts
from tableside.client.score import Deduction, score_session
from tableside.client.session import Session
from tableside.knowledge import Knowledge
from tableside.knowledge.signs import Response

RIGHT: dict[Response, acts.AnyAct] = {
    Response.STOP_AND_REFER_URGENTLY: acts.Refer(urgent=True),
    Response.END_SESSION: acts.Stop(),
    Response.STOP_TECHNIQUE_AND_ASK: acts.Lift(seconds=0),
    Response.REMOVE_HEAT: acts.TakeOff(),
    Response.SIT_DOWN_SLOWLY: acts.Steady(),
    Response.LIGHTEN: acts.Lift(seconds=1),
}

HEAT = {"burning-under-towel", "tingling-under-towel", "odd-skin", "sleepy-under-heat"}


def unsafe(session: Session, rule: str) -> list[Deduction]:
    """Return the unsafe acts by this rule."""
    return [each for each in score_session(session).unsafe_acts if each.rule == rule]


def brought_to(uncovered: NewSession, sign: str) -> Session:
    """Return a session in which the client has just shown the sign."""
    session = uncovered(sudden=sign)
    if sign in HEAT:
        for act in (acts.Soak(bath=42), acts.Wring(), acts.LayOn(), acts.CoverTowel()):
            session.do(act)
    elif sign == "dizzy-on-rising":
        session.do(acts.LetRise(stage="stand"))
    else:
        session.do(press(force=20, seconds=500))
    if session.events[-1].sign != sign:
        session.wait_for_the_client(500)
    assert session.events[-1].sign == sign
    return session


def timed(known: Knowledge) -> Sequence[str]:
    """Return the signs that want an answer within a time."""
    return [sign.id for sign in known.signs if sign.within_seconds is not None]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each test of a sign all signs that want an answer."""
    if "sign" in metafunc.fixturenames:
        from tableside.knowledge import knowledge  # noqa: PLC0415 - not before pytest has begun

        metafunc.parametrize("sign", timed(knowledge()))


def test_no_answer_is_unsafe(uncovered: NewSession, sign: str) -> None:
    """Going on as if nothing had been shown."""
    session = brought_to(uncovered, sign)
    session.wait(session.known.sign(sign).within_seconds or 0)

    assert [each.at - session.now for each in unsafe(session, sign)] == [0]


def test_the_right_answer_in_time_is_safe(uncovered: NewSession, sign: str) -> None:
    """What the sign asks for, at once."""
    session = brought_to(uncovered, sign)
    session.do(RIGHT[session.known.sign(sign).respond])
    session.wait(60)

    assert unsafe(session, sign) == []


def test_the_right_answer_too_late_is_unsafe(uncovered: NewSession, sign: str) -> None:
    """One second after the time is over."""
    session = brought_to(uncovered, sign)
    session.wait((session.known.sign(sign).within_seconds or 0) + 1)
    session.do(RIGHT[session.known.sign(sign).respond])
    session.wait(30)

    assert len(unsafe(session, sign)) == 1


def test_an_emergency_call_answers_everything(uncovered: NewSession, sign: str) -> None:
    """Nobody is marked unsafe for calling help."""
    session = brought_to(uncovered, sign)
    session.do(acts.Refer(urgent=True))

    assert unsafe(session, sign) == []


def test_asking_alone_does_not_answer(uncovered: NewSession, sign: str) -> None:
    """A question while the hands press on, or the towel stays, changes nothing."""
    session = brought_to(uncovered, sign)
    session.do(acts.AskRating())
    session.wait(30)

    assert len(unsafe(session, sign)) >= 1


def test_a_sign_just_shown_is_not_judged_yet(uncovered: NewSession) -> None:
    """There is still time."""
    session = brought_to(uncovered, "tingling-in-leg")

    assert unsafe(session, "tingling-in-leg") == []


def test_a_place_that_tingled_is_left_alone(uncovered: NewSession) -> None:
    """Gliding over it is allowed, pressing it again is not."""
    for force, times in ((4.0, 0), (30.0, 1)):
        session = uncovered()
        session.do(press("sciatic-left", contact="thumb-pad", force=20.0, seconds=30))
        session.wait_for_the_client(30)
        session.do(acts.Lift(seconds=0))
        session.wait(20)
        session.do(press("sciatic-left", force=force, seconds=20))
        session.wait(20)
        alone = [e for e in unsafe(session, "tingling-in-leg") if "alone" in e.message]

        assert len(alone) == times


def test_a_second_report_of_pain_closes_the_place(uncovered: NewSession) -> None:
    """After the first one may go on more lightly."""
    session = uncovered()
    hard = press(contact="thumb-pad", stroke="held-pressure", force=110.0, seconds=20)
    light = press(force=20.0, seconds=20)
    for act, rest in ((hard, 30), (light, 30), (hard, 30)):
        session.do(act)
        session.wait_for_the_client(20)
        session.do(acts.Lift(seconds=0))
        session.wait(rest)
    before = [e for e in unsafe(session, "pain-above-four") if "alone" in e.message]
    session.do(light)
    session.wait(20)
    after = [e for e in unsafe(session, "pain-above-four") if "alone" in e.message]

    assert before == []
    assert len(after) == 1
