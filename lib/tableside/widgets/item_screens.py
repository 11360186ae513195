"""Which screen each kind of question has, and what its answers tell the desk."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from tableside.homework.desk import Desk
from tableside.homework.items.clients import CardQuestion
from tableside.homework.on_paper import NAME_FIRST
from tableside.homework.questions import (
    AnyQuestion,
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
    DecisionAnswer,
    NumberAnswer,
    OrderAnswer,
    PlaceAnswer,
    SeveralAnswer,
    WrittenAnswer,
)
from tableside.homework.typed.printed import as_text
from tableside.homework.typed.reading import TypedRoute
from tableside.knowledge import knowledge
from tableside.widgets._base import CourseWidget
from tableside.widgets._item import Paper
from tableside.widgets.choice import Choice
from tableside.widgets.item_decision import Decided, DecisionItem
from tableside.widgets.item_drill import drill_box
from tableside.widgets.item_head import ItemBox, ItemHead
from tableside.widgets.item_number import NumberItem
from tableside.widgets.item_place import PlaceItem
from tableside.widgets.item_plan import PlanItem
from tableside.widgets.item_session import session_parts
from tableside.widgets.item_several import SeveralItem
from tableside.widgets.order import Order
from tableside.widgets.written import Written


def screen(desk: Desk, question: AnyQuestion) -> CourseWidget | ItemBox:
    """Return the screen of *question*, with the answer that *desk* has kept so far."""
    match question:
        case CardQuestion():
            return _for_client(desk, question)
        case DrillQuestion():
            return drill_box(desk, question)
        case _:
            return _common(desk, question, desk.answer(question.id), _paper(desk, question))


def _common(
    desk: Desk, question: AnyQuestion, saved: AnyAnswer | None, paper: Paper
) -> CourseWidget:
    """Return the screen of a question that is the same for every student."""
    name = question.id
    match question:
        case ChoiceQuestion():
            option = saved.option if isinstance(saved, ChoiceAnswer) else ""
            keep = said(partial(desk.choose, name))
            return Choice(question, answer=option, save=keep, paper=paper)
        case SeveralQuestion():
            ticked = saved.options if isinstance(saved, SeveralAnswer) else ()
            return SeveralItem(
                question, answer=ticked, save=said(partial(desk.tick, name)), paper=paper
            )
        case OrderQuestion():
            order = saved.steps if isinstance(saved, OrderAnswer) else ()
            titles = {step.id: step.title for step in knowledge().steps}
            keep_order = said(partial(desk.arrange, name))
            return Order(question, titles=titles, answer=order, save=keep_order, paper=paper)
        case NumberQuestion():
            typed = saved.typed if isinstance(saved, NumberAnswer) else ""
            keep = said(partial(desk.type_number, name))
            return NumberItem(question, answer=typed, save=keep, paper=paper)
        case PlaceQuestion():
            place = (saved.x, saved.y) if isinstance(saved, PlaceAnswer) else ()
            keep_place = said(partial(desk.point, name))
            return PlaceItem(question, answer=place, save=keep_place, paper=paper)
        case WrittenQuestion():
            text = saved.text if isinstance(saved, WrittenAnswer) else ""
            return Written(question, answer=text, save=said(partial(desk.write, name)))
        case _:
            raise AssertionError(question.kind)  # the others have screens of their own


def _for_client(desk: Desk, question: CardQuestion) -> ItemBox:
    """Return the screen of a question about a client, who comes with the student's name."""

    def make() -> list[CourseWidget]:
        if not desk.whose(question.id):
            return [ItemHead(question, notes=[NAME_FIRST])]
        match question:
            case DecisionQuestion():
                return [_decision(desk, question)]
            case PlanQuestion():
                return [_plan(desk, question)]
            case SessionQuestion():
                return session_parts(desk, question)
            case _:
                raise AssertionError(question.id)  # there is no other kind

    box = ItemBox(make, depends=lambda: desk.whose(question.id))
    desk.on_change(f"client-{question.id}", box.look)
    return box


def _decision(desk: Desk, question: DecisionQuestion) -> DecisionItem:
    saved = desk.answer(question.id)
    known = saved if isinstance(saved, DecisionAnswer) else None

    def save(given: Decided) -> str:
        desk.decide(question.id, given.decision, given.why, given.limits)
        told = now_saved()
        return told if given.decision else f"{told} Choose a decision as well."

    return DecisionItem(
        question,
        client=desk.client(question.id),
        known=knowledge(),
        answer=Decided(decision=known.decision, why=known.why, limits=known.limits)
        if known
        else Decided(),
        save=save,
        paper=_paper(desk, question),
    )


def _plan(desk: Desk, question: PlanQuestion) -> PlanItem:
    return PlanItem(
        question,
        client=desk.client(question.id),
        known=knowledge(),
        draft=desk.draft(question.id),
        save=said(partial(desk.plan, question.id)),
        paper=_paper(desk, question),
    )


def _paper(desk: Desk, question: AnyQuestion) -> Paper:
    """Return a question on paper, with what reads an answer that is typed to it."""
    student = desk.whose(question.id)

    def read(typed: str) -> AnyAnswer:
        saved = datetime.now(UTC).replace(microsecond=0)
        route = TypedRoute(
            assignment=desk.assignment, student=student, known=knowledge(), saved=saved
        )
        return route.read(typed, question)

    return Paper(text=as_text(question, desk.assignment, student, knowledge()), read=read)


def said(save: Callable[..., None]) -> Callable[..., str]:
    """Return *save* as a function that says when it saved."""

    def keep(*answer: object) -> str:
        save(*answer)
        return now_saved()

    return keep


def now_saved() -> str:
    """Return that an answer was saved just now."""
    return f"Saved at {datetime.now():%H:%M}."  # noqa: DTZ005 - the reader's own clock
