"""What marks depend on besides the answers: the questions, the knowledge, the rules' own code."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import tableside

_ROOMS = ("knowledge", "safety", "physics", "client", "drills", "homework")
"""Rooms whose code can change a mark; nothing below them can."""

_CODE = "the code of the rules"


@cache
def _course_digests() -> Mapping[str, str]:
    library = Path(tableside.__file__).parent
    facts = sorted((library / "knowledge").glob("*.toml"))
    found = {f"knowledge/{file.name}": _digest([file]) for file in facts}
    code = (file for room in _ROOMS for file in sorted((library / room).rglob("*.py")))
    return found | {_CODE: _digest(code)}


def rules_digests(source: Path) -> dict[str, str]:
    """Return a digest of each thing that the marks of the assignment in *source* depend on."""
    files = sorted(file for file in source.iterdir() if file.is_file())
    return {f"source/{file.name}": _digest([file]) for file in files} | dict(_course_digests())


def rules_key(digests: Mapping[str, str]) -> str:
    """Return one text for all *digests*, to be kept beside the marks that were made with them."""
    return json.dumps(dict(sorted(digests.items())))


def changed_since(before: str, now: str) -> tuple[str, ...]:
    """Return the names of what differs between two texts of ``rules_key``."""
    old, new = json.loads(before), json.loads(now)
    return tuple(sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name)))


def _digest(files: Iterable[Path]) -> str:
    found = hashlib.sha256()
    for file in files:
        # Line ends differ between computers; the rules do not.
        found.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return found.hexdigest()[:16]
