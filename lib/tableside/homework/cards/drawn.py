"""A client who was drawn: what is true of them, what they told, and what nobody has asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tableside.client.card import ClientCard
from tableside.knowledge import Knowledge
from tableside.safety.decision import ScreenDecision
from tableside.safety.facts import ClientFacts, client_facts
from tableside.safety.intake import Intake
from tableside.safety.screen import screen
from tableside.safety.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing in a client's file: a condition, or something that only sounds like one."""

    condition: str
    unlike: bool = False
    """Whether it only sounds like the condition, and the true answer is no."""
    form: int = 0
    """Which of the story's ways to tell it."""
    amounts: Mapping[str, float] = field(default_factory=dict)
    """The numbers in it, in the units of their quantities."""
    site: str = ""
    """The zone, without the side, where it is; empty if it is not on the low back."""
    allergen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnClient:
    """One client of one student, with everything that a file about them says."""

    seed: int
    name: str
    man: bool
    age: int
    job: str
    reason: str
    told: tuple[Told, ...] = ()
    """In the order in which the file tells it."""
    unasked: tuple[str, ...] = ()
    """Conditions whose question has no answer yet."""
    decisive: str = ""
    """The condition that was drawn to decide; empty for a client without one."""

    card: ClientCard
    """What is true of them, as the virtual client knows it."""

    def intake(self, known: Knowledge) -> Intake:
        """Return the answers on the form; what nobody asked is unanswered."""
        return Intake.no_except(
            known.conditions,
            yes=self.card.present,
            unanswered=self.unasked,
            amounts={**self.card.amounts, "age": self.card.age},
        )

    def verdict(self, known: Knowledge) -> Verdict:
        """Return what the safety rules say of this client."""
        return screen(self.intake(known), known)

    def decision(self, known: Knowledge) -> ScreenDecision:
        """Return what the safety rules decide for this client."""
        return self.verdict(known).decision

    def facts(self, known: Knowledge) -> ClientFacts:
        """Return what a plan for this client depends on."""
        return client_facts(
            self.intake(known),
            known,
            allergies=frozenset(self.card.allergies),
            skin_sites=frozenset(self.card.skin_sites),
        )

    @property
    def difficulty(self) -> int:
        """How hard the file is to judge, 1 to 3: one more for each thing beside the point.

        An estimate (course rule), until answers of students say otherwise.
        """
        beside = [each for each in self.told if each.condition != self.decisive]
        return min(3, 1 + len(beside))
