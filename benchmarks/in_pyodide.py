"""How much longer the models take in a browser's Python than on the desktop.

    python benchmarks/in_pyodide.py

Runs benchmarks/towel_and_skin.py and benchmarks/client_hour.py in this Python and in Pyodide
under Node, by turns, and prints the median, the spread and the ratio. A browser's Python is the
same one; what the page draws comes on top. The course wants less than 100 ms for the towel and
less than 1 s for the hour on the desktop.
"""

import json
import statistics
import sys
import tempfile
from pathlib import Path

TURNS = 3
RUNS = 5
IN_PYODIDE = sys.platform == "emscripten"

Times = dict[str, list[float]]


def measured() -> Times:
    """Return the milliseconds of several runs of each, in this Python."""
    import time  # noqa: PLC0415 - only here

    import client_hour  # noqa: PLC0415 - beside this file, or shown to Pyodide
    import towel_and_skin  # noqa: PLC0415 - as above

    towel_and_skin.RUNS = RUNS + 1
    found = {"15 minutes of towel and skin": towel_and_skin.milliseconds()[1:]}
    for name, run in (
        ("an hour of client", client_hour.hour),
        ("a session by the expert, scored", client_hour.scored),
    ):
        run()
        times = []
        for _ in range(RUNS):
            start = time.perf_counter()
            run()
            times.append(1000 * (time.perf_counter() - start))
        found[name] = times
    return found


def both() -> tuple[Times, Times]:
    """Return the times on the desktop and in Pyodide, measured by turns."""
    from tableside.site.headless import run_headless  # noqa: PLC0415 - not in a browser
    from tableside.site.parts import bring_parts  # noqa: PLC0415 - as above
    from tableside.site.runtime import write_runtime  # noqa: PLC0415 - as above

    here = Path(__file__).resolve()
    desktop: Times = {}
    pyodide: Times = {}
    with tempfile.TemporaryDirectory() as folder:
        runtime = Path(folder).resolve() / "runtime"
        write_runtime(bring_parts(here.parents[1] / "build" / "site-parts"), runtime)
        for _ in range(TURNS):
            add(desktop, measured())
            add(pyodide, json.loads(run_headless(runtime, here, shown=here.parent)))
    return desktop, pyodide


def add(times: Times, more: Times) -> None:
    """Put *more* behind the *times* of the same name."""
    for name, found in more.items():
        times.setdefault(name, []).extend(found)


def spread(times: list[float]) -> str:
    """Return the median and the range, such as '12.3 ms (11.9 to 14.0)'."""
    return f"{statistics.median(times):.1f} ms ({min(times):.1f} to {max(times):.1f})"


def main() -> None:
    """Measure both sides, and print them with their ratio."""
    desktop, pyodide = both()
    print(f"{TURNS} turns of {RUNS} runs each, after one to warm up")
    for name, times in desktop.items():
        ratio = statistics.median(pyodide[name]) / statistics.median(times)
        print(f"{name}: desktop {spread(times)}, Pyodide {spread(pyodide[name])}, {ratio:.1f} x")


if IN_PYODIDE:
    sys.path.insert(0, "/work")
    print(json.dumps(measured()))
elif __name__ == "__main__":
    main()
