"""What a visit to the site brings over the network, in bytes and by parts."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from tableside.site.lite import AT_START
from tableside.site.parts import CORE
from tableside.site.pyodide_lock import read_lock

PYTHON = "static/pyodide"
"""Where the browser's Python lies within the site."""

LOCK = "pyodide-lock.json"

PAGE_SCRIPT = "lab_page.js"

_LIST = "const NEEDED = {};"
_VERSION = 'const LITE = "";'

_PARTS = (
    ("Python for browsers, with the packages that a lesson needs", ""),
    ("other packages for Python", f"{PYTHON}/"),
    ("JupyterLab's pages", "build/"),
    ("extensions that show the course's widgets", "extensions/"),
    ("lessons and homework", "files/"),
)


def python_files(made: Path) -> dict[str, int]:
    """Return every file that Python loads before a lesson can run, by path, with its bytes."""
    packages: Mapping[str, Any] = read_lock(made / PYTHON / LOCK)["packages"]
    wheels = [packages[name]["file_name"] for name in _closure((*AT_START, "tableside"), packages)]
    names = (*CORE, LOCK, *(each for each in wheels if "://" not in each))
    files = {f"{PYTHON}/{name}": made / PYTHON / name for name in names}
    return {path: file.stat().st_size for path, file in sorted(files.items())}


def _closure(names: Iterable[str], packages: Mapping[str, Any]) -> set[str]:
    found: set[str] = set()
    waiting = [canonicalize_name(name) for name in names]
    while waiting:
        name = waiting.pop()
        if name in packages and name not in found:
            found.add(name)
            waiting += [canonicalize_name(need) for need in packages[name]["depends"]]
    return found


def write_page_script(made: Path) -> None:
    """Put the script of JupyterLab's page into the built site, with what it has to know."""
    script = Path(__file__).with_name(PAGE_SCRIPT).read_text(encoding="utf-8")
    listed = json.dumps(python_files(made), indent=1)
    settings = json.loads((made / "jupyter-lite.json").read_text(encoding="utf-8"))
    version = json.dumps(settings["jupyter-config-data"]["appVersion"])
    text = script.replace(_LIST, f"const NEEDED = {listed};", 1)
    text = text.replace(_VERSION, f"const LITE = {version};", 1)
    (made / PAGE_SCRIPT).write_text(text, encoding="utf-8", newline="\n")


def sizes(made: Path) -> dict[str, int]:
    """Return the bytes of the site by its parts; the first is what Python needs at a visit."""
    needed = python_files(made)
    found = dict.fromkeys((words for words, _ in _PARTS), 0) | {"the rest": 0}
    for file in made.rglob("*"):
        if file.is_file():
            path = file.relative_to(made).as_posix()
            found[_part(path, needed)] += file.stat().st_size
    return found


def _part(path: str, needed: Mapping[str, int]) -> str:
    if path in needed:
        return _PARTS[0][0]
    return next((words for words, top in _PARTS[1:] if path.startswith(top)), "the rest")
