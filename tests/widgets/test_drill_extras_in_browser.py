"""What other pressing drills add to the screen: a beat, a breath, parts to cover."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tableside.widgets.pressure_drill import PressureDrill
from widgets.drill_pages import CLOCK, COUNT_LISTENERS, PLAN, Open, Sent, tick

BEATS = [1.0, 2.0, 3.0]
CELLS = [[x, 20.0] for x in (4.0, 5.0, 6.0, 7.0)]
EXTRAS = {
    "glide": 0.3,
    "beats": BEATS,
    "coverage": {"cells": CELLS, "size": 1, "reach": 0.8, "full": 0.3, "most": 1.0},
    "breath": {
        "wave": [[0, 0], [2, 1], [5.6, 0]],
        "phases": [{"say": "Breathe in.", "until": 2}, {"say": "Breathe out.", "until": 5.6}],
    },
}


def drill(**changes: Any) -> PressureDrill:
    """Return a pressing drill with everything that a round can ask for."""
    widget = PressureDrill(PLAN, feedback="always")
    widget.round = {**widget.round, **EXTRAS, **changes}
    return widget


def start(page: Page) -> None:
    """Start a round with the keyboard."""
    page.get_by_role("button", name="Start round").focus()
    page.keyboard.press("Enter")


def test_a_beat_is_counted_flashed_and_heard(open_widget: Open) -> None:
    """Three ways to follow it, and after the last one none."""
    page = open_widget(drill(), before=CLOCK)
    beat = page.locator(".ts-beat")
    expect(beat).to_have_text("3 beats")
    start(page)
    tick(page, 1.05)
    expect(beat).to_have_text("beat 1 of 3")
    expect(page.locator(".ts-lit")).to_have_count(1)
    tick(page, 0.3)
    expect(page.locator(".ts-lit")).to_have_count(0)
    for _ in range(2):
        tick(page, 1)
    expect(beat).to_have_text("beat 3 of 3")
    assert page.evaluate("clicks") == 3
    tick(page, 1)
    expect(beat).to_have_text("now without the beat")


def test_sound_can_be_turned_off_and_is_never_needed(open_widget: Open) -> None:
    """Mute means no sound is made at all; the count goes on."""
    page = open_widget(drill(), before=CLOCK)
    page.get_by_role("button", name="Sound of the beat").click()
    start(page)
    for _ in range(3):
        tick(page, 1)

    assert page.evaluate("[clicks, sounds.length]") == [0, 0]
    expect(page.locator(".ts-beat")).to_have_text("beat 3 of 3")


def test_a_browser_without_sound_still_beats(open_widget: Open) -> None:
    """Whatever the sound card says, the drill goes on."""
    page = open_widget(drill(), before=CLOCK)
    page.evaluate("() => { context.devices.audio = () => { throw new Error('no sound') } }")
    page.evaluate("leave(), document.querySelector('main').replaceChildren(), again()")
    start(page)
    tick(page, 1.05)

    expect(page.locator(".ts-beat")).to_have_text("beat 1 of 3")


def test_reduced_motion_counts_without_flash_or_moving_disc(open_widget: Open) -> None:
    """Words alone carry the beat and the breath."""
    page = open_widget(drill(), before=f"() => {{ ({CLOCK})(); window.still = true; }}")
    start(page)
    tick(page, 1.05)

    expect(page.locator(".ts-beat")).to_have_text("beat 1 of 3")
    expect(page.locator(".ts-lit")).to_have_count(0)
    expect(page.locator(".ts-breath-words")).to_have_text("Breathe in. 1")
    assert page.locator(".ts-breath-disc").evaluate("(disc) => disc.style.scale") == "0.4"


def test_the_breath_is_shown_and_told(open_widget: Open) -> None:
    """The disc fills with the wave, and the words count the seconds left."""
    page = open_widget(drill(), before=CLOCK)
    words = page.locator(".ts-breath-words")
    expect(words).to_have_text("Breathe with the wave.")
    start(page)
    tick(page, 1)
    expect(words).to_have_text("Breathe in. 1")
    assert page.locator(".ts-breath-disc").evaluate("(disc) => disc.style.scale") == "0.7"
    tick(page, 1.2)

    expect(words).to_have_text("Breathe out. 4")


def test_a_gliding_hand_paints_what_it_covers(open_widget: Open, sent: Sent) -> None:
    """The place follows the mouse, the press is the glide's, and words tell what is covered."""
    widget = drill(shown_spans=None)
    page = open_widget(widget, before=CLOCK)
    covered = page.locator(".ts-covered")
    expect(covered).to_have_text("Covered 0 of 4 parts.")
    box = page.locator(".ts-cell").first.bounding_box()
    last = page.locator(".ts-cell").last.bounding_box()
    assert box
    assert last
    page.get_by_role("button", name="Start round").click()
    page.mouse.move(box["x"] + 3, box["y"] + 3)
    page.mouse.down()
    for _ in range(10):
        tick(page)
    expect(covered).to_contain_text("Covered 1 of 4 parts.")
    page.mouse.move(last["x"] + 6, last["y"] + 3)
    for _ in range(30):
        tick(page)
    expect(covered).to_have_text("Covered 2 of 4 parts. You stayed long on 1.")
    page.mouse.up()
    while not sent(page):
        tick(page)
    numbers = memoryview(sent(page)[0]["trace_bytes"]).cast("f")

    assert max(numbers[1::4]) == pytest.approx(0.3)
    assert len({x for x in numbers[2::4] if x == x}) > 1  # noqa: PLR0124 - NaN is no place


