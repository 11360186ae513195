"""Typed readings of a kitchen scale, judged one by one. They are no line, and get no points."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tableside.drills.device import claim
from tableside.drills.plan import PressurePlan
from tableside.drills.samples import Sample
from tableside.drills.score import DrillScore, Status
from tableside.drills.trace import Trace
from tableside.drills.vetoes import Veto, VetoKind
from tableside.drills.zone_grid import zones_at

SAME = 1e-9
"""Two presses that differ by no more are the same."""

NO_SHAPE = "Readings have no shape and no pace, so they get no points."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingsScore(DrillScore):
    """What a round of readings was worth: how many lay inside the band, and whether all were safe.

    It has no points, so it is passed when every reading was safe and inside.
    """

    inside: int
    """How many readings lay inside the band."""

    count: int
    """How many readings there were."""

    band: str
    """The band in newtons, in words."""

    @property
    def passed(self) -> bool:
        """Whether there were readings, all safe and all inside the band."""
        return self.safe and 0 < self.inside == self.count

    def headline(self) -> str:
        """Return how many readings lay inside, or that one was unsafe."""
        if not self.safe:
            return "Unsafe: the round is not passed."
        return f"{self.inside} of {self.count} readings inside {self.band}."

    def as_dict(self) -> dict[str, Any]:
        """Return the result as plain data, with a status of its own for the page."""
        # super() without arguments does not work in a dataclass with slots.
        return {**DrillScore.as_dict(self), "status": "readings", "passed": self.passed}


def score_readings(trace: Trace, plan: PressurePlan) -> ReadingsScore:
    """Return how the readings of *trace* lie against the band of *plan*, in newtons.

    A trace without a calibration has no newtons, and its readings are told in per cent.
    """
    told = [_told(sample, plan, trace) for sample in trace.samples]
    return ReadingsScore(
        status=Status.NOT_SCORED,
        points=None,
        inside=sum(_inside(sample, plan) for sample in trace.samples),
        count=len(told),
        band=f"{_number(plan.low, trace)} to {_amount(plan.high, trace)}",
        vetoes=tuple(veto for sample in trace.samples for veto in _too_hard(sample, plan, trace)),
        reason=" ".join([*told, NO_SHAPE]),
        claim=claim(trace.device, trace.calibration),
    )


def _inside(sample: Sample, plan: PressurePlan) -> bool:
    return plan.low <= sample.press <= plan.high


def _told(sample: Sample, plan: PressurePlan, trace: Trace) -> str:
    amount = _amount(sample.press, trace)
    if _inside(sample, plan):
        return f"{amount}: inside."
    return f"{amount}: {'below' if sample.press < plan.low else 'above'} the band."


def _number(press: float, trace: Trace) -> str:
    if trace.calibration is None:
        return f"{100 * press:.0f}"
    return f"{trace.calibration.newton(press):.1f}"


def _amount(press: float, trace: Trace) -> str:
    return f"{_number(press, trace)} {'%' if trace.calibration is None else 'N'}"


def _too_hard(sample: Sample, plan: PressurePlan, trace: Trace) -> Iterator[Veto]:
    """Yield every line that a reading crossed: the strictest zone's there, the client's."""
    zones = () if sample.x is None or sample.y is None else zones_at(sample.x, sample.y)
    zone = zones[0] if zones else None
    amount = _amount(sample.press, trace)
    crossed = []
    if zone is not None and sample.press > plan.ceiling(zone) + SAME:
        kind = VetoKind.TOO_HARD if zone.max_pressure else VetoKind.NO_GO
        crossed.append((kind, f"the {zone.name} allows"))
    if sample.press > plan.limit + SAME:
        crossed.append((VetoKind.OVER_LIMIT, "the client allows"))
    for kind, allowed in crossed:
        yield Veto(
            kind=kind,
            zone=zone.id if zone else "",
            zone_name=zone.name if zone else "",
            second=sample.t / 1000,
            reason=f"{amount} is more than {allowed}.",
        )
