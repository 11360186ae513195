"""What a learner did in a round of a drill, and the score that follows from it."""

from tableside.drills.balance import BalancePlan, score_balance
from tableside.drills.breath import BreathPlan
from tableside.drills.breath_score import score_breath
from tableside.drills.catalogue import AnyPlan, needs, score_round
from tableside.drills.coverage import CoveragePlan, score_coverage
from tableside.drills.device import Calibration, Device, Feedback
from tableside.drills.events import Event, EventKind, EventLog, EventLogError
from tableside.drills.fading import Fading
from tableside.drills.plan import PressurePlan
from tableside.drills.pressure import PressureScore, score_pressure
from tableside.drills.samples import Sample, Samples
from tableside.drills.score import DrillScore, Status
from tableside.drills.taper import ReleasePlan, TaperPlan
from tableside.drills.target import ProfilePlan
from tableside.drills.tempo import TempoPlan, score_tempo
from tableside.drills.towel import TowelPlan
from tableside.drills.towel_score import score_towel
from tableside.drills.trace import (
    Trace,
    TraceError,
    trace_from_float32,
    trace_to_float32,
)

__all__ = [
    "AnyPlan",
    "BalancePlan",
    "BreathPlan",
    "Calibration",
    "CoveragePlan",
    "Device",
    "DrillScore",
    "Event",
    "EventKind",
    "EventLog",
    "EventLogError",
    "Fading",
    "Feedback",
    "PressurePlan",
    "PressureScore",
    "ProfilePlan",
    "ReleasePlan",
    "Sample",
    "Samples",
    "Status",
    "TaperPlan",
    "TempoPlan",
    "TowelPlan",
    "Trace",
    "TraceError",
    "needs",
    "score_balance",
    "score_breath",
    "score_coverage",
    "score_pressure",
    "score_round",
    "score_tempo",
    "score_towel",
    "trace_from_float32",
    "trace_to_float32",
]
