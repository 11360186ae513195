"""A trace made ready to be scored as a round of a plan: on an even grid, and its safety judged."""

from collections.abc import Sequence
from dataclasses import dataclass

from tableside.drills.device import claim
from tableside.drills.even import Looks, even_looks, why_not_whole
from tableside.drills.place import PlacedPlan
from tableside.drills.score import DrillScore, Part, not_scored, not_tried, scored
from tableside.drills.trace import Trace
from tableside.drills.vetoes import Veto, vetoes
from tableside.drills.zone_grid import zones_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What every drill done by pressing needs of a trace."""

    looks: Looks
    here: tuple[bool, ...]
    """For each look, whether the hand was in one of the plan's zones."""

    vetoes: tuple[Veto, ...]
    claim: str
    broken: str
    """Why it cannot be scored; empty if it can."""

    def on_target(self) -> list[float]:
        """Return the press of each look; nothing where the hand was elsewhere."""
        return [
            press if here else 0.0 for press, here in zip(self.looks.press, self.here, strict=True)
        ]

    def not_scored(self) -> DrillScore:
        """Return the score of a broken recording."""
        return not_scored(self.broken, vetoes=self.vetoes, claim=self.claim)

    def not_tried(self, reason: str) -> DrillScore:
        """Return the score of a round in which nothing was tried."""
        return not_tried(reason, vetoes=self.vetoes, claim=self.claim)

    def scored(
        self,
        parts: Sequence[Part],
        *,
        withheld: str = "",
        notes: tuple[str, ...] = (),
        unsafe: tuple[Veto, ...] = (),
    ) -> DrillScore:
        """Return the score of a round that was done; *unsafe* adds to what its presses broke."""
        every = tuple(sorted((*self.vetoes, *unsafe), key=lambda veto: veto.second))
        return scored(parts, vetoes=every, withheld=withheld, notes=notes, claim=self.claim)


def recorded(trace: Trace, plan: PlacedPlan) -> Recording:
    """Return *trace* made ready to be scored as a round of *plan*."""
    looks = even_looks(trace, plan.seconds)
    found = {place: zones_at(*place) if place else () for place in set(looks.places)}
    wanted = frozenset(plan.zones)
    # A gliding hand is at thousands of places, and nearly all of them share a few sets of zones.
    different = {id(zones): zones for zones in found.values()}
    inside = {key: any(zone.id in wanted for zone in each) for key, each in different.items()}
    zones = [found[place] for place in looks.places]
    return Recording(
        looks=looks,
        here=tuple([inside[id(each)] for each in zones]),
        vetoes=vetoes(looks, zones, plan),
        claim=claim(trace.device, trace.calibration),
        broken=why_not_whole(trace, plan.seconds),
    )
