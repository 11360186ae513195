"""What became of a student's notebook, compared with the one that was set. It changes no mark.

The answers do not lie in the notebook, so nothing that happened to it costs or earns anything.
What looks like an accident is told to student and instructor; what looks like an attempt, to the
instructor alone.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tableside.grading.limits import LARGEST_NOTEBOOK, MOST_CELLS
from tableside.grading.survey import Survey, read_ordinary

JsonCell = Mapping[str, Any]

_LARGEST_POINTS = 1e9
"""A larger number of points is no number of ours, and perhaps none that fits a float."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What was noticed about a notebook."""

    repaired: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


class Cell:
    """What is looked at of a cell, whatever it holds."""

    __slots__ = ("about", "kind", "metadata", "name", "outputs", "source")

    def __init__(self, cell: JsonCell) -> None:
        self.metadata = _mapping(cell.get("metadata"))
        self.about = _mapping(self.metadata.get("nbgrader"))
        name, self.kind = self.about.get("grade_id"), cell.get("cell_type")
        self.name = name if isinstance(name, str) else ""
        found = cell.get("source")
        lines = found if isinstance(found, list) else [found]
        self.source = "".join([line for line in lines if isinstance(line, str)]).strip()
        self.outputs = cell.get("outputs")

    @property
    def flags(self) -> tuple[object, ...]:
        """What says how it is marked; 2 and 2.0 are the same, since editors differ."""
        points = self.about.get("points")
        same = str(points)
        if isinstance(points, int | float) and abs(points) < _LARGEST_POINTS:
            same = str(float(points))
        flags = (bool(self.about.get(key)) for key in ("grade", "solution", "task"))
        return (*flags, same, str(self.about.get("schema_version")))

    @property
    def tags(self) -> list[str]:
        """Its tags."""
        found = self.metadata.get("tags")
        return [tag for tag in found if isinstance(tag, str)] if isinstance(found, list) else []


def _mapping(found: object) -> Mapping[str, Any]:
    return found if isinstance(found, dict) else {}


class Inspector:
    """Compares notebooks called *name* with the *cells* of the one that was set."""

    def __init__(self, name: str, cells: Iterable[JsonCell]) -> None:
        self.file = f"{name}.ipynb"
        master = [Cell(cell) for cell in cells]
        self.wanted = {cell.name: cell for cell in master if cell.name}
        self.sources = [cell.source for cell in master if cell.source]
        self.known = frozenset({"", *self.sources})

    def inspect(self, found: Survey) -> Inspection:
        """Return what differs between the notebook in a hand-in and the one that was set."""
        try:
            return self._compared(found)
        # No mark depends on it, and no other hand-in may.
        except Exception as error:  # noqa: BLE001 - it is told
            reason = f"the notebook could not be compared ({type(error).__name__})"
            return Inspection(remarks=(reason,))

    def _compared(self, found: Survey) -> Inspection:
        notebooks = [each for each in found.files if each.endswith(".ipynb") and "/." not in each]
        notebooks = [each for each in notebooks if not each.startswith(".")]
        if not notebooks:
            return Inspection(repaired=("The notebook was missing. The answers count without it.",))
        place = self.file if self.file in notebooks else notebooks[0]
        repaired = []
        if place != self.file:
            repaired.append(f"The notebook was called “{place}”. The answers count all the same.")
        read = _cells(read_ordinary(found.folder / place, LARGEST_NOTEBOOK))
        if read is None:
            repaired.append("The notebook itself cannot be read. The answers count without it.")
            return Inspection(repaired=tuple(repaired))
        if len(read) > MOST_CELLS:
            told = f"the notebook holds {len(read):,} cells; more than {MOST_CELLS:,} are not read"
            return Inspection(repaired=tuple(repaired), remarks=(told,))
        cells = [Cell(cell) for cell in read]
        return Inspection(
            repaired=(*repaired, *self._accidents(cells)),
            remarks=tuple(self._attempts(cells)),
        )

    def _accidents(self, cells: list[Cell]) -> Iterable[str]:
        counts = Counter([cell.name for cell in cells])
        double = [name for name in self.wanted if counts[name] > 1]
        gone = [name for name in self.wanted if not counts[name]]
        if len(gone) == len(self.wanted) and cells:
            yield "The notebook lost what marks its cells. The answers count without it."
        elif gone:
            yield f"The notebook lost {_named(gone, 'cell')}. The answers count without."
        if double:
            yield f"The notebook holds copies of the {_named(double, 'cell')}. Each counts once."

    def _attempts(self, cells: list[Cell]) -> Iterable[str]:
        ours = [(cell, self.wanted[cell.name]) for cell in cells if cell.name in self.wanted]
        changed = sorted({cell.name for cell, master in ours if _changed(cell, master)})
        if changed:
            yield f"the notebook's {_named(changed, 'cell')} was changed; it is never run or read"
        forged = sorted({cell.name for cell, master in ours if cell.flags != master.flags})
        if forged:
            yield f"the points or marks of {_named(forged, 'cell')} were changed in the notebook"
        tags = sorted({tag for cell in cells for tag in cell.tags})
        if tags:
            yield f"cells carry tags that nobody set: {', '.join(tags)[:80]}"
        unknown = [cell for cell in cells if cell.kind == "code" and self._added(cell)]
        if unknown:
            yield f"the notebook has code of its own ({len(unknown)}); no code of a student is run"
        if any(_looks_like_a_mark(cell) for cell, _ in ours):
            yield "the notebook holds outputs that look like marks; they are never read"
        if any(self._added_text(cell) for cell in cells):
            yield (
                "the student wrote in the notebook itself; look there for words meant as an answer"
            )

    def _added(self, cell: Cell) -> bool:
        return not cell.name and cell.source not in self.known

    def _added_text(self, cell: Cell) -> bool:
        master = self.wanted.get(cell.name)
        if cell.kind != "markdown" or (master is not None and not master.about.get("solution")):
            return False
        if cell.source in self.known:
            return False
        # Cells that were split or merged hold the words of the one that was set.
        return not any(cell.source in each or each in cell.source for each in self.sources)


def _cells(content: bytes | None) -> list[JsonCell] | None:
    try:
        document = json.loads(content or b"")
        cells = document["cells"]
    except (ValueError, RecursionError, KeyError, TypeError):
        return None
    return [cell for cell in cells if isinstance(cell, dict)] if isinstance(cells, list) else None


def _changed(cell: Cell, master: Cell) -> bool:
    if master.about.get("solution"):
        return False
    return cell.source != master.source or cell.kind != master.kind


def _looks_like_a_mark(cell: Cell) -> bool:
    """Return whether an output is a bare number: that is how nbgrader is told of points."""
    for output in cell.outputs if isinstance(cell.outputs, list) else ():
        data = output.get("data") if isinstance(output, dict) else None
        text = data.get("text/plain") if isinstance(data, dict) else None
        shown = "".join(map(str, text)) if isinstance(text, list) else str(text or "")
        try:
            float(shown)
        except ValueError:
            continue
        return True
    return False


def _named(names: list[str], what: str) -> str:
    shown = ", ".join(f"“{name[:60]}”" for name in names[:4])
    more = f" and {len(names) - 4} more" if len(names) > 4 else ""
    return f"{what}{'s' if len(names) > 1 else ''} {shown}{more}"
