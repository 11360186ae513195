"""A class in real browsers: an instructor, a projector, a phone, an anonymous student."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from classroom.class_server import Served
from classroom.class_work import LEARNERS, a_round
from tableside.classroom.tokens import Role
from tableside.widgets.join_class import ClassAddressError, JoinClass, join_class
from widgets.conftest import Opened, open_widget

__all__ = ["open_widget"]

pytestmark = pytest.mark.xdist_group("class-browser")

PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1440, "height": 900}

Context = Callable[..., BrowserContext]


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


def picture(page: Page, name: str) -> None:
    """Keep what the page looks like, where somebody wants to look at it."""
    if folder := os.environ.get("CLASS_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def press_by_keys(page: Page) -> None:
    """Do a round of the hold drill with the keys, badly: what counts is that it is sent."""
    page.get_by_role("button", name="Start round").click()
    page.wait_for_timeout(2500)
    page.keyboard.down("ArrowUp")
    page.wait_for_timeout(2500)
    page.keyboard.up("ArrowUp")


def test_a_class_does_a_drill_and_sees_itself(served: Served, somebody: Context) -> None:
    """Start, two students who send, a reveal; the board has results, the projector no name."""
    faults: list[str] = []
    teacher = page_of(somebody(), faults)
    teacher.goto(f"{served.address}/teach#{served.token(Role.INSTRUCTOR)}")
    room = page_of(somebody(), faults)
    room.goto(f"{served.address}/board#{served.token(Role.PROJECTOR)}")
    expect(room.get_by_text(served.record.code, exact=True)).to_be_visible()
    expect(room.get_by_text("0 here.")).to_be_visible()
    assert served.token(Role.PROJECTOR) not in room.url
    picture(room, "projector-waiting")

    phone = page_of(somebody(**PHONE), faults)
    come_in(phone, served, "Unusual Ana")
    other = page_of(somebody(dark=True), faults)
    come_in(other, served, "")
    expect(teacher.get_by_role("rowheader", name="Unusual Ana")).to_be_visible()
    expect(teacher.get_by_role("rowheader", name="Guest 1")).to_be_visible()

    teacher.get_by_label("Activity", exact=True).select_option("hold")
    teacher.get_by_role("button", name="Start", exact=True).click()
    for page in (phone, other):
        expect(page.get_by_role("heading", name="Press and hold", exact=True)).to_be_visible()
        press_by_keys(page)
    run = served.view(Role.INSTRUCTOR)["run"]["run"]
    for number in range(6):
        mine = served.join(f"S{number}").json()["token"]
        work = a_round("hold", LEARNERS[number % 4], seed=number)
        served.send(mine, run, work).raise_for_status()
    for page in (phone, other):
        expect(page.get_by_text("Sent. You can send again")).to_be_visible(timeout=40_000)
        expect(page.locator(".ts-headline")).not_to_be_empty()
    picture(phone, "phone-drill")
    expect(teacher.get_by_text("8/8")).to_be_visible()
    expect(teacher.get_by_role("heading", name="Points")).to_be_visible()
    expect(room.get_by_text("8/8")).to_be_visible()
    assert room.get_by_role("heading", name="Points").count() == 0

    teacher.get_by_role("button", name="Reveal on the projector").click()
    expect(room.get_by_role("heading", name="Points")).to_be_visible()
    teacher.get_by_role("button", name="Replay this round").first.click()
    expect(room.locator(".replay")).to_be_attached()
    assert "Unusual" not in room.content()
    expect(phone.locator(".told")).to_be_visible()
    expect(room.locator(".ribbon")).to_be_attached()
    picture(teacher, "instructor")
    picture(room, "projector-revealed")
    for page in (teacher, room, phone, other):
        assert_accessible(page)
    assert not faults


def test_an_ordering_survives_a_lost_network_and_a_reload(
    served: Served, somebody: Context
) -> None:
    """An answer sent without a network waits in the browser, and arrives by itself."""
    faults: list[str] = []
    context = somebody(**PHONE)
    phone = page_of(context, faults)
    come_in(phone, served, "Bo")
    served.start("ten-steps")
    expect(phone.get_by_role("option")).to_have_count(10)
    assert_accessible(phone)
    context.route("**/api/**", lambda route: route.abort())
    phone.get_by_role("button", name="Send my answer").click()
    expect(phone.locator(".link")).to_contain_text("1 result waits here")
    picture(phone, "phone-offline")
    phone.reload()
    expect(phone.locator(".link")).to_contain_text("1 result waits here")
    assert served.view(Role.INSTRUCTOR)["done"] == 0
    context.unroute("**/api/**")

    expect(phone.locator(".link")).to_have_text("Connected", timeout=30_000)
    assert served.view(Role.INSTRUCTOR)["done"] == 1
    assert not faults


def test_a_pause_stops_every_page(served: Served, somebody: Context) -> None:
    """What is paused cannot be touched, and goes on afterwards."""
    phone = page_of(somebody(**PHONE), [])
    come_in(phone, served, "Bo")
    run = served.start("where-to-press")
    first = phone.get_by_role("radio").first
    expect(first).to_be_visible()
    served.drive("pause", run=run)
    expect(phone.locator(".widget")).to_have_attribute("inert", "")
    expect(phone.get_by_text("Pause: look to the front.")).to_be_visible()
    served.drive("resume", run=run)
    expect(phone.locator(".widget")).not_to_have_attribute("inert", "")
    first.check()
    phone.get_by_role("button", name="Send my answer").click()

    expect(phone.get_by_text("Sent. You can send again")).to_be_visible()


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
