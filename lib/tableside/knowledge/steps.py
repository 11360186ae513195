"""The steps of a session: what is done in each, and which must come before which."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, StringConstraints

from tableside.knowledge.entry import Entry, Name, Text
from tableside.knowledge.sources import Fact


def _rising(span: tuple[float, float]) -> tuple[float, float]:
    low, high = span
    if low > high:
        raise ValueError(f"write the lower number first: [{high:g}, {low:g}]")
    return span


def _rising_levels(span: tuple[int, int]) -> tuple[int, int]:
    _rising(span)
    return span


Amount = Annotated[float, Field(ge=0)]

Span = Annotated[tuple[Amount, Amount], AfterValidator(_rising)]
"""A lowest and a highest amount, such as ``[5, 10]``."""

Walton = Annotated[int, Field(ge=1, le=5)]
"""A level of the Walton pressure scale: 1 is spreading lotion, 5 is an elbow."""

WaltonSpan = Annotated[tuple[Walton, Walton], AfterValidator(_rising_levels)]
"""A lowest and a highest level of the Walton pressure scale."""


class PrecedenceKind(StrEnum):
    """What it means to do two steps the other way round."""

    HARD = "hard"
    """It can hurt the client, or breaks law or ethics."""
    SOFT = "soft"
    """It is against custom, and may be done for a reason."""


class Precedence(Fact):
    """That another step must come first."""

    step: Name
    """The step that comes first."""
    kind: PrecedenceKind
    rule: Annotated[str, StringConstraints(pattern=r"^([HQ]\d+|S\d+\.\d+)$")]
    """The rule of order, such as ``H6``, or the claim of the article, such as ``S8.11``."""
    because: Text


class Action(Entry):
    """One thing done within a step."""

    id: Name
    text: Text
    seconds: Span | None = None
    """How long it takes, as the course plans it; none where it takes what it takes."""


class Step(Fact):
    """One step of a session, in the words a learner would hear."""

    unique: ClassVar[tuple[str, ...]] = ("id", "number")
    refers: ClassVar[Mapping[str, str]] = {
        "sources": "source",
        "after.step": "step",
        "after.sources": "source",
        "after.rule": "rule|claim",
    }

    id: Name
    number: Annotated[int, Field(ge=0, le=11)]
    """Its number in the article, 1 to 10; 0 comes before the article's steps and 11 after them."""
    title: Text
    """What the course calls it, starting with a verb."""
    article_title: Text | None = None
    """What the article calls it; none for the steps that the article leaves out."""
    goal: Text
    """What it is for, in one sentence."""
    actions: Annotated[tuple[Action, ...], Field(min_length=1)]
    minutes: Span | None = None
    """The shortest and longest time it should take."""
    pressure: WaltonSpan | None = None
    """The lightest and firmest pressure in it; none where nobody presses."""
    needs: tuple[Text, ...] = ()
    """What must be at hand."""
    after: tuple[Precedence, ...] = ()
    """The steps that must come before this one."""
