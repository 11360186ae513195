"""What makes a round unsafe, whatever it scored: pressing where, or harder than, nobody may."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tableside.drills.even import STEP, Look
from tableside.drills.plan import PressurePlan
from tableside.knowledge.back_map import Zone, zones_at

BLINK = 0.2
"""Up to this long in all, in seconds, an unsafe press counts as a slip (course rule)."""


class VetoKind(StrEnum):
    """Which line was crossed."""

    NO_GO = "no-go"
    TOO_HARD = "too-hard"
    OVER_LIMIT = "over-limit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto:
    """One reason why the round was unsafe."""

    kind: VetoKind
    zone: str
    """Id of the zone where it happened; empty off the map."""

    zone_name: str
    second: float
    """When it began, in seconds of the round."""

    seconds: float
    """How long it lasted in all."""

    reason: str
    """What happened and which rule says no, for the learner."""


def vetoes(looks: Iterable[Look], plan: PressurePlan) -> tuple[Veto, ...]:
    """Return every line crossed for more than a blink, each with its zone, in order of time."""
    crossings: dict[VetoKind, dict[Zone | None, list[float]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for look in looks:
        for kind, zone in _crossed(look, plan):
            crossings[kind][zone].append(look.second)
    found = [
        _veto(kind, zone, seconds, plan)
        for kind, by_zone in crossings.items()
        if _lasted(sum(map(len, by_zone.values())))
        for zone, seconds in _named(by_zone)
    ]
    return tuple(sorted(found, key=lambda veto: veto.second))


def _crossed(look: Look, plan: PressurePlan) -> Iterable[tuple[VetoKind, Zone | None]]:
    if look.place is None:
        return
    here = zones_at(*look.place)
    strictest = here[0] if here else None
    if strictest is not None and look.press > plan.ceiling(strictest) + 1e-9:
        yield (VetoKind.TOO_HARD if strictest.max_pressure else VetoKind.NO_GO), strictest
    if look.press > plan.limit + 1e-9:
        yield VetoKind.OVER_LIMIT, strictest


def _lasted(looks: int) -> bool:
    return looks * STEP > BLINK + 1e-9


def _named(by_zone: dict[Zone | None, list[float]]) -> list[tuple[Zone | None, list[float]]]:
    """Return the zones worth naming: those crossed for long, or else the longest of the brief."""
    long = [(zone, seconds) for zone, seconds in by_zone.items() if _lasted(len(seconds))]
    return long or [max(by_zone.items(), key=lambda crossed: len(crossed[1]))]


def _veto(kind: VetoKind, zone: Zone | None, seconds: list[float], plan: PressurePlan) -> Veto:
    name = zone.name if zone else "a place off the map"
    lasted = f"for {len(seconds) * STEP:.1f} s from second {seconds[0]:.1f}"
    match kind:
        case VetoKind.NO_GO:
            told = f"You pressed on the {name} {lasted}."
        case VetoKind.TOO_HARD:
            level = zone.max_pressure if zone else 0
            told = f"You pressed harder than level {level} on the {name} {lasted}."
        case VetoKind.OVER_LIMIT:
            told = (
                f"You pressed harder than this client allows ({plan.limit * 100:.0f} %) {lasted}."
            )
    rule = zone.rule if zone and kind is not VetoKind.OVER_LIMIT else "The client's limit is yours."
    return Veto(
        kind=kind,
        zone=zone.id if zone else "",
        zone_name=name,
        second=seconds[0],
        seconds=round(len(seconds) * STEP, 2),
        reason=f"{told} {rule}",
    )
