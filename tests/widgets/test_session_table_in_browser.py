"""Whole sessions at the table in a real browser: by mouse, by keys alone, and what can go wrong."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tableside.client import acts
from tableside.client.card import ClientCard
from tableside.client.log import SessionLog
from tableside.client.score import SessionScore, score_session
from tableside.client.session import Session
from tableside.knowledge import knowledge
from tableside.widgets.session_table import FIRST_CLIENT, SessionTable

Opened = Callable[..., Page]
Choices = Mapping[str, Any]

TIME = """() => {
  const beats = new Set();
  let now = 0;
  window.beats = beats;
  window.tick = (milliseconds) => {
    now += milliseconds;
    for (const beat of [...beats]) beat();
  };
  window.context = {
    time: {
      now: () => now,
      every: (beat) => (beats.add(beat), () => beats.delete(beat)),
    },
  };
}"""
"""A time that the test lets pass, handed to the table in the place of the browser's."""

ANSWER = """() => {
  const save = model.save_changes;
  window.open_messages = 0;
  model.save_changes = async () => {
    const asked = JSON.stringify(window.changed.requests);
    save();
    window.open_messages += 1;
    model.tell(JSON.parse(await window.python(asked)));
    window.open_messages -= 1;
  };
}"""
"""Make the page's stub of a model answer as Python does."""

DEAF = """() => document.addEventListener("click", (event) => {
  if (event.target.closest(".ts-session-act, .ts-session-choices")) event.stopPropagation();
}, true)"""
"""Let clicks on the buttons of acts come to nothing."""

COUNT = """() => {
  window.listening = 0;
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (...given) {
    if (this !== window) window.listening += 1;
    return addEventListener.apply(this, given);
  };
  EventTarget.prototype.removeEventListener = function (...given) {
    if (this !== window) window.listening -= 1;
    return removeEventListener.apply(this, given);
  };
}"""

TRAITS = ("setting", "shown", "words", "known", "end", "error")

HEALTHY = ClientCard(name="Ana", age=30.0, comes_for="My back is tired.", keeps_back=0.0)

AS_LIFE, FASTEST = "Clock at 1\u00d7", "Clock at 60\u00d7"

SPOTS = {zone.id: zone.spot for zone in knowledge().zones}

LEFT, RIGHT = "erector-lower-left", "erector-lower-right"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every test keeps its sessions in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    yield  # noqa: PT022 - the folder must outlast the page


