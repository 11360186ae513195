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

from tableside.grading.limits import LARGEST_NOTEBOOK
from tableside.grading.survey import Survey, read_ordinary

Cell = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What was noticed about a notebook."""

    repaired: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def inspect_notebook(found: Survey, name: str, master: Iterable[Cell]) -> Inspection:
    """Return what differs between the notebook called *name* in a hand-in and *master*'s cells."""
    notebooks = [each for each in found.files if each.endswith(".ipynb") and "/." not in each]
    notebooks = [each for each in notebooks if not each.startswith(".")]
    if not notebooks:
        return Inspection(repaired=("The notebook was missing. The answers count without it.",))
    place = f"{name}.ipynb" if f"{name}.ipynb" in notebooks else notebooks[0]
    repaired = []
    if place != f"{name}.ipynb":
        repaired.append(f"The notebook was called “{place}”. The answers count all the same.")
    content = read_ordinary(found.folder / place, LARGEST_NOTEBOOK)
    cells = _cells(content)
    if cells is None:
        repaired.append("The notebook itself cannot be read. The answers count without it.")
        return Inspection(repaired=tuple(repaired))
    wanted = {_id(cell): cell for cell in master if _id(cell)}
    return Inspection(
        repaired=(*repaired, *_accidents(cells, wanted)),
        remarks=tuple(_attempts(cells, wanted, list(map(_source, master)))),
    )


def _cells(content: bytes | None) -> list[Cell] | None:
    try:
        document = json.loads(content or b"")
        cells = document["cells"]
    except (ValueError, RecursionError, KeyError, TypeError):
        return None
    return [cell for cell in cells if isinstance(cell, dict)] if isinstance(cells, list) else None


def _metadata(cell: Cell) -> Mapping[str, Any]:
    found = cell.get("metadata")
    return found if isinstance(found, dict) else {}


def _nbgrader(cell: Cell) -> Mapping[str, Any]:
    found = _metadata(cell).get("nbgrader")
    return found if isinstance(found, dict) else {}


def _id(cell: Cell) -> str:
    found = _nbgrader(cell).get("grade_id")
    return found if isinstance(found, str) else ""


def _source(cell: Cell) -> str:
    found = cell.get("source")
    lines = found if isinstance(found, list) else [found]
    return "".join(line for line in lines if isinstance(line, str)).strip()


def _accidents(cells: list[Cell], wanted: Mapping[str, Cell]) -> Iterable[str]:
    counts = Counter(_id(cell) for cell in cells)
    double = [name for name in wanted if counts[name] > 1]
    gone = [name for name in wanted if not counts[name]]
    if len(gone) == len(wanted) and cells:
        yield "The notebook lost what marks its cells. The answers count without it."
    elif gone:
        yield f"The notebook lost {_named(gone, 'cell')}. The answers count without."
    if double:
        yield f"The notebook holds copies of the {_named(double, 'cell')}. Each counts once."


def _attempts(cells: list[Cell], wanted: Mapping[str, Cell], sources: list[str]) -> Iterable[str]:
    changed = sorted({_id(cell) for cell in cells if _changed(cell, wanted.get(_id(cell)))})
    if changed:
        yield f"the notebook's {_named(changed, 'cell')} was changed; it is never run or read"
    forged = sorted({_id(c) for c in cells if _flags(c) != _flags(wanted.get(_id(c), c))})
    if forged:
        yield f"the points or marks of {_named(forged, 'cell')} were changed in the notebook"
    tags = sorted({tag for cell in cells for tag in _tags(cell)})
    if tags:
        yield f"cells carry tags that nobody set: {', '.join(tags)[:80]}"
    added = [c for c in cells if c.get("cell_type") == "code" and _source(c) not in {"", *sources}]
    unknown = [cell for cell in added if not _id(cell)]
    if unknown:
        yield f"the notebook has code of its own ({len(unknown)}); no code of a student is run"
    if any(_looks_like_a_mark(cell) for cell in cells if _id(cell) in wanted):
        yield "the notebook holds outputs that look like marks; they are never read"
    if any(_added_text(cell, wanted, sources) for cell in cells):
        yield "the student wrote in the notebook itself; look there for words meant as an answer"


def _changed(cell: Cell, master: Cell | None) -> bool:
    if master is None or _nbgrader(master).get("solution"):
        return False
    return _source(cell) != _source(master) or cell.get("cell_type") != master.get("cell_type")


def _flags(cell: Cell) -> tuple[object, ...]:
    """Return what says how a cell is marked; 2 and 2.0 are the same, since editors differ."""
    found = _nbgrader(cell)
    points = found.get("points")
    same = float(points) if isinstance(points, int | float) else str(points)
    flags = (bool(found.get(key)) for key in ("grade", "solution", "task"))
    return (*flags, same, str(found.get("schema_version")))


def _tags(cell: Cell) -> list[str]:
    found = _metadata(cell).get("tags")
    return [tag for tag in found if isinstance(tag, str)] if isinstance(found, list) else []


def _looks_like_a_mark(cell: Cell) -> bool:
    """Return whether an output is a bare number: that is how nbgrader is told of points."""
    outputs = cell.get("outputs")
    for output in outputs if isinstance(outputs, list) else ():
        data = output.get("data") if isinstance(output, dict) else None
        text = data.get("text/plain") if isinstance(data, dict) else None
        shown = "".join(map(str, text)) if isinstance(text, list) else str(text or "")
        try:
            float(shown)
        except ValueError:
            continue
        return True
    return False


def _added_text(cell: Cell, wanted: Mapping[str, Cell], sources: list[str]) -> bool:
    known = _id(cell) in wanted and not _nbgrader(wanted[_id(cell)]).get("solution")
    if cell.get("cell_type") != "markdown" or known:
        return False
    source = _source(cell)
    # Cells that were split or merged hold the words of the one that was set.
    return bool(source) and not any(source in each or each in source for each in sources if each)


def _named(names: list[str], what: str) -> str:
    shown = ", ".join(f"“{name[:60]}”" for name in names[:4])
    more = f" and {len(names) - 4} more" if len(names) > 4 else ""
    return f"{what}{'s' if len(names) > 1 else ''} {shown}{more}"
