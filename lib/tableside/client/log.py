"""The log of a session: what was done and when. It is what is kept, handed in and marked.

Every entry carries a seal made from all that stands before it, so that a log that was edited is
noticed. The seal is no secret: it protects from accidents and idle changes. What protects marks
is that a log is played again, and only what then happens counts.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tableside.client.acts import AnyAct
from tableside.client.card import CardError, ClientCard
from tableside.client.session import LONGEST, MOST_ACTS, Session
from tableside.errors import TablesideError
from tableside.knowledge.library import Knowledge

FORMAT: Final = "tableside-session"
VERSION: Final = 1

MAX_CHARACTERS = 2_000_000
"""A longer log is not read at all."""

Seal = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class SessionLogError(TablesideError, ValueError):
    """A session log cannot be read or believed; the message names what is wrong with it."""


class LogEntry(BaseModel):
    """One act, the second at which it began, and the seal of everything so far."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    at: Annotated[int, Field(ge=0, le=LONGEST)]
    act: AnyAct
    seal: Seal


class SessionLog(BaseModel):
    """A whole session: who it was with, what was done, and how far it has gone."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

    format: Literal["tableside-session"] = FORMAT
    version: Literal[1] = VERSION
    card: ClientCard
    seed: Annotated[int, Field(ge=0, lt=2**53)]
    areas: Mapping[str, float] = Field(default_factory=dict)
    """Contacts that the learner measured on paper, in cm²."""
    entries: Annotated[tuple[LogEntry, ...], Field(max_length=MOST_ACTS)] = ()
    until: Annotated[int, Field(ge=0, le=LONGEST)] = 0
    """The second that the session has reached."""
    seal: Seal

    @classmethod
    def of(cls, session: Session) -> "SessionLog":
        """Return the log of a session as it stands."""
        seal = _first_seal(session.card, session.seed, session.areas)
        entries = []
        for at, act in session.done:
            seal = _next_seal(seal, at, act)
            entries.append(LogEntry.model_construct(at=at, act=act, seal=seal))
        return cls(
            card=session.card,
            seed=session.seed,
            areas=dict(session.areas),
            entries=tuple(entries),
            until=session.now,
            seal=_last_seal(seal, session.now),
        )

    @classmethod
    def from_json(cls, text: str) -> "SessionLog":
        """Return the log written in *text*; raises SessionLogError naming what is wrong."""
        _check_header(text)
        try:
            log = cls.model_validate_json(text)
        except ValidationError as error:
            raise SessionLogError(_told(error)) from None
        log.check_seals()
        return log

    def to_json(self) -> str:
        """Return the log as text that ``from_json`` reads back unchanged."""
        return self.model_dump_json()

    def replay(self, known: Knowledge) -> Session:
        """Return the session that this log tells, played again from its beginning.

        Raises SessionLogError where an act cannot have happened as the log has it.
        """
        try:
            session = Session(self.card, self.seed, known, areas=self.areas)
        except (CardError, TablesideError) as error:
            raise SessionLogError(f"this log cannot be played again: {error}") from None
        for number, entry in enumerate(self.entries, start=1):
            if entry.at < session.now:
                raise SessionLogError(
                    f"entry {number} of this log begins at {entry.at} s, and the one before it "
                    f"lasted until {session.now} s: the log was changed"
                )
            try:
                session.wait(entry.at - session.now)
                session.do(entry.act)
            except TablesideError as error:
                raise SessionLogError(
                    f"entry {number} of this log cannot have happened: {error}"
                ) from None
        if self.until < session.now and self.entries:
            raise SessionLogError(
                f"this log ends at {self.until} s, before its last act is over ({session.now} s)"
            )
        session.wait(max(0, self.until - session.now))
        return session

    def check_seals(self) -> None:
        """Raise SessionLogError if the log was changed after the session."""
        seal = _first_seal(self.card, self.seed, self.areas)
        for number, entry in enumerate(self.entries, start=1):
            seal = _next_seal(seal, entry.at, entry.act)
            if seal != entry.seal:
                raise SessionLogError(
                    f"entry {number} of this log does not fit what stands before it: the log was "
                    "changed after the session. Hand in the log as the table saved it"
                )
        if _last_seal(seal, self.until) != self.seal:
            raise SessionLogError(
                "the end of this log does not fit its entries: the log was changed or cut short "
                "after the session. Hand in the log as the table saved it"
            )


def _check_header(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise SessionLogError(
            f"this log is {len(text):,} characters long; at most {MAX_CHARACTERS:,} are read"
        )
    try:
        document: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SessionLogError(f"this is not a session log: it is not JSON ({error})") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise SessionLogError(f'this is not a session log: it does not say "format": "{FORMAT}"')
    version = document.get("version")
    if type(version) is int and version > VERSION:
        raise SessionLogError(
            f"this log is of version {version}, and this course reads version {VERSION}: "
            "update the course"
        )
    if type(version) is not int or version != VERSION:
        raise SessionLogError(f"this log's version is {version!r}: this course reads {VERSION}")


def _told(error: ValidationError) -> str:
    faults = []
    details = error.errors(include_url=False, include_context=False)
    for detail in details[:3]:
        where = list(detail["loc"])
        place = ".".join(map(str, where))
        if where[:1] == ["entries"] and len(where) > 1 and isinstance(where[1], int):
            rest = ".".join(map(str, where[2:]))
            place = f"entry {where[1] + 1}" + (f", {rest}" if rest else "")
        faults.append(f"{place}: {detail['msg'].removeprefix('Value error, ')}")
    if len(details) > 3:
        faults.append(f"and {len(details) - 3} more faults")
    return "this log cannot be used: " + "; ".join(faults)


def _first_seal(card: ClientCard, seed: int, areas: Mapping[str, float]) -> str:
    return _sealed([card.model_dump(mode="json"), seed, dict(areas)])


def _next_seal(before: str, at: int, act: AnyAct) -> str:
    return _sealed([before, at, act.model_dump(mode="json")])


def _last_seal(before: str, until: int) -> str:
    return _sealed([before, until])


def _sealed(content: list[Any]) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()
