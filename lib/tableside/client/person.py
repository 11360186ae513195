"""Who lies on the table: what a card leaves open, drawn once from a seed.

Every draw has its own name, so that a new one never changes the others.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from tableside.client.card import Build, ClientCard, Sensitivity
from tableside.knowledge.conditions import Heat
from tableside.knowledge.library import Knowledge
from tableside.physics.comfort import MEDIAN_MEN, MEDIAN_WOMEN, drawn_threshold, reported_rating
from tableside.physics.quantity import Kilopascal
from tableside.physics.tissue import FIRM, SOFT, TYPICAL, Tissue
from tableside.safety.screen import screen

SENSITIVITY: Mapping[Sensitivity, float] = {
    Sensitivity.LOW: 1.25,
    Sensitivity.USUAL: 1.0,
    Sensitivity.HIGH: 0.75,
}
"""Ratio of the threshold of pain by what the card says (course rule)."""

TISSUES: Mapping[Build, Tissue] = {Build.SOFT: SOFT, Build.TYPICAL: TYPICAL, Build.FIRM: FIRM}

SORE_BACK = frozenset({"acute-strain", "widespread-pain", "disc-herniation", "spinal-stenosis"})
"""Conditions of a back that hurts: its threshold is lower (``pain-threshold-back-pain``)."""

NUMB = frozenset({"reduced-feeling", "diabetic-neuropathy", "high-cord-lesion"})
"""Conditions in which the skin does not tell how hot it is."""

DROWSY = frozenset({"strong-painkillers", "intoxicated"})
"""Conditions that let a client fall asleep in the warmth."""

UNSTEADY = frozenset({"faintness", "high-blood-pressure-controlled", "pacemaker"})
"""Conditions that make a client dizzy sooner on rising (course rule)."""

HOT_FROM, BURNING_FROM = 41.0, 43.0
"""Temperatures in °C of the skin's face at which heat is called hot, and burning (course rule)."""

DIZZY_SHARE, DIZZY_SHARE_UNSTEADY = 0.06, 0.5
"""How many clients get dizzy even if they rise slowly (course rule; KAMAKURA07 saw 3 of 20 with a
drop in blood pressure after far more heat)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One virtual client for one session."""

    card: ClientCard
    seed: int

    threshold: Kilopascal
    """Pressure that begins to hurt under a probe of 1 cm², before anything was done."""
    sore_back: bool
    tissue: Tissue
    hot_from: float
    """Skin temperature in °C that this client calls hot."""
    burning_from: float
    """Skin temperature in °C that this client calls burning."""
    numb: bool
    """Whether the skin of the back does not tell of heat."""
    frail_skin: bool
    """Whether the screening bars heat, so that skin shows harm from any of it."""
    drowsy: bool
    dizzy: bool
    """Whether the client gets dizzy even on a slow rise."""
    late_after: int
    """Seconds of hands-on time after which the client remembers what the card keeps for late."""
    sudden_after: int
    """Seconds of hands-on time after which the card's sudden sign comes."""

    def rating(self, true: float, held_back: float, asked: int) -> int:
        """Return what this client says on the *asked*-th question, for a *true* 0 to 10."""
        return reported_rating(_draw(self.seed, f"rating-{asked}"), true, min(10.0, held_back))


def person(card: ClientCard, seed: int, known: Knowledge) -> Person:
    """Return the client that a card and a seed make: the same two always make the same client."""
    conditions = {*card.present, *([card.late.condition] if card.late else [])}
    median = MEDIAN_MEN if card.man else MEDIAN_WOMEN
    threshold = drawn_threshold(_draw(seed, "threshold"), median)
    limits = screen(card.intake(known, late_told=True), known).limits
    warmth = round(_draw(seed, "warmth").uniform(-0.5, 0.5), 2)
    dizzy = DIZZY_SHARE_UNSTEADY if conditions & UNSTEADY else DIZZY_SHARE
    return Person(
        card=card,
        seed=seed,
        threshold=Kilopascal(round(threshold.value * SENSITIVITY[card.sensitivity], 1)),
        sore_back=bool(conditions & SORE_BACK),
        tissue=TISSUES[card.build],
        hot_from=HOT_FROM + warmth,
        burning_from=BURNING_FROM + warmth,
        numb=bool(conditions & NUMB),
        frail_skin=limits.heat is Heat.NONE,
        drowsy=bool(conditions & DROWSY),
        dizzy=_draw(seed, "dizzy").random() < dizzy,
        late_after=_draw(seed, "late").randrange(90, 300),
        sudden_after=_draw(seed, "sudden").randrange(120, 420),
    )


def _draw(seed: int, name: str) -> random.Random:
    """Return the chance for one draw; a text as seed means the same on every computer."""
    return random.Random(f"{seed}/{name}")  # noqa: S311 - a client, not a secret
