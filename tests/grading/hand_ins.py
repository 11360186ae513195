"""A class of hand-ins: honest ones, accidents, and attempts to earn what was not worked for."""

import hashlib
import io
import json
import os
import random
import shutil
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from course_order import TEN_STEPS
from tableside.drills import PressurePlan, Trace
from tableside.drills.simulated import EXPERT, simulate
from tableside.grading.course_folder import CourseFolder
from tableside.homework.archive import make_archive
from tableside.homework.desk import Desk
from tableside.knowledge import knowledge

ASSIGNMENTS = Path(__file__).parents[2] / "assignments"
PS0 = "ps0-first-hand-in"
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)

Work = Callable[[Path], None]

AUTOMATIC = {"safe-place": 2.0, "tingling": 2.0, "order-the-steps": 4.0, "hold-the-band": 4.0}
FULL = sum(AUTOMATIC.values())


def new_course(root: Path) -> CourseFolder:
    """Return an instructor's folder to which nobody has handed in anything."""
    root.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ASSIGNMENTS / "nbgrader_config.py", root / "nbgrader_config.py")
    shutil.copytree(ASSIGNMENTS / "source", root / "source")
    return CourseFolder(root)


def copy_of(released: Path, root: Path) -> CourseFolder:
    """Return a copy of a released course."""
    return CourseFolder(Path(shutil.copytree(released, root)))


def place_of(course: CourseFolder, student: str) -> Path:
    """Return a new copy of the homework in a student's place."""
    folder = course.submitted(PS0, student)
    shutil.copytree(ASSIGNMENTS / "source" / PS0, folder)
    return folder


def work_well(folder: Path, *, seed: int = 7, trace: Trace | None = None) -> None:
    """Answer everything right, with a round by an expert or the one in *trace*."""
    desk = Desk(folder, knowledge(), clock=lambda: NOON)
    desk.choose("safe-place", "low-beside-spine")
    desk.choose("tingling", "stop-and-ask")
    desk.arrange("order-the-steps", TEN_STEPS)
    trace = trace or simulate(PressurePlan(), EXPERT, random.Random(seed), drill="hold-the-band")
    desk.keep_round("hold-the-band", trace)
    desk.write("reflection", "Pain is a reason to stop.\n\nI would ask where.")


def then(change: Work) -> Work:
    """Return the work of a student who answers well, and to whose files *change* happens."""

    def work(folder: Path) -> None:
        work_well(folder)
        change(folder)

    return work


def work_unsafely(folder: Path) -> None:
    """Answer everything right but the order, which heats before the client is in place."""
    work_well(folder)
    desk = Desk(folder, knowledge(), clock=lambda: NOON)
    desk.arrange("order-the-steps", ("hot-towel", *(s for s in TEN_STEPS if s != "hot-towel")))


def cut_off(folder: Path) -> None:
    """Answer well, on a computer that loses half of the file."""
    work_well(folder)
    text(lambda written: written[:300])(folder)


def nothing(folder: Path) -> None:
    """Open the notebook, look, and hand in."""


# --- changes to the notebook -------------------------------------------------------------------


def notebook(change: Callable[[list[dict[str, Any]]], object]) -> Work:
    """Return what changes the cells of the notebook in place."""

    def work(folder: Path) -> None:
        file = folder / f"{PS0}.ipynb"
        document = json.loads(file.read_text("utf-8"))
        change(document["cells"])
        file.write_text(json.dumps(document), encoding="utf-8")

    return work


def _graded(cells: list[dict[str, Any]]) -> list[int]:
    return [n for n, c in enumerate(cells) if c["metadata"].get("nbgrader", {}).get("grade")]


def twice(cells: list[dict[str, Any]]) -> None:
    """Copy and paste a graded cell."""
    first = _graded(cells)[0]
    cells.insert(first, json.loads(json.dumps(cells[first])))


def drop(number: int) -> Callable[[list[dict[str, Any]]], None]:
    """Delete one graded cell."""

    def change(cells: list[dict[str, Any]]) -> None:
        del cells[_graded(cells)[number]]

    return change


def as_markdown(cells: list[dict[str, Any]]) -> None:
    """Turn a code cell into text with one wrong key."""
    cell = cells[_graded(cells)[0]]
    cell["cell_type"] = "markdown"
    del cell["outputs"], cell["execution_count"]


