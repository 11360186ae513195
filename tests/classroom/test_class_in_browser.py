"""A class in real browsers: an instructor, a projector, a notebook in JupyterLab, phones."""

import csv
import io
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect

from classroom.class_process import wait_until
from classroom.class_server import Served
from classroom.class_work import LEARNERS, SAFE_ORDER, a_round, an_answer
from end_to_end.conftest import lab, open_notebook
from tableside.classroom.tokens import Role
from tableside.classroom.work import AnyWork
from tableside.widgets._class_remote import ClassRemote
from tableside.widgets.join_class import ClassAddressError, JoinClass, join_class
from tableside.widgets.start_with_class import StartWithClass
from widgets.conftest import Opened, open_widget

__all__ = ["lab", "open_notebook", "open_widget"]


PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1440, "height": 900}
PROJECTOR = {"width": 1280, "height": 720}

Context = Callable[..., BrowserContext]
Student = Page | FrameLocator
"""Where a student is: a page of its own, or a frame in a notebook."""


@pytest.fixture
def somebody(browser: Browser) -> Iterator[Context]:
    """Yield a function that gives somebody a browser of their own."""
    contexts: list[BrowserContext] = []

    def opened(width: int = 1440, height: int = 900, *, dark: bool = False) -> BrowserContext:
        contexts.append(
            browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if dark else "light",
            )
        )
        return contexts[-1]

    yield opened
    for context in contexts:
        context.close()


def page_of(context: BrowserContext, faults: list[str]) -> Page:
    """Return a page whose faults are collected."""
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda told: faults.append(told.text) if "Content Security" in told.text else None,
    )
    return page


def come_in(page: Page, served: Served, name: str) -> None:
    """Join as a student does, with the code from the board."""
    page.goto(f"{served.address}/#{served.record.code}")
    page.get_by_label("Name to show").fill(name)
    page.get_by_role("button", name="Join").click()
    expect(page.locator(".link")).to_contain_text("Connected")


def assert_accessible(page: Page) -> None:
    """Fail with what axe-core finds on the page."""
    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()


def assert_fits(room: Page) -> None:
    """Fail unless all of the projector's page is seen: nobody scrolls it."""
    for direction in ("Width", "Height"):
        size = f"(each) => each.scroll{direction} - each.client{direction}"
        assert room.locator("html").evaluate(size) <= 0, direction
        for panel in room.locator(".panel").all():
            assert panel.evaluate(size) <= 1, (direction, panel.inner_text())


