"""A session is safe or not, and apart from that has points with every loss named."""

from collections.abc import Callable

import pytest

from table_acts import NewSession, press
from tableside.client import acts
from tableside.client.acts import Act
from tableside.client.card import Part
from tableside.client.debrief import debrief
from tableside.client.policies import expert
from tableside.client.refusals import ActRefusedError
from tableside.client.score import SessionScore, score_session
from tableside.client.session import Session
from tableside.client.walk_in import walk_in
from tableside.knowledge import Knowledge

Change = Callable[[acts.AnyAct], acts.AnyAct | None]
"""What becomes of an act: another one, or none."""


def again(session: Session, change: Change) -> SessionScore:
    """Give the session once more with its acts changed, and return the score."""
    other = Session(session.card, session.seed, session.known)
    shift = 0
    for done in session.done:
        act = change(done.act)
        if act is None:
            shift += done.act.takes
            continue
        other.wait(max(0, done.at - shift - other.now))
        try:
            other.do(act)
        except ActRefusedError:
            continue
    return score_session(other)


def without(*kinds: type[Act]) -> Change:
    """Leave out every act of these kinds."""
    return lambda act: None if isinstance(act, kinds) else act


def pressed_otherwise(**fields: object) -> Change:
    """Change every stroke."""
    return lambda act: act.model_copy(update=fields) if isinstance(act, acts.PressZone) else act


def instead(kind: type[Act], other: acts.AnyAct) -> Change:
    """Do another act in the place of every act of a kind."""
    return lambda act: other if isinstance(act, kind) else act


@pytest.fixture(scope="module")
def good(known: Knowledge) -> Session:
    """Return a session as it should be given, with a client who has nothing."""
    session = Session(walk_in(0, known), 0, known)
    expert(session)
    return session


def test_a_good_session_is_safe_and_loses_nothing(good: Session) -> None:
    """Full points, finished, passed."""
    score = score_session(good)

    assert (score.points, score.safe, score.passed, score.deductions) == (100.0, True, True, ())


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (without(acts.AskHealth), "H1"),
        (without(acts.AskConsent), "H2"),
        (instead(acts.AskConsent, acts.AskConsent(parts=(Part.TOUCH,))), "H2"),
        (without(acts.WashHands), "H3"),
        (without(acts.MeasureTowel), "H6"),
        (without(acts.TestFeeling), "H6"),
        (without(acts.CheckSkin), "H7"),
        (without(acts.TakeOff), "application-minutes"),
        (instead(acts.Soak, acts.Soak(bath=60.0)), "bath"),
        (instead(acts.Soak, acts.Soak(bath=60.0)), "surface-ceiling"),
        (instead(acts.LayOn, acts.LayOn(dry_layer=False)), "dry-layer-above"),
        (without(acts.Wipe), "H12"),
        (instead(acts.LetRise, acts.LetRise(stage="stand")), "sit-before-standing"),
        (pressed_otherwise(zone="spine"), "spine"),
        (pressed_otherwise(zone="kidney-left"), "kidney-left"),
        (pressed_otherwise(contact="elbow"), "stroke-contact"),
        (pressed_otherwise(force=200.0), "student-max-walton"),
        (instead(acts.TakeOil, acts.TakeOil(carrier="sweet-almond")), "H5"),
    ],
)
def test_one_thing_done_wrong_is_found_by_its_rule(
    good: Session, change: Change, rule: str
) -> None:
    """The same session but for one thing; the rule that it breaks is named."""
    score = again(good, change)

    assert rule in {each.rule for each in score.unsafe_acts}
    assert not score.passed
    assert score.points < 100


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (without(acts.Explain), "explain"),
        (without(acts.Decide), "decide"),
        (instead(acts.Decide, acts.Decide(decision="stop")), "H1"),
        (without(acts.AskRating), "first-pressure-check"),
        (without(acts.Pause), "breathe-and-pause"),
        (without(acts.Advise), "after-care"),
        (instead(acts.Advise, acts.Advise(topics=("normal",))), "say-warning"),
        (without(acts.Record), "H14"),
        (instead(acts.PlaceClient, acts.PlaceClient(position="prone")), "pillow-missing"),
        (without(acts.Fold), "cooling-time-one-layer-bare"),
        (pressed_otherwise(zone="erector-lower-left"), "change-side"),
        (pressed_otherwise(seconds=5), "spread-pressure"),
    ],
)
def test_what_is_left_out_costs_points_and_no_safety(
    good: Session, change: Change, rule: str
) -> None:
    """A safe session can still be better."""
    score = again(good, change)
    wrong = [each for each in score.deductions if each.rule == rule]

    assert wrong
    assert not any(each.safety for each in wrong)
    assert score.points < 100


