"""One student and one instructor, in the real JupyterLab: from opening to the mark."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import Browser, Page, expect

import by_hand
from by_hand import widget
from tableside.drills import PressurePlan
from tableside.grading.collect import Fate, collect
from tableside.grading.course_folder import CourseFolder

PS0 = "ps0-first-hand-in"
NOTEBOOK = f"homework/{PS0}/{PS0}.ipynb"

FIRST_STEP = "Place the client comfortably, and cover them"
REFLECTION = "Odd! Pain is a reason to stop and ask: where, what kind, how strong."

pytestmark = pytest.mark.timeout(600)


def choose_by_mouse(page: Page) -> None:
    """Answer the first question with a click."""
    page.get_by_text("On the thick muscle beside the spine").click()


def answer_by_keyboard(page: Page) -> None:
    """Answer all other questions with keys: choose, order, press and write."""
    by_hand.choose(widget(page, "It tingles down my leg"), 2)
    by_hand.order(widget(page, "Here are the ten steps"), [FIRST_STEP])
    page.keyboard.type("dd")
    by_hand.press_until_scored(widget(page, "Press and hold"), PressurePlan())
    page.keyboard.type("dd")
    # With letters that are commands elsewhere in JupyterLab.
    by_hand.type_into(widget(page, "A friend says"), REFLECTION)


def cells(page: Page) -> int:
    """Return how many cells the notebook has."""
    found: int = page.evaluate("jupyterapp.shell.currentWidget.content.model.cells.length")
    return found


def test_one_student_end_to_end(
    open_notebook: Callable[[str], Page], school: Path, browser: Browser, lab: str
) -> None:
    """Open, answer by mouse and keys, press, write, hand in, be marked, read the feedback."""
    page = open_notebook(NOTEBOOK)
    expect(widget(page, "Answered 0 of 5.")).to_be_visible(timeout=60_000)
    before = cells(page)
    choose_by_mouse(page)
    answer_by_keyboard(page)

    expect(widget(page, "Answered 5 of 5.")).to_be_visible()
    assert cells(page) == before

    _come_back_later(open_notebook)
    handed_in = _hand_in(page, school)
    course = CourseFolder(school / "assignments")
    (outcome,) = collect(course, [handed_in])
    assert (outcome.fate, outcome.student, outcome.remarks) == (Fate.COLLECTED, "ana", ())
    course.nbgrader("autograde", PS0)
    _mark_by_hand(browser, lab, course)
    _read_feedback(course)


def _come_back_later(open_notebook: Callable[[str], Page]) -> None:
    """Open the notebook again: every answer is there."""
    page = open_notebook(NOTEBOOK)
    expect(widget(page, "Answered 5 of 5.")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("radio", name="On the thick muscle beside the spine")).to_be_checked()
    first = widget(page, "Here are the ten steps").locator(".ts-text").first
    expect(first).to_have_text(FIRST_STEP)
    expect(widget(page, "Press and hold").get_by_text("Safe.").first).to_be_visible()
    expect(widget(page, "A friend says").get_by_role("textbox")).to_have_value(
        "Odd! Pain is a reason to stop and ask: where, what kind, how strong."
    )
    page.close()


def _hand_in(page: Page, school: Path) -> Path:
    """Press the button, and return the file as it was downloaded."""
    panel = widget(page, "Hand in")
    expect(panel.get_by_text("Every question has an answer.")).to_be_visible()
    panel.get_by_role("textbox").fill("Ana")
    panel.get_by_role("button", name="Make my hand-in file").click()
    link = panel.get_by_role("link", name=f"Download {PS0}-ana.zip")
    with page.expect_download() as download:
        link.click()
    saved = school / "inbox" / "ps0 (1).zip"
    download.value.save_as(saved)
    beside = school / "homework" / PS0 / f"{PS0}-ana.zip"
    assert beside.read_bytes() == saved.read_bytes()
    return saved


def _mark_by_hand(browser: Browser, lab: str, course: CourseFolder) -> None:
    """Give the written answer 3 points and a comment in nbgrader's own formgrader."""
    database = f"sqlite:///{course.root / 'gradebook.db'}"
    with Gradebook(database) as gradebook:
        submission = gradebook.find_submission_notebook(PS0, PS0, "ana")
        scores = {grade.name: grade.auto_score for grade in submission.grades}
        number = submission.id
    assert {name: scores[name] for name in ("safe-place", "tingling", "order-the-steps")} == {
        "safe-place": 2.0,
        "tingling": 2.0,
        "order-the-steps": 4.0,
    }
    assert scores["hold-the-band"] > 2.0
    assert scores["reflection"] is None
    page = browser.new_page()
    # JupyterLab's page lets the browser in; formgrader is reached from there.
    page.goto(lab.format(path="course/START.md"))
    # The boxes listen only when the grades have come.
    server = lab.partition("/lab")[0]
    page.goto(f"{server}/formgrader/submissions/{number}/", wait_until="networkidle")
    expect(page.get_by_text("Odd! Pain is a reason to stop and ask")).to_be_visible()
    box = page.locator(".nbgrader_cell").filter(has_text="Odd! Pain").locator("input.score")
    with page.expect_response("**/api/grade/*"):
        box.fill("3")
        box.press("Tab")
    with page.expect_response("**/api/comment/*"):
        page.locator("textarea.comment").last.fill("Well said.")
        page.locator("textarea.comment").last.blur()
    page.close()
    with Gradebook(database) as gradebook:
        assert gradebook.find_grade("reflection", PS0, PS0, "ana").manual_score == 3.0


