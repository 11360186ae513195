"""Malformed hand-ins by chance: no crash, no hang, no effect outside their own row."""

import random
import shutil
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

from grading.hand_ins import FULL, PS0, copy_of, place_of, work_well
from grading.malformed import spoil
from tableside.grading.course_folder import CourseFolder
from tableside.grading.grade import Choice, grade

SOME = 200


def mark_malformed(course: CourseFolder, count: int) -> tuple[Counter[float], float]:
    """Mark *count* malformed hand-ins in portions, an honest one in each.

    Returns how many earned how many points, and the seconds of the slowest.
    """
    work_well(place_of(course, "honest"))
    good = course.root.with_name("good")
    shutil.copytree(course.submitted(PS0, "honest"), good)
    points: Counter[float] = Counter()
    slowest = 0.0
    for start in range(0, count, SOME):
        portion = range(start, min(start + SOME, count))
        for number in portion:
            folder = course.submitted(PS0, f"m{number:05}")
            shutil.copytree(good, folder)
            spoil(folder, random.Random(number))
        ticks = [time.perf_counter()]
        results = grade(
            course, PS0, Choice(jobs=1), lambda _, t=ticks: t.append(time.perf_counter())
        )
        slowest = max(slowest, *(b - a for a, b in pairwise(ticks)))
        tallies = {each.student: each.tally for each in results}
        honest = tallies.pop("honest").points
        assert FULL - 0.2 <= honest <= FULL
        assert len(tallies) == len(portion)
        points.update(each.points for each in tallies.values())
        for number in portion:
            shutil.rmtree(course.root / "submitted" / f"m{number:05}")
    return points, slowest


def test_malformed_hand_ins_stay_in_their_own_row(released: Path, tmp_path: Path) -> None:
    """Each is marked or waits, none earns more than the honest work it was made of."""
    points, slowest = mark_malformed(copy_of(released, tmp_path / "assignments"), SOME)

    assert sum(points.values()) == SOME
    assert max(points) <= FULL
    assert len(points) > 3
    assert slowest < 30
