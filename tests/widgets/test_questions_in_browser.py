"""The questions of a graded notebook in a real browser: mouse, touch, keyboard, screen reader."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tableside.homework.questions import ChoiceQuestion, Option, OrderQuestion, WrittenQuestion
from tableside.knowledge.signs import Response
from tableside.widgets._base import CourseWidget
from tableside.widgets.choice import Choice
from tableside.widgets.order import Order
from tableside.widgets.written import Written

Opened = Callable[..., Page]
Sent = Callable[[Page], list[dict[str, Any]]]

TITLES = {"soak": "Soak the towel", "lay": "Lay it on", "oil": "Choose the oil", "up": "Help up"}
COUNT_LISTENERS = """() => {
  window.listeners = 0;
  const add = EventTarget.prototype.addEventListener;
  const remove = EventTarget.prototype.removeEventListener;
  EventTarget.prototype.addEventListener = function (...words) {
    window.listeners += 1;
    return add.apply(this, words);
  };
  EventTarget.prototype.removeEventListener = function (...words) {
    window.listeners -= 1;
    return remove.apply(this, words);
  };
}"""


def choice(answer: str = "") -> Choice:
    """Return a choice with three options."""
    question = ChoiceQuestion(
        id="q",
        title="Tingling",
        prompt="The leg tingles. What do you do?",
        points=2,
        kind="choice",
        sign="tingling-in-leg",
        options=tuple(
            Option(id=each.value, text=each.title, respond=each) for each in list(Response)[2:5]
        ),
    )
    return Choice(question, answer=answer, save=lambda _: "Saved.")


def order(answer: tuple[str, ...] = ()) -> Order:
    """Return an ordering of four cards."""
    question = OrderQuestion(
        id="q",
        title="Order",
        prompt="Put them in order.",
        points=4,
        kind="order",
        steps=tuple(TITLES),
    )
    return Order(question, titles=TITLES, answer=answer, save=lambda _: "Saved.")


def written(answer: str = "") -> Written:
    """Return a question to write about."""
    question = WrittenQuestion(
        id="q",
        title="Words",
        prompt="What do you say?",
        points=4,
        kind="written",
        rubric=("Stops.",),
    )
    return Written(question, answer=answer, save=lambda _: "Saved.")


def cards(page: Page) -> list[str]:
    """Return the texts of the cards from top to bottom."""
    return page.locator(".ts-cards .ts-text").all_text_contents()


def last_order(page: Page, sent: Sent) -> list[str]:
    """Return the order that the widget last sent."""
    found: list[str] = sent(page)[-1]["answer"]
    return found


def test_a_click_chooses_and_is_sent_at_once(open_widget: Opened, sent: Sent) -> None:
    """One press on an option is an answer."""
    page = open_widget(choice())
    page.get_by_text("Take the heat away").click()

    assert sent(page) == [{"answer": "remove-heat"}]


def test_arrow_keys_choose(open_widget: Opened, sent: Sent) -> None:
    """The options are one stop of the Tab key, and the arrows move the choice."""
    page = open_widget(choice("stop-technique-and-ask"))
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")

    assert sent(page)[-1] == {"answer": "remove-heat"}


def test_a_saved_choice_is_shown_again(open_widget: Opened) -> None:
    """Reopened, the question shows what was chosen."""
    page = open_widget(choice("remove-heat"))

    expect(page.get_by_role("radio", name="Take the heat away")).to_be_checked()


def test_what_python_says_is_read_out(open_widget: Opened) -> None:
    """That an answer was saved, or why not, appears in a live region."""
    page = open_widget(choice())
    page.evaluate("model.tell({ status: 'Saved at 12:00.', error: 'The disk is full.' })")

    expect(page.get_by_role("status")).to_have_text("Saved at 12:00.")
    expect(page.get_by_role("alert")).to_have_text("The disk is full.")


def test_space_lifts_and_drops_and_arrows_move(open_widget: Opened, sent: Sent) -> None:
    """A card moves by keyboard alone, is sent when it is dropped, and its place is said."""
    page = open_widget(order())
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")

    assert sent(page) == []
    page.keyboard.press("Space")

    assert last_order(page, sent) == ["lay", "oil", "soak", "up"]
    assert cards(page) == ["Lay it on", "Choose the oil", "Soak the towel", "Help up"]
    expect(page.locator(".ts-said")).to_have_text("Dropped. Soak the towel: place 3 of 4.")
    expect(page.get_by_role("option", name="Soak the towel")).to_be_focused()


def test_a_card_that_moves_keeps_the_focus_all_the_while(open_widget: Opened) -> None:
    """JupyterLab takes the keys as soon as the focus is lost, if only for a moment."""
    page = open_widget(order())
    page.evaluate(
        "document.addEventListener('focusout', () => { window.lost = (window.lost ?? 0) + 1 })"
    )
    page.keyboard.press("Tab")
    for key in ("Space", "End", "Home", "ArrowDown", "Space"):
        page.keyboard.press(key)

    assert page.evaluate("window.lost ?? 0") == 0
    expect(page.get_by_role("option", name="Soak the towel")).to_be_focused()


def test_a_card_left_in_the_hand_is_dropped_and_sent(open_widget: Opened, sent: Sent) -> None:
    """Going on to the next question without pressing Space again loses nothing."""
    page = open_widget(order())
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("End")
    page.get_by_role("button", name="Move up").focus()

    assert last_order(page, sent) == ["lay", "oil", "up", "soak"]


def test_the_keys_mean_the_card_that_has_the_focus(open_widget: Opened, sent: Sent) -> None:
    """A screen reader puts the focus on a card without any arrow key."""
    page = open_widget(order())
    page.get_by_role("option", name="Help up").focus()
    for key in ("Space", "Home", "Space"):
        page.keyboard.press(key)

    assert last_order(page, sent)[0] == "up"


def test_escape_puts_a_lifted_card_back(open_widget: Opened, sent: Sent) -> None:
    """A card lifted by mistake returns to its place, and nothing is sent."""
    page = open_widget(order())
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("End")
    page.keyboard.press("Escape")

    assert list(TITLES.values()) == cards(page)
    assert sent(page) == []


def test_arrows_without_lifting_only_choose(open_widget: Opened, sent: Sent) -> None:
    """Walking through the list changes nothing."""
    page = open_widget(order())
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")

    expect(page.get_by_role("option", name="Lay it on")).to_be_focused()
    assert list(TITLES.values()) == cards(page)
    assert sent(page) == []


def test_buttons_move_the_chosen_card(open_widget: Opened, sent: Sent) -> None:
    """Who cannot drag chooses a card and presses a button."""
    page = open_widget(order())
    page.get_by_role("option", name="Choose the oil").click()
    page.get_by_role("button", name="Move up").click()
    page.get_by_role("button", name="Move up").click()

    assert last_order(page, sent) == ["oil", "soak", "lay", "up"]
    expect(page.get_by_role("button", name="Move up")).to_be_disabled()


def test_a_card_is_dragged_with_the_mouse(open_widget: Opened, sent: Sent) -> None:
    """Dragging sends one answer, when the card is let go."""
    page = open_widget(order())
    first = page.get_by_role("option", name="Soak the towel").bounding_box()
    last = page.get_by_role("option", name="Help up").bounding_box()
    assert first
    assert last
    page.mouse.move(first["x"] + 200, first["y"] + 20)
    page.mouse.down()
    page.mouse.move(last["x"] + 200, last["y"] + last["height"] - 4, steps=8)
    page.mouse.up()

    assert sent(page) == [{"answer": ["lay", "oil", "up", "soak"]}]


def test_a_finger_drags_by_the_grip_and_scrolls_elsewhere(open_widget: Opened) -> None:
    """Only the grip takes the finger's movement from the page."""
    page = open_widget(order(), has_touch=True)
    style = "(e) => getComputedStyle(e).touchAction"

    assert page.locator(".ts-grip").first.evaluate(style) == "none"
    assert page.locator(".ts-text").first.evaluate(style) == "auto"


