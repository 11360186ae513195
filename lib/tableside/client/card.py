"""A client card: what is true of a virtual client, whether or not anybody has asked yet."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from tableside.errors import TablesideError
from tableside.knowledge.entry import Name, Text, nearest
from tableside.knowledge.library import Knowledge
from tableside.safety.areas import sideless
from tableside.safety.intake import Intake

AGE = "age"
"""The quantity that every card must give: limits depend on it."""


class CardError(TablesideError, ValueError):
    """A client card cannot be used; the message names every entry that is wrong."""


class Sensitivity(StrEnum):
    """How soon pressing hurts this client, beside what chance adds."""

    LOW = "low"
    USUAL = "usual"
    HIGH = "high"


class Build(StrEnum):
    """How the tissue of the back gives way."""

    SOFT = "soft"
    TYPICAL = "typical"
    FIRM = "firm"


class Part(StrEnum):
    """A part of the plan that a client can agree to, or not."""

    TOUCH = "touch"
    HEAT = "heat"
    OIL = "oil"
    BUTTOCKS = "buttocks"


class Late(BaseModel):
    """Something that the client remembers only once the session has begun."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    condition: Name
    """The condition of the screening that they then tell of."""
    says: Text
    """In the client's words."""


class ClientCard(BaseModel):
    """One virtual client. The learner learns of it only by asking, looking and listening."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    name: Text
    """What the client is called; no real person."""
    age: Annotated[float, Field(ge=0, le=120)]
    comes_for: Text
    """What the client says when they come in, in their words."""
    present: tuple[Name, ...] = ()
    """Conditions of the screening that are present: history, medicines, complaints."""
    amounts: Mapping[str, float] = Field(default_factory=dict)
    """Other quantities of the screening that the client can tell, such as ``weeks-pregnant``."""
    late: Late | None = None
    """What is present as well, and comes to the client's mind only half-way."""
    allergies: tuple[Name, ...] = ()
    """Allergens such as ``tree-nut``, or names of oils."""
    skin_sites: tuple[Name, ...] = ()
    """Zones, without the side, that hold wounds, scars, patches and the like."""
    sensitivity: Sensitivity = Sensitivity.USUAL
    build: Build = Build.TYPICAL
    man: bool = False
    """Whether the median threshold of men is taken; studies found small differences."""
    keeps_back: Annotated[float, Field(ge=0, le=4)] = 0.0
    """Points of 10 by which the client makes a rating smaller than it is."""
    no_wish_for: tuple[Part, ...] = ()
    """Parts of the plan that the client does not agree to."""
    used_oils: tuple[Name, ...] = ("jojoba", "sunflower", "mineral-oil")
    """Oils that the client has had before, and bore well."""
    sudden: Name | None = None
    """A sign that comes once the work has begun, whatever the learner does."""

    @model_validator(mode="after")
    def _told_once(self) -> Self:
        if self.late and self.late.condition in self.present:
            raise ValueError(f"late: {self.late.condition!r} is among those present already")
        if AGE in self.amounts:
            raise ValueError("amounts: the age stands in a field of its own")
        return self

    @classmethod
    def of(cls, fields: Mapping[str, Any] | str, known: Knowledge) -> Self:
        """Return the card with these fields, or the one that a JSON text describes.

        Raises CardError with every entry that is wrong, names that *known* lacks included.
        """
        try:
            if isinstance(fields, str):
                card = cls.model_validate_json(fields)
            else:
                # Names come as lists from files; strict models want tuples, or JSON.
                card = cls.model_validate(fields, strict=False)
        except ValidationError as error:
            faults = [
                f"{'.'.join(map(str, fault['loc'])) or 'card'}: "
                f"{fault['msg'].removeprefix('Value error, ')}"
                for fault in error.errors(include_url=False)
            ]
            raise CardError("this client card cannot be used: " + "; ".join(faults)) from None
        card.check_names(known)
        return card

    def check_names(self, known: Knowledge) -> None:
        """Raise CardError for every name that the course does not know."""
        late = (self.late.condition,) if self.late else ()
        oils = {name for oil in known.oils for name in (oil.id, *oil.allergens)}
        kinds: tuple[tuple[str, tuple[str, ...], set[str]], ...] = (
            ("present", self.present, {each.id for each in known.conditions}),
            ("late", late, {each.id for each in known.conditions}),
            ("amounts", tuple(self.amounts), {each.id for each in known.quantities}),
            ("allergies", self.allergies, oils),
            ("used_oils", self.used_oils, {oil.id for oil in known.oils}),
            ("sudden", (self.sudden,) if self.sudden else (), {each.id for each in known.signs}),
            ("skin_sites", self.skin_sites, {sideless(zone) for zone in known.zones}),
        )
        faults = [
            f"{field}: there is no {name!r}; {nearest(name, names)}"
            for field, given, names in kinds
            for name in given
            if name not in names
        ]
        if faults:
            raise CardError("this client card cannot be used: " + "; ".join(faults))

    def intake(self, known: Knowledge, *, late_told: bool) -> Intake:
        """Return what the client answers when every question is asked.

        *late_told*: whether they have remembered what comes late to their mind.
        """
        late = {self.late.condition} if self.late and late_told else set()
        return Intake.no_except(
            known.conditions,
            yes={*self.present, *late},
            amounts={**self.amounts, AGE: self.age},
        )
