"""Breathe with the client, let go, pause, listen, decide (step 7)."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tableside.drills.events import EventKind
from tableside.drills.place import Phase, PlacedPlan, PlannedPhase, Seconds
from tableside.drills.taper import action_seconds
from tableside.knowledge import knowledge
from tableside.knowledge.signs import Response

BREATHS_PER_MINUTE = 6.0
"""A slow, easy breath (course rule): for ease, and never to bear a pain."""

IN_SHARE = 0.4
"""Breathing in takes this share of a breath; out takes a little longer (course rule)."""


class Feeling(StrEnum):
    """What a discomfort feels like, in the client's words."""

    DULL = "dull"
    BURNING = "burning"
    TINGLING = "tingling"
    SHOOTING = "shooting"


def needed_response(rating: int, feeling: Feeling = Feeling.DULL) -> Response:
    """Return what a rating from 0 to 10 asks for (parameters rating-target, rating-ceiling).

    Up to 3 the work goes on, at 4 it goes on more lightly, above 4 the technique stops; and it
    stops at any number for burning, tingling or shooting (step ``breathe-and-pause``).
    """
    if feeling is not Feeling.DULL:
        return Response.STOP_TECHNIQUE_AND_ASK
    if rating <= knowledge().parameter("rating-target").span[1]:
        return Response.CARRY_ON_AND_ASK
    if rating <= knowledge().parameter("rating-ceiling").number:
        return Response.LIGHTEN
    return Response.STOP_TECHNIQUE_AND_ASK


DECISIONS = (
    EventKind.GO_ON,
    EventKind.LIGHTEN,
    EventKind.STOP_TECHNIQUE,
    EventKind.END_SESSION,
    EventKind.GET_HELP,
)
"""What a learner can decide after the pause."""


class BreathPlan(PlacedPlan):
    """One round: press with the out-breath until the client tightens, let go, pause, decide."""

    kind: Literal["breath"] = "breath"

    follow: Literal["press", "taps"] = "press"
    """Whether presses last as long as the out-breath, or a tap at its beginning is enough."""

    breaths_per_minute: Annotated[float, Field(ge=3, le=12, allow_inf_nan=False)] = (
        BREATHS_PER_MINUTE
    )
    breaths: Annotated[int, Field(ge=2, le=12)] = 3
    """How many breaths are followed; in the last one the client tightens."""

    lead_seconds: Seconds = 2.0
    release_seconds: Seconds = Field(
        default_factory=lambda: action_seconds("breathe-and-pause", "rest-hands")[1]
    )
    """Within this time the pressure is gone."""

    pause_seconds: Seconds = Field(
        default_factory=lambda: knowledge().parameter("pause-in-the-article").number
    )
    """How long the hands then rest. It is a time to listen, and no permission to go on."""

    decide_seconds: Seconds = 10.0

    rating: Annotated[int, Field(ge=0, le=10)] = 3
    """The number that the client gives when asked."""

    feeling: Feeling = Feeling.DULL

    @model_validator(mode="after")
    def _known(self) -> Self:
        self.target_zones()
        return self

    @property
    def period(self) -> float:
        """Seconds of one breath."""
        return 60 / self.breaths_per_minute

    def out_breaths(self) -> tuple[float, ...]:
        """Return the seconds at which each out-breath, and with it a press, begins."""
        return tuple(
            self.lead_seconds + (number + IN_SHARE) * self.period for number in range(self.breaths)
        )

    def in_breaths(self) -> tuple[float, ...]:
        """Return the seconds at which each in-breath begins."""
        return tuple(self.lead_seconds + number * self.period for number in range(self.breaths))

    @property
    def tightens(self) -> float:
        """The second at which the client tightens: halfway through the last out-breath."""
        return self.out_breaths()[-1] + (1 - IN_SHARE) / 2 * self.period

    def phases(self) -> tuple[PlannedPhase, ...]:
        """Return the stretches of the round in order."""
        free = self.tightens + self.release_seconds
        told = (
            (Phase.READY, "wait", "Get ready.", self.lead_seconds),
            (Phase.BREATHE, "breathe", self._follow(), self.tightens),
            (Phase.RELEASE, "let go", "The client tightens: let the pressure go.", free),
            (Phase.PAUSE, "pause", "Rest your hands, and ask.", free + self.pause_seconds),
            (
                Phase.DECIDE,
                "decide",
                "Decide what follows.",
                free + self.pause_seconds + self.decide_seconds,
            ),
        )
        return tuple(
            PlannedPhase(phase=phase, name=name, say=say, until=until)
            for phase, name, say, until in told
        )

    def _follow(self) -> str:
        if self.follow == "taps":
            return "Tap lightly whenever the breath turns and goes out."
        return "Lean in while the breath goes out, and ease off while it comes in."
