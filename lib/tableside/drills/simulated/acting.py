"""Invented learners who keep a tempo, time a towel, or breathe with the client."""

import math
import random

from tableside.drills.breath import BreathPlan, needed_response
from tableside.drills.events import EventKind, EventLog
from tableside.drills.place import Phase
from tableside.drills.simulated.learners import Learner
from tableside.drills.simulated.pressing import pressed
from tableside.drills.tempo import COUNT_IN, TempoPlan
from tableside.drills.towel import TowelPlan
from tableside.drills.trace import Trace
from tableside.knowledge.back_map import Point
from tableside.knowledge.signs import Response

PRESS = 0.35
"""How hard the hand presses at the height of a stroke."""

Acts = list[tuple[float, EventKind]]


def simulate_tempo(
    plan: TempoPlan,
    learner: Learner,
    rng: random.Random,
    *,
    rate_hz: float = 60,
    drill: str = "simulated",
) -> Trace:
    """Return one round of strokes: first with the beat, then at a tempo of the learner's own."""
    place = plan.target_zones()[0].spot
    begins: list[float] = []
    now = COUNT_IN * plan.period
    own = plan.period * (1 + rng.gauss(0, 0.8 * learner.bias))
    _, change, end = plan.ends()
    while now < end:
        begins.append(now + plan.period * rng.gauss(0, 0.35 * learner.drift))
        if now + plan.period / 2 < change:
            now += plan.period
        else:
            now += own * (1 + rng.gauss(0, 0.3 * learner.drift))
            own *= 1 + rng.gauss(0, 0.05 * learner.drift)
    length = 0.6 * plan.period

    def hand(second: float) -> tuple[float, Point]:
        stroke = next((b for b in begins if b <= second < b + length), None)
        if stroke is None:
            return 0.0, place
        return PRESS * math.sin(math.pi * (second - stroke) / length), place

    return pressed(plan, learner, hand, rate_hz=rate_hz, drill=drill)


def simulate_towel(
    plan: TowelPlan, learner: Learner, rng: random.Random, *, drill: str = "simulated"
) -> EventLog:
    """Return one round of the towel timer, with every look a little late, and some forgotten."""
    acts: Acts = []
    now = 20.0
    for number in range(len(plan.surfaces)):
        if number:
            acts.append((now, EventKind.ASK))
            if plan.declines and not learner.dangerous:
                break
            acts.append((now + 5.0, EventKind.RE_WET))
            now += 15.0
        now = _one_towel(plan, learner, rng, now, acts) + 30.0
        if any(saying.second + 20 < now for saying in plan.says):
            break
    acts.sort(key=lambda act: act[0])
    return EventLog.of(
        acts,
        drill=drill,
        pace=plan.pace,
        seconds=max(t for t, _ in acts) + 1,
        plan=plan.model_dump(mode="json"),
    )


def _one_towel(
    plan: TowelPlan, learner: Learner, rng: random.Random, now: float, acts: Acts
) -> float:
    """Add what is done for one towel, and return when all of it was done."""

    def late() -> float:
        return plan.pace * (learner.delay + abs(rng.gauss(0, 22 * learner.drift**2)))

    low, high = plan.minutes
    on = now + 10.0
    off = on + 60 * (0.9 * (low + high) / 2 + 0.1 * high) + late()
    for saying, sign in plan.signs():
        if sign.within_seconds is not None:
            off = min(off, on + saying.second + plan.pace * (4 * learner.delay) + late() / 3)
    if learner.dangerous:
        off = on + 60 * high + 240
    acts += [(now, EventKind.CHECK_SKIN), (on, EventKind.LAY_ON)]
    for due in plan.due((off - on) / 60):
        look = on + 60 * due + late()
        if look < off and rng.random() > 1.2 * (learner.drift - 0.08) and not learner.dangerous:
            acts.append((look, EventKind.CHECK_SKIN))
            if rng.random() > 2 * (learner.drift - 0.08):
                acts.append((look + plan.pace * 0.5, EventKind.ASK))
    acts += [(off, EventKind.REMOVE), (off + plan.pace, EventKind.CHECK_SKIN)]
    return off + plan.pace


def simulate_breath(
    plan: BreathPlan,
    learner: Learner,
    rng: random.Random,
    *,
    rate_hz: float = 60,
    drill: str = "simulated",
) -> tuple[Trace, EventLog]:
    """Return one round of breathing with the client, pausing, asking and deciding."""
    place = plan.target_zones()[0].spot
    ends = [*plan.in_breaths()[1:], plan.tightens + 4 * learner.delay]
    off = plan.period * 1.1 * learner.drift
    turns = [
        (begin + learner.delay + abs(rng.gauss(0, off)), end + learner.delay + rng.gauss(0, off))
        for begin, end in zip(plan.out_breaths(), ends, strict=True)
    ]
    # Whoever has not learned to wait lets the pause end early.
    waits = plan.pause_seconds * min(1.05, 1.3 - 2.6 * learner.drift + rng.gauss(0, learner.bias))
    release = next(each.until for each in plan.phases() if each.phase is Phase.RELEASE)
    decided = min(plan.seconds - 1, max(turns[-1][1], plan.tightens) + max(3.0, waits) + 1)

    def hand(second: float) -> tuple[float, Point]:
        on = any(begin <= second < end for begin, end in turns)
        return (PRESS if on else 0.0), place

    trace = pressed(plan, learner, hand, rate_hz=rate_hz, drill=drill)
    acts: Acts = [(decided, _decision(plan, learner, rng))]
    if rng.random() > 1.5 * (learner.drift - 0.08):
        acts.append((min(release, decided - 0.5), EventKind.ASK))
    acts.sort(key=lambda act: act[0])
    return trace, EventLog.of(acts, drill=drill, seconds=plan.seconds)


_DECIDED = {
    Response.CARRY_ON_AND_ASK: EventKind.GO_ON,
    Response.LIGHTEN: EventKind.LIGHTEN,
    Response.STOP_TECHNIQUE_AND_ASK: EventKind.STOP_TECHNIQUE,
}


def _decision(plan: BreathPlan, learner: Learner, rng: random.Random) -> EventKind:
    if learner.dangerous:
        return EventKind.GO_ON
    if rng.random() < 1.5 * (learner.drift - 0.08):
        return EventKind.END_SESSION
    return _DECIDED[needed_response(plan.rating, plan.feeling)]
