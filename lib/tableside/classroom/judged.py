"""What one result is worth, worked out by the course's own scorers and by nothing that was sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from tableside.classroom.work import (
    AnswerWork,
    AnyWork,
    RoundWork,
    WorkError,
    read_answer,
    read_round,
)
from tableside.drills import Device, DrillScore, PressurePlan, Trace, score_round
from tableside.drills.scale_readings import score_readings
from tableside.drills.score import Deduction
from tableside.drills.vetoes import Veto, VetoKind
from tableside.homework.asked import client_of
from tableside.homework.folder import HandIn
from tableside.homework.marking import Mark, mark
from tableside.homework.questions import Assignment, DecisionQuestion, DrillQuestion
from tableside.homework.responses import AnyAnswer, DecisionAnswer, PlaceAnswer, Responses
from tableside.knowledge import Knowledge

WORTH_TELLING = 5.0
"""A loss of fewer marks than this is no misconception of the class (course rule)."""

LINE_POINTS = 90
"""So many points a trace has on the board."""

CELL = 2.0
"""Centimetres: how wide and high a cell of the map of heat is."""

LONGEST_GAP = 0.25
"""Seconds: a longer gap between two samples counts as no pressing."""

Heat = Mapping[tuple[int, int], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A rule that was not kept."""

    rule: str
    """What faults of one kind have in common, such as ``H6`` or ``hold:ramp``."""
    what: str
    because: str
    safety: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What one result is worth, and what of it goes into the pictures of the class."""

    points: float | None
    """From 0 to 100; None if it cannot be scored."""
    safe: bool
    headline: str
    told: tuple[str, ...] = ()
    """What its student is told besides."""
    faults: tuple[Fault, ...] = ()
    answer: str = ""
    """The answer in words; empty for a drill."""
    decided: tuple[str, str] | None = None
    """The right decision and the one that was made."""
    line: tuple[float, ...] = ()
    """Pressure at even times through the round, as a share of the device's range."""
    heat: Heat = field(default_factory=dict)
    """Cell of the back map → pressure times seconds."""
    score: Mapping[str, Any] = field(default_factory=dict)
    """A drill's whole score as its screen shows it."""


def judge_work(
    work: AnyWork, name: str, activities: Assignment, known: Knowledge, *, member: str
) -> Judged:
    """Return what *work* for the question *name* is worth.

    Raises ``WorkError`` if it cannot be of this question, UnknownNameError if there is none.
    """
    question = activities.find(name)
    match question, work:
        case DrillQuestion(), RoundWork():
            return _judge_round(work, question, known)
        case DrillQuestion(), _:
            raise WorkError("A drill needs a recorded round, and an answer was sent.")
        case _, AnswerWork():
            saved = datetime(2000, 1, 1, tzinfo=UTC)  # when it was given is the event's to say
            answer = read_answer(work, name, activities, member=member, saved=saved)
            return _judge_answer(answer, name, activities, known, member)
        case _:
            raise WorkError("This question needs an answer, and a recorded round was sent.")


def _judge_round(work: RoundWork, question: DrillQuestion, known: Knowledge) -> Judged:
    trace, events = read_round(work, question)
    plan = question.plan
    if trace and trace.device is Device.SCALE_READING and isinstance(plan, PressurePlan):
        score: DrillScore = score_readings(trace, plan)
    else:
        score = score_round(plan, trace, events)
    seconds = float(getattr(plan, "seconds", 0.0))
    return Judged(
        points=score.points,
        safe=score.safe,
        headline=score.headline(),
        faults=tuple(
            [_of_veto(veto, known) for veto in score.vetoes]
            + [
                _of_loss(question.id, each)
                for each in score.deductions
                if each.marks >= WORTH_TELLING
            ]
        ),
        line=_line(trace, seconds) if trace else (),
        heat=_heat(trace) if trace else {},
        score=score.as_dict(),
    )


