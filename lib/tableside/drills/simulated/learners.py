"""Four invented learners. Their numbers only make them look different; they are no norm data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """How an invented learner works."""

    delay: float
    """Seconds behind the target."""

    bias: float
    """Standard deviation of a lasting error, as a share of what is asked for."""

    drift: float
    """Size of slow wandering, as a share of what is asked for."""

    haste: float
    """How many times as fast as planned the learner leans in and eases off."""

    dangerous: bool = False
    """Whether the learner does what hurts: presses where nobody may, hears nobody."""


EXPERT = Learner(delay=0.15, bias=0.03, drift=0.08, haste=1.1)
STUDENT = Learner(delay=0.25, bias=0.07, drift=0.16, haste=1.4)
NOVICE = Learner(delay=0.35, bias=0.12, drift=0.28, haste=2.2)
DANGEROUS = Learner(delay=0.15, bias=0.03, drift=0.08, haste=1.1, dangerous=True)
"""As skilled as the expert, so that points alone would never give the danger away."""
