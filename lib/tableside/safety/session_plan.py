"""A planned session: what is done to the client, in order, as a file describes it."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from tableside.knowledge.library import Knowledge
from tableside.safety.heat import HeatPlan, Towel
from tableside.safety.oil import OilBlend
from tableside.safety.plan_text import ContactName, PlanPart, Seconds, StrokeName, ZoneName
from tableside.safety.position import Placing


class Work(PlanPart):
    """One stroke on one zone."""

    kind: Literal["stroke"] = "stroke"
    zone: ZoneName
    """With its side, such as ``erector-lower-left``."""
    stroke: StrokeName
    contact: ContactName
    """What touches the skin."""
    level: Annotated[int, Field(ge=0, le=5)]
    """The Walton level; 0 is a hand that glides over or rests, and does not press."""
    seconds: Seconds


Segment = Annotated[Placing | Towel | OilBlend | Work, Field(discriminator="kind")]
"""One thing that is done; ``kind`` says what: place, towel, oil or stroke."""


class SessionPlan(PlanPart):
    """What is to be done to a client, in order."""

    needs_schema: ClassVar[bool] = True

    segments: Annotated[tuple[Segment, ...], Field(min_length=1, max_length=200)]

    @property
    def heat(self) -> HeatPlan:
        """All towels of the session, in order."""
        # What one towel may be is checked already; how many there are is a finding, not a fault.
        towels = tuple(each for each in self.segments if isinstance(each, Towel))
        return HeatPlan.model_construct(towels=towels)


def read_plan(text: str, known: Knowledge, *, file: str = "the plan") -> SessionPlan:
    """Return the plan that a TOML or JSON *text* describes, with ``schema = 1`` at its top.

    Raises PlanError with every fault of the text; *file* is what the faults call it.
    """
    return SessionPlan.read(text, known, file=file)
