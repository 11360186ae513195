"""The rules of the screening, sorted once, and the judgement of an intake by them.

Every rule is in one of three states. It is *present* when its question was answered yes or a
number lies in one of its spans; *open* when it is neither present nor answered no; and *absent*
otherwise. A rule that counts only with others takes the milder of its own state and the worst
state among those others (Kleene's three-valued "and" and "or").
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tableside.errors import UnknownNameError
from tableside.knowledge import Knowledge
from tableside.knowledge.conditions import Condition, Decision, Measure
from tableside.knowledge.entry import Fault, nearest
from tableside.safety.decision import ScreenDecision
from tableside.safety.intake import Intake, IntakeError, believable


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules say of one intake, by names of conditions."""

    decision: ScreenDecision
    urgent: bool
    present: frozenset[str]
    open: frozenset[str]


class Rulebook:
    """All rules of the screening, in the form in which an intake is judged fast."""

    def __init__(self, known: Knowledge) -> None:
        self.known = known
        self.conditions: Mapping[str, Condition] = {each.id: each for each in known.conditions}
        self._quantities = {each.id: each for each in known.quantities}
        self._names = frozenset(self.conditions)
        self._decisions = {each.id: ScreenDecision.of(each.decision) for each in known.conditions}
        self.red_flags = frozenset(each.id for each in known.conditions if each.red_flag)
        self._urgent = frozenset(each.id for each in known.conditions if each.urgent)
        self._harmless = frozenset(
            each.id for each in known.conditions if each.decision is Decision.PROCEED
        )
        self._company = {
            each.id: frozenset(each.only_with) for each in known.conditions if each.only_with
        }
        self._spans: dict[str, list[tuple[Measure, str]]] = {}
        for condition in known.conditions:
            for measure in condition.measures:
                self._spans.setdefault(measure.quantity, []).append((measure, condition.id))

    def judge(self, intake: Intake) -> Judgement:
        """Return what follows from *intake*; the strictest rule decides.

        An open red flag decides HOLD. Any other open rule decides ADAPT, because its limits are
        kept until somebody has asked; one that would change nothing decides nothing.

        Raises ``UnknownNameError`` for a question or quantity that the course does not ask, and
        ``IntakeError`` for a number that is not believable.
        """
        if not (intake.yes <= self._names and intake.no <= self._names):
            raise UnknownNameError(self._stranger(intake.yes | intake.no))
        present = intake.yes | self._measured(intake) if intake.amounts else intake.yes
        unknown = self._names - intake.no - present
        if self._company:
            present, unknown = self._in_company(present, unknown)
        decision = max(map(self._decisions.__getitem__, present), default=ScreenDecision.PROCEED)
        if decision < ScreenDecision.HOLD and unknown:
            decision = max(decision, self._while_open(unknown))
        return Judgement(decision, not self._urgent.isdisjoint(present), present, unknown)

    def spans(self, quantity: str) -> Iterable[tuple[Measure, str]]:
        """Return the spans of a quantity in which a condition is present, each with its name."""
        return self._spans.get(quantity, ())

    def _while_open(self, unknown: frozenset[str]) -> ScreenDecision:
        if not self.red_flags.isdisjoint(unknown):
            return ScreenDecision.HOLD
        return ScreenDecision.PROCEED if unknown <= self._harmless else ScreenDecision.ADAPT

    def _in_company(
        self, present: frozenset[str], unknown: frozenset[str]
    ) -> tuple[frozenset[str], frozenset[str]]:
        """Return what is present and what is open, once some count only with others."""
        absent: set[str] = set()
        waiting: set[str] = set()
        for name, company in self._company.items():
            if (name in present or name in unknown) and company.isdisjoint(present):
                (absent if company.isdisjoint(unknown) else waiting).add(name)
        return present - absent - waiting, (unknown - absent) | waiting

    def _measured(self, intake: Intake) -> frozenset[str]:
        found = []
        for name, amount in intake.amounts.items():
            quantity = self._quantities.get(name)
            if quantity is None:
                raise UnknownNameError(
                    f"There is no quantity {name!r}; {nearest(name, self._quantities)}"
                )
            # Written so that nan, which compares with nothing, is refused as well.
            if not quantity.low <= amount <= quantity.high:
                fault = Fault(
                    file="",
                    entry="",
                    field=f"quantities.{name}",
                    value=repr(amount),
                    expected=believable(quantity),
                )
                raise IntakeError([fault])
            found += [rule for span, rule in self.spans(name) if span.holds(amount)]
        return frozenset(found)

    def _stranger(self, names: frozenset[str]) -> str:
        name = min(names - self._names)
        return f"There is no condition {name!r}; {nearest(name, self._names)}"


class _Same:
    """A key that is equal for the same object alone: comparing all knowledge would be slow."""

    def __init__(self, known: Knowledge) -> None:
        self.known = known

    def __hash__(self) -> int:
        return id(self.known)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.known is other.known


@lru_cache(maxsize=8)
def _rulebook(key: _Same) -> Rulebook:
    return Rulebook(key.known)


def rulebook(known: Knowledge) -> Rulebook:
    """Return the rules of what is *known*, sorted on the first call and kept for the next."""
    return _rulebook(_Same(known))