def test_a_text_is_sent_when_the_writer_pauses(open_widget: Opened, sent: Sent) -> None:
    """Not on every letter, and without leaving the box."""
    page = open_widget(written())
    page.get_by_role("textbox").press_sequentially("Stop and ask", delay=5)
    page.wait_for_function("window.sent.length > 0")

    assert sent(page) == [{"answer": "Stop and ask"}]
    expect(page.get_by_text("3 of about 120 words")).to_be_visible()


def test_a_text_is_sent_when_the_box_is_left(open_widget: Opened, sent: Sent) -> None:
    """Closing the notebook right after the last word loses nothing."""
    page = open_widget(written())
    page.get_by_role("textbox").fill("Stop")
    page.keyboard.press("Tab")

    assert sent(page) == [{"answer": "Stop"}]


def test_news_from_python_does_not_disturb_a_writer(open_widget: Opened) -> None:
    """The words on screen are the newest there are, whatever arrives meanwhile."""
    page = open_widget(written("Old"))
    page.get_by_role("textbox").fill("Newer")
    page.evaluate("model.tell({ answer: 'Old', status: 'Saved.' })")

    expect(page.get_by_role("textbox")).to_have_value("Newer")


WIDGETS = {"choice": choice, "order": order, "written": written}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", WIDGETS)
def test_axe_finds_nothing(open_widget: Opened, name: str, dark: bool) -> None:
    """Names, roles and contrast hold, with and without an answer and an error."""
    page = open_widget(WIDGETS[name](), dark=dark)
    page.evaluate("model.tell({ status: 'Saved at 12:00.', error: 'The disk is full.' })")
    found = Axe().run(page, context="main")

    assert [each["id"] for each in found.response["violations"]] == []


