"""What another answer would change, and which conditions were missed by little."""

from collections.abc import Iterator
from dataclasses import dataclass

from tableside.knowledge.conditions import Condition, Measure, Quantity
from tableside.safety.decision import ScreenDecision
from tableside.safety.intake import Answer, Intake
from tableside.safety.rulebook import Judgement, Rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """A condition that one small change would make count.

    Either a number given lies outside a span of it by no more than the quantity's ``near``, or
    it is there and counts only beside another condition, and none of those is there.
    """

    condition: Condition
    quantity: Quantity | None = None
    """The number that lies near; None where company is missing."""
    amount: float | None = None
    span: Measure | None = None
    """The span that *amount* lies near."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerChange:
    """One question whose answer, given otherwise, would lead to another decision."""

    condition: Condition
    answer: Answer
    """The other answer."""
    decision: ScreenDecision
    """What would then be decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountChange:
    """One number that, were it in another span, would lead to another decision."""

    quantity: Quantity
    at_least: float
    below: float | None
    """The span, from *at_least* up to and without *below*; None: to the end of the believable."""
    decision: ScreenDecision
    """What would then be decided."""


def near_misses(rules: Rulebook, intake: Intake, judgement: Judgement) -> tuple[NearMiss, ...]:
    """Return the conditions that *intake* missed by little; see :class:`NearMiss`."""
    return (*_near_numbers(rules, intake, judgement), *_alone(rules, intake, judgement))


def answer_changes(
    rules: Rulebook, intake: Intake, judgement: Judgement
) -> tuple[AnswerChange, ...]:
    """Return every single answer that would change the decision, in the order of the questions."""
    return tuple(
        AnswerChange(condition=condition, answer=other, decision=decision)
        for condition in rules.conditions.values()
        for other in Answer
        if other is not intake.answer(condition.id)
        and (decision := rules.judge(intake.with_answer(condition.id, other)).decision)
        is not judgement.decision
    )


def amount_changes(
    rules: Rulebook, intake: Intake, judgement: Judgement
) -> tuple[AmountChange, ...]:
    """Return every span in which one given number would change the decision.

    The spans end where a measure of some condition begins or ends, so that all numbers of one
    span mean the same.
    """
    changes = []
    for name in sorted(intake.amounts):
        quantity = rules.known.quantity(name)
        for low, high in _stretches(rules, quantity):
            decision = rules.judge(intake.with_amount(name, low)).decision
            if decision is not judgement.decision:
                changes.append(
                    AmountChange(quantity=quantity, at_least=low, below=high, decision=decision)
                )
    return tuple(changes)


def _stretches(rules: Rulebook, quantity: Quantity) -> Iterator[tuple[float, float | None]]:
    """Yield the spans into which the measures cut what is believable of *quantity*."""
    cuts = {quantity.low}
    for span, _ in rules.spans(quantity.id):
        cuts |= {end for end in (span.at_least, span.below) if end is not None}
    starts = sorted(cut for cut in cuts if quantity.low <= cut <= quantity.high)
    yield from zip(starts, [*starts[1:], None], strict=True)


def _near_numbers(rules: Rulebook, intake: Intake, judgement: Judgement) -> Iterator[NearMiss]:
    for name, amount in sorted(intake.amounts.items()):
        quantity = rules.known.quantity(name)
        for span, rule in rules.spans(name):
            if rule not in judgement.present and _misses_by(span, amount) <= quantity.near:
                yield NearMiss(
                    condition=rules.conditions[rule], quantity=quantity, amount=amount, span=span
                )


def _misses_by(span: Measure, amount: float) -> float:
    """Return how far *amount* lies outside *span*; nothing, if inside or at its open end."""
    too_low = 0.0 if span.at_least is None else span.at_least - amount
    too_high = 0.0 if span.below is None else amount - span.below
    return max(0.0, too_low, too_high)


def _alone(rules: Rulebook, intake: Intake, judgement: Judgement) -> Iterator[NearMiss]:
    """Yield the conditions that are there, without the company in which they count."""
    for condition in rules.conditions.values():
        if condition.only_with and condition.id not in judgement.present:
            measured = any(
                span.holds(intake.amounts[span.quantity])
                for span in condition.measures
                if span.quantity in intake.amounts
            )
            if measured or intake.answer(condition.id) is Answer.YES:
                yield NearMiss(condition=condition)
