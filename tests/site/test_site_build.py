"""The built site: the same each time, whole, and shown to this computer alone."""

import filecmp
import json
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tableside.site.build import build_site
from tableside.site.offline import kept_files
from tableside.site.serve import HEADERS, make_server

REPOSITORY = Path(__file__).parents[2]

pytestmark = pytest.mark.xdist_group("site")


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    """Serve the site, and yield its address."""
    with make_server(site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def files(folder: Path) -> set[str]:
    """Return the files of a site by their paths."""
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}


def test_the_same_course_gives_the_same_site(site: Path, school: Path) -> None:
    """Every file is the same, byte for byte."""
    again = build_site(school / "again", folder=school, store=REPOSITORY / "build" / "site-parts")
    names = files(site)

    assert files(again) == names
    assert filecmp.cmpfiles(site, again, names, shallow=False)[1:] == ([], [])


def test_a_site_takes_the_place_of_an_older_one(site: Path) -> None:
    """Nothing of the workshop is left beside it."""
    assert [each.name for each in site.parent.iterdir() if each.name.startswith(".site-")] == []


def test_no_file_of_authors_or_instructors_is_on_the_site(site: Path) -> None:
    """Neither sources nor texts of authors, nor a student's answers."""
    folders = {part for name in files(site / "files") for part in Path(name).parts}

    assert not {"source", "authoring", "release", "responses.json", "guides"} & folders


def test_what_a_browser_keeps_is_all_there_and_named_by_its_contents(site: Path) -> None:
    """The list in the service worker is that of the files."""
    worker = (site / "service-worker.js").read_text(encoding="utf-8")
    listed = json.loads(worker.partition("const FILES = ")[2].partition(";")[0])
    kept = dict(kept_files(site))

    assert listed.keys() == kept.keys()
    assert {name for name in listed if listed[name] != kept[name]} == set()
    assert {"index.html", "lab/index.html", "static/pyodide/pyodide.asm.wasm"} <= kept.keys()


def test_the_site_is_served_to_this_computer_with_its_headers(address: str) -> None:
    """Scripts and programs have the types that browsers insist on."""
    with urllib.request.urlopen(f"{address}static/pyodide/pyodide.mjs") as answer:  # noqa: S310 - ours
        sent = answer.headers

    assert sent["Content-Type"] == "text/javascript"
    assert {name: sent[name] for name in HEADERS} == HEADERS
    assert "Cross-Origin-Embedder-Policy" not in sent
