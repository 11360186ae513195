"""Whether an order of steps is safe, and the smallest change that makes it good."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from tableside.errors import UnknownNameError
from tableside.knowledge.steps import PrecedenceKind, Step
from tableside.safety.findings import Finding
from tableside.safety.nearest_order import nearest_order
from tableside.safety.precedence import Rule, broken_rules, fewest_moves, precedence_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCheck:
    """What is to be said about one order of steps."""

    findings: tuple[Finding, ...]
    """Unsafe ones first; each says which step to do before which, and why."""

    moves: tuple[str, ...]
    """A smallest set of steps to move; empty when every rule is kept."""

    missing: tuple[str, ...]
    """Steps that were asked for and do not appear."""

    credit: float
    """How good the order is, from 0 to 1 (course rule): half for the rules kept, half for the
    steps that may stay where they are, times the share of the steps that appear. Whether it is
    *safe* is another question."""

    performed: tuple[str, ...]
    rules: tuple[Rule, ...] = field(repr=False)
    """The rules among the steps that were asked for."""

    @property
    def nearest(self) -> tuple[str, ...]:
        """The order that keeps every rule and swaps the fewest pairs of the one performed.

        Worked out when it is asked for: where rules are few it can take a second.
        """
        return nearest_order(self.performed, self.rules) if self.moves else self.performed

    @property
    def first_unsafe(self) -> str | None:
        """The earliest step that was done before a step it must wait for; none if it is safe."""
        return next((each.subjects[1] for each in self.findings if each.safety), None)

    @property
    def safe(self) -> bool:
        """Whether no hard rule is broken."""
        return not any(finding.safety for finding in self.findings)


def check_order(
    performed: Sequence[str], *, steps: Sequence[Step], asked: Collection[str] | None = None
) -> OrderCheck:
    """Return what is wrong with the order *performed*; nothing, if it is good.

    *steps* are all steps with their rules, *asked* those that should appear (all, if not
    given): rules that join two of them by way of a step not asked for still count. Steps that
    do not wait for each other may stand either way round.

    Raises ``UnknownNameError`` for a step that was not asked for, or that stands twice.
    """
    wanted = [step.id for step in steps if asked is None or step.id in asked]
    _refuse_strangers(performed, wanted)
    asked_for = frozenset(wanted)
    rules = [rule for rule in _rules(tuple(steps)) if {rule.before, rule.after} <= asked_for]
    titles = {step.id: step.title for step in steps}
    broken = broken_rules(performed, rules)
    findings = [_finding(rule, titles) for rule in _direct(broken, performed)]
    moves = fewest_moves(performed, rules)
    comparable = sum({rule.before, rule.after} <= set(performed) for rule in rules)
    rules_kept = _kept(len(broken), comparable)
    steps_kept = _kept(len(moves), len(performed) - 1)
    return OrderCheck(
        findings=tuple(sorted(findings, key=lambda finding: not finding.safety)),
        moves=moves,
        missing=tuple(step for step in wanted if step not in performed),
        credit=len(performed) / max(len(wanted), 1) * (rules_kept + steps_kept) / 2,
        performed=tuple(performed),
        rules=tuple(rules),
    )


def _kept(lost: int, of: int) -> float:
    return 1 - lost / of if of > 0 else 1.0


@lru_cache(maxsize=16)
def _rules(steps: tuple[Step, ...]) -> tuple[Rule, ...]:
    """Return the rules of *steps*, kept, because working them out takes most of the time."""
    return precedence_rules(steps)


def _refuse_strangers(performed: Sequence[str], wanted: Sequence[str]) -> None:
    strangers = sorted(set(performed) - set(wanted))
    if strangers:
        raise UnknownNameError(
            f"the order holds {', '.join(map(repr, strangers))}, which was not asked for; "
            f"the steps are {', '.join(wanted)}"
        )
    twice = [step for step, count in Counter(performed).items() if count > 1]
    if twice:
        raise UnknownNameError(f"the order holds {', '.join(map(repr, twice))} more than once")


def _direct(broken: Sequence[Rule], performed: Collection[str]) -> list[Rule]:
    """Leave out the rules that go by way of a step that was performed.

    Such a rule cannot be broken unless one of the rules it is made of is, and that one is
    easier to understand.
    """
    return [rule for rule in broken if not {part.step for part in rule.why[1:]} & set(performed)]


def _finding(rule: Rule, titles: dict[str, str]) -> Finding:
    reasons = [part for part in rule.why if (part.kind is PrecedenceKind.HARD) == rule.hard]
    word = "must" if rule.hard else "is better to"
    return Finding(
        rule=reasons[0].rule,
        message=f"“{titles[rule.before]}” {word} come before “{titles[rule.after]}”.",
        because=" ".join(part.because for part in reasons),
        safety=rule.hard,
        subjects=(rule.before, rule.after),
        sources=tuple(dict.fromkeys(key for part in reasons for key in part.sources)),
        course_rule=any(part.course_rule for part in reasons),
    )
