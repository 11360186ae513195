"""Collecting what arrives: packed, damaged, from the future, or stopped half-way."""

import io
import shutil
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console

from grading.hand_ins import NOON, PS0, new_course, work_well
from tableside.grading.collect import Fate, Outcome, collect
from tableside.grading.collect_report import print_outcomes
from tableside.grading.course_folder import CourseFolder
from tableside.homework.archive import make_archive


@pytest.fixture
def course(tmp_path: Path) -> CourseFolder:
    """Return a course to which nobody has handed in."""
    return new_course(tmp_path / "assignments")


@pytest.fixture(scope="module")
def homework(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with good work."""
    course = new_course(tmp_path_factory.mktemp("homework") / "assignments")
    work_well(course.source(PS0).parent)
    return course.source(PS0).parent


def hand_in(homework: Path, student: str = "ana", *, made: datetime = NOON) -> bytes:
    """Return the hand-in file of a student who worked well."""
    return make_archive(homework, assignment=PS0, student=student, made=made)[1]


def packed(**files: bytes) -> bytes:
    """Return a zip of files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.zip", content)
    return buffer.getvalue()


def told(outcomes: tuple[Outcome, ...]) -> list[tuple[str, Fate]]:
    """Return what became of each file."""
    return [(outcome.file, outcome.fate) for outcome in outcomes]


def test_the_zip_of_a_whole_class_is_opened(
    course: CourseFolder, homework: Path, tmp_path: Path
) -> None:
    """Hand-in files inside are collected, once zipped again as well; a bad one is named."""
    file = tmp_path / "class.zip"
    inner = packed(bo=hand_in(homework, "bo"))
    file.write_bytes(packed(ana=hand_in(homework), again=inner, bad=b"PK\x03\x04 nothing"))

    assert told(collect(course, [file])) == [
        ("class.zip → ana.zip", Fate.COLLECTED),
        ("class.zip → again.zip → bo.zip", Fate.COLLECTED),
        ("class.zip → bad.zip", Fate.REFUSED),
    ]


def test_a_damaged_file_is_refused_wherever_the_damage_is(
    course: CourseFolder, homework: Path, tmp_path: Path
) -> None:
    """Any byte may be turned over on the way: it is collected whole, or refused by name."""
    good = hand_in(homework)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(0, len(good), max(1, len(good) // 150)):
        bad = bytearray(good)
        bad[number] ^= 0xFF
        (inbox / f"{number:06}.zip").write_bytes(bad)
    outcomes = collect(course, [inbox])

    assert {outcome.fate for outcome in outcomes} >= {Fate.REFUSED}
    assert all(outcome.remarks for outcome in outcomes if outcome.fate is Fate.REFUSED)


def test_a_clock_that_is_ahead_wins_nothing(
    course: CourseFolder, homework: Path, tmp_path: Path
) -> None:
    """A hand-in from the year 2100 counts as made now, so that a later one can replace it."""
    (tmp_path / "future.zip").write_bytes(hand_in(homework, made=NOON.replace(year=2100)))
    (tmp_path / "later.zip").write_bytes(hand_in(homework, made=NOON + timedelta(hours=2)))
    (first,) = collect(course, [tmp_path / "future.zip"], now=NOON)
    (second,) = collect(course, [tmp_path / "later.zip"], now=NOON + timedelta(hours=3))

    assert "the time of collecting counts" in first.remarks[0]
    assert second.fate is Fate.COLLECTED
    assert second.remarks == ("it takes the place of the one of 2026-01-05 12:00 UTC",)


@pytest.mark.parametrize("made", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"])
def test_years_that_no_clock_tells_stop_nobody(
    course: CourseFolder, homework: Path, tmp_path: Path, made: str
) -> None:
    """The hand-in is collected and the instructor told, once; and the others are collected."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(hand_in(homework))) as whole,
        zipfile.ZipFile(buffer, "w") as archive,
    ):
        for name in whole.namelist():
            content = whole.read(name)
            changed = content.replace(b"2026-01-05T12:00:00Z", made.encode())
            archive.writestr(name, changed if name == "hand-in.json" else content)
    (tmp_path / "a.zip").write_bytes(buffer.getvalue())
    (tmp_path / "b.zip").write_bytes(hand_in(homework, "bo"))
    first, second = collect(course, [tmp_path / "a.zip", tmp_path / "b.zip"])

    assert (first.fate, second.fate) == (Fate.COLLECTED, Fate.COLLECTED)
    assert "it says it was made at" in first.remarks[0]
    assert told(collect(course, [tmp_path / "a.zip"])) == [("a.zip", Fate.KNOWN)]


def test_a_folder_that_cannot_be_written_is_told_and_stops_nobody(
    course: CourseFolder, homework: Path, tmp_path: Path
) -> None:
    """As “nul” cannot be on Windows, or a file that stands where a folder should."""
    (course.root / "submitted").mkdir()
    (course.root / "submitted" / "ana").write_text("in the way", encoding="utf-8")
    (tmp_path / "a.zip").write_bytes(hand_in(homework))
    (tmp_path / "b.zip").write_bytes(hand_in(homework, "bo"))
    first, second = collect(course, [tmp_path / "a.zip", tmp_path / "b.zip"])

    assert (first.fate, second.fate) == (Fate.REFUSED, Fate.COLLECTED)
    assert "cannot be written" in first.remarks[0]


def test_many_hand_ins_are_not_all_listed() -> None:
    """Of a class, an instructor reads about those of whom there is something to say."""
    fine = [Outcome(file=f"{n}.zip", fate=Fate.COLLECTED, assignment=PS0) for n in range(30)]
    bad = Outcome(file="\x1b[31mbad.zip", fate=Fate.REFUSED, remarks=("it is none",))
    text = io.StringIO()
    whole = print_outcomes([*fine, bad], Console(file=text, width=120))
    said = text.getvalue()

    assert not whole
    assert "bad.zip" in said
    assert "\x1b" not in said
    assert "7.zip" not in said
    assert "Nothing is to be said about the other 30." in said
    assert f"Next: tableside grade {PS0}" in said


def test_what_was_kept_and_not_laid_out_is_laid_out(
    course: CourseFolder, homework: Path, tmp_path: Path
) -> None:
    """Collecting that was stopped in between is made good by collecting again."""
    (tmp_path / "ana.zip").write_bytes(hand_in(homework))
    collect(course, [tmp_path / "ana.zip"])
    shutil.rmtree(course.root / "submitted")

    assert told(collect(course, [tmp_path / "ana.zip"])) == [("ana.zip", Fate.COLLECTED)]
    assert told(collect(course, [tmp_path / "ana.zip"])) == [("ana.zip", Fate.KNOWN)]
    assert (course.submitted(PS0, "ana") / "responses.json").is_file()
