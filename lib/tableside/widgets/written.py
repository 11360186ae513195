"""Write an answer; it is saved whenever the writer pauses."""

from collections.abc import Callable

import traitlets

from tableside.homework.questions import WrittenQuestion
from tableside.widgets._base import CourseWidget, module, stylesheet


class Written(CourseWidget):
    """A question that is answered in the student's own words."""

    _esm = module("written.js")
    _css = stylesheet("written.css")

    question = traitlets.Dict().tag(sync=True)
    answer = traitlets.Unicode("").tag(sync=True)
    status = traitlets.Unicode("").tag(sync=True)

    def __init__(
        self, question: WrittenQuestion, *, answer: str, save: Callable[[str], str]
    ) -> None:
        shown = question.model_dump(include={"id", "title", "prompt", "points", "words"})
        shown["rubric"] = list(question.rubric)
        super().__init__(question=shown, answer=answer)
        self.hear("answer", lambda text: self.set_trait("status", save(text)))

    def as_text(self) -> str:
        """Return the question and what a good answer has."""
        rubric = [f"• {line}" for line in self.question["rubric"]]
        return "\n".join([self.question["prompt"], "A good answer", *rubric])
