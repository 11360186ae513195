"""How warm skin becomes under a towel: the touch, and heat on its way through the layers.

A teaching model of one average back, with steady blood flow and no sweat. Test a real towel on
your own forearm, ask the client, and look at the skin. The properties of the layers are from
memory: not yet verified.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tableside.physics.heat_trace import HeatTrace
from tableside.physics.quantity import within
from tableside.physics.towel import HOTTEST, Cover, Room, air_loss

SKIN_EFFUSIVITY = 1180.0
"""How strongly skin sets the temperature of a touch, in W s^½/(m² K). Not yet verified."""

WATER_EFFUSIVITY = 1610.0
"""The same of water, for a towel that drips. Not yet verified."""

DAMP_TOWEL_EFFUSIVITY = 1097.0
"""The same of a wrung towel, the root of its conductivity x density x heat. Not yet verified."""

DRY_TOWEL_EFFUSIVITY = 130.0
"""The same of dry terry cloth. Not yet verified."""

SKIN_AT_REST = 33.0
"""Temperature of the skin before the towel, in °C. Course rule."""

BLOOD = 37.0
"""Temperature of the blood and of the deepest muscle, in °C. Course rule."""

BLOOD_HEAT = 3.8e6
"""Heat that blood holds, in J/(m³ K). From memory: not yet verified."""

STEP = 1.0
"""Seconds between two looks at the skin, unless told otherwise."""

LONGEST = 3600.0
"""The longest time under one towel, in seconds, that the model answers for."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of towel or body, in ``cells`` slices of equal thickness.

    ``thickness`` in m, ``conductivity`` in W/(m K), ``heat`` held in J/(m³ K), ``perfusion`` in
    m³ of blood per m³ of tissue and second.
    """

    name: str
    thickness: float
    conductivity: float
    heat: float
    perfusion: float
    cells: int


TOWEL = Layer("towel", 6e-3, 0.45, 2.67e6, 0.0, 12)
BODY = (
    Layer("epidermis", 0.1e-3, 0.21, 4.3e6, 0.0, 2),
    Layer("dermis", 1.5e-3, 0.37, 3.9e6, 1.25e-3, 6),
    Layer("fat", 8e-3, 0.21, 2.3e6, 0.5e-3, 12),
    Layer("muscle", 25e-3, 0.49, 4.0e6, 0.7e-3, 12),
)
"""The back from outside in. All values are from memory: not yet verified."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A towel on skin: ``celsius`` 0 to 60 at contact, what lies over it and what under it.

    ``dry_layer`` is the resistance of what lies between towel and skin, 0 to 0.2 m² K/W; a dry
    towel has ``towel.DRY_TOWEL_RESISTANCE``. ``skin`` is the skin's temperature before, 25 to
    37 °C. Raises OutOfRangeError outside these ranges.
    """

    celsius: float
    cover: Cover = Cover.VAPOUR_TIGHT
    dry_layer: float = 0.0
    skin: float = SKIN_AT_REST

    def __post_init__(self) -> None:
        within("temperature of the towel", self.celsius, 0, HOTTEST, "°C")
        within("resistance of the dry layer", self.dry_layer, 0, 0.2, "m² K/W")
        within("skin before the towel", self.skin, 25, BLOOD, "°C")


@dataclass(frozen=True, slots=True)
class SkinRun:
    """What happened under a towel: its mean, the skin's face, and the layer that burns first.

    All begin just before the touch. The face is hotter than the basal layer, and so the stricter
    trace for a verdict; burn integrals belong to the basal layer.
    ``basal`` is the boundary of epidermis and dermis. ``profile`` holds depth below the skin's
    face in m, and °C, at the end.
    """

    towel: HeatTrace
    surface: HeatTrace
    basal: HeatTrace
    profile: tuple[tuple[float, float], ...]


def contact_temperature(
    towel: float, skin: float, *, effusivity: float = DAMP_TOWEL_EFFUSIVITY
) -> float:
    """Return the temperature in °C at which a towel and skin meet in the first instant.

    The mean of both (0 to 60 °C and 15 to 45 °C) by their effusivities, that of the towel 50 to
    2000 W s^½/(m² K); source: a web
    page on thermal effusivity, so not yet verified. Right for two bodies of endless depth, so
    a first guess only. Raises OutOfRangeError outside these ranges.
    """
    within("temperature of the towel", towel, 0, HOTTEST, "°C")
    within("temperature of the skin", skin, 15, 45, "°C")
    within("effusivity of the towel", effusivity, 50, 2000, "W s^½/(m² K)")
    return (effusivity * towel + SKIN_EFFUSIVITY * skin) / (effusivity + SKIN_EFFUSIVITY)


def skin_under_towel(
    placement: Placement, seconds: float, *, room: Room, step: float = STEP
) -> SkinRun:
    """Return the temperatures under a towel that lies still for *seconds* (0 to 3600).

    Pennes' equation in one dimension over towel, epidermis, dermis, fat and muscle, by implicit
    steps of at most *step* (0.05 to 60 s): a long step is coarse, never unstable, and no cell is
    ever warmer than the warmest of towel, blood
    and room. Raises OutOfRangeError outside these ranges.
    """
    within("time", seconds, 0, LONGEST, "s")
    within("time step", step, 0.05, 60, "s")
    count = math.ceil(seconds / step)
    grid = _Grid.of(placement.dry_layer)
    length = seconds / count if count else step
    rows = tuple(_rows(grid, placement, count, length, room))
    times = tuple(number * length for number in range(count + 1))
    first = TOWEL.cells
    return SkinRun(
        towel=HeatTrace(times, tuple(sum(row[:first]) / first for row in rows)),
        surface=HeatTrace(times, (placement.skin, *map(grid.surface, rows[1:]))),
        basal=HeatTrace(times, tuple(map(grid.basal, rows))),
        profile=tuple(zip(grid.depths, rows[-1][first:], strict=True)),
    )


@dataclass(frozen=True, slots=True)
class _Grid:
    """The cells from the towel's outer face to the muscle, and what joins them.

    ``stored`` J/(m² K) and ``bled`` W/(m² K) for each cell; ``joins`` W/(m² K) between a cell and
    the next, the last of them to the deep body; ``half`` K m²/W from a cell's middle to its side.
    """

    stored: tuple[float, ...]
    bled: tuple[float, ...]
    joins: tuple[float, ...]
    half: tuple[float, ...]
    depths: tuple[float, ...]

    @classmethod
    def of(cls, dry_layer: float) -> "_Grid":
        """Return the grid of towel and back, with this resistance between them."""
        cells = [layer for layer in (TOWEL, *BODY) for _ in range(layer.cells)]
        widths = [layer.thickness / layer.cells for layer in cells]
        half = [width / layer.conductivity / 2 for width, layer in zip(widths, cells, strict=True)]
        apart = [one + other for one, other in pairwise(half)] + [half[-1]]
        apart[TOWEL.cells - 1] += dry_layer
        flesh = widths[TOWEL.cells :]
        return cls(
            stored=tuple(layer.heat * width for layer, width in zip(cells, widths, strict=True)),
            bled=tuple(
                layer.perfusion * BLOOD_HEAT * width
                for layer, width in zip(cells, widths, strict=True)
            ),
            joins=tuple(1 / resistance for resistance in apart),
            half=tuple(half),
            depths=tuple(sum(flesh[:number]) + width / 2 for number, width in enumerate(flesh)),
        )

    def surface(self, row: Sequence[float]) -> float:
        """Return the temperature of the skin's face, in °C."""
        first = TOWEL.cells
        flow = self.joins[first - 1] * (row[first - 1] - row[first])
        return row[first] + flow * self.half[first]

    def basal(self, row: Sequence[float]) -> float:
        """Return the temperature between epidermis and dermis, in °C."""
        last = TOWEL.cells + BODY[0].cells - 1
        flow = self.joins[last] * (row[last] - row[last + 1])
        return row[last] - flow * self.half[last]


