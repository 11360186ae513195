"""The skin of a client through a whole session: bare, under a towel, and bare again.

The same layers and the same equation as for one towel (``skin``), followed step by step, so that
a second towel meets the warmth that the first one left.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

from tableside.physics.quantity import within
from tableside.physics.skin import SKIN_AT_REST
from tableside.physics.skin_grid import BLOOD, TOWEL, SkinGrid, SkinStep, at_rest
from tableside.physics.towel import HOTTEST, RADIATION, Cover, Room, air_loss

DIGITS = 6
"""Temperatures are kept to so many digits, so that every computer follows the same course."""


@dataclass(frozen=True, slots=True)
class SkinState:
    """The temperatures in °C of the back's cells, and of a towel's where one lies.

    ``rest`` is the temperature to which the bare skin returns. ``dry_layer`` is the resistance
    between towel and skin, in m² K/W.
    """

    body: tuple[float, ...]
    towel: tuple[float, ...] = ()
    dry_layer: float = 0.0
    cover: Cover = Cover.NONE
    rest: float = SKIN_AT_REST

    @property
    def towel_mean(self) -> float | None:
        """The mean temperature of the towel in °C; None where none lies."""
        return sum(self.towel) / len(self.towel) if self.towel else None


def resting(celsius: float = SKIN_AT_REST) -> SkinState:
    """Return bare skin whose face is at this temperature, 25 to 37 °C, and stays there."""
    within("skin at rest", celsius, 25, BLOOD, "°C")
    body = at_rest(_grid(0.0), celsius)
    return SkinState(tuple(round(cell, DIGITS) for cell in body), rest=celsius)


def towel_laid(
    skin: SkinState, celsius: float, *, dry_layer: float = 0.0, cover: Cover = Cover.NONE
) -> SkinState:
    """Return the skin with a towel of 0 to 60 °C on it, over a dry layer of 0 to 0.2 m² K/W."""
    within("temperature of the towel", celsius, 0, HOTTEST, "°C")
    within("resistance of the dry layer", dry_layer, 0, 0.2, "m² K/W")
    return replace(skin, towel=(celsius,) * TOWEL.cells, dry_layer=dry_layer, cover=cover)


def towel_lifted(skin: SkinState) -> SkinState:
    """Return the skin bare again, as warm as the towel left it."""
    return replace(skin, towel=(), dry_layer=0.0, cover=Cover.NONE)


def warmed(skin: SkinState, seconds: float, *, room: Room) -> SkinState:
    """Return the skin after one step of 0.1 to 60 s; bare skin returns to its rest.

    Bare skin loses heat by convection and radiation, dry, at a rate that leaves it at rest at its
    own temperature; sweat and patted moisture are not modelled.
    """
    within("time step", seconds, 0.1, 60, "s")
    if skin.towel:
        row = (*skin.towel, *skin.body)
        loss, slope = air_loss(row[0], room, skin.cover)
        cells = _covered_step(skin.dry_layer, seconds).taken(row, slope * row[0] - loss, slope)
    else:
        outer, air = _air(skin.rest, room)
        cells = _bare_step(seconds, outer).taken(skin.body, outer * air)
    kept = tuple(round(cell, DIGITS) for cell in cells)
    count = len(skin.towel)
    return replace(skin, towel=kept[:count], body=kept[count:])


def skin_face(skin: SkinState, *, room: Room) -> float:
    """Return the temperature in °C of the skin's face, bare or under its towel."""
    grid = _grid(skin.dry_layer)
    if skin.towel:
        return grid.surface((*skin.towel, *skin.body))
    outer, air = _air(skin.rest, room)
    return skin.body[0] - grid.half[TOWEL.cells] * outer * (skin.body[0] - air)


@lru_cache(maxsize=64)
def _grid(dry_layer: float) -> SkinGrid:
    return SkinGrid.of(dry_layer)


@lru_cache(maxsize=64)
def _covered_step(dry_layer: float, seconds: float) -> SkinStep:
    return SkinStep.of(_grid(dry_layer), seconds)


@lru_cache(maxsize=64)
def _bare_step(seconds: float, outer: float) -> SkinStep:
    return SkinStep.of(_grid(0.0), seconds, first=TOWEL.cells, outer=outer)


@lru_cache(maxsize=64)
def _air(rest: float, room: Room) -> tuple[float, float]:
    """Return what joins the first cell to the air, in W/(m² K), and the air's temperature in °C.

    The air is as warm as leaves resting skin at rest: clothes, sheet and draught are not known.
    """
    half = _grid(0.0).half[TOWEL.cells]
    passing = room.convection + RADIATION
    flow = (at_rest(_grid(0.0), rest)[0] - rest) / half
    return 1 / (half + 1 / passing), rest - flow / passing
