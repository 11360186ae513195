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
from tableside.homework.folder import open_assignment, read_hand_in
from tableside.homework.marking import Mark, Status, mark
from tableside.knowledge import knowledge

Result = tuple[NotebookNode, ResourcesDict]


class MarkResponses(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Write the mark of every question into its cell."""

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Return the notebook with its marks; ``resources`` carries them to later steps."""
        folder = Path(resources["metadata"]["path"])
        assignment = open_assignment(folder, knowledge())
        hand_in = read_hand_in(folder, assignment)
        for problem in hand_in.problems:
            self.log.warning("%s: %s", resources["nbgrader"]["student"], problem)
        marks = {each.question: each for each in mark(assignment, hand_in, knowledge())}
        for cell in nb.cells:
            found = marks.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
            if found is not None:
                _write(cell, found)
        resources["tableside"] = marks
        return nb, resources


class FlagUnreadable(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Ask for an instructor's eye on every answer that was given and cannot be read."""

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Return the notebook unchanged, after flagging its grades in the gradebook."""
        place = resources["nbgrader"]
        unreadable = [
            each for each in resources["tableside"].values() if each.status is Status.UNREADABLE
        ]
        if unreadable:
            with Gradebook(place["db_url"]) as gradebook:
                for each in unreadable:
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
    elif is_grade(cell):
        shown = {"text/plain": mark_text(found), "text/html": mark_panel(found)}
        points = {"text/plain": repr(float(found.points or 0.0))}
        cell.outputs = [
            v4.new_output("display_data", data=shown),
            v4.new_output("execute_result", data=points, execution_count=1),
        ]
        cell.execution_count = 1
