"""What a client answered before the massage: the questions of the screening, and numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from tableside.errors import TablesideError
from tableside.knowledge.conditions import Condition, Quantity
from tableside.knowledge.entry import Fault


class IntakeError(TablesideError):
    """An intake cannot be used; ``faults`` holds everything that is wrong with it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        super().__init__("\n".join([f"{count} in the intake:", *map(str, self.faults)]))


class Answer(StrEnum):
    """What was answered to a question, from the best to the worst."""

    NO = "no"
    UNANSWERED = "unanswered"
    YES = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """The answers of one client; whatever nobody answered is unanswered, and never "no".

    Raises ``IntakeError`` where a question is answered both yes and no. Whether the names and
    the numbers are known is for ``screen`` and ``read_intake`` to say.
    """

    yes: frozenset[str] = frozenset()
    """Names of the conditions that are present."""

    no: frozenset[str] = frozenset()
    """Names of the conditions that are not."""

    amounts: Mapping[str, float] = field(default_factory=dict)
    """Quantity → the number given, in the unit of that quantity."""

    def __post_init__(self) -> None:
        if both := sorted(self.yes & self.no):
            raise IntakeError(
                Fault(
                    file="",
                    entry="",
                    field=name,
                    value='both "yes" and "no"',
                    expected="give one answer",
                )
                for name in both
            )
        object.__setattr__(self, "amounts", MappingProxyType(dict(self.amounts)))

    @classmethod
    def of(
        cls, answers: Mapping[str, Answer], amounts: Mapping[str, float] | None = None
    ) -> "Intake":
        """Return the intake that holds these answers by condition; others stay unanswered."""
        return cls(
            yes=frozenset(name for name, answer in answers.items() if answer is Answer.YES),
            no=frozenset(name for name, answer in answers.items() if answer is Answer.NO),
            amounts=amounts or {},
        )

    @classmethod
    def no_except(
        cls,
        conditions: Iterable[Condition],
        *,
        yes: Iterable[str] = (),
        unanswered: Iterable[str] = (),
        amounts: Mapping[str, float] | None = None,
    ) -> "Intake":
        """Return the intake of a client who said no to all *conditions* except the named."""
        present = frozenset(yes)
        others = frozenset(condition.id for condition in conditions)
        return cls(yes=present, no=others - present - frozenset(unanswered), amounts=amounts or {})

    def answer(self, condition: str) -> Answer:
        """Return what was answered about the condition of this name."""
        if condition in self.yes:
            return Answer.YES
        return Answer.NO if condition in self.no else Answer.UNANSWERED

    def with_answer(self, condition: str, answer: Answer) -> "Intake":
        """Return the same intake with another answer to one question."""
        alone = frozenset([condition])
        return Intake(
            yes=self.yes | alone if answer is Answer.YES else self.yes - alone,
            no=self.no | alone if answer is Answer.NO else self.no - alone,
            amounts=self.amounts,
        )

    def with_amount(self, quantity: str, amount: float) -> "Intake":
        """Return the same intake with another number for one quantity, in its unit."""
        return Intake(yes=self.yes, no=self.no, amounts={**self.amounts, quantity: amount})


def believable(quantity: Quantity) -> str:
    """Return what is believable of *quantity*, in words for whoever gave another number."""
    span = f"{quantity.low:g} to {quantity.high:g} {quantity.unit}"
    return f"{span} is believable; ask again, or leave it out"
