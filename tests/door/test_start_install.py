"""start.py installs what is missing, nothing twice, and mends what was interrupted."""

import importlib.util
import json
import shutil
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest


class Machine:
    """A checkout whose programs are not run but written down; one of them may fail."""

    def __init__(self, start: ModuleType, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (root / "locks").mkdir()
        for name in ("course", "test"):
            (root / "locks" / f"{name}.txt").write_text("six==1.17.0\nidna==3.20\n")
        (root / "pyproject.toml").write_text("[project]\n")
        self.start = start
        self.env = start.Environment(root)
        self.ran: list[list[str]] = []
        self.fails_at = ""
        self.python: str = "3.11"
        monkeypatch.setattr(start, "run", self.run)
        monkeypatch.setattr(start.Environment, "python_version", lambda _: self.python)

    def run(self, env: Any, command: list[str], progress: object = None) -> None:
        """Write *command* down; make the folder that making an environment would make."""
        assert progress is None or "--require-hashes" in command
        self.ran.append(command)
        if "venv" in command:
            shutil.rmtree(env.folder, ignore_errors=True)
            env.folder.mkdir()
        if self.fails_at and self.fails_at in command:
            raise self.start.StartError(self.fails_at)

    def steps(self) -> list[str]:
        """Return what has run since last asked, one word for each program."""
        words = ("venv", "--require-hashes", "-e", "compileall")
        steps = [next(word for word in words if word in command) for command in self.ran]
        self.ran.clear()
        return steps


ALL_STEPS = ["venv", "--require-hashes", "-e", "compileall"]


@pytest.fixture
def machine(start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Return a fresh machine."""
    return Machine(start, tmp_path, monkeypatch)


def test_a_first_start_installs_and_a_second_installs_nothing(machine: Machine) -> None:
    """Everything is done once, in order, and then nothing more."""
    machine.start.make_ready(machine.env, "course")
    first = machine.steps()
    machine.start.make_ready(machine.env, "course")

    assert first == ALL_STEPS
    assert machine.steps() == []


def test_pip_installs_only_what_the_lock_hashes_and_compiles_it(machine: Machine) -> None:
    """The packages are pinned and ready-made; the course itself asks for no network."""
    machine.start.make_ready(machine.env, "course")
    packages, course = machine.ran[1:3]

    assert {"--compile", "--require-hashes", "--only-binary", "-r"} <= set(packages)
    assert str(machine.env.lock("course")) in packages
    assert {"--no-index", "--no-deps", "--no-build-isolation"} <= set(course)


@pytest.mark.parametrize("step", ALL_STEPS)
def test_an_interrupted_install_is_made_anew(machine: Machine, step: str) -> None:
    """Wherever it broke off, the next start begins with an empty environment."""
    machine.fails_at = step
    with pytest.raises(machine.start.StartError):
        machine.start.make_ready(machine.env, "course")
    machine.steps()
    machine.fails_at = ""
    machine.start.make_ready(machine.env, "course")

    assert machine.steps() == ALL_STEPS
    assert machine.start.is_ready(machine.env, "course")


def test_an_interrupted_update_is_made_anew(machine: Machine) -> None:
    """An environment that was sound is not trusted once a change to it broke off."""
    machine.start.make_ready(machine.env, "course")
    machine.env.lock("course").write_text("six==1.18.0\n")
    machine.steps()
    machine.fails_at = "-e"
    with pytest.raises(machine.start.StartError):
        machine.start.make_ready(machine.env, "course")
    machine.steps()
    machine.fails_at = ""
    machine.start.make_ready(machine.env, "course")

    assert machine.steps() == ALL_STEPS


@pytest.mark.parametrize("changed", ["locks/course.txt", "pyproject.toml"])
def test_a_changed_lock_is_installed_over_the_old(machine: Machine, changed: str) -> None:
    """The environment itself stays."""
    machine.start.make_ready(machine.env, "course")
    machine.steps()
    (machine.env.root / changed).write_text("six==1.18.0\n")
    machine.start.make_ready(machine.env, "course")

    assert ALL_STEPS[1:] == machine.steps()


def test_what_the_tests_need_includes_the_course(machine: Machine) -> None:
    """After the tests were set up, opening the course installs nothing; not the other way round."""
    machine.start.make_ready(machine.env, "course")
    assert not machine.start.is_ready(machine.env, "test")

    machine.start.make_ready(machine.env, "test")
    machine.steps()
    machine.start.make_ready(machine.env, "course")

    assert machine.steps() == []


@pytest.mark.parametrize("python", ["", "3.12"])
def test_an_environment_whose_python_is_gone_or_another_is_made_anew(
    machine: Machine, python: str
) -> None:
    """What was compiled for one Python does not fit the next."""
    machine.start.make_ready(machine.env, "course")
    machine.steps()
    machine.python = python
    machine.start.make_ready(machine.env, "course")

    assert "venv" in machine.steps()


@pytest.mark.parametrize("stamp", ["", "{", "[]", "{}", '{"folder": "/elsewhere"}'])
def test_a_stamp_that_says_nothing_useful_counts_as_none(machine: Machine, stamp: str) -> None:
    """A broken stamp and a moved folder both lead to a new environment."""
    machine.start.make_ready(machine.env, "course")
    machine.env.stamp.write_text(stamp)

    assert machine.env.installed() == {}


def test_a_moved_environment_counts_as_none(machine: Machine) -> None:
    """The programs in a moved environment still name its old place."""
    machine.start.make_ready(machine.env, "course")
    stamp = json.loads(machine.env.stamp.read_text())
    machine.env.stamp.write_text(json.dumps({**stamp, "folder": "/elsewhere/.venv"}))

    assert machine.env.installed() == {}


def test_no_room_is_said_before_anything_is_done(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk is found out before it is filled further."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10**9))
    with pytest.raises(machine.start.StartError, match="The disk is full: make 2 GB of room"):
        machine.start.make_ready(machine.env, "course")

    assert machine.steps() == []


@pytest.mark.parametrize("part", ["venv", "ensurepip"])
def test_a_python_without_venv_is_told_what_to_install(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    """Debian leaves these parts out of its Python."""
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == part else find(name)
    )
    with pytest.raises(machine.start.StartError, match="sudo apt install python3-venv"):
        machine.start.make_ready(machine.env, "course")

    assert machine.steps() == []
