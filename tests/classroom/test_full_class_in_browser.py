"""The pages of the staff in a browser, with more of a class than fits on a screen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from classroom.class_server import Served
from classroom.class_work import LEARNERS, a_round
from tableside.classroom.tokens import Role

INSIDE = 44
"""How far from its middle the ring begins, in its own units."""

FARTHEST = """async (numbers) => {
  const { ring } = await import("/pages/charts.js");
  const place = document.createElement("div");
  document.body.append(place);
  place.replaceChildren(ring(...numbers));
  const box = place.querySelector(".ring-number").getBBox();
  place.remove();
  const x = Math.max(60 - box.x, box.x + box.width - 60);
  return Math.hypot(x, Math.max(60 - box.y, box.y + box.height - 60));
}"""


@pytest.fixture
def teacher(served: Served, browser: Browser) -> Iterator[Page]:
    """Yield the instructor's page of a class."""
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{served.address}/teach#{served.token(Role.INSTRUCTOR)}")
    yield page
    page.close()
    assert not faults


@pytest.mark.parametrize("numbers", [(0, 0), (8, 8), (24, 30), (240, 300), (1000, 1000)])
def test_the_ring_holds_its_numbers(teacher: Page, numbers: tuple[int, int]) -> None:
    """However many are there, the numbers do not run across it."""
    expect(teacher.get_by_role("heading", name="Nothing is running")).to_be_visible()

    assert teacher.evaluate(FARTHEST, numbers) <= INSIDE


def test_students_stay_where_they_are_while_others_change(served: Served, teacher: Page) -> None:
    """The keyboard stays with whoever it was with, and rows that did not change are not touched."""
    run = served.start("hold")
    for number, name in enumerate(("Ada", "Bo", "Cyd")):
        bearer = served.join(name).json()["token"]
        served.send(bearer, run, a_round("hold", LEARNERS[0], number)).raise_for_status()
    served.drive("reveal", run=run)
    bo = teacher.get_by_role("row", name="Bo")
    expect(bo.get_by_role("button")).to_be_visible()
    bo.evaluate("(row) => { row.kept = true; }")
    show = teacher.get_by_role("button", name="without a name: Ada")
    show.press("Enter")
    expect(show).to_have_attribute("aria-pressed", "true")
    expect(show).to_be_focused()
    served.join("Abe")
    expect(teacher.locator("tbody th")).to_have_text(["Ada", "Bo", "Cyd", "Abe"])

    expect(show).to_be_focused()
    assert bo.evaluate("(row) => row.kept")


def test_who_scrolls_on_stays_there(served: Served, teacher: Page) -> None:
    """The list does not jump back to whoever has the keyboard when something of them changes."""
    run = served.start("hold")
    names = [f"Student {number}" for number in range(30)]
    for number, name in enumerate(names):
        bearer = served.join(name, made=f"s{number}").json()["token"]
        if number < 6:
            served.send(bearer, run, a_round("hold", LEARNERS[3], number)).raise_for_status()
    served.drive("reveal", run=run)
    teacher.get_by_role("button", name="without a name: Student 0").focus()
    students = teacher.get_by_role("region", name="Students")
    students.evaluate("(list) => list.scrollTo(0, list.scrollHeight)")
    before = students.evaluate("(list) => list.scrollTop")
    served.join("Ada", made="s0", number=1).raise_for_status()
    show = teacher.get_by_role("button", name="without a name: Ada")
    expect(show).to_be_focused()

    assert before > 0
    assert students.evaluate("(list) => list.scrollTop") == before
