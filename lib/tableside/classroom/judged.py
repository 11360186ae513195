"""What one result is worth, worked out by the course's own scorers and by nothing that was sent."""

from bisect import bisect_right
from collections import defaultdict
from datetime import UTC, datetime
from itertools import pairwise

from tableside.classroom.faults import answer_faults, round_faults
from tableside.classroom.judged_session import judge_session
from tableside.classroom.result import LONGEST_GAP, Fault, Heat, Judged, cell
from tableside.classroom.work import (
    AnswerWork,
    AnyWork,
    RoundWork,
    SessionWork,
    WorkError,
    read_answer,
    read_round,
)
from tableside.drills import Device, DrillScore, PressurePlan, Trace, score_round
from tableside.drills.scale_readings import score_readings
from tableside.homework.asked import client_of
from tableside.homework.cards.drawn import DrawnClient
from tableside.homework.cards.vignette import vignette
from tableside.homework.folder import HandIn
from tableside.homework.items.clients import CardQuestion
from tableside.homework.marking import Mark, Status, mark
from tableside.homework.questions import (
    AnyQuestion,
    Assignment,
    ChoiceQuestion,
    DrillQuestion,
    NumberQuestion,
    SessionQuestion,
    SeveralQuestion,
)
from tableside.homework.responses import AnyAnswer, DecisionAnswer, PlaceAnswer, Responses
from tableside.knowledge import Knowledge

__all__ = ["Fault", "Judged", "judge_work"]

LINE_POINTS = 90
"""So many points a trace has on the board."""


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
            raise WorkError("A drill needs a recorded round, and something else was sent.")
        case SessionQuestion(), SessionWork():
            client = client_of(question, activities, member, known)
            return judge_session(work, question, client, known)
        case SessionQuestion(), _:
            raise WorkError("A session needs its log, and something else was sent.")
        case _, AnswerWork():
            saved = datetime(2000, 1, 1, tzinfo=UTC)  # when it was given is the event's to say
            answer = read_answer(work, name, activities, member=member, saved=saved)
            return _judge_answer(answer, name, activities, known, member)
        case _:
            raise WorkError("This question needs an answer, and something else was sent.")


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
        faults=tuple(round_faults(score, question.id, known)),
        line=_line(trace, seconds) if trace else (),
        heat=_heat(trace) if trace else {},
        score=score.as_dict(),
    )


def _judge_answer(
    answer: AnyAnswer, name: str, activities: Assignment, known: Knowledge, member: str
) -> Judged:
    responses = Responses(assignment=activities.id, answers={name: answer})
    # Only the one question has an answer, but a client is dealt among all the questions.
    marks = mark(activities, HandIn(responses=responses), known, student=member)
    given = next(each for each in marks if each.question == name)
    if given.status is Status.UNREADABLE:
        raise WorkError(f"The answer cannot be read: {' '.join(given.advice)}")
    question = activities.find(name)
    client = None
    if isinstance(question, CardQuestion):
        client = client_of(question, activities, member, known)
    return Judged(
        points=None if given.points is None else round(100 * given.points / given.out_of, 1),
        safe=given.safe,
        headline=_headline(given),
        told=given.advice,
        faults=tuple(answer_faults(given, question, answer, client, known)),
        answer=given.answer,
        chosen=_choice(question, given),
        story=_story(given, client),
        decided=_decided(answer, client, known),
        heat={cell(answer.x, answer.y): 1.0} if isinstance(answer, PlaceAnswer) else {},
    )


def _headline(given: Mark) -> str:
    if not given.safe:
        return "Not safe for the client."
    if given.points is None:
        return "Not marked."
    share = given.points / given.out_of
    return "Right." if share >= 1 - 1e-9 else f"{100 * share:.0f} of 100 points."


def _story(given: Mark, client: DrawnClient | None) -> tuple[str, ...]:
    """Return an answer in lines, behind the file of the client whom it is about."""
    file = vignette(client).splitlines() if client is not None else []
    lines = given.answer.splitlines()
    return tuple([*file, f"Answer: {lines[0]}", *lines[1:]] if file and lines else lines)


def _choice(question: AnyQuestion, given: Mark) -> tuple[str, ...]:
    """Return what was chosen of what everybody can choose, one text for each."""
    if isinstance(question, ChoiceQuestion | SeveralQuestion | NumberQuestion):
        return tuple(given.answer.splitlines())
    return ()


def _decided(
    answer: AnyAnswer, client: DrawnClient | None, known: Knowledge
) -> tuple[str, str] | None:
    if client is None or not isinstance(answer, DecisionAnswer):
        return None
    return client.verdict(known).decision.word, answer.decision


def _line(trace: Trace, seconds: float) -> tuple[float, ...]:
    """Return the last press before each of ``LINE_POINTS`` even times; 0 behind the end."""
    times = trace.samples.t
    end = times[-1] + 1000 * LONGEST_GAP if times else 0.0
    line = []
    for number in range(LINE_POINTS):
        due = 1000 * seconds * number / (LINE_POINTS - 1)
        before = bisect_right(times, due)
        inside = before and due <= end
        line.append(round(trace.samples.press[before - 1], 3) if inside else 0.0)
    return tuple(line)


def _heat(trace: Trace) -> Heat:
    samples = trace.samples
    # The last sample lasts no time.
    gaps = [(after - t) / 1000 for t, after in pairwise(samples.t)]
    # A hand that holds is at one place for thousands of samples.
    pressed: dict[tuple[float | None, float | None], float] = defaultdict(float)
    for gap, press, place in zip(
        gaps, samples.press, zip(samples.x, samples.y, strict=True), strict=False
    ):
        if press > 0 and gap <= LONGEST_GAP:
            pressed[place] += press * gap
    heat: dict[tuple[int, int], float] = defaultdict(float)
    for (x, y), amount in pressed.items():
        if x is not None and y is not None:
            heat[cell(x, y)] += amount
    return dict(heat)
