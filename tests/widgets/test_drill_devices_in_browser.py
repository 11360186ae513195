"""Every device that can press in a drill, played: gamepad, load cell, scale, pen, finger."""

import itertools

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

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
    middle,
    tick,
)

PAD = """{ connected: true, mapping: "standard", buttons: Array(17).fill({ value: 0 }) }"""

COUNTS_PER_NEWTON = -2140.0
"""A load cell built in upside down: its numbers fall when it is pressed."""

ZERO = 84_213
FULL = 40.0
GRAVITY = 9.80665


def plug(page: Page, mapping: str = "standard") -> None:
    """Connect a gamepad."""
    page.evaluate(f"plug('gamepadconnected', {PAD.replace('standard', mapping)})")


def counts(newton: float) -> int:
    """Return what the load cell tells of a force."""
    return round(ZERO + COUNTS_PER_NEWTON * newton)


class LoadCell:
    """Plays a load cell that sends 80 readings a second, on a clock that begins again."""

    def __init__(self, page: Page, *, first: int = 2**32 - 3_000_000) -> None:
        self.page = page
        self.clock = itertools.count(first, 12_500)

    def send(self, *newtons: float, extra: str = "") -> None:
        """Send one reading of each force."""
        lines = [f"{next(self.clock) % 2**32},{counts(newton)}\r\n" for newton in newtons]
        self.page.evaluate("feed", extra + "".join(lines))

    def rest(self, newton: float) -> None:
        """Send a steady force for as long as the page averages over."""
        for _ in range(4):
            tick(self.page, 0.025)
            self.send(newton, newton, newton)


def connect(page: Page) -> LoadCell:
    """Connect the load cell, as a learner does."""
    page.get_by_text("Press with something else").click()
    page.get_by_role("button", name="Connect a load cell").click()
    cell = LoadCell(page)
    page.wait_for_function("window.line")
    cell.send(0, extra="ff,of a line\r\n")
    return cell


def calibrate(page: Page, cell: LoadCell, *masses: float) -> None:
    """Set zero and take known masses, in grams."""
    cell.rest(0)
    page.get_by_role("button", name="Set zero").click()
    for grams in masses:
        cell.rest(grams / 1000 * GRAVITY)
        page.get_by_label("A known mass on it, in grams").fill(f"{grams:g}")
        page.get_by_role("button", name="Take this mass").click()


def test_nothing_found_says_nothing(open_widget: Open) -> None:
    """Without a gamepad there is neither a word of one nor a frame spent on it."""
    page = open_widget(PressureDrill(PLAN), before=CLOCK)

    expect(page.locator(".ts-found")).to_be_empty()
    assert page.evaluate("context.clock.pending()") == 0


def test_a_whole_round_by_gamepad(open_widget: Open, sent: Sent) -> None:
    """The trigger is looked at once a frame; it presses at the chosen place."""
    widget = PressureDrill(PLAN)
    page = open_widget(widget, before=CLOCK)
    plug(page)
    expect(page.locator(".ts-found")).to_contain_text("A gamepad is connected")
    expect(page.locator(".ts-found")).to_contain_text("not how hard your hand is")
    page.get_by_role("combobox", name="Where").select_option(TARGET)
    page.evaluate("pull(0.4)")
    tick(page)
    page.evaluate("pull(0)")
    tick(page)
    page.get_by_role("button", name="Start round").click()
    second = 0.0
    while not sent(page):
        page.evaluate("pull", PLAN.target(second))
        tick(page)
        second += STEP
    (message,) = sent(page)
    deliver(page, widget, message)

    assert message["trace_meta"]["device"] == "gamepad-trigger"
    assert message["trace_meta"]["calibration"] is None
    assert widget.last_score is not None
    assert widget.last_score.points is not None
    assert widget.last_score.points > 90
    expect(page.locator(".ts-outcome")).to_contain_text("not how hard your hand is")


