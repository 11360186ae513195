"""Three students in a real browser, from a released zip to the gradebook: mouse, keys, typing.

Each question is shown by its own script. What the page sends goes to the question's widget, which
saves it; the file comes from the panel at the end. The rest of the class is simulated
(``tests/grading/test_whole_class.py``).
"""

import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import Page

from grading.hand_ins import new_course
from tableside.grading.collect import Fate, collect
from tableside.grading.course_folder import CourseFolder
from tableside.grading.grade import Choice, grade
from tableside.homework.asked import topic
from tableside.homework.desk import Desk
from tableside.homework.items.limit_words import LIMIT_STATEMENTS
from tableside.homework.marking import Status
from tableside.homework.questions import (
    AnyQuestion,
    ChoiceQuestion,
    DecisionQuestion,
    OrderQuestion,
    PlanQuestion,
    SeveralQuestion,
    WrittenQuestion,
)
from tableside.safety.decision import ScreenDecision
from tableside.widgets.hand_in import HandInPanel
from tableside.widgets.homework import Progress
from widgets.homework_students import KNOWN, answer_right, inner
from widgets.homework_ways import right_way, typed_text

pytestmark = pytest.mark.timeout(240)

Opened = Callable[..., Page]
Sent = Callable[[Page], list[dict[str, Any]]]
Show = Callable[[Any, Callable[[Page], None]], None]

SCREENING, SEQUENCING = "ps1-screening", "ps2-sequencing"


@pytest.fixture
def show(open_widget: Opened, sent: Sent) -> Show:
    """Return a function that shows a widget, lets somebody use it, and takes what it sends."""

    def shown(widget: Any, use: Callable[[Page], None]) -> None:
        page = open_widget(widget)
        use(page)
        page.locator("main").evaluate("() => document.activeElement.blur()")
        page.wait_for_function("() => window.sent.length > 0")
        for message in sent(page):
            for name, value in message.items():
                setattr(widget, name, value)
        assert widget.error == ""
        page.context.close()

    return shown


def right(desk: Desk, question: AnyQuestion) -> Any:
    """Return the right answer as the widget of a question holds it."""
    shown = SimpleNamespace(answer=None, parts=None)
    answer_right(desk, question, shown)
    return shown.answer


def by_mouse(desk: Desk, question: AnyQuestion, page: Page) -> None:
    """Answer by clicks, and write only what has to be written."""
    answer = right(desk, question)
    match question:
        case ChoiceQuestion() | SeveralQuestion():
            chosen = [answer] if isinstance(answer, str) else answer
            for option in question.options:
                if option.id in chosen:
                    page.get_by_text(option.text, exact=True).click()
        case DecisionQuestion():
            decision = next(each for each in ScreenDecision if each.word == answer["decision"])
            page.get_by_label(decision.words, exact=True).click()
            for name in answer["why"]:
                page.get_by_label(topic(name), exact=True).click()
            for name in answer["limits"]:
                page.get_by_label(LIMIT_STATEMENTS[name].text, exact=True).click()
        case WrittenQuestion():
            page.get_by_role("textbox").fill(answer)
        case _:
            raise AssertionError(question.kind)


def by_keys(desk: Desk, question: AnyQuestion, page: Page) -> None:
    """Answer with the keyboard alone; plans by the way of typing."""
    answer = right(desk, question)
    match question:
        case ChoiceQuestion():
            place = [each.id for each in question.options].index(answer)
            page.get_by_role("radio").first.focus()
            keys(page, "Space", *["ArrowDown"] * place)
        case SeveralQuestion():
            for number, option in enumerate(question.options):
                page.get_by_role("checkbox").nth(number).focus()
                keys(page, *(["Space"] if option.id in answer else []))
        case OrderQuestion():
            for place, step in enumerate(answer):
                page.get_by_role("option").filter(has_text=KNOWN.step(step).title).focus()
                keys(page, "Space", "Home", *["ArrowDown"] * place, "Space")
        case PlanQuestion():
            by_typing(desk, question, page)
        case WrittenQuestion():
            page.get_by_role("textbox").focus()
            page.keyboard.type(answer)
        case _:
            raise AssertionError(question.kind)


def by_typing(desk: Desk, question: AnyQuestion, page: Page) -> None:
    """Open the way of typing, and type letters and numbers as they stand on paper."""
    if isinstance(question, WrittenQuestion):
        page.get_by_role("textbox").fill(right(desk, question))
        return
    page.get_by_text("Answer by typing").focus()
    keys(page, "Enter", "Tab")
    page.keyboard.insert_text(typed_text(desk, question))
    keys(page, "Tab", "Enter")


def keys(page: Page, *pressed: str) -> None:
    """Press keys one after the other."""
    for each in pressed:
        page.keyboard.press(each)


def do_homework(
    course: CourseFolder, name: str, student: str, show: Show, answer: Callable[..., None]
) -> bytes:
    """Open the release, answer everything, and return the file that would be downloaded."""
    place = course.root.parent / "homework" / student
    with zipfile.ZipFile(course.root / "release" / f"{name}.zip") as archive:
        archive.extractall(place)
    desk = Desk(place / name, KNOWN)
    top = Progress(desk)
    if top.asks_name:
        show(top, lambda page: (page.get_by_role("textbox").fill(student), keys(page, "Enter")))
    for question in desk.assignment.question:
        show(
            inner(desk, question),
            lambda page, asked=question: answer(desk, asked, page),
        )
    total = len(desk.assignment.question)
    assert top.summary == f"Answered {total} of {total}."
    panel = HandInPanel(desk)
    show(panel, lambda page: page.get_by_role("button", name="Make my hand-in file").click())
    made: bytes = panel.file
    return made


def test_three_students_in_a_browser(tmp_path: Path, show: Show) -> None:
    """Right answers by mouse, by keys and by typing all earn everything, in the gradebook."""
    course = new_course(tmp_path / "assignments")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    class_ = {"mia": (SCREENING, by_mouse), "kai": (SEQUENCING, by_keys)}
    class_ |= {"tom": (SCREENING, by_typing)}
    for name in (SCREENING, SEQUENCING):
        course.release(name)
    for number, (student, (name, answer)) in enumerate(class_.items()):
        made = do_homework(course, name, student, show, answer)
        (inbox / f"homework ({number}).zip").write_bytes(made)

    assert {each.fate for each in collect(course, [inbox])} == {Fate.COLLECTED}
    for name in (SCREENING, SEQUENCING):
        grade(course, name, Choice(jobs=1))
    with Gradebook(course.gradebook) as book:
        for student, (name, _) in class_.items():
            assignment = Desk(course.source(name).parent, KNOWN).assignment
            for row in book.find_submission_notebook(name, name, student).grades:
                way = right_way(assignment.find(row.name))
                earned = (row.auto_score, row.needs_manual_grade)
                assert earned == (way.points, way.status is Status.BY_HAND), (student, row.name)