@pytest.mark.parametrize("name", WIDGETS)
def test_no_key_can_reach_the_notebook(open_widget: Opened, name: str) -> None:
    """Everything that takes the focus keeps JupyterLab from deleting the cell on "d d"."""
    page = open_widget(WIDGETS[name]())
    focusable = page.locator("main :is(button, input, select, textarea, a, [tabindex])")

    assert focusable.count()
    for index in range(focusable.count()):
        expect(focusable.nth(index)).to_have_attribute("data-lm-suppress-shortcuts", "true")


@pytest.mark.parametrize("name", WIDGETS)
def test_nothing_listens_after_a_widget_has_left(open_widget: Opened, name: str) -> None:
    """Running a cell again and again does not pile up listeners."""
    page = open_widget(WIDGETS[name](), before=COUNT_LISTENERS)

    assert page.evaluate("window.listeners") > 0
    assert page.evaluate("model.listeners()") > 0
    page.evaluate("window.leave()")

    assert (page.evaluate("window.listeners"), page.evaluate("model.listeners()")) == (0, 0)


@pytest.mark.parametrize("name", WIDGETS)
def test_targets_are_large_enough_for_a_finger(open_widget: Opened, name: str) -> None:
    """Whatever is pressed is at least 44 pixels high."""
    page = open_widget(WIDGETS[name](), width=390)
    for target in page.locator("main :is(button, .ts-option, li[role=option], textarea)").all():
        box = target.bounding_box()

        assert box
        assert box["height"] >= 44


@pytest.mark.parametrize("make", WIDGETS.values(), ids=WIDGETS)
def test_every_question_has_a_text_equal(make: Callable[[], CourseWidget]) -> None:
    """Without a widget the notebook shows the question and what can be answered."""
    widget = make()
    text = widget.as_text()

    assert text.splitlines()[0] in {
        "The leg tingles. What do you do?",
        "Put them in order.",
        "What do you say?",
    }
    assert len(text.splitlines()) > 1
    assert repr(widget) == text


def test_an_error_in_a_handler_reaches_the_student() -> None:
    """What goes wrong while saving stands in the widget, in plain words."""

    def full(_: str) -> str:
        raise OSError(28, "No space left on device")

    widget = choice()
    broken = Choice(
        ChoiceQuestion.model_validate(
            {
                **widget.question,
                "kind": "choice",
                "sign": "says-stop",
                "options": (Option(id="a", text="A"), Option(id="b", text="B")),
            }
        ),
        answer="",
        save=full,
    )
    broken.answer = "a"

    assert "No space left on device" in broken.error
