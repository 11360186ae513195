"""The site and its Python, made once for all tests; without its parts they fail, and say so."""

import shutil
from pathlib import Path

import pytest

from one_of_each import ONE_OF_EACH, write_assignment
from tableside.grading.course_folder import CourseFolder
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
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the course; an assignment with every kind of question is released."""
    root = tmp_path_factory.mktemp("school")
    assignments = root / "assignments"
    shutil.copytree(REPOSITORY / "course", root / "course")
    assignments.mkdir()
    shutil.copy(REPOSITORY / "assignments" / "nbgrader_config.py", assignments)
    write_assignment(assignments / "source")
    CourseFolder(assignments).release(ONE_OF_EACH)
    return root


@pytest.fixture(scope="session")
def site(school: Path, parts: Parts) -> Path:
    """Return the site of that course, built as ``tableside site`` builds it."""
    del parts  # they are there now
    build_site(school / "site", folder=school, store=PARTS)
    return school / "site"


@pytest.fixture(scope="session")
def next_site(site: Path, school: Path) -> Path:
    """Return the site as it is built again, when a lesson and some homework have changed."""
    del site  # it is built before the change
    for name, (old, new) in CHANGES.items():
        file = school / name
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1
        file.write_text(text.replace(old, new), encoding="utf-8")
    build_site(school / "next", folder=school, store=PARTS)
    return school / "next"
