"""Whether the own line shows while pressing, and what is shown of earlier rounds."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tableside.drills import Feedback
from tableside.widgets.pressure_drill import PressureDrill
from widgets.drill_pages import (
    CLOCK,
    DRAG_PIXELS,
    PLAN,
    TARGET,
    Open,
    Sent,
    deliver,
    line,
    middle,
    press_round,
    tick,
)


def press_for_a_while(page: Page) -> None:
    """Start a round and press on the map until its second second."""
    page.locator(".ts-main").click()
    x, y = middle(page, TARGET)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 0.45 * DRAG_PIXELS)
    tick(page, 1)
    tick(page, 1)


def seen(page: Page) -> bool:
    """Return whether line, meter and words show what the hand does, all or none of them."""
    parts = {
        bool(line(page)),
        page.locator(".ts-fill").evaluate("(fill) => fill.style.transform") != "scaleY(0)",
        "%" in page.locator(".ts-reading").inner_text(),
    }
    assert len(parts) == 1
    return parts.pop()


def test_the_line_is_shown_on_request_unless_chosen_otherwise(open_widget: Open) -> None:
    """The learner asks by the button or by L, and can take it back."""
    page = open_widget(PressureDrill(PLAN), before=CLOCK)
    expect(page.get_by_label("My line")).to_have_value("on-request")
    press_for_a_while(page)
    button = page.get_by_role("button", name="Show my line")
    expect(button).to_have_attribute("aria-pressed", "false")
    assert not seen(page)
    slider = page.get_by_role("slider", name="Press")
    expect(slider).to_have_attribute("aria-valuetext", "hidden until you ask")

    page.keyboard.press("l")
    expect(button).to_have_attribute("aria-pressed", "true")
    assert seen(page)

    page.keyboard.press("L")
    assert not seen(page)


def test_the_button_shows_the_line_too(open_widget: Open) -> None:
    """Keys press, the mouse asks: both hands are free to."""
    page = open_widget(PressureDrill(PLAN), before=CLOCK)
    plain = page.get_by_role("button", name="Start round")
    plain.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("PageUp")
    tick(page, 0.5)
    assert not seen(page)
    # A mouse that clicks takes the focus, and the hand that pressed by keys is lifted.
    page.get_by_role("button", name="Show my line").click()
    tick(page, 0.1)

    assert line(page)


def test_l_is_a_letter_where_one_types(open_widget: Open) -> None:
    """A key that means something elsewhere keeps its meaning in a field."""
    page = open_widget(PressureDrill(PLAN), before=CLOCK)
    page.get_by_text("Press with something else").click()
    page.get_by_label("What the scale shows, in grams").press("l")

    button = page.get_by_role("button", name="Show my line")
    expect(button).to_have_attribute("aria-pressed", "false")


def test_each_round_begins_unasked(open_widget: Open) -> None:
    """Having asked once is not having asked for ever."""
    page = open_widget(PressureDrill(PLAN), before=CLOCK)
    page.get_by_role("button", name="Show my line").click()
    page.locator(".ts-main").click()

    button = page.get_by_role("button", name="Show my line")
    expect(button).to_have_attribute("aria-pressed", "false")


def test_a_fading_line_shows_in_python_s_spans_and_less_each_round(
    open_widget: Open, sent: Sent
) -> None:
    """The page shows what the round says, and the next round says less."""
    widget = PressureDrill(PLAN, feedback="fading")
    widget.round = {**widget.round, "shown_spans": [[0, 1.5], [3, 4]]}
    page = open_widget(widget, before=CLOCK)
    press_for_a_while(page)
    assert not seen(page)
    expect(page.locator(".ts-reading")).to_have_text("hidden for now")
    tick(page, 1.2)
    assert seen(page)
    page.mouse.up()
    while not sent(page):
        tick(page)
    deliver(page, widget, sent(page)[0])

    assert widget.last_trace is not None
    assert widget.last_trace.feedback == "fading"
    assert widget.round["shown_spans"][0] == [0, 3]
    press_for_a_while(page)
    assert seen(page)


@pytest.mark.parametrize("feedback", list(Feedback))
def test_the_record_says_how_the_line_was_shown(
    open_widget: Open, sent: Sent, feedback: Feedback
) -> None:
    """The choice goes with the round; the page says beside it what it counts for."""
    page = open_widget(PressureDrill(PLAN, feedback=feedback), before=CLOCK)
    counts = "This round counts for a mark." if feedback.counts else "For practice"
    expect(page.locator(".ts-counts")).to_contain_text(counts)
    page.locator(".ts-main").click()
    expect(page.get_by_label("My line")).to_be_disabled()
    while not sent(page):
        tick(page)

    assert sent(page)[0]["trace_meta"]["feedback"] == feedback


def test_best_and_last_round_lie_behind_the_line(open_widget: Open, sent: Sent) -> None:
    """Both have a name, a dash of their own and a sentence; they go when a round starts."""
    widget = PressureDrill(PLAN, feedback="always")
    page = open_widget(widget, before=CLOCK)
    for number, zone in enumerate((TARGET, "erector-lower-left", TARGET)):
        if number == 1:
            slow = page.locator(".ts-main")
            slow.click()
            x, y = middle(page, zone)
            page.mouse.move(x, y)
            page.mouse.down()
            page.mouse.move(x, y - 0.3 * DRAG_PIXELS)
            while len(sent(page)) < 2:
                tick(page)
            page.mouse.up()
        else:
            press_round(page, PLAN, zone=zone)
        deliver(page, widget, sent(page)[-1])

    expect(page.locator(".ts-tag-earlier")).to_have_count(2)
    names = page.locator(".ts-tag-earlier").all_inner_texts()
    assert names[0].startswith("best ")
    assert names[1].startswith("last ")
    dashes = page.locator(".ts-earlier").evaluate_all(
        "(lines) => lines.map((line) => getComputedStyle(line).strokeDasharray)"
    )
    assert len(set(dashes)) == 2
    expect(page.locator(".ts-before")).to_contain_text("The round before:")
    expect(page.locator(".ts-before")).to_contain_text("best round so far")
    page.locator(".ts-main").click()
    expect(page.locator(".ts-tag-earlier")).to_have_count(0)


def test_newtons_never_show_without_a_calibration(open_widget: Open) -> None:
    """A drag is a share of the meter, whatever else the drill could show."""
    page = open_widget(PressureDrill(PLAN, feedback="always"), before=CLOCK)
    press_for_a_while(page)

    assert " N " not in page.locator(".ts-reading").inner_text()
    slider = page.get_by_role("slider", name="Press")
    assert "newton" not in str(slider.get_attribute("aria-valuetext"))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_in_the_states_of_feedback(
    open_widget: Open, sent: Sent, dark: bool
) -> None:
    """Hidden while running, asked for, and scored with earlier rounds behind."""
    widget = PressureDrill(PLAN)
    page = open_widget(widget, before=CLOCK, dark=dark)
    press_for_a_while(page)
    found = {"hidden": Axe().run(page, ".tableside")}
    page.keyboard.press("l")
    found["asked for"] = Axe().run(page, ".tableside")
    page.mouse.up()
    while not sent(page):
        tick(page)
    found["sending"] = Axe().run(page, ".tableside")
    for _ in range(3):
        deliver(page, widget, sent(page)[-1])
        press_round(page, PLAN)
    deliver(page, widget, sent(page)[-1])
    expect(page.locator(".ts-tag-earlier").first).to_be_visible()
    found["scored"] = Axe().run(page, ".tableside")

    assert {state: [] for state in found} == {
        state: [fault["id"] for fault in result.response["violations"]]
        for state, result in found.items()
    }
