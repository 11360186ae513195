"""The built site: the same each time, whole, and shown to this computer alone."""

import filecmp
import json
import re
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tableside.site.offline import kept_files
from tableside.site.serve import HEADERS, make_server
from tableside.site.visit import python_files, sizes

pytestmark = pytest.mark.timeout(1800)  # the site is made in it, on however busy a computer


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


def test_the_same_course_gives_the_same_site(site: Path, next_site: Path) -> None:
    """Where two pages changed, these do, and the lists that speak of them."""
    names = files(site)
    changed = filecmp.cmpfiles(site, next_site, names, shallow=False)[1]

    assert files(next_site) == names
    assert set(changed) == {
        "api/contents/course/all.json",
        "api/contents/homework/one-of-each/all.json",
        "files/course/02-the-right-pressure.ipynb",
        "files/homework/one-of-each/one-of-each.ipynb",
        "index.html",
        "service-worker.js",
    }


def test_the_first_page_leads_to_every_page_of_the_course_in_one_click(site: Path) -> None:
    """Each lesson, each homework that is released, each page of reference, and the home."""
    page = (site / "index.html").read_text(encoding="utf-8")
    opened = set(re.findall(r'href="lab/index\.html\?path=([^"]+)"', page))
    notebooks = {name for name in files(site / "files") if name.endswith(".ipynb")}

    assert opened == notebooks
    assert "The right pressure" in page
    assert "25 min" in page
    assert "$" not in page


def test_a_host_can_tell_by_the_time_of_a_file_that_it_changed(site: Path, next_site: Path) -> None:
    """Many hosts send nothing anew that has the time of before."""
    last = max((site / name).stat().st_mtime for name in files(site))

    assert min((next_site / name).stat().st_mtime for name in files(next_site)) > last


def test_a_site_takes_the_place_of_an_older_one(next_site: Path) -> None:
    """Nothing of the workshop is left beside it."""
    beside = {each.name for each in next_site.parent.iterdir()}

    assert beside == {"assignments", "course", "next", "site"}


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
    assert {
        "index.html",
        "start_page.js",
        "lab/index.html",
        "lab_page.js",
        "site.css",
    } <= kept.keys()


def test_no_page_of_the_course_can_be_saved_over(site: Path) -> None:
    """A browser that kept a student's copy of one would never show a newer version of it."""
    listings = (site / "api" / "contents").rglob("all.json")
    entries = [each for file in listings for each in json.loads(file.read_text())["content"]]
    pages = [each for each in entries if each["type"] != "directory"]

    assert len(pages) > 15
    assert {each["writable"] for each in pages} == {False}


def test_the_page_knows_what_python_needs_before_a_lesson_runs(site: Path) -> None:
    """All of it lies on the site; drawing figures is not among it."""
    needed = python_files(site)
    script = (site / "lab_page.js").read_text(encoding="utf-8")

    assert json.loads(script.partition("const NEEDED = ")[2].partition(";")[0]) == needed
    assert any("pydantic_core" in name for name in needed)
    assert not any("numpy" in name for name in needed)


def test_no_byte_of_the_site_is_counted_twice_or_missed(site: Path) -> None:
    """What the command prints adds up; a first visit needs less than 25 MB of Python."""
    parts = sizes(site)

    assert sum(parts.values()) == sum((site / name).stat().st_size for name in files(site))
    assert next(iter(parts.values())) == sum(python_files(site).values()) < 25_000_000


def test_the_site_is_served_to_this_computer_with_its_headers(address: str) -> None:
    """Scripts and programs have the types that browsers insist on."""
    with urllib.request.urlopen(f"{address}static/pyodide/pyodide.mjs") as answer:  # noqa: S310 - ours
        sent = answer.headers

    assert sent["Content-Type"] == "text/javascript"
    assert {name: sent[name] for name in HEADERS} == HEADERS
    assert "Cross-Origin-Embedder-Policy" not in sent