def _read_feedback(course: CourseFolder) -> None:
    """Find the automatic points and the hand mark on the feedback page and in the CSV."""
    course.nbgrader("generate_feedback", PS0)
    page = (course.root / "feedback" / "ana" / PS0 / f"{PS0}.html").read_text("utf-8")
    assert "Well said." in page
    course.nbgrader("export", "--to", "grades.csv")
    with (course.root / "grades.csv").open(encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert row["student_id"] == "ana"
    assert float(row["score"]) > 13


def test_the_lesson_runs(open_notebook: Callable[[str], Page]) -> None:
    """The lesson comes alive from the menu: map, drill, self-check with its rule, table."""
    page = open_notebook("course/02-the-right-pressure.ipynb")
    expect(widget(page, "Press and hold")).to_be_visible(timeout=60_000)
    page.locator(".ts-option").filter(has_text="Spine, the row of bony points").click()

    expect(page.get_by_text("Not safe. Never press on the spine")).to_be_visible()
    expect(page.get_by_role("img", name="Map of a client's lower back").first).to_be_visible()
    expect(page.get_by_text("For more pressure, move nearer to the spine.")).to_be_visible()


def test_students_meet_no_tools_of_authors(open_notebook: Callable[[str], Page]) -> None:
    """Nothing on the screen makes assignments, or validates what nobody hands in."""
    page = open_notebook("course/02-the-right-pressure.ipynb")
    expect(widget(page, "Press and hold")).to_be_visible(timeout=60_000)

    expect(page.get_by_text("Create Assignment")).to_have_count(0)
    expect(page.get_by_text("Validate", exact=True)).to_be_hidden()
    expect(page.get_by_role("menuitem", name="Nbgrader")).to_be_visible()


def test_a_saved_notebook_opens_with_texts_instead_of_dead_widgets(
    open_notebook: Callable[[str], Page], school: Path
) -> None:
    """What JupyterLab saves by itself holds no id of a live widget."""
    page = open_notebook("course/02-the-right-pressure.ipynb")
    expect(widget(page, "Press and hold")).to_be_visible(timeout=60_000)
    page.keyboard.press("Control+s")
    saved = school / "course" / "02-the-right-pressure.ipynb"
    page.wait_for_function("() => !jupyterapp.shell.currentWidget.context.model.dirty")
    text = saved.read_text("utf-8")

    assert "widget-view" not in text
    assert "To start this, choose Run" in text
