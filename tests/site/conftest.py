"""The site and its Python, made once for all tests; without its parts they fail, and say so."""

import contextlib
import os
import shutil
import time
from pathlib import Path

import pytest

from one_of_each import ONE_OF_EACH, write_assignment
from tableside.grading.course_folder import CourseFolder
from tableside.grading.lock import BusyError, only_one
from tableside.site.build import build_site
from tableside.site.parts import Parts, bring_parts
from tableside.site.runtime import write_runtime

REPOSITORY = Path(__file__).parents[2]
PARTS = REPOSITORY / "build" / "site-parts"
LESSON = "02-the-right-pressure.ipynb"
CHANGES = {
    f"course/{LESSON}": ("Why it matters", "Second edition: why it matters"),
    f"assignments/release/{ONE_OF_EACH}/{ONE_OF_EACH}.ipynb": ("# Test", "# Second edition"),
}
"""What the next version of the course has in the place of what, in a lesson and in homework."""


@pytest.fixture(scope="session")
def parts() -> Parts:
    """Return the parts of the site, brought here if they are not here yet."""
    return bring_parts(PARTS)


@pytest.fixture(scope="session")
def runtime(parts: Parts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with the site's Python and the course in it."""
    folder = tmp_path_factory.mktemp("site") / "runtime"
    write_runtime(parts, folder)
    return folder


@pytest.fixture(scope="session")
def school(parts: Parts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the course with its site, made by whichever process of the run needs it."""
    del parts  # they are there now
    base = tmp_path_factory.getbasetemp()
    run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    place = run / "school"
    while not place.is_dir():
        with contextlib.suppress(BusyError), only_one(run):
            if not place.is_dir():
                draft = tmp_path_factory.mktemp("draft")
                make_school(draft)
                draft.rename(place)
        time.sleep(0.2)
    return place


def make_school(root: Path) -> None:
    """Copy the course, release an assignment with every kind of question, and publish it twice.

    The second version of the site takes the place of the first, of which a copy is kept.
    """
    assignments = root / "assignments"
    shutil.copytree(REPOSITORY / "course", root / "course")
    assignments.mkdir()
    shutil.copy(REPOSITORY / "assignments" / "nbgrader_config.py", assignments)
    write_assignment(assignments / "source")
    CourseFolder(assignments).release(ONE_OF_EACH)
    build_site(root / "next", folder=root, store=PARTS)
    shutil.copytree(root / "next", root / "site")
    for name, (old, new) in CHANGES.items():
        file = root / name
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1
        file.write_text(text.replace(old, new), encoding="utf-8")
    build_site(root / "next", folder=root, store=PARTS)


@pytest.fixture(scope="session")
def site(school: Path) -> Path:
    """Return the site of that course, built as ``tableside site`` builds it."""
    return school / "site"


@pytest.fixture(scope="session")
def next_site(school: Path) -> Path:
    """Return the site as it is built again, when a lesson and some homework have changed."""
    return school / "next"