_VETO_WORDS = {
    VetoKind.NO_GO: "Keep off the {zone}.",
    VetoKind.TOO_HARD: "Press less on the {zone}.",
    VetoKind.OVER_LIMIT: "Stay below the client's own limit.",
    VetoKind.HEAT: "Keep the rules of heat.",
    VetoKind.NOT_HEARD: "Act at once on what the client says.",
}


def _of_veto(veto: Veto, known: Knowledge) -> Fault:
    # A client who is pressed too hard does not mind on which side of the back it was.
    place = veto.zone if veto.kind in {VetoKind.NO_GO, VetoKind.TOO_HARD} else ""
    return Fault(
        rule=f"{veto.kind}:{place}",
        what=_VETO_WORDS[veto.kind].format(zone=veto.zone_name),
        because=known.zone(place).rule if place else "",
        safety=True,
    )


def _of_loss(question: str, lost: Deduction) -> Fault:
    return Fault(
        rule=f"{question}:{lost.part}",
        what=lost.next_time,
        because="",  # what happened has one student's own numbers in it
        safety=False,
    )


def _judge_answer(
    answer: AnyAnswer, name: str, activities: Assignment, known: Knowledge, member: str
) -> Judged:
    responses = Responses(assignment=activities.id, answers={name: answer})
    # Only the one question has an answer, but a client is dealt among all the questions.
    marks = mark(activities, HandIn(responses=responses), known, student=member)
    given = next(each for each in marks if each.question == name)
    return Judged(
        points=None if given.points is None else round(100 * given.points / given.out_of, 1),
        safe=given.safe,
        headline=_headline(given),
        told=given.advice,
        faults=tuple(_faults(given)),
        answer=given.answer,
        decided=_decided(answer, name, activities, known, member),
        heat={_cell(answer.x, answer.y): 1.0} if isinstance(answer, PlaceAnswer) else {},
    )


def _headline(given: Mark) -> str:
    if not given.safe:
        return "Not safe for the client."
    if given.points is None:
        return "Not marked."
    share = given.points / given.out_of
    return "Right." if share >= 1 - 1e-9 else f"{100 * share:.0f} of 100 points."


def _faults(given: Mark) -> Iterable[Fault]:
    if given.safe and given.points is not None and given.points >= given.out_of - 1e-9:
        return
    for each in given.feedback:
        # Advice without a rule compares or explains; it is no rule that was broken.
        if each.rule or each.safety:
            yield Fault(
                rule=f"{each.rule}:{each.act}" if not each.rule else each.rule,
                what=each.act,
                because=each.because,
                safety=each.safety,
            )


def _decided(
    answer: AnyAnswer, name: str, activities: Assignment, known: Knowledge, member: str
) -> tuple[str, str] | None:
    question = activities.find(name)
    if not isinstance(answer, DecisionAnswer) or not isinstance(question, DecisionQuestion):
        return None
    verdict = client_of(question, activities, member, known).verdict(known)
    return verdict.decision.word, answer.decision


def _line(trace: Trace, seconds: float) -> tuple[float, ...]:
    """Return the last press before each of ``LINE_POINTS`` even times; 0 behind the end."""
    samples, line, at = trace.samples, [], 0
    for number in range(LINE_POINTS):
        due = 1000 * seconds * number / (LINE_POINTS - 1)
        while at + 1 < len(samples) and samples[at + 1].t <= due:
            at += 1
        inside = samples and samples[at].t <= due <= samples[-1].t + 1000 * LONGEST_GAP
        line.append(round(samples[at].press, 3) if inside else 0.0)
    return tuple(line)


def _heat(trace: Trace) -> Heat:
    heat: dict[tuple[int, int], float] = {}
    for one, other in pairwise(trace.samples):
        gap = (other.t - one.t) / 1000
        if one.press > 0 and one.x is not None and one.y is not None and gap <= LONGEST_GAP:
            cell = _cell(one.x, one.y)
            heat[cell] = heat.get(cell, 0.0) + one.press * gap
    return heat


def _cell(x: float, y: float) -> tuple[int, int]:
    return int(x // CELL), int(y // CELL)
