"""Questions whose answer is a number with a unit, worked out from the course's knowledge."""

from typing import Annotated, Literal

from pydantic import Field

from tableside.homework.items.question import Question
from tableside.knowledge.entry import Entry, Name

Positive = Annotated[float, Field(gt=0)]


class ParameterAsked(Entry):
    """A number that stands in ``parameters.toml``; anything in its span is right."""

    kind: Literal["parameter"]
    name: Name


class PressureAsked(Entry):
    """The mean pressure of a force on an area."""

    kind: Literal["pressure"]
    newtons: Positive
    cm2: Positive


class ForceAsked(Entry):
    """The force that gives a mean pressure on an area."""

    kind: Literal["force"]
    kilopascals: Positive
    cm2: Positive


class AreaAsked(Entry):
    """The area on which a force gives a mean pressure."""

    kind: Literal["area"]
    newtons: Positive
    kilopascals: Positive


class DoseAsked(Entry):
    """The most thermal dose (CEM43) that skin at this temperature gets in this time."""

    kind: Literal["dose"]
    celsius: Annotated[float, Field(ge=30, le=60)]
    minutes: Positive


class DropsAsked(Entry):
    """How many drops of an essential oil make up a share of a blend."""

    kind: Literal["drops"]
    millilitres: Positive
    percent: Annotated[float, Field(gt=0, le=100)]


AnyAsked = Annotated[
    ParameterAsked | PressureAsked | ForceAsked | AreaAsked | DoseAsked | DropsAsked,
    Field(discriminator="kind"),
]


class NumberQuestion(Question):
    """Type a number with its unit."""

    kind: Literal["number"]
    asks: AnyAsked
    tolerance: Annotated[float, Field(ge=0, le=0.5)] = 0.05
    """By which share of the right number an answer may be off and earn everything."""
    danger: Literal["above", "below"] | None = None
    """On which side of the right number an answer would harm a client; none if on neither."""
