"""Which zones of the back map lie in a part of the body."""

from typing import assert_never

from tableside.knowledge.back_map import Zone
from tableside.knowledge.conditions import Area
from tableside.knowledge.library import Knowledge

_BUTTOCKS = frozenset({"gluteal-upper", "sciatic"})


def sideless(zone: Zone) -> str:
    """Return the name that both sides of a zone share, such as ``kidney``."""
    return zone.id.removesuffix(f"-{zone.side}")


def zones_in(area: Area, known: Knowledge) -> frozenset[str]:
    """Return the zones, without the side, that lie in *area*.

    None for ``Area.SKIN_SITE``: where that is, only the client can say.
    """
    everything = frozenset(map(sideless, known.zones))
    match area:
        case Area.WHOLE:
            return everything
        case Area.LOW_BACK:
            return everything - _BUTTOCKS
        case Area.SPINE:
            return frozenset({"spine", "sacrum"})
        case Area.FLANK:
            return frozenset({"flank", "kidney", "floating-ribs"})
        case Area.GLUTEAL:
            return _BUTTOCKS
        case Area.ABDOMEN | Area.LEGS | Area.SKIN_SITE:
            return frozenset()
        case _:
            assert_never(area)
