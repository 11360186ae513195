"""Marking a class: again without changes, by hand, stopped anywhere, twice at once, hostile."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from grading.hand_ins import (
    FULL,
    PS0,
    SPITE,
    copy_of,
    cut_off,
    hand_in_all,
    new_course,
    pipe,
    place_of,
    spite,
    work_unsafely,
    work_well,
)
from grading.nbgrader_commands import nbgrader
from tableside.grading import grade as grade_module
from tableside.grading.course_folder import CourseError, CourseFolder
from tableside.grading.grade import Choice, grade
from tableside.grading.gradebook_database import GradebookError
from tableside.grading.lock import BusyError, only_one
from tableside.grading.results import Result, What
from tableside.homework.desk import Desk
from tableside.knowledge import knowledge


@pytest.fixture(scope="module")
def template(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a course with three hand-ins and a released assignment."""
    course = copy_of(released, tmp_path_factory.mktemp("graded") / "assignments")
    members = {"ana": work_well, "bo": work_unsafely, "di": cut_off}
    hand_in_all(course, {name: (work, 0.0, False) for name, work in members.items()})
    return course.root


@pytest.fixture
def course(template: Path, tmp_path: Path) -> CourseFolder:
    """Return a course of one's own with three hand-ins."""
    shutil.copytree(template, tmp_path / "assignments")
    return CourseFolder(tmp_path / "assignments")


def mark(course: CourseFolder, **choice: Any) -> dict[str, Result]:
    """Mark the class in this process, and return what became of each."""
    results = grade(course, PS0, Choice(**{"jobs": 1} | choice))
    return {each.student: each for each in results}


def whats(results: dict[str, Result]) -> dict[str, What]:
    """Return what was done with each hand-in."""
    return {name: each.what for name, each in results.items()}


def tables(course: CourseFolder) -> dict[str, list[tuple[Any, ...]]]:
    """Return everything that the gradebook holds."""
    with sqlite3.connect(course.root / "gradebook.db") as book:
        names = book.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        rows = {name: book.execute(f"SELECT * FROM {name}") for (name,) in names}  # noqa: S608 - its own
        found = {name: sorted(each, key=repr) for name, each in rows.items()}
    book.close()
    return found


def made(course: CourseFolder) -> dict[str, bytes]:
    """Return every file that marking writes, with its contents."""
    files = [*(course.root / "autograded").rglob("*"), *(course.root / "feedback").rglob("*")]
    return {str(f.relative_to(course.root)): f.read_bytes() for f in files if f.is_file()}


def by_hand(course: CourseFolder, student: str, points: float, words: str) -> None:
    """Give a text a mark and a comment, as formgrader does."""
    with Gradebook(course.gradebook) as book:
        found = book.find_grade("reflection", PS0, PS0, student)
        found.manual_score = points
        found.needs_manual_grade = False
        book.find_comment("reflection", PS0, PS0, student).manual_comment = words
        book.db.commit()


def hand(course: CourseFolder, student: str) -> tuple[float | None, bool, str | None, float]:
    """Return the hand mark of the text, whether it is to be looked at, its comment, the sum."""
    with Gradebook(course.gradebook) as book:
        found = book.find_grade("reflection", PS0, PS0, student)
        comment = book.find_comment("reflection", PS0, PS0, student).comment
        score = book.find_submission(PS0, student).score
        return found.manual_score, found.needs_manual_grade, comment, score


def page(course: CourseFolder, student: str) -> str:
    """Return a student's feedback page."""
    return (course.feedback(PS0, student) / f"{PS0}.html").read_text("utf-8")


def test_marking_again_does_nothing(course: CourseFolder) -> None:
    """Not a row and not a file is written a second time."""
    first = mark(course)
    before, files = tables(course), made(course)
    stamps = {f: f.stat().st_mtime_ns for f in (course.root / "feedback").rglob("*")}
    second = mark(course)

    assert set(whats(first).values()) == {What.MARKED}
    assert set(whats(second).values()) == {What.SAME}
    assert (before, files) == (tables(course), made(course))
    assert stamps == {f: f.stat().st_mtime_ns for f in (course.root / "feedback").rglob("*")}


