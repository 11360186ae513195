"""A last look before handing in: what is answered, what is open, what cannot be used."""

from dataclasses import dataclass
from pathlib import Path

from tableside.homework.desk import Desk
from tableside.knowledge import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class LastCheck:
    """How far a student's homework is; nothing in it depends on what is right."""

    title: str
    answered: tuple[str, ...]
    """Titles of the questions that have an answer."""
    missing: tuple[str, ...]
    """Titles of those that have none."""
    problems: tuple[str, ...]
    """What of the saved answers cannot be used, and what to do."""
    student: str
    """The name that was typed; empty if none was."""

    @property
    def complete(self) -> bool:
        """Whether every question has an answer, and all of them can be used."""
        return not self.missing and not self.problems

    def as_text(self) -> str:
        """Return the check as lines for a person."""
        count = len(self.answered)
        lines = [self.title, f"Answered {count} of {count + len(self.missing)}."]
        if self.missing:
            lines.append(f"Still open: {', '.join(f'“{title}”' for title in self.missing)}.")
        lines += self.problems
        if self.complete:
            lines.append("Every question has an answer. Whether they are right, marking will tell.")
        if self.student:
            lines.append(f"Your clients are drawn for “{self.student}”: hand in with this name.")
        return "\n".join(lines)


def check_homework(folder: Path, known: Knowledge) -> LastCheck:
    """Return how far the homework in *folder* is, without changing anything there.

    Raises ``TablesideError`` if the folder is no homework.
    """
    desk = Desk(folder, known)
    done = desk.answered()
    questions = desk.assignment.question
    return LastCheck(
        title=desk.assignment.title,
        answered=tuple(each.title for each in questions if each.id in done),
        missing=tuple(each.title for each in questions if each.id not in done),
        problems=tuple(map(str, desk.hand_in().problems)),
        student=desk.student,
    )
