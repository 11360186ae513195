"""What tests do on a page of JupyterLab, on a desktop or in a browser alone, as a student does it.

Each question is answered in the box that shows it, by keys or by clicks.
"""

import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tableside.drills import PressurePlan
from tableside.homework.forms.form import FieldKind, FormField

KERNEL_IDLE = """() => {
  const kernel = window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel;
  return kernel?.connectionStatus === "connected" && kernel.status === "idle";
}"""
"""True when the open notebook can be run; both kinds of pages need ``jupyterapp`` for it."""


def run_all(page: Page, *, ready: int) -> None:
    """Run all cells of the open notebook from the menu, within *ready* milliseconds."""
    page.wait_for_function(KERNEL_IDLE, timeout=ready)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()


def widget(page: Page, text: str) -> Locator:
    """Return the widget that shows *text*."""
    return page.locator(".jp-OutputArea .tableside").filter(has_text=text).first


def keys(page: Page, *pressed: str) -> None:
    """Press keys one after the other."""
    for key in pressed:
        page.keyboard.press(key)


def choose(box: Locator, number: int) -> None:
    """Choose an option, counted from 0, with the arrow keys."""
    box.get_by_role("radio").first.focus()
    # The first arrow also chooses; who wants the first option goes on and back.
    keys(box.page, *["ArrowDown"] * (number or 1), *([] if number else ["ArrowUp"]))
    expect(box.get_by_role("radio").nth(number)).to_be_checked()


def tick(box: Locator, *texts: str) -> None:
    """Tick boxes by their labels."""
    for text in texts:
        box.get_by_label(text).check()


def order(box: Locator, titles: Sequence[str]) -> None:
    """Carry cards with the arrow keys until they lie as in *titles*."""
    cards = box.locator(".ts-text")
    box.locator("[role=option][tabindex='0']").focus()
    for place, title in enumerate(titles):
        at = cards.all_text_contents().index(title)
        if at != place:
            lifted = ["Home", *["ArrowDown"] * at, "Space"]
            keys(box.page, *lifted, *["ArrowUp"] * (at - place), "Space")
        expect(cards.nth(place)).to_have_text(title)


def type_into(box: Locator, text: str) -> None:
    """Type a number or a text, and wait until it is saved."""
    box.get_by_role("textbox").first.click()
    box.page.keyboard.type(text)
    box.page.keyboard.press("Tab")
    expect(box.get_by_text("Saved at")).to_be_visible()


def show_place(box: Locator, *, across: float, down: float) -> None:
    """Put the mark of the back map on a place, in centimetres, with the two sliders."""
    for label, wanted in (("Left and right", across), ("Up and down", down)):
        slider = box.get_by_label(label)
        slider.focus()
        for _ in range(200):
            off = wanted - float(slider.input_value())
            if not off:
                break
            box.page.keyboard.press("ArrowRight" if off > 0 else "ArrowLeft")
        expect(slider).to_have_value(f"{wanted:g}")


def press_one_round(box: Locator, plan: PressurePlan) -> None:
    """Do a round with the keys: lean in and ease off when the band does, and wait for its end."""
    page = box.page
    box.get_by_role("button", name=re.compile("Start round|Again")).first.focus()
    page.keyboard.press("Enter")
    slider = box.get_by_role("slider", name="Press")
    expect(slider).to_be_focused()
    begin = time.monotonic()

    def wait_until(second: float) -> None:
        page.wait_for_timeout(max(0.0, second - (time.monotonic() - begin)) * 1000)

    def hold(key: str, done: Callable[[int], bool]) -> None:
        # A key pressed again without being let go is what a keyboard sends while it is held.
        while not done(int(slider.get_attribute("aria-valuenow") or 0)):
            page.keyboard.down(key)
            page.wait_for_timeout(25)
        page.keyboard.up(key)

    lead, _, held, _, end = plan.ends()
    wait_until(lead + 0.1)
    hold("ArrowUp", lambda percent: percent >= 100 * plan.middle - 1)
    wait_until(held + 0.1)
    hold("ArrowDown", lambda percent: percent <= 0)
    # What stands there of the round before goes only when this one is over.
    wait_until(end + 0.5)


def press_until_scored(box: Locator, plan: PressurePlan, *, rounds: int = 4) -> None:
    """Do rounds of a pressure drill until one is safe.

    A busy computer leaves gaps in a recording, which then is not scored: as a learner would, do
    another round.
    """
    for _ in range(rounds):
        press_one_round(box, plan)
        status = box.get_by_text(re.compile(r"Safe\.|Not scored|Unsafe")).first
        expect(status).to_be_visible(timeout=30_000)
        if not box.get_by_text("Not scored").count():
            break
    expect(box.get_by_text("Safe.").first).to_be_visible()


def fill_in(box: Locator, fields: Iterable[FormField], answers: Mapping[str, Any]) -> None:
    """Fill in the fields of a form: by the words of an option, never by its name."""
    for field in fields:
        given = answers.get(field.id)
        texts = {option.id: option.text for option in field.options}
        match field.kind:
            case FieldKind.SEVERAL:
                tick(box, *(texts[each] for each in given or ()))
            case FieldKind.ONE if box.get_by_role("combobox", name=field.label).count():
                box.get_by_role("combobox", name=field.label).select_option(label=texts[given])
            case FieldKind.ONE:
                group = box.get_by_role("group", name=field.label)
                group.get_by_label(texts[given], exact=True).check()
            case FieldKind.YES if given:
                box.get_by_label(field.label).check()
            case FieldKind.NUMBER:
                box.get_by_role("textbox", name=field.label).fill(str(given))


def do_act(box: Locator, group: str, title: str, **choices: str) -> None:
    """Do an act of a session; *choices* are options by the labels of the act's form."""
    box.get_by_role("tab", name=group, exact=True).click()
    panel = box.locator(".ts-session-panel:visible")
    opener = panel.locator(f'.ts-session-act:text-matches("^{title}( …)?( [0-9]+ (s|min))?$")')
    opener.click()
    if opener.get_attribute("aria-expanded"):
        form = panel.get_by_role("form", name=title)
        for label, option in choices.items():
            field = form.get_by_label(label.replace("_", " "))
            if field.get_attribute("type") == "checkbox":
                field.check()
            else:
                field.select_option(label=option)
        form.get_by_role("button", name=title).click()
        expect(form).to_be_hidden()  # which says that it was done
