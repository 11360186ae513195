"""A course folder of its own, and the real JupyterLab serving it."""

import json
import os
import queue
import re
import shutil
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from by_hand import run_all
from tableside.grading.course_folder import CourseFolder

REPOSITORY = Path(__file__).parents[2]
PS0 = "ps0-first-hand-in"
READY_SECONDS = 90


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the course with the first assignment released and given to a student."""
    root = tmp_path_factory.mktemp("school")
    shutil.copytree(REPOSITORY / "course", root / "course")
    shutil.copytree(REPOSITORY / "assignments" / "source", root / "assignments" / "source")
    shutil.copy(REPOSITORY / "assignments" / "nbgrader_config.py", root / "assignments")
    released = CourseFolder(root / "assignments").release(PS0)
    with zipfile.ZipFile(released) as archive:
        archive.extractall(root / "homework")
    return root


@pytest.fixture(scope="session")
def lab(school: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the course as ``tableside open`` does, and yield its address with the token.

    The address ends where a path within the course begins.
    """
    home = tmp_path_factory.mktemp("home")
    # Tests have to know when the kernel is ready; people see it.
    settings = {"LabApp": {"expose_app_in_browser": True}}
    (home / "jupyter_lab_config.json").write_text(json.dumps(settings), encoding="utf-8")
    environment = {
        **os.environ,
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home),
        "JUPYTER_DATA_DIR": str(home / "share"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "IPYTHONDIR": str(home / "ipython"),
    }
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ["open", "--no-browser", "--port", str(port), "--folder", str(school)]
    server = subprocess.Popen(
        [sys.executable, "-m", "tableside", *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield _address(server)
    finally:
        server.terminate()
        server.wait(30)
        if server.stdout:
            server.stdout.close()


def _address(server: subprocess.Popen[str]) -> str:
    """Return the address that the server prints, or fail with what it printed instead."""
    lines: queue.Queue[str | None] = queue.Queue()

    def read() -> None:
        assert server.stdout
        for line in server.stdout:
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    said = []
    while (line := lines.get(timeout=READY_SECONDS)) is not None:
        said.append(line)
        if found := re.search(r"(http://\S+?/lab)\S*\?token=(\S+)", line):
            return f"{found[1]}/tree/{{path}}?token={found[2]}&reset"
    raise AssertionError("".join(said))


@pytest.fixture
def open_notebook(browser: Browser, lab: str) -> Iterator[Callable[[str], Page]]:
    """Yield a function that opens a notebook of the course and runs it from the menu."""
    context = browser.new_context(viewport={"width": 1280, "height": 1400}, accept_downloads=True)

    def opened(path: str) -> Page:
        page = context.new_page()
        page.goto(lab.format(path=path), wait_until="domcontentloaded")
        run_all(page, ready=READY_SECONDS * 1000)
        return page

    yield opened
    context.close()
