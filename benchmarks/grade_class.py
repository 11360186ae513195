"""How long a class takes to mark: ours beside stock nbgrader, on the same answers, in one run.

    python benchmarks/grade_class.py [--stock 30] [--ours 30 300] [--runs 5]
    python benchmarks/grade_class.py --growth 1000 3000 10000

Three ways of marking the same ``responses.json`` and recordings:

- ours: ``tableside grade``, with gradebook, autograded notebooks and feedback pages;
- plugin: ``nbgrader autograde`` with the course's settings, where our marker runs nothing;
- stock: ``nbgrader autograde`` as it comes, on an equal assignment whose test cells call the
  same rules in a kernel and show the points. Its scores have to be equal to ours.

All start from one set of compiled modules, made before the clock starts. Stock nbgrader is
measured for one hand-in and for a class; its time for larger classes follows from both. Beside
the time on the clock stands the processors' time, which other programs disturb less.
"""

import argparse
import json
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from tableside.drills import PressurePlan
from tableside.drills.simulated import EXPERT, simulate
from tableside.homework.desk import Desk
from tableside.knowledge import knowledge

ASSIGNMENTS = Path(__file__).parents[1] / "assignments"
PS0 = "ps0-first-hand-in"
KINDS = 60
"""Different hand-ins, of which a class is made."""

SET_UP = """\
from pathlib import Path
from tableside.homework.folder import open_assignment, read_hand_in
from tableside.homework.marking import mark
from tableside.knowledge import knowledge
_asked = open_assignment(Path(), knowledge())
_marks = mark(_asked, read_hand_in(Path(), _asked), knowledge())
_points = {each.question: float(each.points or 0.0) for each in _marks}"""

STOCK_SETTINGS = "c = get_config()\nc.CourseDirectory.course_id = 'stock'\n"


class Run(NamedTuple):
    """What one program took."""

    seconds: float
    processor: float
    """Seconds of all processors together."""
    memory: int
    """Bytes at most, of its largest process."""


class Bench:
    """A folder for courses, and the programs that are timed in it."""

    def __init__(self, place: Path) -> None:
        self.place = place
        kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        self.environment = kept | {"PYTHONPYCACHEPREFIX": str(place / "compiled")}
        path = [str(Path(sys.executable).parent), os.environ.get("PATH", "")]
        self.environment["PATH"] = os.pathsep.join(path)
        self.numbers = iter(range(10_000))

    def run(self, course: Path, *words: str) -> Run:
        """Run a Python module in *course*, and return what it took."""
        start = time.perf_counter()
        with (course / "said.txt").open("wb") as said:
            program = subprocess.Popen(  # noqa: S603 - our own interpreter and words
                [sys.executable, "-m", *words],
                cwd=course,
                env=self.environment,
                stdout=said,
                stderr=subprocess.STDOUT,
            )
            _, status, used = os.wait4(program.pid, 0)
            program.returncode = os.waitstatus_to_exitcode(status)
        taken = time.perf_counter() - start
        if program.returncode != 0:
            raise SystemExit((course / "said.txt").read_text("utf-8", "replace")[-2000:])
        return Run(taken, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)

    def course(self, template: Path, hand_ins: list[Path], count: int) -> Path:
        """Return a copy of a released course to which *count* students have handed in."""
        course = self.place / f"course-{next(self.numbers)}"
        shutil.copytree(template, course)
        for number in range(count):
            place = course / "submitted" / f"s{number:05}" / PS0
            shutil.copytree(hand_ins[number % len(hand_ins)], place)
            shutil.copyfile(course / "release" / PS0 / f"{PS0}.ipynb", place / f"{PS0}.ipynb")
        return course


def make_hand_ins(place: Path) -> list[Path]:
    """Return folders with answers and recordings, some right and some not."""
    made = []
    for number in range(KINDS):
        rng = random.Random(number)  # noqa: S311 - nothing secret
        folder = place / f"hand-in-{number}"
        shutil.copytree(ASSIGNMENTS / "source" / PS0, folder)
        desk = Desk(folder, knowledge(), clock=lambda: datetime(2026, 1, 5, 12, tzinfo=UTC))
        for name in ("safe-place", "tingling"):
            options = getattr(desk.assignment.find(name), "options", ())
            desk.choose(name, rng.choice(options).id)
        steps = list(getattr(desk.assignment.find("order-the-steps"), "steps", ()))
        rng.shuffle(steps)
        desk.arrange("order-the-steps", tuple(steps))
        desk.keep_round(
            "hold-the-band", simulate(PressurePlan(), EXPERT, rng, drill="hold-the-band")
        )
        desk.write("reflection", f"Pain is a reason to stop and ask ({number}).")
        made.append(folder)
    return made