def test_a_gamepad_that_leaves_is_no_longer_looked_at(open_widget: Open) -> None:
    """Only a connected gamepad costs a look each frame."""
    page = open_widget(PressureDrill(PLAN), before=CLOCK)
    plug(page)
    assert page.evaluate("context.clock.pending()") == 1
    page.evaluate("plug('gamepaddisconnected')")

    assert page.evaluate("context.clock.pending()") == 0
    expect(page.locator(".ts-found")).to_be_empty()


def test_a_trigger_that_is_only_on_or_off_presses_nothing(open_widget: Open) -> None:
    """A switch would press at full force at once, which no hand meant."""
    page = open_widget(PressureDrill(PLAN), before=CLOCK)
    plug(page)
    page.evaluate("pull(1)")
    tick(page)

    expect(page.locator(".ts-reading")).to_have_text("hand off")
    expect(page.locator(".ts-found")).to_contain_text("know only on and off")


def test_a_gamepad_with_unknown_triggers_is_told(open_widget: Open) -> None:
    """Found, and of no use here: the page says both."""
    page = open_widget(PressureDrill(PLAN), before=CLOCK)
    plug(page, mapping="")

    expect(page.locator(".ts-found")).to_contain_text("does not know where its triggers are")


def test_a_whole_round_by_a_calibrated_load_cell(open_widget: Open, sent: Sent) -> None:
    """Zero, two masses, a round: newtons on the meter, and the score may speak of force."""
    widget = PressureDrill(PLAN)
    page = open_widget(widget, before=CLOCK)
    cell = connect(page)
    calibrate(page, cell, 500, 2000)
    expect(page.locator(".ts-device-says").first).to_contain_text("Calibrated to 40 N")
    expect(page.locator(".ts-found")).to_contain_text("the meter shows newtons")
    page.get_by_role("combobox", name="Where").select_option(TARGET)
    cell.rest(18)
    expect(page.locator(".ts-reading")).to_have_text("18.0 N · level 3 · in the band")
    cell.rest(0)
    page.get_by_role("button", name="Start round").click()
    second = 0.0
    while not sent(page):
        cell.send(*(FULL * PLAN.target(second + part * 0.0125) for part in range(3)))
        tick(page, 0.0375)
        second += 0.0375
    (message,) = sent(page)
    deliver(page, widget, message)

    assert message["trace_meta"]["device"] == "load-cell"
    assert message["trace_meta"]["calibration"]["newton"] == FULL
    assert message["trace_meta"]["calibration"]["made"].startswith("2026-11-22T09:3")
    assert 0 <= message["trace_meta"]["calibration"]["residual"] < 0.01
    assert widget.last_score is not None
    assert widget.last_score.points is not None
    assert widget.last_score.points > 90
    expect(page.locator(".ts-outcome")).to_contain_text("how hard you pressed")


def test_without_masses_there_are_no_newtons(open_widget: Open, sent: Sent) -> None:
    """A load cell of unknown units shows a share of the learner's hardest press."""
    page = open_widget(PressureDrill(PLAN), before=CLOCK)
    cell = connect(page)
    cell.rest(0)
    page.get_by_role("button", name="Set zero").click()
    cell.rest(60)
    page.get_by_role("button", name="this is my hardest press").click()
    cell.rest(27)

    expect(page.locator(".ts-reading")).to_have_text("45 % · level 3 · in the band")
    expect(page.locator(".ts-found")).to_contain_text("it has no unit")
    page.get_by_role("button", name="Start round").click()
    while not sent(page):
        cell.send(27)
        tick(page)
    assert sent(page)[0]["trace_meta"]["calibration"] is None


def test_bad_lines_are_refused_and_counted_and_a_spike_is_dropped(open_widget: Open) -> None:
    """Broken text is never a press, and one wild number is none either."""
    page = open_widget(PressureDrill(PLAN), before=CLOCK)
    cell = connect(page)
    calibrate(page, cell, 500, 2000)
    cell.rest(18)
    cell.send(18, 18, 900, 18, extra="12,,9\r\nhello\r\n7,8*00\r\n# a remark\r\n")

    expect(page.locator(".ts-device-says").first).to_contain_text("could not be read: 3.")
    expect(page.locator(".ts-reading")).to_contain_text("18.0 N")


