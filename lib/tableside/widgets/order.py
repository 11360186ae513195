"""Put cards in an order, by dragging, by buttons or by keyboard; it is saved at every move."""

from collections.abc import Callable, Mapping

import traitlets

from tableside.homework.questions import OrderQuestion
from tableside.widgets._base import CourseWidget, module, stylesheet


class Order(CourseWidget):
    """A question whose cards are moved until their order is right."""

    _esm = module("order.js")
    _css = stylesheet("order.css")

    question = traitlets.Dict().tag(sync=True)
    answer = traitlets.List(traitlets.Unicode()).tag(sync=True)
    """The ids of the cards, first to last."""
    status = traitlets.Unicode("").tag(sync=True)

    def __init__(
        self,
        question: OrderQuestion,
        *,
        titles: Mapping[str, str],
        answer: tuple[str, ...],
        save: Callable[[tuple[str, ...]], str],
    ) -> None:
        shown = question.model_dump(include={"id", "title", "prompt", "points"})
        shown["cards"] = [{"id": step, "text": titles[step]} for step in question.steps]
        super().__init__(question=shown, answer=list(answer or question.steps))
        self.hear("answer", lambda order: self.set_trait("status", save(tuple(order))))

    def as_text(self) -> str:
        """Return the question and its cards in their present order."""
        texts = {card["id"]: card["text"] for card in self.question["cards"]}
        cards = [f"{number}. {texts[each]}" for number, each in enumerate(self.answer, 1)]
        return "\n".join([self.question["prompt"], *cards])
