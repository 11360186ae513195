"""The score of one round of the pressure drill: points, and apart from them, safe or unsafe."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from tableside.drills.deductions import Deduction, deductions, points
from tableside.drills.even import STEP, Look, even_looks, why_not_whole
from tableside.drills.parts import WEIGHTS, PartName, Parts, measure
from tableside.drills.plan import TOUCH, PressurePlan
from tableside.drills.trace import Device, Trace
from tableside.drills.vetoes import Veto, vetoes

TRIED_SHARE = 0.1
"""Who pressed for less than this share of the hold has not tried (course rule)."""

PASS_POINTS = 65
MERIT_POINTS = 75
DISTINCTION_POINTS = 87
"""Points that a safe round needs to pass, and for the two grades above (course rules)."""


class Status(StrEnum):
    """Whether there is a score."""

    SCORED = "scored"
    NOT_TRIED = "not-tried"
    NOT_SCORED = "not-scored"


@dataclass(frozen=True, slots=True, kw_only=True)
class PressureScore:
    """What one round was worth. Unsafe stays unsafe, however many points stand beside it."""

    status: Status
    points: float | None
    """0 to 100; 0 if nobody pressed, None if the recording cannot be scored."""

    parts: Parts | None
    """The parts behind the points; None without a score."""

    deductions: tuple[Deduction, ...]
    """Up to three losses, the dearest first."""

    vetoes: tuple[Veto, ...]
    """Every unsafe thing in the round, in order of time; empty if it was safe."""

    reason: str
    """Why there is no score; empty if there is one."""

    claim: str
    """What the device lets the score say."""

    @property
    def safe(self) -> bool:
        """Whether nothing unsafe happened."""
        return not self.vetoes

    @property
    def verdict(self) -> str:
        """The word for it: ``safe`` or ``unsafe``."""
        return "safe" if self.safe else "unsafe"

    @property
    def passed(self) -> bool:
        """Whether the round was safe and reached the pass mark."""
        return self.safe and self.points is not None and self.points >= PASS_POINTS

    def headline(self) -> str:
        """Return score and verdict as one sentence."""
        if not self.safe:
            beside = "" if self.points is None else f" ({self.points:.0f} points do not count)"
            return f"Unsafe: the round is not passed{beside}."
        match self.status:
            case Status.SCORED:
                return f"Safe. {self.points:.0f} of 100 points."
            case Status.NOT_TRIED:
                return "Not tried: 0 of 100 points."
            case Status.NOT_SCORED:
                return "Not scored."

    def as_text(self) -> str:
        """Return the whole result as lines of text."""
        lines = [self.headline()]
        lines += [veto.reason for veto in self.vetoes]
        lines += [self.reason] if self.reason else []
        lines += [
            f"{lost.happened} {lost.next_time} (-{lost.marks:.0f})" for lost in self.deductions
        ]
        return "\n".join([*lines, self.claim])

    def as_dict(self) -> dict[str, Any]:
        """Return the result as plain data, as the widget shows it."""
        return {
            "status": self.status.value,
            "points": None if self.points is None else round(self.points, 1),
            "verdict": self.verdict,
            "passed": self.passed,
            "headline": self.headline(),
            "parts": [
                {
                    "part": part.value,
                    "share": round(self.parts.value(part), 3),
                    "weight": weight,
                }
                for part, weight in WEIGHTS.items()
            ]
            if self.parts
            else [],
            "deductions": [asdict(lost) for lost in self.deductions],
            "vetoes": [asdict(veto) for veto in self.vetoes],
            "reason": self.reason,
            "claim": self.claim,
        }


def score_pressure(trace: Trace, plan: PressurePlan) -> PressureScore:
    """Return the score of *trace* as a round of *plan*. The plan noted in the trace is not used."""
    looks = even_looks(trace, plan.seconds)
    unsafe = vetoes(looks, plan)
    claim = CLAIMS[trace.device]
    broken = why_not_whole(trace, plan.seconds)
    if broken or not _tried(looks, plan):
        status = Status.NOT_SCORED if broken else Status.NOT_TRIED
        return PressureScore(
            status=status,
            points=None if broken else 0.0,
            parts=None,
            deductions=(),
            vetoes=unsafe,
            reason=broken or NOT_TRIED,
            claim=claim,
        )
    parts = measure(looks, plan)
    return PressureScore(
        status=Status.SCORED,
        points=points({part: parts.value(part) for part in PartName}),
        parts=parts,
        deductions=deductions(parts, plan),
        vetoes=unsafe,
        reason="",
        claim=claim,
    )


NOT_TRIED = (
    "There was hardly any pressing in this round. Start again, choose a place, and lean in when "
    "the band rises."
)

_SHAPE = "it shows whether you know the plan, the shape and the pace, not how hard your hand is"

CLAIMS = {
    Device.MOUSE_DRAG: f"You pressed by dragging: {_SHAPE}.",
    Device.TOUCH: f"You pressed by dragging a finger: {_SHAPE}.",
    Device.KEYBOARD: f"You pressed with keys: {_SHAPE}.",
    Device.PEN: "The pen tells its own pressure in its own units, which nobody has compared with "
    f"a scale: {_SHAPE}.",
}
"""What each device lets a score say. None of them measures force."""


def _tried(looks: Sequence[Look], plan: PressurePlan) -> bool:
    pressed = sum(look.press > max(TOUCH, plan.low / 2) for look in looks) * STEP
    return pressed >= TRIED_SHARE * plan.hold_seconds
