"""A student with nothing but a browser, and no network beyond the site: from lesson to mark."""

import json
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

from conftest import QUIET
from end_to_end.conftest import KERNEL_IDLE
from end_to_end.test_one_student import (
    FIRST_STEP,
    PS0,
    REFLECTION,
    choose_by_keyboard,
    order_by_keyboard,
    press_by_keyboard,
    widget,
    write,
)
from tableside.grading.collect import Fate, collect
from tableside.grading.course_folder import CourseFolder
from tableside.site.serve import make_server

LESSON = "course/02-the-right-pressure.ipynb"
HOMEWORK = f"homework/{PS0}/{PS0}.ipynb"
READY = 120_000
LOOPBACK_ONLY = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
TABLET = {"width": 1024, "height": 1366}

ALL_KEPT = """async () => {
  const worker = await (await fetch("../service-worker.js")).text();
  const listed = Object.keys(JSON.parse(/const FILES = ({[^}]*})/.exec(worker)[1])).length;
  return (await (await caches.open("tableside-site")).keys()).length === listed;
}"""

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.timeout(900)]


@dataclass
class Visit:
    """A browser of a student at the site, and what it asked of anybody else."""

    context: BrowserContext
    server: ThreadingHTTPServer
    strangers: list[str]

    def open(self, notebook: str) -> Page:
        """Return a page in which the notebook was run."""
        page = self.context.new_page()
        at = f"http://127.0.0.1:{self.server.server_port}/lab/index.html"
        page.goto(f"{at}?path={notebook}", wait_until="domcontentloaded")
        self.run(page)
        return page

    def run(self, page: Page) -> None:
        """Run all cells of the open notebook, from the menu."""
        page.wait_for_function(KERNEL_IDLE, timeout=READY)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()


@pytest.fixture
def visit(browser: Browser, site: Path, tmp_path: Path) -> Iterator[Visit]:
    """Serve a copy of the site; open a browser for which there is nothing else in the world."""
    shown = tmp_path / "site"
    shutil.copytree(site, shown)
    settings = json.loads((shown / "jupyter-lite.json").read_text(encoding="utf-8"))
    # Tests have to know when the kernel is ready; people see it.
    settings["jupyter-config-data"]["exposeAppInBrowser"] = True
    (shown / "jupyter-lite.json").write_text(json.dumps(settings), encoding="utf-8")
    server = make_server(shown)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found = os.environ.get("TABLESIDE_BROWSER") or shutil.which("chromium")
    alone = browser.browser_type.launch(executable_path=found, args=[*QUIET, LOOPBACK_ONLY])
    context = alone.new_context(viewport=TABLET, has_touch=True, accept_downloads=True)
    strangers: list[str] = []
    home = (f"http://127.0.0.1:{server.server_port}/", "blob:", "data:")
    context.on(
        "request", lambda asked: None if asked.url.startswith(home) else strangers.append(asked.url)
    )
    yield Visit(context, server, strangers)
    alone.close()
    server.shutdown()
    server.server_close()


def leave_and_return(visit: Visit, page: Page) -> list[str]:
    """Load the page again; return the kinds of questions that the browser asked before."""
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", agree)
    page.reload(wait_until="domcontentloaded")
    visit.run(page)
    return asked


def hand_in(page: Page, place: Path) -> Path:
    """Press the button, and return the file as it was downloaded."""
    panel = widget(page, "Hand in")
    expect(panel.get_by_text("Every question has an answer.")).to_be_visible()
    panel.get_by_role("textbox").fill("Ana")
    panel.get_by_role("button", name="Make my hand-in file").click()
    link = panel.get_by_role("link", name=f"Download {PS0}-ana.zip")
    with page.expect_download() as download:
        link.click()
    download.value.save_as(place)
    return place


def practise(page: Page) -> None:
    """Do a round of the lesson's drill, however badly: Python scores it."""
    box = widget(page, "Press and hold")
    box.get_by_role("button", name="Start round").focus()
    page.keyboard.press("Enter")
    slider = box.get_by_role("slider", name="Press")
    expect(slider).to_be_focused()
    page.wait_for_timeout(2500)
    while int(slider.get_attribute("aria-valuenow") or 0) < 44:
        page.keyboard.down("ArrowUp")
    page.keyboard.up("ArrowUp")
    expect(box.locator(".ts-score").first).to_be_visible(timeout=60_000)


def scores(course: CourseFolder) -> dict[str, float | None]:
    """Return the marks in the gradebook."""
    with Gradebook(course.gradebook) as gradebook:
        submission = gradebook.find_submission_notebook(PS0, PS0, "ana")
        return {grade.name: grade.auto_score for grade in submission.grades}


def test_a_student_with_a_browser_alone(visit: Visit, school: Path, tmp_path: Path) -> None:
    """A lesson and its drill, homework, coming back, handing in; marked as from JupyterLab."""
    lesson = visit.open(LESSON)
    expect(widget(lesson, "Press and hold")).to_be_visible(timeout=READY)
    expect(lesson.get_by_role("img", name="Map of a client's lower back").first).to_be_visible()
    expect(lesson.get_by_text("This figure needs the internet").first).to_be_visible()
    practise(lesson)
    assert all(url.startswith("https://cdn.jsdelivr.net/pyodide/") for url in visit.strangers)
    lesson.close()
    visit.strangers.clear()

    page = visit.open(HOMEWORK)
    expect(widget(page, "Answered 0 of 5.")).to_be_visible(timeout=READY)
    page.get_by_role("radio", name="On the thick muscle beside the spine").check()
    for answer in (choose_by_keyboard, order_by_keyboard, press_by_keyboard, write):
        answer(page)
    expect(widget(page, "Answered 5 of 5.")).to_be_visible()

    # A copy that the browser kept would hide every later version of the notebook.
    assert page.evaluate("jupyterapp.shell.currentWidget.context.canSave") is False
    assert leave_and_return(visit, page) == ["beforeunload"]
    expect(widget(page, "Answered 5 of 5.")).to_be_visible(timeout=READY)
    first = widget(page, "Here are the ten steps").locator(".ts-text").first
    expect(first).to_have_text(FIRST_STEP)
    expect(widget(page, "A friend says").get_by_role("textbox")).to_have_value(REFLECTION)

    handed_in = hand_in(page, tmp_path / "ps0.zip")
    course = CourseFolder(school / "assignments")
    (outcome,) = collect(course, [handed_in])
    assert (outcome.fate, outcome.student, outcome.remarks) == (Fate.COLLECTED, "ana", ())
    course.nbgrader("autograde", PS0)
    marks = scores(course)
    drill = marks.pop("hold-the-band")
    assert marks == {
        "safe-place": 2.0,
        "tingling": 2.0,
        "order-the-steps": 4.0,
        "reflection": None,
    }
    assert drill is not None
    assert drill > 0
    assert visit.strangers == []


def test_the_second_visit_needs_no_network(visit: Visit) -> None:
    """After the first, the site is in the browser: the server may be gone."""
    page = visit.open("course/90-reference-conditions.ipynb")
    page.wait_for_function(ALL_KEPT, timeout=READY, polling=1000)
    page.close()
    visit.server.shutdown()
    visit.server.server_close()
    page = visit.open(HOMEWORK)

    expect(widget(page, "Answered 0 of 5.")).to_be_visible(timeout=READY)
