"""Show a place on the back map; it is saved as soon as it is shown."""

from collections.abc import Callable, Sequence
from typing import Any

import traitlets

from tableside.homework.questions import PlaceQuestion
from tableside.homework.responses import AnyAnswer, PlaceAnswer
from tableside.widgets._drill_page import map_shown
from tableside.widgets._item import Item, Paper, item_module, item_stylesheet


class PlaceItem(Item):
    """A question that is answered by a place on the back."""

    _esm = item_module("_back_map.js", "item_place.js")
    _css = item_stylesheet("item_place.css", "_back_map.css")

    map = traitlets.Dict().tag(sync=True)
    """The drawing of the back, without zones and their levels: these would give it away."""
    answer = traitlets.List(traitlets.Float()).tag(sync=True)
    """Centimetres across and down on the back map; empty before a place is shown."""

    def __init__(
        self,
        question: PlaceQuestion,
        *,
        answer: Sequence[float],
        save: Callable[[float, float], str],
        paper: Paper | None = None,
    ) -> None:
        self._save = save
        super().__init__(question, paper=paper, map=unmarked_map(), answer=list(answer))
        self.hear("answer", self._keep)

    def take(self, answer: AnyAnswer) -> None:
        """Show the place of the zone that was typed."""
        if isinstance(answer, PlaceAnswer):
            self.answer = [answer.x, answer.y]

    def _keep(self, place: Sequence[float]) -> None:
        if place:
            x, y = place
            self.status = self._save(x, y)


def unmarked_map() -> dict[str, Any]:
    """Return the back map with bones and heights, and nothing that says how hard to press."""
    text = (
        "Map of a client's lower back, lying face down, head up, with its bones. "
        "The mark can be moved with the two sliders below."
    )
    return {**map_shown(), "zones": [], "text": text}
