"""Write the hand-in file for the homework in a folder."""

from datetime import UTC, datetime
from pathlib import Path

from tableside.homework.archive import make_archive
from tableside.homework.folder import open_assignment
from tableside.homework.whole_files import write_bytes_whole
from tableside.knowledge import knowledge


def make_hand_in_file(folder: Path, *, student: str) -> Path:
    """Write the hand-in file beside the work in *folder*, and return its path.

    Raises ``TablesideError`` if the folder is no homework, nothing was answered, or the
    student id cannot be used.
    """
    assignment = open_assignment(folder, knowledge())
    name, content = make_archive(
        folder, assignment=assignment.id, student=student, made=datetime.now(UTC)
    )
    write_bytes_whole(folder / name, content)
    return folder / name
