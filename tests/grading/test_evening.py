"""An instructor's evening: a class of three hundred, from zips to Canvas, with one regrade.

Two hundred and forty worked as students do, forty had an accident each, and twenty tried
something, each another thing.
"""

import csv
import io
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from typer.testing import CliRunner

from grading.hand_ins import (
    ACCIDENTS,
    ATTACKS,
    FULL,
    NOON,
    PS0,
    Work,
    copy_of,
    hand_in_all,
    work_unsafely,
    work_well,
)
from tableside.cli import app
from tableside.grading.course_folder import CourseFolder
from tableside.homework.archive import ArchiveError, make_archive, read_archive
from tableside.homework.desk import Desk
from tableside.knowledge import knowledge

HONEST, TROUBLED, HOSTILE = 240, 40, 20

BY_HAND = 3.0
"""What the instructor gives each written answer."""


def press_the_ribs(folder: Path) -> None:
    """Answer everything right but the place."""
    work_well(folder)
    Desk(folder, knowledge(), clock=lambda: NOON).choose("safe-place", "lowest-ribs")


KINDS: tuple[tuple[Work, float], ...] = (
    (work_well, FULL),
    (work_unsafely, FULL - 4),
    (press_the_ribs, FULL - 2),
)

# Points of the automatic questions, and whether they wait for an instructor.
ODD = {
    f"{sort}-{name}": about
    for sort, members, count in (("a", ACCIDENTS, TROUBLED), ("x", ATTACKS, HOSTILE))
    for name, about in islice(members.items(), count)
}


def hostile_zips() -> Iterator[tuple[str, bytes]]:
    """Yield files that are no hand-in, by accident or on purpose."""
    yield "essay.zip", b"PK\x03\x04 but no more"
    for name, content in (
        ("climbing.zip", {"hand-in.json": b"{}", "../../gradebook.db": b"mine"}),
        ("packed by hand.zip", {"responses.json": b"{}"}),
        ("bomb.zip", {"hand-in.json": b"{}", "responses.json": b"0" * 60_000_000}),
    ):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, inner in content.items():
                archive.writestr(path, inner)
        yield name, buffer.getvalue()


def packed(folder: Path, student: str) -> tuple[str, bytes] | None:
    """Return the hand-in file of *folder*; None where the button would leave something out."""
    lying = {each.relative_to(folder).as_posix() for each in folder.rglob("*") if not each.is_dir()}
    try:
        name, content = make_archive(folder, assignment=PS0, student=student, made=NOON)
    except ArchiveError:
        return None
    whole = lying - {"questions.toml"} == set(read_archive(content).files)
    return (name, content) if whole else None


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
    # Some reach for the answers of “ana”, who has handed in as well as anybody.
    names = ["ana", *(f"h{number:03}" for number in range(1, HONEST))]
    files: list[tuple[str, bytes] | None] = [
        make_archive(works[number % len(works)], assignment=PS0, student=name, made=NOON)
        for number, name in enumerate(names)
    ]
    hand_in_all(course, ODD)
    for student in ODD:
        if archive := packed(course.submitted(PS0, student), student):
            files.append(archive)
            shutil.rmtree(course.submitted(PS0, student).parent)
    with zipfile.ZipFile(course.root.with_name("all hand-ins.zip"), "w") as school:
        for number, (name, content) in enumerate(filter(None, files)):
            school.writestr(f"Student {number}_123_file/{name}", content)
        for name, content in hostile_zips():
            school.writestr(f"Somebody_9_file/{name}", content)
        outer = io.BytesIO()
        with zipfile.ZipFile(outer, "w") as again:
            again.writestr(name, b"" if files[0] is None else files[0][1])
        school.writestr("again/again.zip", outer.getvalue())
    return course


def run(course: CourseFolder, *words: str) -> str:
    """Run a command of ours, and return what it said in one line."""
    done = CliRunner(env={"COLUMNS": "200"}).invoke(app, [*words, "--course", str(course.root)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return " ".join(done.output.split())


def canvas(course: CourseFolder) -> dict[str, float]:
    """Return what Canvas would be given for each student."""
    file = course.root / "exports" / PS0 / f"canvas-{PS0}.csv"
    rows = list(csv.reader(io.StringIO(file.read_text("utf-8"))))[2:]
    return {row[3]: float(row[5]) for row in rows}


def kind(student: str) -> int:
    """Return which of the honest kinds somebody is."""
    return 0 if student == "ana" else int(student[1:]) % len(KINDS)


def expected(student: str, *, mended: bool) -> float:
    """Return what a student's answers earn, before and after the key was mended."""
    if student in ODD:
        return ODD[student][1]
    return FULL if mended and kind(student) == 2 else KINDS[kind(student)][1]


def check(course: CourseFolder, about: Callable[[str], float], *, without: set[str]) -> None:
    """Compare what Canvas would be given with what everybody's answers earn."""
    found = canvas(course)

    assert len(found) == HONEST + TROUBLED + HOSTILE - len(without)
    assert not found.keys() & without
    assert {name: about(name) for name in found} == pytest.approx(found, abs=0.2)


def mark_texts_by_hand(course: CourseFolder) -> set[str]:
    """Give every text that waits its points, as formgrader does; return whose there were."""
    theirs = """
        SELECT grade.id, submitted_assignment.student_id FROM grade
        JOIN base_cell ON base_cell.id = grade.cell_id AND base_cell.name = 'reflection'
        JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
        JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
        WHERE grade.needs_manual_grade"""
    with sqlite3.connect(course.root / "gradebook.db") as book:
        found = book.execute(theirs).fetchall()
        given = [(BY_HAND, key) for key, _ in found]
        book.executemany(
            "UPDATE grade SET manual_score = ?, needs_manual_grade = 0 WHERE id = ?", given
        )
    book.close()
    return {student for _, student in found}


def test_every_accident_and_every_attempt_is_another() -> None:
    """Forty and twenty of different kinds."""
    assert len(ODD) == TROUBLED + HOSTILE


def test_from_zips_to_canvas_with_one_regrade(course: CourseFolder) -> None:
    """Collect, mark, find a wrong key, mend it, regrade, export: all marks as they should be."""
    said = run(course, "collect", str(course.root.with_name("all hand-ins.zip")))
    assert f"{len(list(hostile_zips()))} refused" in said
    assert "1 collected before" in said
    assert not (course.root / "gradebook.db.zip").exists()

    said = run(course, "grade", PS0, "--jobs", "2")
    assert f"{HONEST + TROUBLED + HOSTILE} hand-ins in" in said
    unusual = said.partition("put right by itself")[2]
    assert [name for name in ODD if name.startswith("x-") and name not in unusual] == []
    assert "nothing has changed since" in run(course, "grade", PS0)
    run(course, "export", PS0, "--so-far")
    check(course, lambda name: expected(name, mended=False), without=set())

    wrote = mark_texts_by_hand(course)
    file = course.source(PS0).parent / "questions.toml"
    wrong = file.read_text("utf-8")
    file.write_text(wrong.replace("floating-ribs-left", "erector-lower-right"), encoding="utf-8")
    assert "with them the marks of 80 hand-ins" in run(course, "grade", PS0)
    said = run(course, "regrade", PS0, "--explain", "--yes")
    assert "80 changes were written" in said

    waiting = {name for name, (_, _, waits) in ODD.items() if waits}
    said = run(course, "export", PS0)
    assert f"Waiting for marks by hand ({len(waiting)})" in said
    check(
        course,
        lambda name: expected(name, mended=True) + BY_HAND * (name in wrote),
        without=waiting,
    )
    assert "What to teach again" in run(course, "report", PS0)
