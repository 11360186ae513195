"""What a whole session is worth: its log is played again, and only what then happens counts."""

from collections.abc import Iterable, Mapping
from functools import cache

from tableside.classroom.result import CELL, Fault, Heat, Judged
from tableside.classroom.work import SessionWork, WorkError
from tableside.client import acts
from tableside.client.debrief import clock, told
from tableside.client.log import SessionLog, SessionLogError
from tableside.client.score import Deduction, score_session
from tableside.client.session import Session
from tableside.client.steps_done import steps_done
from tableside.homework.cards.drawn import DrawnClient
from tableside.homework.questions import SessionQuestion
from tableside.knowledge import Knowledge, knowledge

MOST_TOLD = 3
"""So many sentences its student is told besides the headline; the table itself tells them all."""


def judge_session(
    work: SessionWork, question: SessionQuestion, client: DrawnClient, known: Knowledge
) -> Judged:
    """Return what a log is worth, finished or not.

    Raises ``WorkError`` for a log that cannot be believed, or that is of another client.
    """
    try:
        session = believed(work.log, client).replay(known)
    except SessionLogError as error:
        raise WorkError(f"The session cannot be played again: {error}.") from None
    score = score_session(session)
    weightiest = sorted(score.deductions, key=lambda each: (not each.safety, -each.marks))
    return Judged(
        points=score.points if score.finished else None,
        safe=score.safe,
        headline=score.headline() if score.finished else _so_far(session, safe=score.safe),
        finished=score.finished,
        told=tuple(f"{each.message} {each.because}".strip() for each in weightiest[:MOST_TOLD]),
        faults=tuple(_faults(weightiest, question.id)),
        answer=score.headline(),
        story=tuple(told(session)),
        decided=_decided(session, client, known),
        heat=_heat(session),
    )


def believed(text: str, client: DrawnClient) -> SessionLog:
    """Return the log in *text*, whose seals hold and which is of this client.

    Raises ``WorkError`` for any other.
    """
    try:
        log = SessionLog.from_json(text)
    except SessionLogError as error:
        raise WorkError(f"The session cannot be read: {error}.") from None
    if (log.card, log.seed) != (client.card, client.seed):
        raise WorkError("This log tells of another client than yours.")
    return log


def _so_far(session: Session, *, safe: bool) -> str:
    done, steps = len(steps_done(session)), len(session.known.steps)
    unsafe = "" if safe else " Something unsafe was done."
    return f"At {clock(session.now)}, {done} of {steps} steps.{unsafe}"


def _faults(deductions: Iterable[Deduction], question: str) -> Iterable[Fault]:
    for each in deductions:
        yield Fault(
            rule=each.rule or f"{question}:{each.message}",
            what=each.message,
            because=each.because,
            safety=each.safety,
        )


def _decided(session: Session, client: DrawnClient, known: Knowledge) -> tuple[str, str] | None:
    made = [done.act.decision for done in session.done if isinstance(done.act, acts.Decide)]
    return (client.verdict(known).decision.word, made[-1]) if made else None


def _heat(session: Session) -> Heat:
    """Return where the hands worked: each press is spread over the whole of its zone."""
    heat: dict[tuple[int, int], float] = {}
    cells = _cells()
    for done in session.done:
        if isinstance(done.act, acts.PressZone):
            zone = cells[done.act.zone]
            for place in zone:
                amount = done.act.force * done.act.seconds / len(zone)
                heat[place] = heat.get(place, 0.0) + amount
    return heat


@cache
def _cells() -> Mapping[str, tuple[tuple[int, int], ...]]:
    """Return the cells of each zone: those whose middle lies in it, or else that of its spot."""
    found = {}
    for zone in knowledge().zones:
        xs, ys = ([int(each // CELL) for each in side] for side in zip(*zone.polygon, strict=True))
        inside = tuple(
            (x, y)
            for x in range(min(xs), max(xs) + 1)
            for y in range(min(ys), max(ys) + 1)
            if zone.contains((x + 0.5) * CELL, (y + 0.5) * CELL)
        )
        x, y = zone.spot
        found[zone.id] = inside or ((int(x // CELL), int(y // CELL)),)
    return found
