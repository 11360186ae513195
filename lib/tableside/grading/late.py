"""What is taken off for being late: nbgrader's own rule, asked for only where one is set."""

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from tableside.grading.course_folder import CONFIG


def seconds_late(
    handed_in: datetime | None, duedate: datetime | None, extension: timedelta | None
) -> float:
    """Return how many seconds after its time something was handed in; 0 if it was not late."""
    if handed_in is None or duedate is None:
        return 0.0
    return max(0.0, (handed_in - duedate - (extension or timedelta())).total_seconds())


def penalty(root: Path, student: str, points: float, late: float) -> float | None:
    """Return the points that nbgrader's settings take off a hand-in *late* seconds late."""
    if late <= 0 or not _has_a_rule(root):
        return None
    found = _rule(root).late_submission_penalty(student, points, late)
    return None if found is None else min(max(float(found), 0.0), points)


@cache
def _has_a_rule(root: Path) -> bool:
    text = (root / CONFIG).read_text(encoding="utf-8")
    return "LateSubmission" in text or "AssignLatePenalties" in text


@cache
def _rule(root: Path) -> Any:  # noqa: ANN401 - nbgrader has no types
    # Loaded here because nbgrader takes seconds to load, and few courses set such a rule.
    from nbgrader.preprocessors import AssignLatePenalties  # noqa: PLC0415
    from traitlets.config.loader import PyFileConfigLoader  # noqa: PLC0415

    config = PyFileConfigLoader(CONFIG, path=str(root)).load_config()
    step = AssignLatePenalties(config=config)
    step.init_plugin()
    return step.plugin_inst
