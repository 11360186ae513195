"""What a client may have, how to ask about it, and what it means for the massage."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import Field, StringConstraints, ValidationInfo, field_validator, model_validator

from tableside.knowledge.entry import Entry, Name, Question, Text
from tableside.knowledge.sources import Fact
from tableside.knowledge.steps import Walton


class Decision(StrEnum):
    """What a condition means for the massage, from the mildest to the strictest."""

    PROCEED = "proceed"
    """Go ahead as planned."""
    ADAPT = "adapt"
    """Change pressure, position, heat, oil or time."""
    AVOID_AREA = "avoid-area"
    """Leave the area out; the rest may be possible."""
    CLEARANCE = "clearance"
    """Wait until a doctor has agreed."""
    REFER = "refer"
    """Do not massage now; send the client to a doctor."""
    STOP = "stop"
    """Do not massage at all."""

    @property
    def words(self) -> str:
        """The decision as an instruction in plain words."""
        return _DECISIONS[self]


_DECISIONS = {
    Decision.PROCEED: "Go ahead",
    Decision.ADAPT: "Adapt the massage",
    Decision.AVOID_AREA: "Leave the area out",
    Decision.CLEARANCE: "Wait for a doctor's agreement",
    Decision.REFER: "Do not massage; refer",
    Decision.STOP: "Do not massage",
}


class Group(StrEnum):
    """Which part of the screening a condition belongs to."""

    RED_FLAG = "red-flag"
    VASCULAR = "vascular"
    BONE_AND_NERVE = "bone-and-nerve"
    SKIN = "skin"
    GENERAL = "general"
    PREGNANCY = "pregnancy"
    CONSENT = "consent"


class Area(StrEnum):
    """Which part of the body a condition is about."""

    WHOLE = "whole"
    LOW_BACK = "low-back"
    SPINE = "spine"
    FLANK = "flank"
    GLUTEAL = "gluteal"
    ABDOMEN = "abdomen"
    LEGS = "legs"
    SKIN_SITE = "skin-site"
    """The place itself, wherever it is."""


class Heat(StrEnum):
    """How a condition limits heat."""

    NONE = "none"
    """No towel."""
    LOWER = "lower"
    """A cooler towel for a shorter time: see the parameters ``lower-heat-…``."""


class Quantity(Entry):
    """A number that a client can be asked for."""

    id: Name
    ask: Question
    unit: Text
    low: float
    high: float
    """Answers from *low* to *high* are believable; others are refused."""
    near: Annotated[float, Field(gt=0)]
    """A number this close to the end of a span is told as a near miss (a course rule)."""

    @field_validator("high")
    @classmethod
    def _above_low(cls, high: float, info: ValidationInfo) -> float:
        if high <= info.data.get("low", -float("inf")):
            raise ValueError("high must be above low")
        return high


class Measure(Entry):
    """A span of a quantity in which a condition counts as present, whatever was answered."""

    quantity: Name
    at_least: float | None = None
    below: float | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.at_least is None and self.below is None:
            raise ValueError("give at_least, or below, or both")
        if self.at_least is not None and self.below is not None and self.at_least >= self.below:
            raise ValueError("at_least must be smaller than below")
        return self

    def holds(self, amount: float) -> bool:
        """Return whether *amount* lies in the span: *at_least* counts, *below* no longer."""
        return (self.at_least is None or amount >= self.at_least) and (
            self.below is None or amount < self.below
        )


class Adaptation(Entry):
    """What a condition changes in the session; what is not given is not limited."""

    do: Text
    """What the therapist does about it, in plain words."""
    max_pressure: Walton | None = None
    """The firmest Walton level still allowed."""
    heat: Heat | None = None
    max_minutes: Annotated[float, Field(gt=0)] | None = None
    """The longest hands-on time."""
    position: Text | None = None
    prefer_positions: tuple[Name, ...] = ()
    """Any one of these suits."""
    avoid_positions: tuple[Name, ...] = ()
    oil: Text | None = None
    unscented: bool = False
    """Whether essential oils and other scents are left out."""
    avoid_oils: tuple[Name, ...] = ()
    avoid_strokes: tuple[Name, ...] = ()
    avoid_zones: tuple[Name, ...] = ()
    """Zones of the back map, without the side."""


class Condition(Fact):
    """Something a client may have, with what it means for this massage."""

    unique: ClassVar[tuple[str, ...]] = ("id", "number")
    refers: ClassVar[Mapping[str, str]] = {
        "sources": "source",
        "measures.quantity": "quantity",
        "only_with": "condition",
        "adapt.prefer_positions": "position",
        "adapt.avoid_positions": "position",
        "adapt.avoid_oils": "oil",
        "adapt.avoid_strokes": "stroke",
        "adapt.avoid_zones": "zone",
    }

    id: Name
    number: Annotated[str, StringConstraints(pattern=r"^C\d+$")]
    group: Group
    name: Text
    ask: Question
    """The question as one would ask a client; yes means that the condition is present."""
    decision: Decision
    """What it means; where it may mean two things, the stricter, with the milder in *adapt*."""
    urgent: bool = False
    """Whether the client needs medical care today."""
    red_flag: bool = False
    """Whether nothing may begin until the question has been answered."""
    area: Area = Area.WHOLE
    adapt: Adaptation
    measures: tuple[Measure, ...] = ()
    """Numbers that make it present too; any one of them is enough."""
    only_with: tuple[Name, ...] = ()
    """If given, it counts only when one of these conditions is present as well."""
    because: Text

    @field_validator("urgent")
    @classmethod
    def _urgent_stops(cls, urgent: bool, info: ValidationInfo) -> bool:  # noqa: FBT001 - a field's value, given by pydantic
        if urgent and info.data.get("decision", Decision.STOP) is not Decision.STOP:
            raise ValueError('only decision = "stop" can be urgent')
        return urgent

    @field_validator("red_flag")
    @classmethod
    def _red_flag_blocks(cls, red_flag: bool, info: ValidationInfo) -> bool:  # noqa: FBT001 - a field's value, given by pydantic
        mild = (Decision.PROCEED, Decision.ADAPT)
        if red_flag and info.data.get("decision", Decision.STOP) in mild:
            raise ValueError('a red flag decides "avoid-area" or something stricter')
        return red_flag


class Site(Fact):
    """A place on the low back where nerves, vessels, bone or organs lie unprotected."""

    refers: ClassVar[Mapping[str, str]] = {"sources": "source", "zones": "zone"}

    id: Name
    name: Text
    where: Text
    rule: Text
    because: Text
    zones: tuple[Name, ...] = ()
    """The zones of the back map that hold it, without the side."""
