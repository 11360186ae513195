"""JupyterLab opens on the start page, for this computer only, with the course's settings."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tableside.errors import TablesideError
from tableside.lab import launch

ROOT = Path(__file__).parents[2]
NOTEBOOK = {
    "cells": [
        {"cell_type": "code", "id": "one", "metadata": {}, "execution_count": None, "outputs": [],
         "source": "import tableside; print('loaded', tableside.__name__)"},
        {"cell_type": "markdown", "id": "two", "metadata": {}, "source": "A second cell."},
    ],
    "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}  # fmt: skip


KERNEL_READY = """() => {
  const kernel = jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel;
  return kernel?.connectionStatus === "connected" && kernel.status === "idle";
}"""
"""JavaScript that is true once the open notebook can run."""


@pytest.fixture
def busy_port() -> Iterator[int]:
    """Yield a port that another program uses."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a folder with a start page and one notebook."""
    (tmp_path / "course").mkdir()
    (tmp_path / launch.START_PAGE).write_text("# Welcome\n\n[A lesson](lesson.ipynb)\n")
    (tmp_path / "course" / "lesson.ipynb").write_text(json.dumps(NOTEBOOK))
    return tmp_path


def test_a_port_that_was_asked_for_must_be_free(busy_port: int) -> None:
    """One sentence says that it is not, and what to do."""
    with pytest.raises(TablesideError, match=f"Port {busy_port} is in use .* --port") as refused:
        launch.choose_port(busy_port)

    assert "\n" not in str(refused.value)


def test_without_a_wish_the_next_free_port_is_taken(
    busy_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first port being busy stops nobody."""
    monkeypatch.setattr(launch, "FIRST_PORT", busy_port)
    chosen = launch.choose_port()

    assert busy_port < chosen <= busy_port + launch.PORTS_TRIED
    assert launch.is_free(chosen)


def test_when_every_port_is_busy_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The search for a port ends."""
    monkeypatch.setattr(launch, "is_free", lambda _: False)
    with pytest.raises(TablesideError, match="Every port from 8888 to 8937 is in use"):
        launch.choose_port()


def test_a_change_of_port_is_said_in_one_sentence(
    busy_port: int,
    course: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nobody is left to wonder why the address is another than last time."""
    monkeypatch.setattr(launch, "FIRST_PORT", busy_port)
    monkeypatch.setattr(launch, "serve", lambda *_, **__: None)
    monkeypatch.chdir(course)
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "")
    launch.open_course(folder=course)
    said = capsys.readouterr().out

    assert said.startswith(f"Port {busy_port} is in use by another program")
    assert said.count("\n") == 1


def test_a_folder_without_a_course_is_refused(tmp_path: Path) -> None:
    """The sentence names the folder and the option."""
    with pytest.raises(TablesideError, match=r"no course/START\.md in .* --folder"):
        launch.course_folder(tmp_path)


def test_only_this_computer_with_the_token_gets_in(tmp_path: Path) -> None:
    """The server listens on loopback alone and asks for a secret."""
    words = launch.switches(tmp_path, port=9, token="secret", browser=False)  # noqa: S106

    assert "--ServerApp.ip=127.0.0.1" in words
    assert "--IdentityProvider.token=secret" in words


def test_nbgrader_starts_where_its_settings_are(tmp_path: Path) -> None:
    """Its pages in JupyterLab then show the course's assignments."""
    assert launch.nbgrader_folder(tmp_path) == tmp_path

    (tmp_path / "assignments").mkdir()
    (tmp_path / "assignments" / "nbgrader_config.py").touch()

    assert launch.nbgrader_folder(tmp_path) == tmp_path / "assignments"


@pytest.fixture
def address(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address that ``tableside open`` prints, served for a person with a new home."""
    home = tmp_path_factory.mktemp("home")
    own = {"LabApp": {"expose_app_in_browser": True}}  # so that a test can ask for the kernel
    (home / "jupyter_lab_config.json").write_text(json.dumps(own))
    kept = {name: value for name, value in os.environ.items() if "JUPYTER" not in name}
    anew = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "JUPYTER_CONFIG_DIR"), str(home))
    server = subprocess.Popen(
        [sys.executable, "-m", "tableside", "open", "--no-browser", "--folder", str(course)],
        env={**kept, **anew},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    printed = ""
    while "Ctrl-C" not in printed and (line := server.stdout.readline()):
        printed += line
    yield re.search(r"http://127\.0\.0\.1:\S+", printed)[0]
    server.terminate()
    server.communicate(timeout=60)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Yield a page that has opened the address."""
    page = browser.new_page()
    page.goto(address)
    yield page
    page.close()


def test_the_course_opens_on_its_start_page_with_its_settings(page: Page) -> None:
    """The start page is rendered, beside its folder; D twice deletes no cell; lessons run."""
    wait = 60_000
    heading = page.locator(".jp-MarkdownViewer h1")
    expect(heading).to_contain_text("Welcome", timeout=wait)
    expect(page.locator(".jp-FileBrowser-crumbs")).to_contain_text("course", timeout=wait)
    expect(page.locator(".jp-DirListing-item")).to_have_count(2, timeout=wait)

    page.get_by_role("link", name="A lesson").click()
    cells = page.locator(".jp-Notebook .jp-Cell")
    expect(cells).to_have_count(2, timeout=wait)
    page.wait_for_function(KERNEL_READY, timeout=wait)
    cells.nth(1).click()
    page.keyboard.press("Escape")
    page.keyboard.press("d")
    page.keyboard.press("d")
    page.keyboard.press("b")
    expect(cells).to_have_count(3)

    page.evaluate("() => { jupyterapp.commands.execute('notebook:run-all-cells') }")
    expect(cells.nth(0).locator(".jp-OutputArea-output")).to_contain_text(
        "loaded tableside", timeout=wait
    )
    expect(page.locator(".Toastify__toast")).to_have_count(0)


def test_homework_is_given_once_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is new is named; what is there is left alone without a word."""
    shutil.copytree(ROOT / "assignments" / "source", tmp_path / "assignments" / "source")
    launch.give_homework(tmp_path)
    first = capsys.readouterr().out
    launch.give_homework(tmp_path)

    assert "New in the folder homework: ps0-first-hand-in." in first
    assert capsys.readouterr().out == ""


def test_homework_that_cannot_be_laid_out_stops_no_lesson(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file in the way is told in one sentence."""
    shutil.copytree(ROOT / "assignments" / "source", tmp_path / "assignments" / "source")
    (tmp_path / "homework").write_text("in the way")
    launch.give_homework(tmp_path)

    assert "the lessons open all the same" in capsys.readouterr().out