def stock_source(course: Path) -> None:
    """Make an assignment of stock nbgrader that asks and marks the same."""
    (course / "nbgrader_config.py").write_text(STOCK_SETTINGS, encoding="utf-8")
    folder = course / "source" / PS0
    shutil.copytree(ASSIGNMENTS / "source" / PS0, folder)
    file = folder / f"{PS0}.ipynb"
    document = json.loads(file.read_text("utf-8"))
    for cell in document["cells"]:
        about = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "code":
            graded = about.get("grade")
            cell["source"] = f"_points[{about['grade_id']!r}]" if graded else ""
    first = next(c for c in document["cells"] if c["cell_type"] == "code")
    first["source"] = SET_UP
    file.write_text(json.dumps(document), encoding="utf-8")


def scores(course: Path) -> list[tuple[str, str, float | None]]:
    """Return the automatic points of everybody but of the texts, which wait for a hand."""
    query = """
        SELECT sa.student_id, bc.name, g.auto_score FROM grade g
        JOIN base_cell bc ON bc.id = g.cell_id
        JOIN submitted_notebook sn ON sn.id = g.notebook_id
        JOIN submitted_assignment sa ON sa.id = sn.assignment_id
        WHERE bc.name != 'reflection' ORDER BY 1, 2
    """
    with closing(sqlite3.connect(course / "gradebook.db")) as book:
        return book.execute(query).fetchall()


def templates(bench: Bench) -> tuple[Path, Path]:
    """Return two released courses: with the course's settings, and stock."""
    ours, stock = bench.place / "ours", bench.place / "stock"
    ours.mkdir()
    stock.mkdir()
    shutil.copyfile(ASSIGNMENTS / "nbgrader_config.py", ours / "nbgrader_config.py")
    shutil.copytree(ASSIGNMENTS / "source", ours / "source")
    stock_source(stock)
    for course in (ours, stock):
        bench.run(course, "nbgrader", "generate_assignment", PS0)
    return ours, stock


def told(times: list[float]) -> str:
    """Return the middle of several times, with the shortest and the longest."""
    return f"{statistics.median(times):.2f} s ({min(times):.2f} to {max(times):.2f})"


def each_hand_in(one: Run, many: Run, size: int) -> Run:
    """Return what each further hand-in takes."""
    steps = size - 1
    seconds = (many.seconds - one.seconds) / steps
    return Run(seconds, (many.processor - one.processor) / steps, 0)


def measure(bench: Bench, words: argparse.Namespace) -> Iterator[str]:
    """Yield what was measured, line by line."""
    hand_ins = make_hand_ins(bench.place)
    ours, stock = templates(bench)
    warm = bench.course(ours, hand_ins, 1), bench.course(stock, hand_ins, 1)
    bench.run(warm[0], "tableside", "grade", PS0)
    bench.run(warm[1], "nbgrader", "autograde", PS0)

    size = words.stock
    one: dict[str, Run] = {}
    many: dict[str, Run] = {}
    for kind, template in {"stock": stock, "plugin": ours}.items():
        single, course = bench.course(template, hand_ins, 1), bench.course(template, hand_ins, size)
        one[kind] = bench.run(single, "nbgrader", "autograde", PS0)
        many[kind] = bench.run(course, "nbgrader", "autograde", PS0)
        yield (
            f"{kind}: {one[kind].seconds:.1f} s for 1 hand-in, {many[kind].seconds:.1f} s for "
            f"{size}; processors {one[kind].processor:.1f} s and {many[kind].processor:.1f} s"
        )
        if kind == "stock":
            expected = scores(course)
    quick = bench.course(ours, hand_ins, size)
    bench.run(quick, "tableside", "grade", PS0)
    if scores(quick) != expected:
        raise SystemExit("The scores of stock nbgrader and ours differ.")
    yield f"Scores of {size} hand-ins are equal in stock nbgrader and ours, cell by cell."
    step = {kind: each_hand_in(one[kind], many[kind], size) for kind in one}
    yield (
        f"plugin against stock, each further hand-in: {step['plugin'].seconds:.3f} s and "
        f"{step['stock'].seconds:.3f} s, "
        f"{step['stock'].seconds / step['plugin'].seconds:.1f} times faster (on the processors "
        f"{step['stock'].processor / step['plugin'].processor:.1f} times); 6 times are promised"
    )
    yield from measure_ours(bench, words, hand_ins, (one["stock"], step["stock"]))


