"""What the cells of a graded notebook call: ``progress()``, ``ask(question)``, ``hand_in()``."""

import os
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, ParamSpec

import traitlets

from tableside.errors import TablesideError
from tableside.homework.desk import Desk
from tableside.homework.items.clients import CardQuestion
from tableside.knowledge import knowledge
from tableside.widgets._base import CourseWidget, module, stylesheet
from tableside.widgets.hand_in import HandInPanel
from tableside.widgets.item_head import ItemBox
from tableside.widgets.item_screens import screen
from tableside.widgets.notice import Notice

P = ParamSpec("P")

VALIDATING = "NBGRADER_VALIDATING"
"""nbgrader sets this variable while it runs a notebook to validate it."""

NAME_NOTE = (
    "Type it once: every student has clients of their own, and they are drawn for this name. "
    "Give the same name at the end of the page."
)


class Progress(CourseWidget):
    """How many questions have an answer, and where the answers are kept."""

    _esm = module("homework.js")
    _css = stylesheet("homework.css")

    title = traitlets.Unicode("").tag(sync=True)
    lines = traitlets.List(traitlets.Dict()).tag(sync=True)
    summary = traitlets.Unicode("").tag(sync=True)
    note = traitlets.Unicode("").tag(sync=True)
    asks_name = traitlets.Bool(False).tag(sync=True)  # noqa: FBT003 - a trait's first value
    """Whether the name is needed, because clients are drawn for it."""
    student = traitlets.Unicode("").tag(sync=True)
    """The name that is kept; empty before one was given."""
    typed_name = traitlets.Dict().tag(sync=True)
    """A name as it was typed, with a number that is another one each time."""
    name_note = traitlets.Unicode("").tag(sync=True)

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        clients = any(isinstance(each, CardQuestion) for each in desk.assignment.question)
        super().__init__(title=desk.assignment.title, asks_name=clients)
        self.note = f"Every answer is kept as you give it, in the folder “{desk.folder.name}”."
        self._look()
        desk.on_change("progress", self._look)
        self.hear("typed_name", self._name)

    def as_text(self) -> str:
        """Return how far the homework is."""
        lines = [
            f"{'Answered' if each['answered'] else 'Open'}: {each['title']}" for each in self.lines
        ]
        return "\n".join([self.title, self.summary, *lines])

    def _name(self, typed: Mapping[str, Any]) -> None:
        self._desk.name_student(str(typed.get("text", "")))

    def _look(self) -> None:
        answered = self._desk.answered()
        questions = self._desk.assignment.question
        self.lines = [
            {"id": each.id, "title": each.title, "answered": each.id in answered}
            for each in questions
        ]
        self.summary = f"Answered {len(answered)} of {len(questions)}."
        self.student = self._desk.student
        if self.asks_name:
            drawn = f"Your clients are drawn for “{self.student}”."
            self.name_note = drawn if self.student else NAME_NOTE
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
def ask(question: str) -> CourseWidget | ItemBox:
    """Show one question of the notebook in this folder, with the answer given so far.

    While nbgrader validates the notebook, a question without an answer says so as well, on the
    one channel that nbgrader listens to; what an answer is worth is told nowhere.
    """
    desk = _desk(Path.cwd())
    asked = desk.assignment.find(question)
    if VALIDATING in os.environ and question not in desk.answered():
        sys.stderr.write(f"No answer yet: “{asked.title}”.\n")
    return screen(desk, asked)


@cache
def _desk(folder: Path) -> Desk:
    return Desk(folder, knowledge())


def _trouble(desk: Desk) -> str:
    """Return what cannot be used of the saved answers, and what becomes of it."""
    problems = desk.hand_in().problems
    if not problems:
        return ""
    return "\n".join(
        [*map(str, problems), "The old file is kept. Your next answer starts a sound one."]
    )