class Mouse:
    """A learner with a mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, button: Locator) -> None:
        """Press a button, or a tab."""
        button.click()

    def tick(self, box: Locator) -> None:
        """Tick a box."""
        box.click()

    def choose(self, select: Locator, option: str) -> None:
        """Choose from a list."""
        select.select_option(label=option)

    def type(self, box: Locator, text: str) -> None:
        """Type a number."""
        box.fill(text)

    def point(self, zone: str) -> None:
        """Point to a zone of the map."""
        box = self.page.locator(f'[data-zone="{zone}"] .ts-tint').bounding_box()
        assert box
        self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


class Keys:
    """A learner with a keyboard and nothing else."""

    MOST_TABS = 90

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, wanted: Locator) -> None:
        """Press Tab, forwards or back, until the focus is there."""
        for _ in range(self.MOST_TABS):
            way = wanted.evaluate(
                """(wanted) => {
                  const now = document.activeElement;
                  if (now === wanted) return "";
                  if (!now || now === document.body) return "Tab";
                  const before = now.compareDocumentPosition(wanted);
                  return before & Node.DOCUMENT_POSITION_PRECEDING ? "Shift+Tab" : "Tab";
                }"""
            )
            if not way:
                return
            self.page.keyboard.press(way)
        raise AssertionError(f"no key leads to {wanted}")

    def press(self, button: Locator) -> None:
        """Reach a button and press it; among tabs arrows lead on."""
        if button.get_attribute("role") == "tab":
            self.reach(self.page.locator("[role=tab][tabindex='0']"))
            for _ in range(5):
                if button.evaluate("(tab) => tab === document.activeElement"):
                    return
                self.page.keyboard.press("ArrowRight")
        self.reach(button)
        self.page.keyboard.press("Enter")

    def tick(self, box: Locator) -> None:
        """Tick a box with Space."""
        self.reach(box)
        self.page.keyboard.press("Space")

    def choose(self, select: Locator, option: str) -> None:
        """Choose from a list with the arrows."""
        self.reach(select)
        self.page.keyboard.press("Home")
        for _ in range(60):
            if select.evaluate("(list) => list.selectedOptions[0].text") == option:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the list has no {option}")

    def type(self, box: Locator, text: str) -> None:
        """Type a number over what stands there."""
        self.reach(box)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def point(self, zone: str) -> None:
        """Walk over the map with the arrows, always on towards the zone, and press Enter on it."""
        first = "[type=radio]:checked" if self.chosen() else "[type=radio]"
        self.reach(self.page.locator(first).first)
        self.page.keyboard.press("Space")
        x, y = SPOTS[zone]
        for _ in range(20):
            here = self.chosen()
            if here == zone:
                self.page.keyboard.press("Enter")
                return
            across, down = x - SPOTS[here][0], y - SPOTS[here][1]
            ways = [
                (abs(across), "ArrowRight" if across > 0 else "ArrowLeft"),
                (abs(down), "ArrowDown" if down > 0 else "ArrowUp"),
            ]
            for _, key in sorted(ways, reverse=True):
                self.page.keyboard.press(key)
                if self.chosen() != here:
                    break
        raise AssertionError(f"no arrow leads to {zone}")

    def chosen(self) -> str:
        """Return the zone that is chosen on the map."""
        return str(
            self.page.evaluate("() => document.querySelector('[type=radio]:checked')?.value ?? ''")
        )


class Learner:
    """Somebody who gives a session at the table, with one kind of hand."""

    def __init__(self, page: Page, table: SessionTable, hand: Mouse | Keys) -> None:
        self.page, self.table, self.hand = page, table, hand

    def settle(self) -> None:
        """Wait until Python has answered everything."""
        self.page.wait_for_function("window.open_messages === 0")

    def act(self, group: str, title: str, **choices: Any) -> None:
        """Do an act of a group with its choices; fail unless the session has it."""
        before = len(self.table.session.done)
        self.hand.press(self.page.get_by_role("tab", name=group, exact=True))
        panel = self.page.locator(".ts-session-panel:visible .ts-session-acts")
        opener = panel.locator(f'.ts-session-act:text-matches("^{title}( …)?( [0-9]+ (s|min))?$")')
        self.hand.press(opener)
        if opener.get_attribute("aria-expanded"):
            form = self.page.get_by_role("form", name=title)
            expect(form).to_be_visible()
            for label, value in choices.items():
                self._fill(form, label.replace("_", " "), value)
            self.hand.press(form.get_by_role("button", name=title))
        self.settle()

        assert len(self.table.session.done) == before + 1, self.table.shown["refusal"]
        expect(self.page.locator(".ts-session-doing :focus")).to_have_count(1)

    def _fill(self, form: Locator, label: str, value: Any) -> None:
        if isinstance(value, tuple):
            for each in value:
                self.hand.tick(form.get_by_label(each))
        elif isinstance(value, bool):
            self.hand.tick(form.get_by_label(label))
        else:
            box = form.get_by_label(label)
            number = box.get_attribute("type") == "number"
            (self.hand.type if number else self.hand.choose)(box, str(value))

    def work(self, zone: str, stroke: str, force: int, seconds: int) -> None:
        """Work on a zone with a palm until the time is over."""
        self.hand.point(zone)
        work = self.page.get_by_role("form", name="Work on a zone")
        self.hand.choose(work.get_by_label("What presses"), "A whole palm (70 cm²)")
        self.hand.choose(work.get_by_label("Stroke"), stroke)
        self.hand.type(work.get_by_label("How long"), str(seconds))
        self.hand.type(work.get_by_role("spinbutton", name="Force"), str(force))
        self.hand.press(work.get_by_role("button", name="Work here"))
        self.settle()
        last = self.table.session.done[-1].act

        assert isinstance(last, acts.PressZone)
        assert (last.zone, last.force) == (zone, force)

    def wait(self, seconds: int) -> None:
        """Let so many seconds of session pass on the page's clock, at 60 times."""
        fast = self.page.get_by_role("button", name=FASTEST)
        if fast.get_attribute("aria-pressed") != "true":
            self.hand.press(fast)
        until = self.table.session.now + seconds
        for _ in range(400):
            left = until - self.table.session.now
            if left <= 0 or self.table.shown["alert"]:
                return
            self.page.evaluate("tick", min(left / 60 * 1000 + 1, 500))
            self.settle()
        raise AssertionError("the clock stands still")

    def stop_clock(self) -> None:
        """Pause."""
        self.hand.press(self.page.get_by_role("button", name="Pause the clock"))


