"""The questions of every kind in a real browser: by mouse, by keyboard alone, by typing."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from one_of_each import EVERY_KIND
from tableside.homework.desk import Desk
from tableside.widgets.homework import Progress
from tableside.widgets.item_screens import screen
from widgets.homework_students import KNOWN, inner

Opened = Callable[..., Page]
Sent = Callable[[Page], list[dict[str, Any]]]

NAMES = {
    "choice": "what-is-missing",
    "several": "no-towel-for",
    "order": "custom-order",
    "number": "thumb",
    "place": "show-the-place",
    "decision": "first-client",
    "plan": "plan-for",
}
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
A_PART = {"id": "one", "kind": "place", "answers": {"position": "prone", "pillows": []}}
A_STROKE = {"id": "two", "kind": "stroke", "answers": {"zone": "sacrum", "seconds": "60"}}


def item(desk: Desk, kind: str) -> Any:
    """Return the widget of a question of this kind, as it is reopened."""
    return inner(desk, desk.assignment.find(NAMES[kind]))


def press(page: Page, *keys: str) -> None:
    """Press keys one after the other."""
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.parametrize("kind", NAMES)
def test_a_question_says_what_it_is_worth(desk: Desk, open_widget: Opened, kind: str) -> None:
    """And several questions with the same words on one page are no landmarks of the same name."""
    asked = desk.assignment.find(NAMES[kind])
    page = open_widget(item(desk, kind))

    points = "point" if asked.points == 1 else "points"
    expect(page.get_by_text(f"Worth {asked.points:g} {points}.")).to_be_visible()
    expect(page.get_by_role("region")).to_have_count(0)


def test_several_by_mouse_and_by_keys(desk: Desk, open_widget: Opened, sent: Sent) -> None:
    """Each tick is an answer."""
    page = open_widget(item(desk, "several"))
    page.get_by_text("A client who wears a medicine patch").click()
    page.get_by_role("checkbox").first.focus()
    press(page, "Space", "Tab", "Space", "Space")

    assert [each["answer"] for each in sent(page)] == [
        ["patch"],
        ["numb", "patch"],
        ["numb", "curve", "patch"],
        ["numb", "patch"],
    ]


def test_a_number_is_sent_when_the_writer_pauses(
    desk: Desk, open_widget: Opened, sent: Sent
) -> None:
    """And what Python says of it does not disturb the writer."""
    page = open_widget(item(desk, "number"))
    page.keyboard.press("Tab")
    page.keyboard.type("100 kPa")
    page.wait_for_function("window.sent.length > 0")
    page.evaluate("model.tell({ answer: '100', status: 'Read as 100 kPa.' })")

    assert sent(page) == [{"answer": "100 kPa"}]
    expect(page.get_by_role("textbox").first).to_have_value("100 kPa")
    expect(page.get_by_text("Read as 100 kPa.")).to_be_visible()


def test_a_place_by_mouse(desk: Desk, open_widget: Opened, sent: Sent) -> None:
    """Where the mouse lets go is the place; it is told in words and sent once."""
    page = open_widget(item(desk, "place"))
    box = page.locator(".ts-map").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 - 30, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    (place,) = [each["answer"] for each in sent(page)]

    assert place[0] < 0
    expect(page.locator(".ts-item-said")).to_contain_text("to the client's left of the midline")


def test_a_place_by_keys(desk: Desk, open_widget: Opened, sent: Sent) -> None:
    """Two sliders move the mark by half a centimetre, and say where it is."""
    page = open_widget(item(desk, "place"))
    press(page, "Tab", "ArrowLeft", "ArrowLeft", "Tab", "ArrowRight")
    answers = [each["answer"] for each in sent(page)]
    slider = page.get_by_label("Left and right")

    assert answers[1][0] == pytest.approx(answers[0][0] - 0.5)
    assert answers[2][1] > answers[1][1]
    assert "of the midline" in (slider.get_attribute("aria-valuetext") or "")


def test_a_decision_by_mouse_and_by_keys(desk: Desk, open_widget: Opened, sent: Sent) -> None:
    """The decision, a reason and a limit."""
    page = open_widget(item(desk, "decision"))
    page.get_by_label("Adapt the massage").click()
    press(page, "ArrowDown", "Tab", "Space")
    page.get_by_label("No hot towel").focus()
    press(page, "Space")
    last = sent(page)[-1]["answer"]

    assert (last["decision"], len(last["why"]), last["limits"]) == ("hold", 1, ["no-heat"])


def test_a_plan_by_mouse(desk: Desk, open_widget: Opened, sent: Sent) -> None:
    """Parts are added, filled in, moved and removed; each time the whole plan is sent."""
    page = open_widget(item(desk, "plan"))
    page.get_by_role("button", name="+ A stroke").click()
    page.get_by_label("Where", exact=True).select_option("sacrum")
    page.get_by_role("button", name="+ A position").click()
    page.get_by_label("Face down", exact=True).click()
    page.get_by_role("button", name="Earlier: Part 2: Place the client").click()
    moved = sent(page)[-1]["parts"]
    page.get_by_role("button", name="Remove").last.click()
    left = sent(page)[-1]["parts"]

    assert [each["kind"] for each in moved] == ["place", "stroke"]
    assert moved[1]["answers"]["zone"] == "sacrum"
    assert [(each["kind"], each["answers"]["position"]) for each in left] == [("place", "prone")]


def test_a_plan_by_keys_alone(desk: Desk, open_widget: Opened, sent: Sent) -> None:
    """The focus goes to what was added, and stays on the button that moves it."""
    page = open_widget(item(desk, "plan"))
    press(page, "Tab", "Enter")
    expect(page.locator("legend", has_text="Part 1: Place the client")).to_be_focused()
    press(page, "Tab", "Space")
    page.get_by_role("button", name="+ A towel").focus()
    press(page, "Enter")
    page.get_by_role("button", name="Earlier: Part 2: Plan the towel").focus()
    press(page, "Enter")

    assert [each["kind"] for each in sent(page)[-1]["parts"]] == ["towel", "place"]
    expect(page.get_by_role("button", name="Earlier: Part 1: Plan the towel")).to_be_focused()
    page.get_by_role("button", name="Remove").first.focus()
    press(page, "Enter")
    expect(page.locator("legend", has_text="Part 1: Place the client")).to_be_focused()


def test_a_typed_plan_takes_the_place_of_the_forms(desk: Desk, open_widget: Opened) -> None:
    """It is shown in words, with a way back to the forms."""
    widget = item(desk, "plan")
    segment = '{"kind": "place", "position": "prone", "pillows": ["ankles"]}'
    widget.typed = {"number": 1, "text": f'{{"schema": 1, "segments": [{segment}]}}'}
    page = open_widget(item(desk, "plan"))

    expect(page.get_by_text("position: Face down; pillows: ankles")).to_be_visible()
    expect(page.get_by_role("button", name="+ A stroke")).to_be_hidden()
    expect(page.get_by_role("button", name="Build another plan with forms")).to_be_visible()


@pytest.mark.parametrize("kind", NAMES)
def test_every_question_can_be_answered_by_typing(
    kind: str, desk: Desk, open_widget: Opened, sent: Sent
) -> None:
    """By keys alone: open the way, type, and use it."""
    page = open_widget(item(desk, kind))
    page.get_by_text("Answer by typing").focus()
    press(page, "Enter")
    expect(page.get_by_text("Answer:")).to_be_visible()
    press(page, "Tab")
    page.keyboard.type("a")
    press(page, "Tab", "Enter")

    assert sent(page)[-1] == {"typed": {"number": 1, "text": "a"}}


REOPENED = {
    "several": ({"answer": ["patch"]}, ":checked"),
    "number": ({"answer": "100 kPa"}, "input[type=text]:not(:placeholder-shown)"),
    "place": ({"answer": [-4.0, 20.0]}, ".ts-hand[transform='translate(-4 20)']"),
    "decision": ({"answer": {"decision": "stop", "why": [], "limits": []}}, ":checked"),
    "plan": ({"parts": [A_PART, A_STROKE]}, ".ts-plan-parts > li:nth-child(2)"),
}


@pytest.mark.parametrize("kind", REOPENED)
def test_what_was_answered_is_there_again(kind: str, desk: Desk, open_widget: Opened) -> None:
    """A notebook that is closed and opened shows the answer, unfinished parts included."""
    given, place = REOPENED[kind]
    first = item(desk, kind)
    for name, value in given.items():
        setattr(first, name, value)
    again = item(desk, kind)
    page = open_widget(again)

    assert first.error == ""
    assert {name: getattr(again, name) for name in given} == given
    expect(page.locator(place)).to_have_count(1)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("kind", NAMES)
def test_no_barriers(kind: str, dark: bool, desk: Desk, open_widget: Opened) -> None:
    """With the typed route open, a sentence and an error."""
    widget = item(desk, kind)
    if kind == "plan":
        widget.parts = [A_PART, A_STROKE]
    page = open_widget(widget, dark=dark, width=800)
    page.get_by_text("Answer by typing").click()
    page.evaluate("model.tell({ status: 'Saved at 12:00.', error: 'The disk is full.' })")
    found = Axe().run(page, context="main")

    assert [each["id"] for each in found.response["violations"]] == []


@pytest.mark.parametrize("kind", NAMES)
def test_nothing_listens_after_a_question_has_left(
    kind: str, desk: Desk, open_widget: Opened
) -> None:
    """And no key can reach the notebook while it is there."""
    widget = item(desk, kind)
    if kind == "plan":
        widget.parts = [A_PART, A_STROKE]
    page = open_widget(widget, before=COUNT_LISTENERS)
    focusable = page.locator("main :is(button, input, select, textarea, summary, [tabindex])")
    open_to_keys = page.locator("main :is(button, input, select, textarea, summary, [tabindex])")
    open_to_keys = open_to_keys.and_(page.locator(":not([data-lm-suppress-shortcuts])"))

    assert focusable.count() > 3
    assert open_to_keys.count() == 0
    assert page.evaluate("window.listeners") > 0
    page.evaluate("window.leave()")

    assert (page.evaluate("window.listeners"), page.evaluate("model.listeners()")) == (0, 0)


def test_the_name_is_asked_once_and_clients_come(
    tmp_path: Path, open_widget: Opened, sent: Sent
) -> None:
    """Typed at the top of the page with Enter, it is kept, and every client comes at once."""
    shutil.copyfile(EVERY_KIND, tmp_path / "questions.toml")
    fresh = Desk(tmp_path, KNOWN)
    progress, box = Progress(fresh), screen(fresh, fresh.assignment.find("first-client"))
    before = box.as_text()
    page = open_widget(progress)
    press(page, "Tab")
    page.keyboard.type("Ana")
    press(page, "Enter")
    progress.typed_name = sent(page)[-1]["typed_name"]

    assert "Your client comes when you have typed your student name" in before
    assert (progress.student, fresh.student) == ("ana", "ana")
    assert "What do you decide?" in box.as_text()
    assert [each["id"] for each in Axe().run(page, "main").response["violations"]] == []
