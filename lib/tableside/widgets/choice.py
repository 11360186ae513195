"""Choose one option; it is saved at once."""

from collections.abc import Callable

import traitlets

from tableside.homework.questions import ChoiceQuestion
from tableside.homework.responses import AnyAnswer, ChoiceAnswer
from tableside.widgets._item import Item, Paper, item_module, item_stylesheet


class Choice(Item):
    """A question with options, one of which is chosen."""

    _esm = item_module("choice.js")
    _css = item_stylesheet("choice.css")

    answer = traitlets.Unicode("").tag(sync=True)
    """The id of the chosen option; empty before one is chosen."""

    def __init__(
        self,
        question: ChoiceQuestion,
        *,
        answer: str,
        save: Callable[[str], str],
        paper: Paper | None = None,
    ) -> None:
        options = [{"id": each.id, "text": each.text} for each in question.options]
        super().__init__(question, paper=paper, shown={"options": options}, answer=answer)
        self.hear("answer", lambda chosen: self.set_trait("status", save(chosen)))

    def take(self, answer: AnyAnswer) -> None:
        """Choose the option that was typed."""
        if isinstance(answer, ChoiceAnswer):
            self.answer = answer.option

    def as_text(self) -> str:
        """Return the question and its options."""
        if self.paper:
            return super().as_text()
        options = [f"○ {option['text']}" for option in self.question["options"]]
        return "\n".join([self.question["prompt"], *options])
