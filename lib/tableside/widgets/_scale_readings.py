"""Typed readings of a kitchen scale, told against the band. They are no line, and get no points."""

from typing import Any

from tableside.drills import PressurePlan, PressureScore, Sample, Trace
from tableside.knowledge.back_map import zones_at


def readings_told(trace: Trace, plan: PressurePlan, score: PressureScore) -> dict[str, Any]:
    """Return what the page says of readings: each in newtons, and where it lay."""
    full = trace.calibration.newton_full if trace.calibration else 0.0
    told = [_told(sample, plan, full) for sample in trace.samples]
    inside = sum(plan.low <= sample.press <= plan.high for sample in trace.samples)
    unsafe = [
        {"zone": zone, "reason": f"{sample.press * full:.1f} N is more than {why}."}
        for sample in trace.samples
        for zone, why in _too_hard(sample, plan)
    ]
    count = len(trace.samples)
    band = f"{plan.low * full:.1f} to {plan.high * full:.1f} N"
    headline = "Unsafe." if unsafe else f"{inside} of {count} readings inside {band}."
    return {
        "status": "readings",
        "points": None,
        "verdict": "unsafe" if unsafe else "safe",
        "passed": not unsafe and inside == count,
        "headline": headline,
        "parts": [],
        "deductions": [],
        "vetoes": unsafe,
        "reason": " ".join(told) + " Readings have no shape and no pace, so they get no points.",
        "claim": score.claim,
    }


def _told(sample: Sample, plan: PressurePlan, full: float) -> str:
    inside = plan.low <= sample.press <= plan.high
    where = "inside" if inside else "below" if sample.press < plan.low else "above"
    return f"{sample.press * full:.1f} N: {where}{' the band' if where != 'inside' else ''}."


def _too_hard(sample: Sample, plan: PressurePlan) -> list[tuple[str, str]]:
    if sample.x is None or sample.y is None:
        return []
    zones = zones_at(sample.x, sample.y)
    too_hard = [
        (zone.id, f"the {zone.name} allows") for zone in zones if sample.press > plan.ceiling(zone)
    ]
    if not too_hard and sample.press > plan.limit:
        return [(zones[0].id if zones else "", "the client allows")]
    return too_hard
