"""Findings that cite what the course knows: a parameter, a rule of order, or conditions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from tableside.knowledge.conditions import Condition
from tableside.knowledge.sources import Fact
from tableside.knowledge.technique import OrderRule, Parameter
from tableside.safety.findings import Finding

SCREENED = "The screening set this limit for this client."
"""Why a limit stands, as long as nobody says which condition set it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """The most that an amount may be, and what is to be said when it is more."""

    most: float
    finding: Finding


def exceeded(amount: float | Fraction, caps: Iterable[Cap]) -> tuple[Finding, ...]:
    """Return the findings of those *caps* that *amount* goes beyond; a cap itself is allowed."""
    return tuple(cap.finding for cap in caps if on_paper(amount) > on_paper(cap.most))


def exact_sum(amounts: Iterable[float | Fraction]) -> Fraction:
    """Return the sum as one would reckon it on paper: 0.7 + 0.6 + 0.7 is 2, and no trace more."""
    return sum((on_paper(amount) for amount in amounts), start=Fraction())


def on_paper(amount: float | Fraction) -> Fraction:
    """Return the number exactly as it is written in decimals."""
    return Fraction(str(amount))


def citing(finding: Finding, *facts: Fact) -> Finding:
    """Return *finding* with the sources of the *facts* that it rests on."""
    return replace(
        finding,
        sources=tuple(dict.fromkeys(key for fact in facts for key in fact.sources)),
        course_rule=any(fact.course_rule for fact in facts),
    )


def by_parameter(
    parameter: Parameter,
    *,
    message: str,
    because: str,
    safety: bool = True,
    subjects: tuple[str, ...] = (),
) -> Finding:
    """Return a finding whose rule is a number of ``parameters.toml``."""
    finding = Finding(
        rule=parameter.id, message=message, because=because, safety=safety, subjects=subjects
    )
    return citing(finding, parameter)


def by_rule(
    rule: OrderRule, *, message: str, subjects: tuple[str, ...], safety: bool = True
) -> Finding:
    """Return a finding whose rule is one of ``rules.toml``, such as ``H6``."""
    finding = Finding(
        rule=rule.id, message=message, because=rule.because, safety=safety, subjects=subjects
    )
    return citing(finding, rule)


def by_conditions(
    finding: Finding, conditions: Iterable[Condition], sets: Callable[[Condition], bool]
) -> Finding:
    """Return *finding* with the reasons and sources of those *conditions* that set the limit.

    If none of them does (a limit may also come from a question that is open), its own reason
    stays.
    """
    setting = [condition for condition in conditions if sets(condition)]
    if setting:
        because = " ".join(f"{each.name}: {each.because}" for each in setting)
        finding = citing(replace(finding, because=because), *setting)
    elif finding.because == SCREENED:
        finding = replace(finding, sources=())
    # What a condition changes in a session is the course's own choice in every case.
    return replace(finding, course_rule=True)
