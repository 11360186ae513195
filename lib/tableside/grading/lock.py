"""One marking at a time: a lock on the course's folder that ends with the program that holds it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tableside.grading.course_folder import CourseError

LOCK_FILE = ".tableside-grade.lock"


class BusyError(CourseError):
    """Another program is marking in this course's folder."""


@contextmanager
def only_one(root: Path) -> Iterator[None]:
    """Hold the lock of the course in *root*; raise ``BusyError`` if somebody else does.

    The operating system lets go of it however the program ends, so a lock is never left over.
    """
    file = root / LOCK_FILE
    with file.open("a+", encoding="utf-8") as held:
        if not _take(held.fileno()):
            held.seek(0)
            who = held.read(40).strip()
            other = f" (process {who})" if who.isdigit() else ""
            raise BusyError(
                f"This course is being marked by another program{other}. Wait until it has "
                "finished, and run this again. Nothing was changed."
            )
        held.truncate(0)
        held.write(str(os.getpid()))
        held.flush()
        try:
            yield
        finally:
            _give_back(held.fileno())


if sys.platform == "win32":
    import msvcrt

    # Far behind what is written, so that the number can be read by the one who waits.
    _PLACE = 4096

    def _take(file: int) -> bool:
        os.lseek(file, _PLACE, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(file, 0, os.SEEK_SET)
        return True

    def _give_back(file: int) -> None:
        os.lseek(file, _PLACE, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _give_back(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
