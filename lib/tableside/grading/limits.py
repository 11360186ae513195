"""The limits of grading, in one place: what is larger, deeper or more than this is not read.

The limits of a single answer, a trace and a hand-in file stand with those who read them, and are
repeated here by name.
"""

from tableside.drills.samples import MAX_MILLISECONDS as LONGEST_TRACE
from tableside.drills.samples import MAX_SAMPLES as MOST_SAMPLES
from tableside.drills.trace import MAX_CHARACTERS as LARGEST_TRACE
from tableside.homework.archive import LARGEST_ARCHIVE, MOST_FILES
from tableside.homework.folder import LARGEST_FILE
from tableside.homework.responses import LONGEST_TEXT

__all__ = [
    "DEEPEST_FOLDER",
    "DEEPEST_ZIP",
    "EARLIEST_YEAR",
    "LARGEST_ARCHIVE",
    "LARGEST_FILE",
    "LARGEST_NOTEBOOK",
    "LARGEST_SEARCH",
    "LARGEST_TRACE",
    "LONGEST_ID",
    "LONGEST_TEXT",
    "LONGEST_TRACE",
    "MOST_CELLS",
    "MOST_FILES",
    "MOST_PACKED",
    "MOST_REMARKS",
    "MOST_SAMPLES",
    "MOST_SEARCHED",
]

DEEPEST_FOLDER = 8
"""Folders within folders of one hand-in; what lies deeper is named and not read."""

DEEPEST_ZIP = 2
"""Zip files within zip files: a hand-in file that was zipped again, perhaps by a school's site."""

MOST_PACKED = 5_000
"""Hand-in files in one zip of a whole class."""

MOST_SEARCHED = 1_000
"""Files of one hand-in that are looked at."""

LARGEST_SEARCH = 60_000_000
"""Bytes of one hand-in that are looked at when answers have to be searched for."""

LARGEST_NOTEBOOK = 20_000_000
"""Bytes of a student's notebook that is compared with the one that was set."""

MOST_CELLS = 2_000
"""Cells of a student's notebook; one with more is named, and not compared."""

LONGEST_ID = 128
"""Characters of a student's id: nbgrader's gradebook holds no more."""

MOST_REMARKS = 12
"""Remarks about one hand-in; a thirteenth tells how many more there are."""

EARLIEST_YEAR = 2020
"""No answer was saved before the course existed."""
