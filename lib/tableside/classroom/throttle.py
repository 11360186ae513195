"""Limits on how often something may be tried."""

from dataclasses import dataclass, field

MOST_KEPT = 10_000
"""So many names are remembered; beyond them, those that may try at once are forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How often something may be tried: *burst* times at once, and then *rate* times a second."""

    rate: float
    burst: float

    def left(self, counted: tuple[float, float] | None, now: float) -> float:
        """Return how many tries are left at *now*, from how many there were at which second."""
        left, since = counted or (self.burst, now)
        return min(self.burst, left + self.rate * max(0.0, now - since))

    def waits(self, counted: tuple[float, float] | None, now: float) -> float:
        """Return after how many seconds one more try is allowed; 0 for now."""
        left = self.left(counted, now)
        return 0.0 if left >= 1 else (1 - left) / self.rate

    def tried(self, counted: tuple[float, float] | None, now: float) -> tuple[float, float]:
        """Return what is left after one more try, and the second when it was counted."""
        return max(0.0, self.left(counted, now) - 1), now


@dataclass(slots=True, kw_only=True)
class Throttle:
    """Lets each name try *burst* times at once, and then *rate* times a second."""

    rate: float
    burst: float
    _counted: dict[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def limit(self) -> Limit:
        """What holds for each name."""
        return Limit(rate=self.rate, burst=self.burst)

    def waits(self, name: str, now: float) -> float:
        """Return after how many seconds *name* may try; 0 for now."""
        return self.limit.waits(self._counted.get(name), now)

    def tried(self, name: str, now: float) -> None:
        """Count one try of *name*."""
        limit = self.limit
        self._counted[name] = limit.tried(self._counted.get(name), now)
        if len(self._counted) > MOST_KEPT:
            every = self._counted.items()
            full = [each for each, counted in every if limit.left(counted, now) >= self.burst]
            for each in full or list(self._counted)[: MOST_KEPT // 2]:
                del self._counted[each]
