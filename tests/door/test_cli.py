"""The tableside command is a thin door: quick to answer, and plain about what is wrong."""

import subprocess
import sys

import pytest
import typer
from typer.testing import CliRunner

from tableside.cli import PlainErrors, app
from tableside.errors import TablesideError

HEAVY = ("IPython", "anywidget", "jupyter_server", "jupyterlab", "matplotlib", "nbgrader", "numpy")


def test_the_door_loads_nothing_heavy() -> None:
    """Asking for help does not load Jupyter; each command loads what it needs."""
    code = f"import sys, tableside.cli; sys.exit(str(set({HEAVY}) & set(sys.modules)))"
    command = [sys.executable, "-c", code]
    loaded = subprocess.run(command, capture_output=True, text=True, check=False)

    assert loaded.stderr.strip() == "set()"


def test_python_m_tableside_is_the_command() -> None:
    """Both ways in lead to the same door."""
    done = subprocess.run(
        [sys.executable, "-m", "tableside", "--help"], capture_output=True, text=True, check=True
    )

    assert "open" in done.stdout
    assert "Usage: tableside" in done.stdout


def test_an_expected_error_is_one_message_and_no_traceback() -> None:
    """What the course can explain reaches the person as that explanation alone."""
    door = typer.Typer(cls=PlainErrors)

    @door.callback()
    def main() -> None: ...

    @door.command()
    def stumble() -> None:
        raise TablesideError("The towel is too hot: wait a minute.")

    result = CliRunner().invoke(door, ["stumble"])

    assert result.exit_code == 1
    assert result.stderr == "The towel is too hot: wait a minute.\n"
    assert result.stdout == ""


def test_an_unexpected_error_is_not_hidden() -> None:
    """A fault of ours keeps its traceback, so that someone can mend it."""
    door = typer.Typer(cls=PlainErrors)

    @door.callback()
    def main() -> None: ...

    @door.command()
    def stumble() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        CliRunner().invoke(door, ["stumble"], catch_exceptions=False)


@pytest.mark.parametrize("port", ["0", "65536", "towel"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    """The command line is checked before anything is started."""
    result = CliRunner().invoke(app, ["open", "--port", port])

    assert result.exit_code == 2
    assert "--port" in result.stderr
