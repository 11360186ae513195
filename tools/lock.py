#!/usr/bin/env python3
"""Pin what the course and its tests are made of: write locks/*.txt and environment.yml.

    .venv/bin/python tools/lock.py              keep the pins, follow changes of pyproject.toml
    .venv/bin/python tools/lock.py --upgrade    take the newest versions that fit

Run it after changing the dependencies in pyproject.toml. It asks the package index that is
set up on this computer, and writes down no address.
"""

import itertools
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / "locks"

SETS = {"course": ["build"], "test": ["build", "test"]}
"""Each lock with the dependency groups that it adds to what the course itself needs."""

HOLD = {
    "argon2-cffi-bindings": ("<26", "newer ones have no package for Macs with Intel processors")
}
"""Versions to stay below, with the reason; each is a promise to look again."""

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORMS = (
    "x86_64-manylinux_2_28",
    "aarch64-manylinux_2_38",
    "x86_64-apple-darwin",
    "aarch64-apple-darwin",
    "x86_64-pc-windows-msvc",
)


def main(words: list[str]) -> None:
    """Write the locks and environment.yml, then prove that every computer finds its packages."""
    for name, groups in SETS.items():
        pin(name, groups, words)
    pins = read_pins((LOCKS / "course.txt").read_text(encoding="utf-8"))
    (ROOT / "environment.yml").write_text(environment(pins), encoding="utf-8", newline="\n")
    for platform, python in itertools.product(PLATFORMS, PYTHONS):
        prove(platform, python)


def pin(name: str, groups: list[str], words: list[str]) -> None:
    """Write the lock *name*; what the course's lock pins, the others pin alike."""
    limits = "".join(f"{package}{limit}\n" for package, (limit, _) in HOLD.items())
    if name != "course":
        limits += "\n".join(read_pins((LOCKS / "course.txt").read_text(encoding="utf-8")))
    uv(
        *["pip", "compile", "pyproject.toml", *words, "--output-file", f"locks/{name}.txt"],
        *[word for group in groups for word in ("--group", group)],
        *["--universal", "--python-version", PYTHONS[0], "--fork-strategy", "fewest"],
        *["--generate-hashes", "--no-header", "--no-annotate", "--constraints", "-"],
        limits=limits,
    )


def read_pins(lock: str) -> list[str]:
    """Return the requirement lines of a lock, such as 'six==1.17.0', without their hashes."""
    return re.findall(r"^([a-z][^\\\n]*?)\s*\\?$", lock, re.MULTILINE)


def environment(pins: list[str]) -> str:
    """Return the text of environment.yml for the *pins* of the course's lock."""
    listed = "".join(f'      - "{pin}"\n' for pin in pins)
    return f"""\
# The course for those who use conda:
#
#     conda env create --file environment.yml
#     conda activate tableside
#     tableside open
#
# The versions are those of locks/course.txt; tools/lock.py writes both.
name: tableside
channels:
  - conda-forge
dependencies:
  - python >={PYTHONS[0]},<3.{int(PYTHONS[-1].split(".")[1]) + 1}
  - pip
  - pip:
{listed}      - "-e ."
"""


def prove(platform: str, python: str) -> None:
    """Leave with a message unless all packages exist, ready-made, for this kind of computer."""
    with tempfile.TemporaryDirectory() as nowhere:
        uv(
            *["pip", "install", "--dry-run", "--quiet", "--require-hashes"],
            *["--only-binary", ":all:", "--requirements", "locks/test.txt", "--target", nowhere],
            *["--python-platform", platform, "--python-version", python],
        )
    sys.stdout.write(f"all packages exist for Python {python} on {platform}\n")


def uv(*words: str, limits: str = "") -> None:
    """Run uv in the course's folder; leave with its exit status if it fails."""
    command = [sys.executable, "-m", "uv", *words]
    done = subprocess.run(  # noqa: S603 - ours
        command, cwd=ROOT, input=limits, text=True, stdout=subprocess.DEVNULL, check=False
    )
    if done.returncode:
        sys.exit(done.returncode)


if __name__ == "__main__":
    main(sys.argv[1:])
