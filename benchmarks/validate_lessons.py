"""How long all lessons take to validate: ours beside plain serial ``pytest --nbval``.

    python benchmarks/validate_lessons.py [--runs 3] [--jobs 2]

Both run the same notebooks under the same strict comparison, in turn, each in a folder of its own.
Ours (``tools/validate_lessons.py``) runs two processes at a time, and forks its kernels from one
that has made the imports; its start is part of the time. The runs take turns, so that what else
the computer does touches both alike; what is compared is the fastest run of each.
Ends with status 1 if ours is less than 1.8 times as fast, takes 45 s or more, or finds another
result.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VALIDATE = ROOT / "tools" / "validate_lessons.py"
MOST_SECONDS = 45.0
LEAST_RATIO = 1.8


def main() -> int:
    """Print both times and their ratio; return 0 if ours is as fast as it should be."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3, help="of each")
    parser.add_argument("--jobs", type=int, default=2, help="processes at a time, in ours")
    asked = parser.parse_args()
    lessons = sorted((ROOT / "course").glob("*.ipynb"))
    serial, ours = [], []
    for number in range(asked.runs):
        serial.append(timed_serial(lessons))
        ours.append(timed([sys.executable, str(VALIDATE), "--jobs", str(asked.jobs)], ROOT))
        print(f"run {number + 1}: serial {told(serial[-1])}, ours {told(ours[-1])}", flush=True)
    slow, fast = min(serial)[0], min(ours)[0]
    print(f"{len(lessons)} notebooks, {os.cpu_count()} processors, fastest of {asked.runs} runs")
    print(f"plain serial pytest --nbval  {slow:6.1f} s")
    print(f"ours, {asked.jobs} at a time           {fast:6.1f} s")
    print(f"ours is {slow / fast:.1f} times as fast (to reach: {LEAST_RATIO})")
    alike = len({sound for _, sound in [*serial, *ours]}) == 1
    if not alike:
        print("The two do not agree on whether the lessons show what they showed.")
    return 0 if alike and fast < MOST_SECONDS and slow / fast >= LEAST_RATIO else 1


def timed_serial(lessons: list[Path]) -> tuple[float, bool]:
    """Return how long nbval takes as it comes, and whether it passed."""
    with tempfile.TemporaryDirectory() as name:
        for lesson in lessons:
            shutil.copyfile(lesson, Path(name) / lesson.name)
        words = [sys.executable, "-m", "pytest", "--nbval", "-p", "no:cacheprovider", "-q"]
        return timed([*words, *(each.name for each in lessons)], Path(name))


def timed(words: list[str], folder: Path) -> tuple[float, bool]:
    """Return how many seconds a program takes, and whether it ended with status 0."""
    began = time.perf_counter()
    done = subprocess.run(words, cwd=folder, capture_output=True, check=False)  # noqa: S603 - ours
    return time.perf_counter() - began, done.returncode == 0


def told(run: tuple[float, bool]) -> str:
    """Return one run in words."""
    seconds, sound = run
    return f"{seconds:.1f} s{'' if sound else ' (not all passed)'}"


if __name__ == "__main__":
    sys.exit(main())
