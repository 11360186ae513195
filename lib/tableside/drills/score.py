"""The score of one round of any drill: points, and apart from them, safe or unsafe.

Points are a weighted geometric mean of parts, so that one part that fails cannot be bought back
with the others. Weights and thresholds are course rules.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from tableside.drills.vetoes import Veto

PASS_POINTS = 65
MERIT_POINTS = 75
DISTINCTION_POINTS = 87
"""Points that a safe round needs to pass, and for the two grades above (course rules)."""

FLOOR = 0.01
"""A part never counts as less than this, so that one failure does not hide all the others."""

MOST_NAMED = 3
"""So many deductions are named at once, the dearest first."""

SMALLEST_NAMED = 1.0
"""A loss of fewer marks than this is not named."""


class Status(StrEnum):
    """Whether there is a score."""

    SCORED = "scored"
    NOT_TRIED = "not-tried"
    NOT_SCORED = "not-scored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing that a score judges, and what is to be said if it cost marks."""

    name: str
    share: float
    """How well it went, 0 to 1."""

    weight: float
    """How much it counts; the weights of a score add to 1."""

    happened: str
    """What happened, as a sentence."""

    next_time: str
    """What to do in the next round, as a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction:
    """One reason why marks were lost."""

    part: str
    marks: float
    """Marks that would have been won if this part alone had been perfect."""

    happened: str
    """What happened, as a sentence."""

    next_time: str
    """What to do in the next round, as a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillScore:
    """What one round was worth. Unsafe stays unsafe, however many points stand beside it."""

    status: Status
    points: float | None
    """0 to 100; 0 if nobody tried, None if the recording cannot be scored."""

    parts: tuple[Part, ...] = ()
    """The parts behind the points; none without a score."""

    deductions: tuple[Deduction, ...] = ()
    """Up to three losses, the dearest first."""

    vetoes: tuple[Veto, ...] = ()
    """Every unsafe thing in the round, in order of time; empty if it was safe."""

    withheld: str = ""
    """Why a round that has the points is not passed all the same; empty if nothing is."""

    notes: tuple[str, ...] = ()
    """What was measured and costs nothing, as sentences."""

    reason: str = ""
    """Why there is no score; empty if there is one."""

    claim: str = ""
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
        """Whether the round was safe, reached the pass mark, and nothing withholds the pass."""
        enough = self.points is not None and self.points >= PASS_POINTS
        return self.safe and enough and not self.withheld

    def share(self, part: str) -> float:
        """Return how well the part of that name went; KeyError if the score has no such part."""
        return {each.name: each.share for each in self.parts}[part]

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
        losses = (
            f"{lost.happened} {lost.next_time} (-{lost.marks:.0f})" for lost in self.deductions
        )
        lines = [
            self.headline(),
            *(veto.reason for veto in self.vetoes),
            self.withheld,
            self.reason,
            *losses,
            *self.notes,
            self.claim,
        ]
        return "\n".join(line for line in lines if line)

    def as_dict(self) -> dict[str, Any]:
        """Return the result as plain data, as the widget shows it."""
        return {
            "status": self.status.value,
            "points": None if self.points is None else round(self.points, 1),
            "verdict": self.verdict,
            "passed": self.passed,
            "headline": self.headline(),
            "parts": [
                {"part": part.name, "share": round(part.share, 3), "weight": part.weight}
                for part in self.parts
            ],
            "deductions": [asdict(lost) for lost in self.deductions],
            "vetoes": [asdict(veto) for veto in self.vetoes],
            "withheld": self.withheld,
            "notes": list(self.notes),
            "reason": self.reason,
            "claim": self.claim,
        }


def points(parts: Iterable[Part]) -> float:
    """Return the weighted geometric mean of the parts as points from 0 to 100."""
    product = 100.0
    for part in parts:
        product *= max(FLOOR, part.share) ** part.weight
    return min(100.0, product)


def deductions(parts: Sequence[Part]) -> tuple[Deduction, ...]:
    """Return the dearest losses, each with what to do next time."""
    now = points(parts)
    found = []
    for number, part in enumerate(parts):
        mended = [*parts[:number], replace(part, share=1.0), *parts[number + 1 :]]
        if (marks := points(mended) - now) >= SMALLEST_NAMED:
            found.append(
                Deduction(
                    part=part.name,
                    marks=round(marks, 1),
                    happened=part.happened,
                    next_time=part.next_time,
                )
            )
    found.sort(key=lambda deduction: -deduction.marks)
    return tuple(found[:MOST_NAMED])


def scored(
    parts: Sequence[Part],
    *,
    vetoes: tuple[Veto, ...] = (),
    withheld: str = "",
    notes: tuple[str, ...] = (),
    claim: str = "",
) -> DrillScore:
    """Return the score of a round that was done, from its parts."""
    return DrillScore(
        status=Status.SCORED,
        points=points(parts),
        parts=tuple(parts),
        deductions=deductions(parts),
        vetoes=vetoes,
        withheld=withheld,
        notes=notes,
        claim=claim,
    )


def not_tried(reason: str, *, vetoes: tuple[Veto, ...] = (), claim: str = "") -> DrillScore:
    """Return the score of a round in which the drill was not done: no points."""
    return DrillScore(
        status=Status.NOT_TRIED, points=0.0, reason=reason, vetoes=vetoes, claim=claim
    )


def not_scored(reason: str, *, vetoes: tuple[Veto, ...] = (), claim: str = "") -> DrillScore:
    """Return the score of a round whose recording is bad: none, and no zero either."""
    return DrillScore(
        status=Status.NOT_SCORED, points=None, reason=reason, vetoes=vetoes, claim=claim
    )


def falling(amount: float, free: float, nothing: float) -> float:
    """Return 1 up to *free*, falling straight to 0 at *nothing* and beyond."""
    return 1.0 - min(1.0, max(0.0, (amount - free) / (nothing - free)))