def strip(cells: list[dict[str, Any]]) -> None:
    """Save with an editor that keeps no metadata."""
    for cell in cells:
        cell["metadata"] = {}


def colab(cells: list[dict[str, Any]]) -> None:
    """Save with an editor that adds its own metadata, and turns 2.0 into 2."""
    for cell in cells:
        cell["metadata"] |= {"id": "x1", "colab": {"base_uri": "x"}, "vscode": {"languageId": "py"}}
        about = cell["metadata"].get("nbgrader", {})
        if "points" in about:
            about["points"] = int(about["points"])


def split_and_merge(cells: list[dict[str, Any]]) -> None:
    """Split the first text in two, and merge it with the next."""
    text = "".join(cells[0]["source"])
    cells.insert(1, {**cells[0], "id": "half", "source": text[20:]})
    cells[0] = {**cells[0], "source": text[:20]}


def merge(cells: list[dict[str, Any]]) -> None:
    """Merge the first graded cell into the one before it."""
    first = _graded(cells)[0]
    words = "".join(cells[first]["source"])
    cells[first - 1]["source"] = "".join(cells[first - 1]["source"]) + "\n" + words
    del cells[first]


def vscode(cells: list[dict[str, Any]]) -> None:
    """Save with an editor that drops the names of cells and keeps what they showed."""
    for cell in cells:
        cell.pop("id", None)
        cell["metadata"]["vscode"] = {"languageId": "python"}
        if cell["cell_type"] == "code":
            cell["execution_count"] = 3
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "saved\n"}]


def add_code(source: str) -> Callable[[list[dict[str, Any]]], None]:
    """Add a cell of one's own in front."""

    def change(cells: list[dict[str, Any]]) -> None:
        cell = {"cell_type": "code", "id": "mine", "metadata": {}, "source": source}
        cells.insert(0, cell | {"outputs": [], "execution_count": 1})

    return change


def each_graded(**about: Any) -> Callable[[list[dict[str, Any]]], None]:
    """Change what the notebook says about its graded cells."""

    def change(cells: list[dict[str, Any]]) -> None:
        for number in _graded(cells):
            cells[number]["metadata"]["nbgrader"] |= about

    return change


def tag(cells: list[dict[str, Any]]) -> None:
    """Ask nbgrader not to run any cell, which earns full marks there."""
    for cell in cells:
        cell["metadata"]["tags"] = ["skip-execution"]


def forge(cells: list[dict[str, Any]]) -> None:
    """Write full marks into the outputs."""
    for number in _graded(cells):
        if cells[number]["cell_type"] == "code":
            data = {"text/plain": "4.0", "text/html": "<script>alert(1)</script>"}
            output = {"output_type": "execute_result", "metadata": {}, "execution_count": 1}
            cells[number]["outputs"] = [output | {"data": data}]


def about(change: Callable[[dict[str, Any]], object]) -> Work:
    """Return what changes what the notebook says about itself."""

    def work(folder: Path) -> None:
        file = folder / f"{PS0}.ipynb"
        document = json.loads(file.read_text("utf-8"))
        change(document["metadata"])
        file.write_text(json.dumps(document), encoding="utf-8")

    return work


def jupyterlite(metadata: dict[str, Any]) -> None:
    """Save in a browser that runs Python by itself."""
    metadata["kernelspec"] = {"name": "python", "display_name": "Python (Pyodide)"}
    metadata["language_info"] = {"name": "python", "version": "3.13"}


def write(name: str, content: str | bytes) -> Work:
    """Return what writes a file into the folder."""

    def work(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    return work


def copied(name: str, to: str) -> Work:
    """Return what copies a file of the folder."""

    def work(folder: Path) -> None:
        (folder / to).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / name, folder / to)

    return work


# --- changes to the answers --------------------------------------------------------------------


def answers(change: Callable[[dict[str, Any]], object]) -> Work:
    """Return what changes the document of answers in place."""

    def work(folder: Path) -> None:
        file = folder / "responses.json"
        document = json.loads(file.read_text("utf-8"))
        change(document)
        file.write_text(json.dumps(document), encoding="utf-8")

    return work


