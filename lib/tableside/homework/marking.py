"""Marks: what each answer earns and why, worked out anew from the answer and the safety rules."""

from dataclasses import dataclass
from enum import StrEnum

from tableside.drills import Trace, score_pressure
from tableside.homework.folder import HandIn
from tableside.homework.questions import (
    AnyQuestion,
    Assignment,
    ChoiceQuestion,
    DrillQuestion,
    Option,
    OrderQuestion,
    WrittenQuestion,
)
from tableside.homework.responses import (
    ChoiceAnswer,
    DrillAnswer,
    OrderAnswer,
    WrittenAnswer,
    is_blank,
)
from tableside.knowledge import Knowledge
from tableside.safety.acts import ActCheck, check_press, check_response
from tableside.safety.findings import Finding
from tableside.safety.order import check_order

FULL_MARKS_FROM = 80.0
"""The drill score from which a drill earns all its points; below, in proportion (course rule)."""

MOST_ADVICE = 3
"""No more pieces of advice than this for one answer: more are not read."""


class Status(StrEnum):
    """What became of an answer."""

    MARKED = "marked"
    BY_HAND = "by hand"
    """An instructor marks it."""
    UNANSWERED = "unanswered"
    UNREADABLE = "unreadable"
    """Something was handed in and cannot be used; an instructor decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What one question earned."""

    question: str
    title: str
    prompt: str
    """What was asked."""
    status: Status
    points: float | None
    """From 0 to ``out_of``; none where an instructor marks by hand."""
    out_of: float
    answer: str
    """The answer as a person reads it."""
    safe: bool = True
    """Whether the answer could be acted on without harm; if not, it earns nothing."""
    advice: tuple[str, ...] = ()
    """What to do next and why, safety first."""
    sources: tuple[str, ...] = ()


def mark(assignment: Assignment, hand_in: HandIn, known: Knowledge) -> tuple[Mark, ...]:
    """Return a mark for every question of *assignment*, in its order.

    Nothing that was handed in can make this raise: what cannot be used is a mark with the
    status ``UNREADABLE``, no points, and the reason.
    """
    return tuple(_mark_one(question, hand_in, known) for question in assignment.question)


def _mark_one(question: AnyQuestion, hand_in: HandIn, known: Knowledge) -> Mark:
    problems = [
        str(problem) for problem in hand_in.problems if problem.question in {"", question.id}
    ]
    if problems:
        return _plain(question, Status.UNREADABLE, answer="cannot be read", advice=tuple(problems))
    answer = hand_in.responses.answers.get(question.id)
    if answer is None or is_blank(answer):
        return _plain(question, Status.UNANSWERED, answer="no answer")
    match question, answer:
        case ChoiceQuestion(), ChoiceAnswer():
            return _mark_choice(question, answer, known)
        case OrderQuestion(), OrderAnswer():
            return _mark_order(question, answer, known)
        case DrillQuestion(), DrillAnswer():
            return _mark_drill(question, hand_in.traces[question.id])
        case WrittenQuestion(), WrittenAnswer():
            return Mark(
                question=question.id,
                title=question.title,
                prompt=question.prompt,
                status=Status.BY_HAND,
                points=None,
                out_of=question.points,
                answer=answer.text,
                advice=tuple(f"A good answer {line}." for line in question.rubric),
            )
        case _:  # read_hand_in lets no answer of the wrong kind through
            raise AssertionError(question.kind, answer.kind)


def _plain(
    question: AnyQuestion, status: Status, *, answer: str, advice: tuple[str, ...] = ()
) -> Mark:
    """Return the mark of a question that has no answer to judge."""
    return Mark(
        question=question.id,
        title=question.title,
        prompt=question.prompt,
        status=status,
        points=0.0,
        out_of=question.points,
        answer=answer,
        advice=advice,
    )


def judge(question: ChoiceQuestion, option: Option, known: Knowledge) -> ActCheck:
    """Return what the safety rules say about one option of a choice question."""
    if question.sign is not None and option.respond is not None:
        return check_response(known.sign(question.sign), option.respond)
    if question.level is not None and option.zone is not None:
        return check_press(known.zone(option.zone), question.level)
    raise AssertionError(question.id, option.id)  # read_assignment lets no such option through


def _mark_choice(question: ChoiceQuestion, answer: ChoiceAnswer, known: Knowledge) -> Mark:
    option = next(each for each in question.options if each.id == answer.option)
    check = judge(question, option, known)
    return Mark(
        question=question.id,
        title=question.title,
        prompt=question.prompt,
        status=Status.MARKED,
        points=question.points if check.right else 0.0,
        out_of=question.points,
        answer=option.text,
        safe=check.right or not check.finding.safety,
        advice=(_spoken(check.finding),),
        sources=check.finding.sources,
    )


def _mark_order(question: OrderQuestion, answer: OrderAnswer, known: Knowledge) -> Mark:
    check = check_order(answer.steps, steps=known.steps, asked=question.steps)
    titles = {step.id: step.title for step in known.steps}
    told = check.findings[:MOST_ADVICE]
    untold = len(check.findings) - len(told)
    more = (f"Look at {untold} more such pairs.",) if untold else ()
    return Mark(
        question=question.id,
        title=question.title,
        prompt=question.prompt,
        status=Status.MARKED,
        points=question.points if check.safe else 0.0,
        out_of=question.points,
        answer="\n".join(f"{n}. {titles[step]}" for n, step in enumerate(answer.steps, 1)),
        safe=check.safe,
        advice=tuple(_spoken(finding) for finding in told) + more,
        sources=tuple(dict.fromkeys(key for finding in told for key in finding.sources)),
    )


def _mark_drill(question: DrillQuestion, trace: Trace) -> Mark:
    score = score_pressure(trace, question.plan)
    advice = [veto.reason for veto in score.vetoes]
    advice += [f"{lost.happened} {lost.next_time}" for lost in score.deductions]
    earned = min(1.0, (score.points or 0.0) / FULL_MARKS_FROM) * question.points
    return Mark(
        question=question.id,
        title=question.title,
        prompt=question.prompt,
        status=Status.UNREADABLE if score.points is None else Status.MARKED,
        points=round(earned, 2) if score.safe else 0.0,
        out_of=question.points,
        answer=score.headline(),
        safe=score.safe,
        advice=tuple(([score.reason] if score.reason else []) + advice)[:MOST_ADVICE],
    )


def _spoken(finding: Finding) -> str:
    return f"{finding.message} {finding.because}".strip()
