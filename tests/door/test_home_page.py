"""JupyterLab opens on the course's home, which is up to date before anything was run."""

import asyncio
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tableside.homework.progress.keeping import keep_tried
from tableside.homework.progress.outline import outline
from tableside.lab import home_page, launch
from tableside.lab.home_page import CourseContents

COURSE = Path(__file__).parents[2] / "course"
FIRST = outline().lessons[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the course's home and start page."""
    (tmp_path / "course").mkdir()
    for page in (launch.HOME_PAGE, launch.START_PAGE):
        shutil.copy(COURSE.parent / page, tmp_path / page)
    return tmp_path


def opened(folder: Path, path: str = launch.HOME_PAGE) -> dict[str, Any]:
    """Return what JupyterLab gets when it opens a file."""
    contents = CourseContents(root_dir=str(folder))
    # In a thread of its own: a browser of other tests may have a loop in this one.
    with ThreadPoolExecutor() as aside:
        return aside.submit(lambda: asyncio.run(contents.get(path))).result()


def page(model: dict[str, Any]) -> str:
    """Return the HTML that the home shows."""
    (output,) = [each for cell in model["content"]["cells"] for each in cell.get("outputs", [])]
    return str(output["data"]["text/html"])


def test_the_home_opens_first_where_there_is_one(folder: Path) -> None:
    """Else the start page, by which a folder is known to hold the course."""
    words = launch.switches(folder, port=9, token="secret", browser=False)  # noqa: S106
    first = launch.first_page(folder)
    (folder / launch.HOME_PAGE).unlink()

    assert first == launch.HOME_PAGE
    assert f"--ServerApp.default_url=/lab/workspaces/course/tree/{first}" in words
    assert launch.first_page(folder) == launch.START_PAGE


def test_the_home_shows_how_things_stand_and_the_file_stays_as_it_was(folder: Path) -> None:
    """With links that JupyterLab follows, and no kernel."""
    before = (folder / launch.HOME_PAGE).read_bytes()
    keep_tried(FIRST.tries[0].key, folder / "course")
    html = page(opened(folder))

    assert f"Begun: 1 of {len(FIRST.tries)} tried" in html
    assert f'<a href="{FIRST.id}.ipynb">' in html
    assert (folder / launch.HOME_PAGE).read_bytes() == before


def test_the_home_opens_as_it_was_built_if_looking_fails(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing that lies in the folder keeps the page from opening."""

    def fail(_: Path) -> tuple[str, str]:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(home_page, "page_now", fail)

    assert "Not begun" in page(opened(folder))


def test_other_files_are_left_alone(folder: Path) -> None:
    """Whatever they hold."""
    other = folder / "course" / "copy.ipynb"
    shutil.copy(folder / launch.HOME_PAGE, other)
    keep_tried(FIRST.tries[0].key, folder / "course")
    model = opened(folder, "course/copy.ipynb")

    assert "Begun" not in page(model)
    assert json.loads(other.read_text("utf-8"))["cells"][2]["outputs"]
