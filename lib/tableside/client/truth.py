"""What is right for a client, worked out from the card by the rules of safety."""

from dataclasses import dataclass

from tableside.client.card import ClientCard
from tableside.knowledge.conditions import Area, Heat
from tableside.knowledge.library import Knowledge
from tableside.safety.areas import sideless, zones_in
from tableside.safety.facts import ClientFacts, client_facts
from tableside.safety.screen import screen
from tableside.safety.strokes import left_out
from tableside.safety.verdict import Verdict

MAIN_ZONES = ("erector-lower-left", "erector-lower-right")
"""The thick muscle on which a massage of the low back rests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """The verdict of the screening for a client, and what a session then depends on."""

    verdict: Verdict
    facts: ClientFacts

    def workable(self, zone: str, known: Knowledge) -> bool:
        """Return whether hands may press in a zone of this client."""
        name, limits = sideless(known.zone(zone)), self.facts.limits
        free = name not in limits.avoid_zones and not left_out({name}, self.facts, known)
        return free and known.zone(zone).max_pressure > 0

    def may_warm(self, known: Knowledge) -> bool:
        """Return whether a towel may lie on the low back of this client."""
        low_back = set(zones_in(Area.LOW_BACK, known))
        barred = self.facts.limits.heat is Heat.NONE
        return not barred and not left_out(low_back, self.facts, known)

    def may_work(self, known: Knowledge) -> bool:
        """Return whether a massage of the low back is possible at all for this client now."""
        workable = any(self.workable(zone, known) for zone in MAIN_ZONES)
        return self.verdict.may_begin and workable


def truth(card: ClientCard, known: Knowledge, *, late_told: bool) -> Truth:
    """Return what is right for this client, before or after they remembered what comes late."""
    intake = card.intake(known, late_told=late_told)
    facts = client_facts(
        intake,
        known,
        allergies=frozenset(card.allergies),
        skin_sites=frozenset(card.skin_sites),
    )
    return Truth(verdict=screen(intake, known), facts=facts)
