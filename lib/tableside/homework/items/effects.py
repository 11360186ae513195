"""What a condition can mean for a massage: the statements that questions ask about."""

from collections.abc import Callable, Mapping
from typing import Literal

from tableside.knowledge import Knowledge
from tableside.knowledge.conditions import Condition, Heat
from tableside.safety.decision import ScreenDecision
from tableside.safety.intake import Intake
from tableside.safety.screen import screen
from tableside.safety.verdict import Verdict

EffectName = Literal[
    "no-heat",
    "less-heat",
    "no-massage-now",
    "doctor-first",
    "care-today",
    "area-left-out",
    "lighter",
    "unscented",
    "not-face-down",
]

EFFECTS: Mapping[EffectName, Callable[[Verdict], bool]] = {
    "no-heat": lambda verdict: verdict.limits.heat is Heat.NONE,
    "less-heat": lambda verdict: verdict.limits.heat is Heat.LOWER,
    "no-massage-now": lambda verdict: not verdict.may_begin,
    "doctor-first": lambda verdict: verdict.decision is ScreenDecision.CLEARANCE,
    "care-today": lambda verdict: verdict.urgent,
    "area-left-out": lambda verdict: bool(verdict.limits.avoid_areas),
    "lighter": lambda verdict: (
        verdict.limits.max_pressure < verdict.rules.known.parameter("student-max-walton").number
    ),
    "unscented": lambda verdict: verdict.limits.unscented,
    "not-face-down": lambda verdict: not verdict.limits.suits("prone"),
}

IF_MISSED: Mapping[EffectName, str] = {
    "no-heat": "Whoever is passed over would get a hot towel that can burn them.",
    "less-heat": "Whoever is passed over would get the usual towel, which is too much for them.",
    "no-massage-now": "Whoever is passed over would be massaged today, and could come to harm.",
    "doctor-first": "Whoever is passed over would be massaged before a doctor has agreed.",
    "care-today": "Whoever is passed over would go home without the care that cannot wait.",
    "area-left-out": "Whoever is passed over would be touched where it can harm them.",
    "lighter": "Whoever is passed over would be pressed harder than they bear.",
    "unscented": "Whoever is passed over would get a scent that can harm them.",
    "not-face-down": "Whoever is passed over would lie in a way that can harm them.",
}
"""What happens to somebody for whom the effect is true, and who is not named."""


def has_effect(effect: EffectName, condition: Condition, known: Knowledge) -> bool:
    """Return whether a client who has this condition alone is one for whom *effect* is true."""
    intake = Intake.no_except(known.conditions, yes=[condition.id])
    return EFFECTS[effect](screen(intake, known))
