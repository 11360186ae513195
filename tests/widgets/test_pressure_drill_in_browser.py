"""The pressure drill in a real browser: whole rounds by mouse, pen, finger and keys."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tableside.drills import PressurePlan
from tableside.widgets.pressure_drill import PressureDrill
from widgets.drill_pages import (
    CLOCK,
    COUNT_LISTENERS,
    DRAG_PIXELS,
    PLAN,
    STEP,
    TARGET,
    Open,
    Sent,
    deliver,
    line,
    middle,
    press_round,
    press_round_by_mouse,
    tick,
    whole_round,
)


def test_a_whole_round_by_mouse(open_widget: Open, sent: Sent) -> None:
    """Start, press on the map, drag, let go: one message, and the score on the page."""
    widget = PressureDrill(PLAN)
    page = open_widget(widget, before=CLOCK)
    whole_round(page, widget, sent, press=press_round_by_mouse)


BREAKS = {
    "Start does nothing": ("attempt.begin();", ""),
    "the hand is not felt": ("hand = { ...reading, place };", ""),
    "the end is not noticed": ("return finish();", "return;"),
    "nothing is sent": ("model.save_changes();", ""),
    "the score is not shown": ("outcome.replaceChildren(...verdict(result), ...before);", ""),
}


@pytest.mark.parametrize("broken", BREAKS)
def test_a_dead_part_would_be_noticed(open_widget: Open, sent: Sent, broken: str) -> None:
    """A drill whose button does nothing makes the test of a whole round fail."""
    alive, dead = BREAKS[broken]
    script = str(PressureDrill._esm)  # noqa: SLF001 - the script is what the test breaks
    assert script.count(alive) == 1

    class Broken(PressureDrill):
        _esm = script.replace(alive, dead)

    widget = Broken(PLAN)
    page = open_widget(widget, before=CLOCK)
    expect.set_options(timeout=1500)
    try:
        with pytest.raises((AssertionError, ValueError)):
            whole_round(page, widget, sent)
    finally:
        expect.set_options(timeout=5000)


def test_a_whole_round_by_keys(open_widget: Open, sent: Sent) -> None:
    """Tab, Enter, hold the arrows: the same drill without a pointer."""
    widget = PressureDrill(PLAN, feedback="always")
    page = open_widget(widget, before=CLOCK)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Start round")).to_be_focused()
    page.keyboard.press("Enter")
    slider = page.get_by_role("slider", name="Press")
    expect(slider).to_be_focused()
    second = 0.0
    while second < PLAN.seconds:
        target, now = PLAN.target(second), float(slider.get_attribute("aria-valuenow") or 0) / 100
        if target > now:
            page.keyboard.down("ArrowUp")
        elif target < now - 0.01:
            page.keyboard.up("ArrowUp")
            page.keyboard.down("ArrowDown")
        tick(page, STEP)
        second += STEP
        if second == pytest.approx(2.0):
            words = re.compile(r"^4\d percent, level 3, in the band$")
            expect(slider).to_have_attribute("aria-valuetext", words)
    tick(page, STEP)
    (message,) = sent(page)
    deliver(page, widget, message)

    assert widget.last_trace is not None
    assert widget.last_trace.device == "keyboard"
    assert widget.last_score is not None
    assert widget.last_score.points is not None
    assert widget.last_score.points > 80
    assert widget.last_score.safe


@pytest.mark.parametrize("lift", ["Home", "End", "Escape"])
def test_keys_press_step_by_step_and_lift_at_once(open_widget: Open, lift: str) -> None:
    """Arrows move by two percent, pages by ten; three keys take the hand off."""
    page = open_widget(PressureDrill(PLAN), before=CLOCK)
    slider = page.get_by_role("slider", name="Press")
    slider.focus()
    heard = []
    for key in ("ArrowUp", "PageUp", "PageUp", "ArrowRight", "ArrowDown", "PageDown", lift):
        page.keyboard.press(key)
        heard.append(slider.get_attribute("aria-valuenow"))

    assert heard == ["2", "12", "22", "24", "22", "12", "0"]
    expect(slider).to_have_attribute("aria-valuetext", "hand off")


def test_leaving_the_meter_lifts_the_hand(open_widget: Open) -> None:
    """A key press does not stay behind when the focus goes elsewhere."""
    page = open_widget(PressureDrill(PLAN), before=CLOCK)
    slider = page.get_by_role("slider", name="Press")
    slider.focus()
    page.keyboard.press("PageUp")
    page.keyboard.press("Shift+Tab")

    expect(slider).to_have_attribute("aria-valuetext", "hand off")


def test_a_round_by_pen_uses_the_pen_s_own_pressure(open_widget: Open, sent: Sent) -> None:
    """A pen presses by its sensor, and the place follows its tip."""
    widget = PressureDrill(PLAN)
    page = open_widget(widget, before=CLOCK)
    x, y = middle(page, TARGET)
    page.get_by_role("button", name="Start round").click()
    session = page.context.new_cdp_session(page)

    def pen(kind: str, force: float, shift: float = 0) -> None:
        session.send(
            "Input.dispatchMouseEvent",
            {
                "type": kind,
                "x": x + shift,
                "y": y,
                "button": "left",
                "buttons": 1,
                "clickCount": 1,
                "pointerType": "pen",
                "force": force,
            },
        )

    second, down = 0.0, False
    while second < PLAN.seconds:
        target = PLAN.target(second)
        if target and not down:
            pen("mousePressed", target)
        elif target:
            pen("mouseMoved", target, shift=second)
        elif down:
            pen("mouseReleased", 0)
        down = bool(target)
        tick(page, STEP)
        second += STEP
    tick(page, STEP)
    (message,) = sent(page)
    deliver(page, widget, message)

    assert widget.last_trace is not None
    assert widget.last_trace.device == "pen"
    assert len({sample.x for sample in widget.last_trace.samples if sample.x}) > 10
    assert widget.last_score is not None
    assert widget.last_score.points is not None
    assert widget.last_score.points > 90


def test_a_finger_drags_like_a_mouse_and_does_not_scroll(open_widget: Open, sent: Sent) -> None:
    """On a tablet, press and drag up; the page stays where it is."""
    widget = PressureDrill(PLAN)
    page = open_widget(widget, before=CLOCK, has_touch=True, width=600)
    page.get_by_role("button", name="Start round").tap()
    page.locator(".ts-map").scroll_into_view_if_needed()
    x, y = middle(page, TARGET)
    before = page.evaluate("scrollY")
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *heights: float) -> None:
        points = [{"x": x, "y": y - height} for height in heights]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 0)
    while tick(page, STEP) or page.evaluate("context.clock.time") < 1000 * PLAN.ends()[1]:
        touch("touchMove", PLAN.target(page.evaluate("context.clock.time") / 1000) * DRAG_PIXELS)
    assert page.evaluate("scrollY") == before
    touch("touchEnd")
    while not sent(page):
        tick(page, STEP)
    deliver(page, widget, sent(page)[0])

    assert widget.last_trace is not None
    assert widget.last_trace.device == "touch"
    assert max(sample.press for sample in widget.last_trace.samples) > 0.4


def test_pressing_the_spine_shows_as_unsafe_and_where(open_widget: Open, sent: Sent) -> None:
    """A perfect curve at the wrong place is unsafe, in words and on the map."""
    widget = PressureDrill(PLAN)
    page = open_widget(widget, before=CLOCK)
    press_round(page, PLAN, zone="spine")
    deliver(page, widget, sent(page)[0])

    expect(page.locator(".ts-headline")).to_contain_text("⚠ Unsafe")
    expect(page.locator(".ts-verdict")).to_contain_text("You pressed on the spine")
    expect(page.locator(".ts-blamed")).to_have_attribute("data-zone", "spine")


def test_a_round_on_the_browser_s_own_clock(open_widget: Open, sent: Sent) -> None:
    """Without a test's clock the round runs by itself, with a sample for each of its frames."""
    plan = PressurePlan(
        lead_seconds=0.2, ramp_seconds=0.4, hold_seconds=0.4, release_seconds=0.4, tail_seconds=0.2
    )
    widget = PressureDrill(plan)
    count = """() => {
      const ask = window.requestAnimationFrame.bind(window);
      window.frames_asked = 0;
      window.requestAnimationFrame = (frame) => (window.frames_asked += 1, ask(frame));
    }"""
    page = open_widget(widget, before=count)
    x, y = middle(page, TARGET)
    page.get_by_role("button", name="Start round").click()
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 0.45 * DRAG_PIXELS, steps=12)
    # Looked for at intervals, for playwright would otherwise ask for frames of its own.
    page.wait_for_function("sent.length === 1", polling=50)
    page.mouse.up()
    deliver(page, widget, sent(page)[0])

    assert widget.error == ""
    assert widget.last_trace is not None
    times = [sample.t for sample in widget.last_trace.samples]
    assert times == sorted(times)
    assert times[-1] == pytest.approx(1600)
    # How many frames a busy computer draws in that time is its own affair.
    assert len(times) >= page.evaluate("frames_asked") > 0
    assert widget.last_score is not None