def test_a_gliding_hand_moves_by_keys(open_widget: Open, sent: Sent) -> None:
    """Shift and the arrows move it by a centimetre: no pointer is needed to cover a place."""
    page = open_widget(drill(), before=CLOCK)
    start(page)
    for key in ("ArrowUp", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(f"Shift+{key}")
        tick(page)
    while not sent(page):
        tick(page)
    numbers = memoryview(sent(page)[0]["trace_bytes"]).cast("f")
    xs = [x for x in numbers[2::4] if x == x]  # noqa: PLR0124 - NaN is no place
    ys = [y for y in numbers[3::4] if y == y]  # noqa: PLR0124 - NaN is no place

    assert max(xs) - min(xs) == pytest.approx(2, abs=0.01)
    assert max(ys) - min(ys) < 0.01
    assert max(numbers[1::4]) == pytest.approx(0.3)


def test_blind_paint_shows_only_afterwards(open_widget: Open, sent: Sent) -> None:
    """Hidden means the paint, too."""
    page = open_widget(drill(), before=CLOCK)
    page.get_by_label("My line").select_option("hidden")
    start(page)
    tick(page)
    paint = page.locator(".ts-paint")
    expect(paint).to_have_attribute("visibility", "hidden")
    expect(page.locator(".ts-covered")).to_be_hidden()
    while not sent(page):
        tick(page)

    expect(paint).to_have_attribute("visibility", "visible")
    expect(page.locator(".ts-covered")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_with_extras(open_widget: Open, dark: bool) -> None:
    """Beat, breath and paint, at rest and in a round."""
    page = open_widget(drill(), before=CLOCK, dark=dark)
    found = {"idle": Axe().run(page, ".tableside")}
    start(page)
    tick(page, 1.05)
    found["running"] = Axe().run(page, ".tableside")

    assert {state: [] for state in found} == {
        state: [fault["id"] for fault in result.response["violations"]]
        for state, result in found.items()
    }


def test_leaving_ends_the_sound(open_widget: Open) -> None:
    """No listener and no sound stays behind."""
    before = f"() => {{ ({CLOCK})(); ({COUNT_LISTENERS})(); }}"
    page = open_widget(drill(), before=before)
    start(page)
    tick(page, 1.05)
    assert page.evaluate("sounds.map((sound) => sound.state)") != ["closed"]
    page.evaluate("leave()")
    page.wait_for_function("sounds.every((sound) => sound.state === 'closed')")

    assert page.evaluate("[listening, model.listeners(), context.clock.pending()]") == [0, 0, 0]
