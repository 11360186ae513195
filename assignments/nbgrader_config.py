"""nbgrader's settings for this course; run nbgrader in this folder."""

from pathlib import Path

from tableside.grading.nbgrader_setup import configure

configure(get_config(), root=Path(__file__).resolve().parent)  # noqa: F821 - nbgrader gives it
