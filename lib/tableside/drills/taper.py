"""What ends deeper work: tapering off over several strokes, and one slow release."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from tableside.drills.place import Phase, PlannedPhase, Seconds
from tableside.drills.target import RELEASE_WIDENING, Corner, PartName, TargetPlan
from tableside.knowledge import knowledge

HALF_BAND = 0.05
"""Half the width of the band around a stroke: a quarter of a level to each side (course rule)."""

Level = Annotated[int, Field(ge=1, le=3)]
"""A Walton level that students use on the low back."""


def student_ceiling() -> int:
    """Return the firmest Walton level that a student uses (parameter ``student-max-walton``)."""
    return int(knowledge().parameter("student-max-walton").number)


def action_seconds(step: str, action: str) -> tuple[float, float]:
    """Return how long an action of a step takes; ValueError if the course does not say."""
    for each in knowledge().step(step).actions:
        if each.id == action and each.seconds:
            return each.seconds
    raise ValueError(f"{step} has no action {action!r} that takes a known time")


def release_span() -> tuple[float, float]:
    """Return the shortest and longest time, in seconds, of letting go (step ``roll-off``)."""
    return action_seconds("roll-off", "release")


class TaperPlan(TargetPlan):
    """One round after deep work: each stroke a little lighter than the one before (step 6)."""

    weights: ClassVar[Mapping[PartName, float]] = {
        PartName.CLOSENESS: 0.4,
        PartName.HOLD: 0.2,
        PartName.RAMP: 0.1,
        PartName.RELEASE: 0.3,
    }
    kind: Literal["taper"] = "taper"

    first_level: Level = Field(default_factory=student_ceiling)
    """The Walton level of the first stroke."""

    last_level: Level = 1
    """The Walton level of the last stroke."""

    strokes: Annotated[int, Field(ge=2, le=12)] = 5
    """How many strokes it takes (course rule; the step says several)."""

    lead_seconds: Seconds = 2.0
    ramp_seconds: Seconds = 3.0
    stroke_seconds: Seconds = 5.0
    easing_seconds: Seconds = 2.0
    """How long it takes to come down from one stroke's pressure to the next one's."""

    release_seconds: Seconds = Field(default_factory=lambda: release_span()[0])
    tail_seconds: Seconds = 2.0

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.last_level >= self.first_level:
            raise ValueError("a taper ends more lightly than it begins: lower last_level")
        self.refuse_impossible()
        return self

    def levels(self) -> tuple[float, ...]:
        """Return the Walton level of each stroke, halves and the like between the whole ones."""
        fall = (self.first_level - self.last_level) / (self.strokes - 1)
        return tuple(self.first_level - fall * number for number in range(self.strokes))

    def corners(self) -> tuple[Corner, ...]:
        """Return the corners: a plateau for each stroke, and a fall between two of them."""
        corners = [Corner(0.0, 0.0, HALF_BAND), Corner(self.lead_seconds, 0.0, HALF_BAND)]
        now = self.lead_seconds + self.ramp_seconds
        for level in self.levels():
            target = self.aim_at(level)
            corners += [
                Corner(now, target, HALF_BAND),
                Corner(now + self.stroke_seconds, target, HALF_BAND),
            ]
            now += self.stroke_seconds + self.easing_seconds
        now += self.release_seconds - self.easing_seconds
        wide = HALF_BAND * RELEASE_WIDENING
        return (*corners, Corner(now, 0.0, wide), Corner(now + self.tail_seconds, 0.0, HALF_BAND))

    def phases(self) -> tuple[PlannedPhase, ...]:
        """Return the stretches of the round in order, each stroke with its number and level."""
        phases = list(super().phases())
        strokes = [number for number, each in enumerate(phases) if each.phase is Phase.HOLD]
        for number, (place, level) in enumerate(zip(strokes, self.levels(), strict=True), start=1):
            phases[place] = PlannedPhase(
                phase=Phase.HOLD,
                name=f"stroke {number} of {self.strokes}",
                say=f"Stroke at level {level:g}.",
                until=phases[place].until,
            )
        return tuple(phases)


class ReleasePlan(TargetPlan):
    """One round of letting go: reach the pressure, then take several seconds to leave (step 10)."""

    weights: ClassVar[Mapping[PartName, float]] = {
        PartName.CLOSENESS: 0.3,
        PartName.HOLD: 0.1,
        PartName.RAMP: 0.1,
        PartName.RELEASE: 0.5,
    }
    kind: Literal["release"] = "release"

    level: Level = 2
    """The Walton level that is let go of."""

    lead_seconds: Seconds = 2.0
    ramp_seconds: Seconds = 3.0
    hold_seconds: Seconds = 4.0
    release_seconds: Seconds = Field(default_factory=lambda: sum(release_span()) / 2)
    """How long to take to let go; within the span that step 10 names."""

    tail_seconds: Seconds = 3.0

    @model_validator(mode="after")
    def _possible(self) -> Self:
        short, long = release_span()
        if not short <= self.release_seconds <= long:
            raise ValueError(f"a release takes {short:g} to {long:g} s; write that")
        self.refuse_impossible()
        return self

    def corners(self) -> tuple[Corner, ...]:
        """Return the corners: up, level, slowly down, with a wider band on the way down."""
        target, wide = self.aim_at(self.level), HALF_BAND
        ramp = self.lead_seconds + self.ramp_seconds
        hold = ramp + self.hold_seconds
        release = hold + self.release_seconds
        return (
            *(Corner(second, 0.0, wide) for second in (0.0, self.lead_seconds)),
            *(Corner(second, target, wide) for second in (ramp, hold)),
            Corner(release, 0.0, wide * RELEASE_WIDENING),
            Corner(release + self.tail_seconds, 0.0, wide),
        )
