"""The settings that make plain nbgrader mark this course's hand-ins."""

from pathlib import Path
from typing import Any

from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.preprocessors import ClearSolutions, Execute, SaveAutoGrades

from tableside.grading.course_folder import COURSE_ID, gradebook_url
from tableside.grading.exporter import HandInExporter
from tableside.grading.feedback import HideCode
from tableside.grading.marker import FlagUnreadable, MarkResponses
from tableside.grading.student_copy import ForgetWritten
from tableside.grading.validate import use_for_nbgrader_validate


def configure(config: Any, *, root: Path) -> None:  # noqa: ANN401 - traitlets' Config has no type
    """Set up a traitlets *config* for the course whose assignments lie in *root*."""
    config.CourseDirectory.course_id = COURSE_ID
    config.CourseDirectory.root = str(root)
    # The whole class, also where a Hub's settings name the person who is logged in.
    config.CourseDirectory.student_id = "*"
    config.CourseDirectory.db_url = gradebook_url(root)
    config.GenerateAssignment.preprocessors = [
        # It would write "YOUR ANSWER HERE" over the texts; no notebook of ours holds a solution.
        *(
            step
            for step in GenerateAssignment.preprocessors.default()
            if step is not ClearSolutions
        ),
        ForgetWritten,
    ]
    config.Autograde.exporter_class = HandInExporter
    config.Autograde.autograde_preprocessors = _autograde_steps()
    config.GenerateFeedback.preprocessors = [
        HideCode,
        *GenerateFeedback.preprocessors.default(),
    ]
    # Texts and headings cannot be changed by mistake either.
    config.LockCells.lock_all_cells = True
    use_for_nbgrader_validate()


def _autograde_steps() -> list[type]:
    """Return nbgrader's own steps with the marker in the place of running the notebook."""
    steps: list[type] = []
    for step in Autograde.autograde_preprocessors.default():
        steps.append(MarkResponses if step is Execute else step)
        if step is SaveAutoGrades:
            steps.append(FlagUnreadable)
    return steps
