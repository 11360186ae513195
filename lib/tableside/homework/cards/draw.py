"""Chance that is the same on every computer: seeds from names, and draws from a seed."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

_BITS = 53
"""As many as every JSON reader keeps of a whole number, and a float of a fraction."""

_LEFT_OVER = 64 - _BITS
_STEPS: int = 2**_BITS


def seed_for(assignment: str, item: str, student: str) -> int:
    """Return the seed of one student's item, from 0 to below 2^53: the same on every system.

    The student's name counts without case and surrounding spaces, as in hand-in files.
    """
    name = "\x1f".join((assignment, item, student.strip().lower()))
    return _number(name) >> _LEFT_OVER


class Draw:
    """Draws that follow from a seed alone.

    Made of SHA-256 rather than of ``random``, whose choices and shuffles may change from one
    version of Python to the next.
    """

    def __init__(self, seed: int, purpose: str = "") -> None:
        """Begin the draws of *seed*; those for another *purpose* do not depend on these."""
        self._start = f"{seed}\x1f{purpose}\x1f"
        self._drawn = 0

    def share(self) -> float:
        """Return a number from 0 up to and without 1."""
        text = f"{self._start}{self._drawn}"
        self._drawn += 1
        return (_number(text) >> _LEFT_OVER) / _STEPS

    def below(self, count: int) -> int:
        """Return a whole number from 0 up to and without *count*."""
        return int(self.share() * count)

    def pick(self, things: Sequence[T]) -> T:
        """Return one of *things*; raises IndexError if there is none."""
        return things[self.below(len(things))]

    def between(self, low: float, high: float) -> float:
        """Return a number from *low* to *high*: a whole one between whole ends, else in tenths."""
        whole = float(low).is_integer() and float(high).is_integer()
        steps = 1 if whole else 10
        first, last = round(low * steps), round(high * steps)
        return (first + self.below(last - first + 1)) / steps

    def shuffled(self, things: Sequence[T]) -> tuple[T, ...]:
        """Return *things* in any order, each order as likely as another."""
        order = list(things)
        for last in range(len(order) - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return tuple(order)


def _number(text: str) -> int:
    """Return the first 64 bits of the text's SHA-256."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
