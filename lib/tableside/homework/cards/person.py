"""How a client is put together from what they tell, so that everything in the file agrees."""

from collections.abc import Iterable
from dataclasses import replace

from tableside.client.card import Build, ClientCard, Sensitivity
from tableside.homework.cards.draw import Draw
from tableside.homework.cards.drawn import DrawnClient, Told
from tableside.homework.cards.stories import Stories, Story, paired
from tableside.knowledge import Knowledge
from tableside.safety.intake import Intake
from tableside.safety.rulebook import rulebook

RETIRED_FROM = 67
"""From this age a client is retired."""

SENSITIVITY_UP_TO = {Sensitivity.LOW: 0.2, Sensitivity.USUAL: 0.8, Sensitivity.HIGH: 1.0}
"""Up to which share of draws a client is less, usually, or more sensitive (course rule)."""


def told(story: Story, draw: Draw, *, unlike: bool = False) -> Told:
    """Return *story* as one client tells it: its form, its numbers, and where it is."""
    forms = story.unlike if unlike else story.says
    spans = story.unlike_amounts if unlike else story.amounts
    return Told(
        condition=story.condition,
        unlike=unlike,
        form=draw.below(len(forms)),
        amounts={name: draw.between(*spans[name]) for name in sorted(spans)},
        site=draw.pick(story.sites) if story.sites and not unlike else "",
        allergen=draw.pick(sorted(paired(story.allergens)))
        if story.allergens and not unlike
        else "",
    )


def person(
    seed: int, things: Iterable[Told], words: Stories, known: Knowledge, *, decisive: str = ""
) -> DrawnClient:
    """Return a client who tells these *things*; everything else about them is drawn from *seed*.

    Name, sex and work have draws of their own, so that they tell nothing about the rest, but
    for what only women have.
    """
    things = tuple(things)
    meant = [words.story(each.condition) for each in things if not each.unlike]
    draw = Draw(seed, "person")
    man, name_at = draw.share() < 0.5, draw.share()
    man = man and not any(words.story(each.condition).woman for each in things)
    names = words.phrases["men" if man else "women"]
    low, high = shared_ages(meant)
    age = int(draw.between(low, high))
    client = DrawnClient(
        seed=seed,
        name=names[int(name_at * len(names))],
        man=man,
        age=age,
        job=draw.pick(words.phrases[_work(age)]),
        reason=draw.pick(words.phrases["reasons"]),
        told=things,
        decisive=decisive,
        card=_blank(seed, "someone", age),
    )
    return with_told(client, things, words, known)


def with_told(
    client: DrawnClient, things: Iterable[Told], words: Stories, known: Knowledge
) -> DrawnClient:
    """Return the same person telling other *things*, with a card that agrees with them."""
    things = tuple(things)
    amounts = {name: number for each in things for name, number in each.amounts.items()}
    meant = [each for each in things if not each.unlike]
    present = {each.condition for each in meant}
    for each in meant:
        present |= set(words.story(each.condition).implies)
    # What a number makes present is present on the card as well: the answers agree.
    measured = Intake(yes=frozenset(present), amounts={**amounts, "age": client.age})
    present |= rulebook(known).judge(measured).present
    card = _blank(client.seed, client.name, client.age).model_copy(
        update={
            "comes_for": client.reason,
            "man": client.man,
            "present": tuple(each.id for each in known.conditions if each.id in present),
            "amounts": amounts,
            "allergies": tuple(each.allergen for each in meant if each.allergen),
            "skin_sites": tuple(each.site for each in meant if each.site),
        }
    )
    return replace(client, told=things, card=ClientCard.of(card.model_dump(), known))


def shared_ages(meant: Iterable[Story]) -> tuple[int, int]:
    """Return the ages at which all of these stories are told; low above high if there is none."""
    spans = [story.ages for story in meant] or [(22, 66)]
    return max(low for low, _ in spans), min(high for _, high in spans)


def _work(age: int) -> str:
    if age < 18:
        return "young"
    return "retired" if age >= RETIRED_FROM else "jobs"


def _blank(seed: int, name: str, age: int) -> ClientCard:
    draw = Draw(seed, "body")
    share = draw.share()
    sensitivity = next(each for each, most in SENSITIVITY_UP_TO.items() if share < most)
    return ClientCard(
        name=name,
        age=float(age),
        comes_for="A massage of the lower back.",
        sensitivity=sensitivity,
        build=draw.pick(tuple(Build)),
        keeps_back=draw.pick((0.0, 0.0, 1.0, 2.0)),
    )