def measure_ours(
    bench: Bench, words: argparse.Namespace, hand_ins: list[Path], stock: tuple[Run, Run]
) -> Iterator[str]:
    """Yield the times of ``tableside grade`` for classes of several sizes."""
    template = bench.place / "ours"
    for size in words.ours:
        runs = []
        for _ in range(words.runs if size <= 1000 else 1):
            course = bench.course(template, hand_ins, size)
            runs.append(bench.run(course, "tableside", "grade", PS0))
            last = bench.run(course, "tableside", "grade", PS0)
            shutil.rmtree(course)
        theirs = stock[0].seconds + stock[1].seconds * (size - 1)
        ratios = sorted(theirs / each.seconds for each in runs)
        middle = statistics.median(each.processor for each in runs)
        work = (stock[0].processor + stock[1].processor * (size - 1)) / middle
        yield (
            f"ours, {size} hand-ins: {told([each.seconds for each in runs])}, on the processors "
            f"{middle:.2f} s, {max(each.memory for each in runs) / 1e6:.0f} MB; again without "
            f"changes {last.seconds:.2f} s"
        )
        yield (
            f"  stock nbgrader {'took' if size == words.stock else 'would take'} {theirs:.0f} s: "
            f"{statistics.median(ratios):.0f} times as long ({ratios[0]:.0f} to {ratios[-1]:.0f}); "
            f"on the processors {work:.0f} times"
        )
    one = bench.course(template, hand_ins, 1)
    cold = []
    for number in range(words.runs):
        answers = one / "submitted" / "s00000" / PS0 / "responses.json"
        shutil.copyfile(hand_ins[number % KINDS] / "responses.json", answers)
        shutil.rmtree(answers.parent / "traces")
        shutil.copytree(hand_ins[number % KINDS] / "traces", answers.parent / "traces")
        cold.append(bench.run(one, "tableside", "grade", PS0).seconds)
    yield f"ours, one hand-in from a cold command: {told(cold)}; less than 1 s is promised"


def measure_growth(bench: Bench, sizes: list[int]) -> Iterator[str]:
    """Yield how time and memory grow with the size of a class, and nothing else."""
    hand_ins = make_hand_ins(bench.place)
    ours, _ = templates(bench)
    bench.run(bench.course(ours, hand_ins, 1), "tableside", "grade", PS0)
    runs = {}
    for size in sizes:
        course = bench.course(ours, hand_ins, size)
        runs[size] = run = bench.run(course, "tableside", "grade", PS0)
        again = bench.run(course, "tableside", "grade", PS0)
        shutil.rmtree(course)
        yield (
            f"{size:,} hand-ins: {run.seconds:.1f} s, {run.seconds / size * 1000:.2f} ms each (on "
            f"the processors {run.processor / size * 1000:.2f} ms), {run.memory / 1e6:.0f} MB; "
            f"again without changes {again.seconds:.1f} s"
        )
    few, many = min(sizes), max(sizes)
    times = runs[many].seconds / runs[few].seconds
    work = runs[many].processor / runs[few].processor
    yield (
        f"{many / few:.1f} times as many take {times:.1f} times as long (on the processors "
        f"{work:.1f} times): linear, if this is no more than {many / few:.1f}"
    )


def main() -> None:
    """Measure, and print what was found."""
    parser = argparse.ArgumentParser(description="Time the marking of a class.")
    parser.add_argument("--stock", type=int, default=30, help="hand-ins for nbgrader itself")
    parser.add_argument("--ours", type=int, nargs="+", default=[30, 300], help="sizes for ours")
    parser.add_argument("--runs", type=int, default=5, help="how often to repeat ours")
    parser.add_argument("--growth", type=int, nargs="+", default=[], help="only these, ours")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tableside-bench-") as place:
        bench = Bench(Path(place))
        lines = measure_growth(bench, words.growth) if words.growth else measure(bench, words)
        for told_line in lines:
            print(told_line, flush=True)


if __name__ == "__main__":
    main()
