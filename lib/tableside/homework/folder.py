"""What lies in the folder of one student's homework: questions, answers and traces."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tableside.drills import Trace, TraceError
from tableside.errors import TablesideError
from tableside.homework.questions import (
    QUESTIONS_FILE,
    AnyQuestion,
    Assignment,
    AssignmentError,
    read_assignment,
)
from tableside.homework.responses import (
    RESPONSES_FILE,
    AnyAnswer,
    ChoiceAnswer,
    DrillAnswer,
    OrderAnswer,
    Problem,
    Responses,
    read_responses,
)
from tableside.knowledge import Knowledge

LARGEST_FILE = 5_000_000
"""Bytes: a file of answers or a trace larger than this is refused unread."""


class FileError(TablesideError):
    """A file that cannot be read as text, with what to do about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandIn:
    """Everything that one student handed in for one assignment, as far as it can be read."""

    responses: Responses
    traces: Mapping[str, Trace] = field(default_factory=dict)
    """The trace of each drill question that has a sound one."""
    problems: tuple[Problem, ...] = ()
    """All that could not be used, file by file."""


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
    traces = {}
    for name, answer in responses.answers.items():
        problem = _misfit(name, answer, assignment)
        if problem:
            problems.append(Problem(file=RESPONSES_FILE, question=name, message=problem))
        elif isinstance(answer, DrillAnswer):
            try:
                traces[name] = _trace(folder, answer)
            except (FileError, TraceError) as error:
                problems.append(Problem(file=answer.trace, question=name, message=str(error)))
    return HandIn(responses=responses, traces=traces, problems=tuple(problems))


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


def _trace(folder: Path, answer: DrillAnswer) -> Trace:
    file = folder / answer.trace
    if not file.exists():
        raise FileError(
            "the file with the recorded round is missing. Hand in the whole folder again."
        )
    text = _read(file)
    if hashlib.sha256(text.encode()).hexdigest() != answer.sha256:
        raise FileError("the recorded round was changed after it was saved, so it cannot count.")
    return Trace.from_json(text)


def _misfit(name: str, answer: AnyAnswer, assignment: Assignment) -> str:
    """Return why *answer* cannot belong to this assignment; empty if it can."""
    question = next((each for each in assignment.question if each.id == name), None)
    if question is None:
        known = ", ".join(each.id for each in assignment.question)
        return f"the assignment has no such question; it has {known}. It was kept, and not marked."
    if question.kind != answer.kind:
        return f"a {question.kind} question cannot have a {answer.kind} answer."
    return _strange_content(question, answer)


def _strange_content(question: AnyQuestion, answer: AnyAnswer) -> str:
    if question.kind == "choice" and isinstance(answer, ChoiceAnswer):
        options = [option.id for option in question.options]
        if answer.option not in options:
            return f"it has no option {answer.option!r}; the options are {', '.join(options)}."
    if (
        question.kind == "order"
        and isinstance(answer, OrderAnswer)
        and sorted(answer.steps) != sorted(question.steps)
    ):
        return "the order does not hold each step exactly once."
    return ""
