"""How a session stands, as the page of the session table shows it and as print tells it."""

from collections.abc import Iterator
from typing import Any

from tableside.client import acts
from tableside.client.debrief import clock
from tableside.client.events import Event, EventKind
from tableside.client.session import Session, wants_an_answer
from tableside.client.state import Stage
from tableside.client.wording import act_words
from tableside.safety.areas import sideless

_SCENES = {
    Stage.SEATED_TO_TALK: "talk",
    Stage.ON_TABLE: "covered",
    Stage.UNCOVERED: "uncovered",
}
"""What the map draws; everything else is a client who is getting up."""

DEEPEST = 40.0
"""Millimetres that the drawn hand stands for at its largest."""


def stand(session: Session) -> dict[str, Any]:
    """Return how things stand: what the learner can see, and nothing that has to be asked."""
    return {
        "now": session.now,
        "clock": clock(session.now),
        "over": session.over,
        "scene": _SCENES.get(session.state.stage, "rising"),
        "client": client_words(session),
        "hands": _hands(session),
        "handsWords": hands_words(session),
        "towel": _towel(session),
        "towelWords": towel_words(session),
        "thermometer": thermometer(session),
        "alert": alert(session),
    }


def client_words(session: Session) -> str:
    """Return where the client is."""
    state = session.state
    if state.stage not in (Stage.ON_TABLE, Stage.UNCOVERED):
        return f"{session.card.name} {state.stage.value}."
    lies = session.known.position(state.position).title.lower()
    cover = "covered" if state.stage is Stage.ON_TABLE else "the low back uncovered"
    skin = [
        word for word, so in (("oil on the skin", state.oiled), ("moist skin", state.wet)) if so
    ]
    return ", ".join([f"{session.card.name} is {lies}", cover, *skin]) + "."


def hands_words(session: Session) -> str:
    """Return what the hands do, how deep they are and how long they go on."""
    hands = session.state.hands
    if hands is None:
        resting = session.state.paused_until > session.now
        return "Your hands rest." if resting else "Your hands are free."
    known, act = session.known, hands.act
    stroke, contact = known.stroke(act.stroke).title, known.contact(act.contact).title.lower()
    level = session.scene.level(act.contact, hands.force)
    easing = "" if hands.eases_to is None else f", easing off to {hands.eases_to:g} N"
    return (
        f"{stroke} with {contact} on {known.zone(act.zone).name}: {hands.force:.0f} N "
        f"(level {level}){easing}, {session.scene.depth_mm():g} mm deep, "
        f"{max(0, hands.until - session.now)} s left."
    )


def towel_words(session: Session) -> str:
    """Return where the towel is, and what was done with it."""
    towel = session.state.towel
    if towel is None:
        return "No towel is in use."
    if towel.on_skin:
        under = " over a dry layer" if towel.dry_layer else ""
        return f"It lies on the low back{under}, {'covered' if towel.covered else 'not covered'}."
    wrung = "wrung" if towel.wrung else "dripping"
    folds = {None: "", 1: ", single"}.get(towel.layers, f", folded to {towel.layers} layers")
    return f"It is in your hands, {wrung}{folds}."


def thermometer(session: Session) -> dict[str, str]:
    """Return the last reading of this towel, and how old it is; a dash before it was measured."""
    for done in reversed(session.done):
        if isinstance(done.act, acts.Soak | acts.TakeOff):
            break
        if isinstance(done.act, acts.MeasureTowel) and session.state.towel:
            shown = next(
                event.number
                for event in session.events
                if event.at == done.at and event.kind is EventKind.SEES and event.number is not None
            )
            age = clock(session.now - done.at)
            return {
                "reading": f"{shown:.1f} °C",
                "age": f"{age} ago",
                "words": f"{shown:.1f} °C, read {age} ago.",
            }
    words = "Not read for this towel." if session.state.towel else "Not in use."
    return {"reading": "?", "age": "not read", "words": words}


def alert(session: Session) -> dict[str, Any] | None:
    """Return what wants an answer and was said or shown since the last act; none if nothing was."""
    if session.over:
        return None
    fresh = [
        (number, event)
        for number, event in enumerate(session.events)
        if wants_an_answer(event, session.known) and _after_last_act(session, event)
    ]
    if not fresh:
        return None
    return {"key": fresh[-1][0], "lines": [_told(session, event) for _, event in fresh]}


def _after_last_act(session: Session, event: Event) -> bool:
    if not session.done:
        return True
    last = session.done[-1]
    # What is seen in a look at the skin comes at the second of the look; all else comes later.
    looked = isinstance(last.act, acts.CheckSkin) and event.kind is EventKind.SEES
    return event.at > last.at or (looked and event.at == last.at)


