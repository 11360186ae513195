"""nbgrader's *Validate*, of this course's homework: what ``tableside check`` says, and no more.

nbgrader would run the notebook and look into its cells. The answers lie beside it, so a written
one would count as missing, and a finished homework as one that "passes all the tests".
"""

import html
from pathlib import Path
from typing import Any

from nbgrader.apps import validateapp
from nbgrader.validator import Validator

from tableside.errors import TablesideError
from tableside.homework.last_check import check_homework
from tableside.homework.questions import QUESTIONS_FILE
from tableside.knowledge import knowledge

SHOWN = """<style>
#validation-message p {{ display: none }}
#validation-message pre {{ white-space: normal; font-family: inherit; max-width: 70ch }}
</style>{lines}"""
"""What nbgrader's dialog shows of a check: it has a sentence of its own above what "failed"."""


def checked(notebook: Path) -> str | None:
    """Return what is open in the homework of *notebook*; None if it is none of this course's."""
    folder = notebook.resolve().parent
    if not (folder / QUESTIONS_FILE).is_file():
        return None
    try:
        return check_homework(folder, knowledge()).as_text()
    except TablesideError as error:
        return str(error)


def as_failed_cell(said: str) -> dict[str, str]:
    """Return a check as one of the faults that nbgrader's pages and commands know how to show."""
    title, *more = said.splitlines()
    lines = "".join(f"<div>{html.escape(line)}</div>" for line in more)
    return {"source": title, "error": SHOWN.format(lines=lines), "raw_error": "\n".join(more)}


class HomeworkValidator(Validator):  # type: ignore[misc]  # nbgrader has no types
    """Says of this course's homework what is open; of other notebooks what nbgrader says."""

    def validate(self, filename: str) -> dict[str, Any]:
        """Return what *filename* has to be told of, as nbgrader's pages take it."""
        said = checked(Path(filename))
        if said is not None:
            return {"failed": [as_failed_cell(said)]}
        found: dict[str, Any] = super().validate(filename)
        return found

    def validate_and_print(self, filename: str) -> None:
        """Print what *filename* has to be told of."""
        said = checked(Path(filename))
        if said is None:
            super().validate_and_print(filename)
        else:
            self.stream.write(f"{said}\n")


def use_for_nbgrader_validate() -> None:
    """Let the command ``nbgrader validate`` say it; for nbgrader's settings files.

    nbgrader names its validator in its code: no setting of it can put another in its place.
    """
    validateapp.Validator = HomeworkValidator
