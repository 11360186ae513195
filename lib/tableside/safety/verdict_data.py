"""A verdict as plain data, for programs: nothing but dictionaries, lists, texts and numbers."""

from typing import Any

from tableside.knowledge.conditions import Condition, Measure
from tableside.safety.limits import Limits
from tableside.safety.verdict import Fired, Verdict
from tableside.safety.what_if import NearMiss


def verdict_data(verdict: Verdict) -> dict[str, Any]:
    """Return all that *verdict* says, in the order of the questions; the reasons strictest first.

    Decisions are words such as ``avoid-area``, or ``hold`` while a red flag is open.
    """
    return {
        "schema": 1,
        "decision": verdict.decision.word,
        "urgent": verdict.urgent,
        "may_begin": verdict.may_begin,
        "fired": [_fired(each) for each in verdict.fired],
        "ask_first": [_question(each) for each in verdict.ask_first],
        "ask_also": [_question(each) for each in verdict.ask_also],
        "if_all_else_is_no": verdict.if_all_else_is_no.word,
        "limits": _limits(verdict.limits),
        "near_misses": [_near_miss(each) for each in verdict.near_misses],
        "changes": _changes(verdict),
    }


def _fired(fired: Fired) -> dict[str, Any]:
    condition = fired.condition
    return {
        **_question(condition),
        "number": condition.number,
        "name": condition.name,
        "decision": fired.decision.word,
        "how": [how.value for how in fired.how],
        "answer": fired.answer.value,
        "measured": {each.quantity.id: each.amount for each in fired.measured},
        "urgent": condition.urgent,
        "area": condition.area.value,
        "because": condition.because,
        "do": condition.adapt.do,
        "sources": list(condition.sources),
        "course_rule": condition.course_rule,
        "unverified": condition.unverified,
    }


def _question(condition: Condition) -> dict[str, Any]:
    return {"condition": condition.id, "ask": condition.ask}


def _limits(limits: Limits) -> dict[str, Any]:
    return {
        "max_pressure": limits.max_pressure,
        "heat": limits.heat.value if limits.heat else None,
        "max_minutes": limits.max_minutes,
        "prefer_positions": [sorted(choice) for choice in limits.prefer_positions],
        "avoid_positions": sorted(limits.avoid_positions),
        "avoid_oils": sorted(limits.avoid_oils),
        "avoid_strokes": sorted(limits.avoid_strokes),
        "avoid_zones": sorted(limits.avoid_zones),
        "avoid_areas": sorted(area.value for area in limits.avoid_areas),
        "unscented": limits.unscented,
    }


def _near_miss(miss: NearMiss) -> dict[str, Any]:
    return {
        "condition": miss.condition.id,
        "quantity": miss.quantity.id if miss.quantity else None,
        "amount": miss.amount,
        "span": _span(miss.span) if miss.span else None,
        "only_with": list(miss.condition.only_with) if miss.quantity is None else [],
    }


def _span(span: Measure) -> dict[str, float | None]:
    return {"at_least": span.at_least, "below": span.below}


def _changes(verdict: Verdict) -> list[dict[str, Any]]:
    by_answer = [
        {
            "condition": change.condition.id,
            "answer": change.answer.value,
            "decision": change.decision.word,
            "milder": change.decision < verdict.decision,
        }
        for change in verdict.answer_changes
    ]
    by_amount = [
        {
            "quantity": change.quantity.id,
            "at_least": change.at_least,
            "below": change.below,
            "decision": change.decision.word,
            "milder": change.decision < verdict.decision,
        }
        for change in verdict.amount_changes
    ]
    return [*by_answer, *by_amount]
