"""The site's own Python, made once for all tests; without its parts the tests fail and say why."""

import shutil
from pathlib import Path

import pytest

from tableside.grading.course_folder import CourseFolder
from tableside.site.build import build_site
from tableside.site.parts import Parts, bring_parts
from tableside.site.runtime import write_runtime

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def parts() -> Parts:
    """Return the parts of the site, brought here if they are not here yet."""
    return bring_parts(REPOSITORY / "build" / "site-parts")


@pytest.fixture(scope="session")
def runtime(parts: Parts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with the site's Python and the course in it."""
    folder = tmp_path_factory.mktemp("site") / "runtime"
    write_runtime(parts, folder)
    return folder


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the course with the first assignment released."""
    root = tmp_path_factory.mktemp("school")
    shutil.copytree(REPOSITORY / "course", root / "course")
    shutil.copytree(REPOSITORY / "assignments" / "source", root / "assignments" / "source")
    shutil.copy(REPOSITORY / "assignments" / "nbgrader_config.py", root / "assignments")
    CourseFolder(root / "assignments").release("ps0-first-hand-in")
    return root


@pytest.fixture(scope="session")
def site(school: Path, parts: Parts) -> Path:
    """Return the site of that course, built as ``tableside site`` builds it."""
    del parts  # they are there now
    return build_site(school / "site", folder=school, store=REPOSITORY / "build" / "site-parts")
