"""Put cards in an order, by dragging, by buttons or by keyboard; it is saved at every move."""

from collections.abc import Callable, Mapping

import traitlets

from tableside.homework.questions import OrderQuestion
from tableside.homework.responses import AnyAnswer, OrderAnswer
from tableside.widgets._item import Item, Paper, item_module, item_stylesheet


class Order(Item):
    """A question whose cards are moved until their order is right."""

    _esm = item_module("order.js")
    _css = item_stylesheet("order.css")

    answer = traitlets.List(traitlets.Unicode()).tag(sync=True)
    """The ids of the cards, first to last."""

    def __init__(
        self,
        question: OrderQuestion,
        *,
        titles: Mapping[str, str],
        answer: tuple[str, ...],
        save: Callable[[tuple[str, ...]], str],
        paper: Paper | None = None,
    ) -> None:
        cards = [{"id": step, "text": titles[step]} for step in question.steps]
        super().__init__(
            question, paper=paper, shown={"cards": cards}, answer=list(answer or question.steps)
        )
        self.hear("answer", lambda order: self.set_trait("status", save(tuple(order))))

    def take(self, answer: AnyAnswer) -> None:
        """Put the cards in the order that was typed."""
        if isinstance(answer, OrderAnswer):
            self.answer = list(answer.steps)

    def as_text(self) -> str:
        """Return the question and its cards in their present order."""
        if self.paper:
            return super().as_text()
        texts = {card["id"]: card["text"] for card in self.question["cards"]}
        cards = [f"{number}. {texts[each]}" for number, each in enumerate(self.answer, 1)]
        return "\n".join([self.question["prompt"], *cards])
