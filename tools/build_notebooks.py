#!/usr/bin/env python3
"""Build the notebooks that people open from the text that authors write.

    python tools/build_notebooks.py            build every lesson and every assignment
    python tools/build_notebooks.py --check    write nothing, and say what is not up to date

A lesson ``course/authoring/NAME.md`` becomes ``course/NAME.ipynb``, executed, with its outputs.
An assignment ``assignments/authoring/NAME.md`` becomes ``assignments/source/NAME/NAME.ipynb``,
with ``NAME.toml`` beside it as ``questions.toml``.
Both together make the outline of the course, by which its home page knows how far a learner is;
when a lesson or a homework was added or changed, the home page is built anew with it.
"""

import argparse
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from outline import outline_text

from tableside.homework.questions import (
    QUESTIONS_FILE,
    AnyQuestion,
    Assignment,
    WrittenQuestion,
    read_assignment,
)
from tableside.knowledge import knowledge

ROOT = Path(__file__).resolve().parent.parent
OUTLINE = "lib/tableside/homework/progress/outline.json"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
KEPT = ("lesson", "assignment")
"""What an author may say about a notebook as a whole; it survives the build."""

HEADING = re.compile(r"\n(?=#{1,3} )")
"""Where a text is cut into the parts that become slides."""

ASKED = re.compile(r'^ask\("([a-z0-9-]+)"\)$')


def main() -> int:
    """Build, or check; return 0 if all is well."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, say what differs")
    check = parser.parse_args().check
    stale = 0
    for path, text in built(ROOT):
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale += 1
        if check:
            print(f"{path.relative_to(ROOT)} is not what its text builds.")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"Built {path.relative_to(ROOT)}.")
    if stale and check:
        print("Edit the text in authoring/, then run: python tools/build_notebooks.py")
    return 1 if stale and check else 0


def built(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield the path and the text of every file that the authored texts of *root* make."""
    # First, for the course's home page is made from it.
    yield root / OUTLINE, outline_text(root)
    for source in sorted((root / "course" / "authoring").glob("*.md")):
        yield root / "course" / f"{source.stem}.ipynb", lesson(source)
    for source in sorted((root / "assignments" / "authoring").glob("*.md")):
        folder = root / "assignments" / "source" / source.stem
        questions = source.with_suffix(".toml").read_text(encoding="utf-8")
        yield folder / f"{source.stem}.ipynb", graded(source, questions)
        yield folder / QUESTIONS_FILE, questions


def lesson(source: Path) -> str:
    """Return the built notebook of one lesson: executed, its outputs the same every time."""
    notebook = in_slides(read(source))
    with tempfile.TemporaryDirectory() as elsewhere:
        client = NotebookClient(notebook, resources={"metadata": {"path": elsewhere}})
        try:
            client.execute()
        except CellExecutionError as error:
            raise SystemExit(f"{source.name} cannot be built: {error}") from None
    return written(notebook)


def graded(source: Path, questions: str) -> str:
    """Return the built notebook of one assignment, its cells marked for nbgrader."""
    assignment = read_assignment(questions, knowledge(), file=f"{source.stem}.toml")
    notebook = read(source)
    marked = mark_cells(notebook, assignment)
    missing = [question.id for question in assignment.question if question.id not in marked]
    if missing or assignment.id != source.stem:
        raise SystemExit(f"{source.name} does not ask {missing} of {assignment.id}")
    return written(notebook)


def read(source: Path) -> NotebookNode:
    """Return the notebook that a text in MyST Markdown describes, with stable cell ids."""
    notebook = jupytext.read(source, fmt="md:myst")
    kept = {key: notebook.metadata[key] for key in KEPT if key in notebook.metadata}
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL, **kept})
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for cell in notebook.cells:
        if cell.cell_type == "code":
            # A student meets what the cell shows; its one line of code is folded away.
            cell.metadata["jupyter"] = {"source_hidden": True}
    return named(notebook)


def named(notebook: NotebookNode) -> NotebookNode:
    """Give each cell an id that follows from its text, so that a rebuild changes nothing."""
    seen: Counter[str] = Counter()
    for cell in notebook.cells:
        digest = sha256(cell.source.encode()).hexdigest()[:8]
        seen[digest] += 1
        cell.id = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
    return notebook


def in_slides(notebook: NotebookNode) -> NotebookNode:
    """Let every heading of a lesson begin a slide, so that it can be taught from as it is.

    What is pressed or looked at has a slide to itself, or it would lie below the screen's edge;
    only under a heading without words it stays with it, and so does what follows the imports.
    A cell that goes on with a slide must not speak of slides at all: any other word hides it.
    """
    cells = []
    bare = True
    for cell in notebook.cells:
        parts = HEADING.split(cell.source) if cell.cell_type == "markdown" else [cell.source]
        for part in parts:
            text = part.strip("\n")
            piece = nbformat.from_dict({**cell, "source": text, "metadata": {**cell.metadata}})
            heading = cell.cell_type == "markdown" and text.startswith("#")
            setup = cell.cell_type == "code" and text.startswith(("from ", "import "))
            if heading or not (bare or setup):
                piece.metadata["slideshow"] = {"slide_type": "slide"}
            bare = (heading and "\n" not in text) or (setup and bare)
            cells.append(piece)
    notebook.cells = cells
    return named(notebook)


def mark_cells(notebook: NotebookNode, assignment: Assignment) -> list[str]:
    """Give each cell its place in nbgrader, and return the questions that the cells ask.

    A question that is marked by hand is marked in the text above it, where nbgrader's own
    pages show the student's words; every other cell can neither be changed nor deleted.
    """
    asked = []
    for index, cell in enumerate(notebook.cells):
        cell.metadata["editable"] = cell.metadata["deletable"] = False
        if cell.cell_type != "code":
            continue
        found = ASKED.match(cell.source.strip())
        if found is None:
            cell.metadata["nbgrader"] = _nbgrader(f"cell-{index}")
            continue
        question = assignment.find(found[1])
        asked.append(question.id)
        if isinstance(question, WrittenQuestion):
            above = notebook.cells[index - 1]
            above.metadata["nbgrader"] = _nbgrader(question.id, by_hand=True, question=question)
            cell.metadata["nbgrader"] = _nbgrader(f"{question.id}-box")
        else:
            cell.metadata["nbgrader"] = _nbgrader(question.id, question=question)
    return asked


def _nbgrader(
    name: str, *, by_hand: bool = False, question: AnyQuestion | None = None
) -> dict[str, object]:
    place: dict[str, object] = {
        "grade": question is not None,
        "grade_id": name,
        "locked": not by_hand,
        "schema_version": 3,
        "solution": by_hand,
        "task": False,
    }
    return place | ({"points": question.points} if question else {})


def written(notebook: NotebookNode) -> str:
    """Return the notebook as text, without what differs from run to run."""
    notebook.metadata.pop("widgets", None)
    notebook.metadata.pop("language_info", None)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            # The id of a live widget means nothing to the next reader; its text equal stays.
            output.get("data", {}).pop(WIDGET_VIEW, None)
    return str(nbformat.writes(notebook)).rstrip("\n") + "\n"


if __name__ == "__main__":
    sys.exit(main())
