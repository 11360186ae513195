"""The partial order of the steps: which must come before which, and which merely should."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tableside.knowledge.steps import Precedence, PrecedenceKind, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """*before* comes before *after*, directly or by way of other steps."""

    before: str
    after: str
    hard: bool
    """Whether breaking it can harm; a soft rule is good practice."""
    why: tuple[Precedence, ...]
    """The rules that join the two, in order; one for a direct rule."""


_Path = tuple[str, str, tuple[Precedence, ...]]
"""The earlier step, the later one, and the rules that join them."""


def precedence_rules(steps: Iterable[Step]) -> tuple[Rule, ...]:
    """Return every ordered pair that the rules of *steps* imply, hard where a hard path exists.

    A path is hard when each of its rules is. Of several paths the hard one counts, then the
    shortest, so that the explanation is the simplest true one.
    """
    best: dict[tuple[str, str], tuple[Precedence, ...]] = {}
    pending: list[_Path] = [(rule.step, step.id, (rule,)) for step in steps for rule in step.after]
    while pending:
        longer: list[_Path] = []
        for before, after, why in pending:
            known = best.get((before, after))
            if known is None or _rank(why) < _rank(known):
                best[before, after] = why
                longer.append((before, after, why))
        pending = [joined for pair in longer for joined in _joined(pair, best)]
    return tuple(
        Rule(before=before, after=after, hard=_is_hard(why), why=why)
        for (before, after), why in sorted(best.items())
    )


def broken_rules(performed: Sequence[str], rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return the rules that the order *performed* breaks, in the order of the late step.

    Rules about steps that were not performed say nothing here.
    """
    place = {step: index for index, step in enumerate(performed)}
    broken = [
        rule
        for rule in rules
        if rule.before in place and rule.after in place and place[rule.before] > place[rule.after]
    ]
    return tuple(sorted(broken, key=lambda rule: (place[rule.after], place[rule.before])))


def fewest_moves(performed: Sequence[str], rules: Iterable[Rule]) -> tuple[str, ...]:
    """Return a smallest set of steps to move so that *performed* breaks none of *rules*.

    Exact. The broken pairs are the meet of two orders and so an order themselves; the steps
    that may stay are its largest antichain, which a maximum matching finds (Dilworth, König).
    *rules* must be transitively closed, as ``precedence_rules`` returns them.
    """
    later: dict[str, list[str]] = {step: [] for step in performed}
    for rule in broken_rules(performed, rules):
        later[rule.after].append(rule.before)
    partner = _maximum_matching(later)
    return _smallest_cover(performed, later, partner)


def _rank(why: tuple[Precedence, ...]) -> tuple[bool, int]:
    return (not _is_hard(why), len(why))


def _is_hard(why: Iterable[Precedence]) -> bool:
    return all(rule.kind is PrecedenceKind.HARD for rule in why)


def _joined(pair: _Path, best: Mapping[tuple[str, str], tuple[Precedence, ...]]) -> list[_Path]:
    """Return the pairs that *pair* makes with each pair that it touches."""
    before, after, why = pair
    found = []
    for (left, right), other in best.items():
        if right == before:
            found.append((left, after, other + why))
        if left == after:
            found.append((before, right, why + other))
    return found


def _maximum_matching(edges: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return right partner -> left partner of a largest matching (augmenting paths)."""
    partner: dict[str, str] = {}

    def place(left: str, tried: set[str]) -> bool:
        for right in edges[left]:
            if right in tried:
                continue
            tried.add(right)
            if right not in partner or place(partner[right], tried):
                partner[right] = left
                return True
        return False

    for left in edges:
        place(left, set())
    return partner


def _smallest_cover(
    performed: Sequence[str], edges: Mapping[str, Sequence[str]], partner: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the steps that touch every edge, read off a largest matching (König)."""
    matched_left = set(partner.values())
    left_seen = {step for step in edges if step not in matched_left}
    right_seen: set[str] = set()
    frontier = list(left_seen)
    while frontier:
        for right in edges[frontier.pop()]:
            if right not in right_seen:
                right_seen.add(right)
                if right in partner and partner[right] not in left_seen:
                    left_seen.add(partner[right])
                    frontier.append(partner[right])
    return tuple(step for step in performed if step not in left_seen or step in right_seen)