def laid_out(
    open_widget: Opened, table: SessionTable, hand: type[Mouse | Keys], **how: Any
) -> Learner:
    """Open a table with Python behind it."""
    page = open_widget(table, before=TIME, **how)

    def python(asked: str) -> str:
        table.requests = json.loads(asked)
        return json.dumps({name: getattr(table, name) for name in TRAITS})

    page.expose_function("python", python)
    page.evaluate(ANSWER)
    return Learner(page, table, hand(page))


def begun(open_widget: Opened, hand: type[Mouse | Keys] = Mouse, **how: Any) -> Learner:
    """Open a table where the client lies uncovered."""
    table = SessionTable(HEALTHY, 3)
    for act in (acts.PlaceClient(position="prone", pillows=("ankles",)), acts.Uncover()):
        table.session.do(act)
    table.requests = [{"id": "laid", "what": "clock", "to": 0}]
    return laid_out(open_widget, table, hand, **how)


def hurt(learner: Learner) -> None:
    """Press so that it hurts, and let the client say so."""
    learner.work(LEFT, "Held pressure", 270, 60)
    learner.wait(20)
    expect(learner.page.locator(".ts-session-alert")).to_contain_text("That hurts")


def give_a_whole_session(learner: Learner) -> None:
    """Give a session from the first question to the last word, by the book."""
    learner.act("Talk", "Ask every screening question")
    learner.act("Talk", "Decide", What_the_answers_mean="Go ahead")
    learner.act("Talk", "Explain the plan")
    learner.act("Talk", "Ask for consent", parts=("touch on the low back", "a hot towel", "oil"))
    learner.act("Table", "Wash your hands")
    learner.act("Table", "Place the client", Position="Face down", pillows=("Under the ankles",))
    learner.act("Table", "Uncover the low back")
    warm_the_back(learner)
    learner.act("Hands", "Take oil", Carrier_oil="Jojoba oil")
    for zone in (LEFT, RIGHT):
        learner.work(zone, "Gliding", 14, 30)
        learner.wait(20)
        learner.act("Talk", "Ask for a number")
        learner.wait(7)
    for zone in (LEFT, RIGHT) * 2:
        learner.work(zone, "Kneading", 30, 130)
        learner.wait(30)
        learner.act("Talk", "Ask for a number")
        learner.wait(97)
    learner.act("Hands", "Pause", For=30)
    learner.act("Talk", "Invite slow breaths")
    learner.act("Talk", "Ask for a number")
    learner.wait(25)
    for zone in (LEFT, RIGHT):
        learner.work(zone, "Gliding", 14, 45)
        learner.wait(40)
    learner.stop_clock()
    learner.act("Hands", "Lift the hands", Over=5)
    help_up(learner)


def warm_the_back(learner: Learner) -> None:
    """Prepare a towel, measure it, lay it on, look in time, and take it off."""
    learner.act("Towel", "Test warm and cool on the skin")
    learner.act("Towel", "Look at the skin, and ask")
    learner.act("Towel", "Soak a towel", Water_of_the_bath=45)
    learner.act("Towel", "Wring the towel")
    learner.act("Towel", "Fold the towel", Layers="8 layers")
    learner.act("Towel", "Measure the towel")
    learner.wait(60)
    learner.stop_clock()
    learner.act("Towel", "Measure the towel")
    learner.act("Towel", "Lay the towel on", over_a_thin_dry_layer=True)
    learner.act("Towel", "Cover the towel")
    for seconds in (100, 170):
        learner.wait(seconds)
        learner.act("Towel", "Look at the skin, and ask")
    learner.wait(40)
    learner.act("Towel", "Take the towel off")
    learner.act("Towel", "Look at the skin, and ask")
    learner.act("Towel", "Pat the skin dry")


def help_up(learner: Learner) -> None:
    """Wipe, cover, let the client rise in stages, advise, record, and end."""
    learner.act("Hands", "Wipe the back")
    learner.act("Table", "Cover the client")
    learner.wait(60)
    for stage, seconds in (("roll to the side", 10), ("sit up", 90), ("stand up", 5)):
        learner.stop_clock()
        learner.act("Table", "Let the client rise", Stage=stage)
        learner.wait(seconds)
    topics = ("what is normal", "when to get help", "to keep moving", "to drink")
    learner.act("Talk", "Give advice", topics=topics)
    learner.act("Talk", "Write the record")
    learner.hand.press(learner.page.get_by_role("tab", name="End", exact=True))
    learner.hand.press(learner.page.get_by_role("button", name="End the session …"))
    form = learner.page.get_by_role("form", name="End the session")
    learner.hand.press(form.get_by_role("button"))
    learner.settle()


