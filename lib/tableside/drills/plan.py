"""What a round of the pressure drill asks for: lean in, hold the band, ease off."""

from typing import Literal, Self

from pydantic import model_validator

from tableside.drills.place import TOUCH, Seconds, Share
from tableside.drills.target import Corner, TargetPlan

FULL_TOLERANCE = 0.05
"""While the target rises or falls its band is no narrower than this, or than the held band."""


class PressurePlan(TargetPlan):
    """One round: wait, lean in to the band, hold it, ease off, rest.

    Its band does not widen where it falls, so that rounds handed in earlier keep their marks;
    easing off has a speed of its own to keep to, with more slack than leaning in.
    """

    kind: Literal["pressure"] = "pressure"

    low: Share = 0.40
    """Lower edge of the band."""

    high: Share = 0.50
    """Upper edge of the band."""

    lead_seconds: Seconds = 2.0
    ramp_seconds: Seconds = 3.0
    hold_seconds: Seconds = 8.0
    release_seconds: Seconds = 3.0
    tail_seconds: Seconds = 2.0

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if not TOUCH < self.low < self.high <= self.limit:
            raise ValueError(
                f"the plan needs {TOUCH} < low < high <= limit; "
                f"it has low {self.low:g}, high {self.high:g}, limit {self.limit:g}"
            )
        self.refuse_impossible()
        return self

    @property
    def middle(self) -> float:
        """The middle of the band."""
        return (self.low + self.high) / 2

    @property
    def half_width(self) -> float:
        """Half the width of the band."""
        return (self.high - self.low) / 2

    def ends(self) -> tuple[float, float, float, float, float]:
        """Return the seconds at which lead-in, ramp, hold, release and tail end."""
        lead = self.lead_seconds
        ramp = lead + self.ramp_seconds
        hold = ramp + self.hold_seconds
        release = hold + self.release_seconds
        return lead, ramp, hold, release, release + self.tail_seconds

    def corners(self) -> tuple[Corner, ...]:
        """Return the corners of the round: the ends of its five stretches."""
        lead, ramp, hold, release, tail = self.ends()
        outside = min(self.half_width, FULL_TOLERANCE)
        return (
            *(Corner(second, 0.0, outside) for second in (0.0, lead)),
            *(Corner(second, self.middle, self.half_width) for second in (ramp, hold)),
            *(Corner(second, 0.0, outside) for second in (release, tail)),
        )
