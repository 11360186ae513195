"""Whether a plan for hot towels is safe for a client, and warm enough to be worth it."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain, count, pairwise, takewhile
from typing import Annotated, Literal

from pydantic import Field

from tableside.knowledge.conditions import Condition, Heat
from tableside.knowledge.library import Knowledge
from tableside.safety.cited import (
    SCREENED,
    by_conditions,
    by_parameter,
    by_rule,
    exact_sum,
    exceeded,
    on_paper,
)
from tableside.safety.findings import Finding
from tableside.safety.heat_caps import (
    application_cap,
    bath_cap,
    dose_cap,
    dose_rate,
    heat_minutes_cap,
    lower_minutes,
    lower_surface,
    surface_cap,
    towels_cap,
)
from tableside.safety.limits import Limits
from tableside.safety.plan_text import Celsius, Minutes, PlanPart


class Towel(PlanPart):
    """One wet towel laid on the low back; what is not said counts as not done."""

    kind: Literal["towel"] = "towel"
    surface: Celsius
    """Temperature in °C of the side that touches the skin, at the moment it does."""
    minutes: Minutes
    """How long it stays on."""
    bath: Celsius | None = None
    """Temperature in °C of the water it was soaked in; none if a plan does not speak of it."""
    layers: Annotated[int, Field(ge=1, le=16)] = 1
    """How many layers it is folded to."""
    covered: bool = False
    """Whether a dry towel lies on top."""
    dry_layer: bool = False
    """Whether a dry layer lies between towel and skin."""
    measured: bool = False
    """Whether its surface was measured with a thermometer."""
    feeling_tested: bool = False
    """Whether the client was found to tell warm from cool there."""
    checks: Annotated[tuple[Annotated[float, Field(ge=0, le=240)], ...], Field(max_length=50)] = ()
    """Minutes at which the skin is looked at: 0 is before it goes on, *minutes* as it comes off."""


class HeatPlan(PlanPart):
    """All towels of a session in their order; none is a plan too."""

    towels: Annotated[tuple[Towel, ...], Field(max_length=20)] = ()


def check_heat(
    plan: HeatPlan, limits: Limits, known: Knowledge, *, conditions: Sequence[Condition] = ()
) -> tuple[Finding, ...]:
    """Return what is wrong with the heat of a session, for a client with these *limits*.

    Subjects name the towel, ``towel-1`` being the first. *conditions*, where given, are cited
    as the reason for the limits. A finding that is no matter of safety says that a towel will
    not warm.
    """
    each = (
        _towel_findings(towel, f"towel-{number}", limits, known)
        for number, towel in enumerate(plan.towels, start=1)
    )
    return (
        *_client_findings(plan, limits, known, conditions),
        *chain.from_iterable(each),
        *exceeded(len(plan.towels), [towels_cap(known)]),
        *exceeded(exact_sum(towel.minutes for towel in plan.towels), [heat_minutes_cap(known)]),
        *exceeded(dose_bound(plan, known), [dose_cap(known)]),
    )


def dose_bound(plan: HeatPlan, known: Knowledge) -> Fraction:
    """Return the most thermal dose (CEM43, in minutes) that the skin could get from all towels.

    It takes the skin to be as hot as the towel was at first for as long as the towel lies there;
    real skin stays cooler.
    """
    doses = (
        on_paper(dose_rate(towel.surface, known)) * on_paper(towel.minutes) for towel in plan.towels
    )
    return exact_sum(doses)


def _client_findings(
    plan: HeatPlan, limits: Limits, known: Knowledge, conditions: Sequence[Condition]
) -> Iterator[Finding]:
    """Yield one finding for each towel that is too much for this client.

    Under a limit of heat a towel has one such finding at most, so that a stricter limit never
    shows fewer of them.
    """
    for number in range(1, len(plan.towels) + 1):
        if message := _too_much(plan.towels[:number], limits, known):
            finding = Finding(
                rule="client-heat",
                message=message,
                because=SCREENED,
                safety=True,
                subjects=(f"towel-{number}",),
            )
            yield by_conditions(finding, conditions, lambda each: each.adapt.heat is limits.heat)


def _too_much(towels: Sequence[Towel], limits: Limits, known: Knowledge) -> str:
    """Return what to do about the last of *towels*; nothing if this client may have it."""
    if limits.heat is None:
        return ""
    if limits.heat is Heat.NONE:
        return "Lay no hot towel on this client."
    ceiling, minutes = lower_surface(known), lower_minutes(known)
    advice = []
    if towels[-1].surface > ceiling:
        advice.append(f"Let the towel cool to {ceiling:g} °C for this client.")
    if exact_sum(towel.minutes for towel in towels) > on_paper(minutes):
        advice.append(f"Give this client {minutes:g} minutes of heat at most, all towels together.")
    return " ".join(advice)


def _towel_findings(towel: Towel, name: str, limits: Limits, known: Knowledge) -> Iterator[Finding]:
    yield from exceeded(towel.surface, [surface_cap(name, known)])
    yield from exceeded(towel.minutes, [application_cap(name, known)])
    if towel.bath is not None:
        yield from exceeded(towel.bath, [bath_cap(name, known)])
    yield from _missing_layer(towel, name, known)
    yield from _missing_tests(towel, name, known)
    yield from _missing_checks(towel, name, known)
    if limits.heat is None:
        yield from _too_little(towel, name, known)


def _missing_layer(towel: Towel, name: str, known: Knowledge) -> Iterator[Finding]:
    above = known.parameter("dry-layer-above")
    if towel.surface > above.number and not towel.dry_layer:
        yield by_parameter(
            above,
            message=f"Lay something thin and dry under a towel of more than {above.number:g} °C.",
            because="A dry layer slows the heat, and evens it out where the towel is folded.",
            subjects=(name,),
        )


def _missing_tests(towel: Towel, name: str, known: Knowledge) -> Iterator[Finding]:
    rule = known.rule("H6")
    if not towel.measured:
        message = "Measure the side of the towel that will touch the skin."
        yield by_rule(rule, message=message, subjects=(name, "soak-towel"))
    if not towel.feeling_tested:
        message = "Test that the client can tell warm from cool there before the towel goes on."
        yield by_rule(rule, message=message, subjects=(name, "hot-towel"))


def _missing_checks(towel: Towel, name: str, known: Knowledge) -> Iterator[Finding]:
    rule = known.rule("H7")
    if 0 not in towel.checks:
        message = "Look at the skin before the towel goes on (a check at 0 minutes)."
        yield by_rule(rule, message=message, subjects=(name, "look-before"))
    first, every = known.parameter("first-skin-check"), known.parameter("second-skin-check")
    later = takewhile(lambda due: due < towel.minutes, (every.number * step for step in count(1)))
    due = [(0.0, every), (first.number, first), *((minute, every) for minute in later)]
    for (start, _), (end, parameter) in pairwise(due):
        if end < towel.minutes and not any(start < check <= end for check in towel.checks):
            yield by_parameter(
                parameter,
                message=f"Look at the skin under the towel at {end:g} minutes, or a little sooner.",
                because=rule.because,
                subjects=(name, f"minute-{end:g}"),
            )
    if not any(check >= towel.minutes for check in towel.checks):
        message = f"Look at the skin as the towel comes off (a check at {towel.minutes:g} minutes)."
        yield by_rule(rule, message=message, subjects=(name, "take-off"))


def _too_little(towel: Towel, name: str, known: Knowledge) -> Iterator[Finding]:
    """Yield why a towel will hardly warm, or leaves little room for error: all of it harmless."""
    target, minutes = known.parameter("surface-target"), known.parameter("application-minutes")
    (cool, warm), (short, long) = target.span, minutes.span
    span = f"{cool:g} to {warm:g} °C"
    advice = []
    if towel.surface < cool:
        because = "A cooler towel hardly warms."
        advice.append((target, f"Have the towel at {span} when it goes on.", because))
    if warm < towel.surface <= known.parameter("surface-ceiling").number:
        because = "Hotter than that, it leaves little room for error."
        advice.append((target, f"Wait until the towel is at {span}.", because))
    if towel.minutes < short:
        because = "A shorter time hardly warms."
        advice.append((minutes, f"Leave a towel on for {short:g} to {long:g} minutes.", because))
    if not towel.covered or towel.layers == 1:
        because = "A wet towel that lies single or bare dries in the air, and soon cools the skin."
        cooling = known.parameter("cooling-time-one-layer-bare")
        advice.append((cooling, "Fold the towel, and lay a dry one over it.", because))
    for parameter, message, because in advice:
        yield by_parameter(
            parameter, message=message, because=because, safety=False, subjects=(name,)
        )
