"""Hand-ins that chance spoils in a thousand ways, for tests.

Run alone, it sends ten thousand of them through the whole of ``tableside grade``, which takes
some minutes, and ends with what they earned:

    python tests/grading/malformed.py [HOW_MANY]
"""

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    1e308,
    10**40,
    10**400,
    "",
    "x" * 5000,
    "\x00\x1b[31m\u202e",
    "\ud800",
    "../../../gradebook.db",
    "traces/../../ana/responses.json",
    "<script>alert(1)</script>",
    "=1+1",
    "'; DROP TABLE grade; --",
    [],
    {},
    [[[[[[]]]]]],
    {"kind": "choice"},
    "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00+23:59",
)


def _paths(document: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    keys = document if isinstance(document, dict) else range(len(document))
    found = []
    for key in keys:
        found.append((*at, key))
        if isinstance(document[key], dict | list):
            found += _paths(document[key], (*at, key))
    return found


def _spoil_tree(text: str, rng: random.Random) -> bytes:
    """Replace, remove or rename some entries of a JSON document."""
    document = json.loads(text)
    for _ in range(rng.randint(1, 3)):
        paths = _paths(document)
        if not paths:
            break
        *above, key = rng.choice(paths)
        place = document
        for step in above:
            place = place[step]
        match rng.randrange(3):
            case 0:
                place[key] = rng.choice(ODD)
            case 1:
                del place[key]
            case _ if isinstance(place, dict):
                place[str(rng.choice(ODD))[:200]] = place.pop(key)
    return json.dumps(document).encode()


def _spoil_bytes(text: str, rng: random.Random) -> bytes:
    """Cut, turn over, insert or repeat some bytes."""
    content = bytearray(text.encode())
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(content) + 1)
        match rng.randrange(4):
            case 0:
                del content[at:]
            case 1:
                content[at:at] = rng.randbytes(rng.randint(1, 40))
            case 2:
                content[at:at] = content[: rng.randint(1, 400)]
            case _:
                content[at : at + 1] = bytes([rng.randrange(256)])
    return bytes(content)


def _spoil_numbers(text: str, rng: random.Random) -> bytes:
    """Write what is no number where a number was, or a key twice."""
    odd = rng.choice(["NaN", "Infinity", "-Infinity", "1e999", "9" * 6000, "-0", "[" * 3000])
    if rng.random() < 0.5:
        return text.replace("1", odd, 1).encode()
    return text.replace('"format"', '"format": 1, "format"', 1).encode()


SPOILERS: tuple[Callable[[str, random.Random], bytes], ...] = (
    _spoil_tree,
    _spoil_tree,
    _spoil_bytes,
    _spoil_numbers,
)


def spoil(folder: Path, rng: random.Random) -> None:
    """Spoil one file of the hand-in in *folder*: answers, a recording or the notebook."""
    files = sorted(each for each in folder.rglob("*") if each.suffix in {".json", ".ipynb"})
    weights = [6 if each.name == "responses.json" else 1 for each in files]
    file = rng.choices(files, weights)[0]
    spoiler = rng.choice(SPOILERS)
    file.write_bytes(spoiler(file.read_text("utf-8"), rng))
    if rng.random() < 0.1:
        stamp = str(rng.choice((*ODD, "9999-12-31 23:59:59 UTC", "0001-01-01 00:00:00 +14:00")))
        (folder / "timestamp.txt").write_bytes(stamp.encode("utf-8", "surrogatepass"))
    if rng.random() < 0.1:
        file.rename(file.with_name(rng.choice(["odd.json", "responses (3).json", "a.zip", ".x"])))


def main() -> None:
    """Mark many malformed hand-ins, and say how long the slowest took."""
    from grading.hand_ins import PS0, new_course  # noqa: PLC0415 - only when run alone
    from grading.test_malformed import mark_malformed  # noqa: PLC0415 - as above

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as place:
        course = new_course(Path(place) / "assignments")
        course.release(PS0)
        points, slowest = mark_malformed(course, count)
    seconds = time.perf_counter() - start
    print(  # noqa: T201
        f"{count:,} marked whole in {seconds:.0f} s; none was out of its row, and the slowest kept "
        f"a processor for {slowest:.2f} s"
    )
    print(f"points: {sorted(points.items())}")  # noqa: T201


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main()
