"""The score of one round of breathing with the client, pausing and deciding."""

from collections.abc import Iterator, Sequence
from statistics import mean

from tableside.drills.breath import DECISIONS, BreathPlan, needed_response
from tableside.drills.even import STEP
from tableside.drills.events import Event, EventKind, EventLog
from tableside.drills.place import TOUCH
from tableside.drills.recording import recorded
from tableside.drills.rhythm import Stroke, strokes
from tableside.drills.score import DrillScore, Part, falling, not_scored
from tableside.drills.trace import Trace
from tableside.drills.vetoes import BLINK, Veto, VetoKind
from tableside.knowledge.signs import Response

FREE, NOTHING = 0.10, 0.30
"""A press that begins or ends this share of a breath off costs nothing, or everything (course
rules)."""

MORE_CAREFUL = 0.5
"""A decision that does more than the rating asks for is safe, and worth this (course rule)."""

WEIGHTS = {"breath": 0.3, "release": 0.2, "pause": 0.2, "listening": 0.1, "decision": 0.2}
"""How much each part counts (course rule); they add to 1."""

NOT_TRIED = (
    "There was hardly any pressing in this round. Start again, and lean in as the breath goes out."
)


def score_breath(trace: Trace, log: EventLog, plan: BreathPlan) -> DrillScore:
    """Return the score of *trace* and *log*, one round of *plan*, both on the round's clock."""
    recording = recorded(trace, plan)
    if recording.broken:
        return recording.not_scored()
    if log.pace != 1:
        reason = "The clock of this round did not run as life does. Do the round again."
        return not_scored(reason, vetoes=recording.vetoes, claim=recording.claim)
    press = recording.on_target()
    pressed = strokes(recording.looks.seconds, press)
    pressed = tuple(each for each in pressed if each.begin < plan.tightens)
    if not pressed:
        return recording.not_tried(NOT_TRIED)
    free = _let_go(recording.looks.press, plan.tightens)
    decided = _decision(log, plan)
    quiet_until = min(
        _pressed_again(recording.looks.press, free),
        plan.seconds if decided is None else decided.t,
    )
    asked = log.first(EventKind.ASK, since=plan.tightens)
    parts = [
        _breath(pressed, plan),
        _release(free - plan.tightens, plan),
        _pause(max(0.0, quiet_until - free), plan),
        _listening(asked, decided),
        _decided(decided, plan),
    ]
    return recording.scored(parts, unsafe=tuple(_too_bold(decided, plan)))


def _let_go(press: Sequence[float], since: float) -> float:
    """Return the second at which the pressure was gone; the end of the round if it never was."""
    for tick in range(round(since / STEP), len(press)):
        if press[tick] <= TOUCH:
            return tick * STEP
    return len(press) * STEP


def _pressed_again(press: Sequence[float], free: float) -> float:
    run = 0
    for tick in range(round(free / STEP), len(press)):
        run = run + 1 if press[tick] > TOUCH else 0
        if run * STEP > BLINK:
            return (tick + 1 - run) * STEP
    return len(press) * STEP


def _decision(log: EventLog, plan: BreathPlan) -> Event | None:
    return next((e for e in log.events if e.kind in DECISIONS and e.t >= plan.tightens), None)


def _breath(pressed: Sequence[Stroke], plan: BreathPlan) -> Part:
    begun = [_nearest([each.begin for each in pressed], at, plan) for at in plan.out_breaths()]
    # The last press ends because the client tightens, and not with the breath.
    ended = [_nearest([each.end for each in pressed], at, plan) for at in plan.in_breaths()[1:]]
    timed = begun + ended if plan.follow == "press" else begun
    number = min(len(pressed) / plan.breaths, plan.breaths / len(pressed))
    return Part(
        name="breath",
        share=mean(timed) * number,
        weight=WEIGHTS["breath"],
        happened=f"Your hand and the breath went together for {mean(timed):.0%} of the turns; "
        f"you pressed {len(pressed)} times in {plan.breaths} breaths.",
        next_time="Watch one breath first. Begin as it turns and goes out.",
    )


def _nearest(moments: Sequence[float], at: float, plan: BreathPlan) -> float:
    off = min((abs(moment - at) for moment in moments), default=plan.period)
    return falling(off / plan.period, FREE, NOTHING)


def _release(seconds: float, plan: BreathPlan) -> Part:
    return Part(
        name="release",
        share=falling(seconds, plan.release_seconds, 2 * plan.release_seconds),
        weight=WEIGHTS["release"],
        happened=f"The pressure was gone {seconds:.1f} s after the client tightened.",
        next_time=f"Let go as soon as you feel it, within {plan.release_seconds:g} s.",
    )


def _pause(seconds: float, plan: BreathPlan) -> Part:
    return Part(
        name="pause",
        share=min(1.0, (seconds + 2 * STEP) / plan.pause_seconds),
        weight=WEIGHTS["pause"],
        happened=f"Your hands rested for {seconds:.0f} s of {plan.pause_seconds:g} s.",
        next_time="Wait the whole pause before you press or decide; breathe, and listen.",
    )


def _listening(asked: float | None, decided: Event | None) -> Part:
    heard = asked is not None and (decided is None or asked <= decided.t)
    return Part(
        name="listening",
        share=float(heard),
        weight=WEIGHTS["listening"],
        happened="You did not ask how strong it is before you decided.",
        next_time="Ask where it is, what it feels like, and for a number from 0 to 10.",
    )


def _decided(decided: Event | None, plan: BreathPlan) -> Part:
    needed = needed_response(plan.rating, plan.feeling)
    response = decided.kind.response if decided else None
    if response is needed:
        share = 1.0
    else:
        share = MORE_CAREFUL if response is not None and response.covers(needed) else 0.0
    happened = (
        "You did not decide what follows."
        if decided is None
        else f"{_said(plan)} your decision was: {_words(decided)}."
    )
    return Part(
        name="decision",
        share=share,
        weight=WEIGHTS["decision"],
        happened=happened,
        next_time=f"{_RULE} Here: {needed.title.lower()}.",
    )


_RULE = (
    "0 to 3: go on. 4: go on more lightly. Above 4, or burning, tingling or shooting: stop that "
    "technique."
)


def _said(plan: BreathPlan) -> str:
    return f"The client felt {plan.rating} of 10, {plan.feeling.value};"


def _words(decided: Event) -> str:
    response = decided.kind.response or Response.CARRY_ON_AND_ASK
    return response.title[0].lower() + response.title[1:]


def _too_bold(decided: Event | None, plan: BreathPlan) -> Iterator[Veto]:
    """Yield that the decision did less than the rating asks for."""
    if decided is None or decided.kind.response is None:
        return
    needed = needed_response(plan.rating, plan.feeling)
    if not decided.kind.response.covers(needed):
        yield Veto(
            kind=VetoKind.NOT_HEARD,
            second=decided.t,
            reason=f"{_said(plan)} your decision was: {_words(decided)}. {_RULE}",
        )
