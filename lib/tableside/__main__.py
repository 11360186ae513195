"""``python -m tableside`` is the ``tableside`` command."""

from tableside.cli import app

app(prog_name="tableside")
