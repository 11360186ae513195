"""The course's home in a real browser: links, keyboard, themes, small screens, coming back."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tableside.homework.progress.keeping import keep_tried
from tableside.homework.progress.outline import outline
from tableside.widgets.course_home import CourseHome

Opened = Callable[..., Page]

AROUND = """() => {
  const link = document.createElement("a");
  link.href = "http://127.0.0.1/base/files/school/course/00-start-here.ipynb?_xsrf=1";
  link.textContent = "The first lesson";
  document.body.append(link);
  window.ran = [];
  window.jupyterapp = { commands: {
    hasCommand: (name) => name === "docmanager:open",
    execute: async (name, args) => { window.ran.push([name, args.path]); },
  } };
}"""
"""What JupyterLab puts around the page: a link in the text, and itself."""


def home(folder: Path, *, lessons: int = 0) -> CourseHome:
    """Return the home after so many lessons, and the beginning of the next."""
    moment = datetime(2026, 3, 14, tzinfo=UTC)
    tries = [each.tries for each in outline().lessons[:lessons]]
    begun = outline().lessons[lessons].tries[:1] if lessons else ()
    for each in [*(one for some in tries for one in some), *begun]:
        keep_tried(each.key, folder, clock=lambda: moment)
    return CourseHome(folder, clock=lambda: moment)


def test_one_click_or_enter_opens_each_beside_the_page(
    open_widget: Opened, own_folder: Path
) -> None:
    """By mouse and by keyboard, with the path that JupyterLab knows."""
    page = open_widget(home(own_folder), before=AROUND)
    page.get_by_role("link", name="Open the lesson").click()
    page.get_by_role("link", name="Oils", exact=True).focus()
    page.keyboard.press("Enter")

    assert page.evaluate("window.ran") == [
        ["docmanager:open", "school/course/00-start-here.ipynb"],
        ["docmanager:open", "school/course/08-oils.ipynb"],
    ]


def test_where_jupyterlab_cannot_be_asked_links_are_addresses(
    open_widget: Opened, own_folder: Path
) -> None:
    """As in a browser's own tab, and in the site."""
    config = '{"baseUrl": "http://127.0.0.1/base/"}'
    before = f"""() => {{ ({AROUND})(); delete window.jupyterapp; document.body.insertAdjacentHTML(
      "beforeend", '<script id="jupyter-config-data" type="application/json">{config}</script>');
    }}"""
    page = open_widget(home(own_folder), before=before)

    expect(page.get_by_role("link", name="Oils", exact=True)).to_have_attribute(
        "href", "http://127.0.0.1/base/lab/tree/school/course/08-oils.ipynb"
    )


def test_without_jupyterlab_the_page_tells_where_to_go(
    open_widget: Opened, own_folder: Path
) -> None:
    """There are no links that lead nowhere."""
    page = open_widget(home(own_folder))

    expect(page.get_by_text("choose it in the list of files")).to_be_visible()
    expect(page.get_by_role("link")).to_have_count(0)


def test_coming_back_looks_again_and_keeps_the_place(
    open_widget: Opened, own_folder: Path, sent: Callable[[Page], list[dict[str, Any]]]
) -> None:
    """A page that was hidden asks once; news leave the focus on its link."""
    widget = home(own_folder)
    page = open_widget(widget, before=AROUND)
    expect(page.get_by_role("link", name="Oils", exact=True)).to_be_visible()
    page.wait_for_timeout(100)
    page.evaluate("document.querySelector('main').hidden = true")
    page.wait_for_timeout(100)
    page.evaluate("document.querySelector('main').hidden = false")
    page.wait_for_function("window.sent.length === 1")
    assert sent(page) == [{"asked": 1}]

    page.get_by_role("link", name="Oils", exact=True).focus()
    keep_tried(outline().lessons[0].tries[0].key, own_folder)
    widget.asked = 1
    page.evaluate("news => model.tell(news)", {"shown": widget.shown, "looked": 1})
    expect(page.get_by_text("Begun: 1 of 5 tried")).to_be_visible()
    expect(page.get_by_role("link", name="Oils", exact=True)).to_be_focused()


def test_the_button_says_that_it_looked(open_widget: Opened, own_folder: Path) -> None:
    """Even where nothing changed."""
    page = open_widget(home(own_folder), before=AROUND)
    page.get_by_role("button", name="Look again").click()
    page.evaluate("model.tell({ looked: 1 })")

    expect(page.get_by_role("status")).to_have_text("This page is up to date.")


@pytest.mark.parametrize(("dark", "width"), [(False, 1280), (True, 390)])
def test_everybody_can_use_the_page(
    open_widget: Opened, own_folder: Path, dark: bool, width: int
) -> None:
    """No fault that axe-core knows, nothing wider than the screen, every target big enough."""
    (own_folder / "practice.jsonl").write_text("[]\n")
    page = open_widget(home(own_folder, lessons=2), dark=dark, width=width, before=AROUND)
    found = Axe().run(page, context=".tableside")
    sizes = page.locator(".ts-home a").evaluate_all("all => all.map((a) => a.offsetHeight)")

    assert found.response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert min(sizes) >= 24
    assert page.locator("li[data-state=done]").count() == 2


def test_leaving_removes_every_listener(open_widget: Opened, own_folder: Path) -> None:
    """Nothing is left behind."""
    page = open_widget(home(own_folder), before=AROUND)
    page.evaluate("leave()")

    assert page.evaluate("model.listeners()") == 0
