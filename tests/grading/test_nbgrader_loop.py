"""The loop with nbgrader itself: release, hand in, collect, autograde, feedback, export.

One class goes through it once: honest students, and every accident that a hand-in can have.
"""

import csv
import json
import random
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from nbgrader.api import Gradebook

from course_order import TEN_STEPS
from tableside.drills import PressurePlan
from tableside.drills.simulated import EXPERT, simulate
from tableside.grading.collect import Fate, Outcome, collect
from tableside.grading.course_folder import CourseFolder
from tableside.homework.archive import make_archive
from tableside.homework.desk import Desk
from tableside.knowledge import knowledge

pytestmark = pytest.mark.xdist_group("class")  # the class is marked once

ASSIGNMENTS = Path(__file__).parents[2] / "assignments"
PS0 = "ps0-first-hand-in"
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
AUTOMATIC = {"safe-place": 2, "tingling": 2, "order-the-steps": 4, "hold-the-band": 4}
SPITE = "<script>alert('x')</script> **bold** $x^2$ ![](http://x/y.png) \u202e ```"


def work_well(folder: Path) -> None:
    """Answer everything right."""
    desk = Desk(folder, knowledge(), clock=lambda: NOON)
    desk.choose("safe-place", "low-beside-spine")
    desk.choose("tingling", "stop-and-ask")
    desk.arrange("order-the-steps", TEN_STEPS)
    trace = simulate(PressurePlan(), EXPERT, random.Random(7), drill="hold-the-band")
    desk.keep_round("hold-the-band", trace)
    desk.write("reflection", "Pain is a reason to stop.\n\nI would ask where.")


def work_unsafely(folder: Path) -> None:
    """Answer everything right but the order, which heats before the client is in place."""
    work_well(folder)
    desk = Desk(folder, knowledge(), clock=lambda: NOON)
    desk.arrange("order-the-steps", ("hot-towel", *(s for s in TEN_STEPS if s != "hot-towel")))
    desk.write("reflection", SPITE)


def touch_nothing(folder: Path) -> None:
    """Open the notebook, look, and hand in."""


def cut_off(folder: Path) -> None:
    """Answer well, on a computer that loses half of the file."""
    work_well(folder)
    file = folder / "responses.json"
    file.write_text(file.read_text("utf-8")[:300], encoding="utf-8")


def edit_by_hand(folder: Path) -> None:
    """Answer well, then change one answer in an editor, and invent a question."""
    work_well(folder)
    file = folder / "responses.json"
    document = json.loads(file.read_text("utf-8"))
    document["answers"]["tingling"]["points"] = 99
    document["answers"]["sing"] = document["answers"]["safe-place"]
    file.write_text(json.dumps(document), encoding="utf-8")


def hand_in_another(folder: Path) -> None:
    """Hand in the answers to another assignment."""
    work_well(folder)
    file = folder / "responses.json"
    text = file.read_text("utf-8").replace(PS0, "ps9-elsewhere")
    file.write_text(text, encoding="utf-8")


def break_notebook(folder: Path) -> None:
    """Answer well; the notebook itself is no longer JSON."""
    work_well(folder)
    (folder / f"{PS0}.ipynb").write_text("{ not a notebook", encoding="utf-8")


def duplicate_cells(folder: Path) -> None:
    """Answer well; every cell stands twice and all say that they may be skipped."""
    work_well(folder)
    file = folder / f"{PS0}.ipynb"
    notebook = json.loads(file.read_text("utf-8"))
    for cell in notebook["cells"]:
        cell["metadata"]["tags"] = ["skip-execution"]
    notebook["cells"] += notebook["cells"]
    file.write_text(json.dumps(notebook), encoding="utf-8")


