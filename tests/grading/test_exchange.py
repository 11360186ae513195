"""Nbgrader's own exchange carries the answers as well, where a school has one."""

from pathlib import Path

from nbgrader.api import Gradebook

from grading.hand_ins import PS0, copy_of
from grading.nbgrader_commands import nbgrader
from tableside.grading.course_folder import COURSE_ID
from tableside.homework.desk import Desk
from tableside.knowledge import knowledge


def test_release_fetch_submit_collect_and_mark(released: Path, tmp_path: Path) -> None:
    """What a student answered arrives in the gradebook by nbgrader's commands alone."""
    exchange = tmp_path / "exchange"
    exchange.mkdir(mode=0o777)
    exchange.chmod(0o777)
    course = copy_of(released, tmp_path / "assignments")
    student = tmp_path / "student"
    student.mkdir()
    place = f"--Exchange.root={exchange}"
    whose = ("--course", COURSE_ID, place)

    nbgrader(
        (course.root, "release_assignment", PS0, place),
        (student, "fetch_assignment", PS0, *whose),
        home=student,
    )
    Desk(student / PS0, knowledge()).choose("tingling", "stop-and-ask")
    nbgrader(
        (student, "submit", PS0, *whose),
        (course.root, "collect", PS0, place),
        (course.root, "autograde", PS0),
        home=student,
    )

    with Gradebook(course.gradebook) as gradebook:
        (submission,) = gradebook.assignment_submissions(PS0)
        assert submission.score == 2.0