def replayed(path: Path) -> tuple[Session, SessionScore]:
    """Return what a saved log tells when it is played again, and its score."""
    session = SessionLog.from_json(path.read_text(encoding="utf-8")).replay(knowledge())
    return session, score_session(session)


@pytest.mark.parametrize("hand", [Mouse, Keys])
def test_a_whole_session(open_widget: Opened, hand: type[Mouse | Keys]) -> None:
    """By mouse and by keys alone: the log on disk gets the score that the page shows."""
    learner = laid_out(open_widget, SessionTable(), hand)
    give_a_whole_session(learner)
    session, score = replayed(Path(f"session-{FIRST_CLIENT}.json"))
    page = learner.page

    assert score.safe, score.unsafe_acts
    assert score.points >= 90, score.deductions
    assert session.over
    expect(page.locator(".ts-session-headline")).to_have_text(f"✓ {score.headline()}")
    expect(page.locator(".ts-session-headline")).to_be_focused()
    expect(page.locator(".ts-session-told li")).to_have_count(len(score.deductions))
    expect(page.get_by_role("log")).to_contain_text("You: write the record.")


@pytest.mark.parametrize("hand", [Mouse, Keys])
def test_a_sign_is_answered_in_time(open_widget: Opened, hand: type[Mouse | Keys]) -> None:
    """The clock waits, the row is at hand, and the session knows that it was answered."""
    learner = begun(open_widget, hand)
    hurt(learner)
    page, session = learner.page, learner.table.session
    said = session.now
    page.evaluate("tick", 3000)
    learner.settle()

    assert said == session.now
    expect(page.get_by_role("button", name="Pause the clock")).to_have_attribute(
        "aria-pressed", "true"
    )
    learner.hand.press(page.get_by_role("button", name="Lift hands"))
    learner.settle()
    learner.wait(20)
    assert session.state.hands is None
    late = [each for each in score_session(session).unsafe_acts if "Within" in each.message]
    assert not late
    expect(page.locator(".ts-session-alert")).to_be_empty()


def test_without_time_the_clock_only_slows_down(open_widget: Opened) -> None:
    """Who wants it as on a real table answers while time runs."""
    learner = begun(open_widget)
    page = learner.page
    page.get_by_text("How this table works").click()
    page.get_by_label("Give me time").uncheck()
    hurt(learner)
    said = learner.table.session.now

    expect(page.get_by_role("button", name=AS_LIFE)).to_have_attribute("aria-pressed", "true")
    for _ in range(12):
        page.evaluate("tick", 500)
        learner.settle()
    assert learner.table.session.now == said + 6


def test_every_button_of_an_act_does_its_act(open_widget: Opened) -> None:
    """Each button tells Python of its own act; without its choices it is refused, and says so."""
    table = SessionTable(HEALTHY, 3)
    learner = laid_out(open_widget, table, Mouse)
    page = learner.page
    heard: list[str] = []
    table.observe(
        lambda change: heard.extend(
            each["act"]["kind"] for each in change["new"] if each["what"] == "act"
        ),
        "requests",
    )
    for group in table.setting["groups"]:
        page.get_by_role("tab", name=group["title"], exact=True).click()
        for act in group["acts"]:
            if act["kind"] in {"stop", "refer"}:
                continue
            before = len(heard)
            press_act(page, act["title"])
            learner.settle()
            assert [act["kind"]] == heard[before:]


def press_act(page: Page, title: str) -> None:
    """Press the button of an act, and that of its form if it opens one."""
    panel = page.locator(".ts-session-panel:visible .ts-session-acts")
    opener = panel.locator(f'.ts-session-act:text-matches("^{title}( …)?( [0-9]+ (s|min))?$")')
    opener.click()
    if opener.get_attribute("aria-expanded") == "true":
        page.get_by_role("form", name=title).get_by_role("button").click()


