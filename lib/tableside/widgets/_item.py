"""What every question of a graded notebook has: its words, its saved answer, its typed route."""

from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import traitlets

from tableside.homework.items.question import Question
from tableside.homework.responses import AnyAnswer
from tableside.widgets._base import CourseWidget, module, stylesheet

_HERE = Path(__file__).parent


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def item_module(*names: str) -> str:
    """Return the scripts of a question: the common ones, then *names*, its own module last."""
    return "\n".join([module("_item.js"), *map(_text, names)])


def item_stylesheet(*names: str) -> str:
    """Return the styles of a question: the common ones, then *names*."""
    return "\n".join([stylesheet("_item.css"), *map(_text, names)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A question on paper, and what reads an answer that was typed to it."""

    text: str
    read: Callable[[str], AnyAnswer]
    """Returns the answer; raises a ``TablesideError`` that says what to type instead."""


class Item(CourseWidget):
    """A question of a graded notebook: answered by its own controls, or by typing."""

    question = traitlets.Dict().tag(sync=True)
    """What is shown of the question; never what is right."""
    paper = traitlets.Unicode("").tag(sync=True)
    """The question as text to answer by typing; empty where there is no such route."""
    typed = traitlets.Dict().tag(sync=True)
    """What was typed, with a number that is another one each time."""
    status = traitlets.Unicode("").tag(sync=True)

    def __init__(
        self,
        question: Question,
        *,
        paper: Paper | None = None,
        shown: Mapping[str, object] | None = None,
        **traits: object,
    ) -> None:
        """Show *question* with *shown* beside its words; without *paper* nothing can be typed."""
        self._paper = paper
        words = question.model_dump(include={"id", "title", "prompt", "points"})
        super().__init__(
            question={**words, **(shown or {})}, paper=paper.text if paper else "", **traits
        )
        self.observe(self._read_typed, "typed")

    @abstractmethod
    def take(self, answer: AnyAnswer) -> None:
        """Show an answer that was typed; setting its trait saves it."""

    def as_text(self) -> str:
        """Return the question as it is printed."""
        return self.paper or str(self.question["prompt"])

    def _read_typed(self, change: Mapping[str, Any]) -> None:
        if self._paper is None:
            return
        try:
            answer = self._paper.read(str(change["new"].get("text", "")))
        except Exception as error:  # noqa: BLE001 - every fault must reach the person
            self.error = str(error) or type(error).__name__
            return
        # Saving may fail as well, and says so itself.
        self.error = ""
        self.take(answer)
