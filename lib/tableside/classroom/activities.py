"""What an instructor can start for the whole room: drills, questions, clients, whole sessions."""

from functools import cache
from importlib.resources import files

from tableside.homework.questions import AnyQuestion, Assignment, read_assignment
from tableside.knowledge import Knowledge, knowledge

FILE = "activities.toml"
"""The course's own activities for a class."""

GROUPS = {
    "drill": "Drills",
    "order": "Orders",
    "decision": "Clients",
    "plan": "Clients",
    "session": "Whole sessions",
    "written": "In their own words",
}
"""Under which heading an instructor finds a kind of activity; every other kind is a question."""


@cache
def course_activities() -> Assignment:
    """Return the course's own activities."""
    text = files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    return read_activities(text, knowledge(), file=FILE)


def read_activities(text: str, known: Knowledge, *, file: str) -> Assignment:
    """Return the activities of a TOML *text*, written like the questions of any homework.

    Raises ``AssignmentError`` for faults.
    """
    return read_assignment(text, known, file=file)


def group(question: AnyQuestion) -> str:
    """Return the heading under which an instructor finds an activity."""
    return GROUPS.get(question.kind, "Questions")
