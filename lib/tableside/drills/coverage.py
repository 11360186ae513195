"""Cover a region evenly, and stay nowhere too long (step 9)."""

from math import fsum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tableside.drills.even import STEP, Looks
from tableside.drills.place import TOUCH, Phase, PlacedPlan, PlannedPhase
from tableside.drills.raster import footprint, gini, left_by, region
from tableside.drills.recording import recorded
from tableside.drills.score import DrillScore, Part, falling
from tableside.drills.trace import Trace
from tableside.knowledge import knowledge

TRIED_SHARE = 0.1
"""Who pressed for less than this share of the round has not tried (course rule)."""

ALL_COVERED, HALF_COVERED = 0.95, 0.5
"""The share of the region covered that earns the whole part, and the one that earns nothing: a
drill about reaching everywhere gives no marks for half of it (course rules)."""

EVEN, UNEVEN = 0.70, 0.40
"""Evenness (1 - Gini) that earns the whole part, and that earns none of it (course rules)."""

OFF_FREE, OFF_NOTHING = 0.25, 0.65
"""Share of the work beside the region that costs nothing, and that costs the whole part: a flat
hand always laps over an edge (course rules)."""

STAY_NOTHING = 1.5
"""This many times as long on one place as allowed costs the whole part (course rule)."""

WEIGHTS = {"coverage": 0.35, "evenness": 0.25, "on-target": 0.2, "moving-on": 0.2}
"""How much each part counts (course rule); they add to 1."""

NOT_TRIED = (
    "There was hardly any pressing in this round. Start again, and glide over the whole region "
    "with the hand leaning in."
)


def hold_most() -> float:
    """Return the longest time in one place, in seconds (stroke ``held-pressure``)."""
    return knowledge().stroke("held-pressure").max_seconds or 30.0


class CoveragePlan(PlacedPlan):
    """One round: work over every part of the zones, evenly, without overstaying."""

    kind: Literal["coverage"] = "coverage"

    contact: str = "heel-of-hand"
    """The part of the hand, as ``contacts.toml`` names it; its size decides what it covers."""

    work_seconds: Annotated[float, Field(ge=10, le=120, allow_inf_nan=False)] = 60.0
    """How long to work. In longer rounds a good hand, too, would return to every place so often
    that its visits add to more than ``stay_seconds``."""

    stay_seconds: Annotated[float, Field(gt=0, allow_inf_nan=False)] = Field(
        default_factory=hold_most
    )
    """The most time on any one place, all visits together."""

    @model_validator(mode="after")
    def _possible(self) -> Self:
        footprint(self.contact)
        self.target_zones()
        if self.stay_seconds > hold_most():
            raise ValueError(f"nobody stays in one place for more than {hold_most():g} s")
        return self

    def phases(self) -> tuple[PlannedPhase, ...]:
        """Return the one stretch of the round."""
        say = f"Cover the whole region: {self.place()}."
        return (PlannedPhase(phase=Phase.WORK, name="cover", say=say, until=self.work_seconds),)


def score_coverage(trace: Trace, plan: CoveragePlan) -> DrillScore:
    """Return the score of *trace* as a round of *plan*. The plan noted in the trace is not used."""
    recording = recorded(trace, plan)
    if recording.broken:
        return recording.not_scored()
    pressed = sum([press > TOUCH for press in recording.looks.press]) * STEP
    if pressed < TRIED_SHARE * plan.work_seconds:
        return recording.not_tried(NOT_TRIED)
    return recording.scored(coverage_parts(recording.looks, plan))


def coverage_parts(looks: Looks, plan: CoveragePlan) -> list[Part]:
    """Return the four parts of a coverage score."""
    wanted = region(plan.zones)
    left = left_by(looks, plan.contact)
    given = left.dose
    covered = sum(cell in given for cell in wanted) / len(wanted)
    even = 1 - gini(given.get(cell, 0.0) for cell in wanted) if covered else 0.0
    total = fsum(given.values())
    inside = fsum(amount for cell, amount in given.items() if cell in wanted)
    off = 1 - inside / total if total else 1.0
    stayed, where = left.hotspot()
    return [
        Part(
            name="coverage",
            share=falling(-covered, -ALL_COVERED, -HALF_COVERED),
            weight=WEIGHTS["coverage"],
            happened=f"You reached {covered:.0%} of the region.",
            next_time="Follow it from end to end on both sides, in lanes that lie side by side.",
        ),
        Part(
            name="evenness",
            share=falling(-even, -EVEN, -UNEVEN),
            weight=WEIGHTS["evenness"],
            happened="Some of the region had much more of your work than the rest.",
            next_time="Keep one pace and one pressure, and go back to where you have been least.",
        ),
        Part(
            name="on-target",
            share=falling(off, OFF_FREE, OFF_NOTHING),
            weight=WEIGHTS["on-target"],
            happened=f"{off:.0%} of your work lay beside the region.",
            next_time=f"Keep the middle of your hand here: {plan.place()}.",
        ),
        Part(
            name="moving-on",
            share=falling(stayed, plan.stay_seconds, STAY_NOTHING * plan.stay_seconds),
            weight=WEIGHTS["moving-on"],
            happened=f"One place had your hand on it for {stayed:.0f} s: {where}.",
            next_time=f"Move on before {plan.stay_seconds:g} s are over, and come back later.",
        ),
    ]
