"""Questions answered in the student's own words."""

from typing import Annotated, Literal

from pydantic import Field

from tableside.homework.items.question import Question
from tableside.knowledge.entry import Text


class WrittenQuestion(Question):
    """Write an answer that an instructor marks by hand."""

    kind: Literal["written"]
    rubric: Annotated[tuple[Text, ...], Field(min_length=1)]
    """What a good answer has; shown to student and instructor alike."""
    words: Annotated[int, Field(gt=0)] = 120
    """About how many words are asked for."""
