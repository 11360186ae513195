"""What the tests of a class share: work of simulated students."""

import base64
import random
from typing import Any

from tableside.classroom.activities import course_activities
from tableside.classroom.work import AnswerWork, RoundWork, SessionWork
from tableside.client import acts
from tableside.client.log import SessionLog
from tableside.client.policies import expert
from tableside.client.session import Session
from tableside.drills.simulated import DANGEROUS, EXPERT, NOVICE, STUDENT, Learner, simulate_round
from tableside.drills.trace import trace_to_float32
from tableside.homework.asked import client_of
from tableside.homework.items.clients import CardQuestion
from tableside.homework.questions import DrillQuestion
from tableside.knowledge import knowledge

LEARNERS = (EXPERT, STUDENT, NOVICE, DANGEROUS)

SAFE_ORDER = [
    "body-straight",
    "soak-towel",
    "hot-towel",
    "reapply-towel",
    "oils",
    "right-pressure",
    "spread-pressure",
    "breathe-and-pause",
    "lighter-after",
    "roll-off",
]


def a_round(question: str, learner: Learner = EXPERT, seed: int = 1) -> RoundWork:
    """Return a round of a drill of the class as a page would send it."""
    asked = course_activities().find(question)
    assert isinstance(asked, DrillQuestion)
    trace, events = simulate_round(asked.plan, learner, random.Random(seed))
    acts = tuple((each.t, each.kind.value) for each in events.events) if events else ()
    return RoundWork(
        samples=base64.b64encode(trace_to_float32(trace)).decode() if trace else "",
        events=acts,
        seconds=events.seconds if events else 0.0,
        pace=events.pace if events else 1.0,
    )


def an_answer(value: Any) -> AnswerWork:
    """Return an answer as a page would send it."""
    return AnswerWork(answer=value)


def a_session(question: str, member: str, *, finished: bool = True) -> SessionWork:
    """Return a session of a member's own client, given well, or hardly begun."""
    asked = course_activities().find(question)
    assert isinstance(asked, CardQuestion)
    client = client_of(asked, course_activities(), member, knowledge())
    session = Session(client.card, client.seed, knowledge())
    if finished:
        expert(session)
    else:
        session.do(acts.AskHealth())
    return SessionWork(log=SessionLog.of(session).to_json())
