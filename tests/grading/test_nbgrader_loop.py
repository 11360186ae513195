"""The loop with nbgrader itself: release, hand in, collect, autograde, feedback, export.

One class goes through it once: honest students, and every accident that a hand-in can have. What
each earns is compared in ``test_grade_like_nbgrader.py``.
"""

import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from nbgrader.api import Gradebook

from grading.hand_ins import ASSIGNMENTS, NOON, PS0, SPITE, cut_off, work_well
from grading.nbgrader_commands import nbgrader
from tableside.grading.collect import Fate, Outcome, collect
from tableside.grading.course_folder import CourseFolder
from tableside.homework.archive import make_archive


def page(course: CourseFolder, student: str) -> str:
    """Return the feedback page that nbgrader made."""
    return (course.feedback(PS0, student) / f"{PS0}.html").read_text("utf-8")


def test_the_text_is_marked_by_hand_and_the_mark_survives(
    plain: CourseFolder, tmp_path: Path
) -> None:
    """A hand mark and a comment stay when the student is marked again."""
    shutil.copytree(plain.root, tmp_path / "assignments", symlinks=True)
    course = CourseFolder(tmp_path / "assignments")
    with Gradebook(course.gradebook) as book:
        grade = book.find_grade("reflection", PS0, PS0, "ana")
        grade.manual_score, grade.needs_manual_grade = 3.5, False
        book.find_comment("reflection", PS0, PS0, "ana").manual_comment = "Well said."
        book.db.commit()
    nbgrader((course.root, "autograde", PS0, "--force", "--student", "ana"))

    with Gradebook(course.gradebook) as book:
        assert book.find_grade("reflection", PS0, PS0, "ana").manual_score == 3.5
        assert book.find_comment("reflection", PS0, PS0, "ana").comment == "Well said."


def test_the_release_holds_no_key(released: Path) -> None:
    """Students get the notebook and the questions, and neither answers nor the authored text."""
    release = released / "release" / PS0

    assert {f"{PS0}.ipynb", "questions.toml"} == {each.name for each in release.iterdir()}
    text = "".join(each.read_text("utf-8") for each in release.iterdir())
    assert "SOLUTION" not in text
    assert "max_pressure" not in text


def test_the_feedback_says_what_to_do_next(plain: CourseFolder) -> None:
    """The unsafe order is called unsafe, with the rule and its source."""
    text = page(plain, "bo")

    assert "Unsafe. 0 of 4 points." in text
    assert "must come before" in text
    assert "Traceback (most recent" not in text


def test_nothing_that_a_student_wrote_is_markup(plain: CourseFolder) -> None:
    """Scripts, pictures, formulas and Markdown in an answer stay the characters they are."""
    found = BeautifulSoup(page(plain, "spite"), "html.parser")

    assert SPITE.partition(" \u202e")[0] in found.get_text()
    assert not [each for each in found.find_all("script") if "alert(" in each.get_text()]
    assert not found.find_all("img", src="http://x/y.png")
    assert not [each for each in found.find_all("strong") if each.get_text() == "bold"]


def test_the_file_as_handed_in_is_never_touched(plain: CourseFolder) -> None:
    """What could not be read is still there, byte for byte."""
    broken = plain.submitted(PS0, "broken-notebook") / f"{PS0}.ipynb"

    assert broken.read_text("utf-8") == "{ not"


@pytest.fixture
def empty_course(tmp_path: Path) -> CourseFolder:
    """Return a course that nobody has handed in to."""
    shutil.copyfile(ASSIGNMENTS / "nbgrader_config.py", tmp_path / "nbgrader_config.py")
    shutil.copytree(ASSIGNMENTS / "source", tmp_path / "source")
    return CourseFolder(tmp_path)


def archive(folder: Path, student: str, *, hour: int = 12) -> tuple[str, bytes]:
    """Return the hand-in file of a student who worked well."""
    if not folder.exists():
        shutil.copytree(ASSIGNMENTS / "source" / PS0, folder)
        work_well(folder)
    return make_archive(folder, assignment=PS0, student=student, made=NOON.replace(hour=hour))


def fates(outcomes: tuple[Outcome, ...]) -> list[tuple[str, Fate]]:
    """Return each file's name and fate."""
    return [(outcome.file, outcome.fate) for outcome in outcomes]


def test_hand_in_files_are_known_by_what_they_say(
    empty_course: CourseFolder, tmp_path: Path
) -> None:
    """Renamed files are recognised; a stranger among them is refused by name and stops none."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "ps0 (1).zip").write_bytes(archive(tmp_path / "ana", "ana")[1])
    (inbox / "essay.zip").write_bytes(b"PK, but not really")
    (inbox / "zz.zip").write_bytes(archive(tmp_path / "ana", "bo")[1])
    outcomes = collect(empty_course, [inbox])

    expected = [
        ("essay.zip", Fate.REFUSED),
        ("ps0 (1).zip", Fate.COLLECTED),
        ("zz.zip", Fate.COLLECTED),
    ]
    assert expected == fates(outcomes)
    assert (empty_course.submitted(PS0, "ana") / "responses.json").is_file()
    assert (empty_course.submitted(PS0, "bo") / "responses.json").is_file()


def test_the_newest_of_two_counts_and_both_are_kept(
    empty_course: CourseFolder, tmp_path: Path
) -> None:
    """In whichever order they arrive; collecting again changes nothing."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "b-early.zip").write_bytes(archive(tmp_path / "ana", "ana", hour=8)[1])
    (inbox / "a-late.zip").write_bytes(archive(tmp_path / "ana", "ana", hour=9)[1])
    first = collect(empty_course, [inbox])
    second = collect(empty_course, [inbox])

    assert fates(first) == [("a-late.zip", Fate.COLLECTED), ("b-early.zip", Fate.OLDER)]
    assert [fate for _, fate in fates(second)] == [Fate.KNOWN, Fate.KNOWN]
    stamp = empty_course.submitted(PS0, "ana") / "timestamp.txt"
    assert stamp.read_text("utf-8") == "2026-01-05 09:00:00 UTC"
    assert len(list((empty_course.received / PS0 / "ana").iterdir())) == 2


def test_what_is_wrong_with_a_hand_in_is_told_when_it_is_collected(
    empty_course: CourseFolder, tmp_path: Path
) -> None:
    """The instructor hears of an unreadable file at once, and it is collected all the same."""
    folder = tmp_path / "ana"
    archive(folder, "ana")
    cut_off(folder)
    file = tmp_path / "ana.zip"
    file.write_bytes(archive(folder, "ana")[1])
    (outcome,) = collect(empty_course, [file])

    assert Fate.COLLECTED is outcome.fate
    assert "responses.json: it is cut off" in outcome.remarks[0]


def test_a_missing_file_is_refused_by_name(empty_course: CourseFolder, tmp_path: Path) -> None:
    """A mistyped name is no crash."""
    (outcome,) = collect(empty_course, [tmp_path / "nowhere.zip"])

    assert (outcome.fate, outcome.remarks) == (Fate.REFUSED, ("there is no such file",))
