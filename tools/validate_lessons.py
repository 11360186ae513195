#!/usr/bin/env python3
"""Run every lesson anew, and say where it no longer shows what it showed when it was built.

    python tools/validate_lessons.py              all of them
    python tools/validate_lessons.py 02 03        those whose names begin so
    python tools/validate_lessons.py --jobs 4     so many at a time; one a processor if left out

nbval compares strictly, each lesson in a kernel of its own and away from the course's folder. Where
a computer can fork, these kernels come from a process that has made the imports once.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import nbformat
import warm_kernel

ROOT = Path(__file__).resolve().parents[1]
NBVAL = (sys.executable, "-m", "pytest", "--nbval", "-p", "no:cacheprovider", "--color=no", "-q")
WAIT_SECONDS = 60


class Outcome(NamedTuple):
    """What became of the notebooks of one process."""

    sound: bool
    """Whether every cell was run, and showed what it had shown."""

    said: str


def main() -> int:
    """Validate the lessons that were named; return 0 if all still show what they showed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="how the notebooks' names begin")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="at a time")
    asked = parser.parse_args()
    lessons = [
        path
        for path in sorted((ROOT / "course").glob("*.ipynb"))
        if path.name.startswith(tuple(asked.names) or "")
    ]
    began = time.monotonic()
    outcomes = validate(lessons, jobs=asked.jobs)
    for each in outcomes:
        if not each.sound:
            print(each.said)
    sound = bool(lessons) and all(each.sound for each in outcomes)
    words = "show what they showed" if sound else "were run, and not all show what they showed"
    print(f"{len(lessons)} notebooks {words} ({time.monotonic() - began:.1f} s).")
    return 0 if sound else 1


def validate(lessons: Sequence[Path], *, jobs: int) -> list[Outcome]:
    """Return what became of copies of *lessons*, which are run by so many processes at a time."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for lesson in lessons:
            shutil.copyfile(lesson, folder / lesson.name)
        # The largest first, each to another process.
        largest = sorted(lessons, key=lambda each: -each.stat().st_size)
        shares = [share for n in range(jobs) if (share := largest[n::jobs])]
        with kernels(folder) as (words, environment):
            running = [
                subprocess.Popen(  # noqa: S603 - our own words
                    [*NBVAL, *words, *(each.name for each in share)],
                    cwd=folder,
                    env=environment,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    text=True,
                )
                for share in shares
            ]
            said = [process.communicate()[0] for process in running]
        return [outcome(share, each) for share, each in zip(shares, said, strict=True)]


def outcome(lessons: Sequence[Path], said: str) -> Outcome:
    """Return whether what nbval said of *lessons* is that every cell of code passed."""
    cells = [
        cell
        for lesson in lessons
        for cell in nbformat.read(lesson, as_version=4).cells
        if cell.cell_type == "code"
    ]
    # Without execution counts nbval compares nothing, and passes.
    blind = [cell.source for cell in cells if not cell.execution_count]
    if blind:
        return Outcome(sound=False, said=f"These cells were built without being run: {blind}")
    last = said.rstrip().rsplit("\n", 1)[-1]
    return Outcome(sound=bool(re.match(rf"{len(cells)} passed in ", last)), said=said)


@contextmanager
def kernels(folder: Path) -> Iterator[tuple[list[str], dict[str, str]]]:
    """Yield nbval's words and environment for kernels that are there at once, if they can be."""
    environment = dict(os.environ)
    if not warm_kernel.CAN_FORK:
        yield [], environment
        return
    address = folder / "kernels.socket"
    paths = [str(warm_kernel.write_spec(folder / "jupyter", address))]
    environment["JUPYTER_PATH"] = os.pathsep.join([*paths, *_known("JUPYTER_PATH")])
    server = subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, warm_kernel.__file__, "serve", str(address)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        await_file(address, server)
        yield ["--nbval-kernel-name", warm_kernel.NAME], environment
    finally:
        server.terminate()
        server.communicate()


def await_file(address: Path, server: "subprocess.Popen[bytes]") -> None:
    """Return once the server listens; end the program if it does not."""
    until = time.monotonic() + WAIT_SECONDS
    while not address.exists():
        if server.poll() is not None or time.monotonic() > until:
            raise SystemExit("The process that starts kernels does not answer.")
        time.sleep(0.02)


def _known(name: str) -> list[str]:
    return [os.environ[name]] if os.environ.get(name) else []


if __name__ == "__main__":
    sys.exit(main())
