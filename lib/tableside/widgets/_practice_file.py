"""The file beside the notebook in which every round of practice is kept."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from tableside.drills import EventLog, Trace
from tableside.drills.practice import PracticeError, Round, append, read
from tableside.homework.desk import write_whole

NAME = "practice.jsonl"
"""How the file is called where nobody gave it another name."""


class PracticeFile:
    """One practice record on disk. A file that cannot be believed is kept under another name.

    The file is read again whenever it changed, for two notebooks of a folder share it.
    """

    def __init__(self, path: Path, *, clock: Callable[[], datetime] | None = None) -> None:
        self.path = path
        self.trouble = ""
        """What is to be said of the file; empty while all is well."""

        self._clock = clock or (lambda: datetime.now(UTC))
        self._rounds: tuple[Round, ...] = ()
        self._seen: tuple[int, int] | None = None

    def now(self) -> datetime:
        """Return the moment, in UTC."""
        return self._clock()

    def rounds(self) -> tuple[Round, ...]:
        """Return every round of the record, the oldest first; none if it cannot be read."""
        try:
            self._look()
        except OSError as error:
            self.trouble = f"Your earlier rounds cannot be read: {error}"
        return self._rounds

    def keep(self, drill: str, trace: Trace | None, events: EventLog | None) -> None:
        """Add a round; what prevents it is told in ``trouble``. The last round is not kept twice.

        The page sends a round again when it heard no answer, as after a restart.
        """
        self.trouble = ""
        try:
            self._look()
            mine = [each for each in self._rounds if each.drill == drill]
            if mine and (mine[-1].trace, mine[-1].events) == (trace, events):
                return
            # A clock that was set back must not make the record unreadable.
            when = max([self._clock(), *(each.when for each in self._rounds[-1:])])
            text = self.path.read_text(encoding="utf-8") if self.path.exists() else ""
            grown = append(text, drill=drill, when=when, trace=trace, events=events)
            write_whole(self.path, grown)
            self._rounds += read_last(grown)
            self._seen = self._stamp()
        except (OSError, UnicodeDecodeError, PracticeError) as error:
            self.trouble = f"This round was scored, but it was not kept: {error}"

    def _look(self) -> None:
        """Read the file if it changed; raises OSError if it can be neither read nor moved."""
        stamp = self._stamp()
        if stamp == self._seen:
            return
        self._rounds = ()
        if stamp is not None:
            try:
                self._rounds = read(self.path.read_text(encoding="utf-8")).rounds
            except (PracticeError, UnicodeDecodeError) as error:
                self._put_aside(error)
        self._seen = self._stamp()

    def _put_aside(self, error: Exception) -> None:
        number = 1
        stem, ending = self.path.stem, self.path.suffix
        while (kept := self.path.with_name(f"{stem}-unreadable-{number}{ending}")).exists():
            number += 1
        self.path.rename(kept)
        why = str(error) if isinstance(error, PracticeError) else "it is no text."
        self.trouble = (
            f"Your practice record {self.path.name} cannot be used: {why} It is kept as "
            f"{kept.name}, and a new one begins."
        )

    def _stamp(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_size


def read_last(record: str) -> tuple[Round, ...]:
    """Return the last round of a record that was just written."""
    return (Round.model_validate_json(record.removesuffix("\n").rsplit("\n", 1)[-1]),)


@cache
def practice_file(path: Path) -> PracticeFile:
    """Return the practice file at *path*, the same one for every drill that is kept there."""
    return PracticeFile(path)
