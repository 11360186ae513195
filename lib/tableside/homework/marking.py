"""Marks: what each answer earns and why, worked out anew from the answer and the safety rules."""

from collections.abc import Iterable

from tableside.homework.asked import client_of
from tableside.homework.folder import HandIn
from tableside.homework.items.clients import CardQuestion
from tableside.homework.judging import judge
from tableside.homework.marks.choices import mark_choice, mark_several
from tableside.homework.marks.decisions import mark_decision
from tableside.homework.marks.drills import FULL_MARKS_FROM, mark_drill
from tableside.homework.marks.mark import MOST_ADVICE, Advice, Mark, Status, unmarked
from tableside.homework.marks.numbers import mark_number
from tableside.homework.marks.orders import mark_order
from tableside.homework.marks.places import mark_place
from tableside.homework.marks.plans import mark_plan
from tableside.homework.questions import (
    AnyQuestion,
    Assignment,
    ChoiceQuestion,
    DecisionQuestion,
    DrillQuestion,
    NumberQuestion,
    OrderQuestion,
    PlaceQuestion,
    PlanQuestion,
    SessionQuestion,
    SeveralQuestion,
    WrittenQuestion,
)
from tableside.homework.responses import (
    AnyAnswer,
    ChoiceAnswer,
    ClientAnswer,
    DecisionAnswer,
    DrillAnswer,
    NumberAnswer,
    OrderAnswer,
    PlaceAnswer,
    PlanAnswer,
    SessionAnswer,
    SeveralAnswer,
    WrittenAnswer,
    is_blank,
)
from tableside.knowledge import Knowledge
from tableside.knowledge.conditions import Condition
from tableside.safety.plan_text import PlanError
from tableside.safety.session_plan import read_plan

__all__ = ["FULL_MARKS_FROM", "MOST_ADVICE", "Advice", "Mark", "Status", "judge", "mark"]


def mark(
    assignment: Assignment, hand_in: HandIn, known: Knowledge, *, student: str = ""
) -> tuple[Mark, ...]:
    """Return a mark for every question of *assignment*, in its order.

    *student* is whose hand-in it is. An answer about the client of somebody else is marked by
    that client, and flagged. Nothing that was handed in can make this raise: what cannot be used
    is a mark with the status ``UNREADABLE``, no points, and the reason.
    """
    return tuple(
        _mark_one(question, assignment, hand_in, known, student.strip().lower())
        for question in assignment.question
    )


def _mark_one(
    question: AnyQuestion, assignment: Assignment, hand_in: HandIn, known: Knowledge, student: str
) -> Mark:
    problems = [
        str(problem) for problem in hand_in.problems if problem.question in {"", question.id}
    ]
    if problems:
        return unmarked(question, Status.UNREADABLE, answer="cannot be read", reasons=problems)
    answer = hand_in.responses.answers.get(question.id)
    if answer is None or is_blank(answer):
        return unmarked(question, Status.UNANSWERED, answer="no answer")
    if isinstance(question, CardQuestion) and isinstance(answer, ClientAnswer):
        return _mark_card(question, answer, assignment, hand_in, known, student)
    if isinstance(question, WrittenQuestion) and isinstance(answer, WrittenAnswer):
        good = [f"A good answer {line}." for line in question.rubric]
        return unmarked(question, Status.BY_HAND, answer=answer.text, reasons=good)
    return _mark_common(question, answer, hand_in, known)


def _mark_common(
    question: AnyQuestion, answer: AnyAnswer, hand_in: HandIn, known: Knowledge
) -> Mark:
    """Return the mark of a question that is the same for every student."""
    match question, answer:
        case ChoiceQuestion(), ChoiceAnswer():
            return mark_choice(question, answer, known)
        case SeveralQuestion(), SeveralAnswer():
            return mark_several(question, answer, known)
        case OrderQuestion(), OrderAnswer():
            return mark_order(question, answer, known)
        case NumberQuestion(), NumberAnswer():
            return mark_number(question, answer, known)
        case PlaceQuestion(), PlaceAnswer():
            return mark_place(question, answer, known)
        case DrillQuestion(), DrillAnswer():
            return mark_drill(question, hand_in.rounds[question.id], known)
        case _:  # read_hand_in lets no answer of the wrong kind through
            raise AssertionError(question.kind, answer.kind)


def _mark_card(  # noqa: PLR0913, PLR0917 - what was asked, what was answered, and by whom
    question: CardQuestion,
    answer: ClientAnswer,
    assignment: Assignment,
    hand_in: HandIn,
    known: Knowledge,
    student: str,
) -> Mark:
    """Return the mark of a question about the client of one student."""
    client = client_of(question, assignment, answer.student, known)
    flags = _flags(answer, student)
    match question, answer:
        case DecisionQuestion(), DecisionAnswer():
            if strange := _strange_reasons(answer.why, known.conditions):
                return unmarked(
                    question, Status.UNREADABLE, answer="cannot be read", reasons=[strange]
                )
            return mark_decision(question, answer, client, known, flags=flags)
        case PlanQuestion(), PlanAnswer():
            try:
                plan = read_plan(answer.plan, known)
            except PlanError as error:
                return unmarked(
                    question,
                    Status.UNREADABLE,
                    answer="cannot be read",
                    reasons=[str(error)],
                    flags=flags,
                )
            return mark_plan(question, plan, client, known, flags=flags)
        case SessionQuestion(), SessionAnswer():
            # Most homework has no session, and a whole client takes long to load.
            from tableside.homework.marks.sessions import mark_session  # noqa: PLC0415 - see above

            log = hand_in.logs[question.id]
            return mark_session(question, log, client, known, flags=flags)
        case _:  # read_hand_in lets no answer of the wrong kind through
            raise AssertionError(question, answer)


def _flags(answer: ClientAnswer, student: str) -> tuple[str, ...]:
    """Return what an instructor should know about whose client it was; no points depend on it."""
    if not student or answer.student == student:
        return ()
    whose = f"drawn for “{answer.student}”" if answer.student else "drawn before a name was given"
    return (f"The client of this answer was {whose}, and the hand-in is of “{student}”.",)


def _strange_reasons(given: Iterable[str], conditions: Iterable[Condition]) -> str:
    names = {each.id for each in conditions}
    strange = next((name for name in given if name not in names), None)
    return f"it has no reason {strange!r}; the answer was kept, and not marked." if strange else ""
