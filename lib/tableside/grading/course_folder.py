"""The instructor's folder: where assignments are set, received and marked."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from tableside.errors import TablesideError

COURSE_ID = "tableside"
"""The name of the course in nbgrader's exchange and gradebook."""

CONFIG = "nbgrader_config.py"

GRADEBOOK_SETTING = "TABLESIDE_GRADEBOOK"
"""The environment variable that moves the gradebook to another database, such as
``postgresql://grader@db.school.example/grades``; nbgrader and the course both follow it."""


class CourseError(TablesideError):
    """Something about the instructor's folder that has to be put right first."""


@dataclass(frozen=True, slots=True)
class CourseFolder:
    """An nbgrader course: the folder ``assignments/`` with its ``nbgrader_config.py``."""

    root: Path

    def __post_init__(self) -> None:
        """Refuse a folder that is none."""
        if not (self.root / CONFIG).is_file():
            raise CourseError(
                f"{self.root} holds no {CONFIG}. Run this in the course's folder, or name its "
                "folder “assignments” with --course."
            )

    @classmethod
    def near(cls, start: Path) -> "CourseFolder":
        """Return the course that *start* lies in, or whose top folder it is."""
        for folder in (start, *start.parents):
            for root in (folder, folder / "assignments"):
                if (root / CONFIG).is_file():
                    return cls(root.resolve())
        return cls(start)

    @property
    def gradebook(self) -> str:
        """The address of the gradebook: a file in this folder, or what the setting says."""
        return gradebook_url(self.root)

    @property
    def received(self) -> Path:
        """Where every hand-in file is kept as it came."""
        return self.root / "received"

    def source(self, assignment: str) -> Path:
        """Return the notebook of *assignment* as it was set; raise ``CourseError`` if none was."""
        file = self.root / "source" / assignment / f"{assignment}.ipynb"
        if not file.is_file():
            known = sorted(each.name for each in (self.root / "source").glob("*"))
            there = f"there are: {', '.join(known)}" if known else "there are none"
            raise CourseError(f"there is no assignment {assignment!r}; {there}")
        return file

    def submitted(self, assignment: str, student: str) -> Path:
        """Return the folder from which nbgrader marks a student's *assignment*."""
        return self.root / "submitted" / student / assignment

    def autograded(self, assignment: str, student: str) -> Path:
        """Return the folder in which formgrader looks for a student's marked notebook."""
        return self.root / "autograded" / student / assignment

    def feedback(self, assignment: str, student: str) -> Path:
        """Return the folder of a student's feedback page."""
        return self.root / "feedback" / student / assignment

    def students(self, assignment: str) -> list[str]:
        """Return who has a folder for *assignment* in ``submitted/``, in alphabetical order."""
        folders = (self.root / "submitted").glob(f"*/{assignment}")
        return sorted(each.parent.name for each in folders if not each.parent.name.startswith("."))

    def release(self, assignment: str) -> Path:
        """Make the students' version with nbgrader, and return the zip to give to them."""
        self.source(assignment)
        self.nbgrader("generate_assignment", assignment, "--force")
        folder = self.root / "release" / assignment
        archive = self.root / "release" / f"{assignment}.zip"
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
            for file in sorted(folder.rglob("*")):
                if file.is_file():
                    made.write(file, Path(assignment) / file.relative_to(folder))
        return archive

    def nbgrader(self, *words: str) -> str:
        """Run an nbgrader command in this course and return what it said.

        Raises ``CourseError`` with its last lines if it fails.
        """
        # nbgrader starts a program called alembic, which lies beside this Python.
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
        done = subprocess.run(  # noqa: S603 - our own interpreter and the words of our commands
            [sys.executable, "-m", "nbgrader", *words],
            cwd=self.root,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        said = done.stdout + done.stderr
        if done.returncode != 0:
            last = "\n".join(said.strip().splitlines()[-8:])
            raise CourseError(f"nbgrader {' '.join(words)} did not finish. It said:\n{last}")
        return said


def gradebook_url(root: Path) -> str:
    """Return the database address of the gradebook of the course in *root*."""
    url = os.environ.get(GRADEBOOK_SETTING, "").strip()
    if not url:
        return f"sqlite:///{root / 'gradebook.db'}"
    # Without a driver named, SQLAlchemy would ask for one that the course does not bring.
    return re.sub(r"^postgres(?:ql)?://", "postgresql+psycopg://", url)


def replace_folder(draft: Path, place: Path) -> None:
    """Put the folder *draft* where *place* is; what was there before is gone only then."""
    place.parent.mkdir(parents=True, exist_ok=True)
    old = place.with_name(f".{place.name}-old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    draft.rename(place)
    shutil.rmtree(old, ignore_errors=True)