def text(change: Callable[[str], str | bytes]) -> Work:
    """Return what changes the text of the answers."""

    def work(folder: Path) -> None:
        file = folder / "responses.json"
        changed = change(file.read_text("utf-8"))
        file.write_bytes(changed if isinstance(changed, bytes) else changed.encode())

    return work


def moved(to: str) -> Work:
    """Return what moves the answers, and leaves the recordings where they are."""

    def work(folder: Path) -> None:
        (folder / to).parent.mkdir(parents=True, exist_ok=True)
        (folder / "responses.json").rename(folder / to)

    return work


def all_moved(into: str) -> Work:
    """Return what moves everything into a folder below."""

    def work(folder: Path) -> None:
        entries = list(folder.iterdir())
        (folder / into).mkdir(parents=True)
        for entry in entries:
            entry.rename(folder / into / entry.name)

    return work


def zipped(folder: Path) -> None:
    """Hand in the hand-in file itself, in a zip, in the folder."""
    name, content = make_archive(folder, assignment=PS0, student="zed", made=NOON)
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr(f"mine/{name}", content)
    empty(folder)
    (folder / "all.zip").write_bytes(outer.getvalue())


def empty(folder: Path) -> None:
    """Delete everything."""
    for entry in folder.iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def rename_trace(folder: Path) -> None:
    """Rename the recording."""
    file = next((folder / "traces").iterdir())
    file.rename(folder / "traces (1).json")
    (folder / "traces").rmdir()


def change_trace(folder: Path) -> None:
    """Press better than one did, in an editor."""
    file = next((folder / "traces").iterdir())
    file.write_text(file.read_text("utf-8").replace("0.5", "0.6"), encoding="utf-8")


def stray(folder: Path) -> None:
    """Hand in what a desktop leaves behind, and a photo."""
    write(".DS_Store", b"\x00\x00\x00\x01Bud1")(folder)
    write("IMG_0001.HEIC", b"\x00\x00\x00\x18ftypheic")(folder)


def older_copy(folder: Path) -> None:
    """Answer well, with a copy of what was there before the last answers beside it."""
    Desk(folder, knowledge(), clock=lambda: NOON - timedelta(hours=1)).choose(
        "safe-place", "lowest-ribs"
    )
    copied("responses.json", "responses (old).json")(folder)
    work_well(folder)


def backwards(folder: Path) -> None:
    """Hand in a recording that ends before it begins, with a digest that fits."""
    file = next((folder / "traces").iterdir())
    document = json.loads(file.read_text("utf-8"))
    document["samples"].reverse()
    content = json.dumps(document)
    file.write_text(content, encoding="utf-8")
    digest = hashlib.sha256(content.encode()).hexdigest()
    answers(lambda d: d["answers"]["hold-the-band"].update(sha256=digest))(folder)


def bomb(folder: Path) -> None:
    """Hand in a zip file of zeros beside the answers."""
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"{number}.json", b"0" * 20_000_000)


def link_to_classmate(folder: Path) -> None:
    """Hand in a link to somebody else's answers."""
    (folder / "responses.json").symlink_to(Path("..", "..", "ana", PS0, "responses.json"))
    (folder / "traces").symlink_to(Path("..", "..", "ana", PS0, "traces"))


def linked_traces(folder: Path) -> None:
    """Answer well; the recordings are a link to those of somebody else."""
    work_well(folder, seed=8)
    shutil.rmtree(folder / "traces")
    (folder / "traces").symlink_to(Path("..", "..", "ana", PS0, "traces"))


def pipe(folder: Path) -> None:
    """Hand in a pipe, on which a reader would wait for ever."""
    work_well(folder)
    os.mkfifo(folder / "notes.json")


def point_elsewhere(folder: Path) -> None:
    """Name a file outside the folder as the recording."""
    work_well(folder)
    place = "traces/../../../ana/responses.json"
    answers(lambda d: d["answers"]["hold-the-band"].update(trace=place))(folder)


SPITE = "<script>alert('x')</script> **bold** $x^2$ ![](http://x/y.png) \u202e\x07 ```\n=1+1"


def spite(folder: Path) -> None:
    """Answer nothing but a text full of markup."""
    Desk(folder, knowledge(), clock=lambda: NOON).write("reflection", SPITE)


def times(when: str) -> Work:
    """Return what says that everything was saved at *when*."""
    return answers(lambda d: [each.update(saved=when) for each in d["answers"].values()])


