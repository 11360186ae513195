"""Type a number with its unit; it is saved whenever the writer pauses."""

from collections.abc import Callable

import traitlets

from tableside.homework.amounts import read_amount
from tableside.homework.questions import NumberQuestion
from tableside.homework.responses import AnyAnswer, NumberAnswer
from tableside.widgets._item import Item, Paper, item_module, item_stylesheet


class NumberItem(Item):
    """A question whose answer is a number with a unit."""

    _esm = item_module("item_number.js")
    _css = item_stylesheet("item_number.css")

    answer = traitlets.Unicode("").tag(sync=True)
    """The number and its unit as they were typed."""

    def __init__(
        self,
        question: NumberQuestion,
        *,
        answer: str,
        save: Callable[[str], str],
        paper: Paper | None = None,
    ) -> None:
        self._save = save
        super().__init__(question, paper=paper, answer=answer)
        self.hear("answer", self._keep)

    def take(self, answer: AnyAnswer) -> None:
        """Show the number that was typed."""
        if isinstance(answer, NumberAnswer):
            self.answer = answer.typed

    def _keep(self, typed: str) -> None:
        self.status = ""
        self.status = " ".join([self._save(typed), how_it_was_read(typed)]).strip()


def how_it_was_read(typed: str) -> str:
    """Return which number and unit were read; a sentence, or nothing for an empty box."""
    if not typed.strip():
        return ""
    amount = read_amount(typed)
    if not amount.unit:
        return f"Read as {amount.value:g}, without a unit: type its unit after it."
    return f"Read as {amount.value:g} {amount.unit}."