def lines(session: Session) -> list[dict[str, str]]:
    """Return what was done, said and shown, in the order of time."""
    told = [(done.at, 1, "you", f"{act_words(done.act, session.known)}.") for done in session.done]
    told += [
        (
            event.at,
            0 if event.unasked else 2,
            "client" if event.kind is EventKind.SAYS else "seen",
            event.text,
        )
        for event in session.events
    ]
    first = {"at": clock(0), "who": "client", "text": session.card.comes_for}
    ordered = sorted(told, key=lambda line: line[:2])
    return [first, *({"at": clock(at), "who": who, "text": text} for at, _, who, text in ordered)]


def asked_about(session: Session) -> list[dict[str, str]]:
    """Return what is known of the client: what was asked, told or looked at, and no more."""
    return [{"about": about, "text": text} for about, text in _known(session)]


def _known(session: Session) -> Iterator[tuple[str, str]]:
    yield "Comes for", f"“{session.card.comes_for}”"
    yield from _health(session)
    yield from _consent(session)
    for kind, about in ((acts.TestFeeling, "Warm and cool"), (acts.CheckSkin, "Skin")):
        if found := _answers(session, kind):
            at, texts = found
            yield f"{about}, at {clock(at)}", " ".join(texts)
    if numbers := list(_numbers(session)):
        yield "Numbers, 0 to 10", "; ".join(numbers[-4:])


def _numbers(session: Session) -> Iterator[str]:
    asked = {done.at for done in session.done if isinstance(done.act, acts.AskRating)}
    for event in session.events:
        if event.at in asked and event.kind is EventKind.SAYS and event.number is not None:
            where = f" on {session.known.zone(event.zone).name}" if event.zone else ""
            yield f"{event.number:g}{where}, at {clock(event.at)}"


def _health(session: Session) -> Iterator[tuple[str, str]]:
    if found := _answers(session, acts.AskHealth):
        yield "Health", " ".join(found[1])
    else:
        yield "Health", "Not asked."
    for event in session.events:
        if event.condition and not event.text.endswith("? Yes."):
            yield f"Told at {clock(event.at)}", f"“{event.text}”"


def _consent(session: Session) -> Iterator[tuple[str, str]]:
    asked = [
        part for done in session.done if isinstance(done.act, acts.AskConsent)
        for part in done.act.parts
    ]  # fmt: skip
    if not asked:
        yield "Consent", "Not asked."
        return
    agreed = [part.value for part in dict.fromkeys(asked) if part in session.state.consent]
    refused = [part.value for part in dict.fromkeys(asked) if part not in session.state.consent]
    yes = [f"yes to {', '.join(agreed)}"] if agreed else []
    no = [f"no to {', '.join(refused)}"] if refused else []
    words = "; ".join(yes + no)
    yield "Consent", f"{words[0].upper()}{words[1:]}."


def _answers(session: Session, kind: type[acts.Act]) -> tuple[int, list[str]] | None:
    """Return when an act was last done, and what was said or seen in answer."""
    at = next((done.at for done in reversed(session.done) if isinstance(done.act, kind)), None)
    if at is None:
        return None
    return at, [event.text for event in session.events if event.at == at and _is_answer(event)]


def _is_answer(event: Event) -> bool:
    seen = event.kind is EventKind.SEES
    return seen or (event.kind is EventKind.SAYS and event.sign is None)


def _told(session: Session, event: Event) -> str:
    said = event.kind is EventKind.SAYS
    return f"{session.card.name}: “{event.text}”" if said else event.text


def _hands(session: Session) -> dict[str, Any] | None:
    hands = session.state.hands
    if hands is None:
        return None
    deep = min(1.0, session.scene.depth_mm() / DEEPEST)
    zone = session.known.zone(hands.act.zone)
    return {"zone": zone.id, "spot": list(zone.spot), "contact": hands.act.contact, "deep": deep}


def _towel(session: Session) -> dict[str, Any] | None:
    towel = session.state.towel
    if towel is None or not towel.on_skin:
        return None
    return {"covered": towel.covered, "dryLayer": towel.dry_layer, "box": towel_box(session)}


def towel_box(session: Session) -> list[float]:
    """Return left, top, width and height of the towel on the map, in centimetres."""
    under = session.scene.norms.under_towel
    corners = [c for zone in session.known.zones if sideless(zone) in under for c in zone.polygon]
    across, down = [x for x, _ in corners], [y for _, y in corners]
    left, top = max(min(across), -15.0), min(down)
    return [left, top, min(max(across), 15.0) - left, min(max(down), 31.0) - top]
