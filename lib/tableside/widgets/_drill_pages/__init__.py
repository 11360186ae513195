"""What the page of a drill is told of its round: one module for each family of plans."""

from typing import Any

from tableside.drills import (
    AnyPlan,
    BalancePlan,
    BreathPlan,
    CoveragePlan,
    TempoPlan,
    TowelPlan,
)
from tableside.widgets._drill_pages.acted import breath_shown
from tableside.widgets._drill_pages.lines import line_shown
from tableside.widgets._drill_pages.towel import towel_shown
from tableside.widgets._drill_pages.worked import balance_shown, coverage_shown, tempo_shown

__all__ = ["round_shown"]


def round_shown(plan: AnyPlan) -> dict[str, Any]:
    """Return what the page needs to show of a plan; it decides nothing by it.

    For a drill that is pressed it is ``Round`` in ``_drill_round.js``, for the towel timer
    ``TowelRound`` in ``_towel_round.js``.
    """
    match plan:
        case TowelPlan():
            return towel_shown(plan)
        case BreathPlan():
            return breath_shown(plan)
        case CoveragePlan():
            return coverage_shown(plan)
        case BalancePlan():
            return balance_shown(plan)
        case TempoPlan():
            return tempo_shown(plan)
        case _:
            return line_shown(plan)
