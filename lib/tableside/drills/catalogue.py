"""All drills: every kind of plan, and the one door to its score."""

from typing import Annotated, Any

from pydantic import Discriminator, Tag

from tableside.drills.balance import BalancePlan, score_balance
from tableside.drills.breath import BreathPlan
from tableside.drills.breath_score import score_breath
from tableside.drills.coverage import CoveragePlan, score_coverage
from tableside.drills.events import EventLog
from tableside.drills.plan import PressurePlan
from tableside.drills.pressure import score_pressure
from tableside.drills.score import DrillScore, not_scored
from tableside.drills.taper import ReleasePlan, TaperPlan
from tableside.drills.target import ProfilePlan, TargetPlan
from tableside.drills.tempo import TempoPlan, score_tempo
from tableside.drills.towel import TowelPlan
from tableside.drills.towel_score import score_towel
from tableside.drills.trace import Trace


def _kind(plan: Any) -> str:  # noqa: ANN401 - whatever somebody wrote where a plan belongs
    if isinstance(plan, dict):
        return str(plan.get("kind", "pressure"))
    return str(getattr(plan, "kind", ""))


AnyPlan = Annotated[
    Annotated[PressurePlan, Tag("pressure")]
    | Annotated[ProfilePlan, Tag("profile")]
    | Annotated[TaperPlan, Tag("taper")]
    | Annotated[ReleasePlan, Tag("release")]
    | Annotated[CoveragePlan, Tag("coverage")]
    | Annotated[BalancePlan, Tag("balance")]
    | Annotated[TempoPlan, Tag("tempo")]
    | Annotated[TowelPlan, Tag("towel")]
    | Annotated[BreathPlan, Tag("breath")],
    Discriminator(_kind),
]
"""A plan of any drill, told apart by its ``kind``; a text without one is a pressure plan."""

NOTHING_RECORDED = "This round left no recording. Do the round again."


def needs(plan: AnyPlan) -> tuple[bool, bool]:
    """Return whether a round of this plan is recorded as a trace, and as an event log."""
    return not isinstance(plan, TowelPlan), isinstance(plan, TowelPlan | BreathPlan)


def score_round(plan: AnyPlan, trace: Trace | None, events: EventLog | None = None) -> DrillScore:
    """Return the score of a round of any drill. A recording that it needs and lacks is no zero."""
    if isinstance(plan, TowelPlan):
        return not_scored(NOTHING_RECORDED) if events is None else score_towel(events, plan)
    if trace is None:
        return not_scored(NOTHING_RECORDED)
    if isinstance(plan, BreathPlan):
        if events is None:
            return not_scored(NOTHING_RECORDED)
        return score_breath(trace, events, plan)
    return _score_trace(plan, trace)


def _score_trace(
    plan: TargetPlan | CoveragePlan | BalancePlan | TempoPlan, trace: Trace
) -> DrillScore:
    match plan:
        case CoveragePlan():
            return score_coverage(trace, plan)
        case BalancePlan():
            return score_balance(trace, plan)
        case TempoPlan():
            return score_tempo(trace, plan)
        case TargetPlan():
            return score_pressure(trace, plan)
