"""How the work is done: positions, strokes, oils, the rules of order, and the numbers for all."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import Field, StringConstraints, model_validator

from tableside.knowledge.entry import Entry, Name, Text
from tableside.knowledge.sources import Fact
from tableside.knowledge.steps import PrecedenceKind, Span, WaltonSpan


class Pillow(Entry):
    """A pillow, and what it is for."""

    id: Name
    where: Text
    why: Text
    always: bool
    """Whether everyone gets it; if not, the client is asked."""


class Position(Fact):
    """A way for the client to lie or sit; the conditions say who must avoid it."""

    id: Name
    title: Text
    how: Text
    reaches_low_back: bool
    """Whether the low back can be massaged in it."""
    pillows: tuple[Pillow, ...]
    suits: Text
    because: Text


class Contact(Fact):
    """A part of the hand or arm that presses, and how large its contact is."""

    id: Name
    title: Text
    cm2: Span
    """Its area on the skin, in square centimetres."""


class Stroke(Fact):
    """A way to move the hands, with its tempo and what touches the skin."""

    refers: ClassVar[Mapping[str, str]] = {
        "sources": "source",
        "contacts": "contact",
        "avoid_zones": "zone",
    }

    id: Name
    title: Text
    also_called: Text | None = None
    how: Text
    contacts: Annotated[tuple[Name, ...], Field(min_length=1)]
    """The parts of the hand that it is done with, any one of them."""
    pressure: WaltonSpan
    """The lightest and firmest Walton level that this course uses it at."""
    per_minute: Span | None = None
    """Strokes in a minute; none where no number is known, or where it is held."""
    cm_per_second: Span | None = None
    max_seconds: Annotated[float, Field(gt=0)] | None = None
    """The longest time in one place; none where the hand keeps moving."""
    max_places: Annotated[int, Field(gt=0)] | None = None
    avoid_zones: tuple[Name, ...] = ()
    """Zones of the back map, without the side, where it is not used whatever the level."""
    because: Text


class OilKind(StrEnum):
    """What an oil is used for."""

    CARRIER = "carrier"
    """It makes the hands glide, and dilutes the other kind."""
    ESSENTIAL = "essential"
    """It is scented and strong, and never used undiluted."""


class Oil(Fact):
    """An oil, with what it can do to a client."""

    id: Name
    title: Text
    kind: OilKind
    allergens: tuple[Name, ...] = ()
    """What in it may set off an allergy, such as ``tree-nut``."""
    contains: tuple[Name, ...] = ()
    """Substances that regulators limit, such as ``camphor``."""
    phototoxic_max_percent: Annotated[float, Field(gt=0, le=100)] | None = None
    """Above this share of the blend it can burn skin in sunlight; none if it does not."""
    in_class: bool
    """Whether students of this course use it."""
    advice: Text


class DilutionLimit(Fact):
    """How much essential oil a blend may hold for a group of clients."""

    id: Name
    title: Text
    from_years: Annotated[float, Field(ge=0)] = 0
    below_years: Annotated[float, Field(gt=0)] | None = None
    """The band of age; none means without an upper end."""
    pregnant: bool = False
    """Whether it is for pregnant clients; then it holds at any age."""
    percent: Annotated[float, Field(ge=0, le=100)]
    """The most that this course allows."""
    published_percent: Annotated[float, Field(ge=0, le=100)] | None = None
    """What the literature recommends for that age; from memory, not yet verified."""
    published_max_percent: Annotated[float, Field(ge=0, le=100)] | None = None
    """What the literature allows at most; from memory, not yet verified."""
    because: Text

    @model_validator(mode="after")
    def _band(self) -> Self:
        if self.below_years is not None and self.below_years <= self.from_years:
            raise ValueError("below_years must be above from_years")
        return self


class OrderRule(Fact):
    """A rule about what comes before what, as steps cite it."""

    id: Annotated[str, StringConstraints(pattern=r"^[HQ]\d+$")]
    """``H6`` and the like are hard, ``Q5`` and the like are soft."""
    kind: PrecedenceKind
    text: Text
    because: Text

    @model_validator(mode="after")
    def _letter(self) -> Self:
        if self.id.startswith("H") is not (self.kind is PrecedenceKind.HARD):
            raise ValueError("a rule whose id begins with H is hard, and with Q soft")
        return self


class Topic(StrEnum):
    """What a parameter is about."""

    HEAT = "heat"
    PRESSURE = "pressure"
    TEMPO = "tempo"
    TIME = "time"
    OIL = "oil"


class Parameter(Fact):
    """A number that models, drills and lessons use, with its unit and where it comes from."""

    id: Name
    topic: Topic
    what: Text
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: Text
    note: Text | None = None

    @model_validator(mode="after")
    def _one_number_or_two(self) -> Self:
        single = self.value is not None
        ends = (self.low is not None, self.high is not None)
        if ends != (not single, not single):
            raise ValueError("give value, or both low and high")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise ValueError("low must be smaller than high")
        return self

    @property
    def number(self) -> float:
        """The single value; raises ValueError for a parameter that has a low and a high."""
        if self.value is None:
            raise ValueError(f"{self.id} has a low and a high, not one value")
        return self.value

    @property
    def span(self) -> tuple[float, float]:
        """The low and the high; both are the value for a parameter that has only that."""
        if self.low is None or self.high is None:
            return (self.number, self.number)
        return (self.low, self.high)
