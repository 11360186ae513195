"""start.py refuses an old Python, hands over to the environment, and never ends in a traceback."""

import ast
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 8, 18), (3, 10, 99)])
def test_an_old_python_is_refused_in_one_sentence(
    start: ModuleType, version: tuple[int, ...]
) -> None:
    """The sentence names what is needed and what is there."""
    with pytest.raises(SystemExit) as refused:
        start.refuse_old_python(version)
    sentence = str(refused.value)

    assert "needs Python 3.11 or newer" in sentence
    assert ".".join(map(str, version)) in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 2), (4, 0, 0)])
def test_a_python_that_is_new_enough_goes_on(start: ModuleType, version: tuple[int, ...]) -> None:
    """Nothing is said."""
    start.refuse_old_python(version)


def test_an_old_python_can_read_start_py_as_far_as_the_sentence(root: Path) -> None:
    """Its syntax is that of Python 3.6, its imports are in every standard library since."""
    text = (root / "start.py").read_text(encoding="utf-8")
    tree = ast.parse(text, feature_version=(3, 6))
    before = [
        node for node in tree.body if node.lineno < text[: text.index("WINDOWS =")].count("\n")
    ]
    imported = [name.name for node in before if isinstance(node, ast.Import) for name in node.names]
    taken_from = [node.module for node in before if isinstance(node, ast.ImportFrom)]
    newer = {"__future__", "dataclasses", "tomllib", "zoneinfo", "graphlib", "importlib.resources"}

    assert "importlib.util" in imported
    assert set() == newer & {*imported, *taken_from}


def test_start_py_needs_the_standard_library_only(root: Path) -> None:
    """A machine with Python and nothing else can run it."""
    tree = ast.parse((root / "start.py").read_text(encoding="utf-8"))
    names = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        for name in (
            [each.name for each in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }

    assert set() == names - sys.stdlib_module_names


@pytest.mark.parametrize(
    ("typed", "handed_on"),
    [
        ([], ["-m", "tableside", "open"]),
        (["--no-browser"], ["-m", "tableside", "open", "--no-browser"]),
        (["--port", "9000"], ["-m", "tableside", "open", "--port", "9000"]),
        (
            ["--port=9000", "--no-browser"],
            ["-m", "tableside", "open", "--port", "9000", "--no-browser"],
        ),
        (["test"], ["check.py"]),
        (["test", "-k", "towel", "--lf"], ["check.py", "-k", "towel", "--lf"]),
    ],
)
def test_the_environments_python_takes_over_with_what_was_typed(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, typed: list[str], handed_on: list[str]
) -> None:
    """The course opens, or the checks run, from the environment that was made ready."""
    made_ready: list[str] = []
    handed: list[list[str]] = []
    monkeypatch.setattr(start, "make_ready", lambda _, name: made_ready.append(name))
    monkeypatch.setattr(start, "hand_over", lambda _, words: handed.append(words) or 7)
    status = start.main(typed)
    words = [Path(word).name if word.endswith("check.py") else word for word in handed[0]]

    assert status == 7
    assert ["test" if "test" in typed else "course"] == made_ready
    assert handed_on == words


def test_the_environments_programs_are_found_first(
    start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Programs that start others by name, as nbgrader does, find those installed with them."""
    monkeypatch.setenv("PATH", "/elsewhere")
    monkeypatch.setenv("PYTHONPATH", "/stray")
    env = start.Environment(tmp_path)
    variables = env.variables()

    assert f"{env.programs}{os.pathsep}/elsewhere" == variables["PATH"]
    assert "PYTHONPATH" not in variables


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (lambda start: start.StartError("Do this."), "Do this."),
        (lambda _: OSError(28, "No space left on device"), "The disk is full"),
        (lambda _: PermissionError(13, "Permission denied"), "may not be written"),
        (lambda _: OSError(5, "Input/output error"), "The system refused"),
        (lambda _: KeyboardInterrupt(), "Stopped. Run start.py again"),
    ],
)
def test_whatever_stops_the_start_ends_in_a_sentence(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, trouble: Any, said: str
) -> None:
    """No traceback reaches the person."""

    def stop(*_: object) -> None:
        raise trouble(start)

    monkeypatch.setattr(start, "make_ready", stop)
    with pytest.raises(SystemExit, match=said):
        start.main([])


def test_continuous_integration_runs_what_everyone_runs(root: Path) -> None:
    """Nothing is checked there that cannot be checked at home."""
    lines = (root / ".ci" / "run").read_text(encoding="utf-8").splitlines()

    assert lines[-1] == "exec python3 start.py test"
    assert os.name == "nt" or os.access(root / ".ci" / "run", os.X_OK)
