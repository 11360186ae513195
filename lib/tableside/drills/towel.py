"""The towel timer: lay on, look at 2 and 5 minutes, take off by 10, and hear the client.

The log of what was done becomes a plan of heat, and ``safety.heat.check_heat`` judges it: no rule
of heat stands here. Seconds are those of the session's clock, except that how quickly somebody
reacted is told in seconds of life, for a hand is no faster when the clock is.
"""

from collections.abc import Sequence
from itertools import count, takewhile
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from tableside.drills.events import EventKind
from tableside.drills.place import Phase, PlannedPhase
from tableside.knowledge import knowledge
from tableside.knowledge.conditions import Heat
from tableside.knowledge.signs import Sign

GRACE_SECONDS = 2.0
"""An act so many seconds of life after it was due counts as done when due (course rule)."""

LOOK_AFTER = 60.0
"""A look at the skin within so many seconds of the session's clock after a towel came off
counts as a look as it came off (course rule)."""

READY_SECONDS = 60.0
"""So long, on the session's clock, a round leaves to begin with each towel (course rule)."""


UNDER_THE_TOWEL = frozenset({"odd-skin"})
"""Signs of ``signs.toml`` that nobody says and nobody sees until somebody lifts the towel."""


NO_MORE = "No, thank you. One was enough."
"""What a client says who is asked after a towel and wants no other."""


class Saying(NamedTuple):
    """Something that the client says or shows."""

    second: Annotated[float, Field(ge=0, le=3600, allow_inf_nan=False)]
    """Seconds after the first towel went on; it only comes while a towel lies there."""

    sign: str
    """Which sign of ``signs.toml``, such as ``burning-under-towel``."""


def usual_surface() -> float:
    """Return the temperature in °C that the skin side should have (``surface-target``)."""
    return sum(knowledge().parameter("surface-target").span) / 2


class TowelPlan(BaseModel):
    """One round: a towel, or two, from before they go on until the skin was looked at after."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    kind: Literal["towel"] = "towel"

    pace: Annotated[float, Field(ge=1, le=60, allow_inf_nan=False)] = 10.0
    """How many seconds of the session's clock go by in one second of life."""

    surfaces: Annotated[
        tuple[Annotated[float, Field(ge=20, le=60, allow_inf_nan=False)], ...],
        Field(min_length=1, max_length=3),
    ] = Field(default_factory=lambda: (usual_surface(),))
    """Temperature in °C of each towel's skin side when it goes on; one towel for each."""

    layers: Annotated[int, Field(ge=1, le=16)] = 4
    dry_layer: bool = True
    """Whether something dry lies under the towel."""

    prepared: bool = True
    """Whether measuring, testing the client's feeling and covering are taken as done; if not,
    the learner has to do them too."""

    heat: Heat | None = None
    """How heat is limited for this client; as usual if not given."""

    says: Annotated[tuple[Saying, ...], Field(max_length=10)] = ()
    """What the client says or shows, and when."""

    declines: bool = False
    """Whether the client, asked after a towel came off, wants no other."""

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.heat is Heat.NONE:
            raise ValueError("this client gets no hot towel, so there is nothing to time")
        if len({saying.second for saying in self.says}) < len(self.says):
            raise ValueError("the client says one thing at a time: give each another second")
        for saying in self.says:
            knowledge().sign(saying.sign)
        return self

    @property
    def minutes(self) -> tuple[float, float]:
        """Return the shortest and the longest time in minutes that a towel should lie there."""
        low, high = knowledge().parameter("application-minutes").span
        if self.heat is Heat.LOWER:
            high = min(high, knowledge().parameter("lower-heat-minutes").number)
        return min(low, high), high

    @property
    def seconds(self) -> float:
        """How long a round lasts at most, in seconds of the session's clock."""
        return len(self.surfaces) * (READY_SECONDS + 60 * self.minutes[1] + LOOK_AFTER)

    @property
    def grace(self) -> float:
        """Return the seconds of the session's clock within which late still counts as in time."""
        return GRACE_SECONDS * self.pace

    def due(self, minutes: float) -> tuple[float, ...]:
        """Return the minutes at which the skin is looked at under a towel that lies so long."""
        first = knowledge().parameter("first-skin-check").number
        every = knowledge().parameter("second-skin-check").number
        later = takewhile(lambda each: each < minutes, (every * step for step in count(1)))
        return tuple(each for each in (first, *later) if each < minutes)

    def phases(self) -> tuple[PlannedPhase, ...]:
        """Return the one stretch of the round, in seconds of the session's clock."""
        low, high = self.minutes
        say = (
            "Look at the skin, lay the towel on, look and ask at "
            f"{' and '.join(f'{each:g}' for each in self.due(high))} minutes, and take it off "
            f"{f'after {low:g} to {high:g}' if low < high else f'by {high:g}'} minutes."
        )
        return (PlannedPhase(phase=Phase.WORK, name="towel", say=say, until=self.seconds),)

    def signs(self) -> Sequence[tuple[Saying, Sign]]:
        """Return what the client says with the sign that it is, in order of time."""
        return [(saying, knowledge().sign(saying.sign)) for saying in sorted(self.says)]


BUTTONS = (
    EventKind.CHECK_SKIN,
    EventKind.LAY_ON,
    EventKind.ASK,
    EventKind.REMOVE,
    EventKind.RE_WET,
    EventKind.MEASURE,
    EventKind.TEST_FEELING,
    EventKind.COVER,
    EventKind.LIGHTEN,
    EventKind.STOP_TECHNIQUE,
    EventKind.END_SESSION,
    EventKind.GET_HELP,
)
"""What a learner can do in this drill."""
