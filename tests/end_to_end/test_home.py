"""The course's home in the real JupyterLab: from what is next to the lesson and back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.timeout(600)

CURRENT = "() => jupyterapp.shell.currentWidget?.context?.path"


def test_a_student_goes_from_home_to_the_lesson_and_back(
    open_notebook: Callable[[str], Page], school: Path
) -> None:
    """One click opens what is next; an answer there shows as soon as one comes back."""
    for answered in (school / "homework").glob("*/responses.json"):
        answered.unlink()  # another test's student has been here
    page = open_notebook("course/home.ipynb")
    go_on = page.locator(".ts-home").get_by_role("link", name="Open the lesson")
    expect(go_on).to_be_visible(timeout=60_000)
    go_on.click()
    page.wait_for_function(f"({CURRENT})() === 'course/00-start-here.ipynb'")
    lesson = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    expect(lesson.get_by_role("heading", name="Start here")).to_be_visible(timeout=60_000)
    page.wait_for_function(
        """() => { const kernel = jupyterapp.shell.currentWidget.sessionContext.session?.kernel;
        return kernel?.connectionStatus === "connected" && kernel.status === "idle"; }""",
        timeout=60_000,
    )
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    lesson.locator(".ts-option").filter(has_text="Spine, the row").first.click(timeout=60_000)
    expect(lesson.get_by_text("Not safe. Never press on the spine").first).to_be_visible()
    page.get_by_role("tab", name="home.ipynb").click()

    expect(page.locator(".ts-home").get_by_text("Begun: 1 of 5 tried")).to_be_visible()
    assert (school / "course" / "progress.json").is_file()
    page.locator(".ts-home").get_by_role("link", name="Your first hand-in").click()
    page.wait_for_function(f"({CURRENT})()?.startsWith('homework/ps0-first-hand-in/')")


def test_a_page_that_was_not_run_has_links_that_open_beside_it(
    open_notebook: Callable[[str], Page],
) -> None:
    """The list stands there when the course opens, and one click is enough."""
    page = open_notebook("course/00-start-here.ipynb")
    page.evaluate(
        "() => { jupyterapp.commands.execute('docmanager:open', { path: 'course/home.ipynb' }); }"
    )
    home = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    link = home.get_by_role("link", name="Oils", exact=True)
    expect(link).to_be_visible(timeout=60_000)
    link.click()

    page.wait_for_function(f"({CURRENT})() === 'course/08-oils.ipynb'")
