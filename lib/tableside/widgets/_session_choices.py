"""What can be done at the session table: every act, in groups, with the choices that it needs."""

from collections.abc import Iterable, Iterator
from typing import Any

from tableside.client import acts
from tableside.client.card import Part
from tableside.client.scene import Scene
from tableside.knowledge.conditions import Decision
from tableside.knowledge.library import Knowledge
from tableside.knowledge.technique import OilKind

Field = dict[str, Any]
Offered = dict[str, Any]

PART_WORDS = {
    Part.TOUCH: "touch on the low back",
    Part.HEAT: "a hot towel",
    Part.OIL: "oil",
    Part.BUTTOCKS: "work on the upper edge of the buttocks",
}

TOPIC_WORDS = {
    "normal": "what is normal afterwards",
    "warning": "when to get help",
    "active": "to keep moving",
    "water": "to drink, and how they feel",
}

STAGE_WORDS = {"roll-to-side": "roll to the side", "sit": "sit up", "stand": "stand up"}

STRONGEST = 275.0
"""Newtons to which tissue was measured; the slider goes no further."""


def act_groups(known: Knowledge) -> list[dict[str, Any]]:
    """Return the groups of acts as the page shows them, in the order in which sessions go."""
    groups = (
        ("talk", "Talk", _talk()),
        ("table", "Table", _table(known)),
        ("towel", "Towel", _towel()),
        ("hands", "Hands", _hands(known)),
        ("end", "End", _end()),
    )
    return [{"id": name, "title": title, "acts": list(found)} for name, title, found in groups]


def field_labels(known: Knowledge) -> dict[tuple[str, str], str]:
    """Return what the page calls each choice, by the kind of act and the name of the choice."""
    labels = {
        (act["kind"], field["field"]): field["label"]
        for group in act_groups(known)
        for act in group["acts"]
        for field in act["fields"]
    }
    press = {"zone": "Where", "contact": "What presses", "stroke": "Stroke"}
    work = press | {"force": "Force", "seconds": "How long"}
    return labels | {("press", field): label for field, label in work.items()}


def tools(scene: Scene) -> dict[str, Any]:
    """Return what hands can work with: contacts with the learner's own areas, and strokes.

    A contact's ``levels`` are the newtons from which on it presses at level 1 to 5.
    """
    known = scene.known
    contacts = []
    for contact in known.contacts:
        scene.level(contact.id, 1.0)  # which works out the bounds
        area = scene.area(contact.id)
        contacts.append(
            {
                "id": contact.id,
                "text": contact.title,
                "area": round(area, 1),
                "measured": contact.id in scene.areas,
                "levels": [round(bound, 2) for bound in scene.bounds[contact.id]],
                "kilopascal": 10.0 / area,
            }
        )
    strokes = [{"id": each.id, "text": each.title, "how": each.how} for each in known.strokes]
    return {"contacts": contacts, "strokes": strokes, "strongest": STRONGEST}


def _talk() -> Iterator[Offered]:
    yield _act(acts.AskHealth)
    options = [_option(each.value, each.words) for each in Decision]
    yield _act(acts.Decide, _pick("decision", "What the answers mean", options))
    yield _act(acts.Explain)
    parts = [_option(part.value, words) for part, words in PART_WORDS.items()]
    yield _act(acts.AskConsent, _many("parts", "Consent to", parts))
    yield _act(acts.AskRating)
    yield _act(acts.AskSigns)
    yield _act(acts.Breathe)
    topics = [_option(topic, words) for topic, words in TOPIC_WORDS.items()]
    yield _act(acts.Advise, _many("topics", "Advice about", topics))
    yield _act(acts.Record)


