"""What an assignment asks. No question holds its key: the safety rules give the right answer."""

import json
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Annotated, Literal, assert_never

from pydantic import Field, ValidationError

from tableside.client.card import CardError
from tableside.errors import TablesideError, UnknownNameError
from tableside.homework.items.choice import (
    BASES,
    ChoiceQuestion,
    Option,
    OptionsQuestion,
    SeveralQuestion,
)
from tableside.homework.items.clients import (
    CardQuestion,
    DecisionQuestion,
    PlanQuestion,
    SessionQuestion,
)
from tableside.homework.items.drill import DrillQuestion
from tableside.homework.items.number import NumberQuestion, ParameterAsked
from tableside.homework.items.place import PlaceQuestion
from tableside.homework.items.question import Question
from tableside.homework.items.steps import OrderQuestion
from tableside.homework.items.written import WrittenQuestion
from tableside.homework.judging import judge
from tableside.homework.zones import zones_called
from tableside.knowledge import Knowledge
from tableside.knowledge.entry import Entry, Name, Text

__all__ = [
    "QUESTIONS_FILE",
    "AnyQuestion",
    "Assignment",
    "AssignmentError",
    "ChoiceQuestion",
    "DecisionQuestion",
    "DrillQuestion",
    "NumberQuestion",
    "Option",
    "OrderQuestion",
    "PlaceQuestion",
    "PlanQuestion",
    "Question",
    "SessionQuestion",
    "SeveralQuestion",
    "WrittenQuestion",
    "read_assignment",
]

QUESTIONS_FILE = "questions.toml"
"""The file beside a graded notebook that says what it asks."""


class AssignmentError(TablesideError):
    """A file of questions that cannot be used."""


AnyQuestion = Annotated[
    ChoiceQuestion
    | SeveralQuestion
    | OrderQuestion
    | NumberQuestion
    | PlaceQuestion
    | PlanQuestion
    | DecisionQuestion
    | DrillQuestion
    | SessionQuestion
    | WrittenQuestion,
    Field(discriminator="kind"),
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

    Raises ``AssignmentError`` naming every fault: wrong fields, names that *known* lacks, and
    options that the safety rules cannot judge.
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
    faults = list(_faults(assignment, known))
    if faults:
        raise AssignmentError("\n".join([f"{file} cannot be used:", *faults]))
    return assignment


def _faults(assignment: Assignment, known: Knowledge) -> Iterable[str]:
    names = Counter(question.id for question in assignment.question)
    yield from (f"two questions are called {name!r}" for name, n in names.items() if n > 1)
    for question in assignment.question:
        if isinstance(question, ChoiceQuestion | SeveralQuestion):
            yield from _option_faults(question, known)
        else:
            yield from _unknown_names(question, known)


def _option_faults(question: OptionsQuestion, known: Knowledge) -> Iterable[str]:
    """Yield what keeps the safety rules from judging every option."""
    called = f"question {question.id!r}"
    ids = Counter(option.id for option in question.options)
    yield from (f"{called}: two options are called {name!r}" for name, n in ids.items() if n > 1)
    given = [about for about in BASES if getattr(question, about)]
    if len(given) != 1:
        yield (
            f"{called} needs one of a level (where to press), a sign, a sequence, an effect and "
            f"a client, and not {'both' if len(given) == 2 else len(given) or 'none'}"
        )
        return
    needed = BASES[given[0]]
    for option in question.options:
        if getattr(option, needed) is None:
            yield f"{called}, option {option.id!r} has no {needed}"
            continue
        try:
            judge(question, option, known)
        except (UnknownNameError, CardError) as error:
            yield f"{called}, option {option.id!r}: {error}"


def _unknown_names(question: AnyQuestion, known: Knowledge) -> Iterable[str]:
    for finder, name in _names(question, known):
        try:
            finder(name)
        except UnknownNameError as error:
            yield f"question {question.id!r}: {error}"


def _names(
    question: AnyQuestion, known: Knowledge
) -> Iterable[tuple[Callable[[str], object], str]]:
    """Yield every name in a question without options, each with what must know it."""
    match question:
        case OrderQuestion():
            yield from ((known.step, step) for step in question.steps)
        case NumberQuestion():
            if isinstance(question.asks, ParameterAsked):
                yield known.parameter, question.asks.name
        case PlaceQuestion():
            if question.zone:
                yield (lambda name: zones_called(name, known)), question.zone
        case CardQuestion():
            yield from ((known.condition, name) for name in question.client.conditions)
        case DrillQuestion() | WrittenQuestion() | ChoiceQuestion() | SeveralQuestion():
            return
        case _:
            assert_never(question)
