"""What the cells of a graded notebook call: ``progress()``, ``ask(question)``, ``hand_in()``."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import ParamSpec, TypeVar, assert_never

import traitlets

from tableside.drills import PressureScore, Trace
from tableside.errors import TablesideError
from tableside.homework.desk import Desk
from tableside.homework.questions import (
    ChoiceQuestion,
    DrillQuestion,
    OrderQuestion,
    WrittenQuestion,
)
from tableside.homework.responses import ChoiceAnswer, OrderAnswer, WrittenAnswer
from tableside.knowledge import knowledge
from tableside.widgets._base import CourseWidget, module, stylesheet
from tableside.widgets.choice import Choice
from tableside.widgets.hand_in import HandInPanel
from tableside.widgets.notice import Notice
from tableside.widgets.order import Order
from tableside.widgets.pressure_drill import PressureDrill
from tableside.widgets.written import Written

P = ParamSpec("P")
A = TypeVar("A")


class Progress(CourseWidget):
    """How many questions have an answer, and where the answers are kept."""

    _esm = module("homework.js")
    _css = stylesheet("homework.css")

    title = traitlets.Unicode("").tag(sync=True)
    lines = traitlets.List(traitlets.Dict()).tag(sync=True)
    summary = traitlets.Unicode("").tag(sync=True)
    note = traitlets.Unicode("").tag(sync=True)

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        super().__init__(title=desk.assignment.title)
        self.note = f"Every answer is kept as you give it, in the folder “{desk.folder.name}”."
        self._look()
        desk.on_change("progress", self._look)

    def as_text(self) -> str:
        """Return how far the homework is."""
        lines = [
            f"{each['title']}: {'answered' if each['answered'] else 'open'}" for each in self.lines
        ]
        return "\n".join([self.title, self.summary, *lines])

    def _look(self) -> None:
        answered = self._desk.answered()
        questions = self._desk.assignment.question
        self.lines = [
            {"id": each.id, "title": each.title, "answered": each.id in answered}
            for each in questions
        ]
        self.summary = f"Answered {len(answered)} of {len(questions)}."
        self.error = _trouble(self._desk)


def _in_plain_words(show: Callable[P, object]) -> Callable[P, object]:
    """Let *show* answer what the course can explain with a notice instead of a stack trace."""

    def shown(*args: P.args, **kwargs: P.kwargs) -> object:
        try:
            return show(*args, **kwargs)
        except TablesideError as error:
            return Notice(str(error))

    return shown


@_in_plain_words
def progress() -> Progress:
    """Show how many questions of the notebook in this folder have an answer."""
    return Progress(_desk(Path.cwd()))


@_in_plain_words
def hand_in() -> HandInPanel:
    """Show what is open, and the button that makes the hand-in file."""
    return HandInPanel(_desk(Path.cwd()))


@_in_plain_words
def ask(question: str) -> CourseWidget:
    """Show one question of the notebook in this folder, with the answer given so far."""
    desk = _desk(Path.cwd())
    asked = desk.assignment.find(question)
    saved = desk.answer(question)
    match asked:
        case ChoiceQuestion():
            chosen = saved.option if isinstance(saved, ChoiceAnswer) else ""
            return Choice(asked, answer=chosen, save=_keep(desk.choose, question))
        case OrderQuestion():
            order = saved.steps if isinstance(saved, OrderAnswer) else ()
            titles = {step.id: step.title for step in knowledge().steps}
            return Order(asked, titles=titles, answer=order, save=_keep(desk.arrange, question))
        case DrillQuestion():
            return _drill(desk, asked)
        case WrittenQuestion():
            text = saved.text if isinstance(saved, WrittenAnswer) else ""
            return Written(asked, answer=text, save=_keep(desk.write, question))
        case _:
            assert_never(asked)


@cache
def _desk(folder: Path) -> Desk:
    return Desk(folder, knowledge())


def _keep(save: Callable[[str, A], None], question: str) -> Callable[[A], str]:
    """Return a function that saves an answer to *question* and says that it did."""

    def keep(answer: A) -> str:
        save(question, answer)
        return f"Saved at {datetime.now():%H:%M}."  # noqa: DTZ005 - the reader's own clock

    return keep


def _trouble(desk: Desk) -> str:
    """Return what cannot be used of the saved answers, and what becomes of it."""
    problems = desk.hand_in().problems
    if not problems:
        return ""
    return "\n".join(
        [*map(str, problems), "The old file is kept. Your next answer starts a sound one."]
    )


def _drill(desk: Desk, question: DrillQuestion) -> PressureDrill:
    """Return the drill of *question*; each round that can be scored is kept."""

    def keep(trace: Trace, score: PressureScore) -> None:
        if score.points is not None:
            desk.keep_round(question.id, trace)

    last = desk.hand_in().traces.get(question.id)
    return PressureDrill(question.plan, drill_id=question.id, on_round=keep, last=last)
