"""A page that takes long to load its widgets, as on a slow computer with a long notebook."""

import pytest
from playwright.sync_api import Browser, expect

from by_hand import run_all, widget

PS0 = "ps0-first-hand-in"
TOO_LATE = """() => {
  AbortSignal.timeout = () => {
    const over = new AbortController();
    queueMicrotask(() => over.abort());
    return over.signal;
  };
}"""
"""JavaScript by which whoever gives a widget some seconds to load finds that they are over."""

pytestmark = pytest.mark.timeout(300)


def test_a_widget_that_came_late_hears_that_its_answer_is_saved(browser: Browser, lab: str) -> None:
    """And the page at the top counts it."""
    page = browser.new_page()
    page.add_init_script(f"({TOO_LATE})()")
    page.goto(lab.format(path=f"homework/{PS0}/{PS0}.ipynb"), wait_until="domcontentloaded")
    run_all(page, ready=90_000)
    question = widget(page, "It tingles down my leg")
    question.get_by_role("radio").nth(2).check(timeout=90_000)

    expect(question.get_by_text("Saved at")).to_be_visible(timeout=30_000)
    expect(widget(page, "Answered 1 of 5.")).to_be_visible(timeout=30_000)
    page.close()
