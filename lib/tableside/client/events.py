"""What happens in a session that a learner can hear or see."""

from dataclasses import dataclass
from enum import StrEnum

YES = "? Yes."
"""How the answer to a question of the screening ends."""


class EventKind(StrEnum):
    """How something comes to the learner."""

    SAYS = "says"
    """The client speaks."""
    SHOWS = "shows"
    """The client shows something that is seen or felt, and not said."""
    SEES = "sees"
    """The learner looks or measures, and finds this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing heard, seen or measured."""

    at: int
    """The second of the session."""
    kind: EventKind
    text: str
    sign: str | None = None
    """The sign of ``signs.toml`` that it is; none for anything else."""
    zone: str | None = None
    number: float | None = None
    """A rating of 0 to 10, or a temperature in °C."""
    condition: str | None = None
    """The condition of the screening that it tells of."""

    @property
    def unasked(self) -> bool:
        """Whether it came of itself, and so before an act of the same second."""
        sign = self.sign is not None and self.kind is not EventKind.SEES
        return sign or self.news

    @property
    def news(self) -> bool:
        """Whether the client tells unasked of a condition, half-way through the session."""
        return self.condition is not None and not self.text.endswith(YES)