STEAL = "import sqlite3; sqlite3.connect('../../../gradebook.db').execute('UPDATE grade SET …')"

# Points of the automatic questions, and whether something waits for an instructor beside the text.
HONEST: dict[str, tuple[Work, float, bool]] = {
    "ana": (work_well, FULL, False),
    "bo": (work_unsafely, FULL - 4, False),
    "cy": (nothing, 0.0, False),
}
ACCIDENTS: dict[str, tuple[Work, float, bool]] = {
    "copied-cell": (then(notebook(twice)), FULL, False),
    "deleted-cell": (then(notebook(drop(1))), FULL, False),
    "deleted-answer-cell": (then(notebook(drop(-1))), FULL, False),
    "as-markdown": (then(notebook(as_markdown)), FULL, False),
    "stripped": (then(notebook(strip)), FULL, False),
    "colab": (then(notebook(colab)), FULL, False),
    "reordered": (then(notebook(lambda cells: cells.reverse())), FULL, False),
    "split": (then(notebook(split_and_merge)), FULL, False),
    "endless": (then(notebook(add_code("while True: pass"))), FULL, False),
    "kernel-died": (then(notebook(add_code("import os; os._exit(1)"))), FULL, False),
    "renamed-notebook": (
        then(lambda f: (f / f"{PS0}.ipynb").rename(f / "q (1).ipynb")),
        FULL,
        False,
    ),
    "no-notebook": (then(lambda f: (f / f"{PS0}.ipynb").unlink()), FULL, False),
    "broken-notebook": (
        then(lambda f: (f / f"{PS0}.ipynb").write_text("{ not", "utf-8")),
        FULL,
        False,
    ),
    "renamed-answers": (then(moved("responses (1).json")), FULL, False),
    "moved-answers": (then(moved("work/deep/responses.json")), FULL, False),
    "folder-in-folder": (then(all_moved(f"{PS0}/{PS0}")), FULL, False),
    "zip-in-zip": (then(zipped), FULL, False),
    "moved-trace": (then(rename_trace), FULL, False),
    "wide": (then(text(lambda t: t.encode("utf-16"))), FULL, False),
    "marked-utf8": (then(text(lambda t: b"\xef\xbb\xbf" + t.encode())), FULL, False),
    "other-line-ends": (then(text(lambda t: t.replace("\n", "\r\n"))), FULL, False),
    "cut-off": (then(text(lambda t: t[:300])), 0.0, True),
    "cut-off-and-renamed": (
        then(lambda f: (text(lambda t: t[:300])(f), moved("responses (2).json")(f))[0]),
        0.0,
        True,
    ),
    "lost-trace": (then(lambda f: shutil.rmtree(f / "traces")), FULL - 4, True),
    "wrong-assignment": (then(answers(lambda d: d.update(assignment="ps9"))), 0.0, True),
    "older-release": (
        then(answers(lambda d: d["answers"].update(gone=d["answers"]["tingling"]))),
        FULL,
        False,
    ),
    "emptied": (then(empty), 0.0, False),
    "copied-answer-cell": (then(notebook(lambda c: c.append(c[_graded(c)[-1]]))), FULL, False),
    "merged": (then(notebook(merge)), FULL, False),
    "as-raw": (then(notebook(lambda c: c[_graded(c)[0]].update(cell_type="raw"))), FULL, False),
    "no-cells": (then(notebook(list.clear)), FULL, False),
    "vscode": (then(notebook(vscode)), FULL, False),
    "jupyterlite": (then(about(jupyterlite)), FULL, False),
    "copied-notebook": (then(copied(f"{PS0}.ipynb", f"{PS0}-Copy1.ipynb")), FULL, False),
    "checkpoints": (
        then(copied("responses.json", ".ipynb_checkpoints/responses-checkpoint.json")),
        FULL,
        False,
    ),
    "another-computer": (
        then(lambda f: (write("__MACOSX/._responses.json", b"\x00\x05\x16\x07")(f), stray(f))[0]),
        FULL,
        False,
    ),
    "older-copy": (older_copy, FULL, False),
    "old-name-kept": (then(moved("Responses.JSON")), FULL, False),
    "empty-notebook": (then(write(f"{PS0}.ipynb", b"")), FULL, False),
    "empty-answers": (then(write("responses.json", b"")), 0.0, True),
}
ATTACKS: dict[str, tuple[Work, float, bool]] = {
    "equal-to-all": (
        notebook(add_code("class T(str):\n    __eq__ = lambda *a: True")),
        0.0,
        False,
    ),
    "read-the-key": (notebook(add_code("open('../../../source/ps0/x.ipynb').read()")), 0.0, False),
    "transformer": (notebook(add_code("get_ipython().input_transformers_cleanup")), 0.0, False),
    "rewrite-gradebook": (notebook(add_code(STEAL)), 0.0, False),
    "quiet-errors": (notebook(add_code("InteractiveShell.showtraceback = 1")), 0.0, False),
    "skip-execution": (notebook(tag), 0.0, False),
    "forged-outputs": (notebook(forge), 0.0, False),
    "forged-points": (notebook(each_graded(points=99.0)), 0.0, False),
    "forged-flags": (notebook(each_graded(solution=True, grade=False)), 0.0, False),
    "new-schema": (notebook(each_graded(schema_version=99)), 0.0, False),
    "claimed-points": (
        then(answers(lambda d: d["answers"]["tingling"].update(points=99))),
        FULL - 2,
        True,
    ),
    "classmates-link": (link_to_classmate, 0.0, True),
    "classmates-traces": (linked_traces, FULL - 4, True),
    "points-elsewhere": (point_elsewhere, FULL - 4, True),
    "edited-trace": (then(change_trace), FULL - 4, True),
    "backwards": (then(backwards), FULL - 4, True),
    "bomb": (then(bomb), FULL, False),
    "huge": (then(text(lambda _: "[" * 6_000_000)), 0.0, True),
    "deep": (then(text(lambda _: '{"a":' * 100_000)), 0.0, True),
    "not-a-number": (then(text(lambda t: t.replace('"version": 1', '"version": NaN'))), 0.0, True),
    "endless-number": (then(text(lambda t: t.replace(": 1", f": {'1' * 9000}"))), 0.0, True),
    "twice-the-same": (
        then(text(lambda t: t.replace('"version": 1', '"version": 1, "version": 1'))),
        0.0,
        True,
    ),
    "half-character": (
        then(text(lambda t: t.replace('"tingling"', '"\\ud800"'))),
        FULL - 2,
        False,
    ),
    "spite": (spite, 0.0, False),
    "points-beyond-numbers": (then(notebook(each_graded(points=10**400))), FULL, False),
    "many-cells": (then(notebook(lambda c: c.extend([{}] * 5000))), FULL, False),
    "handed-in-last-year": (then(write("timestamp.txt", "9999-12-31 23:59:59 UTC")), FULL, False),
    "first-year": (then(times("0001-01-01T00:00:00+14:00")), FULL, False),
    "last-year": (then(times("9999-12-31T23:59:59-14:00")), FULL, False),
}
CLASS = HONEST | ACCIDENTS | ATTACKS

