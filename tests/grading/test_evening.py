"""An instructor's evening: a class of three hundred, from zips to Canvas, with one regrade."""

import csv
import io
import itertools
import shutil
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from grading.hand_ins import (
    ACCIDENTS,
    ATTACKS,
    CLASS,
    FULL,
    NOON,
    PS0,
    Work,
    copy_of,
    hand_in_all,
    place_of,
    work_unsafely,
    work_well,
)
from tableside.cli import app
from tableside.grading.collect import Fate, collect
from tableside.grading.course_folder import CourseFolder
from tableside.homework.archive import make_archive
from tableside.homework.desk import Desk
from tableside.knowledge import knowledge

pytestmark = pytest.mark.xdist_group("evening")

HONEST, TROUBLED, HOSTILE = 240, 40, 20


def press_the_ribs(folder: Path) -> None:
    """Answer everything right but the place."""
    work_well(folder)
    Desk(folder, knowledge(), clock=lambda: NOON).choose("safe-place", "lowest-ribs")


KINDS: tuple[tuple[Work, float], ...] = (
    (work_well, FULL),
    (work_unsafely, FULL - 4),
    (press_the_ribs, FULL - 2),
)


@pytest.fixture(scope="module")
def course(released: Path, tmp_path_factory: pytest.TempPathFactory) -> CourseFolder:
    """Return a course with the zip of a school's site beside it, and folders of an exchange."""
    course = copy_of(released, tmp_path_factory.mktemp("evening") / "assignments")
    works = []
    for number, (work, _) in enumerate(KINDS):
        folder = course.root.with_name(f"kind-{number}")
        shutil.copytree(course.source(PS0).parent, folder)
        work(folder)
        works.append(folder)
    with zipfile.ZipFile(course.root.with_name("all hand-ins.zip"), "w") as packed:
        for number in range(HONEST):
            folder = works[number % len(works)]
            name, content = make_archive(folder, assignment=PS0, student=f"h{number:03}", made=NOON)
            packed.writestr(f"Student {number}_123_file/{name}", content)
        packed.writestr("essay/essay.zip", b"PK\x03\x04 but no more")
        outer = io.BytesIO()
        with zipfile.ZipFile(outer, "w") as again:
            again.writestr(name, content)
        packed.writestr("again/again.zip", outer.getvalue())
    for sort, members, count in (("a", ACCIDENTS, TROUBLED), ("x", ATTACKS, HOSTILE)):
        pairs = zip(range(count), itertools.cycle(members.items()), strict=False)
        hand_in_all(course, {f"{sort}{n:02}-{name}": how for n, (name, how) in pairs})
    # Links lead to the answers of somebody who handed in as well as anybody.
    work_well(place_of(course, "ana"))
    return course


def run(course: CourseFolder, *words: str) -> str:
    """Run a command of ours, and return what it said in one line."""
    done = CliRunner().invoke(app, [*words, "--course", str(course.root)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return " ".join(done.output.split())


def canvas(course: CourseFolder) -> dict[str, float]:
    """Return what Canvas would be given for each student."""
    file = course.root / "exports" / PS0 / f"canvas-{PS0}.csv"
    rows = list(csv.reader(io.StringIO(file.read_text("utf-8"))))[2:]
    return {row[3]: float(row[5]) for row in rows}


def expected(student: str, *, mended: bool) -> float:
    """Return what a student's answers earn, before and after the key was mended."""
    if student == "ana":
        return FULL
    if student.startswith("h"):
        kind = int(student[1:]) % len(KINDS)
        return FULL if mended and kind == 2 else KINDS[kind][1]
    return CLASS[student.partition("-")[2]][1]


def check(course: CourseFolder, about: Callable[[str], float]) -> None:
    """Compare what Canvas would be given with what everybody's answers earn."""
    found = canvas(course)

    assert len(found) == HONEST + TROUBLED + HOSTILE + 1
    assert {name: about(name) for name in found} == pytest.approx(found, abs=0.2)


def test_from_zips_to_canvas_with_one_regrade(course: CourseFolder) -> None:
    """Collect, mark, find a wrong key, mend it, regrade, export: all marks as they should be."""
    outcomes = collect(course, [course.root.with_name("all hand-ins.zip")])
    fates = [outcome.fate for outcome in outcomes]
    assert fates.count(Fate.COLLECTED) == HONEST
    assert fates.count(Fate.REFUSED) == 1
    assert fates.count(Fate.KNOWN) == 1

    start = time.monotonic()
    said = run(course, "grade", PS0, "--jobs", "2")
    assert f"{HONEST + TROUBLED + HOSTILE + 1} hand-ins in" in said
    assert time.monotonic() - start < 60
    assert "nothing has changed since" in run(course, "grade", PS0)
    run(course, "export", PS0, "--so-far")
    check(course, lambda name: expected(name, mended=False))

    file = course.source(PS0).parent / "questions.toml"
    wrong = file.read_text("utf-8")
    file.write_text(wrong.replace("floating-ribs-left", "erector-lower-right"), encoding="utf-8")
    waiting = run(course, "grade", PS0)
    assert "with them the marks of 80 hand-ins" in waiting
    said = run(course, "regrade", PS0, "--explain", "--yes")
    assert "80 changes were written" in said
    run(course, "export", PS0, "--so-far")
    check(course, lambda name: expected(name, mended=True))
    assert "What to teach again" in run(course, "report", PS0)
