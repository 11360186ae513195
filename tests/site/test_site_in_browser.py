"""A student with nothing but a browser, and no network beyond the site: from lesson to mark."""

import functools
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from pathlib import Path
from socketserver import BaseRequestHandler

import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

import site_student as student
from by_hand import press_until_scored, run_all, widget
from conftest import CHROMIUM, QUIET
from one_of_each import ONE_OF_EACH
from tableside.grading.collect import Fate, collect
from tableside.grading.course_folder import CourseFolder
from tableside.grading.grade import Choice, grade
from tableside.homework.desk import Desk
from tableside.homework.folder import read_hand_in
from tableside.site.pyodide_lock import PUBLIC
from tableside.site.serve import SiteHandler, make_server

LESSON = "course/02-the-right-pressure.ipynb"
NEWS = "Second edition"
HOMEWORK = f"homework/{ONE_OF_EACH}/{ONE_OF_EACH}.ipynb"
PATIENCE = 600_000
"""Milliseconds for whatever a page is to show. How long it takes says how busy the computer is, and
nothing of the course; what never comes ends with the test's own time."""
LOOPBACK_ONLY = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
ROUNDS = 40
"""So many rounds may have gaps because the computer was busy, before the drill is at fault."""
FULL_PRESS = 260
"""So many pixels of drag are the hardest press."""
TABLET = {"width": 820, "height": 1180}

ALL_KEPT = """async () => {
  const worker = await (await fetch("../service-worker.js")).text();
  const listed = JSON.parse(/const FILES = ({[^}]*})/.exec(worker)[1]);
  const store = await (await caches.open("tableside-site")).keys();
  const kept = new Set(store.map((each) => each.url));
  const top = new URL("../", location.href);
  return Object.entries(listed).every(([path, digest]) =>
    kept.has(new URL(`${path}?kept=${digest}`, top).href));
}"""
"""Whether the browser keeps every file of the version that is published now."""

NO_SERVICE_WORKER = 'Object.defineProperty(navigator, "serviceWorker", { value: undefined });'

ALONE = """(path) => {
  const pages = [...(window.jupyterapp?.shell.widgets("main") ?? [])];
  return pages.length === 1 && pages[0].context?.path === path;
}"""
"""Whether this page is open and no other: each has a Python of its own, which takes its time."""

pytestmark = pytest.mark.timeout(1800)


@dataclass
class Visit:
    """A tablet of a student at the site, and what it asked of anybody else."""

    context: BrowserContext
    server: ThreadingHTTPServer
    strangers: list[str]

    def open(self, notebook: str) -> Page:
        """Return a page that shows the notebook."""
        page = self.context.new_page()
        at = f"http://127.0.0.1:{self.server.server_port}/lab/index.html"
        page.goto(f"{at}?path={notebook}", wait_until="domcontentloaded")
        page.wait_for_function(ALONE, arg=notebook)
        return page

    def publish(self, site: Path) -> None:
        """Show another version of the site at the same address."""
        self.server.RequestHandlerClass = functools.partial(SiteHandler, directory=str(site))

    def cut_off(self) -> None:
        """Let nobody answer at that address, as without a network."""
        self.server.RequestHandlerClass = BaseRequestHandler


