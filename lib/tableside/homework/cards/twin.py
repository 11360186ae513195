"""The near-miss twin: the same client with one fact changed, and another decision."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tableside.homework.cards.draw import Draw
from tableside.homework.cards.drawn import DrawnClient, Told
from tableside.homework.cards.generate import DrawError
from tableside.homework.cards.person import told, with_told
from tableside.homework.cards.stories import Stories, stories
from tableside.homework.cards.vignette import telling
from tableside.knowledge import Knowledge
from tableside.safety.decision import ScreenDecision

ADULT = 18
OLDEST = 90

YOUNGEST = 15
"""No twin is made younger than this: such a child would not come alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """The twin of a client."""

    client: DrawnClient
    decision: ScreenDecision
    """What the safety rules decide for the twin; never what they decide for the client."""
    change: str
    """The one fact that differs, in words that can follow “if”."""

    def as_text(self) -> str:
        """Return the change and what would follow from it."""
        return f"If {self.change}, the decision would be “{self.decision.words}”."


def near_miss_twin(client: DrawnClient, known: Knowledge) -> Twin:
    """Return the twin of *client*: found in the stories, and proved by the safety rules.

    What decides is looked at first, then what only sounds like something, and at last what
    could be added. Raises ``DrawError`` if no single fact changes the decision.
    """
    words = stories()
    own = client.decision(known)
    for other, change in _neighbours(client, words, known):
        decision = other.decision(known)
        if decision is not own:
            return Twin(client=other, decision=decision, change=change)
    raise DrawError(f"No single fact changes the decision for the client of seed {client.seed}.")


Neighbour = tuple[DrawnClient, str]


def _neighbours(client: DrawnClient, words: Stories, known: Knowledge) -> Iterator[Neighbour]:
    draw = Draw(client.seed, "twin")
    for name in client.unasked:
        yield from _answered(client, name, words, known, draw)
    for thing in sorted(client.told, key=lambda each: each.condition != client.decisive):
        yield from _turned(client, thing, words, known, draw)
    yield from _aged(client, words, known)
    for story in draw.shuffled(tuple(words.told.values())):
        families = {words.story(each.condition).family for each in client.told}
        if story.family not in families and _could_be(client, story.condition, words):
            yield _with(client, (*client.told, told(story, draw)), words, known)


def _answered(
    client: DrawnClient, name: str, words: Stories, known: Knowledge, draw: Draw
) -> Iterator[Neighbour]:
    """Yield the client with the open question answered: with yes if possible, then with no."""
    asked = replace(client, unasked=tuple(each for each in client.unasked if each != name))
    story = words.story(name)
    if _could_be(client, name, words):
        yield _with(asked, (*client.told, told(story, draw)), words, known)
    yield asked, f"the question about {story.topic} were answered with no"


def _turned(
    client: DrawnClient, thing: Told, words: Stories, known: Knowledge, draw: Draw
) -> Iterator[Neighbour]:
    """Yield the client with one thing told the other way: meant, or only sounding like it."""
    story = words.story(thing.condition)
    others: list[Told | None] = []
    if thing.unlike:
        if _could_be(client, thing.condition, words):
            others.append(told(story, draw))
    else:
        others += [told(story, draw, unlike=True)] if story.unlike else []
        others.append(None)
    for other in others:
        things = tuple(
            each
            for each in (other if each is thing else each for each in client.told)
            if each is not None
        )
        changed = with_told(client, things, words, known)
        was = telling(thing, client, words)
        now = f"said “{telling(other, client, words)}”" if other else "did not say this"
        yield changed, f"{client.name}, instead of “{was}”, {now}"


def _aged(client: DrawnClient, words: Stories, known: Knowledge) -> Iterator[Neighbour]:
    """Yield the client just outside an age that counts; what only the young tell goes with it."""
    spans = [
        span
        for fired in client.verdict(known).fired
        for span in fired.condition.measures
        if span.quantity == "age" and span.holds(client.age)
    ]
    ages = [span.below for span in spans] + [
        span.at_least - 1 for span in spans if span.at_least is not None
    ]
    for age in (int(each) for each in ages if each is not None and each >= YOUNGEST):
        things = tuple(
            each
            for each in client.told
            if age < ADULT or words.story(each.condition).ages[1] >= ADULT
        )
        changed = with_told(replace(client, age=age), things, words, known)
        yield changed, f"{client.name} were {age} years old"


def _with(
    client: DrawnClient, things: tuple[Told, ...], words: Stories, known: Knowledge
) -> Neighbour:
    changed = with_told(client, things, words, known)
    added = things[-1]
    said = telling(added, client, words)
    how = "you noticed this:" if words.story(added.condition).noted else f"{client.name} also said"
    return changed, f"{how} “{said}”"


def _could_be(client: DrawnClient, condition: str, words: Stories) -> bool:
    """Return whether somebody of this age and sex could tell of it; old age alone bars little."""
    story = words.story(condition)
    low, high = story.ages
    oldest = high if story.woman or high < ADULT else OLDEST
    return low <= client.age <= oldest and not (story.woman and client.man)
