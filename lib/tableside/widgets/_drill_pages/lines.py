"""Rounds along a line: press and hold, taper off, let go, or any line at all."""

from typing import Any

from tableside.drills import PressurePlan, ReleasePlan, TaperPlan
from tableside.drills.place import Phase
from tableside.drills.target import TargetPlan
from tableside.widgets._drill_pages.common import pressed_shown

KEY_PACE = 1.2
"""A held key leans in this many times as fast as planned: inside what the score forgives."""

READINGS = 3
"""So many typed readings of a kitchen scale make a round (course rule)."""

PRESS = (
    "Press on the map inside the thick frame, and drag up to press harder. "
    "With keys: choose the place, then hold ↑ or ↓ on the meter."
)


def line_shown(plan: TargetPlan) -> dict[str, Any]:
    """Return the round of a plan that draws a line, ``Round`` in ``_drill_round.js``."""
    title, aim = _words(plan)
    start = f"Choose Start round. The band begins after {plan.corners()[1].second:g} seconds"
    steps = [f"{start}; follow it with your line.", PRESS, aim]
    shown = pressed_shown(plan, title=f"{title}: {plan.place()}", steps=steps)
    low, high = _band(plan)
    shown |= {
        "low": low,
        "high": high,
        "keySpeed": KEY_PACE * _steepest_rise(plan),
        "profile": [list(corner) for corner in plan.profile()],
    }
    if isinstance(plan, PressurePlan):
        # Only a band that stays where it is can be met by reading a scale.
        return shown | {"readings": READINGS}
    return shown | {"follows": True}


def _words(plan: TargetPlan) -> tuple[str, str]:
    """Return the title of a round and what its shape asks for."""
    match plan:
        case PressurePlan():
            return "Press and hold", (
                f"Lean in for {plan.ramp_seconds:g} s, hold for {plan.hold_seconds:g} s, "
                f"ease off for {plan.release_seconds:g} s. Never go over the client's limit."
            )
        case TaperPlan():
            return "Lighter with every stroke", (
                f"Make {plan.strokes} strokes of {plan.stroke_seconds:g} s, from level "
                f"{plan.first_level} down to level {plan.last_level}, each a little lighter than "
                "the one before."
            )
        case ReleasePlan():
            return "Let go slowly", (
                f"Lean in to level {plan.level}, hold for {plan.hold_seconds:g} s, then take the "
                f"whole {plan.release_seconds:g} s to let go."
            )
        case _:
            return "Follow the line", "Rise and fall with the band, and never go over the limit."


def _band(plan: TargetPlan) -> tuple[float, float]:
    """Return the edges of the band that is held; for a line that moves on, those of its peak."""
    corners = [
        stretch.start for stretch in plan.stretches() if _phase_holds(stretch.phase)
    ] or plan.corners()
    peak = max(corners, key=lambda corner: corner.target)
    return max(0.0, peak.target - peak.wide), peak.target + peak.wide


def _phase_holds(phase: Phase) -> bool:
    return phase is Phase.HOLD


def _steepest_rise(plan: TargetPlan) -> float:
    return max((stretch.slope for stretch in plan.stretches()), default=0.0)
