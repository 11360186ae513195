"""Make the file that a student hands in."""

import traitlets

from tableside.homework.desk import Desk
from tableside.homework.hand_in_file import make_hand_in_file
from tableside.widgets._base import CourseWidget, module, stylesheet


class HandInPanel(CourseWidget):
    """A last look at what is open, and a button that makes the hand-in file."""

    _esm = module("hand_in.js")
    _css = stylesheet("hand_in.css")

    student = traitlets.Unicode("").tag(sync=True)
    request = traitlets.Int(0).tag(sync=True)
    """Counts the presses of the button."""
    missing = traitlets.List(traitlets.Unicode()).tag(sync=True)
    """Titles of the questions without an answer."""
    made = traitlets.Unicode("").tag(sync=True)
    """The name of the file that was made; empty before."""
    file = traitlets.CBytes(b"").tag(sync=True)
    """Its contents, for a download; sent to the browser, never back."""
    status = traitlets.Unicode("").tag(sync=True)

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        super().__init__(student=desk.student)
        self._look()
        desk.on_change("hand-in", self._look)
        self.hear("request", self._make)

    def as_text(self) -> str:
        """Return what is still open."""
        missing = ", ".join(f"“{title}”" for title in self.missing)
        return f"Hand in. Still open: {missing}." if missing else "Hand in. Nothing is open."

    def _look(self) -> None:
        self.student = self.student or self._desk.student
        answered = self._desk.answered()
        self.missing = [
            question.title
            for question in self._desk.assignment.question
            if question.id not in answered
        ]
        # A file that was made before the last answer is no longer the work that it names.
        self.made, self.file, self.status = "", b"", ""

    def _make(self, _: int) -> None:
        self.made, self.file, self.status = "", b"", ""
        made = make_hand_in_file(self._desk.folder, student=self.student)
        self.made, self.file = made.name, made.read_bytes()
        self.status = (
            f"Your hand-in file {made.name} is ready, and lies beside this notebook. "
            "Send it the way your instructor asked. If you change an answer, make it again."
        )
