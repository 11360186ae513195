"""A round is kept in the browser until Python has answered for it, and is scored once."""

import json
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tableside.drills import PressurePlan
from tableside.widgets.pressure_drill import PressureDrill
from widgets.drill_pages import CLOCK, PLAN, Open, Sent, deliver, press_round

KEY = "tableside.rounds.step-2"


def drill(**options: Any) -> PressureDrill:
    """Return a drill under the name of these tests."""
    return PressureDrill(options.pop("plan", PLAN), drill_id="step-2", **options)


def waiting(page: Page) -> list[dict[str, Any]]:
    """Return what the browser keeps for the drill."""
    found: list[dict[str, Any]] = json.loads(page.evaluate("kept()").get(KEY, "[]"))
    return found


def opened_again(open_widget: Open, page: Page, widget: PressureDrill) -> Page:
    """Close the page, and open the drill again in the same browser."""
    stored = json.dumps(page.evaluate("kept()"))
    page.close()
    return open_widget(widget, before=f"() => {{ window.stored = {stored}; ({CLOCK})(); }}")


def test_a_round_waits_in_the_browser_until_it_is_scored(open_widget: Open, sent: Sent) -> None:
    """Kept when it ends, dropped when Python has answered."""
    widget = drill()
    page = open_widget(widget, before=CLOCK)
    press_round(page, PLAN)
    assert len(waiting(page)) == 1
    expect(page.locator(".ts-waiting")).to_be_hidden()

    deliver(page, widget, sent(page)[0])
    assert waiting(page) == []


def test_a_round_survives_a_closed_page(open_widget: Open, sent: Sent) -> None:
    """It is offered again, sent when the learner says so, and scored to the same points."""
    page = open_widget(drill(), before=CLOCK)
    press_round(page, PLAN)
    (first,) = sent(page)
    kept = []
    widget = drill(on_round=lambda trace, score: kept.append((trace, score)))
    page = opened_again(open_widget, page, widget)
    expect(page.locator(".ts-waiting")).to_contain_text("A round from before was not yet scored.")
    assert sent(page) == []

    page.get_by_role("button", name="Send it").click()
    expect(page.locator(".ts-status")).to_contain_text("being scored")
    (again,) = sent(page)
    assert again["trace_bytes"] == first["trace_bytes"]
    assert again["trace_meta"]["recording"] == first["trace_meta"]["recording"]
    deliver(page, widget, again)

    assert len(kept) == 1
    expect(page.locator(".ts-headline")).to_contain_text("Safe.")
    expect(page.locator(".ts-waiting")).to_be_hidden()
    expect(page.locator(".ts-main")).to_be_focused()
    assert waiting(page) == []


def test_a_round_can_be_thrown_away(open_widget: Open) -> None:
    """What is kept for the learner is the learner's to drop."""
    page = open_widget(drill(), before=CLOCK)
    press_round(page, PLAN)
    page = opened_again(open_widget, page, drill())
    page.get_by_role("button", name="Throw it away").click()

    expect(page.locator(".ts-waiting")).to_be_hidden()
    expect(page.locator(".ts-main")).to_be_focused()
    assert waiting(page) == []


def test_several_rounds_are_sent_one_after_the_other(open_widget: Open, sent: Sent) -> None:
    """The kernel was away for a while: nothing is lost, and each waits for the answer before."""
    page = open_widget(drill(), before=CLOCK)
    for _ in range(2):
        press_round(page, PLAN)
    rounds = []
    widget = drill(on_round=lambda *given: rounds.append(given))
    page = opened_again(open_widget, page, widget)
    expect(page.locator(".ts-waiting")).to_contain_text("2 rounds from before were not yet scored.")
    page.get_by_role("button", name="Send them").click()
    assert len(sent(page)) == 1
    deliver(page, widget, sent(page)[0])
    assert len(sent(page)) == 2
    deliver(page, widget, sent(page)[1])

    assert len(rounds) == 2
    assert waiting(page) == []
    expect(page.locator(".ts-waiting")).to_be_hidden()


def test_a_round_of_another_plan_is_left_alone(open_widget: Open) -> None:
    """A drill of the same name that asks for something else would judge it wrongly."""
    page = open_widget(drill(), before=CLOCK)
    press_round(page, PLAN)
    other = drill(plan=PressurePlan(hold_seconds=3))
    page = opened_again(open_widget, page, other)

    expect(page.locator(".ts-waiting")).to_be_hidden()
    assert len(waiting(page)) == 1


def test_a_round_that_python_knows_is_not_offered(open_widget: Open, sent: Sent) -> None:
    """The page was closed after the score and before the answer came."""
    widget = drill()
    page = open_widget(widget, before=CLOCK)
    press_round(page, PLAN)
    (message,) = sent(page)
    widget.set_state({**message, "trace_bytes": memoryview(message["trace_bytes"])})
    page = opened_again(open_widget, page, widget)

    expect(page.locator(".ts-waiting")).to_be_hidden()
    assert waiting(page) == []


def test_a_round_that_could_not_be_kept_is_offered_again(open_widget: Open, sent: Sent) -> None:
    """The disk was full: the learner sees the score, and can send the round once more."""
    full = [True]
    rounds = []

    def keep(*given: object) -> None:
        if full[0]:
            raise OSError("the disk is full")
        rounds.append(given)

    widget = drill(on_round=keep)
    page = open_widget(widget, before=CLOCK)
    press_round(page, PLAN)
    deliver(page, widget, sent(page)[0])
    expect(page.get_by_role("alert")).to_contain_text("the disk is full")
    expect(page.locator(".ts-headline")).to_contain_text("Safe.")
    expect(page.locator(".ts-waiting")).to_be_visible()
    full[0] = False
    page.get_by_role("button", name="Send it").click()
    deliver(page, widget, sent(page)[1])

    assert len(rounds) == 1
    assert page.locator(".ts-error").text_content() == ""
    expect(page.locator(".ts-before")).to_have_count(0)
    expect(page.locator(".ts-waiting")).to_be_hidden()


def test_a_browser_without_room_still_scores(open_widget: Open, sent: Sent) -> None:
    """Keeping is a kindness; the round goes its way without it."""
    widget = drill()
    page = open_widget(widget, before=CLOCK)
    page.evaluate("window.full = true")
    press_round(page, PLAN)
    deliver(page, widget, sent(page)[0])

    expect(page.locator(".ts-headline")).to_contain_text("Safe.")


def test_what_is_kept_and_makes_no_sense_is_no_trouble(open_widget: Open) -> None:
    """Somebody else wrote under the drill's name: the drill opens all the same."""
    for text in ("{", "7", '[{"meta": null}, 3]', "[null]"):
        stored = json.dumps({KEY: text})
        page = open_widget(drill(), before=f"() => {{ window.stored = {stored}; ({CLOCK})(); }}")

        expect(page.locator(".ts-waiting")).to_be_hidden()
        expect(page.get_by_role("button", name="Start round")).to_be_enabled()


def test_axe_finds_nothing_when_a_round_waits(open_widget: Open) -> None:
    """The offer has names, contrast and order."""
    page = open_widget(drill(), before=CLOCK)
    press_round(page, PLAN)
    page = opened_again(open_widget, page, drill())
    result = Axe().run(page, ".tableside")

    assert [fault["id"] for fault in result.response["violations"]] == []