def forge_outputs(folder: Path) -> None:
    """Answer nothing, and write full marks into the notebook."""
    file = folder / f"{PS0}.ipynb"
    notebook = json.loads(file.read_text("utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            result = {"output_type": "execute_result", "execution_count": 1, "metadata": {}}
            cell["outputs"] = [result | {"data": {"text/plain": "4.0"}}]
    file.write_text(json.dumps(notebook), encoding="utf-8")


def delete_everything(folder: Path) -> None:
    """Hand in an empty folder."""
    for file in folder.iterdir():
        file.unlink()


CLASS: dict[str, Callable[[Path], None]] = {
    "ana": work_well,
    "bo": work_unsafely,
    "cy": touch_nothing,
    "di": cut_off,
    "ed": edit_by_hand,
    "fay": hand_in_another,
    "gus": break_notebook,
    "hal": duplicate_cells,
    "ida": forge_outputs,
    "jo": delete_everything,
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> CourseFolder:
    """Return a course in which the whole class has handed in and been marked by nbgrader."""
    root = tmp_path_factory.mktemp("course") / "assignments"
    root.mkdir()
    shutil.copyfile(ASSIGNMENTS / "nbgrader_config.py", root / "nbgrader_config.py")
    shutil.copytree(ASSIGNMENTS / "source", root / "source")
    course = CourseFolder(root)
    released = course.release(PS0)
    for student, work in CLASS.items():
        with zipfile.ZipFile(released) as archive:
            archive.extractall(root / "submitted" / student)
        work(root / "submitted" / student / PS0)
    collect(course, [])
    course.nbgrader("autograde", PS0)
    course.nbgrader("generate_feedback", PS0)
    return course


@pytest.fixture
def gradebook(course: CourseFolder) -> Iterator[Gradebook]:
    """Open nbgrader's gradebook."""
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as book:
        yield book


def points(gradebook: Gradebook, student: str) -> dict[str, tuple[float | None, bool]]:
    """Return each item's automatic points, and whether it waits for a hand."""
    submission = gradebook.find_submission_notebook(PS0, PS0, student)
    return {grade.name: (grade.auto_score, grade.needs_manual_grade) for grade in submission.grades}


FULL = {name: (float(most), False) for name, most in AUTOMATIC.items()}
NONE = dict.fromkeys(AUTOMATIC, (0.0, False))
FLAGGED = dict.fromkeys(AUTOMATIC, (0.0, True))
BY_HAND = {"reflection": (None, True)}
NO_TEXT = {"reflection": (0.0, False)}


@pytest.mark.parametrize(
    ("student", "expected"),
    [
        ("ana", FULL | BY_HAND),
        ("bo", FULL | {"order-the-steps": (0.0, False)} | BY_HAND),
        ("cy", NONE | NO_TEXT),
        ("di", FLAGGED | BY_HAND),
        ("ed", FULL | {"tingling": (0.0, True)} | BY_HAND),
        ("fay", FLAGGED | BY_HAND),
        ("gus", FULL | BY_HAND),
        ("hal", FULL | BY_HAND),
        ("ida", NONE | NO_TEXT),
        ("jo", NONE | NO_TEXT),
    ],
)
def test_everyone_gets_what_their_answers_earn(
    gradebook: Gradebook, student: str, expected: dict[str, tuple[float | None, bool]]
) -> None:
    """What cannot be read waits for an instructor; what can counts; nobody costs another."""
    assert expected == points(gradebook, student)


def test_the_text_is_marked_by_hand_and_the_mark_survives(
    course: CourseFolder, gradebook: Gradebook
) -> None:
    """A hand mark and a comment stay when the class is marked again."""
    grade = gradebook.find_grade("reflection", PS0, PS0, "ana")
    grade.manual_score = 3.5
    grade.needs_manual_grade = False
    gradebook.find_comment("reflection", PS0, PS0, "ana").manual_comment = "Well said."
    gradebook.db.commit()
    course.nbgrader("autograde", PS0, "--force", "--student", "ana")
    gradebook.db.expire_all()

    assert gradebook.find_grade("reflection", PS0, PS0, "ana").manual_score == 3.5
    comment = gradebook.find_comment("reflection", PS0, PS0, "ana")
    assert comment.comment == "Well said."


def test_the_release_holds_no_key(course: CourseFolder) -> None:
    """Students get the notebook and the questions, and neither answers nor the authored text."""
    release = course.root / "release" / PS0

    assert {f"{PS0}.ipynb", "questions.toml"} == {each.name for each in release.iterdir()}
    text = "".join(each.read_text("utf-8") for each in release.iterdir())
    assert "SOLUTION" not in text
    assert "max_pressure" not in text


def test_the_feedback_says_what_to_do_next(course: CourseFolder) -> None:
    """The unsafe order is called unsafe, with the rule and its source."""
    page = (course.root / "feedback" / "bo" / PS0 / f"{PS0}.html").read_text("utf-8")

    assert "Unsafe. 0 of 4 points." in page
    assert "must come before" in page
    assert "Traceback (most recent" not in page


def test_nothing_that_a_student_wrote_is_markup(course: CourseFolder) -> None:
    """Scripts, pictures, formulas and Markdown in an answer stay the characters they are."""
    page = BeautifulSoup(
        (course.root / "feedback" / "bo" / PS0 / f"{PS0}.html").read_text("utf-8"), "html.parser"
    )

    assert SPITE.replace("\u202e ", " ") in page.get_text()
    assert not [each for each in page.find_all("script") if "alert(" in each.get_text()]
    assert not page.find_all("img", src="http://x/y.png")
    assert not [each for each in page.find_all("strong") if each.get_text() == "bold"]


def test_the_export_has_everyone(course: CourseFolder) -> None:
    """Nbgrader's CSV lists each student with the points of the automatic items."""
    course.nbgrader("export", "--to", "grades.csv")
    with (course.root / "grades.csv").open(encoding="utf-8") as file:
        rows = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}

    assert set(CLASS) == set(rows)
    assert rows["gus"] == 12.0


def test_the_file_as_handed_in_is_never_touched(course: CourseFolder) -> None:
    """What could not be read is still there, byte for byte."""
    broken = course.root / "submitted" / "gus" / PS0 / f"{PS0}.ipynb"

    assert broken.read_text("utf-8") == "{ not a notebook"


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
