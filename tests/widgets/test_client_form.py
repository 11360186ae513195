"""Practice with clients: forms that the rules judge, one client after the other."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tableside.safety.decision import ScreenDecision
from tableside.widgets.client_form import ClientForm
from tableside.widgets.client_practice import (
    choose_the_oil,
    place_the_client,
    plan_the_towel,
    screen_clients,
)

PRACTICE = [screen_clients, plan_the_towel, place_the_client, choose_the_oil]
GOOD_TOWEL = {
    "bath": "44",
    "surface": "41",
    "minutes": "6",
    "layers": "4",
    "measured": True,
    "feeling_tested": True,
    "covered": True,
    "checks": ["0", "2", "5", "off"],
}


def asked(form: ClientForm, answers: dict[str, Any]) -> dict[str, Any]:
    """Return what Python says of a form that was filled in."""
    form.asked = {"number": form.asked.get("number", 0) + 1, "answers": answers}
    return form.verdict


@pytest.mark.parametrize("seed", range(1, 30))
def test_one_decision_is_right_for_each_client(seed: int) -> None:
    """And everything milder is told to be unsafe."""
    form = screen_clients(seed=seed)
    headlines = [
        asked(form, {"decision": decision.word})["headline"] for decision in ScreenDecision
    ]
    right = [i for i, headline in enumerate(headlines) if headline.startswith("Right")]

    assert len(right) == 1
    assert all(headline.startswith("Not safe") for headline in headlines[: right[0]])
    assert all(headline.startswith("More careful") for headline in headlines[right[0] + 1 :])


def test_a_good_towel_is_good_for_a_client_who_may_have_one() -> None:
    """The third client has nothing that limits heat."""
    verdict = asked(plan_the_towel(seed=3), GOOD_TOWEL)

    assert (verdict["good"], verdict["findings"]) == (True, [])


def test_a_towel_that_is_too_hot_is_unsafe_and_says_what_to_do() -> None:
    """With the rule's advice and its reason."""
    verdict = asked(plan_the_towel(seed=3), {**GOOD_TOWEL, "surface": "55"})

    assert verdict["good"] is False
    assert verdict["findings"][0]["safety"]
    assert "cool to 40 to 42 °C" in verdict["findings"][0]["message"]


def test_a_field_left_empty_is_named_and_nothing_is_judged() -> None:
    """The sentence stands in the widget."""
    form = plan_the_towel(seed=3)
    verdict = asked(form, {**GOOD_TOWEL, "minutes": ""})

    assert verdict == {}
    assert form.error == "Time on the skin: give a number."


def test_the_next_client_is_another_one() -> None:
    """And the verdict on the last one is gone."""
    form = screen_clients(seed=1)
    first = form.task
    asked(form, {"decision": "stop"})
    form.wanted = 1

    assert form.task != first
    assert form.verdict == {}


@pytest.mark.parametrize("make", PRACTICE)
def test_the_text_can_stand_for_the_form(make: Callable[..., ClientForm]) -> None:
    """Client, fields and options can be read without the page."""
    form = make(seed=2)
    text = form.as_text()

    assert all(line in text for line in form.task["client"])
    assert all(field["label"] in text for field in form.task["fields"])
    assert all(o["text"] in text for field in form.task["fields"] for o in field["options"])


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("make", PRACTICE)
def test_no_barriers(open_widget: Callable[..., Page], make: Any, *, dark: bool) -> None:
    """Before and after checking."""
    form = make(seed=2)
    page = open_widget(form, dark=dark)
    before = Axe().run(page, ".tableside").response["violations"]
    verdict = {
        "headline": "Not safe yet.",
        "good": False,
        "findings": [{"safety": True, "message": "Do this.", "because": "It hurts."}],
        "also": ["And 2 more."],
    }
    page.evaluate("verdict => model.tell({ verdict, error: 'Time: give a number.' })", verdict)
    after = Axe().run(page, ".tableside").response["violations"]

    assert [each["id"] for each in before + after] == []


def test_keys_alone_fill_in_the_form_and_check_it(
    open_widget: Callable[..., Page], sent: Callable[[Page], list[dict[str, Any]]]
) -> None:
    """Tab, space and arrows; Enter in a number box checks."""
    page = open_widget(plan_the_towel(seed=3))
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Space")
    for number in ("44", "41", "6"):
        page.keyboard.press("Tab")
        page.keyboard.type(number)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")

    answers = sent(page)[0]["asked"]["answers"]
    assert answers["skip"] is False
    assert [answers[name] for name in ("bath", "surface", "minutes")] == ["44", "41", "6"]
    assert answers["layers"] == "2"
    assert answers["measured"] is True


def test_clicks_check_and_ask_for_the_next_client(
    open_widget: Callable[..., Page], sent: Callable[[Page], list[dict[str, Any]]]
) -> None:
    """What Python answers is shown, and the focus goes to the new client."""
    form = screen_clients(seed=1)
    page = open_widget(form)
    page.get_by_label("Do not massage", exact=True).check()
    page.get_by_role("button", name="Check").click()
    form.asked = sent(page)[0]["asked"]
    page.evaluate("verdict => model.tell({ verdict })", form.verdict)
    page.get_by_role("button", name="Next client").click()
    form.wanted = sent(page)[1]["wanted"]
    page.evaluate("task => model.tell({ task, verdict: {} })", form.task)

    assert page.evaluate("document.activeElement.textContent") == form.task["title"]
    assert page.locator(".ts-form-headline").count() == 0


def test_nothing_listens_once_it_has_left(open_widget: Callable[..., Page]) -> None:
    """The model forgets the page."""
    page = open_widget(screen_clients())
    page.evaluate("leave()")

    assert page.evaluate("model.listeners()") == 0
