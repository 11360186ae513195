"""An act that is impossible as things stand is refused in words, and the session stays."""

import copy
from collections.abc import Callable

import pytest
from pydantic import ValidationError

from table_acts import NewSession, press
from tableside.client import acts
from tableside.client.log import SessionLog
from tableside.client.refusals import ActRefusedError
from tableside.client.session import LONGEST, Session
from tableside.errors import TablesideError, UnknownNameError
from tableside.physics.quantity import OutOfRangeError


def frozen(session: Session) -> tuple[object, ...]:
    """Return everything of a session that an act could change."""
    return copy.deepcopy((session.state, session.done, session.events, session.moments))


BEGINNING: list[tuple[acts.AnyAct, str]] = [
    (acts.Uncover(), "still sitting"),
    (press(), "still sitting"),
    (acts.TakeOil(carrier="jojoba"), "still sitting"),
    (acts.CheckSkin(), "still sitting"),
    (acts.TestFeeling(), "still sitting"),
    (acts.TakeOff(), "no towel on the client"),
    (acts.CoverTowel(), "no towel on the client"),
    (acts.Wring(), "no towel in your hands"),
    (acts.Fold(layers=4), "no towel in your hands"),
    (acts.MeasureTowel(), "no towel in your hands"),
    (acts.LayOn(), "no towel in your hands"),
    (acts.Taper(force=5, seconds=5), "hands are not working"),
    (acts.Wipe(), "dry and clean"),
    (acts.PatDry(), "dry already"),
    (acts.LetRise(stage="sit"), "not on the table"),
    (acts.Steady(), "safely already"),
    (acts.Pause(), "not on the table"),
    (acts.CoverClient(), "not on the table"),
]


@pytest.mark.parametrize(("act", "said"), BEGINNING, ids=lambda each: getattr(each, "kind", ""))
def test_at_the_beginning(new_session: NewSession, act: acts.AnyAct, said: str) -> None:
    """Nothing can be done to a back that is not there yet."""
    session = new_session()
    before = frozen(session)

    with pytest.raises(ActRefusedError, match=said):
        session.do(act)

    assert frozen(session) == before


def with_towel(session: Session) -> None:
    """Lay a towel on."""
    for act in (acts.Soak(bath=44), acts.Wring(), acts.LayOn(), acts.CoverTowel()):
        session.do(act)


def risen(session: Session) -> None:
    """Help the client up."""
    for stage in ("roll-to-side", "sit"):
        session.do(acts.LetRise.model_validate({"stage": stage}))


def ended(session: Session) -> None:
    """End the session."""
    session.do(acts.Stop())


def face_up(session: Session) -> None:
    """Turn the client to lie on the back."""
    session.do(acts.PlaceClient(position="supine"))
    session.do(acts.Uncover())


def working(session: Session) -> None:
    """Begin to work."""
    session.do(press())


LATER: list[tuple[Callable[[Session], None], acts.AnyAct, str]] = [
    (with_towel, press(), "A towel lies there"),
    (with_towel, acts.Soak(bath=44), "Take it off"),
    (with_towel, acts.CoverTowel(), "covered already"),
    (with_towel, acts.MeasureTowel(), "Take it off first"),
    (with_towel, acts.PlaceClient(position="side-lying"), "Take it off before they move"),
    (with_towel, acts.LetRise(stage="stand"), "Take it off before they move"),
    (with_towel, acts.TakeOil(carrier="jojoba"), "before any oil"),
    (with_towel, acts.CoverClient(), "Take it off"),
    (lambda _: None, acts.Uncover(), "uncovered already"),
    (working, acts.Taper(force=80, seconds=5), "Easing off goes down"),
    (face_up, press(), "cannot be reached"),
    (risen, press(), "getting up"),
    (risen, acts.PlaceClient(position="prone"), "Steady them first"),
    (risen, acts.LetRise(stage="roll-to-side"), "already"),
    (ended, acts.AskRating(), "session is over"),
]


@pytest.mark.parametrize(("prepare", "act", "said"), LATER)
def test_later_on(
    uncovered: NewSession, prepare: Callable[[Session], None], act: acts.AnyAct, said: str
) -> None:
    """Refused acts leave no trace in state, events or log."""
    session = uncovered()
    prepare(session)
    before, log = frozen(session), SessionLog.of(session)

    with pytest.raises(ActRefusedError, match=said):
        session.do(act)

    assert frozen(session) == before
    assert SessionLog.of(session) == log


@pytest.mark.parametrize(
    "act",
    [
        press("erector"),
        press(contact="foot"),
        press(stroke="kneading"),
        acts.PlaceClient(position="upside-down"),
        acts.TakeOil(carrier="butter"),
    ],
)
def test_names_that_nobody_knows(uncovered: NewSession, act: acts.AnyAct) -> None:
    """A misspelt name is told, with the nearest that exists."""
    session = uncovered()
    before = frozen(session)

    with pytest.raises(UnknownNameError, match="There is no"):
        session.do(act)

    assert frozen(session) == before


@pytest.mark.parametrize(
    "fields",
    [
        {"force": 0},
        {"force": 300},
        {"force": float("nan")},
        {"seconds": 0},
        {"seconds": 601},
        {"seconds": 2.5},
    ],
)
def test_numbers_out_of_range_are_no_act_at_all(fields: dict[str, float]) -> None:
    """Tissue was measured to 275 N; a hold ends after ten minutes."""
    sound = {"zone": "spine", "contact": "palm", "stroke": "effleurage", "force": 9, "seconds": 9}
    with pytest.raises(ValidationError):
        acts.PressZone.model_validate({**sound, **fields})


def test_nobody_lies_on_a_table_for_a_day(new_session: NewSession) -> None:
    """Time has an end, told as such."""
    with pytest.raises(OutOfRangeError, match="time"):
        new_session().wait(LONGEST + 1)


def test_measured_hands_must_be_hands(new_session: NewSession) -> None:
    """An area is checked before the session begins."""
    session = new_session()
    with pytest.raises(OutOfRangeError, match="area of the contact palm"):
        Session(session.card, 1, session.known, areas={"palm": 4000})
    with pytest.raises(TablesideError, match="no contact"):
        Session(session.card, 1, session.known, areas={"paw": 40})
