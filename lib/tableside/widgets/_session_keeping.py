"""Where the sessions of a table are kept, so that a closed laptop goes on where it was."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tableside.client.card import ClientCard
from tableside.client.debrief import clock
from tableside.client.log import MAX_CHARACTERS, SessionLog, SessionLogError
from tableside.client.refusals import ActRefusedError
from tableside.client.session import Session
from tableside.client.walk_in import walk_in
from tableside.homework.desk import write_whole
from tableside.knowledge.library import Knowledge

SAVED_EVERY = 10
"""Seconds of session after which it is saved, besides after every act."""


class SessionFile:
    """One file that holds one session; whatever else is found in its place is kept beside it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def resume(
        self, known: Knowledge, *, card: ClientCard | None, seed: int | None
    ) -> tuple[Session | None, str]:
        """Return the session in the file, or none, and a sentence where there is one to tell.

        A log that cannot be used, or one with another *card* or *seed* where these are given, is
        kept under another name. Raises OSError if the file can be neither read nor moved.
        """
        if not self.path.exists():
            return None, ""
        try:
            log = SessionLog.from_json(_text(self.path))
            session = log.replay(known)
        except SessionLogError as error:
            kept = self.put_aside("unreadable")
            return None, f"{self.path.name}: {error}. It is kept as {kept.name}; this one is new."
        if (card is not None and log.card != card) or (seed is not None and log.seed != seed):
            kept = self.put_aside("other")
            told = (
                f"{self.path.name} held a session with another client; it is kept as {kept.name}."
            )
            return None, told
        return session, ""

    def save(self, session: Session) -> None:
        """Write the session's log whole; raises OSError if that cannot be done."""
        write_whole(self.path, SessionLog.of(session).to_json())

    def put_aside(self, why: str) -> Path:
        """Move the file to a free name of its own, and return that; raises OSError."""
        number = 1
        while (kept := self.path.with_name(f"{self.path.stem}-{why}-{number}.json")).exists():
            number += 1
        return self.path.rename(kept)


@dataclass(slots=True)
class SessionKeeper:
    """Opens the sessions of one table, and keeps them as they go on."""

    known: Knowledge
    card: ClientCard | None
    """The client of every session; without one, whoever walks in with a seed."""
    areas: Mapping[str, float] | None
    on_change: Callable[[SessionLog], None] | None
    named: Path | None
    """The file that was asked for; without one, each seed has its own."""
    writes: bool
    """Whether files are written where none was asked for."""
    folder: Path = field(default_factory=Path.cwd)
    found: str = ""
    """What is to be said of the file in which a session was looked for."""
    fault: str = ""
    """Why the session is not saved; empty while it is."""
    saved_at: int = 0

    def open(self, seed: int) -> Session:
        """Return the session of this seed: the one that was saved, or a new one."""
        card = self.card or walk_in(seed, self.known)
        session = Session(card, seed, self.known, areas=self.areas)
        self.found = ""
        if file := self.file(seed):
            # A file that was asked for may hold whoever walked in last.
            wanted = None if self.named and self.card is None else seed
            try:
                saved, self.found = file.resume(self.known, card=self.card, seed=wanted)
                session = saved or session
            except OSError as error:
                self.fault = f"This session is not saved: {error}"
                self.named, self.writes = None, False
        self.saved_at = session.now
        return session

    def file(self, seed: int) -> SessionFile | None:
        """Return the file of the session with this seed; none if it is not kept in one."""
        if self.named is not None:
            return SessionFile(self.folder / self.named)
        return SessionFile(self.folder / f"session-{seed}.json") if self.writes else None

    def make_room(self, before: int, seed: int) -> None:
        """Put the session of seed *before* aside where that of *seed* would take its place.

        Raises ActRefusedError if that cannot be done.
        """
        file, next_file = self.file(before), self.file(seed)
        if file and next_file and file.path == next_file.path and file.path.exists():
            try:
                file.put_aside("earlier")
            except OSError as error:
                raise ActRefusedError(f"The last session could not be put aside: {error}") from None

    def save(self, session: Session) -> None:
        """Keep the session as it stands; what prevents it is told in ``fault``."""
        self.saved_at = session.now
        try:
            if file := self.file(session.seed):
                file.save(session)
            if self.on_change is not None:
                self.on_change(SessionLog.of(session))
        except Exception as error:  # noqa: BLE001 - a session goes on, whatever keeps it
            self.fault = f"The last act was done, and is not saved: {error}"
        else:
            self.fault = ""

    def save_in_time(self, session: Session) -> None:
        """Keep the session if it has gone on for a while since the last time."""
        if session.now - self.saved_at >= SAVED_EVERY:
            self.save(session)

    def words(self, session: Session) -> str:
        """Return in few words how the session is kept; empty before there is anything to keep."""
        if self.fault or not session.done or not self.file(session.seed):
            return ""
        return f"Saved at {clock(self.saved_at)}."


def _text(path: Path) -> str:
    if path.stat().st_size > 4 * MAX_CHARACTERS:
        raise SessionLogError("this file is far longer than any session log")
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise SessionLogError("this is no text, and so no session log") from None
