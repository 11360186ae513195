"""What a round of the pressure drill asks for: where, how hard, how long, and the limits.

Pressing is told as a share of the device's own range, 0 to 1, never as a force: nothing here
knows newtons. Course rule: on the drill's meter, equal parts of that range stand for the levels
of Walton's scale, a fifth each unless the plan says otherwise. The meter teaches the *plan* (which
level belongs where); it does not measure the hand.
"""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from tableside.knowledge.back_map import Zone, back_map

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Seconds = Annotated[float, Field(ge=0.2, le=120, allow_inf_nan=False)]

TOUCH = 0.05
"""Up to this share of the range a hand rests; above it, it presses (course rule)."""

PRACTICE_GRACE = 0.5
"""By how many levels a practice round may go over a zone's level (course rule)."""

NARROWEST_BAND = 0.1
"""A band narrower than this share of its middle, to each side, cannot be met (course rule)."""

FULL_TOLERANCE = 0.05
"""While the target rises or falls its band is no narrower than this, or than the held band."""


class Phase(StrEnum):
    """What the plan asks for at a moment of the round."""

    READY = "ready"
    RAMP = "ramp"
    HOLD = "hold"
    RELEASE = "release"
    TAIL = "tail"


class PressurePlan(BaseModel):
    """One round: wait, lean in to the band, hold it, ease off, rest."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    zones: Annotated[tuple[str, ...], Field(min_length=1)] = (
        "erector-lower-left",
        "erector-lower-right",
    )
    """Ids of the zones where this round is to be pressed; any of them will do."""

    low: Share = 0.40
    """Lower edge of the band."""

    high: Share = 0.50
    """Upper edge of the band."""

    limit: Share = 0.60
    """How much this client allows; more than this is unsafe wherever it is pressed."""

    lead_seconds: Seconds = 2.0
    ramp_seconds: Seconds = 3.0
    hold_seconds: Seconds = 8.0
    release_seconds: Seconds = 3.0
    tail_seconds: Seconds = 2.0

    share_per_level: Annotated[float, Field(gt=0, le=0.5, allow_inf_nan=False)] = 0.2
    """Which share of the device's range stands for one level of Walton's scale (course rule)."""

    strict: bool = True
    """Whether zones' levels hold to the letter; practice rounds (False) forgive half a level."""

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if not TOUCH < self.low < self.high <= self.limit:
            raise ValueError(
                f"the plan needs {TOUCH} < low < high <= limit; "
                f"it has low {self.low:g}, high {self.high:g}, limit {self.limit:g}"
            )
        if self.half_width < NARROWEST_BAND * self.middle - 1e-9:
            raise ValueError(
                f"the band {self.low:g} to {self.high:g} is too narrow for a hand: "
                f"leave {NARROWEST_BAND:.0%} of its middle to each side"
            )
        for zone in self.target_zones():
            if self.high > self.level_share(zone) + 1e-9:
                raise ValueError(
                    f"the band reaches {self.high:g}, but '{zone.id}' allows level "
                    f"{zone.max_pressure}, which ends at {self.level_share(zone):g}"
                )
        return self

    @property
    def middle(self) -> float:
        """The middle of the band."""
        return (self.low + self.high) / 2

    @property
    def half_width(self) -> float:
        """Half the width of the band."""
        return (self.high - self.low) / 2

    @property
    def seconds(self) -> float:
        """How long a round lasts."""
        return self.ends()[-1]

    def ends(self) -> tuple[float, float, float, float, float]:
        """Return the seconds at which lead-in, ramp, hold, release and tail end."""
        lead = self.lead_seconds
        ramp = lead + self.ramp_seconds
        hold = ramp + self.hold_seconds
        release = hold + self.release_seconds
        return lead, ramp, hold, release, release + self.tail_seconds

    def target(self, second: float) -> float:
        """Return the share to press at a moment: straight up, level, straight down."""
        lead, ramp, hold, release, _ = self.ends()
        if second <= lead or second >= release:
            return 0.0
        if second < ramp:
            return self.middle * (second - lead) / self.ramp_seconds
        if second <= hold:
            return self.middle
        return self.middle * (release - second) / self.release_seconds

    def tolerance(self, target: float) -> float:
        """Return how far from a *target* still counts as inside the band."""
        share = target / self.middle
        return max(self.half_width * share, min(self.half_width, FULL_TOLERANCE))

    def profile(self) -> tuple[tuple[float, float, float, float], ...]:
        """Return corners (second, lower edge, target, upper edge) to draw the band from."""
        lead, ramp, hold, release, tail = self.ends()
        corners = []
        for second in (0.0, lead, ramp, hold, release, tail):
            target = self.target(second)
            wide = self.tolerance(target)
            corners.append((second, max(0.0, target - wide), target, target + wide))
        return tuple(corners)

    def target_zones(self) -> tuple[Zone, ...]:
        """Return the zones to press in; raises UnknownNameError for one that is not on the map."""
        return tuple(back_map().zone(name) for name in self.zones)

    def place(self) -> str:
        """Return where to press, in words; a zone wanted on both sides is named once."""
        named: dict[str, None] = {}
        for zone in self.target_zones():
            other = zone.id.replace("left", "?").replace("right", "left").replace("?", "right")
            both = other in self.zones and other != zone.id
            name = zone.name.replace(f"client's {zone.side}", "either side") if both else zone.name
            named[name] = None
        return " or ".join(named)

    def level_share(self, zone: Zone) -> float:
        """Return the share at which the highest level allowed in *zone* ends."""
        return zone.max_pressure * self.share_per_level

    def ceiling(self, zone: Zone) -> float:
        """Return the share above which pressing in *zone* is unsafe in this round."""
        grace = 0.0 if self.strict else PRACTICE_GRACE * self.share_per_level
        return max(TOUCH, self.level_share(zone) + grace)
