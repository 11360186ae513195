"""What a student answered: the contents of ``responses.json``, and what is wrong with it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

RESPONSES_FILE = "responses.json"
"""The file beside a graded notebook that holds its student's answers."""

FORMAT = "tableside-responses"
VERSION = 1
LONGEST_TEXT = 20_000
"""Characters in one written answer; far more than anyone is asked for."""

Id = Annotated[str, Field(max_length=100)]


class Answer(BaseModel):
    """What every answer has."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    saved: AwareDatetime


class ChoiceAnswer(Answer):
    """The option that was chosen."""

    kind: Literal["choice"] = "choice"
    option: Id


class OrderAnswer(Answer):
    """The steps in the order in which they were left."""

    kind: Literal["order"] = "order"
    steps: Annotated[tuple[Id, ...], Field(max_length=100)]


class DrillAnswer(Answer):
    """The file that holds the last finished round, and its digest."""

    kind: Literal["drill"] = "drill"
    trace: Annotated[str, Field(pattern=r"^traces/[a-z0-9-]{1,120}\.json$")]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class WrittenAnswer(Answer):
    """The text that was written."""

    kind: Literal["written"] = "written"
    text: Annotated[str, Field(max_length=LONGEST_TEXT)]


AnyAnswer = Annotated[
    ChoiceAnswer | OrderAnswer | DrillAnswer | WrittenAnswer, Field(discriminator="kind")
]

_ANSWER: TypeAdapter[AnyAnswer] = TypeAdapter(AnyAnswer)


def is_blank(answer: AnyAnswer) -> bool:
    """Return whether an answer says nothing: a text of white space."""
    return isinstance(answer, WrittenAnswer) and not answer.text.strip()


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

    def with_answer(self, question: str, answer: AnyAnswer) -> "Responses":
        """Return these responses with one answer added or replaced."""
        answers = {**self.answers, question: answer}
        return Responses(assignment=self.assignment, answers=answers, problems=self.problems)

    def to_json(self) -> str:
        """Return the text of ``responses.json``, the same for the same answers."""
        answers = {name: each.model_dump(mode="json") for name, each in self.answers.items()}
        document = {
            "format": FORMAT,
            "version": VERSION,
            "assignment": self.assignment,
            "answers": answers,
        }
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
    return Responses(assignment=assignment, answers=answers, problems=tuple(problems))


def _document(text: str, assignment: str) -> dict[str, Any]:
    """Return the JSON object in *text*; raise ``ValueError`` in plain words if it is not ours.

    Always a ``ValueError``, whatever is wrong: the caller tells every reason in the same way.
    """
    keep = "Keep the file, and ask the student to hand in again from their own copy."
    if not text.strip():
        raise ValueError(f"it is empty. {keep}")
    try:
        document = json.loads(text, object_pairs_hook=_once_each, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise ValueError(
            f"it is cut off or was changed by hand: it stops making sense in line "
            f"{error.lineno}. {keep}"
        ) from None
    except RecursionError:
        raise ValueError(f"it is nested far too deeply to be ours. {keep}") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ValueError(f"it is not a file of this course's answers. {keep}")
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
        raise ValueError(f"its list of answers is missing. {keep}")  # noqa: TRY004 - see above
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