def test_firm_work_before_anybody_was_asked_is_against_the_order(uncovered: NewSession) -> None:
    """Light comes before firm, and a number before both sides."""
    session = uncovered()
    session.do(press(stroke="petrissage", force=67.0, seconds=30))
    session.wait(30)

    assert "H8" in {each.rule for each in score_session(session).unsafe_acts}


def test_a_client_who_may_not_be_massaged_is_well_served_by_a_referral(
    new_session: NewSession,
) -> None:
    """Ask, decide, send on: full points, and nobody is touched."""
    session = new_session(present=["kidney-infection"])
    for act in (acts.AskHealth(), acts.Decide(decision="stop"), acts.Refer(urgent=True)):
        session.do(act)
    score = score_session(session)

    assert (score.points, score.safe, score.passed) == (100.0, True, True)


def test_the_same_client_massaged_makes_the_session_unsafe(uncovered: NewSession) -> None:
    """Whatever else was done well."""
    session = uncovered(present=["kidney-infection"])
    session.do(press())
    session.wait(30)
    session.do(acts.Stop())
    score = score_session(session)

    assert not score.safe
    assert not score.passed
    assert any("kidney" in each.because.lower() for each in score.unsafe_acts)


def test_an_urgent_client_sent_home_to_wait_loses_points(new_session: NewSession) -> None:
    """Today is not next week."""
    session = new_session(present=["cauda-equina"])
    for act in (acts.AskHealth(), acts.Decide(decision="stop"), acts.Refer(urgent=False)):
        session.do(act)
    score = score_session(session)

    assert [each.rule for each in score.deductions] == ["urgent"]


def test_sending_everybody_away_is_no_way_to_pass(new_session: NewSession) -> None:
    """A client who has nothing could have been massaged."""
    session = new_session()
    for act in (acts.AskHealth(), acts.Decide(decision="refer"), acts.Refer(urgent=False)):
        session.do(act)
    score = score_session(session)

    assert score.safe
    assert not score.passed
    assert "needless" in {each.rule for each in score.deductions}


@pytest.mark.parametrize("answered", [True, False])
def test_late_news_must_change_the_session(uncovered: NewSession, *, answered: bool) -> None:
    """Going on as before with someone who has told of a fever is unsafe."""
    late = {"condition": "fever", "says": "I had a fever this morning."}
    session = uncovered(late=late)
    session.do(press(seconds=600))
    session.wait_for_the_client(600)
    if answered:
        session.do(acts.Lift(seconds=1))
        session.do(acts.Refer(urgent=False))
    else:
        session.wait(100)
        session.do(acts.Stop())

    unsafe = {each.rule for each in score_session(session).unsafe_acts}
    assert ("H1" in unsafe) is not answered


def test_a_rule_costs_its_marks_once_and_every_time_is_counted(uncovered: NewSession) -> None:
    """Ten presses on the spine are one lesson to learn."""
    session = uncovered()
    for _ in range(10):
        session.do(press("spine", contact="palm", force=60.0, seconds=2))
        session.wait(3)
    spine = [each for each in score_session(session).deductions if each.rule == "spine"]

    assert [each.times for each in spine] == [10]


def test_the_debrief_tells_every_unsafe_act_with_its_time(known: Knowledge) -> None:
    """A text that could replace the picture."""
    session = Session(walk_in(0, known), 0, known)
    session.do(acts.PlaceClient(position="prone"))
    session.do(acts.Uncover())
    session.do(press("spine", contact="thumb-pad", stroke="friction", force=40.0, seconds=60))
    session.wait(70)
    text, score = debrief(session), score_session(session)

    assert score.headline() in text
    assert all(each.message in text for each in score.deductions)
    assert all(event.text in text for event in session.events)
    assert "1:15 You: friction on spine" in text


def test_what_is_still_to_come_is_not_missing_yet(uncovered: NewSession) -> None:
    """Half-way through a good session nothing is wrong with it."""
    session = uncovered()
    for act in (
        acts.TestFeeling(),
        acts.CheckSkin(),
        acts.Soak(bath=45.0),
        acts.Wring(),
        acts.Fold(layers=8),
        acts.MeasureTowel(),
        acts.LayOn(dry_layer=True),
        acts.CoverTowel(),
    ):
        session.do(act)
    session.wait(60)
    score = score_session(session)

    assert score.deductions == ()
    assert not score.finished
    assert not score.passed
