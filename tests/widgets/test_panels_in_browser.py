"""Progress, hand-in and the search for conditions, in a real browser."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tableside.homework.desk import Desk
from tableside.knowledge import knowledge
from tableside.widgets import ConditionSearch
from tableside.widgets._base import CourseWidget
from tableside.widgets.hand_in import HandInPanel
from tableside.widgets.homework import Progress

Opened = Callable[..., Page]
ALL = len(knowledge().conditions)
PS0 = Path(__file__).parents[2] / "assignments" / "authoring" / "ps0-first-hand-in.toml"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a student's desk."""
    shutil.copyfile(PS0, tmp_path / "questions.toml")
    return Desk(tmp_path, knowledge())


@pytest.fixture(params=["progress", "hand-in", "conditions"])
def panel(request: pytest.FixtureRequest, desk: Desk) -> CourseWidget:
    """Return each panel in turn."""
    made: dict[str, Callable[[], CourseWidget]] = {
        "progress": lambda: Progress(desk),
        "hand-in": lambda: HandInPanel(desk),
        "conditions": ConditionSearch,
    }
    return made[request.param]()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(open_widget: Opened, panel: CourseWidget, dark: bool) -> None:
    """Names, roles and contrast hold in both themes, with an error shown."""
    page = open_widget(panel, dark=dark)
    page.evaluate("model.tell({ error: 'The disk is full.' })")
    for closed in page.locator("details").all()[:3]:
        closed.locator("summary").click()
    found = Axe().run(page, context="main")

    assert [each["id"] for each in found.response["violations"]] == []


def test_no_key_can_reach_the_notebook(open_widget: Opened, panel: CourseWidget) -> None:
    """Everything that takes the focus keeps JupyterLab from deleting the cell on "d d"."""
    page = open_widget(panel)
    for target in page.locator("main :is(button, input, select, summary, a, [tabindex])").all():
        expect(target).to_have_attribute("data-lm-suppress-shortcuts", "true")


def test_nothing_listens_after_a_panel_has_left(open_widget: Opened, panel: CourseWidget) -> None:
    """Running a cell again and again does not pile up listeners."""
    page = open_widget(panel)
    page.evaluate("window.leave()")

    assert page.evaluate("model.listeners()") == 0


def test_progress_follows_what_python_says(open_widget: Opened, desk: Desk) -> None:
    """The count and the ticks change with every answer."""
    panel = Progress(desk)
    page = open_widget(panel)
    desk.choose("tingling", "lighter")
    page.evaluate("(news) => model.tell(news)", {"lines": panel.lines, "summary": panel.summary})

    expect(page.get_by_role("status")).to_have_text("Answered 1 of 5.")
    expect(page.get_by_text("Answered: The leg tingles")).to_be_visible()


def test_the_hand_in_button_sends_the_id_with_the_request(
    open_widget: Opened, desk: Desk, sent: Callable[[Page], list[dict[str, Any]]]
) -> None:
    """One message holds both, so that the file is never made for an older id."""
    page = open_widget(HandInPanel(desk))
    page.get_by_role("textbox").fill("ana")
    page.get_by_role("button", name="Make my hand-in file").click()

    assert sent(page) == [{"student": "ana", "request": 1}]


def test_conditions_are_found_by_words(open_widget: Opened) -> None:
    """Every word has to appear, in the name, the question or the advice."""
    page = open_widget(ConditionSearch())
    page.get_by_label("Find a condition").fill("blood thin")

    expect(page.locator(".ts-condition-name").first).to_contain_text("blood", ignore_case=True)
    assert 0 < page.locator(".ts-condition").count() < 20
    expect(page.get_by_role("status")).to_contain_text(f"of {ALL} conditions")


def test_conditions_are_found_by_what_they_decide(open_widget: Opened) -> None:
    """The second field narrows the list to one decision."""
    page = open_widget(ConditionSearch())
    page.get_by_label("What it decides").select_option("stop")
    stops = [each for each in knowledge().conditions if each.decision.value == "stop"]

    assert page.locator(".ts-condition").count() == len(stops)


def test_what_cannot_be_found_is_said(open_widget: Opened) -> None:
    """An empty list is no puzzle."""
    page = open_widget(ConditionSearch())
    page.get_by_label("Find a condition").fill("xyzzy")

    expect(page.get_by_role("status")).to_have_text(f"0 of {ALL} conditions.")
