"""Choose one option; it is saved at once."""

from collections.abc import Callable

import traitlets

from tableside.homework.questions import ChoiceQuestion
from tableside.widgets._base import CourseWidget, module, stylesheet


class Choice(CourseWidget):
    """A question with options, one of which is chosen."""

    _esm = module("choice.js")
    _css = stylesheet("choice.css")

    question = traitlets.Dict().tag(sync=True)
    answer = traitlets.Unicode("").tag(sync=True)
    """The id of the chosen option; empty before one is chosen."""
    status = traitlets.Unicode("").tag(sync=True)

    def __init__(
        self, question: ChoiceQuestion, *, answer: str, save: Callable[[str], str]
    ) -> None:
        shown = question.model_dump(include={"id", "title", "prompt", "points"})
        shown["options"] = [{"id": each.id, "text": each.text} for each in question.options]
        super().__init__(question=shown, answer=answer)
        self.hear("answer", lambda chosen: self.set_trait("status", save(chosen)))

    def as_text(self) -> str:
        """Return the question and its options."""
        options = [f"○ {option['text']}" for option in self.question["options"]]
        return "\n".join([self.question["prompt"], *options])
