"""The words above something that is done, and the box that holds both."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import ipywidgets  # type: ignore[import-untyped] # it ships no types
import traitlets

from tableside.homework.items.question import Question
from tableside.widgets._base import CourseWidget
from tableside.widgets._item import item_module, item_stylesheet


class ItemHead(CourseWidget):
    """What a question asks for, and what is to be known about it."""

    _esm = item_module("item_head.js")
    _css = item_stylesheet("item_head.css")

    question = traitlets.Dict().tag(sync=True)
    notes = traitlets.List(traitlets.Unicode()).tag(sync=True)
    """Sentences below the question, such as what counts."""

    def __init__(self, question: Question, *, notes: Sequence[str], text: str = "") -> None:
        """Show a question with *notes*; *text* is how it is printed."""
        self._text = text
        super().__init__(
            question=question.model_dump(include={"id", "title", "prompt", "points"}),
            notes=list(notes),
        )

    def as_text(self) -> str:
        """Return the question as it is printed, and its notes."""
        return "\n".join([self._text or self.question["prompt"], *self.notes]).strip()


class ItemBox(ipywidgets.VBox):  # type: ignore[misc] # ipywidgets has no types
    """Course widgets, one below the other, made anew when what they depend on has changed."""

    def __init__(
        self, make: Callable[[], Sequence[CourseWidget]], *, depends: Callable[[], Hashable]
    ) -> None:
        """Show what *make* returns, for as long as *depends* returns the same."""
        self._make, self._depends = make, depends
        self._shown_for = depends()
        super().__init__(children=tuple(make()))

    def look(self) -> None:
        """Make the widgets anew if what they depend on is another one now."""
        now = self._depends()
        if now != self._shown_for:
            self._shown_for = now
            self.children = tuple(self._make())

    def as_text(self) -> str:
        """Return what the widgets show as text."""
        return "\n\n".join(each.as_text() for each in self.children)

    def as_static_html(self) -> str:
        """Return what stands in their place until the notebook is run."""
        return "".join(each.as_static_html() for each in self.children)

    def __repr__(self) -> str:
        return self.as_text()

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - as the base has it
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**bundle, "text/plain": self.as_text(), "text/html": self.as_static_html()}
