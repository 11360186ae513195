"""Findings that cite what the course knows: a parameter, a rule of order, or conditions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from tableside.knowledge.conditions import Condition
from tableside.knowledge.sources import Fact
from tableside.knowledge.technique import OrderRule, Parameter
from tableside.safety.findings import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """The most that an amount may be, and what is to be said when it is more."""

    most: float
    finding: Finding


def exceeded(amount: float, caps: Iterable[Cap]) -> tuple[Finding, ...]:
    """Return the findings of those *caps* that *amount* goes beyond; a cap itself is allowed."""
    return tuple(cap.finding for cap in caps if amount > cap.most)


def exact_sum(amounts: Iterable[float]) -> float:
    """Return the sum as one would reckon it on paper: 0.7 + 0.6 + 0.7 is 2, and no trace more."""
    return float(sum((on_paper(amount) for amount in amounts), start=Fraction()))


def on_paper(amount: float) -> Fraction:
    """Return the number as it is written in decimals, exactly."""
    return Fraction(str(amount))


def by_parameter(
    parameter: Parameter,
    *,
    message: str,
    because: str,
    safety: bool,
    subjects: tuple[str, ...] = (),
) -> Finding:
    """Return a finding whose rule is a number of ``parameters.toml``."""
    return cite(
        parameter,
        rule=parameter.id,
        message=message,
        because=because,
        safety=safety,
        subjects=subjects,
    )


def by_rule(rule: OrderRule, *, message: str, safety: bool, subjects: tuple[str, ...]) -> Finding:
    """Return a finding whose rule is one of ``rules.toml``, such as ``H6``."""
    return cite(
        rule,
        rule=rule.id,
        message=message,
        because=rule.because,
        safety=safety,
        subjects=subjects,
    )


def by_conditions(
    rule: str,
    conditions: Iterable[Condition],
    sets: Callable[[Condition], bool],
    *,
    message: str,
    subjects: tuple[str, ...] = (),
    safety: bool = True,
) -> Finding:
    """Return a finding that the client's state calls for.

    It cites those of *conditions* that set the limit; where it is not told which they are, it
    refers to the screening.
    """
    setting = tuple(condition for condition in conditions if sets(condition))
    reasons = " ".join(f"{each.name}: {each.because}" for each in setting)
    return Finding(
        rule=rule,
        message=message,
        because=reasons or "The screening set this limit for this client.",
        safety=safety,
        subjects=subjects,
        sources=tuple(dict.fromkeys(key for each in setting for key in each.sources)),
        # What a condition changes in a session is the course's own choice in every case.
        course_rule=True,
    )


def cite(
    fact: Fact,
    *,
    rule: str,
    message: str,
    because: str,
    safety: bool,
    subjects: tuple[str, ...] = (),
) -> Finding:
    """Return a finding that rests on *fact* and takes over its sources."""
    return Finding(
        rule=rule,
        message=message,
        because=because,
        safety=safety,
        subjects=subjects,
        sources=fact.sources,
        course_rule=fact.course_rule,
    )
