"""What can limit a massage, as statements to tick, and which of them a client's limits make."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tableside.knowledge.conditions import Heat
from tableside.safety.limits import Limits


@dataclass(frozen=True, slots=True)
class LimitStatement:
    """One limit in plain words."""

    text: str
    holds: Callable[[Limits], bool]
    covered_by: str = ""
    """A stricter statement, which does instead of this one."""


LIMIT_STATEMENTS: Mapping[str, LimitStatement] = {
    "no-heat": LimitStatement("No hot towel", lambda each: each.heat is Heat.NONE),
    "less-heat": LimitStatement(
        "A cooler towel, for a shorter time", lambda each: each.heat is Heat.LOWER, "no-heat"
    ),
    "level-1": LimitStatement("Pressure of level 1 at most", lambda each: each.max_pressure <= 1),
    "level-2": LimitStatement(
        "Pressure of level 2 at most", lambda each: each.max_pressure == 2, "level-1"
    ),
    "position": LimitStatement("Not lying face down", lambda each: not each.suits("prone")),
    "strokes": LimitStatement("Some strokes left out", lambda each: bool(each.avoid_strokes)),
    "oil": LimitStatement(
        "Unscented oil, or some oils left out",
        lambda each: each.unscented or bool(each.avoid_oils),
    ),
    "area": LimitStatement(
        "A place or a part of the body left out",
        lambda each: bool(each.avoid_areas or each.avoid_zones),
    ),
    "minutes": LimitStatement(
        "A shorter time of hands-on work", lambda each: each.max_minutes is not None
    ),
}


def limits_that_hold(limits: Limits) -> tuple[str, ...]:
    """Return the names of the statements that are true of a client with these limits."""
    return tuple(name for name, each in LIMIT_STATEMENTS.items() if each.holds(limits))
