"""The course's own package as browsers load it: the rooms that learners need, and no others."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import tableside

LEFT_OUT = frozenset({"grading", "lab", "classroom", "site", "cli.py", "__main__.py"})
"""Rooms of instructors, and of programs that no browser runs."""

STARTER = Path(__file__).parent / "in_browser.py"
"""What sees to the differences between a browser and a desktop."""

_START = "\nfrom tableside import in_browser as _in_browser\n\n_in_browser.start()\n"
_WHEEL = "Wheel-Version: 1.0\nGenerator: tableside\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def write_wheel(folder: Path) -> Path:
    """Write the wheel into *folder* and return its path; the same course gives the same bytes."""
    root = Path(tableside.__file__).parents[1]
    files = {file.relative_to(root).as_posix(): file.read_bytes() for file in rooms()}
    files["tableside/in_browser.py"] = STARTER.read_bytes()
    files["tableside/__init__.py"] += _START.encode()
    return _write(folder, "tableside", tableside.__version__, files)


def write_empty_wheel(folder: Path, name: str) -> Path:
    """Write a package that is called *name* and holds nothing; return its path."""
    return _write(folder, name, "0", {})


def rooms() -> Iterator[Path]:
    """Yield the files of the package that learners need."""
    root = Path(tableside.__file__).parent
    for file in sorted(root.rglob("*")):
        parts = file.relative_to(root).parts
        if file.is_file() and parts[0] not in LEFT_OUT and "__pycache__" not in parts:
            yield file


def _write(folder: Path, name: str, version: str, files: dict[str, bytes]) -> Path:
    label = f"{name.replace('-', '_')}-{version}"
    about = f"{label}.dist-info"
    told = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    whole = {**files, f"{about}/METADATA": told.encode(), f"{about}/WHEEL": _WHEEL.encode()}
    record = f"{about}/RECORD"
    whole[record] = "".join(f"{each},,\n" for each in [*whole, record]).encode()
    place = folder / f"{label}-py3-none-any.whl"
    with zipfile.ZipFile(place, "w") as archive:
        for each, content in sorted(whole.items()):
            entry = zipfile.ZipInfo(each)  # of a fixed date
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return place


def written_in(wheel: Path) -> list[str]:
    """Return the names of the files in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def top_names(wheel: Path) -> list[str]:
    """Return what a program imports to have this wheel, such as ['pydantic']."""
    tops = {Path(name).parts[0].removesuffix(".py") for name in written_in(wheel)}
    return sorted(top for top in tops if top.isidentifier())


def depends(wheel: Path) -> list[str]:
    """Return what a wheel says it needs, as its own lines have it."""
    with zipfile.ZipFile(wheel) as archive:
        (about,) = (n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        text = archive.read(about).decode()
    head = text.partition("\n\n")[0].splitlines()
    return [line.partition(": ")[2] for line in head if line.startswith("Requires-Dist: ")]


def as_json(document: object) -> str:
    """Return *document* as text that depends on its contents alone."""
    return json.dumps(document, indent=1, sort_keys=True) + "\n"
