"""What the page of the session table asks for, as acts of the client's session."""

import json
from collections.abc import Callable, Mapping

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from tableside.client import acts
from tableside.client.acts import AnyAct
from tableside.client.refusals import ActRefusedError
from tableside.client.session import Session
from tableside.widgets._session_choices import field_labels

_ACTS: TypeAdapter[AnyAct] = TypeAdapter(AnyAct)

LIGHTER, LIGHTER_SECONDS = 0.5, 4
"""“Lighten” brings hands down to this share of their force, in so many seconds (course rule)."""

GENTLY = 1
"""“Lift hands” takes them away over so many seconds, so that nobody starts (course rule)."""

_EMPTY = {"missing", "too_short"}


def read_act(told: object, session: Session) -> AnyAct:
    """Return the act that the page tells; raises ActRefusedError for what is missing or wrong."""
    try:
        # By way of JSON, so that arrays may be tuples and no text is taken for a number.
        return _ACTS.validate_json(json.dumps(told))
    except ValidationError as error:
        labels = field_labels(session.known)
        faults = [_fault(each, told, labels) for each in error.errors(include_url=False)]
        raise ActRefusedError(" ".join(dict.fromkeys(faults))) from None
    except (TypeError, ValueError) as error:
        raise ActRefusedError(f"This act cannot be read: {error}") from None


def _fault(detail: ErrorDetails, told: object, labels: Mapping[tuple[str, str], str]) -> str:
    kind, field, *_ = [*map(str, detail["loc"]), "", ""]
    if not field or (kind, field) not in labels:
        return f"This act cannot be read: {detail['msg']}."
    label = labels[kind, field]
    given = told.get(field) if isinstance(told, Mapping) else None
    if given is None or detail["type"] in _EMPTY:
        return f"Choose first: {label[0].lower()}{label[1:]}."
    return f"{label}: {detail['msg'].removeprefix('Input ')}."


def quick_act(name: str, session: Session) -> AnyAct:
    """Return the act that a quick answer stands for; raises ActRefusedError for an unknown one."""
    if name not in _QUICK:
        raise ActRefusedError(f"There is no quick answer {name!r}.")
    return _QUICK[name][1](session)


def quick_answers() -> list[dict[str, str]]:
    """Return the quick answers, always in this order, so that it does not tell which is right."""
    return [{"id": name, "title": title} for name, (title, _) in _QUICK.items()]


def _lighten(session: Session) -> AnyAct:
    hands = session.state.hands
    # Without hands the session itself says why this cannot be done.
    force = max(0.1, round(hands.force * LIGHTER, 1)) if hands else 1.0
    return acts.Taper(force=force, seconds=LIGHTER_SECONDS)


_QUICK: Mapping[str, tuple[str, Callable[[Session], AnyAct]]] = {
    "lift": ("Lift hands", lambda _: acts.Lift(seconds=GENTLY)),
    "lighten": ("Lighten", _lighten),
    "take-off": ("Take the towel off", lambda _: acts.TakeOff()),
    "steady": ("Steady the client", lambda _: acts.Steady()),
    "call": ("Call for help", lambda _: acts.Refer(urgent=True)),
    "stop": ("End the session", lambda _: acts.Stop()),
    "ask": ("Carry on, and ask", lambda _: acts.AskRating()),
}
