"""What a safe session can still lose points for: steps left out, questions unasked, haste.

All marks are course rules.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tableside.client import acts
from tableside.client.performed import performed
from tableside.client.session import Session
from tableside.client.sign_answers import left_alone
from tableside.client.steps_done import FIRM_LEVEL, steps_done
from tableside.client.truth import Truth
from tableside.knowledge.back_map import Side
from tableside.safety.session_plan import Work

STEP_MARKS = {
    "hot-towel": 8.0,
    "right-pressure": 8.0,
    "spread-pressure": 10.0,
    "breathe-and-pause": 6.0,
    "lighter-after": 6.0,
    "roll-off": 10.0,
    "after-care": 8.0,
}
"""What a step costs that was left out (course rule). Oil and a second towel are free."""

ASKING_MARKS, ASKING_MOST = 3.0, 9.0
"""For a depth, or five minutes, that nobody asked about; and the most for all of them."""

HURTING_SECONDS, HURTING_MOST = 3.0, 15.0
"""One mark for so many seconds above the ceiling of discomfort, and the most for all."""

JOLT_MARKS, JOLT_MOST = 2.0, 6.0
"""For firm hands that leave at once."""

UNEVEN_SHARE, UNEVEN_MARKS, ONE_SIDED_MARKS = 0.2, 4.0, 8.0
"""How far the time on the two sides may differ, as a share of their mean."""

WORK_MINUTES, SHORT_MARKS_A_MINUTE, SHORT_MOST = 8.0, 1.5, 10.0
"""Minutes of hands-on work that a whole session has at least (``spread-pressure``)."""

DECIDE_MARKS, EXPLAIN_MARKS, RECORD_MARKS, TOPIC_MARKS = 4.0, 4.0, 4.0, 1.0

ASKED_SOON = 15
"""Seconds by which a question may come late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Marks lost, with the second, the step, the rule, and what to do next time."""

    at: int
    step: str
    rule: str
    marks: float
    message: str


def losses(session: Session, right: Truth) -> tuple[Loss, ...]:
    """Return what a whole session with a client who may be massaged leaves to be wished for."""
    return (
        *losses_so_far(session),
        *_talk(session),
        *_steps_left_out(session, right),
        *_sides(session),
        *_length(session, right),
        *_after(session),
    )


def losses_so_far(session: Session) -> tuple[Loss, ...]:
    """Return what was lost at moments that have passed, whatever is still to come."""
    return (*_asking(session), *_hurting(session), *_jolts(session))


def _first(session: Session, kind: type[acts.Act]) -> int | None:
    return next((done.at for done in session.done if isinstance(done.act, kind)), None)


def _talk(session: Session) -> Iterator[Loss]:
    for kind, rule, marks, message in (
        (acts.Decide, "decide", DECIDE_MARKS, "Say what you decide after the screening."),
        (acts.Explain, "explain", EXPLAIN_MARKS, "Explain what you plan before you begin."),
    ):
        if _first(session, kind) is None:
            yield Loss(at=0, step="screen-and-consent", rule=rule, marks=marks, message=message)


def _steps_left_out(session: Session, right: Truth) -> Iterator[Loss]:
    found = steps_done(session)
    for step, marks in STEP_MARKS.items():
        barred = step == "hot-towel" and not right.may_warm(session.known)
        if step not in found and not barred:
            title = session.known.step(step).title
            message = f"Do not leave out this step: {title[0].lower()}{title[1:]}."
            yield Loss(at=session.now, step=step, rule=step, marks=marks, message=message)


def _asking(session: Session) -> Iterator[Loss]:
    """Yield depths and stretches of work about which nobody asked."""
    soon = 60 * session.known.parameter("first-pressure-check").number + ASKED_SOON
    every = 60 * session.known.parameter("pressure-check-every").span[1] + ASKED_SOON
    asked = [done.at for done in session.done if isinstance(done.act, acts.AskRating)]
    worked = [moment for moment in session.moments if moment.zone]
    missed = []
    deepest, since, spent, depth_at = 0, 0, 0, 0
    for moment in worked:
        spent = 0 if any(since < at <= moment.at for at in asked) else spent + 1
        if spent == 0:
            since = max(at for at in asked if at <= moment.at)
            depth_at = 0
        if moment.level > deepest:
            deepest, depth_at = moment.level, moment.at
        if depth_at and moment.at - depth_at > soon:
            missed.append((moment.at, "first-pressure-check"))
            depth_at = 0
        if spent > every:
            missed.append((moment.at, "pressure-check-every"))
            spent = 0
    left = ASKING_MOST
    messages = {
        "first-pressure-check": "Ask for a number within a minute of pressing more deeply.",
        "pressure-check-every": "Ask for a number at least every five minutes.",
    }
    for at, rule in missed:
        marks = min(ASKING_MARKS, left)
        left -= marks
        if marks:
            yield Loss(at=at, step="right-pressure", rule=rule, marks=marks, message=messages[rule])


def _hurting(session: Session) -> Iterator[Loss]:
    ceiling = session.scene.norms.ceiling
    hurt = [moment.at for moment in session.moments if moment.discomfort > ceiling]
    if hurt:
        message = f"It hurt above {ceiling:g} for {len(hurt)} seconds: go lighter, and ask sooner."
        yield Loss(
            at=hurt[0],
            step="right-pressure",
            rule="rating-ceiling",
            marks=min(HURTING_MOST, len(hurt) / HURTING_SECONDS),
            message=message,
        )


def _jolts(session: Session) -> Iterator[Loss]:
    """Yield firm hands that left at once, unless the client had asked for it."""
    left = JOLT_MOST
    for done in session.done:
        sudden = isinstance(done.act, acts.Lift) and done.act.seconds == 0 and done.at > 0
        firm = sudden and session.moments[done.at - 1].level >= FIRM_LEVEL
        if firm and left > 0 and not _asked_for(session, done.at):
            left -= JOLT_MARKS
            message = "Let firm pressure go over several seconds, not at once."
            yield Loss(
                at=done.at, step="roll-off", rule="release", marks=JOLT_MARKS, message=message
            )


def _asked_for(session: Session, at: int) -> bool:
    return any(at - ASKED_SOON <= event.at <= at and event.sign for event in session.events)


def _sides(session: Session) -> Iterator[Loss]:
    seconds = dict.fromkeys(Side, 0)
    for moment in session.moments:
        if moment.zone:
            seconds[session.scene.norms.zones[moment.zone].side] += 1
    left, right = seconds[Side.LEFT], seconds[Side.RIGHT]
    if left + right == 0 or left_alone(session):
        return
    uneven = 2 * abs(left - right) / (left + right)
    if uneven > UNEVEN_SHARE:
        marks = ONE_SIDED_MARKS if not (left and right) else UNEVEN_MARKS
        message = f"Give both sides the same time: left had {left} s, right {right} s."
        yield Loss(
            at=session.now,
            step="spread-pressure",
            rule="change-side",
            marks=marks,
            message=message,
        )


def _length(session: Session, right: Truth) -> Iterator[Loss]:
    works = [part.segment for part in performed(session) if isinstance(part.segment, Work)]
    minutes = sum(work.seconds for work in works) / 60
    allowed = right.facts.limits.max_minutes
    wanted = WORK_MINUTES if allowed is None else min(WORK_MINUTES, 0.8 * allowed)
    if works and minutes < wanted:
        yield Loss(
            at=session.now,
            step="spread-pressure",
            rule="spread-pressure",
            marks=round(min(SHORT_MOST, (wanted - minutes) * SHORT_MARKS_A_MINUTE), 2),
            message=f"Take more time for the hands: {minutes:.0f} minutes were short.",
        )


def _after(session: Session) -> Iterator[Loss]:
    said = {
        topic
        for done in session.done
        if isinstance(done.act, acts.Advise)
        for topic in done.act.topics
    }
    wordings = {
        "normal": "Say what is normal afterwards.",
        "warning": "Say when to get help.",
        "active": "Encourage ordinary movement.",
        "water": "Offer water, and ask how the client feels.",
    }
    for topic, message in wordings.items():
        if said and topic not in said:
            yield Loss(
                at=session.now,
                step="after-care",
                rule="say-warning" if topic == "warning" else "after-care",
                marks=TOPIC_MARKS * (3 if topic == "warning" else 1),
                message=message,
            )
    if _first(session, acts.Record) is None:
        message = "Write the session down."
        yield Loss(
            at=session.now, step="after-care", rule="H14", marks=RECORD_MARKS, message=message
        )
