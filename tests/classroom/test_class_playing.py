"""A whole session on a student's page: the server plays, the page keeps the log."""

import json
from dataclasses import replace
from typing import Any

import pytest

from tableside.classroom.activities import course_activities
from tableside.classroom.playing import Playing, PlayMessage
from tableside.classroom.session import Phase, Run
from tableside.classroom.work import WorkError

RUN = Run(id="r1", question="session", started=0.0, ends=None)
ASK = {"id": "v-1", "what": "act", "act": {"kind": "ask-health"}}
WAIT = {"id": "v-2", "what": "clock", "to": 330}


def said(playing: Playing, run: Run = RUN, **message: Any) -> dict[str, Any]:
    """Return what a page is answered."""
    return playing.answer(run, "ana", PlayMessage(run="r1", **message))


def begun(playing: Playing) -> dict[str, Any]:
    """Return the answer to a page that has asked its client everything."""
    first = said(playing, log="")
    return said(playing, number=first["number"], seal=first["seal"], requests=(ASK,))


def test_a_session_goes_on_with_what_is_new_only() -> None:
    """The page hears what changed, and the log after an act."""
    playing = Playing(course_activities())
    asked = begun(playing)
    later = said(playing, number=asked["number"], seal=asked["seal"], requests=(WAIT,))

    assert asked["news"]["shown"]["now"] == 300
    assert len(asked["log"]["entries"]) == 1
    assert "setting" not in asked["news"]
    assert (later["until"], "log" in later) == (330, False)


def test_another_server_goes_on_from_the_page_s_log() -> None:
    """One that does not know the session does nothing but ask for it."""
    asked = begun(Playing(course_activities()))
    other = Playing(course_activities())
    seen = {"number": asked["number"], "seal": asked["seal"], "requests": (WAIT,)}
    log = {**asked["log"], "until": asked["until"], "seal": asked["seal"]}

    assert said(other, **seen) == {"need": "log"}
    assert said(other, **seen, log=json.dumps(log))["until"] == 330


def test_a_lost_answer_loses_and_doubles_nothing() -> None:
    """Asked again, with the log as it was before, what was done is there once."""
    playing = Playing(course_activities())
    first = said(playing, log="")
    said(playing, number=first["number"], seal=first["seal"], requests=(ASK,))
    again = {"number": first["number"], "seal": first["seal"], "requests": (ASK,)}

    assert said(playing, **again) == {"need": "log"}
    whole = said(playing, **again, log=json.dumps(first["log"]))
    assert len(whole["log"]["entries"]) == 1
    assert whole["news"]["setting"]


def test_a_pause_stops_the_session() -> None:
    """What is asked meanwhile is done once it goes on."""
    playing = Playing(course_activities())
    first = said(playing, log="")
    paused = replace(RUN, phase=Phase.PAUSED)
    asked = {"number": first["number"], "seal": first["seal"], "requests": (ASK,)}

    assert said(playing, paused, **asked) == {"need": "patience"}
    assert said(playing, **asked)["until"] == 300


def test_the_log_of_another_client_cannot_be_played_on() -> None:
    """Nor can one be played where none is asked for."""
    playing = Playing(course_activities())
    mine = begun(playing)["log"]

    with pytest.raises(WorkError, match="another client"):
        playing.answer(RUN, "bo", PlayMessage(run="r1", log=json.dumps(mine)))
    with pytest.raises(WorkError, match="asks for no session"):
        said(playing, replace(RUN, question="hold"), log="")


def test_a_plan_hears_what_its_parts_lack() -> None:
    """While it is built, and before it is sent."""
    parts = ({"id": "p1", "kind": "place", "answers": {}},)
    plan = replace(RUN, question="plan")

    assert said(Playing(course_activities()), plan, parts=parts) == {
        "news": {"faults": {"p1": "Position: choose one."}}
    }
