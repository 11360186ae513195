"""A plan that draws a line to follow: corners joined by straight lines, with a band around it.

What is drawn is what is scored: target and band run straight from corner to corner.
"""

from abc import abstractmethod
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import Annotated, ClassVar, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from tableside.drills.place import TOUCH, Phase, PlacedPlan, PlannedPhase, Share

NARROWEST_BAND = 0.1
"""A band narrower than this share of its middle, to each side, cannot be met (course rule)."""

RELEASE_WIDENING = 1.5
"""Where a plan eases off, its band is this many times as wide: letting go evenly is harder
(course rule; decreasing force is the more variable, Masumoto and Inui 2010)."""


class PartName(StrEnum):
    """What a part of the score judges."""

    CLOSENESS = "closeness"
    HOLD = "hold"
    RAMP = "ramp"
    RELEASE = "release"


class Corner(NamedTuple):
    """A point that the target passes through."""

    second: float
    target: float
    wide: float
    """How far from the target still counts as inside the band."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What lies between two corners."""

    phase: Phase
    start: Corner
    end: Corner

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.end.second - self.start.second

    @property
    def slope(self) -> float:
        """How fast the target moves, in shares a second; negative where it falls."""
        return (self.end.target - self.start.target) / self.seconds


SAYS = {
    Phase.READY: ("wait", "Get ready."),
    Phase.RAMP: ("lean in", "Lean in slowly."),
    Phase.HOLD: ("hold", "Hold inside the band."),
    Phase.RELEASE: ("ease off", "Ease off slowly."),
    Phase.TAIL: ("rest", "Hand off."),
}
"""Name and instruction of each phase, where a plan has no better words."""


class TargetPlan(PlacedPlan):
    """One round in which a line is to be followed."""

    weights: ClassVar[Mapping[PartName, float]] = {
        PartName.CLOSENESS: 0.4,
        PartName.HOLD: 0.2,
        PartName.RAMP: 0.2,
        PartName.RELEASE: 0.2,
    }
    """How much each part counts (course rule); they add to 1."""

    @abstractmethod
    def corners(self) -> tuple[Corner, ...]:
        """Return the corners in order of time; the first and the last ask for nothing."""

    @cached_property
    def _shape(self) -> tuple[Corner, ...]:
        return self.corners()

    @cached_property
    def _seconds(self) -> tuple[float, ...]:
        return tuple(corner.second for corner in self._shape)

    @property
    def seconds(self) -> float:
        """How long a round lasts."""
        return self._seconds[-1]

    @property
    def peak(self) -> float:
        """The highest target."""
        return max(corner.target for corner in self._shape)

    def band(self, second: float) -> tuple[float, float]:
        """Return the target at a moment, and how far from it still counts as inside."""
        after = bisect_right(self._seconds, second)
        if after == 0 or after == len(self._shape):
            _, target, wide = self._shape[min(after, len(self._shape) - 1)]
            return target, wide
        start, end = self._shape[after - 1], self._shape[after]
        share = (second - start.second) / (end.second - start.second)
        return (
            start.target + (end.target - start.target) * share,
            start.wide + (end.wide - start.wide) * share,
        )

    def target(self, second: float) -> float:
        """Return the share to press at a moment."""
        return self.band(second)[0]

    def profile(self) -> tuple[tuple[float, float, float, float], ...]:
        """Return corners (second, lower edge, target, upper edge) to draw the band from."""
        return tuple(
            (second, max(0.0, target - wide), target, target + wide)
            for second, target, wide in self._shape
        )

    def stretches(self) -> tuple[Stretch, ...]:
        """Return what lies between the corners, in order."""
        return self._stretches

    @cached_property
    def _stretches(self) -> tuple[Stretch, ...]:
        last = len(self._shape) - 2
        return tuple(
            Stretch(_phase(start, end, last=number == last), start, end)
            for number, (start, end) in enumerate(pairwise(self._shape))
        )

    def phases(self) -> tuple[PlannedPhase, ...]:
        """Return the stretches of the round in order, in words for the page."""
        return tuple(
            PlannedPhase(
                phase=each.phase,
                name=SAYS[each.phase][0],
                say=SAYS[each.phase][1],
                until=each.end.second,
            )
            for each in self.stretches()
        )

    def refuse_impossible(self) -> None:
        """Raise ValueError if no hand could follow the line, or none should."""
        for corner in self._shape:
            if corner.target and corner.wide < NARROWEST_BAND * corner.target - 1e-9:
                raise ValueError(
                    f"the band {corner.target - corner.wide:g} to {corner.target + corner.wide:g} "
                    f"is too narrow for a hand: leave {NARROWEST_BAND:.0%} of its middle to each "
                    "side"
                )
        self.refuse_above_what_is_allowed(
            max(corner.target + corner.wide for corner in self._shape if corner.target)
        )


def _phase(start: Corner, end: Corner, *, last: bool) -> Phase:
    if end.target > start.target:
        return Phase.RAMP
    if end.target < start.target:
        return Phase.RELEASE
    if start.target:
        return Phase.HOLD
    return Phase.TAIL if last else Phase.READY


class ProfilePlan(TargetPlan):
    """One round along any line: its corners are given one by one."""

    kind: Literal["profile"] = "profile"
    points: Annotated[
        tuple[tuple[Annotated[float, Field(ge=0, le=600, allow_inf_nan=False)], Share], ...],
        Field(min_length=4, max_length=60),
    ] = ((0.0, 0.0), (2.0, 0.0), (6.0, 0.45), (12.0, 0.0), (14.0, 0.0))
    """Second and target of each corner; the first and the last ask for nothing."""

    half_width: Annotated[float, Field(gt=0, le=0.3, allow_inf_nan=False)] = 0.05
    """How far from the target still counts as inside the band; wider where the line falls."""

    @model_validator(mode="after")
    def _possible(self) -> Self:
        seconds = [second for second, _ in self.points]
        if seconds[0] != 0 or any(late <= early for early, late in pairwise(seconds)):
            raise ValueError("the corners begin at second 0, and each is later than the one before")
        if self.points[0][1] or self.points[-1][1]:
            raise ValueError("the first and the last corner ask for no pressing: write 0 there")
        if max(target for _, target in self.points) <= TOUCH:
            raise ValueError(f"at least one corner asks for pressing: write more than {TOUCH}")
        self.refuse_impossible()
        return self

    def corners(self) -> tuple[Corner, ...]:
        """Return the corners in order of time, with a wider band at the foot of every fall."""
        corners = [Corner(*self.points[0], self.half_width)]
        for (_, before), (second, target) in pairwise(self.points):
            falls = target < before
            wide = self.half_width * (RELEASE_WIDENING if falls else 1.0)
            corners.append(Corner(second, target, wide))
        return tuple(corners)
