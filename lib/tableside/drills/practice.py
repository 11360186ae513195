"""The practice record: every round a learner did, each line holding on to the one before it.

A record is text, one JSON object a line. A line names the SHA-256 of the line before it, so that
none can be taken out, put in, or changed without notice. Functions here take and return text;
whoever calls them reads and writes the file.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from tableside.drills.device import Feedback
from tableside.drills.events import EventLog
from tableside.drills.reading import WHOLE, Format
from tableside.drills.trace import DrillName, Trace
from tableside.errors import TablesideError

FORMAT: Final = "tableside-practice"
VERSION: Final = 1

BEFORE_THE_FIRST = "0" * 64
"""What the first line names instead of a line before it."""

MAX_CHARACTERS = 4_500_000
"""A line longer than this is not read."""


class PracticeError(TablesideError):
    """A practice record cannot be believed; ``line`` says from where on, counted from 1."""

    def __init__(self, line: int, why: str) -> None:
        self.line = line
        super().__init__(
            f"line {line} of the practice record {why}. The lines before it are sound: keep the "
            "file, and let an instructor look at it."
        )


def _utc(moment: datetime) -> datetime:
    if moment.utcoffset() != timedelta(0):
        raise ValueError("write the time in UTC, as in 2026-03-14T09:30:00Z")
    return moment.astimezone(UTC)


class Round(BaseModel):
    """One round as it was kept."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    format: Literal["tableside-practice"] = FORMAT
    version: Annotated[Literal[1], WHOLE] = VERSION
    number: Annotated[int, Field(ge=1)]
    """Its number in the record, counted from 1."""

    drill: DrillName
    when: Annotated[datetime, AfterValidator(_utc)]
    """When it ended, in UTC."""

    trace: Trace | None = None
    events: EventLog | None = None
    before: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """SHA-256 of the line before it."""

    @property
    def blind(self) -> bool:
        """Whether everything in it was recorded without feedback, so that it counts for a mark."""
        shown = [each.feedback for each in (self.trace, self.events) if each is not None]
        return bool(shown) and all(Feedback(each).counts for each in shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeRecord:
    """What a practice record holds."""

    rounds: tuple[Round, ...]
    cut_off: str = ""
    """The beginning of a last line that was never written to its end; empty if there is none."""


_LINE = Format(
    what="line",
    name=FORMAT,
    newest=VERSION,
    rows="rows",
    row="row",
    columns=(),
    most_characters=MAX_CHARACTERS,
    error=TablesideError,
)


def append(
    record: str,
    *,
    drill: str,
    when: datetime,
    trace: Trace | None = None,
    events: EventLog | None = None,
) -> str:
    """Return the text of *record* with one round more. A last line that was cut off is left out.

    Raises PracticeError if the last whole line is not sound; the lines above it are not looked
    at, so that a long record costs no more than a short one.
    """
    sound = record[: len(record) - len(_cut_off(record))]
    if sound and not sound.endswith("\n"):
        sound += "\n"
    number, before = 1, BEFORE_THE_FIRST
    if sound:
        above = sound[:-1].rsplit("\n", 1)[-1]
        last = _read_line(above, sound.count("\n"))
        number, before = last.number + 1, _digest(above)
    try:
        kept = Round(
            number=number, drill=drill, when=when, trace=trace, events=events, before=before
        )
    except ValidationError as error:
        raise PracticeError(number, f"cannot be written: {_LINE.told(error)}") from None
    return f"{sound}{kept.model_dump_json()}\n"


def read(record: str) -> PracticeRecord:
    """Return what a record holds; raises PracticeError naming the first line that is not sound.

    A last line that was cut off, as by a loss of power, is no fault: everything before it is
    read, and the rest is handed back beside it.
    """
    cut_off = _cut_off(record)
    sound = record[: len(record) - len(cut_off)]
    rounds: list[Round] = []
    before = BEFORE_THE_FIRST
    for line, text in enumerate(sound.removesuffix("\n").split("\n") if sound else (), start=1):
        kept = _read_line(text, line)
        if kept.before != before:
            raise PracticeError(
                line,
                "does not follow the one above it: a line was changed, taken out or put in",
            )
        if kept.number != line:
            raise PracticeError(line, f"says that it is number {kept.number}")
        if rounds and kept.when < rounds[-1].when:
            raise PracticeError(line, "is older than the one above it")
        rounds.append(kept)
        before = _digest(text)
    return PracticeRecord(rounds=tuple(rounds), cut_off=cut_off)


def _cut_off(record: str) -> str:
    """Return the last line if it neither ends nor can be read; empty otherwise."""
    if record.endswith("\n"):
        return ""
    last = record.rsplit("\n", 1)[-1]
    try:
        json.loads(last)
    except (ValueError, RecursionError):
        return last
    return ""


def _read_line(text: str, line: int) -> Round:
    try:
        return _LINE.parse(Round, text)
    except ValidationError as error:
        raise PracticeError(line, f"cannot be used: {_why(error)}") from None
    except TablesideError as error:
        raise PracticeError(line, f"cannot be used: {error}") from None


def _why(error: ValidationError) -> str:
    """Return the first fault of a line, in the words of the recording that it lies in."""
    detail = error.errors(include_url=False, include_context=False)[0]
    where = ".".join(str(part) for part in detail["loc"])
    told = detail["msg"].removeprefix("Value error, ")
    return f"{where}: {told}" if where else told


def _digest(line: str) -> str:
    return hashlib.sha256(line.encode()).hexdigest()
