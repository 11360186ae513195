"""What an assignment asks. No question holds its key: the safety rules give the right answer."""

import json
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Annotated, Literal, assert_never

from pydantic import Field, ValidationError

from tableside.drills import PressurePlan
from tableside.errors import TablesideError, UnknownNameError
from tableside.knowledge import Knowledge
from tableside.knowledge.entry import Entry, Name, Text
from tableside.knowledge.signs import Response

QUESTIONS_FILE = "questions.toml"
"""The file beside a graded notebook that says what it asks."""


class AssignmentError(TablesideError):
    """A file of questions that cannot be used."""


class Question(Entry):
    """What every question has."""

    id: Name
    title: Text
    """A few words, for lists."""
    prompt: Text
    """The question as the student reads it."""
    points: Annotated[float, Field(gt=0)]


class Option(Entry):
    """One answer to choose: an act that the safety rules can judge."""

    id: Name
    text: Text
    zone: Name | None = None
    """The zone that this option presses, at the question's ``level``."""
    respond: Response | None = None
    """What this option does about the question's ``sign``."""


class ChoiceQuestion(Question):
    """Choose one option: a place to press, or a response to a sign."""

    kind: Literal["choice"]
    options: Annotated[tuple[Option, ...], Field(min_length=2)]
    level: Annotated[int, Field(ge=1, le=5)] | None = None
    sign: Name | None = None


class OrderQuestion(Question):
    """Put steps in an order; any order that keeps the hard rules is right."""

    kind: Literal["order"]
    steps: Annotated[tuple[Name, ...], Field(min_length=2)]
    """The steps in the order in which they are first shown."""


class DrillQuestion(Question):
    """Do a pressure drill; the last finished round counts."""

    kind: Literal["drill"]
    plan: PressurePlan


class WrittenQuestion(Question):
    """Write an answer that an instructor marks by hand."""

    kind: Literal["written"]
    rubric: Annotated[tuple[Text, ...], Field(min_length=1)]
    """What a good answer has; shown to student and instructor alike."""
    words: Annotated[int, Field(gt=0)] = 120
    """About how many words are asked for."""


AnyQuestion = Annotated[
    ChoiceQuestion | OrderQuestion | DrillQuestion | WrittenQuestion, Field(discriminator="kind")
]


class Assignment(Entry, populate_by_name=True):
    """A graded notebook's questions."""

    format: Annotated[Literal[1], Field(alias="schema")] = 1
    id: Name
    title: Text
    minutes: Annotated[int, Field(gt=0)]
    """About how long it takes."""
    question: Annotated[tuple[AnyQuestion, ...], Field(min_length=1)]

    def find(self, name: str) -> AnyQuestion:
        """Return the question with this id; raise ``UnknownNameError`` if there is none."""
        for question in self.question:
            if question.id == name:
                return question
        known = ", ".join(question.id for question in self.question)
        raise UnknownNameError(f"{self.id} has no question {name!r}; its questions are {known}")


def read_assignment(text: str, known: Knowledge, *, file: str = QUESTIONS_FILE) -> Assignment:
    """Return the assignment that a TOML *text* describes.

    Raises ``AssignmentError`` naming every fault: wrong fields, and names that *known* lacks.
    """
    try:
        document = tomllib.loads(text)
        assignment = Assignment.model_validate_json(json.dumps(document, default=str))
    except tomllib.TOMLDecodeError as error:
        raise AssignmentError(f"{file} is not TOML ({error}); mend that line first") from None
    except ValidationError as error:
        faults = [
            f"{'.'.join(map(str, detail['loc']))} is {detail['input']!r}: {detail['msg']}"
            for detail in error.errors(include_url=False)
        ]
        raise AssignmentError("\n".join([f"{file} cannot be used:", *faults])) from None
    faults = list(_unknown_names(assignment, known))
    if faults:
        raise AssignmentError("\n".join([f"{file} cannot be used:", *faults]))
    return assignment


def _unknown_names(assignment: Assignment, known: Knowledge) -> Iterable[str]:
    names = Counter(question.id for question in assignment.question)
    yield from (f"two questions are called {name!r}" for name, n in names.items() if n > 1)
    for question in assignment.question:
        for finder, name in _names(question, known):
            try:
                finder(name)
            except UnknownNameError as error:
                yield f"question {question.id!r}: {error}"
        if isinstance(question, ChoiceQuestion):
            yield from _unjudged(question)


def _names(
    question: AnyQuestion, known: Knowledge
) -> Iterable[tuple[Callable[[str], object], str]]:
    match question:
        case ChoiceQuestion():
            yield from ((known.zone, each.zone) for each in question.options if each.zone)
            if question.sign:
                yield known.sign, question.sign
        case OrderQuestion():
            yield from ((known.step, step) for step in question.steps)
        case DrillQuestion() | WrittenQuestion():
            return
        case _:
            assert_never(question)


def _unjudged(question: ChoiceQuestion) -> Iterable[str]:
    """Yield what keeps the safety rules from judging every option."""
    if (question.level is None) == (question.sign is None):
        yield f"question {question.id!r} needs a level (where to press) or a sign, and not both"
        return
    needed = "respond" if question.sign else "zone"
    for option in question.options:
        if getattr(option, needed) is None:
            yield f"question {question.id!r}, option {option.id!r} has no {needed}"
