"""What the course answers while a student is at work: a session with a client, a plan's parts.

A session is played here and kept on the student's page, as its log. So nothing is lost when a
server stops, and any server of the class can go on with it: who does not know the session asks
for the log. What was done counts only once the log is sent as a result, and is played again.
"""

import json
import threading
from collections import OrderedDict
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from tableside.classroom.judged_session import believed
from tableside.classroom.session import Phase, Run
from tableside.classroom.work import LONGEST_LOG, WorkError, plan_parts
from tableside.client.log import SessionLog, SessionLogError
from tableside.homework.asked import client_of
from tableside.homework.cards.drawn import DrawnClient
from tableside.homework.questions import Assignment, PlanQuestion, SessionQuestion
from tableside.knowledge import knowledge
from tableside.widgets.session_table import SessionTable

MOST_PLAYED = 400
"""So many sessions are kept in memory; one that was put away is asked for again."""

MOST_REQUESTS = 50
"""So many requests of a page wait at once at most."""

TRAITS = ("setting", "shown", "words", "known", "end", "error")


class PlayMessage(BaseModel):
    """What a page asks of a session, or of a plan that is being built."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    run: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:/-]{0,160}$")]
    number: Annotated[int, Field(ge=0, le=10_000_000)] = 0
    """The number of the last answer that the page has."""
    requests: Annotated[tuple[dict[str, JsonValue], ...], Field(max_length=MOST_REQUESTS)] = ()
    """What the session's table asks for and has no answer to."""
    log: Annotated[str, Field(max_length=LONGEST_LOG)] | None = None
    """The session as the page has it, empty for a new one; None where it should be known."""
    seal: Annotated[str, Field(max_length=64)] = ""
    """The seal of the log that the page has; empty without one."""
    parts: Annotated[tuple[JsonValue, ...], Field(max_length=200)] | None = None
    """The parts of a plan."""


class _Played:
    """One session while it is played."""

    def __init__(self, client: DrawnClient, log: SessionLog | None) -> None:
        self.lock = threading.Lock()
        # Who hears of changes keeps the session themselves: here no file is written.
        self.widget = SessionTable(client.card, client.seed, log=log, on_change=lambda _: None)
        self._number = 0
        self._told: dict[str, str] = {}
        """What the page was told last, trait by trait, as text."""

    @property
    def log(self) -> SessionLog:
        """The session so far."""
        return SessionLog.of(self.widget.session)

    def knows(self, message: PlayMessage) -> bool:
        """Return whether the page has the session as it stands here."""
        return message.number == self._number and message.seal == self.log.seal

    def answer(self, message: PlayMessage, *, whole: bool) -> dict[str, Any]:
        """Do what is asked, and return what is new to the page; *whole*, if all of it is."""
        session, acts = self.widget.session, len(self.widget.session.done)
        if message.requests:
            self.widget.requests = [dict(each) for each in message.requests]
        if whole:
            self._told = {}
        self._number += 1
        news = {}
        for trait in TRAITS:
            value = getattr(self.widget, trait)
            text = json.dumps(value)
            if self._told.get(trait) != text:
                self._told[trait], news[trait] = text, value
        log = self.log
        changed = self.widget.session is not session or len(session.done) != acts
        told: dict[str, Any] = {"number": self._number, "news": news}
        told |= {"until": log.until, "seal": log.seal}
        return told | ({"log": log.model_dump(mode="json")} if whole or changed else {})


class Playing:
    """The sessions that the students of a class are giving just now."""

    def __init__(self, activities: Assignment) -> None:
        """Play sessions of these activities."""
        self._activities = activities
        self._played: OrderedDict[tuple[str, str], _Played] = OrderedDict()
        self._lock = threading.Lock()

    def answer(self, run: Run, member: str, message: PlayMessage) -> dict[str, Any]:
        """Return what is new to the page of *member*; it may be called from several threads.

        An answer that needs the ``log`` or ``patience`` has done nothing: the page asks again,
        with the log, or once the run is open. Raises ``WorkError`` for what no page of ours sends.
        """
        question = self._activities.find(run.question)
        if isinstance(question, PlanQuestion) and message.parts is not None:
            return {"news": {"faults": plan_parts(list(message.parts))[1]}}
        if not isinstance(question, SessionQuestion):
            raise WorkError("This activity asks for no session.")
        if message.requests and run.phase is not Phase.OPEN:
            return {"need": "patience"}
        played = self._find((run.id, member), question, message)
        if played is None:
            return {"need": "log"}
        with played.lock:
            if message.log is None and not played.knows(message):
                return {"need": "log"}
            return played.answer(message, whole=message.log is not None)

    def _find(
        self, key: tuple[str, str], question: SessionQuestion, message: PlayMessage
    ) -> _Played | None:
        """Return a session as far as it has come; None if its log is needed."""
        with self._lock:
            played = self._played.get(key)
            if played is not None:
                self._played.move_to_end(key)
        if message.log is None:
            return played
        client = client_of(question, self._activities, key[1], knowledge())
        log = believed(message.log, client) if message.log else None
        if played is not None and (log is None or _reached(played.log) >= _reached(log)):
            return played
        try:
            made = _Played(client, log)
        except SessionLogError as error:
            raise WorkError(f"The session cannot go on: {error}.") from None
        self._keep(key, made)
        return made

    def _keep(self, key: tuple[str, str], made: _Played) -> None:
        with self._lock:
            gone = [self._played.pop(key)] if key in self._played else []
            self._played[key] = made
            if len(self._played) > MOST_PLAYED:
                gone.append(self._played.popitem(last=False)[1])
        for each in gone:
            each.widget.close()


def _reached(log: SessionLog) -> tuple[int, int]:
    return len(log.entries), log.until
