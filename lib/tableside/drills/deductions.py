"""Named deductions: what cost marks in a round, in plain words, and what to do next time."""

from collections.abc import Mapping
from dataclasses import dataclass

from tableside.drills.parts import WEIGHTS, PartName, Parts
from tableside.drills.plan import PressurePlan

FLOOR = 0.01
"""A part never counts as less than this, so that one failure does not hide all the others."""

MOST_NAMED = 3
"""So many deductions are named at once, the dearest first."""

SMALLEST_NAMED = 1.0
"""A loss of fewer marks than this is not named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction:
    """One reason why marks were lost."""

    part: PartName
    marks: float
    """Marks that would have been won if this part alone had been perfect."""

    happened: str
    """What happened, as a sentence."""

    next_time: str
    """What to do in the next round, as a sentence."""


def points(values: Mapping[PartName, float]) -> float:
    """Return the weighted geometric mean of the parts as points from 0 to 100."""
    product = 100.0
    for part, weight in WEIGHTS.items():
        product *= max(FLOOR, values[part]) ** weight
    return min(100.0, product)


def deductions(parts: Parts, plan: PressurePlan) -> tuple[Deduction, ...]:
    """Return the dearest losses, each with what to do next time."""
    values = {part: parts.value(part) for part in WEIGHTS}
    now = points(values)
    told = {
        PartName.CLOSENESS: _closeness,
        PartName.HOLD: _hold,
        PartName.RAMP: _ramp,
        PartName.RELEASE: _release,
    }
    found = []
    for part in WEIGHTS:
        marks = points(values | {part: 1.0}) - now
        if marks >= SMALLEST_NAMED:
            happened, next_time = told[part](parts, plan)
            found.append(
                Deduction(part=part, marks=round(marks, 1), happened=happened, next_time=next_time)
            )
    found.sort(key=lambda deduction: -deduction.marks)
    return tuple(found[:MOST_NAMED])


def _closeness(parts: Parts, plan: PressurePlan) -> tuple[str, str]:
    if parts.seconds_elsewhere > max(parts.seconds_above, parts.seconds_below):
        return (
            f"You pressed outside the chosen place for {parts.seconds_elsewhere:.1f} s.",
            f"Stay on this place: {plan.place()}.",
        )
    if parts.cost_above >= parts.cost_below:
        return (
            f"You pressed above the band for {parts.seconds_above:.1f} s.",
            "Lean in less, and stop when the line reaches the band.",
        )
    return (
        f"You stayed below the band for {parts.seconds_below:.1f} s.",
        "Lean in a little more, until the line runs inside the band.",
    )


def _hold(parts: Parts, plan: PressurePlan) -> tuple[str, str]:
    held = f"{parts.longest_hold:.1f} s of {plan.hold_seconds:g} s"
    return (
        f"Your longest stretch inside the band was {held}.",
        "Let your weight rest there, breathe on, and correct in small steps.",
    )


def _ramp(parts: Parts, plan: PressurePlan) -> tuple[str, str]:
    if parts.reached < 1:
        return (
            "You did not reach the band.",
            "Keep leaning in slowly until the line meets the band.",
        )
    return (
        f"You leaned in {parts.ramp_speed:.1f} times as fast as planned.",
        f"Take the whole {plan.ramp_seconds:g} s to lean in, and move evenly.",
    )


def _release(parts: Parts, plan: PressurePlan) -> tuple[str, str]:
    if parts.reached < 1:
        return (
            "There was too little pressure to ease off from.",
            "Reach the band first, then ease off slowly.",
        )
    if parts.left_over > 0.1:
        return (
            "You were still pressing after the end.",
            "Ease off all the way, and lift your hand before the next stroke.",
        )
    return (
        f"You let go {parts.release_speed:.1f} times as fast as planned.",
        f"Take the whole {plan.release_seconds:g} s to ease off; the client feels a sudden end.",
    )
