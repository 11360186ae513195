"""Every way to take a safety rule away or to weaken it, one small change at a time."""

from collections.abc import Iterator

from tableside.knowledge import knowledge
from tableside.knowledge.conditions import Adaptation, Area, Condition, Decision, Heat

Weakening = tuple[str, Condition | None]
"""What was done, and the condition as it then stands; None if it was taken away."""

_HARMLESS = next(each.id for each in knowledge().conditions if each.decision is Decision.PROCEED)


def weakenings(condition: Condition) -> Iterator[Weakening]:
    """Yield *condition* weakened in every way that a single field of it allows."""
    yield "taken away", None
    decisions = list(Decision)
    for milder in decisions[: decisions.index(condition.decision)]:
        yield f"decides {milder}", condition.model_copy(update={"decision": milder})
    for mark in ("red_flag", "urgent"):
        if getattr(condition, mark):
            yield f"no longer {mark}", condition.model_copy(update={mark: False})
    if condition.decision is Decision.AVOID_AREA:
        area = Area.LEGS if condition.area is not Area.LEGS else Area.FLANK
        yield "another area", condition.model_copy(update={"area": area})
    yield from _narrower(condition)
    yield from _in_less_company(condition)
    for what, adapt in _looser(condition.adapt):
        yield what, condition.model_copy(update={"adapt": adapt})


def _narrower(condition: Condition) -> Iterator[Weakening]:
    for index, span in enumerate(condition.measures):
        before, after = condition.measures[:index], condition.measures[index + 1 :]
        name = f"{span.quantity} {index}"
        yield f"without {name}", condition.model_copy(update={"measures": before + after})
        ends = {"at_least": 0.5, "below": -0.5}
        for end, step in ends.items():
            if getattr(span, end) is not None:
                less = span.model_copy(update={end: getattr(span, end) + step})
                changed = {"measures": (*before, less, *after)}
                yield f"{name} with less {end}", condition.model_copy(update=changed)


def _in_less_company(condition: Condition) -> Iterator[Weakening]:
    if not condition.only_with:
        other = _HARMLESS if condition.id != _HARMLESS else knowledge().conditions[0].id
        yield "only with another", condition.model_copy(update={"only_with": (other,)})
    # The last of several is not taken: a condition without company counts always.
    for name in condition.only_with if len(condition.only_with) > 1 else ():
        kept = tuple(each for each in condition.only_with if each != name)
        yield f"no longer beside {name}", condition.model_copy(update={"only_with": kept})


def _looser(adapt: Adaptation) -> Iterator[tuple[str, Adaptation]]:
    for limit in ("max_pressure", "max_minutes"):
        if (value := getattr(adapt, limit)) is not None:
            yield f"{limit} + 1", adapt.model_copy(update={limit: value + 1})
            yield f"no {limit}", adapt.model_copy(update={limit: None})
    if adapt.heat is Heat.NONE:
        yield "heat lower", adapt.model_copy(update={"heat": Heat.LOWER})
    if adapt.heat is not None:
        yield "heat as usual", adapt.model_copy(update={"heat": None})
    if adapt.unscented:
        yield "scented", adapt.model_copy(update={"unscented": False})
    if adapt.prefer_positions:
        yield "any position", adapt.model_copy(update={"prefer_positions": ()})
        others = {each.id for each in knowledge().positions} - set(adapt.prefer_positions)
        for other in sorted(others):
            wider = (*adapt.prefer_positions, other)
            yield f"{other} as well", adapt.model_copy(update={"prefer_positions": wider})
    for kind in ("positions", "oils", "strokes", "zones"):
        field = f"avoid_{kind}"
        for name in getattr(adapt, field):
            kept = tuple(each for each in getattr(adapt, field) if each != name)
            yield f"{name} allowed", adapt.model_copy(update={field: kept})
