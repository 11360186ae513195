"""The slices in which heat moves from a towel into the back, and their balance at one moment.

The properties of the layers are from memory: not yet verified.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

BLOOD = 37.0
"""Temperature of the blood and of the deepest muscle, in °C. Course rule."""

BLOOD_HEAT = 3.8e6
"""Heat that blood holds, in J/(m³ K). From memory: not yet verified."""


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
class SkinGrid:
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
    def of(cls, dry_layer: float) -> "SkinGrid":
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


def at_rest(grid: SkinGrid, skin: float) -> list[float]:
    """Return the steady temperatures of the body's cells while the skin's face is at *skin*."""
    first = TOWEL.cells
    outer = 1 / grid.half[first]
    pivots, ties = eliminated(grid, [*grid.bled[first:]], first, outer)
    return solved(
        pivots, ties, [bled * BLOOD for bled in grid.bled[first:]], outer * skin, grid.joins[-1]
    )


def eliminated(
    grid: SkinGrid, held: list[float], first: int, outer: float
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


def solved(
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


@dataclass(frozen=True, slots=True)
class SkinStep:
    """One implicit step in time, prepared once for a grid and a length in seconds."""

    grid: SkinGrid
    first: int
    inertia: tuple[float, ...]
    blood: tuple[float, ...]
    pivots: list[float]
    ties: list[float]

    @classmethod
    def of(
        cls, grid: SkinGrid, seconds: float, *, first: int = 0, outer: float = 0.0
    ) -> "SkinStep":
        """Return the step of the cells from *first* inwards.

        *outer* is what joins the first cell to a steady outside, in W/(m² K).
        """
        inertia = [stored / seconds for stored in grid.stored[first:]]
        held = [inert + bled for inert, bled in zip(inertia, grid.bled[first:], strict=True)]
        pivots, ties = eliminated(grid, held, first, outer)
        blood = tuple(bled * BLOOD for bled in grid.bled[first:])
        return cls(grid, first, tuple(inertia), blood, pivots, ties)

    def taken(self, row: Sequence[float], gained: float, slope: float = 0.0) -> list[float]:
        """Return the cells after the step; the first gains *gained* less *slope* a kelvin."""
        given = [a * b + c for a, b, c in zip(self.inertia, row, self.blood, strict=True)]
        pivots = [self.pivots[0] + slope, *self.pivots[1:]] if slope else self.pivots
        return solved(pivots, self.ties, given, gained, self.grid.joins[-1])
