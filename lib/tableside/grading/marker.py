"""Mark a hand-in inside nbgrader: read the answers, run nothing, write what nbgrader reads.

The marker takes the place of ``Execute`` in nbgrader's ``autograde``. It writes each mark into
the outputs of the question's cell, where nbgrader's own ``SaveAutoGrades`` looks for it.
"""

from pathlib import Path

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode, v4
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

from tableside.grading.panels import answer_panel, mark_panel, mark_text
from tableside.grading.scores import auto_points, waits
from tableside.grading.submission import read_submission
from tableside.homework.folder import open_assignment
from tableside.homework.marking import Mark, Status, mark
from tableside.knowledge import knowledge

Result = tuple[NotebookNode, ResourcesDict]


class MarkResponses(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Write the mark of every question into its cell."""

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Return the notebook with its marks; ``resources`` carries them to later steps."""
        place = resources["nbgrader"]
        assignment = open_assignment(Path(resources["metadata"]["path"]), knowledge())
        # nbgrader's own copy of a hand-in has lost which of its files were links.
        course = self.parent.course()
        steps = (course.submitted_directory, place["student"], place["assignment"])
        submission = read_submission(Path(course.format_path(*steps)), assignment)
        for told in (*submission.hand_in.problems, *submission.repaired, *submission.remarks):
            self.log.warning("%s: %s", place["student"], told)
        found = mark(assignment, submission.hand_in, knowledge(), student=place["student"])
        marks = {each.question: each for each in found}
        for cell in filter(is_grade, nb.cells):
            # A cell without a mark would earn all its points in nbgrader.
            _write(cell, marks[cell.metadata.nbgrader.grade_id])
        resources["tableside"] = marks
        return nb, resources


class FlagUnreadable(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Ask for an instructor's eye on every answer that the rules alone cannot mark."""

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Return the notebook unchanged, after flagging its grades in the gradebook."""
        place = resources["nbgrader"]
        waiting = [each for each in resources["tableside"].values() if waits(each)]
        if waiting:
            with Gradebook(place["db_url"]) as gradebook:
                for each in waiting:
                    grade = gradebook.find_grade(
                        each.question, place["notebook"], place["assignment"], place["student"]
                    )
                    grade.needs_manual_grade = True
                gradebook.db.commit()
        return nb, resources


def _write(cell: NotebookNode, found: Mark) -> None:
    if is_solution(cell):
        # nbgrader calls an unchanged cell "No response", and asks for a hand mark otherwise.
        if found.status is not Status.UNANSWERED:
            cell.source = f"{cell.source}\n\n{answer_panel(found)}"
    else:
        shown = {"text/plain": mark_text(found), "text/html": mark_panel(found)}
        points = {"text/plain": repr(auto_points(found))}
        cell.outputs = [
            v4.new_output("display_data", data=shown),
            v4.new_output("execute_result", data=points, execution_count=1),
        ]
        cell.execution_count = 1