def _table(known: Knowledge) -> Iterator[Offered]:
    yield _act(acts.WashHands)
    positions = [_option(each.id, each.title) for each in known.positions]
    yield _act(
        acts.PlaceClient,
        _pick("position", "Position", positions),
        _many("pillows", "Pillows", list(_pillows(known))),
    )
    yield _act(acts.Uncover)
    yield _act(acts.CoverClient)
    stages = [_option(stage, words) for stage, words in STAGE_WORDS.items()]
    yield _act(acts.LetRise, _pick("stage", "Stage", stages))
    yield _act(acts.Steady)


def _towel() -> Iterator[Offered]:
    yield _act(acts.Soak, _amount("bath", "Water of the bath", "°C", low=0, high=100, step=0.5))
    yield _act(acts.Wring)
    layers = [_option(1, "single"), *(_option(count, f"{count} layers") for count in (2, 4, 8))]
    yield _act(acts.Fold, _pick("layers", "Layers", layers))
    yield _act(acts.MeasureTowel)
    yield _act(acts.TestFeeling)
    yield _act(acts.CheckSkin)
    yield _act(acts.LayOn, _yes("dry_layer", "over a thin dry layer"))
    yield _act(acts.CoverTowel)
    yield _act(acts.TakeOff)
    yield _act(acts.PatDry)


def _hands(known: Knowledge) -> Iterator[Offered]:
    carriers = [_option(each.id, each.title) for each in known.oils if each.kind is OilKind.CARRIER]
    scents = [_option(each.id, each.title) for each in known.oils if each.kind is OilKind.ESSENTIAL]
    shares = {"field": "essential", "kind": "shares", "label": "Essential oil", "options": scents}
    yield _act(acts.TakeOil, _pick("carrier", "Carrier oil", carriers), shares)
    yield _act(
        acts.Taper,
        _amount("force", "Down to", "N", low=1, high=STRONGEST),
        _amount("seconds", "Over", "s", low=1, high=600, value=10),
    )
    yield _act(acts.Lift, _amount("seconds", "Over", "s", low=0, high=30, value=5))
    yield _act(acts.Pause, _amount("seconds", "For", "s", low=1, high=600))
    yield _act(acts.Wipe)


def _end() -> Iterator[Offered]:
    where = [
        _option(name=False, text="to a doctor, in their own time"),
        _option(name=True, text="to medical help, now"),
    ]
    yield _act(acts.Refer, _pick("urgent", "Where to", where))
    yield {**_act(acts.Stop), "sure": "This ends the session, and cannot be taken back."}


def _pillows(known: Knowledge) -> Iterator[dict[str, Any]]:
    places: dict[str, list[str]] = {}
    for position in known.positions:
        for pillow in position.pillows:
            where = pillow.where.rstrip(".")
            found = places.setdefault(pillow.id, [])
            if where not in found:
                found.append(where)
    for name, found in places.items():
        first, *others = found
        yield _option(name, " or ".join([first, *(each[0].lower() + each[1:] for each in others)]))


def _act(kind: type[acts.Act], *fields: Field) -> Offered:
    return {
        "kind": kind.model_fields["kind"].default,
        "title": kind.title,
        "seconds": kind.takes,
        "fields": list(fields),
    }


def _option(name: str | float, text: str) -> dict[str, Any]:
    return {"id": name, "text": text}


def _pick(field: str, label: str, options: Iterable[dict[str, Any]]) -> Field:
    return {"field": field, "kind": "pick", "label": label, "options": list(options)}


def _many(field: str, label: str, options: Iterable[dict[str, Any]]) -> Field:
    return {"field": field, "kind": "many", "label": label, "options": list(options)}


def _yes(field: str, label: str) -> Field:
    return {"field": field, "kind": "yes", "label": label}


def _amount(  # noqa: PLR0913 - what a number box shows
    field: str,
    label: str,
    unit: str,
    *,
    low: float,
    high: float,
    step: float = 1,
    value: float | None = None,
) -> Field:
    bounds = {"low": low, "high": high, "step": step, "value": value}
    return {"field": field, "kind": "amount", "label": label, "unit": unit, **bounds}
