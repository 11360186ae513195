"""What every drill done by pressing asks for: where, how hard a zone allows, the client's limit.

Pressing is told as a share of the device's own range, 0 to 1, never as a force: nothing here
knows newtons. Course rule: on the drill's meter, equal parts of that range stand for the levels
of Walton's scale, a fifth each unless the plan says otherwise. The meter teaches the *plan* (which
level belongs where); it does not measure the hand.
"""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from tableside.knowledge.back_map import Zone, back_map

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Seconds = Annotated[float, Field(ge=0.2, le=120, allow_inf_nan=False)]

TOUCH = 0.05
"""Up to this share of the range a hand rests; above it, it presses (course rule)."""

PRACTICE_GRACE = 0.5
"""By how many levels a practice round may go over a zone's level (course rule)."""

BELOW_THE_TOP = 0.6
"""A plan aims this much of a level below the level's upper end (course rule)."""

BOTH_LOWER = ("erector-lower-left", "erector-lower-right")
"""The muscle beside the spine on both sides, L3 to L5: where most of the course's work is done."""


class Phase(StrEnum):
    """What a plan asks for at a moment of the round."""

    READY = "ready"
    RAMP = "ramp"
    HOLD = "hold"
    RELEASE = "release"
    TAIL = "tail"
    WORK = "work"
    BREATHE = "breathe"
    PAUSE = "pause"
    DECIDE = "decide"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPhase:
    """One stretch of a round, as the page shows it."""

    phase: Phase
    name: str
    """One or two words for it."""

    say: str
    """What to do in it, as a sentence."""

    until: float
    """The second at which it ends."""


class PlacedPlan(BaseModel):
    """A round done by pressing on the back map."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    zones: Annotated[tuple[str, ...], Field(min_length=1)] = BOTH_LOWER
    """Ids of the zones where this round is to be pressed; any of them will do."""

    limit: Share = 0.60
    """How much this client allows; more than this is unsafe wherever it is pressed."""

    share_per_level: Annotated[float, Field(gt=0, le=0.5, allow_inf_nan=False)] = 0.2
    """Which share of the device's range stands for one level of Walton's scale (course rule)."""

    strict: bool = True
    """Whether zones' levels hold to the letter; practice rounds (False) forgive half a level."""

    @property
    def seconds(self) -> float:
        """How long a round lasts."""
        return self.phases()[-1].until

    @abstractmethod
    def phases(self) -> tuple[PlannedPhase, ...]:
        """Return the stretches of the round in order, in words for the page."""

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

    def aim_at(self, level: float) -> float:
        """Return the share to aim at for a level of Walton's scale.

        It lies a little below the level's middle, for above the level is too much (course rule).
        """
        return (level - BELOW_THE_TOP) * self.share_per_level

    def level_share(self, zone: Zone) -> float:
        """Return the share at which the highest level allowed in *zone* ends."""
        return zone.max_pressure * self.share_per_level

    def ceiling(self, zone: Zone) -> float:
        """Return the share above which pressing in *zone* is unsafe in this round."""
        grace = 0.0 if self.strict else PRACTICE_GRACE * self.share_per_level
        return max(TOUCH, self.level_share(zone) + grace)

    def ceilings(self) -> Mapping[str, float]:
        """Return the ceiling of every zone of the map by its id."""
        return {zone.id: self.ceiling(zone) for zone in back_map().zones}

    def refuse_above_what_is_allowed(self, highest: float) -> None:
        """Raise ValueError if the round asks for more than the client or a zone allows."""
        if highest > self.limit + 1e-9:
            raise ValueError(
                f"the plan asks for up to {highest:g}, and the client's limit is {self.limit:g}"
            )
        for zone in self.target_zones():
            if highest > self.level_share(zone) + 1e-9:
                raise ValueError(
                    f"the band reaches {highest:g}, but '{zone.id}' allows level "
                    f"{zone.max_pressure}, which ends at {self.level_share(zone):g}"
                )
