"""Marks of planned sessions."""

from collections.abc import Iterable

from tableside.homework.cards.drawn import DrawnClient
from tableside.homework.items.clients import PlanQuestion
from tableside.homework.marks.mark import Advice, Mark, marked
from tableside.knowledge import Knowledge
from tableside.safety.plan import check_plan
from tableside.safety.session_plan import SessionPlan

FINDING_COST = 0.1
"""What each finding that is no matter of safety takes from the points (course rule)."""

_PARTS = {
    "place": "how the client lies",
    "towel": "a hot towel",
    "oil": "an oil",
    "stroke": "a stroke",
}


def mark_plan(
    question: PlanQuestion,
    plan: SessionPlan,
    client: DrawnClient,
    known: Knowledge,
    *,
    flags: Iterable[str] = (),
) -> Mark:
    """Return the mark of a plan: nothing if it is unsafe for this client, else by what it lacks."""
    check = check_plan(plan, client.facts(known), known)
    there = {segment.kind for segment in plan.segments}
    missing = [part for part in question.parts if part not in there]
    whole = 1 - len(missing) / len(question.parts) if question.parts else 1.0
    feedback = [Advice.of(finding) for finding in check.findings]
    feedback += [
        Advice(act=f"Say in the plan as well: {_PARTS[part]}.", because=question.title)
        for part in missing
    ]
    return marked(
        question,
        answer=as_text(plan, known),
        share=whole * max(0.0, 1 - FINDING_COST * sum(not each.safety for each in check.findings)),
        safe=check.safe,
        feedback=feedback,
        flags=flags,
    )


def as_text(plan: SessionPlan, known: Knowledge) -> str:
    """Return a plan as numbered lines that a person can read."""
    return "\n".join(
        f"{number}. {_line(segment.model_dump(exclude_defaults=True), known)}"
        for number, segment in enumerate(plan.segments, 1)
    )


def _line(fields: dict[str, object], known: Knowledge) -> str:
    titles = {
        "position": {each.id: each.title for each in known.positions},
        "zone": {each.id: each.name for each in known.zones},
        "stroke": {each.id: each.title for each in known.strokes},
        "contact": {each.id: each.title for each in known.contacts},
        "carrier": {each.id: each.title for each in known.oils},
    }
    parts = []
    for name, value in fields.items():
        shown = _shown(titles.get(name, {}).get(str(value), value))
        words = name.replace("_", " ")
        parts.append(words if value is True else f"{words}: {shown}")
    return "; ".join(parts)


def _shown(value: object) -> str:
    """Return a value of a plan as a person writes it: lists with commas, numbers short."""
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, dict):
        return " ".join(map(_shown, value.values()))
    return ", ".join(map(_shown, value)) if isinstance(value, tuple | list) else str(value)
