"""What lies in the folder of one student's homework: questions, answers and traces."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tableside.drills import Trace, TraceError
from tableside.drills.events import EventLog, EventLogError
from tableside.errors import TablesideError
from tableside.homework.misfit import misfit
from tableside.homework.questions import (
    QUESTIONS_FILE,
    Assignment,
    AssignmentError,
    read_assignment,
)
from tableside.homework.responses import (
    RESPONSES_FILE,
    DrillAnswer,
    KeptRound,
    Problem,
    Responses,
    SessionAnswer,
    read_responses,
)
from tableside.knowledge import Knowledge

LARGEST_FILE = 5_000_000
"""Bytes: a file of answers or a trace larger than this is refused unread."""


class FileError(TablesideError):
    """A file that cannot be read as text, with what to do about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One finished round of a drill, as it was recorded."""

    trace: Trace | None = None
    events: EventLog | None = None

    @property
    def blind(self) -> bool:
        """Whether nothing told the learner how they were doing."""
        shown = [each.feedback for each in (self.trace, self.events) if each is not None]
        return bool(shown) and all(each.counts for each in shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandIn:
    """Everything that one student handed in for one assignment, as far as it can be read."""

    responses: Responses
    rounds: Mapping[str, tuple[Round, ...]] = field(default_factory=dict)
    """Drill question → its finished rounds, the oldest first, where all of them are sound."""
    logs: Mapping[str, str] = field(default_factory=dict)
    """Session question → the text of its log."""
    problems: tuple[Problem, ...] = ()
    """All that could not be used, file by file."""

    @property
    def traces(self) -> Mapping[str, Trace]:
        """The trace of the last round of each drill question that has a sound one."""
        last = {name: rounds[-1].trace for name, rounds in self.rounds.items()}
        return {name: trace for name, trace in last.items() if trace is not None}


def open_assignment(folder: Path, known: Knowledge) -> Assignment:
    """Return the assignment whose questions lie in *folder*."""
    file = folder / QUESTIONS_FILE
    if not file.is_file():
        raise AssignmentError(
            f"{QUESTIONS_FILE} is not in the folder {folder.name!r}. A graded notebook works "
            "only in its own folder: open it there, or copy the whole folder again."
        )
    return read_assignment(_read(file), known)


def read_hand_in(folder: Path, assignment: Assignment) -> HandIn:
    """Return what *folder* holds for *assignment*; whatever is wrong is named, never raised."""
    responses = read_answers(folder, assignment)
    problems = list(responses.problems)
    rounds: dict[str, tuple[Round, ...]] = {}
    logs: dict[str, str] = {}
    for name, answer in responses.answers.items():
        problem = misfit(name, answer, assignment)
        if problem:
            problems.append(Problem(file=RESPONSES_FILE, question=name, message=problem))
            continue
        try:
            if isinstance(answer, DrillAnswer):
                rounds[name] = tuple(_round(folder, each) for each in answer.rounds)
            elif isinstance(answer, SessionAnswer):
                logs[name] = _whole(folder, answer.log, answer.sha256, "session")
        except _SpoiltFileError as error:
            problems.append(Problem(file=error.file, question=name, message=str(error)))
    return HandIn(responses=responses, rounds=rounds, logs=logs, problems=tuple(problems))


def read_answers(folder: Path, assignment: Assignment) -> Responses:
    """Return the answers that *folder* holds; none, if nothing was answered yet."""
    file = folder / RESPONSES_FILE
    if not file.exists():
        return Responses(assignment=assignment.id)
    try:
        text = _read(file)
    except FileError as error:
        problem = Problem(file=RESPONSES_FILE, question="", message=str(error))
        return Responses(assignment=assignment.id, problems=(problem,))
    return read_responses(text, assignment=assignment.id)


def _read(file: Path) -> str:
    if not file.is_file() or file.is_symlink():
        raise FileError("it is not an ordinary file. Replace it by the file itself.")
    size = file.stat().st_size
    if size > LARGEST_FILE:
        raise FileError(f"it has {size:,} bytes; more than {LARGEST_FILE:,} cannot be ours.")
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise FileError("it is not text, so it was damaged or is another kind of file.") from None
    except OSError as error:
        raise FileError(f"it cannot be opened ({error.strerror}). Ask for it again.") from None


class _SpoiltFileError(FileError):
    """A file that an answer names, with its name."""

    def __init__(self, file: str, message: str) -> None:
        super().__init__(message)
        self.file = file


def _round(folder: Path, kept: KeptRound) -> Round:
    trace = events = None
    file = kept.trace
    try:
        if kept.trace:
            trace = Trace.from_json(_whole(folder, kept.trace, kept.sha256, "round"))
        file = kept.events
        if kept.events:
            events = EventLog.from_json(_whole(folder, kept.events, kept.events_sha256, "round"))
    except (TraceError, EventLogError) as error:
        raise _SpoiltFileError(file, str(error)) from None
    return Round(trace=trace, events=events)


def _whole(folder: Path, name: str, sha256: str, what: str) -> str:
    """Return the text of a recorded *what*, after making sure that nobody changed it since."""
    file = folder / name
    if not file.exists():
        raise _SpoiltFileError(
            name, f"the file with the recorded {what} is missing. Hand in the whole folder again."
        )
    try:
        text = _read(file)
    except FileError as error:
        raise _SpoiltFileError(name, str(error)) from None
    if hashlib.sha256(text.encode()).hexdigest() != sha256:
        raise _SpoiltFileError(
            name, f"the recorded {what} was changed after it was saved, so it cannot count."
        )
    return text
