"""A client's file in plain words: all that the decision needs, and no name of a rule."""

from collections.abc import Sequence

from tableside.homework.cards.draw import Draw
from tableside.homework.cards.drawn import DrawnClient, Told
from tableside.homework.cards.stories import Stories, paired, stories


def vignette(client: DrawnClient, seed: int | None = None) -> str:
    """Return the file of *client* as a learner reads it, in a form drawn from *seed*.

    Without a seed it is the client's own, so that one student always reads the same words.
    """
    words = stories()
    draw = Draw(client.seed if seed is None else seed, "vignette")
    return "\n".join(
        draw.pick(words.phrases[phrase]).format(
            name=client.name, age=client.age, job=client.job, reason=client.reason, **blanks
        )
        for phrase, blanks in _parts(client, words)
    )


def telling(thing: Told, client: DrawnClient, words: Stories) -> str:
    """Return how *client* tells one thing, without quotation marks."""
    story = words.story(thing.condition)
    forms = story.unlike if thing.unlike else story.says
    blanks = {name: f"{number:g}" for name, number in thing.amounts.items()}
    if thing.site:
        blanks["site"] = words.sites[thing.site]
    if thing.allergen:
        blanks["allergen"] = paired(story.allergens)[thing.allergen]
    text = forms[thing.form].format_map({"name": client.name, **blanks})
    return text[0].upper() + text[1:]


def _parts(client: DrawnClient, words: Stories) -> Sequence[tuple[str, dict[str, str]]]:
    """Return the phrases of the file in order, each with what is filled in beside the person."""
    spoken = [each for each in client.told if not words.story(each.condition).noted]
    noted = [each for each in client.told if words.story(each.condition).noted]
    parts: list[tuple[str, dict[str, str]]] = [("openings", {}), ("comes", {})]
    if spoken:
        told = " ".join(telling(each, client, words) for each in spoken)
        parts.append(("tells", {"told": f"“{told}”"}))
    if noted:
        parts.append(("notes", {"told": " ".join(telling(each, client, words) for each in noted)}))
    parts += [("blank", {"topic": words.story(name).topic}) for name in client.unasked]
    answered = client.told or client.unasked
    return [*parts, ("no-to-the-rest" if answered else "no-to-all", {})]
