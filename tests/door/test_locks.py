"""environment.yml, pyproject.toml and the locks agree, and no address stands in any of them."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = (("linux", "posix"), ("darwin", "posix"), ("win32", "nt"))


@dataclass(frozen=True)
class Pin:
    """One package of a lock: exactly which version, where it is needed, and its files."""

    requirement: Requirement
    hashes: tuple[str, ...]

    @property
    def line(self) -> str:
        """Return the requirement as the lock has it."""
        return str(self.requirement)


def read_lock(name: str) -> dict[str, Pin]:
    """Return the pins of a lock by package."""
    text = (ROOT / "locks" / f"{name}.txt").read_text(encoding="utf-8")
    pins = {}
    for entry in text.replace("\\\n", " ").splitlines():
        requirement, *hashes = re.split(r"\s+--hash=", entry)
        pin = Pin(Requirement(requirement), tuple(hashes))
        assert pin.requirement.name not in pins
        pins[canonicalize_name(pin.requirement.name)] = pin
    return pins


def project() -> dict[str, Any]:
    """Return what pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def group(name: str) -> Iterator[Requirement]:
    """Yield the requirements of a dependency group and of the groups that it includes."""
    for entry in project()["dependency-groups"][name]:
        if isinstance(entry, dict):
            yield from group(entry["include-group"])
        else:
            yield Requirement(entry)


def wanted(lock: str) -> list[Requirement]:
    """Return what pyproject.toml asks the lock to hold."""
    course = [Requirement(each) for each in project()["project"]["dependencies"]]
    builder = [Requirement(each) for each in project()["build-system"]["requires"]]
    extra = list(group("test")) if lock == "test" else []
    return [*course, *builder, *group("build"), *extra]


@pytest.fixture
def conda() -> dict[str, Any]:
    """Return what environment.yml says."""
    return yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("lock", ["course", "test"])
def test_a_lock_holds_all_that_pyproject_asks_for_in_a_version_it_allows(lock: str) -> None:
    """If this fails, run tools/lock.py: the dependencies changed after the lock was made."""
    pins = read_lock(lock)
    missing = [str(need) for need in wanted(lock) if canonicalize_name(need.name) not in pins]
    refused = [
        f"{pin.line} does not satisfy {need}"
        for need in wanted(lock)
        if (pin := pins.get(canonicalize_name(need.name)))
        and not need.specifier.contains(next(iter(pin.requirement.specifier)).version)
    ]

    assert missing == []
    assert refused == []


@pytest.mark.parametrize("lock", ["course", "test"])
def test_every_package_of_a_lock_has_one_version_and_hashes(lock: str) -> None:
    """Nothing but the very files that the course was tested with can be installed then."""
    pins = read_lock(lock).values()
    loose = [
        pin.line for pin in pins if not re.fullmatch(r"==[^,*]+", str(pin.requirement.specifier))
    ]
    bare = [pin.line for pin in pins if not pin.hashes]
    odd = [
        each for pin in pins for each in pin.hashes if not re.fullmatch("sha256:[0-9a-f]{64}", each)
    ]

    assert len(pins) > 100
    assert loose == []
    assert bare == []
    assert odd == []


def environment(python: str, system: tuple[str, str]) -> dict[str, str]:
    """Return what markers are evaluated in, for a Python on a system."""
    sys_platform, os_name = system
    return {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": sys_platform,
        "os_name": os_name,
        "implementation_name": "cpython",
    }


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", PYTHONS)
def test_a_lock_holds_what_pyproject_asks_for_on_every_system(
    python: str, system: tuple[str, str]
) -> None:
    """No direct dependency is left out on some Python or some system."""
    here = environment(python, system)
    pins = read_lock("test")
    left_out = [
        pin.line
        for need in wanted("test")
        if (need.marker is None or need.marker.evaluate(here))
        and (pin := pins[canonicalize_name(need.name)]).requirement.marker
        and not pin.requirement.marker.evaluate(here)
    ]

    assert left_out == []


def test_the_tests_use_the_course_in_the_versions_that_learners_get() -> None:
    """The lock for tests adds packages, and changes none."""
    course, test = read_lock("course"), read_lock("test")
    kept = {name: (pin.requirement.specifier, pin.hashes) for name, pin in course.items()}
    used = {name: (test[name].requirement.specifier, test[name].hashes) for name in course}
    heres = [environment(python, system) for python in PYTHONS for system in SYSTEMS]
    left_out = [
        name
        for name, pin in course.items()
        for here in heres
        if installed(pin.requirement, here) and not installed(test[name].requirement, here)
    ]

    assert used == kept
    assert left_out == []


def installed(requirement: Requirement, here: dict[str, str]) -> bool:
    """Return whether a pin is installed in an environment; a test may ask for it on more."""
    return requirement.marker is None or requirement.marker.evaluate(here)


def test_conda_users_get_the_same_environment(conda: dict[str, Any]) -> None:
    """environment.yml pins what the course's lock pins, and installs the course itself."""
    *packages, course = conda["dependencies"][-1]["pip"]

    assert course == "-e ."
    assert [pin.line for pin in read_lock("course").values()] == [
        str(Requirement(package)) for package in packages
    ]


def test_conda_users_get_a_python_that_the_course_allows(conda: dict[str, Any]) -> None:
    """The name, the channel and the Pythons are those that the course was made for."""
    python, pip, _ = conda["dependencies"]
    asked = SpecifierSet(python.removeprefix("python "))
    allowed = SpecifierSet(project()["project"]["requires-python"])

    assert conda["name"] == project()["project"]["name"]
    assert conda["channels"] == ["conda-forge"]
    assert pip == "pip"
    assert list(PYTHONS) == [f"3.{minor}" for minor in range(30) if f"3.{minor}" in asked]
    assert all(version in allowed for version in PYTHONS)


def test_the_javascript_lock_knows_packages_by_version_and_integrity_alone() -> None:
    """Whatever package.json asks for is pinned, hashed, and has no address."""
    folder = ROOT / "tests" / "javascript"
    asked = json.loads((folder / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    packages = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    pinned = {name.partition("node_modules/")[2]: entry for name, entry in packages.items() if name}

    assert asked == {name: pinned[name]["version"] for name in asked}
    assert all(entry["integrity"].startswith("sha512-") for entry in pinned.values())
    assert all("resolved" not in entry for entry in pinned.values())


@pytest.mark.parametrize(
    "file",
    ["environment.yml", "locks/course.txt", "locks/test.txt", "tests/javascript/package-lock.json"],
)
def test_no_address_of_a_package_index_is_written_down(file: str) -> None:
    """Each person's own settings say where packages come from."""
    text = (ROOT / file).read_text(encoding="utf-8")

    assert re.findall(r"\w+://|--(?:extra-)?index-url|--find-links|--trusted-host", text) == []