def test_a_button_that_does_nothing_is_noticed(open_widget: Opened) -> None:
    """The way in which these tests act fails where a button is dead."""
    learner = laid_out(open_widget, SessionTable(HEALTHY, 3), Mouse)
    learner.page.evaluate(DEAF)

    with pytest.raises(AssertionError):
        learner.act("Talk", "Explain the plan")


def test_a_refusal_is_told_and_nothing_happens(open_widget: Opened) -> None:
    """The session's own sentence stands in the status; the focus stays on the button."""
    learner = laid_out(open_widget, SessionTable(HEALTHY, 3), Mouse)
    page = learner.page
    page.get_by_role("tab", name="Towel").click()
    page.get_by_role("button", name="Wring the towel").click()

    expect(page.locator(".ts-session-status")).to_have_text(
        "Not now. There is no towel in your hands. Soak one first."
    )
    expect(page.get_by_role("button", name="Wring the towel")).to_be_focused()
    assert not learner.table.session.done


def test_a_form_stays_open_until_its_act_is_done(open_widget: Opened) -> None:
    """Refused, it keeps what was chosen; done, it closes and the focus goes to its button."""
    learner = laid_out(open_widget, SessionTable(HEALTHY, 3), Keys)
    page = learner.page
    learner.hand.press(page.get_by_role("tab", name="Towel"))
    opener = page.get_by_role("button", name="Soak a towel …")
    learner.hand.press(opener)

    expect(page.get_by_label("Water of the bath")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".ts-session-status")).to_have_text(
        "Not now. Choose first: water of the bath."
    )
    expect(page.get_by_label("Water of the bath")).to_be_focused()
    page.keyboard.type("44")
    page.keyboard.press("Enter")
    learner.settle()
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_arrows_walk_over_the_map(open_widget: Opened) -> None:
    """From zone to neighbouring zone; each says its name and its rule."""
    learner = laid_out(open_widget, SessionTable(HEALTHY, 3), Keys)
    page = learner.page
    for zone in (RIGHT, "spine", "kidney-left", "sacrum"):
        learner.hand.point(zone)
        told = next(each for each in knowledge().zones if each.id == zone)
        radio = page.locator(f"[type=radio][value={zone}]")

        expect(radio).to_be_checked()
        assert told.name in (radio.get_attribute("aria-label") or "")
        assert told.rule in (radio.get_attribute("aria-label") or "")
        expect(page.locator(".ts-session-here")).to_contain_text(told.rule)
        expect(page.get_by_role("combobox", name="Where", exact=True)).to_have_value(
            str(knowledge().zones.index(told))
        )


def test_arrows_lead_from_every_zone_to_every_other(open_widget: Opened) -> None:
    """No zone is a trap, and none is out of reach."""
    page = laid_out(open_widget, SessionTable(HEALTHY, 3), Keys).page
    keys = ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown")
    ways: dict[str, set[str]] = {}
    for zone in SPOTS:
        ways[zone] = set()
        for key in keys:
            page.locator(f"[type=radio][value={zone}]").focus()
            page.keyboard.press("Space")
            page.keyboard.press(key)
            ways[zone].add(
                str(page.evaluate("document.querySelector(':checked[type=radio]').value"))
            )
    for start in SPOTS:
        found, edge = {start}, {start}
        while edge := set().union(*(ways[zone] for zone in edge)) - found:
            found |= edge

        assert found == set(SPOTS), start


def test_the_force_tells_its_level(open_widget: Opened) -> None:
    """Slider and box move together, and the words follow; a rule of the course is called one."""
    learner = laid_out(open_widget, SessionTable(HEALTHY, 3, areas={"palm": 50.0}), Mouse)
    page = learner.page
    page.get_by_role("tab", name="Hands").click()
    page.get_by_label("What presses").select_option(label="A whole palm (50 cm², as you measured)")
    page.get_by_role("slider").fill("40")

    expect(page.get_by_role("spinbutton", name="Force")).to_have_value("40")
    level = learner.table.session.scene.level("palm", 40)
    means = page.locator(".ts-session-means")
    expect(means).to_contain_text(f"40 N is level {level} of Walton")
    expect(means).to_contain_text("8.0 kPa on average (course rule).")
    page.get_by_role("spinbutton", name="Force").fill("3")
    expect(page.get_by_role("slider")).to_have_value("3")
    expect(page.locator(".ts-session-means")).to_contain_text("below level 1")


