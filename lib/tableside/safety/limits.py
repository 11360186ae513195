"""What a client's conditions leave possible: the strictest of every limit, taken together."""

from collections.abc import Iterable
from dataclasses import dataclass

from tableside.knowledge.conditions import Area, Condition, Decision, Heat


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a session must keep to; what stands at its default is not limited."""

    max_pressure: int
    """The firmest Walton level still allowed, 1 to 5; never above the students' ceiling."""

    heat: Heat | None = None
    """How heat is limited: no towel, a cooler one for a shorter time, or (None) as usual."""

    max_minutes: float | None = None
    """The longest hands-on time, in minutes."""

    prefer_positions: tuple[frozenset[str], ...] = ()
    """Of each set one position is to be chosen; any one of a set suits the condition it is from."""

    avoid_positions: frozenset[str] = frozenset()
    avoid_oils: frozenset[str] = frozenset()
    avoid_strokes: frozenset[str] = frozenset()

    avoid_zones: frozenset[str] = frozenset()
    """Zones of the back map, without the side."""

    avoid_areas: frozenset[Area] = frozenset()
    """Parts of the body that are left out; ``Area.SKIN_SITE`` is the place itself, wherever."""

    unscented: bool = False
    """Whether essential oils and other scents are left out."""

    def suits(self, position: str) -> bool:
        """Return whether the position of this name is one that every condition leaves open."""
        return position not in self.avoid_positions and all(
            position in choice for choice in self.prefer_positions
        )


def combine(conditions: Iterable[Condition], *, ceiling: int) -> Limits:
    """Return the strictest of every limit that *conditions* set.

    *ceiling* is the firmest Walton level that is used on anyone: the course takes it from the
    parameter ``student-max-walton``.
    """
    conditions = tuple(conditions)
    changes = [condition.adapt for condition in conditions]
    pressures = [change.max_pressure for change in changes if change.max_pressure is not None]
    minutes = [change.max_minutes for change in changes if change.max_minutes is not None]
    choices = [frozenset(change.prefer_positions) for change in changes if change.prefer_positions]
    return Limits(
        max_pressure=min([ceiling, *pressures]),
        heat=strictest_heat(change.heat for change in changes),
        max_minutes=min(minutes, default=None),
        prefer_positions=tuple(dict.fromkeys(choices)),
        avoid_positions=_all(change.avoid_positions for change in changes),
        avoid_oils=_all(change.avoid_oils for change in changes),
        avoid_strokes=_all(change.avoid_strokes for change in changes),
        avoid_zones=_all(change.avoid_zones for change in changes),
        avoid_areas=frozenset(
            each.area for each in conditions if each.decision is Decision.AVOID_AREA
        ),
        unscented=any(change.unscented for change in changes),
    )


def strictest_heat(limits: Iterable[Heat | None]) -> Heat | None:
    """Return the strictest of several limits of heat; None where nobody limits it."""
    found = set(limits)
    return next((heat for heat in (Heat.NONE, Heat.LOWER) if heat in found), None)


def _all(names: Iterable[Iterable[str]]) -> frozenset[str]:
    return frozenset().union(*names)
