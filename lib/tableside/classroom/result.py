"""What one result is worth, and what of it goes into the pictures of the class."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

CELL = 2.0
"""Centimetres: how wide and high a cell of the map of heat is."""

LONGEST_GAP = 0.25
"""Seconds: a longer gap between two samples counts as no pressing."""

Heat = Mapping[tuple[int, int], float]
"""Cell of the back map → pressure times seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A rule that was not kept."""

    rule: str
    """What faults of one kind have in common, such as ``H6`` or ``hold:ramp``."""
    what: str
    """What to do next time, as the student is told."""
    because: str
    safety: bool
    did: str = ""
    """What was done, to stand behind a number of students; empty where only ``what`` says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What one result is worth, and what of it goes into the pictures of the class."""

    points: float | None
    """From 0 to 100; None if it cannot be scored."""
    safe: bool
    headline: str
    finished: bool = True
    """Whether its student is done; a session is kept on its way as well."""
    told: tuple[str, ...] = ()
    """What its student is told besides."""
    faults: tuple[Fault, ...] = ()
    answer: str = ""
    """The answer in words; empty for a drill."""
    chosen: tuple[str, ...] = ()
    """What was chosen where everybody has the same to choose from; counted for the class."""
    story: tuple[str, ...] = ()
    """What the projector shows of it, without a name, if it has no trace."""
    decided: tuple[str, str] | None = None
    """The right decision and the one that was made."""
    line: tuple[float, ...] = ()
    """Pressure at even times through the round, as a share of the device's range."""
    heat: Heat = field(default_factory=dict)
    score: Mapping[str, Any] = field(default_factory=dict)
    """A drill's whole score as its screen shows it."""


def cell(x: float, y: float) -> tuple[int, int]:
    """Return the cell of the map of heat in which a place lies."""
    return int(x // CELL), int(y // CELL)