def test_a_stopped_round_sends_nothing(open_widget: Open, sent: Sent) -> None:
    """Stop ends the round, says so, and leaves the drill ready."""
    page = open_widget(PressureDrill(PLAN), before=CLOCK)
    page.get_by_role("button", name="Start round").click()
    for _ in range(10):
        tick(page, STEP)
    page.get_by_role("button", name="Stop").click()

    assert sent(page) == []
    assert page.evaluate("context.clock.pending()") == 0
    expect(page.locator(".ts-status")).to_contain_text("Stopped.")
    expect(page.get_by_role("button", name="Again")).to_be_focused()


def test_a_hidden_line_shows_only_afterwards(open_widget: Open) -> None:
    """Pressing blind hides line, meter and words until the round is over."""
    page = open_widget(PressureDrill(PLAN), before=CLOCK)
    page.get_by_label("My line").select_option("hidden")
    page.get_by_role("button", name="Start round").click()
    x, y = middle(page, TARGET)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 100)
    tick(page, 1)
    slider = page.get_by_role("slider", name="Press")

    assert line(page) == ""
    assert page.locator(".ts-fill").evaluate("(fill) => fill.style.transform") == "scaleY(0)"
    expect(slider).to_have_attribute("aria-valuetext", "hidden until the end")
    expect(page.locator(".ts-reading")).to_have_text("hidden until the end")

    page.mouse.up()
    for _ in range(3):
        tick(page, 2)
    assert len(line(page)) > 20


