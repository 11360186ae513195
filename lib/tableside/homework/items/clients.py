"""Questions about a client of the student's own, drawn by seed."""

from typing import Annotated, Literal

from pydantic import Field

from tableside.homework.cards.generate import Wanted
from tableside.homework.items.question import Question
from tableside.knowledge.entry import Entry, Name
from tableside.safety.decision import ScreenDecision

DecisionWord = Literal["proceed", "adapt", "hold", "avoid-area", "clearance", "refer", "stop"]

BY_WORD = {decision.word: decision for decision in ScreenDecision}

ALL: tuple[DecisionWord, ...] = (
    "proceed",
    "adapt",
    "hold",
    "avoid-area",
    "clearance",
    "refer",
    "stop",
)
MAY_BEGIN: tuple[DecisionWord, ...] = ("proceed", "adapt", "avoid-area")


class Wish(Entry):
    """Which clients a question is about; few words here would give the answer away."""

    decisions: Annotated[tuple[DecisionWord, ...], Field(min_length=1)] = ALL
    """What may turn out to be right; each student gets one of them, in turn."""
    conditions: tuple[Name, ...] = ()
    """Conditions of which one decides, or is open; any, if none is named."""
    difficulty: Annotated[int, Field(ge=1, le=3)] | None = None

    def wanted(self, decision: ScreenDecision) -> Wanted:
        """Return this wish for a client who has been dealt a decision."""
        return Wanted(decisions=(decision,), conditions=self.conditions, difficulty=self.difficulty)


class CardQuestion(Question):
    """A question about a client whom each student has for themselves."""

    client: Wish = Wish()


class DecisionQuestion(CardQuestion):
    """Decide for a client, say what decides, and what limits the massage."""

    kind: Literal["decision"]
    reasons: Annotated[int, Field(ge=2, le=12)] = 5
    """How many reasons there are to choose from; 2 or more."""
    limits: bool = False
    """Whether the limits of the massage are asked for as well."""


class PlanQuestion(CardQuestion):
    """Plan a session, or a part of one, for a client."""

    kind: Literal["plan"]
    client: Wish = Wish(decisions=MAY_BEGIN)
    parts: tuple[Literal["place", "towel", "oil", "stroke"], ...] = ()
    """What the plan must have, one at least of each."""


class SessionQuestion(CardQuestion):
    """Give a whole session to a virtual client; the log of it is the answer."""

    kind: Literal["session"]
    client: Wish = Wish(decisions=("proceed", "adapt", "avoid-area", "clearance", "refer", "stop"))
    judge: Name = "client"
    """Who judges the log, by a name in ``marks.session.JUDGES``."""
