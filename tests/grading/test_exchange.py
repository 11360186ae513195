"""Nbgrader's own exchange carries the answers as well, where a school has one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from nbgrader.api import Gradebook

from tableside.grading.course_folder import COURSE_ID, CourseFolder
from tableside.homework.desk import Desk
from tableside.knowledge import knowledge

ASSIGNMENTS = Path(__file__).parents[2] / "assignments"
PS0 = "ps0-first-hand-in"


def nbgrader(folder: Path, exchange: Path, *words: str) -> None:
    """Run an nbgrader command of a student, who has no course configuration."""
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *words, f"--Exchange.root={exchange}"],
        cwd=folder,
        env={**os.environ, "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_release_fetch_submit_collect_and_mark(tmp_path: Path) -> None:
    """What a student answered arrives in the gradebook by nbgrader's commands alone."""
    exchange = tmp_path / "exchange"
    exchange.mkdir(mode=0o777)
    exchange.chmod(0o777)
    root = tmp_path / "assignments"
    root.mkdir()
    shutil.copyfile(ASSIGNMENTS / "nbgrader_config.py", root / "nbgrader_config.py")
    shutil.copytree(ASSIGNMENTS / "source", root / "source")
    course = CourseFolder(root)
    course.release(PS0)
    place = f"--Exchange.root={exchange}"
    course.nbgrader("release_assignment", PS0, place)

    student = tmp_path / "student"
    student.mkdir()
    nbgrader(student, exchange, "fetch_assignment", PS0, "--course", COURSE_ID)
    Desk(student / PS0, knowledge()).choose("tingling", "stop-and-ask")
    nbgrader(student, exchange, "submit", PS0, "--course", COURSE_ID)

    course.nbgrader("collect", PS0, place)
    course.nbgrader("autograde", PS0)
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        (submission,) = gradebook.assignment_submissions(PS0)
        assert submission.score == 2.0
