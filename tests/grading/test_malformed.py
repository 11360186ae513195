"""Malformed hand-ins by chance: no crash, no hang, no effect outside their own row."""

import random
import shutil
import time
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from grading.hand_ins import ASSIGNMENTS, FULL, PS0, copy_of, place_of, work_well
from grading.malformed import spoil
from tableside.drills import Device, Trace
from tableside.grading.course_folder import CourseFolder
from tableside.grading.grade import Choice, grade
from tableside.grading.inspection import Inspector
from tableside.grading.sheet import open_sheet
from tableside.grading.submission import read_submission
from tableside.grading.survey import survey
from tableside.homework.marking import mark
from tableside.knowledge import knowledge

WHOLE = 200
"""Hand-ins that go through all of ``tableside grade``; ``malformed.py``, run alone, sends more."""

READ = 2_000
"""Hand-ins that are read and marked, and nothing else; others than those that go through all."""


def mark_malformed(course: CourseFolder, count: int) -> tuple[Counter[float], float]:
    """Mark *count* malformed hand-ins in portions, an honest one in each.

    Returns how many earned how many points, and for how many seconds the slowest kept a processor.
    """
    work_well(place_of(course, "honest"))
    good = course.root.with_name("good")
    shutil.copytree(course.submitted(PS0, "honest"), good)
    points: Counter[float] = Counter()
    slowest = 0.0
    for start in range(0, count, WHOLE):
        portion = range(start, min(start + WHOLE, count))
        for number in portion:
            folder = course.submitted(PS0, f"m{number:05}")
            shutil.copytree(good, folder)
            spoil(folder, random.Random(number))
        ticks = [time.process_time()]
        results = grade(
            course, PS0, Choice(jobs=1), lambda _, t=ticks: t.append(time.process_time())
        )
        slowest = max(slowest, *(b - a for a, b in pairwise(ticks)))
        assert not _faults(remark for each in results for remark in each.remarks)
        tallies = {each.student: each.tally for each in results}
        honest = tallies.pop("honest").points
        assert FULL - 0.2 <= honest <= FULL
        assert len(tallies) == len(portion)
        points.update(each.points for each in tallies.values())
        for number in portion:
            shutil.rmtree(course.root / "submitted" / f"m{number:05}")
    return points, slowest


def _faults(remarks: Iterable[str]) -> list[str]:
    """Return what tells of a fault of ours, which marking survives and tells."""
    return [each for each in remarks if "could not be" in each]


def test_malformed_hand_ins_stay_in_their_own_row(released: Path, tmp_path: Path) -> None:
    """Each is marked or waits, none earns more than the honest work it was made of."""
    points, slowest = mark_malformed(copy_of(released, tmp_path / "assignments"), WHOLE)

    assert sum(points.values()) == WHOLE
    assert max(points) <= FULL
    assert len(points) > 3
    assert slowest < 30


def test_thousands_of_malformed_hand_ins_are_read_and_marked(tmp_path: Path) -> None:
    """Whatever they hold, each gets a mark for every question, within what the question gives."""
    sheet = open_sheet(CourseFolder(ASSIGNMENTS), PS0)
    inspector = Inspector(PS0, sheet.notebook["cells"])
    folder = shutil.copytree(ASSIGNMENTS / "source" / PS0, tmp_path / PS0)
    # A moment's recording is read and refused like a whole one, in a tenth of the time.
    work_well(folder, trace=_moment())
    good = {file: file.read_bytes() for file in _files(folder)}
    seen: Counter[str] = Counter()
    for number in range(READ):
        spoil(folder, random.Random(WHOLE + number))
        found = survey(folder)
        submission = read_submission(folder, sheet.assignment, found)
        marks = mark(sheet.assignment, submission.hand_in, knowledge(), student="ana")
        told = inspector.inspect(found)
        for file in _files(folder):
            file.unlink()
        for file, content in good.items():
            file.write_bytes(content)

        assert [each.question for each in marks] == [each.id for each in sheet.assignment.question]
        assert all(0 <= (each.points or 0) <= each.out_of for each in marks), number
        assert not _faults((*submission.remarks, *told.remarks)), number
        seen.update(each.status.value for each in marks)

    assert sum(seen.values()) == READ * len(sheet.assignment.question)
    assert min(seen[status] for status in ("marked", "unanswered", "unreadable")) > READ / 100


def _files(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]


def _moment() -> Trace:
    """Return a sound recording of a second, which is no whole round."""
    samples = [(tick * 20.0, 0.3, 3.0, 10.0) for tick in range(50)]
    return Trace.of(samples, drill="hold-the-band", device=Device.MOUSE_DRAG)
