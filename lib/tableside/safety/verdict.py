"""What the screening says of a client: the decision, its reasons, and what is left to ask."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from tableside.knowledge.conditions import Area, Condition, Measure, Quantity
from tableside.safety.decision import ScreenDecision
from tableside.safety.intake import Answer, Intake
from tableside.safety.limits import Limits, combine
from tableside.safety.rulebook import Judgement, Rulebook
from tableside.safety.what_if import (
    AmountChange,
    AnswerChange,
    NearMiss,
    amount_changes,
    answer_changes,
    near_misses,
)


class How(StrEnum):
    """What made a condition count."""

    ANSWER = "answer"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A number that lies in a span in which a condition counts as present."""

    quantity: Quantity
    amount: float
    span: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """A rule that applies to this client; its words and sources stand with the condition."""

    condition: Condition
    answer: Answer
    """What was answered; a number can make a condition count even if the answer was no."""
    measured: tuple[Measured, ...]

    @property
    def how(self) -> tuple[How, ...]:
        """What made it count: the answer, a number, or both."""
        by_answer = (How.ANSWER,) if self.answer is Answer.YES else ()
        return by_answer + ((How.MEASURE,) if self.measured else ())

    @property
    def decision(self) -> ScreenDecision:
        """What this rule decides by itself."""
        return ScreenDecision.of(self.condition.decision)


@dataclass(frozen=True)
class Verdict:
    """The decision for one client; the reasons are worked out when they are first asked for."""

    decision: ScreenDecision
    """The strictest that any rule asks for."""

    urgent: bool
    """Whether the client needs medical care today."""

    intake: Intake
    judgement: Judgement = field(repr=False)
    rules: Rulebook = field(repr=False, compare=False)

    @property
    def may_begin(self) -> bool:
        """Whether a massage within the limits may begin now.

        False while a red flag is open, even where a stricter decision would allow some massage.
        """
        return not self.ask_first and self.decision <= ScreenDecision.AVOID_AREA

    @cached_property
    def fired(self) -> tuple[Fired, ...]:
        """Every rule that applies, the strictest first."""
        fired = [self._fired(each) for each in self._conditions(self.judgement.present)]
        return tuple(sorted(fired, key=lambda each: -each.decision))

    @cached_property
    def ask_first(self) -> tuple[Condition, ...]:
        """The red flags that are open: nothing may begin until they are answered."""
        return tuple(each for each in self._conditions(self.judgement.open) if each.red_flag)

    @cached_property
    def ask_also(self) -> tuple[Condition, ...]:
        """The other open questions; until they are answered, their limits are kept."""
        return tuple(each for each in self._conditions(self.judgement.open) if not each.red_flag)

    @cached_property
    def limits(self) -> Limits:
        """The strictest of all limits, of the rules that apply and of those that are open."""
        concerned = self.judgement.present | self.judgement.open
        ceiling = int(self.rules.known.parameter("student-max-walton").number)
        return combine(self._conditions(concerned), ceiling=ceiling)

    @property
    def areas_to_avoid(self) -> frozenset[Area]:
        """The parts of the body that are left out."""
        return self.limits.avoid_areas

    @cached_property
    def near_misses(self) -> tuple[NearMiss, ...]:
        """The conditions that one small change would make count."""
        return near_misses(self.rules, self.intake, self.judgement)

    @cached_property
    def answer_changes(self) -> tuple[AnswerChange, ...]:
        """Every single answer that would make the decision milder or stricter."""
        return answer_changes(self.rules, self.intake, self.judgement)

    @cached_property
    def amount_changes(self) -> tuple[AmountChange, ...]:
        """Every span in which one number given would make the decision milder or stricter."""
        return amount_changes(self.rules, self.intake, self.judgement)

    @cached_property
    def if_all_else_is_no(self) -> ScreenDecision:
        """What is decided if every open question turns out to be answered no: the best case."""
        no = self.intake.no | (self.judgement.open - self.intake.yes)
        best = Intake(yes=self.intake.yes, no=no, amounts=self.intake.amounts)
        return self.rules.judge(best).decision

    def _conditions(self, names: frozenset[str]) -> Iterable[Condition]:
        """Return the conditions of these names, in the order of the questions."""
        return [each for name, each in self.rules.conditions.items() if name in names]

    def _fired(self, condition: Condition) -> Fired:
        amounts = self.intake.amounts
        return Fired(
            condition=condition,
            answer=self.intake.answer(condition.id),
            measured=tuple(
                Measured(
                    quantity=self.rules.known.quantity(span.quantity),
                    amount=amounts[span.quantity],
                    span=span,
                )
                for span in condition.measures
                if span.quantity in amounts and span.holds(amounts[span.quantity])
            ),
        )
