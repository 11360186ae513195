"""Invented learners for every drill, for tests and for showing a drill without anyone there."""

import random

from tableside.drills.balance import BalancePlan
from tableside.drills.breath import BreathPlan
from tableside.drills.catalogue import AnyPlan
from tableside.drills.coverage import CoveragePlan
from tableside.drills.events import EventLog
from tableside.drills.simulated.acting import simulate_breath, simulate_tempo, simulate_towel
from tableside.drills.simulated.gliding import simulate_balance, simulate_coverage
from tableside.drills.simulated.learners import DANGEROUS, EXPERT, NOVICE, STUDENT, Learner
from tableside.drills.simulated.pressing import simulate
from tableside.drills.tempo import TempoPlan
from tableside.drills.towel import TowelPlan
from tableside.drills.trace import Trace

__all__ = ["DANGEROUS", "EXPERT", "NOVICE", "STUDENT", "Learner", "simulate", "simulate_round"]


def simulate_round(
    plan: AnyPlan,
    learner: Learner,
    rng: random.Random,
    *,
    rate_hz: float = 60,
    drill: str = "simulated",
) -> tuple[Trace | None, EventLog | None]:
    """Return one round of any drill as it is recorded; *rng* decides all chance."""
    match plan:
        case TowelPlan():
            return None, simulate_towel(plan, learner, rng, drill=drill)
        case BreathPlan():
            return simulate_breath(plan, learner, rng, rate_hz=rate_hz, drill=drill)
        case CoveragePlan():
            trace = simulate_coverage(plan, learner, rng, rate_hz=rate_hz, drill=drill)
        case BalancePlan():
            trace = simulate_balance(plan, learner, rng, rate_hz=rate_hz, drill=drill)
        case TempoPlan():
            trace = simulate_tempo(plan, learner, rng, rate_hz=rate_hz, drill=drill)
        case _:
            trace = simulate(plan, learner, rng, rate_hz=rate_hz, drill=drill)
    return trace, None
