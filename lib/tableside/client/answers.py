"""What the client answers when asked: the screening, a number, the warmth, the warning signs."""

from tableside.client.events import Event, EventKind
from tableside.client.scene import Scene
from tableside.knowledge.conditions import Condition
from tableside.knowledge.signs import Response

SKIN_AT_EASE, WARM_DEGREE = 33.0, 1.2
"""Warmth is rated 0 at the first, in °C, and one more for each of the second (course rule)."""

FRAIL_SECONDS = 240
"""So many seconds of heat show on skin that should have none (course rule)."""


def health_answers(scene: Scene) -> tuple[Event, ...]:
    """Return the answers to the whole screening: what is present, and no to all else."""
    card, known = scene.person.card, scene.known
    late = {card.late.condition} if card.late and scene.state.late_told else set()
    present = [each for each in known.conditions if each.id in {*card.present, *late}]
    told = [f"I am {card.age:g} years old."]
    for name, amount in sorted(card.amounts.items()):
        quantity = known.quantity(name)
        told.append(f"{quantity.ask} {amount:g} {quantity.unit}.")
    allergies = ", ".join(name.replace("-", " ") for name in card.allergies)
    told.append(f"I am allergic to {allergies}." if allergies else "I know of no allergy.")
    if card.skin_sites:
        sites = ", ".join(name.replace("-", " ") for name in card.skin_sites)
        told.append(f"There is something on my skin here: {sites}.")
    oils = ", ".join(known.oil(name).title.lower() for name in card.used_oils)
    told.append(f"Oils that I have had before: {oils}." if oils else "I have never had an oil.")
    yes = [_yes(scene, each) for each in present]
    rest = "To all the other questions: no." if yes else "To all the questions: no."
    now = scene.state.now
    return (
        *yes,
        *(Event(at=now, kind=EventKind.SAYS, text=text) for text in (*told, rest)),
    )


def _yes(scene: Scene, condition: Condition) -> Event:
    return Event(
        at=scene.state.now,
        kind=EventKind.SAYS,
        text=f"{condition.ask} Yes.",  # ends as events.YES does
        condition=condition.id,
    )


def rating(scene: Scene) -> tuple[Event, ...]:
    """Return the number that the client says for what is felt now; a sleeping one says nothing."""
    state = scene.state
    if state.asleep:
        text = "The client does not answer: they are asleep."
        return (Event(at=state.now, kind=EventKind.SHOWS, text=text),)
    working = scene.working()
    true = working[1].discomfort if working else sore_now(scene)
    state.asked += 1
    said = scene.person.rating(true, held_back(scene), state.asked)
    zone = working[0].id if working else None
    text = f"I would call it a {said}."
    return (Event(at=state.now, kind=EventKind.SAYS, text=text, number=said, zone=zone),)


def sore_now(scene: Scene) -> float:
    """Return how the sorest place is rated, 0 to 10, while nobody presses (course rule)."""
    return 4 * max(zone.soreness for zone in scene.state.zones.values())


def held_back(scene: Scene) -> float:
    """Return by how many points the client says less than they feel: more where trust is low."""
    return scene.person.card.keeps_back + 4 * max(0.0, 0.5 - scene.state.trust)


def warmth(scene: Scene) -> tuple[Event, ...]:
    """Return what the skin looks like, and how warm the client says that it is."""
    state = scene.state
    looks = _looks(scene)
    felt = max(0.0, min(10.0, (state.skin_face - SKIN_AT_EASE) / WARM_DEGREE))
    said = 0 if scene.person.numb else int(felt + 0.5)
    words = "I hardly feel it." if scene.person.numb else f"Warm? I would say {said}."
    return (
        looks,
        Event(at=state.now, kind=EventKind.SAYS, text=words, number=float(said)),
    )


def _looks(scene: Scene) -> Event:
    state = scene.state
    harmed = state.dose > scene.known.parameter("thermal-dose-limit").number
    frail = scene.person.frail_skin and state.heat_seconds >= FRAIL_SECONDS
    if harmed or frail:
        sign = scene.known.sign("odd-skin")
        text = "The skin is blotched, red beside white."
        return Event(at=state.now, kind=EventKind.SEES, text=text, sign=sign.id)
    if state.heat_seconds == 0:
        text = "The skin looks healthy, and is not marked."
    elif state.skin_face > SKIN_AT_EASE + 0.5:
        text = "The skin is evenly pink."
    else:
        text = "The skin is evenly pale pink, and fading."
    return Event(at=state.now, kind=EventKind.SEES, text=text)


def warning_signs(scene: Scene) -> tuple[Event, ...]:
    """Return what the client says of numbness, weakness, bladder and bowel."""
    sudden = scene.person.card.sudden
    if sudden and sudden in scene.state.shown:
        sign = scene.known.sign(sudden)
        if sign.respond is Response.STOP_AND_REFER_URGENTLY:
            text = f"Yes. {sign.says}"
            return (Event(at=scene.state.now, kind=EventKind.SAYS, text=text),)
    text = "No, none of that."
    return (Event(at=scene.state.now, kind=EventKind.SAYS, text=text),)