def test_an_open_scale_is_read_too(open_widget: Open) -> None:
    """Comma-separated lines with a unit, with and without time and temperature."""
    page = open_widget(PressureDrill(PLAN), before=CLOCK)
    page.get_by_text("Press with something else").click()
    page.get_by_label("It sends at").select_option("9600")
    page.get_by_role("button", name="Connect a load cell").click()
    page.wait_for_function("window.line")
    assert page.evaluate("speed") == 9600
    page.evaluate("feed", "Readings:\r\n" + "1200,0.00,kg\r\n" * 9)
    page.get_by_role("button", name="Set zero").click()
    page.evaluate("feed", "1300,24.50,6.000,kg\r\n" * 12)
    page.get_by_role("button", name="this is my hardest press").click()
    page.evaluate("feed", "3.000,kg,25.1,\r\n" * 9)

    expect(page.locator(".ts-reading")).to_contain_text("50 %")


def test_a_load_cell_that_falls_silent_leaves_a_gap(open_widget: Open, sent: Sent) -> None:
    """What was not told is not made up: the round says so, and is not scored."""
    widget = PressureDrill(PLAN)
    page = open_widget(widget, before=CLOCK)
    cell = connect(page)
    calibrate(page, cell, 500, 2000)
    cell.rest(0)
    page.get_by_role("button", name="Start round").click()
    for _ in range(40):
        cell.send(18, 18, 18)
        tick(page, 0.0375)
    for _ in range(20):
        tick(page)
    expect(page.locator(".ts-status")).to_have_text(
        "The device tells nothing any more. Check its cable."
    )
    while not sent(page):
        tick(page)
    deliver(page, widget, sent(page)[0])

    expect(page.locator(".ts-verdict")).to_contain_text("Not scored.")


def test_a_cable_that_is_pulled_out_is_told(open_widget: Open) -> None:
    """The port is closed, and can be opened again."""
    page = open_widget(PressureDrill(PLAN), before=CLOCK)
    connect(page)
    page.evaluate("line.error(new DOMException('gone', 'NetworkError'))")
    expect(page.locator(".ts-device-says").first).to_contain_text("The load cell is gone.")
    assert page.evaluate("opened") == 0

    page.get_by_role("button", name="Connect a load cell").click()
    page.wait_for_function("opened === 1")
    page.get_by_role("button", name="Disconnect the load cell").click()
    expect(page.locator(".ts-device-says").first).to_contain_text("Not connected.")
    assert page.evaluate("opened") == 0


def test_no_port_chosen_is_no_trouble(open_widget: Open) -> None:
    """Whoever closes the browser's list is where they were before."""
    page = open_widget(PressureDrill(PLAN), before=CLOCK)
    page.evaluate("window.refuse = true")
    page.get_by_text("Press with something else").click()
    page.get_by_role("button", name="Connect a load cell").click()

    expect(page.locator(".ts-device-says").first).to_have_text("Not connected.")
    expect(page.get_by_role("button", name="Connect a load cell")).to_be_enabled()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Type the mass in grams, such as 500."),
        ("-5", "Type the mass in grams, such as 500."),
        ("1e9", "Type the mass in grams, such as 500."),
        ("500", "The load cell tells the same as with nothing on it. Is the mass on it?"),
    ],
)
def test_a_mass_that_makes_no_sense_is_refused(open_widget: Open, typed: str, told: str) -> None:
    """Nothing typed, nothing laid on: the page says what to do."""
    page = open_widget(PressureDrill(PLAN), before=CLOCK)
    cell = connect(page)
    calibrate(page, cell)
    page.get_by_label("A known mass on it, in grams").fill(typed)
    page.get_by_label("A known mass on it, in grams").press("Enter")

    expect(page.locator(".ts-device-says").first).to_have_text(told)


