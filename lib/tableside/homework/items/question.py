"""What every question has."""

from typing import Annotated

from pydantic import Field

from tableside.knowledge.entry import Entry, Name, Text


class Question(Entry):
    """What every question has."""

    id: Name
    title: Text
    """A few words, for lists."""
    prompt: Text
    """The question as the student reads it."""
    points: Annotated[float, Field(gt=0)]
