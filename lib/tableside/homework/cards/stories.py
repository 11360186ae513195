"""What clients say about what they have: the stories and phrases that files are written from."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Annotated, ClassVar, TypeVar

from pydantic import Field

from tableside.errors import KnowledgeError, UnknownNameError
from tableside.knowledge import Knowledge
from tableside.knowledge.entry import Entry, Fault, Name, Text, nearest, read_entries

Ends = Annotated[tuple[float, float], Field()]
"""A lowest and a highest amount, both of which may be drawn."""


class Story(Entry):
    """How clients tell of one condition, and how others tell of what only sounds like it."""

    unique: ClassVar[tuple[str, ...]] = ("condition",)

    condition: Name
    topic: Text
    """What the question is about, in a few words."""
    says: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Ways to tell it; each answers the question of the screening with yes."""
    noted: bool = False
    """Whether the therapist notices it, instead of hearing it from the client."""
    unlike: tuple[Text, ...] = ()
    """Things that sound like it, and to which the true answer is no."""
    amounts: Mapping[Name, Ends] = Field(default_factory=dict)
    """The numbers in `says`."""
    unlike_amounts: Mapping[Name, Ends] = Field(default_factory=dict)
    """The numbers in `unlike`."""
    woman: bool = False
    """Whether only women tell it."""
    ages: tuple[int, int] = (22, 66)
    """From which age to which somebody tells it here, both included."""
    implies: tuple[Name, ...] = ()
    """Other conditions that are then present as well."""
    family: Name
    """Stories of one family never stand in one file together."""
    sites: tuple[Name, ...] = ()
    """Zones, without the side, in which it may lie; none if it is not on the low back."""
    allergens: tuple[Text, ...] = ()
    """What an oil can hold that the client is allergic to, each as ``name: words``."""


class Phrase(Entry):
    """One part of a file, with the several ways to write it."""

    id: Name
    forms: Annotated[tuple[Text, ...], Field(min_length=1)]


E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stories:
    """All stories by their condition, and all phrases by their name."""

    told: Mapping[str, Story]
    phrases: Mapping[str, tuple[str, ...]]

    def story(self, condition: str) -> Story:
        """Return the story of this condition; raise UnknownNameError if nobody tells it."""
        if condition not in self.told:
            raise UnknownNameError(f"No client tells of {condition!r}.")
        return self.told[condition]

    @property
    def sites(self) -> Mapping[str, str]:
        """Zone, without the side, → where that is, in a client's words."""
        return paired(self.phrases["sites"])


@cache
def stories() -> Stories:
    """Return what clients say; raise KnowledgeError with every fault of the two files."""
    told = _entries("stories.toml", "story", Story)
    phrases = _entries("phrases.toml", "phrase", Phrase)
    return Stories(
        told={each.condition: each for each in told},
        phrases={each.id: each.forms for each in phrases},
    )


def check_stories(told: Stories, known: Knowledge) -> None:
    """Raise KnowledgeError unless every condition has a story, and every name in it is known."""
    conditions = {each.id for each in known.conditions}
    quantities = {each.id for each in known.quantities}
    faults = [
        _fault(name, "condition", name, "no story tells it")
        for name in conditions - told.told.keys()
    ]
    for story in told.told.values():
        named = (
            ("condition", (story.condition,), conditions),
            ("implies", story.implies, conditions),
            ("amounts", (*story.amounts, *story.unlike_amounts), quantities),
            ("sites", story.sites, told.sites.keys()),
        )
        faults += [
            _fault(story.condition, field, name, nearest(name, names))
            for field, given, names in named
            for name in given
            if name not in names
        ]
    if faults:
        raise KnowledgeError(tuple(faults))


def paired(lines: tuple[str, ...]) -> Mapping[str, str]:
    """Return what stands before and after the first colon of each line."""
    return {
        name.strip(): words.strip() for name, _, words in (each.partition(":") for each in lines)
    }


def _entries(file: str, table: str, model: type[E]) -> tuple[E, ...]:
    text = files("tableside.homework.cards").joinpath(file).read_text(encoding="utf-8")
    entries, faults = read_entries(text, file=file, table=table, model=model)
    if faults:
        raise KnowledgeError(faults)
    return entries


def _fault(entry: str, field: str, value: str, expected: str) -> Fault:
    return Fault(
        file="stories.toml", entry=entry, field=field, value=repr(value), expected=expected
    )
