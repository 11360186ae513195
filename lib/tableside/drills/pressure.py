"""The score of one round along a target: hold a band, taper off, let go slowly."""

from collections.abc import Mapping

from tableside.drills.closeness import Closeness
from tableside.drills.even import STEP
from tableside.drills.parts import Measured, measure
from tableside.drills.place import TOUCH, Phase
from tableside.drills.recording import Recording, recorded
from tableside.drills.score import DrillScore, Part
from tableside.drills.target import PartName, TargetPlan
from tableside.drills.trace import Trace

TRIED_SHARE = 0.1
"""Who pressed for less than this share of the hold has not tried (course rule)."""

NOT_TRIED = (
    "There was hardly any pressing in this round. Start again, choose a place, and lean in when "
    "the band rises."
)

PressureScore = DrillScore
"""The score of a round along a target has the shape of every drill's score."""


def score_pressure(trace: Trace, plan: TargetPlan) -> DrillScore:
    """Return the score of *trace* as a round of *plan*. The plan noted in the trace is not used."""
    recording = recorded(trace, plan)
    if recording.broken:
        return recording.not_scored()
    if not _tried(recording, plan):
        return recording.not_tried(NOT_TRIED)
    measured = measure(recording, plan)
    shares = {
        PartName.CLOSENESS: measured.closeness.share,
        PartName.HOLD: measured.hold,
        PartName.RAMP: measured.ramp,
        PartName.RELEASE: measured.release,
    }
    told = {
        PartName.CLOSENESS: _closeness(measured.closeness, measured, plan),
        PartName.HOLD: _hold(measured, plan),
        PartName.RAMP: _ramp(measured, plan),
        PartName.RELEASE: _release(measured, plan),
    }
    return recording.scored(
        [
            Part(
                name=part.value,
                share=shares[part],
                weight=weight,
                happened=told[part][0],
                next_time=told[part][1],
            )
            for part, weight in weights_of(plan).items()
        ]
    )


def _tried(recording: Recording, plan: TargetPlan) -> bool:
    least = min((c.target - c.wide for c in plan.corners() if c.target > TOUCH), default=plan.peak)
    asked = seconds_of(plan, Phase.HOLD) or seconds_of(plan, Phase.RAMP)
    enough = max(TOUCH, least / 2)
    pressed = sum([press > enough for press in recording.looks.press]) * STEP
    return pressed >= TRIED_SHARE * asked


def weights_of(plan: TargetPlan) -> Mapping[PartName, float]:
    """Return how much each part counts: where nothing is held, the others share that weight."""
    if seconds_of(plan, Phase.HOLD):
        return plan.weights
    others = {part: each for part, each in plan.weights.items() if part is not PartName.HOLD}
    total = sum(others.values())
    return {part: each / total for part, each in others.items()}


def seconds_of(plan: TargetPlan, phase: Phase) -> float:
    """Return how long a plan asks for a phase, all of its stretches together."""
    return sum(each.seconds for each in plan.stretches() if each.phase is phase)


def _closeness(closeness: Closeness, measured: Measured, plan: TargetPlan) -> tuple[str, str]:
    if measured.seconds_elsewhere > max(closeness.seconds_above, closeness.seconds_below):
        return (
            f"You pressed outside the chosen place for {measured.seconds_elsewhere:.1f} s.",
            f"Stay on this place: {plan.place()}.",
        )
    if closeness.cost_above >= closeness.cost_below:
        return (
            f"You pressed above the band for {closeness.seconds_above:.1f} s.",
            "Lean in less, and stop when the line reaches the band.",
        )
    return (
        f"You stayed below the band for {closeness.seconds_below:.1f} s.",
        "Lean in a little more, until the line runs inside the band.",
    )


def _hold(measured: Measured, plan: TargetPlan) -> tuple[str, str]:
    asked = seconds_of(plan, Phase.HOLD)
    held = f"{measured.held:.1f} s of {asked:g} s"
    if sum(each.phase is Phase.HOLD for each in plan.stretches()) > 1:
        return (
            f"Your longest stretches inside the band came to {held} in all.",
            "Find each stroke's pressure early, and keep it until the band falls.",
        )
    return (
        f"Your longest stretch inside the band was {held}.",
        "Let your weight rest there, breathe on, and correct in small steps.",
    )


def _ramp(measured: Measured, plan: TargetPlan) -> tuple[str, str]:
    if measured.reached < 1:
        return (
            "You did not reach the band.",
            "Keep leaning in slowly until the line meets the band.",
        )
    return (
        f"You leaned in {measured.ramp_speed:.1f} times as fast as planned.",
        f"Take the whole {seconds_of(plan, Phase.RAMP):g} s to lean in, and move evenly.",
    )


def _release(measured: Measured, plan: TargetPlan) -> tuple[str, str]:
    if measured.reached < 1:
        return (
            "There was too little pressure to ease off from.",
            "Reach the band first, then ease off slowly.",
        )
    if measured.left_over > 0.1:
        return (
            "You were still pressing after the end.",
            "Ease off all the way, and lift your hand before the next stroke.",
        )
    falls = [each.seconds for each in plan.stretches() if each.phase is Phase.RELEASE]
    taken = f"the whole {falls[0]:g} s" if len(falls) == 1 else "all the time that the band takes"
    return (
        f"You let go {measured.release_speed:.1f} times as fast as planned.",
        f"Take {taken} to ease off; the client feels a sudden end.",
    )
