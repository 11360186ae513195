"""The screening as formulas, translated from the same conditions that the engine reads.

Nothing here is a second copy of a rule: a condition that is added, changed or taken away in the
data changes the formulas. What is written down twice is how rules are put together, once here
and once in ``tableside.safety``; a test compares the two on many thousands of intakes.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property, lru_cache

import z3

from tableside.knowledge.conditions import Condition, Decision, Heat, Measure, Quantity
from tableside.safety.decision import ScreenDecision

NO_LIMIT = 10**6
"""What stands for "as many minutes as one likes"."""

HEAT = {None: 0, Heat.LOWER: 1, Heat.NONE: 2}
"""The limits of heat, from none to the strictest."""


def any_of(parts: Iterable[z3.BoolRef]) -> z3.BoolRef:
    """Return "at least one of them", which is false for none at all."""
    return z3.Or(*parts)


@cache
def truth(name: str) -> z3.BoolRef:
    """Return the yes-or-no variable of this name."""
    return z3.Bool(name)


@cache
def number(name: str) -> z3.ArithRef:
    """Return the number variable of this name."""
    return z3.Real(name)


class Client:
    """A client of whom nothing is known: each answer and each number is a variable.

    A question is known by the number of its condition, such as C22, so that a question can be
    spoken of even where the data has lost its condition. *name* tells two clients apart.
    """

    def __init__(self, name: str = "") -> None:
        self._name = name

    def yes(self, question: str) -> z3.BoolRef:
        """Return "the answer was yes"."""
        return truth(f"yes {question}{self._name}")

    def no(self, question: str) -> z3.BoolRef:
        """Return "the answer was no"; unanswered is neither."""
        return truth(f"no {question}{self._name}")

    def unanswered(self, question: str) -> z3.BoolRef:
        """Return "nobody answered"."""
        return z3.Not(z3.Or(self.yes(question), self.no(question)))

    def given(self, quantity: str) -> z3.BoolRef:
        """Return "the number was given"."""
        return truth(f"given {quantity}{self._name}")

    def amount(self, quantity: str) -> z3.ArithRef:
        """Return the number, which means nothing unless it was given."""
        return number(f"amount {quantity}{self._name}")

    def within(self, span: Measure) -> z3.BoolRef:
        """Return "the number was given and lies in the span"."""
        amount = self.amount(span.quantity)
        ends = [self.given(span.quantity)]
        if span.at_least is not None:
            ends.append(amount >= exactly(span.at_least))
        if span.below is not None:
            ends.append(amount < exactly(span.below))
        return z3.And(*ends)

    def believable(
        self, questions: Iterable[str], quantities: Iterable[Quantity]
    ) -> list[z3.BoolRef]:
        """Return what holds of every intake that the engine accepts."""
        answers = [z3.Not(z3.And(self.yes(each), self.no(each))) for each in questions]
        spans = [
            z3.And(self.amount(q.id) >= exactly(q.low), self.amount(q.id) <= exactly(q.high))
            for q in quantities
        ]
        return answers + spans


def exactly(value: float) -> z3.RatNumRef:
    """Return the number as z3 knows it, without a rounding of its own."""
    return z3.RealVal(repr(value))


@lru_cache(maxsize=4096)
def own(condition: Condition, client: Client) -> z3.BoolRef:
    """Return "the question was answered yes, or a number lies in a span"."""
    spans = [client.within(span) for span in condition.measures]
    return any_of([client.yes(condition.number), *spans])


@lru_cache(maxsize=4096)
def own_or_open(condition: Condition, client: Client) -> z3.BoolRef:
    """Return "it is there, or nobody has said that it is not"."""
    return z3.Or(own(condition, client), client.unanswered(condition.number))


@lru_cache(maxsize=4096)
def is_open(
    condition: Condition, company: tuple[Condition, ...] | None, client: Client
) -> z3.BoolRef:
    """Return "it may count, and it is not sure that it does"."""
    possible = own_or_open(condition, client)
    if company is not None:
        possible = z3.And(possible, any_of(own_or_open(each, client) for each in company))
    return z3.And(possible, z3.Not(is_present(condition, company, client)))


@lru_cache(maxsize=4096)
def is_present(
    condition: Condition, company: tuple[Condition, ...] | None, client: Client
) -> z3.BoolRef:
    """Return "it counts"; *company* are those beside which alone it does, None for no need."""
    if company is None:
        return own(condition, client)
    return z3.And(own(condition, client), any_of(own(each, client) for each in company))


@lru_cache(maxsize=4096)
def concern(
    condition: Condition, company: tuple[Condition, ...] | None, client: Client
) -> z3.BoolRef:
    """Return "it counts, or it may"."""
    return z3.Or(is_present(condition, company, client), is_open(condition, company, client))


class Screening:
    """What *conditions* decide for a client, as formulas.

    *ceiling* is the firmest Walton level used on anyone.
    """

    def __init__(self, conditions: Sequence[Condition], client: Client, *, ceiling: int) -> None:
        self.conditions = conditions
        self.client = client
        self._ceiling = ceiling
        self._numbers = {each.id: each for each in conditions}
        company = {each.number: self._company(each) for each in conditions}
        self.present = {c.number: is_present(c, company[c.number], client) for c in conditions}
        self.open = {c.number: is_open(c, company[c.number], client) for c in conditions}
        self.concerns = {c.number: concern(c, company[c.number], client) for c in conditions}

    def _company(self, condition: Condition) -> tuple[Condition, ...] | None:
        if not condition.only_with:
            return None
        return tuple(self._numbers[each] for each in condition.only_with if each in self._numbers)

    def at_least(self, decision: ScreenDecision) -> z3.BoolRef:
        """Return "the verdict is this decision or a stricter one"."""
        parts = [
            self.present[each.number]
            for each in self.conditions
            if ScreenDecision.of(each.decision) >= decision
        ]
        if decision <= ScreenDecision.HOLD:
            parts += [self.open[each.number] for each in self.conditions if each.red_flag]
        if decision <= ScreenDecision.ADAPT:
            parts += [
                self.open[each.number]
                for each in self.conditions
                if each.decision is not Decision.PROCEED
            ]
        return any_of(parts) if decision > ScreenDecision.PROCEED else z3.BoolVal(val=True)

    def is_exactly(self, decision: ScreenDecision) -> z3.BoolRef:
        """Return "the verdict is this decision"."""
        stricter = [each for each in ScreenDecision if each > decision]
        milder = [z3.Not(self.at_least(stricter[0]))] if stricter else []
        return z3.And(self.at_least(decision), *milder)

    @cached_property
    def urgent(self) -> z3.BoolRef:
        """Return "the client needs medical care today"."""
        return any_of(self.present[each.number] for each in self.conditions if each.urgent)

    @cached_property
    def pressure(self) -> z3.ArithRef:
        """Return the firmest Walton level that is left."""
        return self._least(z3.IntVal(self._ceiling), lambda each: each.adapt.max_pressure)

    @cached_property
    def minutes(self) -> z3.ArithRef:
        """Return the longest time that is left, in minutes; ``NO_LIMIT`` for any."""
        return self._least(z3.RealVal(NO_LIMIT), lambda each: each.adapt.max_minutes)

    @cached_property
    def heat(self) -> z3.ArithRef:
        """Return how strictly heat is limited, by :data:`HEAT`."""
        no_towel = self._some(lambda each: each.adapt.heat is Heat.NONE)
        cooler = self._some(lambda each: each.adapt.heat is Heat.LOWER)
        return z3.If(no_towel, z3.IntVal(2), z3.If(cooler, z3.IntVal(1), z3.IntVal(0)))

    @cached_property
    def unscented(self) -> z3.BoolRef:
        """Return "scents are left out"."""
        return self._some(lambda each: each.adapt.unscented)

    def avoids(self, kind: str, name: str) -> z3.BoolRef:
        """Return "this one is left out"; *kind* is positions, oils, strokes, zones or areas."""
        if kind == "areas":
            return self._some(
                lambda each: each.decision is Decision.AVOID_AREA and each.area.value == name
            )
        return self._some(lambda each: name in getattr(each.adapt, f"avoid_{kind}"))

    def asks_for_one_of(self, positions: Iterable[str]) -> z3.BoolRef:
        """Return "one of these positions, or of fewer, has to be chosen"."""
        choice = frozenset(positions)
        return self._some(
            lambda each: (
                bool(each.adapt.prefer_positions) and choice.issuperset(each.adapt.prefer_positions)
            )
        )

    def bounds(self, vocabulary: Iterable[Condition] | None = None) -> dict[str, z3.BoolRef]:
        """Return all that a verdict says as claims, each of which is stricter when it is true.

        The names of what may be left out are those that the *vocabulary* speaks of, or these
        conditions themselves.
        """
        words = tuple(self.conditions if vocabulary is None else vocabulary)
        found = {f"decision {each.word}": self.at_least(each) for each in ScreenDecision}
        found["urgent"] = self.urgent
        found["unscented"] = self.unscented
        for level in range(1, self._ceiling):
            found[f"pressure {level}"] = self.pressure <= level
        for heat in (Heat.LOWER, Heat.NONE):
            found[f"heat {heat}"] = self.heat >= HEAT[heat]
        for minutes in {each.adapt.max_minutes for each in words} - {None}:
            found[f"minutes {minutes:g}"] = self.minutes <= exactly(minutes)
        for kind in ("positions", "oils", "strokes", "zones"):
            for name in {name for each in words for name in getattr(each.adapt, f"avoid_{kind}")}:
                found[f"{kind} {name}"] = self.avoids(kind, name)
        for area in {each.area.value for each in words}:
            found[f"areas {area}"] = self.avoids("areas", area)
        for choice in {frozenset(each.adapt.prefer_positions) for each in words} - {frozenset()}:
            found[f"one of {' '.join(sorted(choice))}"] = self.asks_for_one_of(choice)
        return found

    def _some(self, which: Callable[[Condition], bool]) -> z3.BoolRef:
        return any_of(self.concerns[each.number] for each in self.conditions if which(each))

    def _least(
        self, start: z3.ArithRef, cap_of: Callable[[Condition], float | None]
    ) -> z3.ArithRef:
        least = start
        for each in self.conditions:
            cap = cap_of(each)
            if cap is not None:
                limit = z3.IntVal(cap) if start.is_int() else exactly(cap)
                least = z3.If(z3.And(self.concerns[each.number], limit < least), limit, least)
        return least