@pytest.fixture(autouse=True)
def _patient() -> Iterator[None]:
    """Wait longer than elsewhere: Python in a browser takes its time on a busy computer."""
    expect.set_options(timeout=PATIENCE)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def visit(browser: Browser, site: Path) -> Iterator[Visit]:
    """Serve the site; open a browser for which there is nothing else in the world."""
    server = make_server(site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    alone = browser.browser_type.launch(
        executable_path=CHROMIUM, args=[*QUIET, LOOPBACK_ONLY], timeout=PATIENCE
    )
    context = alone.new_context(viewport=TABLET, has_touch=True, accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    strangers: list[str] = []
    home = (f"http://127.0.0.1:{server.server_port}/", "blob:", "data:")
    context.on(
        "request", lambda asked: None if asked.url.startswith(home) else strangers.append(asked.url)
    )
    yield Visit(context, server, strangers)
    alone.close()
    server.shutdown()
    server.server_close()


def press_by_touch(page: Page) -> None:
    """Do a round of the lesson's drill with a finger: lean in, and hold until it is over."""
    box = widget(page, "Press and hold")
    start = box.get_by_role("button", name="Start round")
    start.evaluate("(button) => button.scrollIntoView({ block: 'start' })")
    zone = box.locator(".ts-map .ts-aim .ts-tint").first.bounding_box()
    assert zone
    assert zone["y"] + zone["height"] < TABLET["height"], "button and map are not on one screen"
    start.tap()
    x, y = zone["x"] + zone["width"] / 2, zone["y"] + zone["height"] / 2
    fingers = page.context.new_cdp_session(page)

    def touch(kind: str, press: float) -> None:
        points = [] if kind == "touchEnd" else [{"x": x, "y": y - FULL_PRESS * press}]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 0.0)
    for step in range(1, 31):
        touch("touchMove", step / 100)
    expect(box.locator(".ts-score")).to_be_visible()
    touch("touchEnd", 0.0)


def come_back(page: Page) -> list[str]:
    """Load the page again; return the kinds of questions that the browser asked before."""
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", agree)
    page.reload(wait_until="domcontentloaded")
    return asked


def hand_in(page: Page, name: str, place: Path) -> Path:
    """Press the button, and return the file as it was downloaded."""
    panel = widget(page, "Hand in")
    expect(panel.get_by_text("Every question has an answer.")).to_be_visible()
    expect(panel.get_by_role("textbox")).to_have_value(name)
    panel.get_by_role("button", name="Make my hand-in file").click()
    with page.expect_download() as download:
        panel.get_by_role("link", name=f"Download {ONE_OF_EACH}-{name}.zip").click()
    download.value.save_as(place)
    return place


def marks(course: CourseFolder, name: str) -> dict[str, float | None]:
    """Return the marks in the gradebook."""
    with Gradebook(course.gradebook) as gradebook:
        submission = gradebook.find_submission_notebook(ONE_OF_EACH, ONE_OF_EACH, name)
        return {grade.name: grade.auto_score for grade in submission.grades}


def take_the_lesson(visit: Visit) -> None:
    """Look at the first page, lose the network, open the lesson, and do its drill by touch."""
    page = visit.context.new_page()
    page.goto(f"http://127.0.0.1:{visit.server.server_port}/", wait_until="domcontentloaded")
    expect(page.get_by_text("The whole course is on this device")).to_be_visible()
    visit.cut_off()
    page.get_by_role("link", name="The right pressure").click()
    page.get_by_role("button", name="Start this page").click()
    expect(page.get_by_role("img", name="Map of a client's lower back").first).to_be_visible()
    expect(page.get_by_text("This figure needs the internet").first).to_be_visible()
    press_by_touch(page)
    assert [url for url in visit.strangers if not url.startswith(PUBLIC)] == []
    page.get_by_role("link", name="Course").click()
    expect(page.get_by_role("link", name="Go on: The right pressure")).to_be_visible()
    page.close()


def answer_everything(visit: Visit, desk: Desk) -> tuple[Page, str, str]:
    """Answer the homework; return its page, and what it says of the round and the session."""
    page = visit.open(HOMEWORK)
    run_all(page, ready=PATIENCE)
    total = len(desk.assignment.question)
    head = widget(page, f"Answered 0 of {total}.")
    head.get_by_role("textbox").fill(desk.student)
    head.get_by_role("button", name="Keep my name").click()
    expect(page.locator(".ts-session")).to_be_visible()
    student.answer_on_page(page, desk)
    drill = widget(page, "Press and hold")
    press_until_scored(drill, student.plan_of_drill(desk), rounds=ROUNDS)
    table = page.locator(".ts-session").first
    student.give_session(table, desk)
    expect(widget(page, f"Answered {total} of {total}.")).to_be_visible()
    drill_told = drill.get_by_text("Safe.").first.inner_text()
    return page, drill_told, table.locator(".ts-session-headline").inner_text()


def test_a_browser_that_can_keep_nothing_opens_the_page_and_says_so(visit: Visit) -> None:
    """As at an address that begins with http://, or in a private window."""
    visit.context.add_init_script(NO_SERVICE_WORKER)
    page = visit.open(LESSON)

    expect(page.get_by_role("heading", name="The right pressure").first).to_be_visible()
    expect(page.get_by_text("This browser cannot keep your work here.")).to_be_visible()


def test_a_student_with_a_browser_alone(
    visit: Visit, site: Path, next_site: Path, school: Path, tmp_path: Path
) -> None:
    """A lesson without a network, homework of every kind, a newer version, and handing in.

    The work is collected and gets the marks that the same answers get on a desktop.
    """
    course = CourseFolder(school / "assignments")
    desk = student.sit_down(course.source(ONE_OF_EACH).parent, tmp_path / "desk")
    student.answer_at_desk(desk)

    take_the_lesson(visit)
    visit.publish(site)
    page, round_told, session_told = answer_everything(visit, desk)
    # A copy that the browser kept would hide every later version of the notebook.
    assert page.evaluate("jupyterapp.shell.currentWidget.context.canSave") is False

    visit.publish(next_site)
    assert come_back(page) == ["beforeunload"]
    expect(page.get_by_role("heading", name=NEWS)).to_be_visible()
    run_all(page, ready=PATIENCE)
    total = len(desk.assignment.question)
    expect(widget(page, f"Answered {total} of {total}.")).to_be_visible()
    expect(widget(page, "What do you say").get_by_role("textbox")).to_have_value(student.WORDS)
    expect(page.locator(".ts-session-headline")).to_have_text(session_told)

    file = hand_in(page, desk.student, tmp_path / "work.zip")
    (outcome,) = collect(course, [file])
    assert (outcome.fate, outcome.student, outcome.remarks) == (Fate.COLLECTED, desk.student, ())
    handed_in = read_hand_in(course.submitted(ONE_OF_EACH, desk.student), desk.assignment)
    assert student.do_again_at_desk(desk, handed_in) == (round_told, session_told.lstrip("✓✗ "))
    assert student.answers(handed_in) == student.answers(desk.hand_in())
    grade(course, ONE_OF_EACH, Choice(jobs=1))
    assert marks(course, desk.student) == student.marks_at_desk(desk)

    page.wait_for_function(ALL_KEPT, polling=1000)
    page.close()
    visit.cut_off()
    page = visit.open(LESSON)
    expect(page.get_by_role("heading", name=NEWS)).to_be_visible()
    run_all(page, ready=PATIENCE)
    expect(widget(page, "Press and hold")).to_be_visible()
    assert [url for url in visit.strangers if not url.startswith(PUBLIC)] == []
