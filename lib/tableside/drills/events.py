"""An event log: what was done and when in a round that is acted, not pressed."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Final, Literal, NamedTuple, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    model_validator,
)

from tableside.drills.device import Feedback
from tableside.drills.reading import WHOLE, Format
from tableside.drills.trace import DrillName
from tableside.errors import TablesideError
from tableside.knowledge.signs import Response

FORMAT: Final = "tableside-events"
VERSION: Final = 1

MAX_EVENTS = 1_000
MAX_SECONDS = 7_200
"""A log lasts no longer than two hours of the session's clock."""

MAX_PER_SECOND = 30
"""Nobody does more things than this within one second of life."""

MAX_CHARACTERS = 200_000
"""A log longer than this is not read at all."""


class EventLogError(TablesideError):
    """An event log cannot be read or believed; the message names what is wrong with it."""


class EventKind(StrEnum):
    """One thing that a learner can do."""

    CHECK_SKIN = "check-skin"
    MEASURE = "measure"
    """Measure the towel's surface."""
    TEST_FEELING = "test-feeling"
    """Find out whether the client tells warm from cool."""
    LAY_ON = "lay-on"
    COVER = "cover"
    REMOVE = "remove"
    RE_WET = "re-wet"
    """Make a fresh towel ready to be laid on."""
    ASK = "ask"
    """Ask the client for a number from 0 to 10."""
    GO_ON = "go-on"
    LIGHTEN = "lighten"
    STOP_TECHNIQUE = "stop-technique"
    SIT_DOWN = "sit-down"
    END_SESSION = "end-session"
    GET_HELP = "get-help"

    @property
    def response(self) -> Response | None:
        """What it is as an answer to something that the client says; none if it is none."""
        return _RESPONSES.get(self)


_RESPONSES = {
    EventKind.REMOVE: Response.REMOVE_HEAT,
    EventKind.GO_ON: Response.CARRY_ON_AND_ASK,
    EventKind.ASK: Response.CARRY_ON_AND_ASK,
    EventKind.LIGHTEN: Response.LIGHTEN,
    EventKind.STOP_TECHNIQUE: Response.STOP_TECHNIQUE_AND_ASK,
    EventKind.SIT_DOWN: Response.SIT_DOWN_SLOWLY,
    EventKind.END_SESSION: Response.END_SESSION,
    EventKind.GET_HELP: Response.STOP_AND_REFER_URGENTLY,
}


class Event(NamedTuple):
    """One thing done."""

    t: Annotated[
        float,
        Field(ge=0, le=MAX_SECONDS, allow_inf_nan=False),
        # The sum turns -0.0 into 0.0, so that one value has one spelling.
        AfterValidator(lambda value: round(value, 3) + 0.0),
    ]
    """Seconds of the session's clock, which may run faster than life."""

    kind: EventKind


LOG_FORMAT = Format(
    what="event log",
    name=FORMAT,
    newest=VERSION,
    rows="events",
    row="event",
    columns=Event._fields,
    most_characters=MAX_CHARACTERS,
    error=EventLogError,
)


class EventLog(BaseModel):
    """What was done in one round, in order of time."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    format: Literal["tableside-events"] = FORMAT
    version: Annotated[Literal[1], WHOLE] = VERSION
    drill: DrillName
    feedback: Feedback = Feedback.ALWAYS
    """Whether the page reminded the learner of what was due."""

    pace: Annotated[float, Field(ge=1, le=60, allow_inf_nan=False)] = 1.0
    """How many seconds of the session's clock go by in one second of life."""

    seconds: Annotated[float, Field(ge=0, le=MAX_SECONDS, allow_inf_nan=False)]
    """When the log ends, in seconds of the session's clock."""

    plan: dict[str, JsonValue] = Field(default_factory=dict, max_length=40)
    """The plan that the drill showed. For reading only: a marker scores by its own plan."""

    events: Annotated[tuple[Event, ...], Field(max_length=MAX_EVENTS)] = ()

    @model_validator(mode="after")
    def _believable(self) -> Self:
        for number, (before, after) in enumerate(pairwise(self.events), start=2):
            if after.t < before.t:
                raise ValueError(
                    f"time runs backwards at event {number}: {after.t:g} s after {before.t:g} s"
                )
        if self.events and self.events[-1].t > self.seconds:
            raise ValueError(
                f"the last event, at {self.events[-1].t:g} s, is after the end of the log at "
                f"{self.seconds:g} s"
            )
        for first, last in zip(self.events, self.events[MAX_PER_SECOND:], strict=False):
            if last.t - first.t < self.pace:
                raise ValueError(
                    f"more than {MAX_PER_SECOND} events within the second after {first.t:g} s: "
                    "no hand is so quick"
                )
        return self

    @classmethod
    def of(  # noqa: PLR0913 - one argument for each field, all by name
        cls,
        events: Iterable[tuple[float, EventKind]],
        *,
        drill: str,
        seconds: float,
        pace: float = 1.0,
        feedback: Feedback = Feedback.ALWAYS,
        plan: Mapping[str, JsonValue] | None = None,
    ) -> Self:
        """Return a log of events (t, kind); raises EventLogError naming what is wrong."""
        with LOG_FORMAT.telling():
            return cls(
                drill=drill,
                feedback=feedback,
                pace=pace,
                seconds=seconds,
                plan=dict(plan or {}),
                events=tuple(Event(*event) for event in events),
            )

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return the log written in *text*; raises EventLogError naming what is wrong."""
        return LOG_FORMAT.read(cls, text)

    def to_json(self) -> str:
        """Return the log as text that ``from_json`` reads back unchanged."""
        return self.model_dump_json()

    def first(self, kind: EventKind, *, since: float = 0.0) -> float | None:
        """Return when something was first done from a moment on; None if it never was."""
        return next((each.t for each in self.events if each.kind is kind and each.t >= since), None)
