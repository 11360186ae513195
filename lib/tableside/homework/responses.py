"""What a student answered: the contents of ``responses.json``, and what is wrong with it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from tableside.homework.answers import (
    LONGEST_NAME,
    LONGEST_TEXT,
    Answer,
    AnyAnswer,
    ChoiceAnswer,
    ClientAnswer,
    DecisionAnswer,
    DrillAnswer,
    KeptRound,
    NumberAnswer,
    OrderAnswer,
    PlaceAnswer,
    PlanAnswer,
    SessionAnswer,
    SeveralAnswer,
    WrittenAnswer,
    files_of,
    is_blank,
)

__all__ = [
    "FORMAT",
    "LONGEST_TEXT",
    "RESPONSES_FILE",
    "VERSION",
    "Answer",
    "AnyAnswer",
    "ChoiceAnswer",
    "ClientAnswer",
    "DecisionAnswer",
    "DrillAnswer",
    "KeptRound",
    "NumberAnswer",
    "OrderAnswer",
    "PlaceAnswer",
    "PlanAnswer",
    "Problem",
    "Responses",
    "SessionAnswer",
    "SeveralAnswer",
    "WrittenAnswer",
    "files_of",
    "is_blank",
    "read_responses",
]

RESPONSES_FILE = "responses.json"
"""The file beside a graded notebook that holds its student's answers."""

FORMAT = "tableside-responses"
VERSION = 1
KEEP = "Keep the file, and ask the student to hand in again from their own copy."

_ANSWER: TypeAdapter[AnyAnswer] = TypeAdapter(AnyAnswer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in a hand-in that could not be used, said so that it can be put right."""

    file: str
    question: str
    """The question it concerns; empty when it concerns the whole file."""
    message: str

    def __str__(self) -> str:
        where = f"{self.file}, question “{self.question}”" if self.question else self.file
        return f"{where}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Responses:
    """One student's answers to one assignment, and what of the file could not be used."""

    assignment: str
    answers: Mapping[str, AnyAnswer] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    student: str = ""
    """The name that the student gave, for whom clients are drawn; empty before."""

    def with_answer(self, question: str, answer: AnyAnswer) -> "Responses":
        """Return these responses with one answer added or replaced."""
        return replace(self, answers={**self.answers, question: answer})

    def to_json(self) -> str:
        """Return the text of ``responses.json``, the same for the same answers."""
        answers = {name: each.model_dump(mode="json") for name, each in self.answers.items()}
        document: dict[str, Any] = {
            "format": FORMAT,
            "version": VERSION,
            "assignment": self.assignment,
            "answers": answers,
        }
        if self.student:
            document["student"] = self.student
        return json.dumps(document, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def read_responses(text: str, *, assignment: str, file: str = RESPONSES_FILE) -> Responses:
    """Return the answers that *text* holds for *assignment*.

    Never raises for anything a student could have done to the file: an answer that cannot be
    read becomes a problem of its question and the others count, and a file that cannot be read
    at all becomes one problem with no answers.
    """
    try:
        document = _document(text, assignment)
    except ValueError as error:
        problem = Problem(file=file, question="", message=str(error))
        return Responses(assignment=assignment, problems=(problem,))
    answers: dict[str, AnyAnswer] = {}
    problems = []
    for name, raw in document["answers"].items():
        try:
            answers[name] = _ANSWER.validate_json(json.dumps(raw))
        except (ValidationError, RecursionError) as error:
            problems.append(Problem(file=file, question=name, message=_explain(error)))
    student = document.get("student", "")
    if not isinstance(student, str) or len(student) > LONGEST_NAME:
        student = ""  # it is only a reminder: every answer about a client names its student
    return Responses(
        assignment=assignment, answers=answers, problems=tuple(problems), student=student
    )


def _document(text: str, assignment: str) -> dict[str, Any]:
    """Return the JSON object in *text*; raise ``ValueError`` in plain words if it is not ours.

    Always a ``ValueError``, whatever is wrong: the caller tells every reason in the same way.
    """
    if not text.strip():
        raise ValueError(f"it is empty. {KEEP}")
    try:
        document = json.loads(text, object_pairs_hook=_once_each, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise ValueError(
            f"it is cut off or was changed by hand: it stops making sense in line "
            f"{error.lineno}. {KEEP}"
        ) from None
    except RecursionError:
        raise ValueError(f"it is nested far too deeply to be ours. {KEEP}") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ValueError(f"it is not a file of this course's answers. {KEEP}")
    version = document.get("version")
    if version != VERSION or isinstance(version, bool):
        raise ValueError(
            f"it was written by another version of the course (format {version!r}; "
            f"this one reads {VERSION}). Mark it with that version of the course."
        )
    if document.get("assignment") != assignment:
        raise ValueError(
            f"it answers {document.get('assignment')!r}, not {assignment!r}. "
            "Hand it in for the assignment it belongs to."
        )
    if not isinstance(document.get("answers"), dict):
        raise ValueError(f"its list of answers is missing. {KEEP}")  # noqa: TRY004 - see above
    return document


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("it names the same thing twice, so it was changed by hand")
    return found


def _no_constant(name: str) -> float:
    raise ValueError(f"it holds {name}, which is no number")


def _explain(error: ValidationError | RecursionError) -> str:
    if isinstance(error, RecursionError):
        return "the answer is nested far too deeply. It was kept, and not marked."
    parts = [
        f"{'.'.join(map(str, detail['loc'])) or 'the answer'}: {detail['msg']}"
        for detail in error.errors(include_url=False, include_input=False)
    ]
    return f"the answer cannot be read ({'; '.join(parts)}). It was kept, and not marked."