COMPARED = CLASS.keys() - {
    # Alike in nbgrader to another that it marks as well; it takes nearly a second for each.
    *("deleted-cell", "deleted-answer-cell", "as-markdown", "colab", "reordered", "split"),
    *("endless", "kernel-died", "moved-answers", "marked-utf8", "other-line-ends"),
    *("cut-off-and-renamed", "wrong-assignment", "older-release", "copied-answer-cell", "merged"),
    *("no-cells", "as-raw", "copied-notebook", "checkpoints", "another-computer", "older-copy"),
    *("old-name-kept", "empty-notebook", "empty-answers", "vscode"),
    *("equal-to-all", "read-the-key", "transformer", "quiet-errors", "points-elsewhere"),
    *("edited-trace", "huge", "not-a-number", "endless-number", "twice-the-same", "first-year"),
    *("renamed-answers", "stripped", "lost-trace", "forged-points", "last-year", "bomb"),
    *("points-beyond-numbers", "many-cells", "handed-in-last-year"),
}
"""Those whom nbgrader marks beside us."""


def hand_in_all(course: CourseFolder, members: dict[str, tuple[Work, float, bool]]) -> None:
    """Put the work of all *members* into *course*."""
    for student, (work, _, _) in members.items():
        work(place_of(course, student))
