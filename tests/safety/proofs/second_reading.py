"""The second reading of the table that the conditions come from: see ``required.toml``."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import z3
from screen_in_z3 import HEAT, Client, Screening, any_of

from tableside.knowledge.conditions import Decision, Heat, Measure
from tableside.safety.decision import ScreenDecision


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one row of the table requires at least."""

    number: str
    decision: ScreenDecision
    urgent: bool
    red_flag: bool
    spans: tuple[Measure, ...]
    beside: tuple[str, ...]
    caps: tuple[tuple[str, Any], ...]
    """Name of the limit and what it is, as in the file."""

    def alone(self, client: Client) -> z3.BoolRef:
        """Return "the row is true of this client, leaving out what must stand beside it"."""
        return any_of([client.yes(self.number), *(client.within(span) for span in self.spans)])

    def broken_caps(self, screening: Screening) -> z3.BoolRef:
        """Return "the verdict allows more than one of the row's limits"."""
        return any_of(
            broken for name, value in self.caps for broken in _broken(name, value, screening)
        )


@cache
def holds(number: str, client: Client) -> z3.BoolRef:
    """Return "the row of this number is true of this client"."""
    row = rows()[number]
    if not row.beside:
        return row.alone(client)
    return z3.And(row.alone(client), any_of(rows()[each].alone(client) for each in row.beside))


@cache
def rows() -> dict[str, Row]:
    """Return every row of the table by its number."""
    text = Path(__file__).with_name("required.toml").read_text(encoding="utf-8")
    return {number: _row(number, entry) for number, entry in tomllib.loads(text).items()}


def _row(number: str, entry: dict[str, Any]) -> Row:
    known = {"decision", "urgent", "red_flag", "spans", "with", "cap", "course"}
    assert entry.keys() <= known, (number, entry.keys() - known)
    return Row(
        number=number,
        decision=ScreenDecision.of(Decision(entry["decision"])),
        urgent=entry.get("urgent", False),
        red_flag=entry.get("red_flag", False),
        spans=tuple(Measure(**_floats(span)) for span in entry.get("spans", ())),
        beside=tuple(entry.get("with", ())),
        caps=(*entry.get("cap", {}).items(), *entry.get("course", {}).items()),
    )


def _floats(span: dict[str, Any]) -> dict[str, Any]:
    return {key: float(value) if key != "quantity" else value for key, value in span.items()}


_KINDS = {"strokes": "strokes", "zones": "zones", "oils": "oils", "not_positions": "positions"}


def _broken(name: str, value: Any, screening: Screening) -> Iterator[z3.BoolRef]:
    match name:
        case "walton":
            yield screening.pressure > value
        case "heat":
            yield screening.heat < HEAT[Heat(value)]
        case "minutes":
            yield screening.minutes > value
        case "scent":
            yield z3.Not(screening.unscented)
        case "area":
            yield z3.Not(screening.avoids("areas", value))
        case "any_position":
            yield z3.Not(screening.asks_for_one_of(value))
        case _:
            for each in value:
                yield z3.Not(screening.avoids(_KINDS[name], each))
