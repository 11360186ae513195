"""What the tests of grading share: courses that are made once, of which each takes a copy."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from grading.hand_ins import CLASS, COMPARED, PS0, copy_of, hand_in_all, new_course
from grading.nbgrader_commands import nbgrader
from tableside.grading.collect import collect
from tableside.grading.course_folder import CourseFolder

Once = Callable[[str, Callable[[Path], object]], Path]
"""Makes what is called so in an empty folder, unless another test has, and returns the folder."""


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Return what makes a folder once in the whole run, also where several processes test."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent

    def make(name: str, work: Callable[[Path], object]) -> Path:
        place, done = base / f"once-{name}", base / f"once-{name}.done"
        try:
            place.mkdir()
        except FileExistsError:
            _wait(done)
            assert done.read_text("utf-8") == "whole", f"{name} was not made, see the first failure"
            return place
        try:
            work(place)
        except BaseException:
            done.write_text("broken", encoding="utf-8")
            raise
        draft = done.with_suffix(".draft")
        draft.write_text("whole", encoding="utf-8")
        draft.replace(done)
        return place

    return make


def _wait(file: Path) -> None:
    until = time.monotonic() + 900
    while not file.exists() and time.monotonic() < until:
        time.sleep(0.1)


@pytest.fixture(scope="session")
def released(once: Once) -> Path:
    """Return a course with the assignment released by nbgrader, which takes some seconds."""
    return once("released", lambda place: new_course(place / "assignments").release(PS0)) / (
        "assignments"
    )


@pytest.fixture(scope="session")
def plain(once: Once, released: Path) -> CourseFolder:
    """Return a course that nbgrader's own commands have marked; nothing in it is to be changed."""

    def work(place: Path) -> None:
        course = copy_of(released, place / "assignments")
        hand_in_all(course, {name: CLASS[name] for name in sorted(COMPARED)})
        collect(course, [])
        nbgrader(
            (course.root, "autograde", PS0),
            (course.root, "generate_feedback", PS0),
            (course.root, "export", "--to", "grades.csv"),
        )

    return CourseFolder(once("plain", work) / "assignments")
