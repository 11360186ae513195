"""Whether the parts of a planned session come in a safe order."""

from collections.abc import Iterator, Sequence

from tableside.knowledge.library import Knowledge
from tableside.safety.cited import by_rule
from tableside.safety.findings import Finding
from tableside.safety.heat import Towel
from tableside.safety.oil import OilBlend
from tableside.safety.position import Placing
from tableside.safety.session_plan import Segment, SessionPlan, Work

_RUBBING = "friction"
"""The stroke that irritates the skin."""

_FINISH = "lighter-after"
"""The step that closes the work; its pressure is what the course calls light."""


def check_segment_order(plan: SessionPlan, known: Knowledge) -> tuple[Finding, ...]:
    """Return where the order of a session breaks a rule of ``rules.toml``.

    Subjects name the segment, ``segment-1`` being the first.
    """
    return tuple(
        finding
        for number in range(1, len(plan.segments) + 1)
        for finding in _judged(plan.segments[:number], f"segment-{number}", known)
    ) + tuple(_close(plan, known))


def light(known: Knowledge) -> int:
    """Return the firmest Walton level that counts as light: that of the step that closes."""
    pressure = known.step(_FINISH).pressure
    return pressure[1] if pressure else 1


def _judged(segments: tuple[Segment, ...], name: str, known: Knowledge) -> Iterator[Finding]:
    """Yield what is wrong with the last of *segments*, coming after the others."""
    *before, last = segments
    if isinstance(last, Towel):
        yield from _towel(before, name, known)
    if isinstance(last, Work):
        yield from _firm(before, last, name, known)
    placed = any(isinstance(each, Placing) for each in before)
    if isinstance(last, Towel | Work) and not placed:
        yield by_rule(
            known.rule("H4"),
            message="Place the client, and cover them, before anything else is done.",
            subjects=(name, "body-straight"),
        )


def _towel(before: Sequence[Segment], name: str, known: Knowledge) -> Iterator[Finding]:
    if any(isinstance(each, OilBlend) for each in before):
        yield by_rule(
            known.rule("H15"),
            message="Lay this towel on before the oil, or wipe the oil off and leave the heat out.",
            subjects=(name, "hot-towel", "oils"),
        )
    if any(isinstance(each, Work) and each.stroke == _RUBBING for each in before):
        yield by_rule(
            known.rule("H13"),
            message="Lay this towel on before any friction, not after it.",
            subjects=(name, "hot-towel", _RUBBING),
        )


def _firm(before: Sequence[Segment], work: Work, name: str, known: Knowledge) -> Iterator[Finding]:
    most = light(known)
    warmed = any(
        isinstance(each, Work) and each.zone == work.zone and each.level <= most for each in before
    )
    if work.level > most and not warmed:
        yield by_rule(
            known.rule("H8"),
            message=f"Work on this zone at level {most} or lighter first: "
            f"{known.zone(work.zone).name}.",
            subjects=(name, work.zone),
        )


def _close(plan: SessionPlan, known: Knowledge) -> Iterator[Finding]:
    work = [each for each in plan.segments if isinstance(each, Work)]
    if work and work[-1].level > light(known):
        yield by_rule(
            known.rule("Q1"),
            message=f"Close with a stroke at level {light(known)} or lighter.",
            safety=False,
            subjects=(f"segment-{len(plan.segments)}",),
        )
