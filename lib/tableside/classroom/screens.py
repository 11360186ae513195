"""The widgets of the course as a page without Jupyter shows them: a script, styles and a state."""

from functools import cache, lru_cache
from typing import Any

from tableside.homework.asked import client_of
from tableside.homework.cards.drawn import DrawnClient
from tableside.homework.drafts import PlanDraft
from tableside.homework.items.clients import CardQuestion
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
from tableside.knowledge import knowledge
from tableside.widgets._base import CourseWidget
from tableside.widgets.choice import Choice
from tableside.widgets.drill import PACES, drill
from tableside.widgets.item_decision import Decided, DecisionItem
from tableside.widgets.item_number import NumberItem
from tableside.widgets.item_place import PlaceItem
from tableside.widgets.item_plan import PlanItem
from tableside.widgets.item_several import SeveralItem
from tableside.widgets.order import Order
from tableside.widgets.pressure_drill import TraceDrill
from tableside.widgets.session_table import SessionTable
from tableside.widgets.towel_timer import TowelTimer
from tableside.widgets.written import Written

KINDS: dict[str, type[CourseWidget]] = {
    "choice": Choice,
    "several": SeveralItem,
    "order": Order,
    "number": NumberItem,
    "place": PlaceItem,
    "decision": DecisionItem,
    "plan": PlanItem,
    "written": Written,
    "session": SessionTable,
    "drill": TraceDrill,
    "towel": TowelTimer,
}
"""The name under which a page loads a widget's script and styles."""

_OF_JUPYTER = ("layout", "tabbable", "tooltip")


@cache
def script(kind: str) -> str:
    """Return the ES module of one kind of screen; KeyError for a kind that there is not."""
    return str(KINDS[kind]._esm)  # noqa: SLF001 - anywidget's name for it


@cache
def styles(kind: str) -> str:
    """Return the styles of one kind of screen; KeyError for a kind that there is not."""
    return str(KINDS[kind]._css)  # noqa: SLF001 - anywidget's name for it


@lru_cache(maxsize=2000)
def screen_for(activities: Assignment, name: str, member: str) -> dict[str, Any]:
    """Return the kind and the first state of the screen of one question for one member."""
    question = activities.find(name)
    if not isinstance(question, CardQuestion) and member:
        return screen_for(activities, name, "")  # the same for everybody
    widget = _widget(question, activities, member)
    try:
        kind = next(kind for kind, made in KINDS.items() if isinstance(widget, made))
        return {"kind": kind, "state": _state(widget)}
    finally:
        widget.close()


def _state(widget: CourseWidget) -> dict[str, Any]:
    """Return the traits that a page needs: none of Jupyter's own, and no bytes."""
    return {
        name: value
        for name, value in widget.get_state().items()
        if not name.startswith("_")
        and name not in _OF_JUPYTER
        and not isinstance(value, bytes | memoryview)
    }


def _widget(  # noqa: PLR0911 - one for each kind of question
    question: AnyQuestion, activities: Assignment, member: str
) -> CourseWidget:
    known = knowledge()
    match question:
        case DrillQuestion():
            return drill(question.plan, drill_id=question.id, paces=PACES)
        case ChoiceQuestion():
            return Choice(question, answer="", save=_said)
        case SeveralQuestion():
            return SeveralItem(question, answer=(), save=_said)
        case OrderQuestion():
            titles = {step.id: step.title for step in known.steps}
            return Order(question, titles=titles, answer=(), save=_said)
        case NumberQuestion():
            return NumberItem(question, answer="", save=_said)
        case PlaceQuestion():
            return PlaceItem(question, answer=(), save=_said)
        case WrittenQuestion():
            return Written(question, answer="", save=_said)
        case CardQuestion():
            return _client_widget(question, client_of(question, activities, member, known))
        case _:
            raise AssertionError(question.kind)  # there is no other kind


def _client_widget(question: CardQuestion, client: DrawnClient) -> CourseWidget:
    known = knowledge()
    match question:
        case DecisionQuestion():
            return DecisionItem(question, client=client, known=known, answer=Decided(), save=_said)
        case PlanQuestion():
            return PlanItem(question, client=client, known=known, draft=PlanDraft(), save=_said)
        case SessionQuestion():
            # Who hears of changes keeps the session themselves: here no file is written.
            return SessionTable(client.card, client.seed, on_change=lambda _: None)
        case _:
            raise AssertionError(question.id)  # there is no other kind


def _said(*_: object) -> str:
    return ""
