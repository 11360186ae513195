"""What the tests of grading share: one released assignment, of which each takes a copy."""

from pathlib import Path

import pytest

from grading.hand_ins import PS0, new_course


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a course with the assignment released by nbgrader, which takes some seconds."""
    course = new_course(tmp_path_factory.mktemp("released") / "assignments")
    course.release(PS0)
    return course.root
