"""What a learner's hand did in a round of a drill, and the score that follows from it."""

from tableside.drills.plan import PressurePlan
from tableside.drills.pressure import PressureScore, score_pressure
from tableside.drills.trace import (
    Device,
    Feedback,
    Sample,
    Trace,
    TraceError,
    trace_from_float32,
    trace_to_float32,
)

__all__ = [
    "Device",
    "Feedback",
    "PressurePlan",
    "PressureScore",
    "Sample",
    "Trace",
    "TraceError",
    "score_pressure",
    "trace_from_float32",
    "trace_to_float32",
]
