"""Whether a planned session is safe for a client: every part, their order, and the whole."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from tableside.errors import UnknownNameError
from tableside.knowledge.conditions import Area, Decision
from tableside.knowledge.entry import nearest
from tableside.knowledge.library import Knowledge
from tableside.knowledge.technique import Position
from tableside.safety.areas import sideless, zones_in
from tableside.safety.cited import (
    SCREENED,
    Cap,
    by_conditions,
    by_parameter,
    by_rule,
    citing,
    exact_sum,
    exceeded,
)
from tableside.safety.decision import ScreenDecision
from tableside.safety.facts import ClientFacts, client_facts
from tableside.safety.findings import Finding
from tableside.safety.heat import Towel, check_heat
from tableside.safety.intake import Intake
from tableside.safety.oil import OilBlend, check_blend
from tableside.safety.plan_order import check_segment_order
from tableside.safety.position import Placing, check_position
from tableside.safety.session_plan import Segment, SessionPlan, Work
from tableside.safety.strokes import avoided_area, check_work, left_out, places_caps

_MAY_BEGIN = (ScreenDecision.PROCEED, ScreenDecision.ADAPT, ScreenDecision.AVOID_AREA)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCheck:
    """What is to be said about a planned session."""

    findings: tuple[Finding, ...]
    """Unsafe ones first; each says what to do, and why."""

    @property
    def safe(self) -> bool:
        """Whether nothing in the plan could harm this client."""
        return not any(finding.safety for finding in self.findings)


def check_plan(plan: SessionPlan, client: ClientFacts | Intake, known: Knowledge) -> PlanCheck:
    """Return what is wrong with a planned session for this client.

    An intake is screened first. Subjects of a finding begin with ``segment-3`` or ``towel-2``,
    counted from 1, where it is about one part of the plan. Raises UnknownNameError for a name
    that *known* lacks, and what ``screen`` raises for an intake.
    """
    if isinstance(client, Intake):
        client = client_facts(client, known)
    _refuse_strangers(client, known)
    parts = (
        replace(finding, subjects=(f"segment-{number}", *finding.subjects))
        for number, segment in enumerate(plan.segments, start=1)
        for finding in _segment_findings(segment, client, known)
    )
    findings = (
        *_screening(client, known),
        *parts,
        *check_heat(plan.heat, client.limits, known, conditions=client.conditions),
        *check_segment_order(plan, known),
        *_towel_places(plan, client, known),
        *_totals(plan, client, known),
    )
    return PlanCheck(findings=tuple(sorted(findings, key=lambda each: not each.safety)))


def hands_on_caps(client: ClientFacts) -> tuple[Cap, ...]:
    """Return how many minutes of strokes this client may have; nothing if in any number."""
    most = client.limits.max_minutes
    if most is None:
        return ()
    finding = Finding(
        rule="client-minutes",
        message=f"Keep the strokes to {most:g} minutes for this client, all together.",
        because=SCREENED,
        safety=True,
    )
    finding = by_conditions(
        finding, client.conditions, lambda condition: condition.adapt.max_minutes == most
    )
    return (Cap(most=most, finding=finding),)


def session_cap(known: Knowledge) -> Cap:
    """Return how many minutes, towels included, the low back of anyone may have."""
    span = known.parameter("low-back-minutes")
    most = span.span[1]
    finding = by_parameter(
        span,
        message=f"Keep the whole session to {most:g} minutes, towels included.",
        because="Pressure and heat add up, and soreness shows only the day after.",
    )
    return Cap(most=most, finding=finding)


def _refuse_strangers(client: ClientFacts, known: Knowledge) -> None:
    names = {sideless(zone) for zone in known.zones}
    for name in sorted((client.skin_sites or frozenset()) - names):
        raise UnknownNameError(
            f"There is no zone {name!r} without its side; {nearest(name, names)}"
        )


def _screening(client: ClientFacts, known: Knowledge) -> Iterator[Finding]:
    """Yield why no plan at all is safe for this client."""
    if client.decision not in _MAY_BEGIN:
        causes = [
            each
            for each in client.conditions
            if ScreenDecision.of(each.decision) >= client.decision
        ]
        finding = by_rule(
            known.rule("H1"),
            message=f"{client.decision.words}: this plan is not to begin now.",
            subjects=("screen-and-consent",),
        )
        yield by_conditions(finding, causes, lambda _: True) if causes else finding
    if Area.SKIN_SITE in client.limits.avoid_areas and client.skin_sites is None:
        finding = Finding(
            rule="client-area-unknown",
            message="Find out which places of the skin are to be left out, and name their zones.",
            because=SCREENED,
            safety=True,
        )
        yield by_conditions(
            finding,
            client.conditions,
            lambda each: each.area is Area.SKIN_SITE and each.decision is Decision.AVOID_AREA,
        )


def _segment_findings(
    segment: Segment, client: ClientFacts, known: Knowledge
) -> tuple[Finding, ...]:
    match segment:
        case Placing():
            return check_position(
                segment.position,
                segment.pillows,
                client.limits,
                known,
                conditions=client.conditions,
            )
        case Towel():
            # Towels are judged together: heat adds up.
            return ()
        case OilBlend():
            return check_blend(segment, client, known)
        case Work():
            return check_work(segment, client, known)
        case _:
            assert_never(segment)


def _towel_places(plan: SessionPlan, client: ClientFacts, known: Knowledge) -> Iterator[Finding]:
    """Yield what speaks against a towel where the client lies, or on what it covers."""
    covered = left_out(set(zones_in(Area.LOW_BACK, known)), client, known)
    position = None
    number = 0
    for segment in plan.segments:
        if isinstance(segment, Placing):
            position = known.position(segment.position)
        if isinstance(segment, Towel):
            number += 1
            if position is not None and not position.reaches_low_back:
                yield _lain_on(f"towel-{number}", position, known)
            for area in covered:
                yield avoided_area(area, client, subject=f"towel-{number}")


def _lain_on(towel: str, position: Position, known: Knowledge) -> Finding:
    finding = Finding(
        rule="hot-towel",
        message="Never let a client lie on a hot towel: turn them first.",
        because="The weight presses the heat in, and nobody can look at the skin.",
        safety=True,
        subjects=(towel, position.id),
    )
    return citing(finding, known.step("hot-towel"))


def _totals(plan: SessionPlan, client: ClientFacts, known: Knowledge) -> Iterator[Finding]:
    work = [each for each in plan.segments if isinstance(each, Work)]
    hands_on = exact_sum(each.seconds for each in work) / 60
    heat = exact_sum(each.minutes for each in plan.heat.towels)
    yield from exceeded(hands_on, hands_on_caps(client))
    yield from exceeded(hands_on + heat, [session_cap(known)])
    for name, count in sorted(Counter(each.stroke for each in work).items()):
        yield from exceeded(count, places_caps(known.stroke(name)))
