"""Limits on how often something may be tried."""

from dataclasses import dataclass, field

MOST_KEPT = 10_000
"""So many names are remembered; beyond them, those that may try at once are forgotten."""


@dataclass(slots=True, kw_only=True)
class Throttle:
    """Lets each name try *burst* times at once, and then *rate* times a second."""

    rate: float
    burst: float
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Name → tries left, and the second when they were counted."""

    def waits(self, name: str, now: float) -> float:
        """Return after how many seconds *name* may try; 0 for now."""
        left = self._count(name, now)
        return 0.0 if left >= 1 else (1 - left) / self.rate

    def tried(self, name: str, now: float) -> None:
        """Count one try of *name*."""
        self._left[name] = (max(0.0, self._count(name, now) - 1), now)
        if len(self._left) > MOST_KEPT:
            full = [each for each in self._left if self._count(each, now) >= self.burst]
            for each in full or list(self._left)[: MOST_KEPT // 2]:
                del self._left[each]

    def _count(self, name: str, now: float) -> float:
        left, since = self._left.get(name, (self.burst, now))
        return min(self.burst, left + self.rate * max(0.0, now - since))