def test_an_answer_to_an_earlier_round_is_not_shown_for_this_one(
    open_widget: Open, sent: Sent
) -> None:
    """While Python is busy the page waits for the score of the round just done."""
    widget = PressureDrill(PLAN)
    page = open_widget(widget, before=CLOCK)
    press_round(page, PLAN)
    widget.set_state({"trace_meta": {"recording": "older", "device": "pen", "feedback": "always"}})
    page.evaluate("(result) => model.tell({ result })", widget.result)
    expect(page.locator(".ts-verdict")).to_have_count(0)

    deliver(page, widget, sent(page)[0])
    expect(page.locator(".ts-verdict")).to_have_count(1)


def test_a_reopened_notebook_shows_the_last_round(open_widget: Open, sent: Sent) -> None:
    """Line and score are drawn from the model, so a new view is as good as the old."""
    widget = PressureDrill(PLAN)
    page = open_widget(widget, before=CLOCK)
    press_round(page, PLAN)
    deliver(page, widget, sent(page)[0])
    before = line(page)
    page.evaluate("leave(), document.querySelector('main').replaceChildren(), again()")

    assert line(page) == before
    expect(page.locator(".ts-headline")).to_contain_text("Safe.")


def test_trouble_is_shown_in_the_widget(open_widget: Open) -> None:
    """What goes wrong in Python is read where the learner looks."""
    page = open_widget(PressureDrill(PLAN))
    page.evaluate("model.tell({ error: 'The round was not kept: the disk is full' })")

    expect(page.get_by_role("alert")).to_have_text("The round was not kept: the disk is full")


