"""What makes a round unsafe, whatever it scored: pressing where, or harder than, nobody may."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tableside.drills.even import STEP, Looks
from tableside.drills.place import TOUCH, PlacedPlan
from tableside.knowledge.back_map import Zone

BLINK = 0.2
"""Up to this long in all, in seconds, an unsafe press counts as a slip (course rule)."""


class VetoKind(StrEnum):
    """Which line was crossed."""

    NO_GO = "no-go"
    TOO_HARD = "too-hard"
    OVER_LIMIT = "over-limit"
    HEAT = "heat"
    """A rule of heat was broken."""
    NOT_HEARD = "not-heard"
    """The client said something, or was not asked, and what followed was not safe."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto:
    """One reason why the round was unsafe."""

    kind: VetoKind
    zone: str = ""
    """Id of the zone where it happened; empty off the map, and where no place matters."""

    zone_name: str = ""
    second: float
    """When it began, in seconds of the round."""

    seconds: float = 0.0
    """How long it lasted in all."""

    reason: str
    """What happened and which rule says no, for the learner."""


Crossings = dict[str, list[float]]
"""Id of the zone, empty off the map → the seconds at which a line was crossed there."""


def vetoes(looks: Looks, zones: Sequence[tuple[Zone, ...]], plan: PlacedPlan) -> tuple[Veto, ...]:
    """Return every line crossed for more than a blink, each with its zone, in order of time.

    *zones* are those that hold the place of each look, the strictest first.
    """
    crossings: dict[VetoKind, Crossings] = defaultdict(lambda: defaultdict(list))
    ceilings = plan.ceilings()
    harmless = min(TOUCH, plan.limit)
    strictest = {here[0].id: here[0] for here in zones if here}
    for second, press, place, here in zip(*looks, zones, strict=True):
        if press <= harmless or place is None:
            continue
        name = here[0].id if here else ""
        if here and press > ceilings[name] + 1e-9:
            kind = VetoKind.TOO_HARD if here[0].max_pressure else VetoKind.NO_GO
            crossings[kind][name].append(second)
        if press > plan.limit + 1e-9:
            crossings[VetoKind.OVER_LIMIT][name].append(second)
    found = [
        _veto(kind, strictest.get(name), seconds, plan)
        for kind, by_zone in crossings.items()
        if _lasted(sum(map(len, by_zone.values())))
        for name, seconds in _named(by_zone)
    ]
    return tuple(sorted(found, key=lambda veto: veto.second))


def _lasted(looks: int) -> bool:
    return looks * STEP > BLINK + 1e-9


def _named(by_zone: Crossings) -> list[tuple[str, list[float]]]:
    """Return the zones worth naming: those crossed for long, or else the longest of the brief."""
    long = [(name, seconds) for name, seconds in by_zone.items() if _lasted(len(seconds))]
    return long or [max(by_zone.items(), key=lambda crossed: len(crossed[1]))]


def _veto(kind: VetoKind, zone: Zone | None, seconds: list[float], plan: PlacedPlan) -> Veto:
    name = zone.name if zone else "a place off the map"
    lasted = f"for {len(seconds) * STEP:.1f} s from second {seconds[0]:.1f}"
    if kind is VetoKind.OVER_LIMIT:
        told = f"You pressed harder than this client allows ({plan.limit * 100:.0f} %) {lasted}."
    elif kind is VetoKind.NO_GO:
        told = f"You pressed on the {name} {lasted}."
    else:
        level = zone.max_pressure if zone else 0
        told = f"You pressed harder than level {level} on the {name} {lasted}."
    rule = zone.rule if zone and kind is not VetoKind.OVER_LIMIT else "The client's limit is yours."
    return Veto(
        kind=kind,
        zone=zone.id if zone else "",
        zone_name=name,
        second=seconds[0],
        seconds=round(len(seconds) * STEP, 2),
        reason=f"{told} {rule}",
    )
