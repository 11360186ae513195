"""Questions with options: acts or facts that the safety rules can judge, one by one."""

from typing import Annotated, Literal

from pydantic import Field

from tableside.client.card import ClientCard
from tableside.homework.items.effects import EffectName
from tableside.homework.items.question import Question
from tableside.knowledge.entry import Entry, Name, Text
from tableside.knowledge.signs import Response
from tableside.safety.session_plan import Segment


class Option(Entry):
    """One answer to choose: an act or a fact that the safety rules can judge."""

    id: Name
    text: Text
    zone: Name | None = None
    """The zone that this option presses, at the question's ``level``."""
    respond: Response | None = None
    """What this option does about the question's ``sign``."""
    step: Name | None = None
    """The step that this option adds to the question's ``sequence``."""
    condition: Name | None = None
    """The condition that this option says has the question's ``effect``."""
    act: Segment | None = None
    """What this option does to the question's ``client``: a position, a towel, oil or a stroke."""


class OptionsQuestion(Question):
    """What questions with options have; exactly one of the last five says what is asked."""

    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=26)]
    level: Annotated[int, Field(ge=1, le=5)] | None = None
    """The Walton level at which the options' zones are pressed."""
    sign: Name | None = None
    """What the client shows, and the options answer."""
    sequence: tuple[Name, ...] = ()
    """Steps from which one is missing that must come before another of them."""
    effect: EffectName | None = None
    """What the options' conditions mean for a massage, or do not."""
    client: ClientCard | None = None
    """For whom the options' acts are planned."""


class ChoiceQuestion(OptionsQuestion):
    """Choose one option: a place to press, a response to a sign, or another act."""

    kind: Literal["choice"]


class SeveralQuestion(OptionsQuestion):
    """Tick every option that is right; part of them earns part of the points."""

    kind: Literal["several"]


BASES = {
    "level": "zone",
    "sign": "respond",
    "sequence": "step",
    "effect": "condition",
    "client": "act",
}
"""What a question with options is about → what each of its options must then have."""
