"""Each act in a few words, with what was chosen."""

from functools import singledispatch

from tableside.client import acts
from tableside.client.acts import Act
from tableside.knowledge.library import Knowledge


@singledispatch
def act_words(act: Act, _: Knowledge) -> str:
    """Return an act in a few words, with what was chosen."""
    return _lower(act.title)


@act_words.register
def _decide(act: acts.Decide, _: Knowledge) -> str:
    return f"decide: {act.words.lower()}"


@act_words.register
def _consent(act: acts.AskConsent, _: Knowledge) -> str:
    return f"ask for consent to {', '.join(act.parts)}"


@act_words.register
def _place(act: acts.PlaceClient, known: Knowledge) -> str:
    position = known.position(act.position)
    where = [_lower(each.where.rstrip(".")) for each in position.pillows if each.id in act.pillows]
    pillows = f", pillows {' and '.join(where)}" if where else ""
    return f"place the client {position.title.lower()}{pillows}"


@act_words.register
def _soak(act: acts.Soak, _: Knowledge) -> str:
    return f"soak a towel in water of {act.bath:g} °C"


@act_words.register
def _fold(act: acts.Fold, _: Knowledge) -> str:
    return "leave the towel single" if act.layers == 1 else f"fold the towel to {act.layers} layers"


@act_words.register
def _lay_on(act: acts.LayOn, _: Knowledge) -> str:
    return "lay the towel on" + (" over a dry layer" if act.dry_layer else "")


@act_words.register
def _oil(act: acts.TakeOil, known: Knowledge) -> str:
    drops = [f"{each.percent:g} % {_lower(known.oil(each.oil).title)}" for each in act.essential]
    return "take " + " with ".join([_lower(known.oil(act.carrier).title), *drops])


@act_words.register
def _press(act: acts.PressZone, known: Knowledge) -> str:
    stroke, contact = known.stroke(act.stroke).title, known.contact(act.contact).title
    zone = known.zone(act.zone).name
    return f"{_lower(stroke)} on {zone}, with {_lower(contact)}, {act.force:g} N, {act.seconds} s"


@act_words.register
def _taper(act: acts.Taper, _: Knowledge) -> str:
    return f"ease off to {act.force:g} N over {act.seconds} s"


@act_words.register
def _pause(act: acts.Pause, _: Knowledge) -> str:
    return f"pause for {act.seconds} s"


@act_words.register
def _rise(act: acts.LetRise, _: Knowledge) -> str:
    stage = {"roll-to-side": "roll to the side", "sit": "sit up", "stand": "stand"}[act.stage]
    return f"let the client {stage}"


@act_words.register
def _refer(act: acts.Refer, _: Knowledge) -> str:
    return "call for medical help now" if act.urgent else "refer the client to a doctor"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
