"""Questions answered by touching the back map."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tableside.homework.items.question import Question
from tableside.knowledge.entry import Name


class PlaceQuestion(Question):
    """Show a place: one that may be pressed so hard, a named zone, or both at once."""

    kind: Literal["place"]
    level: Annotated[int, Field(ge=1, le=5)] | None = None
    """The Walton level that the place must allow."""
    zone: Name | None = None
    """The zone that is asked for, with its side or without."""

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if self.level is None and self.zone is None:
            raise ValueError("give a level (how hard), a zone (what to show), or both")
        return self
