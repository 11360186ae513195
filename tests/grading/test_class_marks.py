"""What a class did live becomes marks of nbgrader's gradebook."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from tableside.cli import app
from tableside.grading.class_marks import (
    ClassMarksError,
    class_marks,
    mark_class,
    read_class_results,
)
from tableside.grading.course_folder import COURSE_ID, CourseFolder

HEAD = "student,activity,run,points,safe,late,answer,rule,what,result,id,member\n"
TABLE = HEAD + (
    "Ana,Press and hold,1,80.0,yes,no,,hold:ramp,Lean in.,Safe.,hold,m-1\n"
    "Ana,Press and hold,1,80.0,yes,no,,hold:hold,Rest.,Safe.,hold,m-1\n"
    "Ana,The ten steps,2,100.0,yes,no,,,,Right.,ten-steps,m-1\n"
    "Bo,Press and hold,1,90.0,no,no,,no-go:spine,Keep off.,Unsafe.,hold,m-2\n"
    "Bo,Press and hold,3,70.0,yes,no,,,,Safe.,hold,m-2\n"
    "Bo,The ten steps,2,100.0,yes,yes,,,,Right.,ten-steps,m-2\n"
    "Guest 1,Press and hold,1,50.0,yes,no,,,,Safe.,hold,m-3\n"
)


@pytest.fixture
def course(tmp_path: Path) -> CourseFolder:
    """Return a course with the table of a class, and no gradebook yet."""
    (tmp_path / "nbgrader_config.py").write_text("")
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    return CourseFolder(tmp_path)


def test_the_last_run_counts_and_what_is_unsafe_earns_nothing() -> None:
    """A late result is left out and told; nobody is guessed."""
    results = read_class_results(TABLE, "table.csv")
    found = class_marks(results, {"ana": "ana", "bo": "bo"})

    assert found.shares == {"ana": {"hold": 0.8, "ten-steps": 1.0}, "bo": {"hold": 0.7}}
    assert [remark.split(":")[0] for remark in found.remarks] == [
        "Guest 1 stayed anonymous",
        "Late results left out",
    ]
    assert class_marks(results[:3], {"ana": "a", "bo": "b"}).shares["b"] == {"hold": 0.0}


def test_two_students_of_one_name_get_no_mark_by_chance() -> None:
    """The instructor is told whose name to change."""
    table = HEAD + "".join(
        f"Ana,Hold,1,{points},yes,no,,,,Safe.,hold,m-{points}\n" for points in (10, 90)
    )
    found = class_marks(read_class_results(table, "table.csv"), {"ana": "ana"})

    assert found.shares == {}
    assert "Two in the class were called “Ana”" in found.remarks[0]


def test_marks_stand_in_nbgrader_s_own_gradebook(course: CourseFolder) -> None:
    """Written twice they are the same, and a hand mark stays."""
    from nbgrader.api import Gradebook  # noqa: PLC0415 - it takes seconds to load

    table, names = course.root / "table.csv", course.root / "names.csv"
    names.write_text("name,student\nAna,ana17\nBo,bo4\n", encoding="utf-8")
    mark_class(course, table, "live1", names=names)
    with Gradebook(course.gradebook, COURSE_ID) as book:
        book.find_grade("hold", "live1", "live1", "bo4").manual_score = 9.0
        book.db.commit()
    words = ["class-marks", str(table), "--assignment", "live1", "--course", str(course.root)]
    words += ["--names", str(names)]
    said = CliRunner().invoke(app, words)

    assert said.exit_code == 1
    assert "marks for 2 students, from Press and hold, The ten steps" in said.output
    with Gradebook(course.gradebook, COURSE_ID) as book:
        ana, bo = (book.find_submission("live1", student) for student in ("ana17", "bo4"))
        assert (ana.score, ana.max_score) == (18.0, 20.0)
        assert bo.score == 9.0


def test_a_homework_is_never_written_over(course: CourseFolder) -> None:
    """The name of an assignment with a notebook is refused."""
    (course.root / "source" / "ps1").mkdir(parents=True)

    with pytest.raises(ClassMarksError, match="is a homework"):
        mark_class(course, course.root / "table.csv", "ps1")


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("a,b\n1,2\n", "no column student"),
        (HEAD + "Ana,Hold,1,nan,yes,no,,,,,hold,m\n", "line 2"),
        (HEAD + "Ana,Hold,first,1,yes,no,,,,,hold,m\n", "line 2"),
        (HEAD + "Ana,Hold,1,1,perhaps,no,,,,,hold,m\n", "yes or no"),
        (HEAD + "Ana,Hold\n", "line 2"),
    ],
)
def test_a_table_that_is_none_is_named(table: str, told: str) -> None:
    """The file and the line are in the error."""
    with pytest.raises(ClassMarksError, match=told):
        read_class_results(table, "mine.csv")
