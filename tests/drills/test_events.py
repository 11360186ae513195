"""An event log is read back as it was written, or refused by name."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tableside.drills import EventKind, EventLog, EventLogError, Feedback
from tableside.knowledge.signs import Response

GOOD = {
    "format": "tableside-events",
    "version": 1,
    "drill": "step-3-towel",
    "feedback": "hidden",
    "pace": 10.0,
    "seconds": 700.0,
    "plan": {},
    "events": [[20.0, "check-skin"], [30.0, "lay-on"]],
}


def written(**changes: Any) -> str:
    """Return a good log as text, with some entries changed."""
    return json.dumps({**GOOD, **changes})


@given(
    st.lists(st.tuples(st.floats(0, 500), st.sampled_from(EventKind)), max_size=20),
    st.sampled_from(Feedback),
)
def test_writing_and_reading_changes_nothing(
    events: list[tuple[float, EventKind]], feedback: Feedback
) -> None:
    """A log and its file are worth the same."""
    events.sort(key=lambda event: event[0])
    log = EventLog.of(events, drill="a-drill", seconds=600, feedback=feedback)

    assert EventLog.from_json(log.to_json()) == log


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "this is not an event log: it is not JSON"),
        ("{}", 'this is not an event log: it does not say "format"'),
        (written(version=2), "is of version 2, and this course reads version 1: update the course"),
        (written(version="1"), "version is '1': this course reads 1"),
        (written(pace=0), "pace is 0"),
        (written(events=[[1, "sing"]]), "event 1, kind is 'sing'"),
        (written(events=[[-1, "ask"]]), "event 1, t is -1"),
        (written(events=[[9, "ask"], [8, "ask"]]), "time runs backwards at event 2: 8 s after 9 s"),
        (written(events=[[701, "ask"]]), "at 701 s, is after the end of the log at 700 s"),
        (written(events=[[5, "ask"]] * 31), "more than 30 events within the second after 5 s"),
        (written(events=[[t / 10, "ask"] for t in range(1001)]), "at most 1000 items"),
        (written(score=100), "score is 100: extra inputs are not permitted"),
        (written(drill="x" * 200_000), "characters long; at most 200,000 are read"),
    ],
)
def test_what_cannot_be_a_log_is_refused_by_name(text: str, told: str) -> None:
    """The message says what is wrong, so that a person can tell a slip from a forgery."""
    with pytest.raises(EventLogError) as refused:
        EventLog.from_json(text)

    assert told in str(refused.value)


def test_every_response_can_be_given() -> None:
    """Whatever a sign asks for, there is a thing to do that is it."""
    assert {kind.response for kind in EventKind} >= set(Response)
