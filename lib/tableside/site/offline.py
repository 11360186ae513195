"""The second visit without a network: the list of what a browser keeps of the site."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from tableside.site.parts import SitePartError

THEIRS = "jupyterlite-service-worker.js"
"""JupyterLite's own service worker, which ours contains."""

WORKER = "service-worker.js"

_NOT_KEPT = (".eot", ".ttf", ".svg", ".map")
"""Forms of fonts that no browser of today asks for, and what only programmers open."""

_LIST = "const FILES = {};"


def keep_offline(made: Path) -> None:
    """Put the course's service worker into the built site, with the list of its files."""
    theirs = made / WORKER
    if not theirs.is_file():
        raise SitePartError("JupyterLite built a site without a service worker: build it again.")
    theirs.rename(made / THEIRS)
    ours = Path(__file__).with_name("service_worker.js").read_text(encoding="utf-8")
    listed = json.dumps(dict(kept_files(made)), indent=1)
    text = ours.replace(_LIST, f"const FILES = {listed};", 1)
    (made / WORKER).write_text(text, encoding="utf-8", newline="\n")


def kept_files(made: Path) -> Iterator[tuple[str, str]]:
    """Yield what a browser keeps: the path of each file in the site, with digest and bytes."""
    for file in sorted(made.rglob("*")):
        path = file.relative_to(made)
        unused = path.parts[0] in {"doc", WORKER, THEIRS} or path.name.startswith((".", "_"))
        if file.is_file() and not unused and file.suffix not in _NOT_KEPT:
            content = file.read_bytes()
            yield path.as_posix(), f"{hashlib.sha256(content).hexdigest()[:16]}-{len(content)}"
