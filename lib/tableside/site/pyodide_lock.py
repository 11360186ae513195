"""The lock: which file a browser loads for which import, without an install cell.

The course's own packages lie on the site. numpy, matplotlib and what they need have no package
that could lie there; they are named at Pyodide's public address, for students with a network.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from tableside.site.parts import SitePartError
from tableside.site.wheel import depends, top_names

PUBLIC = "https://cdn.jsdelivr.net/pyodide/v314.0.6/full/"
"""Where Pyodide's makers publish the packages of this version."""

FROM_PUBLIC = ("matplotlib", "numpy")
"""What live figures need."""

BRINGS = {
    "tableside": ("anywidget", "ipywidgets", "pydantic"),
    "tableside-figures": ("tableside", *FROM_PUBLIC),
}
"""What the course's own packages bring along."""

FIGURES = "tableside-figures"
"""A package that holds nothing: what imports figures loads it, and with it what draws them. So
all that has no figure asks nothing of the public address."""

IMPORTS = {FIGURES: ["tableside.figures"]}

UNUSED = frozenset({"pexpect", "jupyterlab-widgets", "colorama"})
"""What packages of ours ask for and no browser needs."""

IN_BROWSER = {
    "python_version": "3.14",
    "python_full_version": "3.14.2",
    "sys_platform": "emscripten",
    "platform_system": "Emscripten",
    "platform_python_implementation": "CPython",
    "implementation_name": "cpython",
    "os_name": "posix",
    "extra": "",
}

Entry = dict[str, Any]


def make_lock(theirs: Mapping[str, Any], wheels: Iterable[Path]) -> dict[str, Any]:
    """Return the lock for *wheels*, and of *theirs* for what comes from the public address.

    Raises ``SitePartError`` if something that a wheel needs is in neither.
    """
    local = dict(map(_entry, wheels))
    distant = _needed(theirs["packages"], FROM_PUBLIC, have=local)
    lock = {"info": theirs["info"], "packages": {**distant, **local}}
    for name, entry in lock["packages"].items():
        for need in entry["depends"]:
            if need not in lock["packages"]:
                raise SitePartError(f"{name} needs {need}, which the site does not have.")
    return lock


def read_lock(file: Path) -> dict[str, Any]:
    """Return the lock that came with Pyodide."""
    read: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return read


def _entry(wheel: Path) -> tuple[str, Entry]:
    name, version, _, _ = parse_wheel_filename(wheel.name)
    return name, {
        "name": name,
        "version": str(version),
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": IMPORTS.get(name) or top_names(wheel),
        "depends": sorted(BRINGS.get(name) or _needs(wheel)),
        "unvendored_tests": False,
    }


def _needs(wheel: Path) -> set[str]:
    found = set()
    for line in depends(wheel):
        need = Requirement(line)
        if need.marker is None or need.marker.evaluate(IN_BROWSER):
            found.add(str(canonicalize_name(need.name)))
    return found - UNUSED


def _needed(
    packages: Mapping[str, Entry], names: Iterable[str], have: Mapping[str, Entry]
) -> dict[str, Entry]:
    """Return the entries of *names* and of all they need, with whole addresses."""
    found: dict[str, Entry] = {}
    waiting = [canonicalize_name(name) for name in names]
    while waiting:
        name = waiting.pop()
        if name in found or name in have:
            continue
        if name not in packages:
            raise SitePartError(f"Pyodide's own list of packages lacks {name}.")
        entry = packages[name]
        found[name] = {**entry, "file_name": PUBLIC + entry["file_name"]}
        waiting += [canonicalize_name(need) for need in entry["depends"]]
    return found
