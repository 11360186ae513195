"""What a hand left where: press and time laid onto the back in cells of 5 mm.

The contact is taken as an ellipse that presses evenly, its long axis along the spine. Its area
is the middle of what the course knows for that part of the hand; its shape is a course rule.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import fsum, pi, sqrt

from tableside.drills.even import STEP, Looks
from tableside.drills.place import TOUCH
from tableside.drills.zone_grid import zones_at
from tableside.knowledge import knowledge
from tableside.knowledge.back_map import back_map

CELL = 0.5
"""Side of a cell in centimetres (course rule)."""

Cell = tuple[int, int]
"""Column and row; column -1 is the mirror of column 0."""

LENGTH_OVER_WIDTH = {
    "fingertip": 1.2,
    "thumb-pad": 1.3,
    "three-pads": 0.5,
    "heel-of-hand": 1.6,
    "palm": 1.4,
    "forearm": 3.0,
    "elbow": 1.0,
}
"""How long a contact is for its width, the length lying along the spine (course rules)."""


def cell_of(x: float, y: float) -> Cell:
    """Return the cell that holds a place in centimetres; mirror places have mirror cells."""
    column = int(abs(x) / CELL + 1e-9)
    return (column if x >= 0 else -1 - column, int((y + 1000 * CELL) / CELL + 1e-9) - 1000)


def middle_of(cell: Cell) -> tuple[float, float]:
    """Return the middle of a cell, in centimetres."""
    column, row = cell
    return (column + 0.5) * CELL, (row + 0.5) * CELL


@lru_cache(maxsize=64)
def footprint(contact: str) -> tuple[Cell, ...]:
    """Return the cells that a contact covers, counted from the cell under its middle.

    Raises UnknownNameError for a part of the hand that the course does not know.
    """
    low, high = knowledge().contact(contact).cm2
    ratio = LENGTH_OVER_WIDTH.get(contact, 1.0)
    half_width = sqrt((low + high) / 2 / pi / ratio)
    half_length = half_width * ratio
    reach = int(max(half_width, half_length) / CELL) + 1
    return tuple(
        (column, row)
        for column in range(-reach, reach + 1)
        for row in range(-reach, reach + 1)
        if (column * CELL / half_width) ** 2 + (row * CELL / half_length) ** 2 <= 1
    )


@lru_cache(maxsize=64)
def region(zones: tuple[str, ...]) -> frozenset[Cell]:
    """Return the cells whose middle lies in one of those zones."""
    found = set()
    for name in zones:
        zone = back_map().zone(name)
        left, top = cell_of(min(x for x, _ in zone.polygon), min(y for _, y in zone.polygon))
        right, bottom = cell_of(max(x for x, _ in zone.polygon), max(y for _, y in zone.polygon))
        found |= {
            (column, row)
            for column in range(left, right + 1)
            for row in range(top, bottom + 1)
            if zone.contains(*middle_of((column, row)))
        }
    return frozenset(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a round left on the back, cell by cell."""

    dose: Mapping[Cell, float]
    """Press times seconds: shares of the range times s."""

    seconds: Mapping[Cell, float]
    """How long the hand pressed on it, all visits together."""

    def hotspot(self) -> tuple[float, str]:
        """Return the longest time in seconds on any one cell, and the name of its zone."""
        if not self.seconds:
            return 0.0, "back"
        # Of cells pressed equally long, the one in the middle of them all stands for the place.
        longest = max(self.seconds.values())
        cells = sorted(cell for cell, each in self.seconds.items() if each > longest - STEP / 2)
        zones = zones_at(*middle_of(cells[len(cells) // 2]))
        return longest, zones[0].name if zones else "back"


def left_by(looks: Looks, contact: str) -> Left:
    """Return what the presses of a round left on every cell that the contact covered."""
    presses: dict[Cell, float] = defaultdict(float)
    ticks: dict[Cell, int] = defaultdict(int)
    for press, place in zip(looks.press, looks.places, strict=True):
        if press > TOUCH and place is not None:
            cell = cell_of(*place)
            presses[cell] += press
            ticks[cell] += 1
    runs = _runs(contact)
    columns = [column for column, _ in presses] or [0]
    left = min(columns) + min(first for _, first, _ in runs)
    width = max(columns) + max(last for _, _, last in runs) + 2 - left
    rows = _laid(presses, ticks, runs, left, width)
    dose, seconds = {}, {}
    for row, (press_steps, tick_steps) in rows.items():
        laid = zip(accumulate(press_steps), accumulate(tick_steps), strict=True)
        for column, (press, count) in enumerate(laid, start=left):
            if count:
                dose[column, row] = press * STEP
                seconds[column, row] = count * STEP
    return Left(dose=dose, seconds=seconds)


def _laid(
    presses: Mapping[Cell, float],
    ticks: Mapping[Cell, int],
    runs: Sequence[tuple[int, int, int]],
    left: int,
    width: int,
) -> dict[int, tuple[list[float], list[int]]]:
    """Return for each row by how much press and ticks change from one column to the next.

    The first column is *left*, and there are *width* of them. A footprint changes a row in two
    columns only, which is what makes a long round quick.
    """
    rows: dict[int, tuple[list[float], list[int]]] = defaultdict(
        lambda: ([0.0] * width, [0] * width)
    )
    for (column, row), press in presses.items():
        stayed = ticks[column, row]
        for along, first, last in runs:
            press_steps, tick_steps = rows[row + along]
            start, stop = column + first - left, column + last + 1 - left
            press_steps[start] += press
            press_steps[stop] -= press
            tick_steps[start] += stayed
            tick_steps[stop] -= stayed
    return rows


@lru_cache(maxsize=64)
def _runs(contact: str) -> tuple[tuple[int, int, int], ...]:
    """Return each row of a footprint with its first and its last column."""
    shape = footprint(contact)
    rows = sorted({row for _, row in shape})
    columns = {row: [column for column, each in shape if each == row] for row in rows}
    return tuple((row, min(columns[row]), max(columns[row])) for row in rows)


def gini(amounts: Iterable[float]) -> float:
    """Return how unevenly amounts are shared out: 0 all alike, towards 1 one has it all.

    Without anything to share it is 0.
    """
    rising = sorted(amounts)
    # Added exactly: older and newer Pythons would round a plain sum differently.
    total = fsum(rising)
    if total <= 0:
        return 0.0
    count = len(rising)
    weighted = fsum(rank * amount for rank, amount in enumerate(rising, start=1))
    return 2 * weighted / (count * total) - (count + 1) / count
