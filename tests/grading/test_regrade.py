"""After a rule or a key changed: every mark that changes is shown, and written when confirmed."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from rich.console import Console
from typer.testing import CliRunner

from grading.hand_ins import PS0, copy_of, hand_in_all, work_well
from tableside.cli import app
from tableside.grading.course_folder import CourseFolder
from tableside.grading.grade import Choice, grade
from tableside.grading.grade_report import print_results
from tableside.grading.regrade import regrade
from tableside.grading.results import Change, What
from tableside.homework.desk import Desk
from tableside.knowledge import knowledge


def press_the_ribs(folder: Path) -> None:
    """Answer the first question with a place that bears no such pressure."""
    work_well(folder)
    Desk(folder, knowledge()).choose("safe-place", "lowest-ribs")


@pytest.fixture(scope="module")
def template(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a marked course of two, in which one pressed the ribs too hard."""
    course = copy_of(released, tmp_path_factory.mktemp("regraded") / "assignments")
    hand_in_all(course, {"ana": (work_well, 0, False), "rib": (press_the_ribs, 0, False)})
    grade(course, PS0, Choice(jobs=1))
    return course.root


@pytest.fixture
def course(template: Path, tmp_path: Path) -> CourseFolder:
    """Return a copy of the marked course."""
    shutil.copytree(template, tmp_path / "assignments")
    return CourseFolder(tmp_path / "assignments")


def mend_the_key(course: CourseFolder) -> None:
    """Say of the ribs, which the question had misnamed, that they are the thick muscle."""
    file = course.source(PS0).parent / "questions.toml"
    changed = file.read_text("utf-8").replace("floating-ribs-left", "erector-lower-right")
    file.write_text(changed, encoding="utf-8")


def marks(course: CourseFolder, student: str) -> dict[str, float | None]:
    """Return a student's automatic points."""
    with Gradebook(course.gradebook) as book:
        found = book.find_submission_notebook(PS0, PS0, student)
        return {each.name: each.auto_score for each in found.grades}


def asked(
    course: CourseFolder, confirm: Callable[[str], bool], *, explain: bool = True
) -> tuple[tuple[Change, ...], str]:
    """Return the changes that were written, and what the instructor read."""
    text = io.StringIO()
    console = Console(file=text, width=200)
    written = regrade(course, PS0, confirm, explain=explain, console=console)
    return written, text.getvalue()


def test_marking_again_leaves_marks_that_other_rules_gave(course: CourseFolder) -> None:
    """Nobody's mark changes behind an instructor's back; they are told where to look."""
    mend_the_key(course)
    results = {each.student: each.what for each in grade(course, PS0, Choice(jobs=1))}

    assert results["rib"] is What.WAITING
    assert marks(course, "rib")["safe-place"] == 0.0


def test_rules_that_change_no_mark_are_no_news(course: CourseFolder) -> None:
    """The hand-ins are marked anew, come to the same, and nothing is told twice."""
    file = course.source(PS0).parent / "questions.toml"
    file.write_text(file.read_text("utf-8") + "\n# a note\n", encoding="utf-8")
    (course.submitted(PS0, "ana") / f"{PS0}.ipynb").unlink()
    first = {each.student: each.what for each in grade(course, PS0, Choice(jobs=1))}
    file.write_text(file.read_text("utf-8") + "# another\n", encoding="utf-8")
    text = io.StringIO()
    results = grade(course, PS0, Choice(jobs=1))
    print_results(PS0, results, 1.0, Console(file=text, width=120))

    assert first == {"ana": What.MARKED, "rib": What.AGREED}
    assert {each.what for each in results} == {What.AGREED}
    assert "notebook was missing" not in text.getvalue()
    assert {each.what for each in grade(course, PS0, Choice(jobs=1))} == {What.SAME}


def test_every_change_is_shown_and_nothing_written_before_it_is_confirmed(
    course: CourseFolder,
) -> None:
    """From, to, the rule, and what was changed; the one whose marks stay is not there."""
    mend_the_key(course)
    before = (course.root / "gradebook.db").read_bytes()
    written, text = asked(course, lambda _: False)

    assert written == ()
    assert "0 of 2, unsafe" in text
    assert "2 of 2" in text
    assert "source/questions.toml" in text
    assert "erector-lower-right" in text
    assert "ana" not in text
    assert before == (course.root / "gradebook.db").read_bytes()
    assert marks(course, "rib")["safe-place"] == 0.0


def test_once_confirmed_the_marks_are_written(course: CourseFolder) -> None:
    """Gradebook and feedback page follow, and a second look finds nothing more."""
    mend_the_key(course)
    (change,), _ = asked(course, lambda _: True)

    assert (change.student, change.before.points, change.after.points) == ("rib", 0.0, 2.0)
    assert marks(course, "rib")["safe-place"] == 2.0
    page = (course.feedback(PS0, "rib") / f"{PS0}.html").read_text("utf-8")
    assert "Safe&#46; 2 of 2 points" in page
    assert asked(course, lambda _: True)[0] == ()


def test_a_hand_mark_stays_and_is_asked_for_again(course: CourseFolder) -> None:
    """An instructor's own mark on a question whose rule changed is theirs to change."""
    with Gradebook(course.gradebook) as book:
        found = book.find_grade("safe-place", PS0, PS0, "rib")
        found.manual_score, found.needs_manual_grade = 1.0, False
        book.db.commit()
    mend_the_key(course)
    asked(course, lambda _: True)

    with Gradebook(course.gradebook) as book:
        found = book.find_grade("safe-place", PS0, PS0, "rib")
        assert (found.manual_score, found.needs_manual_grade) == (1.0, True)


def test_rules_that_change_while_somebody_reads_are_not_agreed_to(course: CourseFolder) -> None:
    """What is written is what was shown, or nothing."""
    mend_the_key(course)

    def confirm(_: str) -> bool:
        file = course.source(PS0).parent / "questions.toml"
        file.write_text(file.read_text("utf-8") + "\n# edited\n", encoding="utf-8")
        return True

    assert asked(course, confirm)[0] == ()
    assert marks(course, "rib")["safe-place"] == 0.0


def test_the_command_asks(course: CourseFolder) -> None:
    """Saying no writes nothing; --yes asks nothing."""
    words = ["regrade", PS0, "--explain", "--course", str(course.root)]
    mend_the_key(course)
    refused = CliRunner().invoke(app, words, input="n\n")
    agreed = CliRunner().invoke(app, [*words, "--yes"])

    assert refused.exit_code == 0, refused.output
    assert "Nothing was written." in refused.output
    assert agreed.exit_code == 0, agreed.output
    assert "1 change was written" in agreed.output