def test_a_place_chosen_by_name_tells_its_rule(open_widget: Open) -> None:
    """The list of places is the map for those who do not see it."""
    page = open_widget(PressureDrill(PLAN))
    where = page.get_by_role("combobox", name="Where")
    assert where.locator("option").count() == 18
    where.select_option("kidney-left")

    expect(page.locator(".ts-here")).to_contain_text("the kidney lies below")
    expect(page.locator(".ts-here")).to_contain_text("client's left")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_in_any_state(open_widget: Open, sent: Sent, dark: bool) -> None:
    """Idle, running, scored, unsafe and in trouble, in both themes."""
    widget = PressureDrill(PLAN)
    page = open_widget(widget, before=CLOCK, dark=dark)
    found = {"idle": Axe().run(page, ".tableside")}
    page.get_by_role("button", name="Start round").click()
    tick(page, 1)
    found["running"] = Axe().run(page, ".tableside")
    page.get_by_role("button", name="Stop").click()
    for state, zone in (("scored", TARGET), ("unsafe", "spine")):
        press_round(page, PLAN, zone=zone)
        deliver(page, widget, sent(page)[-1])
        found[state] = Axe().run(page, ".tableside")
    page.evaluate("model.tell({ error: 'The round was not kept.' })")
    found["trouble"] = Axe().run(page, ".tableside")

    assert {state: [] for state in found} == {
        state: [fault["id"] for fault in result.response["violations"]]
        for state, result in found.items()
    }


def test_keys_in_the_drill_never_reach_the_notebook(open_widget: Open) -> None:
    """Everything that takes the focus tells JupyterLab so; "d d" would delete the cell."""
    page = open_widget(PressureDrill(PLAN))
    focusable = page.locator("button, select, input, textarea, a, summary, [tabindex]")
    guarded = page.locator('[data-lm-suppress-shortcuts="true"]')

    assert focusable.count() > 10
    assert guarded.count() == focusable.count()


def test_controls_are_large_enough_for_an_oily_finger(open_widget: Open) -> None:
    """Nothing to touch is smaller than 44 pixels, also on a narrow screen."""
    page = open_widget(PressureDrill(PLAN), width=400, before=CLOCK)
    page.evaluate("document.querySelectorAll('[hidden]').forEach((part) => (part.hidden = false))")
    page.get_by_text("Press with something else").click()
    controls = page.locator("button, select, input, summary, [role=slider]")
    assert controls.count() > 10
    for control in controls.all():
        box = control.bounding_box()

        assert box
        assert min(box["width"], box["height"]) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 400


def test_leaving_removes_everything(open_widget: Open) -> None:
    """A view that goes away in the middle of a round leaves no listener and no frame behind."""
    page = open_widget(
        PressureDrill(PLAN), before=f"() => {{ ({CLOCK})(); ({COUNT_LISTENERS})(); }}"
    )
    assert page.evaluate("listening") > 10
    assert page.evaluate("model.listeners()") == 4
    page.get_by_role("button", name="Start round").click()
    tick(page, STEP)
    assert page.evaluate("context.clock.pending()") == 1
    page.evaluate("leave()")

    assert page.evaluate("[listening, model.listeners(), context.clock.pending()]") == [0, 0, 0]
    tick(page, STEP)
    assert page.evaluate("context.clock.pending()") == 0


def test_a_view_that_is_taken_off_the_page_stops_its_round(open_widget: Open, sent: Sent) -> None:
    """A deleted cell does not go on recording."""
    page = open_widget(PressureDrill(PLAN), before=CLOCK)
    page.get_by_role("button", name="Start round").click()
    page.evaluate("document.querySelector('main').remove()")
    tick(page, STEP)

    assert page.evaluate("context.clock.pending()") == 0
    assert sent(page) == []
