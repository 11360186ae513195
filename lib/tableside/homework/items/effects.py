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


def has_effect(effect: EffectName, condition: Condition, known: Knowledge) -> bool:
    """Return whether a client who has this condition alone is one for whom *effect* is true."""
    intake = Intake.no_except(known.conditions, yes=[condition.id])
    return EFFECTS[effect](screen(intake, known))
