"""What an instructor can start for the whole room: the drills, and questions of every kind."""

from functools import cache
from importlib.resources import files

from tableside.errors import TablesideError
from tableside.homework.questions import (
    AnyQuestion,
    Assignment,
    ChoiceQuestion,
    DecisionQuestion,
    DrillQuestion,
    NumberQuestion,
    OrderQuestion,
    PlaceQuestion,
    SeveralQuestion,
    read_assignment,
)
from tableside.knowledge import Knowledge, knowledge

FILE = "activities.toml"
"""The course's own activities for a class."""

LIVE = (
    DrillQuestion,
    ChoiceQuestion,
    SeveralQuestion,
    OrderQuestion,
    NumberQuestion,
    PlaceQuestion,
    DecisionQuestion,
)
"""The kinds of question that a page without Jupyter can show."""


class ActivityError(TablesideError):
    """A list of activities that a class cannot use."""


@cache
def course_activities() -> Assignment:
    """Return the course's own activities."""
    text = files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    return read_activities(text, knowledge(), file=FILE)


def read_activities(text: str, known: Knowledge, *, file: str) -> Assignment:
    """Return the activities of a TOML *text*, written like the questions of any homework.

    Raises ``AssignmentError`` for faults, and ``ActivityError`` for kinds that cannot be live.
    """
    found = read_assignment(text, known, file=file)
    for question in found.question:
        if not isinstance(question, LIVE):
            raise ActivityError(
                f"{file}: the question {question.id!r} is of the kind {question.kind!r}, which a "
                "class cannot do together yet. Leave it for homework."
            )
    return found


def is_drill(question: AnyQuestion) -> bool:
    """Return whether a question is answered by the hand."""
    return isinstance(question, DrillQuestion)
