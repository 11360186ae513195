"""Read typed answers; what cannot be read is refused in words that say what to type instead."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from string import ascii_lowercase
from typing import Any

from tableside.errors import TablesideError
from tableside.homework.amounts import read_amount
from tableside.homework.asked import client_of, reasons_for
from tableside.homework.items.clients import ALL
from tableside.homework.items.limit_words import LIMIT_STATEMENTS
from tableside.homework.questions import (
    AnyQuestion,
    Assignment,
    ChoiceQuestion,
    DecisionQuestion,
    NumberQuestion,
    OrderQuestion,
    PlaceQuestion,
    PlanQuestion,
    SeveralQuestion,
    WrittenQuestion,
)
from tableside.homework.responses import (
    AnyAnswer,
    ChoiceAnswer,
    DecisionAnswer,
    NumberAnswer,
    OrderAnswer,
    PlaceAnswer,
    PlanAnswer,
    SeveralAnswer,
    WrittenAnswer,
)
from tableside.homework.typed.printed import BY_HAND
from tableside.knowledge import Knowledge
from tableside.safety.session_plan import read_plan

NONE = frozenset({"", "-", "none", "nothing"})
"""What may be typed for an empty list."""


class TypedError(TablesideError, ValueError):
    """A typed answer that cannot be read; the message says what to type instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedRoute:
    """Who types, and when: what an answer needs beside its text."""

    assignment: Assignment
    student: str
    known: Knowledge
    saved: datetime

    def read(self, typed: str, question: AnyQuestion) -> AnyAnswer:
        """Return the answer that *typed* gives to a question printed by ``as_text``.

        Raises ``TypedError``, ``AmountError`` or ``PlanError``, all of them ``TablesideError``.
        """
        reader = _READERS.get(type(question))
        if reader is None:
            raise TypedError(BY_HAND)
        return reader(self, typed, question)


def one(typed: str, names: Sequence[str]) -> str:
    """Return the name whose letter was typed; raise ``TypedError`` for none, or for several."""
    found = some(typed, names)
    if len(found) != 1:
        raise TypedError(f"Type one letter, from a to {ascii_lowercase[len(names) - 1]}.")
    return found[0]


def some(typed: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the names whose letters were typed, in any order; none for "none" or a dash."""
    text = typed.strip().casefold()
    if text in NONE:
        return ()
    letters = dict(zip(ascii_lowercase, names, strict=False))
    last = ascii_lowercase[len(names) - 1]
    found: list[str] = []
    for word in re.split(r"[\s,]+|\band\b", text):
        letter = word.strip("().")
        if not letter:
            continue
        if letter not in letters:
            raise TypedError(f"There is no {word!r} here: type letters from a to {last}.")
        if letters[letter] in found:
            raise TypedError(f"{letter!r} stands twice: type each letter once.")
        found.append(letters[letter])
    return tuple(sorted(found, key=names.index))


def order(typed: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the names in the order of the typed numbers; each number must stand once."""
    words = [word for word in re.split(r"[\s,;.>-]+", typed.strip()) if word]
    for word in words:
        if not word.isdecimal() or not 1 <= int(word) <= len(names):
            raise TypedError(f"There is no card {word!r}: type numbers from 1 to {len(names)}.")
    numbers = [int(word) for word in words]
    for number in range(1, len(names) + 1):
        if numbers.count(number) != 1:
            how = "is missing" if number not in numbers else "stands twice"
            raise TypedError(f"Number {number} {how}: type each number once, such as 3 1 2.")
    return tuple(names[number - 1] for number in numbers)


def _choice(route: TypedRoute, typed: str, question: ChoiceQuestion) -> AnyAnswer:
    names = [each.id for each in question.options]
    return ChoiceAnswer(option=one(typed, names), saved=route.saved)


def _several(route: TypedRoute, typed: str, question: SeveralQuestion) -> AnyAnswer:
    names = [each.id for each in question.options]
    return SeveralAnswer(options=some(typed, names), saved=route.saved)


def _order(route: TypedRoute, typed: str, question: OrderQuestion) -> AnyAnswer:
    return OrderAnswer(steps=order(typed, question.steps), saved=route.saved)


def _number(route: TypedRoute, typed: str, _: NumberQuestion) -> AnyAnswer:
    read_amount(typed)
    return NumberAnswer(typed=typed.strip(), saved=route.saved)


def _place(route: TypedRoute, typed: str, _: PlaceQuestion) -> AnyAnswer:
    zone = route.known.zone(one(typed, [each.id for each in route.known.zones]))
    x, y = zone.spot
    return PlaceAnswer(x=x, y=y, saved=route.saved)


def _plan(route: TypedRoute, typed: str, _: PlanQuestion) -> AnyAnswer:
    read_plan(typed, route.known, file="what you typed")
    return PlanAnswer(plan=typed, student=route.student, saved=route.saved)


def _written(route: TypedRoute, typed: str, _: WrittenQuestion) -> AnyAnswer:
    return WrittenAnswer(text=typed, saved=route.saved)


def _decision(route: TypedRoute, typed: str, question: DecisionQuestion) -> AnyAnswer:
    parts = [part.strip() for part in typed.split(";")]
    most = 3 if question.limits else 2
    if len(parts) > most:
        raise TypedError(f"Type {most} lists with a semicolon between them, not {len(parts)}.")
    parts += [""] * (most - len(parts))
    client = client_of(question, route.assignment, route.student, route.known)
    return DecisionAnswer(
        decision=one(parts[0], ALL),
        why=some(parts[1], reasons_for(question, client, route.known)),
        limits=some(parts[2], tuple(LIMIT_STATEMENTS)) if question.limits else (),
        student=route.student,
        saved=route.saved,
    )


_READERS: Mapping[type, Callable[[TypedRoute, str, Any], AnyAnswer]] = {
    ChoiceQuestion: _choice,
    SeveralQuestion: _several,
    OrderQuestion: _order,
    NumberQuestion: _number,
    PlaceQuestion: _place,
    PlanQuestion: _plan,
    DecisionQuestion: _decision,
    WrittenQuestion: _written,
}
