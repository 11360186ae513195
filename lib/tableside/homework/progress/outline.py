"""What the course holds, in order: lessons with what can be tried in them, drills, homework.

``outline.json`` is made from the authored texts by ``tools/build_notebooks.py``; nobody edits it.
"""

import json
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from tableside.drills import AnyPlan
from tableside.errors import TablesideError
from tableside.knowledge.entry import Name

_PLAN: TypeAdapter[AnyPlan] = TypeAdapter(AnyPlan)

VARIES = ("rating", "says")
"""What differs between the clients of one drill."""


class TryKind(StrEnum):
    """What can be tried in a lesson."""

    QUESTION = "question"
    """A self-check: tried once it was answered, rightly or not."""

    CLIENTS = "clients"
    """Practice clients: tried once something was decided about one of them."""

    DRILL = "drill"
    """A drill: tried once a round of it got points."""

    SESSION = "session"
    """A whole session: tried once one was brought to its end."""


def call_key(call: str, *arguments: object) -> str:
    """Return the name under which a question is remembered: the call that asks it, in short."""
    return " ".join([call, *map(str, arguments)])


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Try(_Part):
    """One thing to try in a lesson."""

    kind: TryKind
    key: str
    """What ``call_key`` returns; for a drill, the name of its rounds in the practice record."""


class Lesson(_Part):
    """One lesson."""

    id: Name
    """The name of its notebook, without the ending."""
    title: str
    minutes: int
    tries: tuple[Try, ...]


class Drill(_Part):
    """One drill, with the lesson that it stands in."""

    id: Name
    title: str
    lesson: Name
    plan: dict[str, Any]
    """The plan of today, as a recording holds it."""

    def plan_of(self, recorded: Mapping[str, Any], pace: float | None = None) -> AnyPlan:
        """Return the plan by which a round of practice is scored.

        It is today's, for the client and at the *pace* of the round: these vary from round to
        round, and its own recording has them.
        """
        varied = {name: recorded[name] for name in VARIES if name in recorded}
        if pace is not None:
            varied["pace"] = pace
        fitting = {name: value for name, value in varied.items() if name in self.plan}
        try:
            return _PLAN.validate_json(json.dumps({**self.plan, **fitting}))
        except (ValidationError, TablesideError):
            return _PLAN.validate_json(json.dumps(self.plan))


class Homework(_Part):
    """One graded notebook."""

    id: Name
    title: str
    minutes: int
    questions: int
    after: Name
    """The lesson after which it comes."""


class Outline(_Part):
    """The whole course."""

    lessons: tuple[Lesson, ...]
    drills: tuple[Drill, ...]
    homework: tuple[Homework, ...]


@cache
def outline() -> Outline:
    """Return the course as it was built."""
    text = files("tableside.homework.progress").joinpath("outline.json").read_text("utf-8")
    return Outline.model_validate_json(text)
