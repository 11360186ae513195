"""A log, its card and its seed give the same session again, here and everywhere."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from table_acts import NewSession, press
from tableside.client import acts
from tableside.client.log import SessionLog, SessionLogError
from tableside.client.policies import dangerous, expert, hurried
from tableside.client.refusals import ActRefusedError
from tableside.client.score import score_session
from tableside.client.session import Session
from tableside.client.walk_in import walk_in
from tableside.knowledge import Knowledge, knowledge

GOLDEN = Path(__file__).parent / "golden_sessions"
"""Logs of whole sessions, with what came of them when they were recorded."""

SOME_ACTS = st.sampled_from(
    [
        acts.AskHealth(),
        acts.AskConsent(),
        acts.WashHands(),
        acts.PlaceClient(position="prone", pillows=("ankles",)),
        acts.PlaceClient(position="side-lying"),
        acts.Uncover(),
        acts.Soak(bath=45.0),
        acts.Soak(bath=60.0),
        acts.Wring(),
        acts.Fold(layers=4),
        acts.MeasureTowel(),
        acts.CheckSkin(),
        acts.LayOn(dry_layer=True),
        acts.CoverTowel(),
        acts.TakeOff(),
        acts.TakeOil(carrier="sweet-almond"),
        press(),
        press("spine", contact="thumb-pad", stroke="friction", force=40.0, seconds=20),
        press("erector-lower-right", force=67.5, seconds=60),
        acts.Taper(force=3.0, seconds=10),
        acts.Lift(seconds=0),
        acts.AskRating(),
        acts.Pause(seconds=30),
        acts.Wipe(),
        acts.CoverClient(),
        acts.LetRise(stage="sit"),
        acts.LetRise(stage="stand"),
        acts.Steady(),
        acts.Advise(),
    ]
)
COURSES = st.lists(st.tuples(st.integers(0, 90), SOME_ACTS), max_size=40)


def given_course(course: list[tuple[int, acts.AnyAct]], seed: int) -> Session:
    """Return the session in which these acts were tried after these waits."""
    known = knowledge()
    session = Session(walk_in(seed, known), seed, known)
    for wait, act in course:
        session.wait(wait)
        try:
            session.do(act)
        except ActRefusedError:
            continue
    return session


def outcome(session: Session) -> str:
    """Return a digest of everything that happened, and of its score."""
    score = score_session(session)
    content = [
        [[e.at, e.kind, e.text, e.sign, e.zone, e.number, e.condition] for e in session.events],
        [list(moment) for moment in session.moments],
        [[d.at, d.step, d.rule, d.marks, d.message, d.times] for d in score.deductions],
        [score.points, score.safe, score.finished],
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


@given(COURSES, st.integers(0, 2**53 - 1))
@settings(max_examples=40)
def test_every_log_replays_to_the_same_session(
    course: list[tuple[int, acts.AnyAct]], seed: int
) -> None:
    """The same events, the same course of every number, and the same score."""
    session = given_course(course, seed)
    text = SessionLog.of(session).to_json()
    again = SessionLog.from_json(text).replay(session.known)

    assert outcome(again) == outcome(session)
    assert again.state == session.state
    assert SessionLog.of(again).to_json() == text


@given(COURSES, st.integers(0, 1000), st.integers(1, 300))
@settings(max_examples=20)
def test_time_may_pass_in_pieces(
    course: list[tuple[int, acts.AnyAct]], seed: int, seconds: int
) -> None:
    """However the clock of the page ticks, the session is the same."""
    at_once, in_pieces = given_course(course, seed), given_course(course, seed)
    at_once.wait(seconds)
    for _ in range(seconds):
        in_pieces.wait(1)

    assert outcome(at_once) == outcome(in_pieces)


@pytest.mark.parametrize("name", ["expert", "hurried", "dangerous"])
def test_recorded_sessions_come_out_as_they_were_recorded(known: Knowledge, name: str) -> None:
    """They were recorded on another day, and hold on every system that runs the tests.

    A change of the model or of the rules changes them on purpose: then record them anew with
    ``tests/client/record_golden.py``, and say so in the change log.
    """
    text = (GOLDEN / f"{name}.json").read_text(encoding="utf-8")
    expected = json.loads((GOLDEN / "outcomes.json").read_text(encoding="utf-8"))[name]
    session = SessionLog.from_json(text).replay(known)
    score = score_session(session)

    assert [score.points, score.safe, outcome(session)] == expected


@pytest.mark.parametrize("policy", [expert, hurried, dangerous])
def test_a_script_gives_the_same_session_twice(
    known: Knowledge, policy: Callable[[Session], None]
) -> None:
    """Nothing but card and seed decides."""
    first, second = (Session(walk_in(12, known), 12, known) for _ in range(2))
    policy(first)
    policy(second)

    assert outcome(first) == outcome(second)


def test_another_seed_is_another_client(known: Knowledge) -> None:
    """The same card stands for many people."""
    card = walk_in(0, known)

    assert len({Session(card, seed, known).scene.person.threshold for seed in range(20)}) > 15


def edited(text: str, change: Callable[[dict[str, object]], None]) -> str:
    """Return the log with a change made by hand."""
    document = json.loads(text)
    change(document)
    return json.dumps(document)


def later(document: dict[str, list[dict[str, object]]]) -> None:
    """Let an act have happened later."""
    document["entries"][3]["at"] = 9999


def milder(document: dict[str, list[dict[str, dict[str, object]]]]) -> None:
    """Let the decision have been another."""
    document["entries"][1]["act"] = {"kind": "decide", "decision": "stop"}


def shorter(document: dict[str, list[object]]) -> None:
    """Leave out the end."""
    del document["entries"][-2:]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (later, "entry 4 of this log does not fit what stands before it"),
        (milder, "entry 2 of this log does not fit what stands before it"),
        (shorter, "the end of this log does not fit"),
        (lambda d: d.update(seed=5), "entry 1 of this log does not fit"),
        (lambda d: d["card"].update(age=30.0), "entry 1 of this log does not fit"),
        (lambda d: d.update(until=3600), "the end of this log does not fit"),
        (lambda d: d.update(version=2), "version 2, and this course reads version 1: update"),
        (lambda d: d.update(version="1"), "version is '1'"),
        (lambda d: d.update(format="tableside-trace"), "not a session log"),
        (lambda d: d["entries"][0]["act"].update(kind="fly"), "entry 1, act"),
        (lambda d: d["card"].pop("age"), "card.age"),
    ],
)
def test_an_edited_log_is_refused_by_name(
    known: Knowledge, change: Callable[[dict[str, object]], None], said: str
) -> None:
    """The seals notice it, and the message says where."""
    session = Session(walk_in(0, known), 0, known)
    expert(session)
    text = SessionLog.of(session).to_json()

    with pytest.raises(SessionLogError, match=said):
        SessionLog.from_json(edited(text, change))


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"', "[" * 100_000])
def test_what_is_no_log_is_said_to_be_none(text: str) -> None:
    """Whatever the file holds, the answer is a sentence."""
    with pytest.raises(SessionLogError, match="not a session log"):
        SessionLog.from_json(text)


def test_a_log_with_true_seals_that_cannot_have_happened_is_refused(
    new_session: NewSession,
) -> None:
    """Whoever seals an impossible act anew gains nothing."""
    session = new_session()
    session.do(acts.WashHands())
    session.done[0] = session.done[0]._replace(act=acts.TakeOff())
    log = SessionLog.of(session)

    with pytest.raises(SessionLogError, match="entry 1 of this log cannot have happened: There is"):
        log.replay(session.known)


def test_acts_that_overlap_cannot_have_happened(new_session: NewSession) -> None:
    """Asking takes its time."""
    session = new_session()
    session.do(acts.AskHealth())
    session.do(acts.WashHands())
    session.done[1] = session.done[1]._replace(at=10)

    with pytest.raises(SessionLogError, match="entry 2 of this log begins at 10 s"):
        SessionLog.of(session).replay(session.known)
