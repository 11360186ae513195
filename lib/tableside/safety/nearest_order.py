"""The acceptable order that lies nearest to one that was performed."""

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush

from tableside.safety.precedence import Rule


def nearest_order(performed: Sequence[str], rules: Iterable[Rule]) -> tuple[str, ...]:
    """Return the order that breaks none of *rules* and swaps the fewest pairs of *performed*.

    Exact. The search grows an order from the front, and pays one for each pair that it puts
    the other way round although no rule asks for it; pairs that a rule turns round must be paid
    by every answer, and so need not be counted. *rules* must be transitively closed, as
    ``precedence_rules`` returns them.
    """
    waits, turned = _masks(performed, rules)
    everything = (1 << len(performed)) - 1
    came_from: dict[int, tuple[int, int]] = {}
    # The second number prefers, among equally good beginnings, the one that is farther on.
    frontier = [(0, 0, 0, 0, -1)]
    while frontier:
        paid, _, done, before, last = heappop(frontier)
        if done in came_from:
            continue
        came_from[done] = before, last
        if done == everything:
            break
        left = everything & ~done
        for step in range(len(performed)):
            if left >> step & 1 and not waits[step] & left:
                overtaken = left & ((1 << step) - 1) & ~turned[step]
                grown = done | 1 << step
                cost = paid + overtaken.bit_count()
                heappush(frontier, (cost, -grown.bit_count(), grown, done, step))
    return tuple(performed[step] for step in _path(came_from, everything))


def _masks(performed: Sequence[str], rules: Iterable[Rule]) -> tuple[list[int], list[int]]:
    """Return for each place the places that must come first, and those it must overtake."""
    place = {step: index for index, step in enumerate(performed)}
    waits, turned = [0] * len(performed), [0] * len(performed)
    for rule in rules:
        if rule.before in place and rule.after in place:
            before, after = place[rule.before], place[rule.after]
            waits[after] |= 1 << before
            if after < before:
                turned[before] |= 1 << after
    return waits, turned


def _path(came_from: dict[int, tuple[int, int]], done: int) -> list[int]:
    path = []
    while done:
        done, step = came_from[done]
        path.append(step)
    return path[::-1]