def test_calibrating_needs_no_pointer(open_widget: Open) -> None:
    """From the opening to the last mass, Tab, Enter and digits are enough."""
    page = open_widget(PressureDrill(PLAN), before=CLOCK)
    page.locator(".ts-devices > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("window.line")
    cell = LoadCell(page)
    cell.send(0, 0)
    cell.rest(0)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    for grams in ("500", "2000"):
        cell.rest(float(grams) / 1000 * GRAVITY)
        page.keyboard.type(grams)
        page.keyboard.press("Enter")

    expect(page.locator(".ts-device-says").first).to_contain_text("Calibrated to 40 N")


def test_typed_readings_of_a_kitchen_scale(open_widget: Open, sent: Sent) -> None:
    """Three readings make a round; each is told in newtons against the band, without points."""
    rounds = []
    widget = PressureDrill(PLAN, on_round=lambda *given: rounds.append(given))
    page = open_widget(widget, before=CLOCK)
    page.get_by_role("combobox", name="Where").select_option(TARGET)
    page.get_by_text("Press with something else").click()
    field = page.get_by_label("What the scale shows, in grams")
    for grams in ("1850", "x", "1,5", "2000,5"):
        field.fill(grams)
        field.press("Enter")
        tick(page, 5)
    (message,) = sent(page)
    deliver(page, widget, message)

    assert message["trace_meta"]["device"] == "scale-reading"
    assert message["trace_meta"]["calibration"]["newton"] == FULL
    assert widget.error == ""
    assert widget.last_trace is not None
    assert [round(sample.press * FULL, 2) for sample in widget.last_trace.samples] == [
        pytest.approx(18.14, abs=0.01),
        pytest.approx(0.01, abs=0.01),
        pytest.approx(19.62, abs=0.01),
    ]
    expect(page.locator(".ts-headline")).to_contain_text("2 of 3 readings inside 16.0 to 20.0 N.")
    expect(page.locator(".ts-verdict")).to_contain_text("0.0 N: below the band.")
    assert len(rounds) == 1


def test_a_reading_above_the_client_s_limit_is_unsafe(open_widget: Open, sent: Sent) -> None:
    """A scale has no line, and has a limit all the same."""
    widget = PressureDrill(PLAN)
    page = open_widget(widget, before=CLOCK)
    page.get_by_text("Press with something else").click()
    field = page.get_by_label("What the scale shows, in grams")
    for _ in range(3):
        field.fill("2600")
        field.press("Enter")
    deliver(page, widget, sent(page)[0])

    expect(page.locator(".ts-headline")).to_have_text("⚠ Unsafe: the round is not passed.")
    expect(page.locator(".ts-verdict")).to_contain_text("25.5 N is more than")


PEN = {"button": "left", "buttons": 1, "clickCount": 1, "pointerType": "pen"}


def test_a_pen_without_a_sensor_is_dragged(open_widget: Open) -> None:
    """A constant 0.5 is no pressure: the drag counts, and the trace does not say pen."""
    page = open_widget(PressureDrill(PLAN, feedback="always"), before=CLOCK)
    x, y = middle(page, TARGET)
    session = page.context.new_cdp_session(page)
    for kind, height in (("mousePressed", 0.0), ("mouseMoved", 0.45 * DRAG_PIXELS)):
        point = {"type": kind, "x": x, "y": y - height, "force": 0.5}
        session.send("Input.dispatchMouseEvent", PEN | point)

    expect(page.locator(".ts-reading")).to_contain_text("45 %")
    expect(page.locator(".ts-found")).to_be_empty()


def test_a_finger_s_width_presses_only_where_it_is_reported_and_wanted(open_widget: Open) -> None:
    """One width for all says nothing; several are offered, and used when chosen."""
    page = open_widget(
        PressureDrill(PLAN, feedback="always"), before=CLOCK, has_touch=True, width=600
    )
    page.get_by_text("Press with something else").click()
    page.locator(".ts-map").scroll_into_view_if_needed()
    x, y = middle(page, TARGET)

    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: dict[str, float]) -> None:
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    def press(*widths: float) -> None:
        for number, wide in enumerate(widths):
            point = {"x": x, "y": y - number, "radiusX": wide, "radiusY": wide}
            touch("touchMove" if number else "touchStart", point)

    flat = page.get_by_role("button", name="Press by laying my finger flatter")
    press(8, 8, 8)
    touch("touchEnd")
    expect(flat).to_be_hidden()

    press(8, 10, 12)
    touch("touchEnd")
    expect(page.locator(".ts-found")).to_contain_text("Your screen tells how wide a finger lies.")
    expect(page.locator(".ts-found")).to_contain_text("not how hard your hand is")
    flat.tap()
    expect(flat).to_have_attribute("aria-pressed", "true")
    page.locator(".ts-map").scroll_into_view_if_needed()
    x, y = middle(page, TARGET)
    press(8, 12)
    expect(page.locator(".ts-reading")).to_contain_text("50 %")


