"""Give both sides the same: time, pressure, and both together (step 9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tableside.drills.even import STEP
from tableside.drills.place import TOUCH, Phase, PlacedPlan, PlannedPhase
from tableside.drills.recording import Recording, recorded
from tableside.drills.score import DrillScore, Part, falling
from tableside.drills.trace import Trace
from tableside.knowledge.back_map import Side

FREE_INDEX = 10.0
"""A symmetry index of so many per cent costs nothing (course rule)."""

PASS_INDEX = 20.0
"""Beyond this index, in per cent, the round is not passed, whatever its points (course rule)."""

NOTHING_INDEX = 40.0
"""At this index, in per cent, the part is worth nothing (course rule)."""

WORKED_SHARE = 0.7
"""Pressing for this share of the round, on either side, earns the whole part (course rule)."""

TRIED_SHARE = 0.1
"""Who pressed for less than this share of the round has not tried (course rule)."""

WEIGHTS = {"time": 0.3, "pressure": 0.25, "impulse": 0.25, "worked": 0.2}
"""How much each part counts (course rule); they add to 1."""

NOT_TRIED = "There was hardly any pressing in this round. Start again, and work on both sides."


class BalancePlan(PlacedPlan):
    """One round: work on the left and on the right as long and as hard."""

    kind: Literal["balance"] = "balance"
    work_seconds: Annotated[float, Field(ge=10, le=600, allow_inf_nan=False)] = 40.0

    @model_validator(mode="after")
    def _both_sides(self) -> Self:
        sides = {zone.side for zone in self.target_zones()}
        if not {Side.LEFT, Side.RIGHT} <= sides:
            raise ValueError("name zones of the client's left and of the client's right")
        return self

    def phases(self) -> tuple[PlannedPhase, ...]:
        """Return the one stretch of the round."""
        say = f"Give both sides the same: {self.place()}."
        return (
            PlannedPhase(phase=Phase.WORK, name="both sides", say=say, until=self.work_seconds),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSide:
    """What one of the client's sides got."""

    seconds: float
    press: float
    """Mean press while it was pressed, as a share of the range."""

    @property
    def impulse(self) -> float:
        """Press times seconds."""
        return self.press * self.seconds


def symmetry_index(left: float, right: float) -> float:
    """Return the difference of two amounts in per cent of their mean: positive if left has more.

    It runs from -200 to 200, and is 0 where neither side has anything.
    """
    return 200 * ((left - right) / (left + right)) if left + right else 0.0


def sides(recording: Recording) -> tuple[OneSide, OneSide]:
    """Return what the client's left and right got in the plan's zones."""
    _, presses, places = recording.looks
    pressed = [
        (place[0], press)
        for press, place, here in zip(presses, places, recording.here, strict=True)
        if here and press > TOUCH and place is not None
    ]
    return (
        _one_side([press for x, press in pressed if x < 0]),
        _one_side([press for x, press in pressed if x > 0]),
    )


def score_balance(trace: Trace, plan: BalancePlan) -> DrillScore:
    """Return the score of *trace* as a round of *plan*. The plan noted in the trace is not used."""
    recording = recorded(trace, plan)
    if recording.broken:
        return recording.not_scored()
    left, right = sides(recording)
    worked = left.seconds + right.seconds
    if worked < TRIED_SHARE * plan.work_seconds:
        return recording.not_tried(NOT_TRIED)
    indices = {
        "time": symmetry_index(left.seconds, right.seconds),
        "pressure": symmetry_index(left.press, right.press),
        "impulse": symmetry_index(left.impulse, right.impulse),
    }
    parts = [_part(name, index) for name, index in indices.items()]
    parts.append(_worked(worked, plan))
    wide = [name for name, index in indices.items() if abs(index) > PASS_INDEX]
    withheld = (
        f"The sides differ by more than {PASS_INDEX:g} % in {' and '.join(wide)}, so this round "
        "is not passed."
        if wide
        else ""
    )
    note = f"Left {left.seconds:.1f} s, right {right.seconds:.1f} s."
    return recording.scored(parts, withheld=withheld, notes=(note,))


def _one_side(pressed: Sequence[float]) -> OneSide:
    mean = fsum(pressed) / len(pressed) if pressed else 0.0
    return OneSide(seconds=len(pressed) * STEP, press=mean)


_TOLD = {
    "time": (
        "{more} had more time than {less}, by {index:.0f} %.",
        "Watch the clock: change sides halfway, and give {less} a little longer.",
    ),
    "pressure": (
        "You pressed {more} harder than {less}, by {index:.0f} %.",
        "Stand so that you lean in alike on both sides, and lean a little more on {less}.",
    ),
    "impulse": (
        "Time and pressure together gave {more} {index:.0f} % more.",
        "Give {less} a little more of both.",
    ),
}


def _part(name: str, index: float) -> Part:
    more, less = ("the client's left", "the client's right")[:: 1 if index >= 0 else -1]
    happened, next_time = (
        text.format(more=more, less=less, index=abs(index)) for text in _TOLD[name]
    )
    return Part(
        name=name,
        share=falling(abs(index), FREE_INDEX, NOTHING_INDEX),
        weight=WEIGHTS[name],
        happened=happened[0].upper() + happened[1:],
        next_time=next_time,
    )


def _worked(seconds: float, plan: BalancePlan) -> Part:
    return Part(
        name="worked",
        share=min(1.0, seconds / (WORKED_SHARE * plan.work_seconds)),
        weight=WEIGHTS["worked"],
        happened=f"You pressed for {seconds:.0f} s of {plan.work_seconds:g} s.",
        next_time="Keep a hand leaning in on one side or the other until the round ends.",
    )
