"""The explorers in a real browser: sliders by mouse, touch and keyboard, and what follows them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tableside.figures.burn_times import burns
from tableside.figures.comfort_crowd import comfort
from tableside.figures.slider_model import SliderModel
from tableside.figures.tissue_touch import press
from tableside.figures.towel_heat import towel
from tableside.widgets.explore import ModelExplorer

Opened = Callable[..., Page]

MODELS = {"towel": towel, "burns": burns, "press": press, "comfort": comfort}

ANSWER = """() => {
  const save = model.save_changes;
  model.save_changes = async () => {
    save();
    model.tell(await window.python(window.sent.at(-1).values));
  };
}"""
"""Make the page's stub of a model answer as Python does."""

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


HOLD_TIMERS = """() => {
  let last = 0;
  window.waiting = new Map();
  window.setTimeout = (act) => (window.waiting.set(++last, act), last);
  window.clearTimeout = (id) => window.waiting.delete(id);
}"""
"""Timers that go off when the test says so."""


def explored(open_widget: Opened, model: SliderModel, **options: Any) -> Page:
    """Open the explorer of a model, with Python behind it."""
    explorer = ModelExplorer(model)
    page = open_widget(explorer, **options)

    def python(values: dict[str, object]) -> dict[str, object]:
        explorer.values = values
        return {"shown": explorer.shown, "error": explorer.error}

    page.expose_function("python", python)
    page.evaluate(ANSWER)
    return page


@pytest.fixture(params=MODELS)
def model(request: pytest.FixtureRequest) -> SliderModel:
    """Return each model in turn."""
    return MODELS[request.param]


def picture(page: Page) -> tuple[str, str, str]:
    """Return the picture, its text and the words below it, as they are now."""
    image = page.get_by_role("img")
    source, alt = image.get_attribute("src"), image.get_attribute("alt")
    return source or "", alt or "", page.locator(".ts-model-words").text_content() or ""


def all_changed(page: Page, before: tuple[str, str, str]) -> None:
    """Wait until the picture has changed, and see that its text and the words did so too."""
    expect(page.get_by_role("img")).not_to_have_attribute("src", before[0])
    assert all(new != old for new, old in zip(picture(page), before, strict=True))
    assert page.get_by_role("img").evaluate("(e) => e.decode().then(() => e.naturalWidth)") > 100


def first_slider(page: Page) -> Locator:
    """Return the first slider of the page."""
    return page.get_by_role("slider").first


def test_keys_move_a_slider(open_widget: Opened, model: SliderModel) -> None:
    """Tab to it, press arrows and Page Up; picture, text and words follow."""
    page = explored(open_widget, model)
    before = picture(page)
    page.keyboard.press("Tab")

    expect(first_slider(page)).to_be_focused()
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowRight")

    all_changed(page, before)
    expect(first_slider(page)).to_be_focused()


def test_the_mouse_drags_a_slider(open_widget: Opened, model: SliderModel) -> None:
    """The number box and the spoken value move with it, before Python has answered."""
    page = explored(open_widget, model)
    before = picture(page)
    box = first_slider(page).bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.4, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.85, middle, steps=6)
    page.mouse.up()

    value = first_slider(page).input_value()
    expect(page.get_by_role("spinbutton").first).to_have_value(value)
    expect(first_slider(page)).to_have_attribute(
        "aria-valuetext", f"{value} {page.locator('.ts-model-unit').first.text_content()}"
    )
    all_changed(page, before)


def test_a_slider_stays_where_it_is_while_the_words_change(open_widget: Opened) -> None:
    """Nothing slides away from under a hand."""
    page = explored(open_widget, towel)
    before, place = picture(page), first_slider(page).bounding_box()
    page.get_by_role("spinbutton", name="Towel at contact").fill("60")
    page.keyboard.press("Enter")

    all_changed(page, before)
    assert first_slider(page).bounding_box() == place


