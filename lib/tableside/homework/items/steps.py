"""Questions about the order of steps."""

from typing import Annotated, Literal

from pydantic import Field

from tableside.homework.items.question import Question
from tableside.knowledge.entry import Name


class OrderQuestion(Question):
    """Put steps in an order; any order that keeps the hard rules is right."""

    kind: Literal["order"]
    steps: Annotated[tuple[Name, ...], Field(min_length=2)]
    """The steps in the order in which they are first shown."""
    custom_counts: bool = False
    """Whether a safe order against custom costs points; if not, custom is only told."""