def test_one_round_is_pressed_with_one_device(open_widget: Open, sent: Sent) -> None:
    """Whatever pressed first presses to the end, so that the score's claim holds."""
    page = open_widget(PressureDrill(PLAN), before=CLOCK)
    plug(page)
    page.evaluate("pull(0.3)")
    tick(page)
    page.get_by_role("button", name="Start round").click()
    tick(page)
    x, y = middle(page, TARGET)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 0.8 * DRAG_PIXELS)
    tick(page)
    page.mouse.up()
    while not sent(page):
        tick(page)
    (message,) = sent(page)

    assert message["trace_meta"]["device"] == "gamepad-trigger"
    assert max(memoryview(message["trace_bytes"]).cast("f")[1::4]) == pytest.approx(0.3)


def test_between_rounds_who_means_to_press_takes_the_hand(open_widget: Open) -> None:
    """A load cell with something lying on it does not lock the mouse out."""
    page = open_widget(PressureDrill(PLAN), before=CLOCK)
    plug(page)
    page.evaluate("pull(0.3)")
    tick(page)
    page.get_by_role("slider", name="Press").focus()
    page.keyboard.press("PageUp")

    expect(page.locator(".ts-reading")).to_contain_text("10 %")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_with_devices(open_widget: Open, dark: bool) -> None:
    """Gamepad found, panel open, load cell calibrated."""
    page = open_widget(PressureDrill(PLAN), before=CLOCK, dark=dark)
    plug(page)
    cell = connect(page)
    found = {"connected": Axe().run(page, ".tableside")}
    calibrate(page, cell, 500, 2000)
    found["calibrated"] = Axe().run(page, ".tableside")

    assert {state: [] for state in found} == {
        state: [fault["id"] for fault in result.response["violations"]]
        for state, result in found.items()
    }


def test_leaving_closes_every_device(open_widget: Open) -> None:
    """No port stays open, no gamepad is looked at, no listener remains."""
    before = f"() => {{ ({CLOCK})(); ({COUNT_LISTENERS})(); }}"
    page = open_widget(PressureDrill(PLAN), before=before)
    plug(page)
    connect(page)
    page.get_by_role("button", name="Start round").click()
    tick(page)
    assert page.evaluate("opened") == 1
    page.evaluate("leave()")
    page.wait_for_function("opened === 0")

    assert page.evaluate("[listening, model.listeners(), context.clock.pending()]") == [0, 0, 0]


def test_leaving_while_the_list_of_ports_is_open_opens_none(open_widget: Open) -> None:
    """A choice that comes after the drill has gone opens nothing that stays open."""
    page = open_widget(PressureDrill(PLAN), before=CLOCK)
    page.evaluate(
        """() => {
          const ask = context.devices.serial.requestPort;
          context.devices.serial.requestPort = async () => {
            await new Promise((done) => { window.choose = done; });
            return ask();
          };
        }"""
    )
    page.get_by_text("Press with something else").click()
    page.get_by_role("button", name="Connect a load cell").click()
    page.evaluate("leave(), choose()")
    page.evaluate("() => new Promise((done) => setTimeout(done, 50))")

    assert page.evaluate("opened") == 0
