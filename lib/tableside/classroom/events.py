"""What can happen in a class, as it is kept: events that are only ever added.

Every event has an id that its sender made, so that the same one sent again changes nothing.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

LONGEST_NAME = 40
"""Characters in the name that a student shows."""

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:/-]{1,160}$")]
MaybeId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:/-]{0,160}$")]
Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Number = Annotated[int, Field(ge=0, le=1_000_000)]


class Act(StrEnum):
    """What an instructor does."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    LOCK = "lock"
    EXTEND = "extend"
    CLOSE = "close"
    REVEAL = "reveal"
    HIDE = "hide"
    REPLAY = "replay"
    NEXT = "next"
    SHOW = "show"
    PACE = "pace"


class Pace(StrEnum):
    """Who decides what a student does next."""

    INSTRUCTOR = "instructor"
    STUDENT = "student"


class _Event(BaseModel):
    """What every event has."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    id: Id
    at: Seconds
    """When the server took it, in seconds since 1970."""


class Joined(_Event):
    """A student came in, or changed the name that is shown."""

    kind: Literal["joined"] = "joined"
    member: Id
    name: Annotated[str, Field(max_length=LONGEST_NAME)] = ""
    """Empty for somebody who stays anonymous."""
    number: Number = 0
    """The sender's own count: the highest one holds, in whatever order they arrive."""


class Sent(_Event):
    """A student sent a round or an answer; what was sent is kept beside the event."""

    kind: Literal["sent"] = "sent"
    member: Id
    run: Id
    number: Number
    """The sender's own count: the highest one holds, in whatever order they arrive."""


class Drove(_Event):
    """An instructor did something."""

    kind: Literal["drove"] = "drove"
    act: Annotated[Act, Field(strict=False)]
    run: MaybeId = ""
    """The run it is about; a run has the id of the event that started it."""
    question: Annotated[str, Field(max_length=100)] = ""
    """What is started."""
    seconds: Annotated[Seconds, Field(le=7200)] = 0.0
    """How long a run may take, or by how much it is extended; 0 for no limit."""
    pace: Annotated[Pace, Field(strict=False)] = Pace.INSTRUCTOR
    result: MaybeId = ""
    """The result that is replayed."""


AnyEvent = Annotated[Joined | Sent | Drove, Field(discriminator="kind")]

_EVENT: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent)


def read_event(text: str) -> AnyEvent:
    """Return the event that *text* holds; raises pydantic's ``ValidationError`` for any other."""
    return _EVENT.validate_json(text)
