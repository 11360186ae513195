"""Numbers with units as people type them: what is meant, and how it was read."""

import math
import re
from dataclasses import dataclass

from tableside.errors import TablesideError


class AmountError(TablesideError, ValueError):
    """What was typed is no number with a unit; the message says what to type instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number with its unit, as it was read."""

    value: float
    unit: str
    """As the course writes it, such as ``cm²``; empty if none was typed."""
    typed: str

    def as_text(self) -> str:
        """Return what was typed, and how it was read where that differs."""
        read = f"{self.value:g} {self.unit}".strip()
        return (
            self.typed if " ".join(self.typed.split()) == read else f"{self.typed} (read as {read})"
        )


_UNITS: dict[str, tuple[str, float, tuple[str, ...]]] = {
    "N": ("force", 1, ("newton", "newtons")),
    "kN": ("force", 1000, ()),
    "kPa": ("pressure", 1, ("kilopascal", "kilopascals")),
    "Pa": ("pressure", 0.001, ("pascal", "pascals")),
    "N/cm²": ("pressure", 10, ("n/cm2",)),
    "mmHg": ("pressure", 0.133322, ("mm hg",)),
    "cm²": ("area", 1, ("cm2", "cm^2", "sq cm", "square centimetres", "square centimeters")),
    "mm²": ("area", 0.01, ("mm2", "mm^2")),
    "cm": ("length", 1, ("centimetre", "centimetres", "centimeters")),
    "mm": ("length", 0.1, ("millimetre", "millimetres")),
    "m": ("length", 100, ("metre", "metres")),
    "s": ("time", 1, ("sec", "second", "seconds")),
    "min": ("time", 60, ("minute", "minutes")),
    "h": ("time", 3600, ("hour", "hours")),
    "days": ("time", 86400, ("day", "d")),
    "°C": ("temperature", 1, ("c", "degc", "deg c", "celsius", "degrees", "degrees celsius", "°")),
    "%": ("share", 1, ("percent", "per cent")),
    "drops": ("drops", 1, ("drop",)),
    "cm/s": ("speed", 1, ()),
    "towels": ("towels", 1, ("towel",)),
}
"""Unit → what it measures, how many of that kind's first unit it is, and how else it is typed."""

_SPELLINGS = {
    spelling.casefold(): unit
    for unit, (_, _, others) in _UNITS.items()
    for spelling in (unit, *others)
}

_AMOUNT = re.compile(r"([+-]?\d+(?:[.,]\d+)?)\s*(\D.*)?", re.DOTALL)


def read_amount(typed: str) -> Amount:
    """Return the number and unit in *typed*; a comma may stand for the point.

    Raises ``AmountError`` for anything else, and for "1,000", which may mean two things.
    """
    text = " ".join(typed.replace("\u2212", "-").split())
    if re.search(r"\d[.,]\d+[.,]\d|\d \d", text):
        raise AmountError(
            f"{typed.strip()!r} cannot be read: type one number without separators, such as 12.5 N."
        )
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise AmountError(
            f"{typed.strip()!r} is no number: type the number first and its unit after it, such "
            "as 12.5 N."
        )
    number = found[1]
    if re.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}", number):
        whole = number.replace(",", "")
        raise AmountError(
            f"{number!r} may mean {whole} or {number.replace(',', '.')}: type the one you mean."
        )
    value = float(number.replace(",", "."))
    if not math.isfinite(value):
        raise AmountError(f"{number!r} is too large to be meant.")
    return Amount(value=value, unit=_unit(found[2] or ""), typed=typed.strip())


def same_unit(amount: Amount, unit: str) -> float | None:
    """Return the number of *amount* in *unit*; None if its unit measures something else.

    A unit that is no measure, such as "Walton level" or "of 10", may be left out.
    """
    if unit not in _UNITS:
        return amount.value if amount.unit in {"", unit} else None
    if amount.unit not in _UNITS:
        return None
    kind, size, _ = _UNITS[unit]
    own_kind, own_size, _ = _UNITS[amount.unit]
    return amount.value * own_size / size if own_kind == kind else None


def _unit(typed: str) -> str:
    """Return a unit as the course writes it; one that is not known stays as it was typed."""
    return _SPELLINGS.get(typed.strip().rstrip(".").casefold(), typed.strip())
