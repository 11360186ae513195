"""What is said to the client, before, during and after the work."""

from typing import Annotated, Literal

from pydantic import Field

from tableside.client.acts.act import Act
from tableside.client.card import Part
from tableside.knowledge.conditions import Decision

Topic = Literal["normal", "warning", "active", "water"]
"""What advice can be about."""


class AskHealth(Act):
    """Ask every question of the screening."""

    kind: Literal["ask-health"] = "ask-health"
    title = "Ask every screening question"
    step = "screen-and-consent"
    takes = 300


class Decide(Act):
    """Decide what the screening means."""

    kind: Literal["decide"] = "decide"
    decision: Literal["proceed", "adapt", "avoid-area", "clearance", "refer", "stop"]
    title = "Decide"
    step = "screen-and-consent"
    takes = 10

    @property
    def words(self) -> str:
        """The decision in plain words."""
        return Decision(self.decision).words


class Explain(Act):
    """Say what is planned, and that the client can stop it at any time."""

    kind: Literal["explain"] = "explain"
    title = "Explain the plan"
    step = "screen-and-consent"
    takes = 60


class AskConsent(Act):
    """Ask for consent to parts of the plan."""

    kind: Literal["ask-consent"] = "ask-consent"
    parts: Annotated[tuple[Part, ...], Field(min_length=1)] = (Part.TOUCH, Part.HEAT, Part.OIL)
    title = "Ask for consent"
    step = "screen-and-consent"
    takes = 30


class AskRating(Act):
    """Ask where it is felt, what it feels like, and how strong from 0 to 10."""

    kind: Literal["ask-rating"] = "ask-rating"
    title = "Ask for a number"
    step = "right-pressure"
    takes = 3


class AskSigns(Act):
    """Ask about numbness between the legs, weakness, bladder and bowel."""

    kind: Literal["ask-signs"] = "ask-signs"
    title = "Ask about warning signs"
    step = "breathe-and-pause"
    takes = 10


class Breathe(Act):
    """Invite the client to breathe slowly, for ease and never to bear a pain."""

    kind: Literal["breathe"] = "breathe"
    title = "Invite slow breaths"
    step = "breathe-and-pause"
    takes = 3


class Advise(Act):
    """Say what is normal afterwards, when to get help, and what helps."""

    kind: Literal["advise"] = "advise"
    topics: Annotated[tuple[Topic, ...], Field(min_length=1)] = (
        "normal",
        "warning",
        "active",
        "water",
    )
    title = "Give advice"
    step = "after-care"
    takes = 30


class Record(Act):
    """Write the session down."""

    kind: Literal["record"] = "record"
    title = "Write the record"
    step = "after-care"
    takes = 120


class Refer(Act):
    """Send the client for care, or call for emergency care. It ends the session."""

    kind: Literal["refer"] = "refer"
    urgent: bool
    title = "Refer the client"
    step = "screen-and-consent"


class Stop(Act):
    """End the session, and cover the client."""

    kind: Literal["stop"] = "stop"
    title = "End the session"
    step = "after-care"