def test_only_what_changed_is_marked_again(course: CourseFolder) -> None:
    """A new answer, a lost notebook and a lost page are each noticed."""
    mark(course)
    Desk(course.submitted(PS0, "bo"), knowledge()).choose("tingling", "lighter")
    (course.autograded(PS0, "di") / f"{PS0}.ipynb").unlink()
    (course.feedback(PS0, "ana") / f"{PS0}.html").unlink()

    expected = {"ana": What.SHOWN, "bo": What.MARKED, "di": What.MARKED}
    assert expected == whats(mark(course))


def test_one_student_alone(course: CourseFolder) -> None:
    """The others are left for later; somebody unknown is named with those who are there."""
    assert list(mark(course, student="bo")) == ["bo"]
    with pytest.raises(CourseError, match=r"'cleo' has handed in no ps0.*ana, bo, di"):
        mark(course, student="cleo")


def test_hand_marks_and_comments_survive(course: CourseFolder) -> None:
    """They stay when nothing changes, and reach the feedback page."""
    mark(course)
    by_hand(course, "ana", 3.5, "Well <b>said</b>.")
    results = mark(course)

    assert results["ana"].what is What.SHOWN
    assert hand(course, "ana") == (3.5, False, "Well <b>said</b>.", FULL + 3.5)
    assert "3&#46;5 of 4 points&#44; given by your instructor" in page(course, "ana")
    assert "Well &#60;b&#62;said" in page(course, "ana")
    assert set(whats(mark(course)).values()) == {What.SAME}


def test_a_hand_mark_is_asked_for_again_only_if_its_answer_changed(course: CourseFolder) -> None:
    """It stands either way; another question's new answer does not touch it."""
    mark(course)
    by_hand(course, "ana", 3.5, "Good.")
    desk = Desk(course.submitted(PS0, "ana"), knowledge())
    desk.choose("tingling", "lighter")
    mark(course)

    assert hand(course, "ana") == (3.5, False, "Good.", FULL - 2 + 3.5)
    desk.write("reflection", "Something else.")
    mark(course)
    assert hand(course, "ana") == (3.5, True, "Good.", FULL - 2 + 3.5)


def test_plain_nbgrader_after_us_changes_nothing(course: CourseFolder) -> None:
    """It sees that everything has been marked, and makes what is missing."""
    mark(course)
    before = tables(course)["grade"]
    nbgrader((course.root, "autograde", PS0), (course.root, "generate_feedback", PS0))

    assert before == tables(course)["grade"]
    assert set(whats(mark(course)).values()) == {What.SAME}


def test_an_assignment_that_was_never_released_is_released(tmp_path: Path) -> None:
    """Students who work alone have their homework without it; marking does not need to know."""
    course = new_course(tmp_path / "assignments")
    work_well(place_of(course, "ana"))

    assert mark(course)["ana"].tally.points == pytest.approx(FULL, abs=0.2)


def test_nobody_has_handed_in(tmp_path: Path) -> None:
    """The message says what to do."""
    with pytest.raises(CourseError, match=r"Nobody has handed in ps0.*tableside collect"):
        mark(new_course(tmp_path / "assignments"))