def picture(page: Page, name: str) -> None:
    """Keep what the page looks like, where somebody wants to look at it."""
    if folder := os.environ.get("CLASS_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def press_by_keys(page: Page, student: Student) -> None:
    """Do a round of the hold drill with the keys, badly: what counts is that it is sent."""
    student.get_by_role("button", name="Start round").click()
    page.wait_for_timeout(2500)
    page.keyboard.down("ArrowUp")
    page.wait_for_timeout(1500)
    page.keyboard.up("ArrowUp")


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for JupyterLab, in which a test puts the notebook of a student."""
    folder = tmp_path_factory.mktemp("school")
    (folder / "course").mkdir()
    (folder / "course" / "START.md").write_text("# A school\n", encoding="utf-8")
    return folder


def join_cell(school: Path, served: Served) -> str:
    """Write a notebook with the one cell that joins the class, and return its name."""
    source = (
        "from tableside.widgets.join_class import join_class\n"
        f"join_class({served.address!r}, {served.record.code!r})"
    )
    cell = {"cell_type": "code", "id": "join", "metadata": {}, "source": source}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {
        "cells": [{**cell, "execution_count": None, "outputs": []}],
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    (school / "live.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return "live.ipynb"


def results_of(served: Served) -> list[tuple[str, ...]]:
    """Return who did what, one for each result that is kept."""
    text = served.get("/api/results.csv", served.token(Role.INSTRUCTOR)).raise_for_status().text
    rows = csv.DictReader(io.StringIO(text))
    return sorted({(row["student"], row["id"], row["member"], row["late"]) for row in rows})


@dataclass(frozen=True, slots=True, kw_only=True)
class Everybody:
    """Who takes part in a class, each where they are."""

    served: Served
    teacher: Page
    room: Page
    jupyter: Page
    phone: Page
    dropping: Page
    others: list[str]
    """The tokens of five students who are only simulated: so many it takes for a board."""

    @property
    def notebook(self) -> FrameLocator:
        """The class in the cell of the student who works in JupyterLab."""
        return self.jupyter.frame_locator("iframe.ts-join-frame")

    @property
    def students(self) -> tuple[tuple[Page, Student], ...]:
        """Each real student, and the page on which their keys are pressed."""
        own = ((page, page) for page in (self.phone, self.dropping))
        return ((self.jupyter, self.notebook), *own)

    def start(self, activity: str) -> None:
        """Start something on the instructor's page."""
        self.teacher.get_by_label("Activity", exact=True).select_option(activity)
        self.teacher.get_by_role("button", name="Start", exact=True).click()

    def send(self, work: Sequence[AnyWork], made: str) -> None:
        """Send the work of those who are simulated, twice each."""
        run = self.served.view(Role.INSTRUCTOR)["run"]["run"]
        for mine, each in zip(self.others, work, strict=True):
            assert self.served.send(mine, run, each, made=made).json()["new"]
            assert not self.served.send(mine, run, each, made=made).json()["new"]

    def reveal(self) -> None:
        """Show the whole room how it did."""
        self.teacher.get_by_role("button", name="Reveal on the projector").click()
        expect(self.room.get_by_role("heading", name="Points")).to_be_visible()
        assert_fits(self.room)
        for _, student in self.students:
            expect(student.locator(".told")).to_be_visible()

    def assert_accessible(self) -> None:
        """Fail with what axe-core finds on any page of the class."""
        for page in (self.teacher, self.room, self.phone, self.dropping):
            assert_accessible(page)


@pytest.fixture
def everybody(
    served: Served, somebody: Context, school: Path, open_notebook: Callable[[str], Page]
) -> Iterator[Everybody]:
    """Yield a class that everybody has joined; its pages must not have failed in the end."""
    faults: list[str] = []
    teacher = page_of(somebody(**WIDE), faults)
    teacher.goto(f"{served.address}/teach#{served.token(Role.INSTRUCTOR)}")
    room = page_of(somebody(**PROJECTOR), faults)
    room.goto(f"{served.address}/board#{served.token(Role.PROJECTOR)}")
    expect(room.get_by_text(served.record.code, exact=True)).to_be_visible()
    expect(room.get_by_text("0 are here.")).to_be_visible()
    assert_fits(room)
    assert served.token(Role.PROJECTOR) not in room.url
    picture(room, "projector-waiting")
    jupyter = open_notebook(join_cell(school, served))
    phone = page_of(somebody(**PHONE), faults)
    come_in(phone, served, "Unusual Ana")
    dropping = page_of(somebody(**PHONE, dark=True), faults)
    come_in(dropping, served, "")
    others = [served.join(f"S{number}").json()["token"] for number in range(5)]
    found = Everybody(
        served=served,
        teacher=teacher,
        room=room,
        jupyter=jupyter,
        phone=phone,
        dropping=dropping,
        others=others,
    )
    found.notebook.get_by_label("Name to show").fill("Lab Lea", timeout=60_000)
    found.notebook.get_by_role("button", name="Join").click()
    for name in ("Lab Lea", "Unusual Ana", "Guest 1"):
        expect(teacher.get_by_role("rowheader", name=name)).to_be_visible()
    yield found
    assert not faults


def test_a_class(everybody: Everybody) -> None:
    """Three students, in JupyterLab, on a phone, and one who drops: a drill, an order, a reveal.

    Nothing is lost, nothing counts twice, and no name is on the projector.
    """
    everybody.assert_accessible()
    do_the_drill(everybody)
    do_the_order(everybody)

    names = ["Guest 1", "Lab Lea", *(f"S{number}" for number in range(5)), "Unusual Ana"]
    kept = [(name, what, late) for name, what, _, late in results_of(everybody.served)]
    assert kept == [(name, what, "no") for name in names for what in ("hold", "ten-steps")]
    assert not any(name in everybody.room.content() for name in names)


def do_the_drill(everybody: Everybody) -> None:
    """All do a round; the board has results, and the projector only once they are revealed."""
    teacher, room = everybody.teacher, everybody.room
    everybody.start("hold")
    for page, student in everybody.students:
        heading = student.get_by_role("heading", name="Press and hold", exact=True)
        expect(heading).to_be_visible()
        press_by_keys(page, student)
    rounds = [a_round("hold", LEARNERS[number % 4], seed=number) for number in range(5)]
    everybody.send(rounds, made="d1")
    for _, student in everybody.students:
        expect(student.get_by_text("Sent. You can send again")).to_be_visible(timeout=40_000)
        expect(student.locator(".ts-headline")).not_to_be_empty()
    picture(everybody.phone, "phone-drill")
    expect(teacher.get_by_text("8/8")).to_be_visible()
    expect(teacher.get_by_role("heading", name="Points")).to_be_visible()
    expect(room.get_by_text("8/8")).to_be_visible()
    assert room.get_by_role("heading", name="Points").count() == 0
    everybody.reveal()
    teacher.get_by_role("button", name="Show this result").first.click()
    expect(room.locator(".replay")).to_be_attached()
    expect(room.locator(".ribbon")).to_be_attached()
    expect(room.locator(".compass span")).to_contain_text(["left", "right"])
    picture(teacher, "instructor")
    picture(room, "projector-drill")
    everybody.assert_accessible()


def do_the_order(everybody: Everybody) -> None:
    """All send an order, one of them without a network; it arrives by itself."""
    dropping, teacher = everybody.dropping, everybody.teacher
    everybody.start("ten-steps")
    for _, student in everybody.students:
        expect(student.get_by_role("option")).to_have_count(10)
    dropping.context.route("**/api/**", lambda route: route.abort())
    for _, student in everybody.students:
        student.get_by_role("button", name="Send my answer").click()
    expect(dropping.locator(".link")).to_contain_text("1 result waits here")
    picture(dropping, "phone-offline")
    dropping.reload()
    expect(dropping.locator(".link")).to_contain_text("1 result waits here")
    expect(teacher.get_by_role("img", name="2 of")).to_be_visible()
    dropping.context.unroute("**/api/**")
    expect(dropping.locator(".link")).to_have_text("Connected", timeout=30_000)
    orders = [an_answer(SAFE_ORDER if number else SAFE_ORDER[::-1]) for number in range(5)]
    everybody.send(orders, made="o1")
    expect(teacher.get_by_text("8/8")).to_be_visible()
    everybody.reveal()
    expect(everybody.room.get_by_text("put “").first).to_be_visible()
    picture(everybody.room, "projector-order")
    everybody.assert_accessible()


def test_a_whole_session_goes_on_after_a_reload(served: Served, somebody: Context) -> None:
    """It stands still in a pause, its instructor sees how far it is, and its log is judged."""
    faults: list[str] = []
    phone = page_of(somebody(**PHONE), faults)
    come_in(phone, served, "Bo")
    run = served.start("session")
    clock = phone.locator(".ts-session-time")
    expect(clock).to_have_text("0:00")
    phone.get_by_role("button", name="Ask every screening question").click()
    expect(clock).to_have_text("5:00")
    served.drive("pause", run=run)
    expect(phone.get_by_text("Kept as far as you have come.")).to_be_visible()
    (bo,) = served.view(Role.INSTRUCTOR)["members"]
    assert (bo["status"], bo["told"][:8]) == ("working", "At 5:00,")
    served.drive("resume", run=run)
    phone.reload()
    expect(clock).to_have_text("5:00")
    assert_accessible(phone)
    phone.get_by_role("button", name="End the session").first.click()
    expect(phone.get_by_text("Sent: your whole session is kept.")).to_be_visible()

    assert phone.locator(".ts-session-headline").inner_text()
    assert_accessible(phone)
    (bo,) = served.view(Role.INSTRUCTOR)["members"]
    assert bo["status"] in {"done", "unsafe"}
    assert not faults


def test_an_instructor_and_a_colleague_drive(served: Served, somebody: Context) -> None:
    """Both have every button, by mouse or keys; what one does, the other and the student see."""
    faults: list[str] = []
    teacher = page_of(somebody(**WIDE), faults)
    teacher.goto(f"{served.address}/teach#{served.token(Role.INSTRUCTOR)}")
    phone = page_of(somebody(**PHONE), faults)
    come_in(phone, served, "Bo")
    expect(teacher.get_by_role("row", name="Bo ● here")).to_be_visible()
    teacher.get_by_text("A colleague teaches with you").click()
    link = teacher.get_by_label("Link for a colleague").input_value()
    colleague = page_of(somebody(**WIDE, dark=True), faults)
    colleague.goto(link)
    teacher.get_by_label("Activity", exact=True).select_option("where-to-press")
    teacher.get_by_label("Time").select_option("10 minutes")
    press(teacher, "Start")
    expect(phone.get_by_role("radio")).to_have_count(4)
    pause_and_go_on(served, teacher, colleague, phone)
    lock_and_close(teacher, colleague, phone)
    press(colleague, "Next")
    expect(phone.get_by_text("Look to the front")).to_be_visible()
    expect(teacher.get_by_role("heading", name="Nothing is running")).to_be_visible()
    press(teacher, "Bring it back")

    expect(colleague.locator(".phase")).to_have_text("Closed for good · everybody sees the results")
    expect(phone.locator(".told")).to_be_visible()
    assert not faults


def press(page: Page, name: str) -> None:
    """Press a button of the instructor's page with the keys, as soon as it is there."""
    page.get_by_role("button", name=name, exact=True).press("Enter")


def pause_and_go_on(served: Served, teacher: Page, colleague: Page, phone: Page) -> None:
    """Pause, go on, and give more time; the keyboard stays where the button was."""
    press(teacher, "Pause")
    expect(phone.locator(".widget")).to_have_attribute("inert", "")
    expect(phone.get_by_text("Pause: look to the front.")).to_be_visible()
    expect(teacher.get_by_role("button", name="Go on")).to_be_focused()
    for page in (teacher, colleague, phone):
        assert_accessible(page)
    press(colleague, "Go on")
    expect(phone.locator(".widget")).not_to_have_attribute("inert", "")
    ends = served.view(Role.INSTRUCTOR)["run"]["ends"]
    press(colleague, "One minute more")
    wait_until(lambda: served.view(Role.INSTRUCTOR)["run"]["ends"] == ends + 60)
    expect(phone.locator(".time")).to_contain_text("left")
    expect(teacher.locator(".phase")).to_contain_text("left")
    phone.get_by_role("radio").first.check()
    phone.get_by_role("button", name="Send my answer").click()
    expect(phone.get_by_text("Sent. You can send again")).to_be_visible()


def lock_and_close(teacher: Page, colleague: Page, phone: Page) -> None:
    """Lock and open again, close for good, and show it."""
    press(colleague, "Lock")
    expect(phone.get_by_text("Closed. Yours was taken.")).to_be_visible()
    press(teacher, "Go on")
    expect(phone.locator(".widget")).not_to_have_attribute("inert", "")
    press(teacher, "Close")
    expect(phone.get_by_text("Closed. Yours was taken.")).to_be_visible()
    expect(colleague.get_by_role("button", name="Go on")).to_be_hidden()
    press(teacher, "Reveal on the projector")
    expect(phone.locator(".told")).to_contain_text("Not safe for the client.")
    expect(colleague.get_by_role("button", name="Hide again")).to_be_visible()
    for page in (teacher, colleague, phone):
        assert_accessible(page)


def test_students_choose_what_they_do(served: Served, somebody: Context) -> None:
    """All that is open is theirs to turn to, by keys as well; leaving asks once more."""
    faults: list[str] = []
    phone = page_of(somebody(**PHONE), faults)
    come_in(phone, served, "Bo")
    served.drive("pace", pace="student")
    served.start("where-to-press", "one")
    served.start("hottest-towel", "two")
    expect(phone.get_by_role("heading", name="The hottest towel")).to_be_visible()
    other = phone.get_by_role("button", name="Where to press")
    other.press("Enter")
    expect(phone.get_by_role("heading", name="Where to press")).to_be_visible()
    expect(other).to_be_focused()
    served.start("ten-steps", "three")
    expect(phone.get_by_role("button", name="The ten steps")).to_be_visible()
    expect(other).to_be_focused()
    assert_accessible(phone)
    phone.get_by_role("button", name="Leave the class").click()
    phone.get_by_role("button", name="Stay").click()
    expect(phone.get_by_role("button", name="Leave the class")).to_be_focused()
    phone.get_by_role("button", name="Leave the class").click()
    phone.get_by_role("button", name="Yes, leave").click()

    expect(phone.get_by_text("You left the class.")).to_be_visible()
    assert not faults


def test_the_cell_shows_the_class(served: Served, open_widget: Opened) -> None:
    """In a notebook the class is a frame with the code filled in."""
    page = open_widget(join_class(served.address, served.record.code))
    frame = page.frame_locator("iframe")

    expect(frame.get_by_label("Code, as it stands on the board")).to_have_value(
        served.record.code, timeout=10_000
    )
    frame.get_by_role("button", name="Join").click()
    expect(frame.get_by_text("Look to the front")).to_be_visible()


def test_the_cell_asks_for_an_address(open_widget: Opened) -> None:
    """What is no address is said to be none."""
    page = open_widget(JoinClass())
    page.get_by_label("Address on the board").fill("javascript://x")
    page.get_by_role("button", name="Open the class").click()

    expect(page.get_by_role("alert")).to_contain_text("This is no address")
    assert page.locator("iframe").count() == 0
    found = Axe().run(page, context="main")
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("address", ["ftp://x", "http://", "javascript:alert(1)://"])
def test_an_address_of_no_class_is_refused(address: str) -> None:
    """The error shows what one looks like."""
    with pytest.raises(ClassAddressError, match="as it stands on the board"):
        join_class(address)


def test_a_slide_starts_what_it_introduces(served: Served, open_widget: Opened) -> None:
    """The instructor's buttons on a slide drive the class, and show how far it is."""
    remote = ClassRemote(served.address, served.token(Role.INSTRUCTOR))
    buttons = StartWithClass("hold", remote=remote)
    page = open_widget(buttons)
    page.get_by_role("button", name="Start with the class").click()
    (asked,) = page.evaluate("window.sent.map((each) => each.asked)")
    buttons.asked = asked
    page.evaluate("(stand) => window.model.tell({ stand })", buttons.stand)

    assert served.view(Role.INSTRUCTOR)["run"]["question"] == "hold"
    expect(page.get_by_role("button", name="Reveal on the projector")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("open · 0 of 0 done")
    found = Axe().run(page, context="main")
    assert found.violations_count == 0, found.generate_report()
