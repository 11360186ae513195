"""What a page says of a round it recorded, read strictly: no nonsense becomes a recording."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from pydantic import ValidationError

from tableside.drills import EventKind, EventLogError, TraceError
from tableside.drills.device import Calibration

K = TypeVar("K", bound=StrEnum)


def one_of(kind: type[K], value: object) -> K:
    """Return what the page names; raises TraceError if it is none of its kind."""
    try:
        return kind(str(value))
    except ValueError:
        known = ", ".join(kind)
        raise TraceError(f"the recording says {value!r}; known are {known}") from None


def calibration(told: object) -> Calibration | None:
    """Return what the page says of a calibration; raises TraceError if it makes no sense."""
    if told is None:
        return None
    try:
        values = dict(told) if isinstance(told, Mapping) else {}
        return Calibration(newton_full=values.pop("newton", None), **values)
    except (TypeError, ValidationError) as error:
        raise TraceError(f"the recording's calibration {told!r} cannot be used: {error}") from None


def acts(told: object) -> list[tuple[float, EventKind]]:
    """Return what was done and when; raises EventLogError if it makes no sense."""
    try:
        return [(number(t), EventKind(kind)) for t, kind in _rows(told)]
    except (TypeError, ValueError) as error:
        raise EventLogError(f"the recording's acts cannot be used: {error}") from None


def _rows(told: object) -> list[Any]:
    if not isinstance(told, list | tuple):
        raise TypeError(f"a list was expected, and there is {told!r}")
    return list(told)


def number(told: object) -> float:
    """Return a number of the page; raises EventLogError for anything else."""
    if isinstance(told, bool) or not isinstance(told, int | float):
        raise EventLogError(f"the recording gives {told!r} where a number belongs")
    return float(told)
