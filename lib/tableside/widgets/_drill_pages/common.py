"""What every round that is pressed tells the page, whatever its plan."""

import hashlib
from collections.abc import Sequence
from typing import Any

from tableside.drills import AnyPlan, EventKind
from tableside.drills.fading import Fading
from tableside.drills.place import PlacedPlan

HEADROOM = 0.2
"""The meter shows this much of the range above the client's limit."""

FULL_NEWTON = 40.0
"""What the whole range stands for with a calibrated device, in newtons (course rule).

It lies within what an ordinary kitchen scale of 5 kg can show.
"""

GLIDE_LEVEL = 2
"""A mouse or finger that glides presses at this level, or at the strictest zone's if that is
lower (course rule)."""

KEY_SECONDS = 1.5
"""Where no line is to be followed, a held arrow key takes so long to the gliding press."""

_SHAPE = (
    "A score with it shows whether you know the plan, the shape and the pace, "
    "not how hard your hand is."
)

LABELS = {
    EventKind.CHECK_SKIN: "Look at the skin",
    EventKind.LAY_ON: "Lay the towel on",
    EventKind.ASK: "Ask the client",
    EventKind.REMOVE: "Take the towel off",
    EventKind.RE_WET: "Take a fresh towel",
    EventKind.MEASURE: "Measure the towel",
    EventKind.TEST_FEELING: "Test warm and cool",
    EventKind.COVER: "Cover the towel",
    EventKind.GO_ON: "Go on",
    EventKind.LIGHTEN: "Go on more lightly",
    EventKind.STOP_TECHNIQUE: "Stop this technique",
    EventKind.SIT_DOWN: "Help the client to sit",
    EventKind.END_SESSION: "End the session",
    EventKind.GET_HELP: "Get medical help",
}
"""What stands on the button of each act."""

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


def pressed_shown(plan: PlacedPlan, *, title: str, steps: Sequence[str]) -> dict[str, Any]:
    """Return what the page of any round that is pressed needs; no line, no band, no readings."""
    return {
        "title": title,
        "steps": list(steps),
        "seconds": plan.seconds,
        "low": 0.0,
        "high": 0.0,
        "limit": plan.limit,
        "top": min(1.0, plan.limit + HEADROOM),
        "keySpeed": glide_press(plan) / KEY_SECONDS,
        "levels": [
            min(1.0, level * plan.share_per_level)
            for level in range(1, 6)
            if (level - 1) * plan.share_per_level < 1
        ],
        "zones": list(plan.zones),
        "profile": [],
        "phases": [
            {"name": each.name, "say": each.say, "until": each.until} for each in plan.phases()
        ],
        "shown_spans": shown_spans(plan, 1),
        "full_newton": FULL_NEWTON,
        "readings": 0,
        "devices": {
            name: {"found": found, "claim": claim} for name, (found, claim) in DEVICE_WORDS.items()
        },
        "fingerprint": fingerprint(plan),
    }


def fingerprint(plan: AnyPlan | PlacedPlan) -> str:
    """Return a text that is the same for plans that ask for the same."""
    return hashlib.sha256(plan.model_dump_json().encode()).hexdigest()[:16]


def shown_spans(plan: AnyPlan | PlacedPlan, number: int) -> list[list[float]]:
    """Return from when to when the line shows in fading round *number*, counted from 1."""
    return [list(span) for span in Fading().shown(number, plan.seconds)]


def glide_press(plan: PlacedPlan) -> float:
    """Return how hard a gliding mouse, finger or key presses, as a share of the range."""
    level = min(GLIDE_LEVEL, *(zone.max_pressure for zone in plan.target_zones()))
    return round(min(plan.limit, plan.aim_at(max(1, level))), 3)