def _at_rest(grid: _Grid, skin: float) -> list[float]:
    """Return the steady temperatures of the body's cells while the skin's face is at *skin*."""
    first = TOWEL.cells
    outer = 1 / grid.half[first]
    pivots, ties = _eliminated(grid, [*grid.bled[first:]], first, outer)
    return _solved(
        pivots, ties, [bled * BLOOD for bled in grid.bled[first:]], outer * skin, grid.joins[-1]
    )


def _eliminated(
    grid: _Grid, held: list[float], first: int, outer: float
) -> tuple[list[float], list[float]]:
    """Return pivots and ties of Thomas' elimination, from the deepest cell out to *first*.

    *held* is what keeps each cell where it is (storage over step, and blood); *outer* joins the
    first cell to what lies outside.
    """
    joins = grid.joins[first:]
    pivots, ties = [0.0] * len(held), [0.0] * len(held)
    below = 0.0
    for number in reversed(range(len(held))):
        above = joins[number - 1] if number else outer
        pivots[number] = held[number] + joins[number] + above - below
        ties[number] = above / pivots[number]
        below = above * ties[number]
    return pivots, ties


def _solved(
    pivots: list[float], ties: list[float], given: list[float], outer: float, deep: float
) -> list[float]:
    """Return the cells' temperatures, for what is *given* to each, W/m².

    *outer* is what the first cell gets from outside, *deep* joins the last one to the body.
    """
    sums = given
    sums[-1] += deep * BLOOD
    sums[0] += outer
    for number in range(len(sums) - 1, 0, -1):
        sums[number - 1] += ties[number] * sums[number]
    warm = sums[0] / pivots[0]
    cells = [warm]
    for number in range(1, len(sums)):
        warm = sums[number] / pivots[number] + ties[number] * warm
        cells.append(warm)
    return cells


def _rows(
    grid: _Grid, placement: Placement, count: int, length: float, room: Room
) -> Iterator[list[float]]:
    """Yield the temperatures of all cells at the start and after each of *count* steps.

    The air's loss is taken straight from the outermost cell, at its slope of the step before.
    """
    inertia = [stored / length for stored in grid.stored]
    blood = [bled * BLOOD for bled in grid.bled]
    held = [inert + bled for inert, bled in zip(inertia, grid.bled, strict=True)]
    pivots, ties = _eliminated(grid, held, 0, 0.0)
    bare = pivots[0]
    row = [placement.celsius] * TOWEL.cells + _at_rest(grid, placement.skin)
    yield row
    for _ in range(count):
        loss, slope = air_loss(row[0], room, placement.cover)
        pivots[0] = bare + slope
        given = [a * b + c for a, b, c in zip(inertia, row, blood, strict=True)]
        row = _solved(pivots, ties, given, slope * row[0] - loss, grid.joins[-1])
        yield row