def test_a_finger_sets_a_slider(open_widget: Opened, model: SliderModel) -> None:
    """A tap on the rail is enough, on a narrow screen too."""
    page = explored(open_widget, model, has_touch=True, width=390)
    before = picture(page)
    first_slider(page).scroll_into_view_if_needed()
    box = first_slider(page).bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2)

    all_changed(page, before)
    assert box["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_choice_changes_the_picture(open_widget: Opened) -> None:
    """A list is chosen from by its name."""
    page = explored(open_widget, comfort)
    before = picture(page)
    page.get_by_label("What presses").select_option("palm")

    all_changed(page, before)
    expect(page.locator(".ts-model-words strong")).to_contain_text("No threshold of pain is known")


def test_55_degrees_is_refused_in_words_and_picture(open_widget: Opened) -> None:
    """Typed into the box, with a screen reader's words after a rest."""
    page = explored(open_widget, towel)
    page.get_by_role("spinbutton", name="Towel at contact").fill("55")
    page.keyboard.press("Enter")

    expect(page.locator(".ts-model-words strong")).to_have_text(
        "55 °C is too hot for anyone: do not lay it on."
    )
    expect(page.locator(".ts-model-words")).to_have_attribute("data-tone", "stop")
    expect(page.get_by_role("img")).to_have_attribute("alt", re.compile("^55 °C is too hot"))
    expect(page.get_by_role("status")).to_contain_text("55 °C is too hot for anyone")
    expect(first_slider(page)).to_have_value("55")


def test_out_of_range_is_told_and_cleared(open_widget: Opened) -> None:
    """The box keeps what was typed, the picture what it showed."""
    page = explored(open_widget, towel)
    before = picture(page)
    number = page.get_by_role("spinbutton", name="Towel at contact")
    number.fill("70")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("must lie from 30 to 60 °C")
    expect(number).to_have_value("70")
    assert picture(page) == before
    number.fill("40")
    page.keyboard.press("Enter")

    expect(page.locator(".ts-error")).to_be_empty()


def test_an_emptied_box_is_explained(open_widget: Opened) -> None:
    """Nothing is not 0."""
    page = explored(open_widget, press)
    page.get_by_role("spinbutton", name="Force").fill("")
    page.keyboard.press("Tab")

    expect(page.get_by_role("alert")).to_contain_text("Force needs a number from 5 to 120 N.")


def test_a_screen_reader_hears_one_sentence_after_the_slider_rests(open_widget: Opened) -> None:
    """Ten quick steps are one message, and nothing is said before the first of them."""
    page = open_widget(ModelExplorer(burns))
    page.evaluate(
        """() => {
          const status = document.querySelector("[role=status]");
          window.spoken = [];
          const heard = new MutationObserver(() => window.spoken.push(status.textContent));
          heard.observe(status, { childList: true, subtree: true });
          const shown = model.get("shown");
          for (let step = 1; step <= 10; step++) {
            model.tell({ shown: { ...shown, headline: `Step ${step}`, words: "So it is." } });
          }
        }"""
    )
    page.wait_for_function("window.spoken.length > 0")

    assert page.evaluate("window.spoken") == ["Step 10. So it is."]
    expect(page.get_by_role("status")).to_have_attribute("aria-live", "polite")


def test_every_control_has_a_name_with_its_unit(open_widget: Opened, model: SliderModel) -> None:
    """Slider and box are told apart, and both say the unit."""
    page = open_widget(ModelExplorer(model))
    for each in model.controls_shown():
        if each["kind"] == "amount":
            name = f"{each['label']}, {each['unit']}"
            expect(page.get_by_role("slider", name=name, exact=True)).to_be_visible()
            expect(page.get_by_role("spinbutton", name=f"{name}, as a number")).to_be_visible()
        else:
            expect(page.get_by_role("combobox", name=each["label"])).to_be_visible()


def test_it_says_that_it_is_a_model(open_widget: Opened, model: SliderModel) -> None:
    """One short line under every explorer."""
    page = open_widget(ModelExplorer(model))

    expect(page.get_by_text(model.caution)).to_be_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(open_widget: Opened, model: SliderModel, dark: bool) -> None:
    """Names, roles and contrast hold, in every tone and with an error."""
    page = open_widget(ModelExplorer(model), dark=dark)
    for tone in ("stop", "care", "fine", "plain"):
        page.evaluate(
            "(tone) => model.tell({ error: 'No.', shown: { ...model.get('shown'), tone } })", tone
        )
        found = Axe().run(page, context="main")

        assert [each["id"] for each in found.response["violations"]] == []


def test_no_key_can_reach_the_notebook(open_widget: Opened, model: SliderModel) -> None:
    """Everything that takes the focus keeps JupyterLab from deleting the cell on "d d"."""
    page = open_widget(ModelExplorer(model))
    for target in page.locator("main :is(button, input, select, a, [tabindex])").all():
        expect(target).to_have_attribute("data-lm-suppress-shortcuts", "true")


def test_nothing_listens_after_an_explorer_has_left(
    open_widget: Opened, model: SliderModel
) -> None:
    """Running a cell again and again does not pile up listeners, and nothing speaks later."""
    before = f"() => {{ ({COUNT_LISTENERS})(); ({HOLD_TIMERS})(); }}"
    page = open_widget(ModelExplorer(model), before=before)

    assert page.evaluate("window.listeners") > 0
    assert page.evaluate("model.listeners()") > 0
    page.evaluate("model.tell({ shown: model.get('shown') })")
    assert page.evaluate("waiting.size") == 1
    page.evaluate("window.leave()")

    assert page.evaluate("waiting.size") == 0
    assert (page.evaluate("window.listeners"), page.evaluate("model.listeners()")) == (0, 0)