def test_a_cell_without_a_question_stops_at_once(course: CourseFolder) -> None:
    """In nbgrader it would earn everybody full marks."""
    file = course.source(PS0)
    document = json.loads(file.read_text("utf-8"))
    graded = [c for c in document["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]
    graded[0]["metadata"]["nbgrader"]["grade_id"] = "stranger"
    file.write_text(json.dumps(document), encoding="utf-8")

    with pytest.raises(CourseError, match="the cell 'stranger' has no question"):
        mark(course)


def test_a_gradebook_that_is_none_is_told_in_one_message(course: CourseFolder) -> None:
    """No stack of code for a damaged file."""
    (course.root / "gradebook.db").write_bytes(b"not a database, whatever its name says" * 100)
    with pytest.raises(GradebookError, match="cannot be opened"):
        mark(course)


def test_a_fault_of_ours_costs_one_student_nothing_in_silence(
    course: CourseFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If marking itself fails on a hand-in, that one waits, and the others are marked."""
    from tableside.grading import marking_bench  # noqa: PLC0415 - to break it

    real = marking_bench.read_submission

    def breaks(folder: Path, *others: Any) -> Any:
        if folder.parent.name == "bo":
            raise ZeroDivisionError("of all things")
        return real(folder, *others)

    monkeypatch.setattr(marking_bench, "read_submission", breaks)
    results = mark(course)

    assert results["bo"].tally.unreadable == 5
    assert "ZeroDivisionError" in results["bo"].remarks[0]
    assert results["ana"].tally.points == pytest.approx(FULL, abs=0.2)


def test_two_at_once_are_told(course: CourseFolder) -> None:
    """The second one stops with a message, before it changes anything."""
    with only_one(course.root), pytest.raises(BusyError, match=f"process {os.getpid()}"):
        mark(course)

    assert set(whats(mark(course)).values()) == {What.MARKED}


# --- stopped anywhere ----------------------------------------------------------------------------

MANY = 120


@pytest.fixture
def crowd(course: CourseFolder) -> CourseFolder:
    """Return a course with enough hand-ins to be stopped among them."""
    names = ("ana", "bo", "di")
    for number in range(MANY):
        source = course.submitted(PS0, names[number % 3])
        shutil.copytree(source, course.submitted(PS0, f"s{number:03}"))
    return course


def start(course: CourseFolder, *more: str) -> subprocess.Popen[str]:
    """Start marking in a program of its own."""
    words = [sys.executable, "-m", "tableside", "grade", PS0, "--course", str(course.root), *more]
    return subprocess.Popen(
        words,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def quietly(course: CourseFolder) -> tuple[dict[str, list[tuple[Any, ...]]], dict[str, bytes]]:
    """Return the gradebook and the files of a copy of *course* that nobody disturbs."""
    calm = CourseFolder(Path(shutil.copytree(course.root, course.root.with_name("calm"))))
    grade(calm, PS0, Choice(jobs=1))
    return tables(calm), made(calm)


def test_stopped_at_any_moment_it_goes_on_where_it_was(crowd: CourseFolder) -> None:
    """After kill -9 at chance moments the gradebook and the files are those of a quiet marking."""
    calm = quietly(crowd)
    rng = random.Random(1)
    for _ in range(3):
        program = start(crowd, "--jobs", "2")
        lock = crowd.root / ".tableside-grade.lock"
        lock.unlink(missing_ok=True)
        until = time.monotonic() + 30
        while not lock.exists() and program.poll() is None and time.monotonic() < until:
            time.sleep(0.005)
        time.sleep(rng.uniform(0.0, 0.5))
        # Only the program itself: its workers have to notice by themselves.
        program.send_signal(signal.SIGKILL)
        program.communicate()
    last = start(crowd, "--jobs", "2")
    said, _ = last.communicate(timeout=120)

    assert last.returncode == 0, said
    assert calm == (tables(crowd), made(crowd))


DYING = """
import os, signal, sys
from pathlib import Path
from tableside.grading import grade, gradebook_rows, marking_bench
from tableside.grading.course_folder import CourseFolder

where, left = sys.argv[2], int(sys.argv[3])


def dying(real):
    def call(*words, **more):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*words, **more)

    return call


grade.BATCH = 40
if where == "file":
    marking_bench.write_out = dying(marking_bench.write_out)
elif where == "before the rows":
    grade.save = dying(grade.save)
else:
    writer = gradebook_rows._Writer
    writer._write_records = dying(writer._write_records)
grade.grade(CourseFolder(Path(sys.argv[1])), "ps0-first-hand-in", grade.Choice(jobs=1))
"""


def test_stopped_at_every_kind_of_moment_it_loses_nothing(crowd: CourseFolder) -> None:
    """Between files, before a batch's rows, and between the rows and their commit."""
    calm = quietly(crowd)
    marked = []
    for where, left in (
        ("file", 1),
        ("file", 2),
        ("file", 50),
        ("before the rows", 2),
        ("among the rows", 1),
        ("among the rows", 2),
        ("file", 4),
    ):
        words = [sys.executable, "-c", DYING, str(crowd.root), where, str(left)]
        died = subprocess.run(words, check=False, capture_output=True, text=True)
        assert died.returncode == -signal.SIGKILL, died.stderr
        marked.append(len(tables(crowd).get("tableside_mark", ())))
    mark(crowd)

    assert marked == [0, 0, 0, 40, 40, 80, 80]
    assert calm == (tables(crowd), made(crowd))


def test_two_programs_at_once_leave_one_gradebook(crowd: CourseFolder) -> None:
    """One marks; the other waits its turn or is told; nothing is there twice."""
    both = [start(crowd), start(crowd)]
    said = [each.communicate(timeout=120)[0] for each in both]
    mark(crowd)

    assert sorted(each.returncode for each in both) in ([0, 0], [0, 1]), said
    assert len(tables(crowd)["grade"]) == 5 * (MANY + 3)
    assert len(tables(crowd)["submitted_assignment"]) == MANY + 3


# --- hostile, beyond what nbgrader could be asked to read --------------------------------------


def test_nothing_that_a_student_wrote_is_markup(course: CourseFolder) -> None:
    """The page shows scripts, pictures and formulas as characters, and may run none."""
    spite(place_of(course, "eve"))
    mark(course)
    text = page(course, "eve")

    assert "<script" not in text
    assert "&#60;script&#62;alert" in text
    assert "<img" not in text
    assert "\u202e" not in text
    assert "default-src 'none'" in text
    assert SPITE not in text


def test_a_pipe_or_a_linked_folder_neither_stops_nor_earns(course: CourseFolder) -> None:
    """Neither is opened; the one beside a pipe keeps what was answered."""
    pipe(place_of(course, "pip"))
    (course.root / "submitted" / "link").mkdir()
    (course.root / "submitted" / "link" / PS0).symlink_to(course.submitted(PS0, "ana"))
    (course.root / "submitted" / "whole").symlink_to(course.root / "submitted" / "ana")
    results = mark(course)

    assert results["pip"].tally.points == pytest.approx(FULL, abs=0.2)
    assert "no ordinary file" in results["pip"].remarks[0]
    for name in ("link", "whole"):
        assert results[name].tally.points == 0.0
        assert results[name].tally.unreadable == 5


@pytest.mark.parametrize(
    "name", ["=HYPERLINK(1)", "'; DROP TABLE grade; --", "<b>", "ünï 学生", "x" * 100]
)
def test_odd_names_are_only_names(course: CourseFolder, name: str) -> None:
    """Whatever a folder is called, its row is its own."""
    work_well(place_of(course, name))
    results = mark(course)

    assert results[name].tally.points == pytest.approx(FULL, abs=0.2)
    assert len(tables(course)["grade"]) == 20


@pytest.mark.parametrize("name", ["x" * 200, "a\x07b", " ana", "\udcff"])
def test_names_that_cannot_be_ids_are_refused_by_name(course: CourseFolder, name: str) -> None:
    """The others are marked; nothing is written for that one."""
    work_well(place_of(course, name))
    results = mark(course)

    assert results[name].what is What.REFUSED
    assert results["ana"].what is What.MARKED
    assert len(tables(course)["grade"]) == 15


def test_batches_hide_nothing(course: CourseFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A class larger than a batch is marked to the last."""
    monkeypatch.setattr(grade_module, "BATCH", 2)

    assert len(mark(course)) == 3
    assert len(tables(course)["grade"]) == 15