def test_the_hand_and_the_towel_lie_on_the_map(open_widget: Opened) -> None:
    """Drawn where they are, and told in words beside it."""
    learner = begun(open_widget)
    page = learner.page
    learner.work(RIGHT, "Gliding", 14, 60)

    expect(page.locator(".ts-session-hand")).to_have_count(1)
    expect(page.locator(".ts-session-facts").first).to_contain_text("14 N (level 1)")
    learner.wait(10)
    expect(page.locator(".ts-session-facts").first).to_contain_text("49 s left")
    page.get_by_role("button", name="Lift slowly").click()
    learner.settle()
    expect(page.locator(".ts-session-hand")).to_have_count(0)
    learner.act("Towel", "Soak a towel", Water_of_the_bath=44)
    learner.act("Towel", "Wring the towel")
    learner.act("Towel", "Lay the towel on")
    expect(page.locator(".ts-session-reading")).to_have_text("?")
    learner.act("Towel", "Cover the towel")
    expect(page.locator(".ts-session-map")).to_contain_text("covered with a dry towel")


def test_short_keys_act_and_can_be_switched_off(open_widget: Opened) -> None:
    """L lifts, N asks, Q leads to the answers, Space on the table stops the clock."""
    learner = begun(open_widget)
    page, done = learner.page, learner.table.session.done
    learner.work(LEFT, "Gliding", 14, 60)
    page.get_by_role("button", name="Work here").focus()
    page.keyboard.press("n")
    page.keyboard.press("l")
    learner.settle()

    assert [acts.AskRating, acts.Lift] == [type(each.act) for each in done[-2:]]
    page.keyboard.press("q")
    expect(page.get_by_role("button", name="Lift hands")).to_be_focused()
    page.locator(".ts-session").focus()
    page.keyboard.press("Space")
    expect(page.locator(".ts-session-status")).to_have_text("The clock runs.")
    page.keyboard.press("Space")
    expect(page.locator(".ts-session-status")).to_have_text("The clock is paused.")
    page.get_by_text("How this table works").click()
    page.get_by_label("Short keys").uncheck()
    count = len(done)
    page.keyboard.press("l")
    page.get_by_label("How long").focus()
    page.keyboard.press("n")
    learner.settle()
    assert len(done) == count


def test_a_hidden_page_stops_the_clock(open_widget: Opened) -> None:
    """Nobody's client waits alone behind another tab."""
    learner = begun(open_widget)
    learner.wait(30)
    page, now = learner.page, learner.table.session.now
    page.evaluate(
        """() => {
          Object.defineProperty(document, "hidden", { value: true, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
          tick(60000);
        }"""
    )
    learner.settle()

    assert learner.table.session.now == now
    expect(page.locator(".ts-session-status")).to_contain_text("while this page was hidden")


def test_a_page_that_slept_loses_no_session(open_widget: Opened) -> None:
    """One beat lets no more than a second of life pass, however late it comes."""
    learner = begun(open_widget)
    learner.hand.press(learner.page.get_by_role("button", name=AS_LIFE))
    now = learner.table.session.now
    learner.page.evaluate("tick", 3_600_000)
    learner.settle()

    assert learner.table.session.now == now + 1


def test_what_python_has_not_heard_is_sent_again(open_widget: Opened) -> None:
    """A message that got no answer goes along with the next one, and is done once."""
    table = SessionTable(HEALTHY, 3)
    page = open_widget(table, before=TIME)
    page.get_by_role("button", name="Explain the plan").click()
    page.get_by_role("button", name="Invite slow breaths").click()
    first, second = page.evaluate("window.sent.map(({ requests }) => requests)")

    assert [each["id"] for each in second][:1] == [first[0]["id"]]
    page.evaluate("() => { tick(5000); tick(5000); }")
    expect(page.locator(".ts-session-status")).to_contain_text("has not answered for a while")
    table.requests = first
    table.requests = second
    page.evaluate("(news) => model.tell(news)", {name: getattr(table, name) for name in TRAITS})
    assert [acts.Explain] == [type(each.act) for each in table.session.done]
    expect(page.locator(".ts-session-status")).to_contain_text("not on the table")


