"""Rounds of work without a line: cover a region, serve both sides alike, keep a tempo."""

from math import pi, sqrt
from typing import Any

from tableside.drills import BalancePlan, CoveragePlan, TempoPlan
from tableside.drills.even import STEP
from tableside.drills.raster import CELL, footprint, middle_of, region
from tableside.knowledge import knowledge
from tableside.widgets._drill_pages.common import glide_press, pressed_shown

PART = 1.0
"""Side of a painted part in centimetres; the score looks at finer cells."""

PAINTED_FULL = 0.5
"""A part is painted full once it had this share of what an even hand would give it."""

GLIDE = (
    "Press on the map and glide: the hand goes where you drag it. With keys: stand on the meter, "
    "hold the space bar to lean in, and glide with Shift and the arrows."
)
CHANGE_SIDES = "X on the meter lays the hand on the same place of the other side."


def coverage_shown(plan: CoveragePlan) -> dict[str, Any]:
    """Return the round of a coverage plan: the parts to cover are painted as they are reached."""
    steps = [
        f"Choose Start round, and work for {plan.work_seconds:g} s.",
        f"{GLIDE} {CHANGE_SIDES}",
        "Reach every part, and give each about the same.",
        f"Stay nowhere longer than {plan.stay_seconds:g} s, all visits together.",
    ]
    title = f"Cover the whole region: {plan.place()}"
    cells = _parts(plan.zones)
    under = len(footprint(plan.contact)) * CELL**2
    fair = plan.work_seconds * under / (len(cells) * PART**2)
    return pressed_shown(plan, title=title, steps=steps) | {
        "glide": glide_press(plan),
        "coverage": {
            "cells": cells,
            "size": PART,
            "reach": round(sqrt(under / pi), 2),
            "reached": STEP,
            "full": round(max(STEP, PAINTED_FULL * fair), 2),
            "most": plan.stay_seconds,
        },
    }


def balance_shown(plan: BalancePlan) -> dict[str, Any]:
    """Return the round of a balance plan: the time on each side is shown as two bars."""
    steps = [
        f"Choose Start round, and work for {plan.work_seconds:g} s.",
        f"{GLIDE} {CHANGE_SIDES}",
        "Give the client's left and right the same time and the same pressure.",
    ]
    return pressed_shown(plan, title=f"Both sides the same: {plan.place()}", steps=steps) | {
        "glide": glide_press(plan),
        "sides": {"most": plan.work_seconds},
    }


def tempo_shown(plan: TempoPlan) -> dict[str, Any]:
    """Return the round of a tempo plan, with the second of every beat that sounds."""
    stroke = knowledge().stroke(plan.stroke).title
    counted = f"{plan.together_beats} with the beat, then {plan.alone_beats} on your own"
    steps = [
        "Choose Start round, and listen to the first four beats, or watch them.",
        "Begin a stroke at every beat: press on the map or the meter, and let go before the next.",
        "With keys: press and let go of the space bar on the meter.",
        f"{counted}, in the same tempo.",
    ]
    title = f"{stroke} in time, {60 / plan.period:.0f} strokes a minute: {plan.place()}"
    return pressed_shown(plan, title=title, steps=steps) | {
        "glide": glide_press(plan),
        "beats": [round(beat, 4) for beat in plan.beats()],
    }


def _parts(zones: tuple[str, ...]) -> list[list[float]]:
    """Return the middles of the painted parts: those of which at least half lies in the zones."""
    fine = int(PART / CELL)
    counts: dict[tuple[int, int], int] = {}
    for cell in region(zones):
        x, y = middle_of(cell)
        part = (int(x // PART), int(y // PART))
        counts[part] = counts.get(part, 0) + 1
    return [
        [(column + 0.5) * PART, (row + 0.5) * PART]
        for (column, row), count in sorted(counts.items())
        if 2 * count >= fine**2
    ]
