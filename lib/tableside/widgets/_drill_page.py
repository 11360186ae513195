"""What the page of the pressing drills is told: the map, the round, and words for devices."""

import hashlib
from typing import Any

from tableside.drills import PressurePlan
from tableside.drills.fading import Fading
from tableside.knowledge.back_map import Zone, back_map
from tableside.knowledge.body_outline import LineKind, body_outline

MAP_FRAME = (-24.0, -13.0, 43.5, 60.0)
"""Left, top, width and height of the drawn map, in centimetres."""

KEY_PACE = 1.2
"""A held key leans in this many times as fast as planned: inside what the score forgives."""

HEADROOM = 0.2
"""The meter shows this much of the range above the client's limit."""

FULL_NEWTON = 40.0
"""What the whole range stands for with a calibrated device, in newtons (course rule).

It lies within what an ordinary kitchen scale of 5 kg can show.
"""

READINGS = 3
"""So many typed readings of a kitchen scale make a round (course rule)."""

_SHAPE = (
    "A score with it shows whether you know the plan, the shape and the pace, "
    "not how hard your hand is."
)

DEVICE_WORDS = {
    "gamepad-trigger": ("A gamepad is connected: squeeze a trigger to press.", _SHAPE),
    "gamepad-switch": (
        "A gamepad is connected, but its triggers know only on and off.",
        "Press with something else.",
    ),
    "gamepad-unknown": (
        "A gamepad is connected, but the browser does not know where its triggers are.",
        "Press with something else.",
    ),
    "pen": ("Your pen tells how hard it is pressed, in its own units.", _SHAPE),
    "touch-width": (
        "Your screen tells how wide a finger lies.",
        f"You can choose to press by that, under “Press with something else”. {_SHAPE}",
    ),
    "load-cell": (
        "A load cell is connected.",
        f"Until it has been compared with two known masses, it has no unit. {_SHAPE}",
    ),
    "load-cell-calibrated": (
        "A load cell is connected and calibrated: the meter shows newtons.",
        "A score with it shows how hard you press on it, too. A client's back is softer: ask.",
    ),
}
"""What the page says of a device that it finds, and what a score with it can claim."""


def round_shown(plan: PressurePlan) -> dict[str, Any]:
    """Return what the page needs to show of a plan, ``Round`` in ``_drill_round.js``.

    The page decides nothing by it.
    """
    return {
        "title": f"Press and hold: {plan.place()}",
        "steps": _steps(plan),
        "seconds": plan.seconds,
        "low": plan.low,
        "high": plan.high,
        "limit": plan.limit,
        "top": min(1.0, plan.limit + HEADROOM),
        "keySpeed": KEY_PACE * plan.middle / plan.ramp_seconds,
        "levels": [
            min(1.0, level * plan.share_per_level)
            for level in range(1, 6)
            if (level - 1) * plan.share_per_level < 1
        ],
        "zones": list(plan.zones),
        "profile": [list(corner) for corner in plan.profile()],
        "phases": _phases(plan),
        "shown_spans": shown_spans(plan, 1),
        "full_newton": FULL_NEWTON,
        "readings": READINGS,
        "devices": {
            name: {"found": found, "claim": claim} for name, (found, claim) in DEVICE_WORDS.items()
        },
        "fingerprint": hashlib.sha256(plan.model_dump_json().encode()).hexdigest()[:16],
    }


def shown_spans(plan: PressurePlan, number: int) -> list[list[float]]:
    """Return from when to when the line shows in fading round *number*, counted from 1."""
    return [list(span) for span in Fading().shown(number, plan.seconds)]


def _steps(plan: PressurePlan) -> list[str]:
    start = (
        "Choose Start round. The band begins after "
        f"{plan.lead_seconds:g} seconds; follow it with your line."
    )
    press = (
        "Press on the map inside the thick frame, and drag up to press harder. "
        "With keys: choose the place, then hold ↑ or ↓ on the meter."
    )
    shape = (
        f"Lean in for {plan.ramp_seconds:g} s, hold for {plan.hold_seconds:g} s, "
        f"ease off for {plan.release_seconds:g} s. Never go over the client's limit."
    )
    return [start, press, shape]


def _phases(plan: PressurePlan) -> list[dict[str, Any]]:
    lead, ramp, hold, release, tail = plan.ends()
    phases = (
        ("wait", "Get ready.", lead),
        ("lean in", "Lean in slowly.", ramp),
        ("hold", "Hold inside the band.", hold),
        ("ease off", "Ease off slowly.", release),
        ("rest", "Hand off.", tail),
    )
    return [{"name": name, "say": say, "until": until} for name, say, until in phases]


def map_shown() -> dict[str, Any]:
    """Return the back map as the page draws it."""
    zones = back_map().zones
    lines = body_outline()
    return {
        "frame": list(MAP_FRAME),
        "text": "Map of a client's lower back, lying face down, head up. "
        "The same places can be chosen by name under Where.",
        "zones": [
            {
                "id": zone.id,
                "name": zone.name,
                "level": zone.max_pressure,
                "allows": allows(zone),
                "rule": zone.rule,
                "polygon": [list(corner) for corner in zone.polygon],
                "spot": list(zone.spot),
            }
            for zone in zones
        ],
        "lines": [
            {"kind": line.kind.value, "label": line.label, "path": line.svg_path()}
            for line in lines
        ],
        "levels": [
            {"label": line.label, "y": sum(y for _, y in line.points) / len(line.points)}
            for line in lines
            if line.kind is LineKind.LEVEL and line.label
        ],
    }


def allows(zone: Zone) -> str:
    """Return in few words how hard a zone may be pressed."""
    return f"level {zone.max_pressure} at most" if zone.max_pressure else "no pressing"
