"""Tick every option that is right; what is ticked is saved at once."""

from collections.abc import Callable

import traitlets

from tableside.homework.questions import SeveralQuestion
from tableside.homework.responses import AnyAnswer, SeveralAnswer
from tableside.widgets._item import Item, Paper, item_module, item_stylesheet


class SeveralItem(Item):
    """A question with options, any number of which are ticked."""

    _esm = item_module("item_several.js")
    _css = item_stylesheet("item_several.css")

    answer = traitlets.List(traitlets.Unicode()).tag(sync=True)
    """The ids of the ticked options."""

    def __init__(
        self,
        question: SeveralQuestion,
        *,
        answer: tuple[str, ...],
        save: Callable[[tuple[str, ...]], str],
        paper: Paper | None = None,
    ) -> None:
        options = [{"id": each.id, "text": each.text} for each in question.options]
        super().__init__(question, paper=paper, shown={"options": options}, answer=list(answer))
        self.hear("answer", lambda ticked: self.set_trait("status", save(tuple(ticked))))

    def take(self, answer: AnyAnswer) -> None:
        """Tick the options that were typed."""
        if isinstance(answer, SeveralAnswer):
            self.answer = list(answer.options)
