"""Python for browsers with the course in it: one folder that the site serves as it is."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from tableside.site.lite import KERNEL_EXTENSION, extension
from tableside.site.parts import CORE, Parts
from tableside.site.pyodide_lock import FIGURES, make_lock, read_lock
from tableside.site.wheel import as_json, write_empty_wheel, write_wheel

LOCK = "pyodide-lock.json"

NO_COMPLETION = "jedi"
"""Completes typed code, which nobody types here: a fifth of all that a browser would load. The
kernel insists on a package of that name, and gets one that holds nothing."""

OLDER = "widgetsnbextension-3"
"""Of two stand-ins that the kernel has for one package, the one for older widgets."""


def write_runtime(parts: Parts, folder: Path) -> None:
    """Fill the new *folder* with Pyodide, the packages, the course's wheel and their lock."""
    folder.mkdir(parents=True)
    for name in CORE:
        shutil.copyfile(parts.pyodide / name, folder / name)
    wheels = [Path(shutil.copy(each, folder)) for each in sorted(parts.wheels.glob("*.whl"))]
    wheels += [Path(shutil.copy(each, folder)) for each in sorted(kernel_wheels())]
    wheels += [write_empty_wheel(folder, name) for name in (NO_COMPLETION, FIGURES)]
    wheels.append(write_wheel(folder))
    lock = make_lock(read_lock(parts.pyodide / LOCK), wheels)
    (folder / LOCK).write_text(as_json(lock), encoding="utf-8", newline="\n")


def kernel_wheels() -> Iterator[Path]:
    """Yield the packages that make a Jupyter kernel of Pyodide."""
    folder = extension(KERNEL_EXTENSION) / "static" / "pypi"
    yield from (each for each in folder.glob("*.whl") if not each.name.startswith(OLDER))