def test_again_and_next_keep_the_focus(open_widget: Opened) -> None:
    """After the end another session begins in the same place, with nothing left of the last."""
    table = SessionTable()
    learner = laid_out(open_widget, table, Keys)
    page = learner.page
    learner.act("Talk", "Explain the plan")
    learner.hand.press(page.get_by_role("button", name="End the session", exact=True))
    learner.settle()
    expect(page.locator(".ts-session-headline")).to_be_focused()
    learner.hand.press(page.get_by_role("button", name="Next client"))
    learner.settle()

    expect(page.get_by_role("group", name="Session table")).to_be_focused()
    expect(page.locator(".ts-session-end")).to_be_hidden()
    expect(page.get_by_role("log").locator("li")).to_have_count(1)
    expect(page.locator(".ts-session-name")).to_contain_text(table.session.card.name)
    learner.act("Talk", "Explain the plan")
    expect(page.get_by_role("log").locator("li")).to_have_count(3)


def test_what_is_known_is_what_was_asked(open_widget: Opened) -> None:
    """The panel fills as the learner asks."""
    learner = laid_out(open_widget, SessionTable(HEALTHY, 3), Mouse)
    page = learner.page
    page.get_by_text("What you know of the client").click()
    panel = page.locator("details", has_text="What you know of the client")

    expect(panel).to_contain_text("Not asked.")
    learner.act("Talk", "Ask every screening question")
    expect(panel).to_contain_text("I am 30 years old.")


@pytest.mark.parametrize("dark", [False, True])
def test_nothing_bars_anybody(open_widget: Opened, *, dark: bool) -> None:
    """No fault is found by axe in any state: each tab and form, at work, at a sign, at the end."""
    learner = begun(open_widget, dark=dark)
    page = learner.page
    found = {}
    for group in learner.table.setting["groups"]:
        page.get_by_role("tab", name=group["title"], exact=True).click()
        for opener in page.locator(".ts-session-panel:visible [aria-expanded]").all():
            opener.click()
            found[opener.text_content()] = Axe().run(page, ".tableside")
    for folded in page.locator("summary:visible").all():
        folded.click()
    hurt(learner)
    found["alert"] = Axe().run(page, ".tableside")
    page.get_by_role("button", name="Take the towel off").first.click()
    learner.settle()
    found["refused"] = Axe().run(page, ".tableside")
    page.get_by_role("button", name="Call for help").click()
    learner.settle()
    page.get_by_text("The whole session in words").click()
    found["end"] = Axe().run(page, ".tableside")

    broken = {name: each.response["violations"] for name, each in found.items()}
    assert {name: each for name, each in broken.items() if each} == {}


@pytest.mark.parametrize(
    ("width", "touch"), [(1280, False), (800, False), (1024, True), (390, True)]
)
def test_it_fits_every_screen(open_widget: Opened, width: int, *, touch: bool) -> None:
    """Nothing hangs over the edge, and a finger meets targets of 44 pixels."""
    learner = begun(open_widget, width=width, has_touch=touch)
    page = learner.page
    for group in learner.table.setting["groups"]:
        page.get_by_role("tab", name=group["title"], exact=True).click()
        for opener in page.locator(".ts-session-panel:visible [aria-expanded]").all():
            opener.click()
        small = page.evaluate(
            """() => [...document.querySelectorAll(
              ".ts-session button, .ts-session select, .ts-session summary, .ts-session label, " +
              ".ts-session input:not([type=radio], [type=checkbox])")]
              .filter((e) => e.checkVisibility())
              .filter((e) => e.getBoundingClientRect().height < 43.9)
              .map((e) => e.outerHTML.slice(0, 90))"""
        )

        assert small == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_finger_chooses_a_zone(open_widget: Opened) -> None:
    """A tap on the map is a choice, and leads to the tools."""
    learner = begun(open_widget, has_touch=True, width=1024)
    page = learner.page
    box = page.locator(f'[data-zone="{LEFT}"] .ts-tint').bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    expect(page.get_by_label("What presses")).to_be_visible()
    expect(page.locator(f"[type=radio][value={LEFT}]")).to_be_checked()


def test_nothing_is_left_behind(open_widget: Opened) -> None:
    """A table that leaves the page takes its listeners, its timers and its parts along."""
    table = SessionTable(HEALTHY, 3)
    page = open_widget(table, before=f"() => {{ ({TIME})(); ({COUNT})(); }}")

    assert page.evaluate("beats.size") > 0
    page.evaluate("leave()")
    assert page.evaluate("beats.size") == 0
    assert page.evaluate("model.listeners()") == 0
    assert page.evaluate("listening") == 0
    assert page.locator(".ts-session").count() == 0
    page.evaluate("again()")
    expect(page.get_by_role("log").locator("li")).to_have_count(1)
