"""Every drill of the lessons in a real browser: whole rounds by hand and by keyboard alone."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tableside.drills import EventLog, TowelPlan, Trace
from tableside.drills.simulated import EXPERT, simulate_round
from tableside.drills.towel import Saying
from tableside.drills.towel_clients import KINDS
from tableside.widgets import drill as lesson
from tableside.widgets._drill_pages.common import LABELS
from tableside.widgets._recorded_drill import RecordedDrill
from tableside.widgets.towel_timer import TowelTimer
from widgets.drill_pages import CLOCK, COUNT_LISTENERS, Open, Sent

LESSONS: dict[str, Callable[..., RecordedDrill]] = {
    "hold": lesson.hold_drill,
    "taper": lesson.taper_drill,
    "release": lesson.release_drill,
    "coverage": lesson.coverage_drill,
    "balance": lesson.balance_drill,
    "tempo": lesson.tempo_drill,
    "breath": lesson.breath_drill,
    "towel": lesson.towel_timer,
    "second towel": lesson.second_towel_drill,
}
BURNING = (Saying(400.0, "burning-under-towel"),)

PLAY = """([samples, acts, seconds]) => {
  // A made-up pointer cannot be captured, and needs not be: its events go where they are sent.
  Element.prototype.setPointerCapture = () => {};
  const { glide } = model.get("round");
  const svg = document.querySelector(".ts-map");
  const spot = (x, y) => new DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
  const fire = (type, { x, y }) =>
    svg.dispatchEvent(new PointerEvent(type, {
      clientX: x, clientY: y, pointerId: 7, pointerType: "mouse", bubbles: true, cancelable: true,
      button: type === "pointermove" ? -1 : 0,
    }));
  const named = (label) =>
    [...document.querySelectorAll(".ts-acts button")].find((each) => each.textContent === label);
  let now = 0;
  let down = null;
  const until = (then) => {
    for (; now < then - 40; now += 40) tick(40);
    tick(then - now);
    now = then;
  };
  for (const [t, press, x, y] of samples) {
    for (; acts.length && acts[0][0] <= t; acts.shift()) {
      until(acts[0][0]);
      named(acts[0][1]).click();
    }
    until(t);
    if (press > (glide ? 0.05 : 0)) {
      const place = spot(x, y);
      if (!down) fire("pointerdown", (down = place));
      fire("pointermove", glide ? place : { x: down.x, y: down.y - 260 * press });
    } else if (down) {
      fire("pointerup", down);
      down = null;
    }
  }
  for (const [t, label] of acts) {
    until(t);
    named(label).click();
  }
  until(seconds);
  if (down) fire("pointerup", down);
}"""
"""Move and press as a recorded hand did, and click what it clicked, on the page's own clock."""

KEYS = """([kind, seconds]) => {
  const round = model.get("round");
  const slider = document.querySelector(".ts-slider");
  const key = (type, key, more = {}) =>
    document.activeElement.dispatchEvent(
      new KeyboardEvent(type, { key, bubbles: true, cancelable: true, ...more }));
  const target = (second) => {
    const after = round.profile.findIndex(([at]) => at > second);
    if (after < 1) return 0;
    const [[from, , low], [until, , high]] = [round.profile[after - 1], round.profile[after]];
    return low + ((high - low) * (second - from)) / (until - from);
  };
  let held = false;
  const hold = (wanted) => {
    if (wanted !== held) key(wanted ? "keydown" : "keyup", " ");
    held = wanted;
  };
  let steps = 0;
  for (let now = 0; now < 1000 * seconds; now += 40, steps += 1) {
    const second = now / 1000;
    const press = Number(slider.getAttribute("aria-valuenow")) / 100;
    if (kind === "line") {
      if (target(second) > press + 0.01) key("keydown", "ArrowUp");
      else if (target(second) < press - 0.01) key("keydown", "ArrowDown");
    } else if (kind === "tempo") {
      hold((second % 1) < 0.5);
    } else if (kind === "breath") {
      const after = round.breath.wave.findIndex(([at]) => at > second);
      const falls = after > 0 && round.breath.wave[after][1] < round.breath.wave[after - 1][1];
      hold(falls && second < round.acts.says[0].second);
    } else {
      // Glide up and down on one side, then on the other.
      if (steps === 2) key("keydown", "ArrowUp", { shiftKey: true });
      const halfway = Math.round((500 * seconds) / 40);
      if (steps === halfway) key("keydown", "x");
      if (steps > 2 && steps % 20 === 0) {
        const up = Math.floor(steps / 20) % 12 < 6;
        key("keydown", up ? "ArrowUp" : "ArrowDown", { shiftKey: true });
      }
    }
    tick(40);
  }
}"""
"""Press keys where the focus is, as somebody does who sees the page and has no pointer."""


def deliver(page: Page, widget: RecordedDrill, message: dict[str, Any]) -> None:
    """Carry a message to Python and its answer back, as Jupyter does."""
    widget.set_state({**message, "trace_bytes": memoryview(message["trace_bytes"])})
    names = ("round", "earlier", "result", "history", "answered", "error")
    page.evaluate("(news) => model.tell(news)", {name: getattr(widget, name) for name in names})


def play(
    page: Page, widget: RecordedDrill, *, client: int = 0
) -> tuple[Trace | None, EventLog | None]:
    """Start a round and play a simulated expert's hand to its end."""
    plan = widget.planned({"client": client})
    trace, events = simulate_round(plan, EXPERT, random.Random(3), rate_hz=30)
    pace = widget.plan.pace if isinstance(widget.plan, TowelPlan) else 1
    acts = [[1000 * t / pace, LABELS[kind]] for t, kind in events.events] if events else []
    page.get_by_role("button", name="Start round").click()
    samples = [list(sample) for sample in trace.samples] if trace else []
    page.evaluate(PLAY, [samples, acts, 1000 * widget.plan.seconds / pace + 80])
    return trace, events


def violations(page: Page) -> list[str]:
    """Return what axe finds, in the light theme and in the dark one."""
    found = []
    for light in ("true", "false"):
        page.evaluate(
            """(light) => {
              document.body.dataset.jpThemeLight = light;
              document.body.style.background = light === "true" ? "#fff" : "#111";
            }""",
            light,
        )
        result = Axe().run(page, ".tableside")
        found += [each["id"] for each in result.response["violations"]]
    return found


def whole_round(page: Page, widget: RecordedDrill, sent: Sent, *, client: int = 0) -> None:
    """Play a round and see it scored; fails if any part of the drill is dead."""
    _, events = play(page, widget, client=client)
    (message,) = sent(page)
    deliver(page, widget, message)

    assert widget.error == ""
    assert widget.last_score is not None
    assert widget.last_score.points is not None
    assert widget.last_score.points > 75, widget.last_score.as_text()
    assert widget.last_score.safe
    if events is not None:
        assert widget.last_events is not None
        assert [each.kind for each in widget.last_events.events] == [
            each.kind for each in events.events
        ]
        assert [each.t for each in widget.last_events.events] == pytest.approx(
            [each.t for each in events.events], abs=0.05
        )
    expect(page.locator(".ts-headline")).to_have_text(f"✓ {widget.last_score.headline()}")
    expect(page.get_by_role("button", name="Again")).to_be_enabled()


@pytest.mark.parametrize("name", LESSONS)
def test_a_recorded_hand_plays_through_every_drill(
    open_widget: Open, sent: Sent, tmp_path: Any, name: str
) -> None:
    """At rest, in a round, and scored: the score is Python's, and axe finds nothing anywhere."""
    widget = LESSONS[name](practice=tmp_path / "practice.jsonl", feedback="always")
    page = open_widget(widget, before=CLOCK)
    # A round along a line looks like the taper, whichever line it is.
    look = violations if name not in {"hold", "release"} else lambda _: []
    found = {"idle": look(page)}
    page.get_by_role("button", name="Start round").click()
    page.evaluate("tick", 1200)
    found["running"] = look(page)
    page.get_by_role("button", name="Stop", exact=True).click()
    page.evaluate("document.querySelector('.ts-main').textContent = 'Start round'")
    # The stopped round had the first client.
    whole_round(page, widget, sent, client=1)
    page.get_by_text("My practice so far: best").click()
    found["scored"] = look(page)

    assert found == {"idle": [], "running": [], "scored": []}
    expect(page.locator(".ts-practice")).to_contain_text("Rounds kept so far: 1.")


@pytest.mark.parametrize("name", [name for name in LESSONS if "towel" not in name])
def test_every_drill_is_finished_by_keyboard_alone(
    open_widget: Open, sent: Sent, name: str
) -> None:
    """Tab, Enter, arrows, the space bar: a whole round with nothing else is scored and safe."""
    widget = LESSONS[name](practice=None, feedback="always")
    page = open_widget(widget, before=CLOCK)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("slider", name="Press")).to_be_focused()
    lined = name in {"hold", "taper", "release"}
    seconds = widget.round["seconds"]
    pressed = 45 if name == "breath" else seconds + 0.1
    page.evaluate(KEYS, ["line" if lined else name, pressed])
    if name == "breath":
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Ask the client")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator(".ts-voice")).to_have_text("“5 of 10, and it is a dull ache.”")
        page.evaluate("() => { for (let i = 0; i < 650; i += 1) tick(40); }")
        for _ in range(3):
            page.keyboard.press("Tab")
        page.keyboard.press(" ")
        page.evaluate("() => { for (let i = 0; i < 300; i += 1) tick(40); }")
    (message,) = sent(page)
    deliver(page, widget, message)

    assert widget.error == ""
    assert widget.last_trace is not None
    assert widget.last_trace.device == "keyboard"
    assert widget.last_score is not None
    assert widget.last_score.status == "scored", widget.last_score.as_text()
    assert widget.last_score.safe, widget.last_score.as_text()
    if name not in {"coverage", "balance"}:
        assert widget.last_score.passed, widget.last_score.as_text()


def test_the_towel_timer_is_finished_by_keyboard_alone(open_widget: Open, sent: Sent) -> None:
    """Enter starts, Tab goes on, the focus is never lost, and the client is answered."""
    widget = lesson.towel_timer(BURNING, practice=None, feedback="always")
    page = open_widget(widget, before=CLOCK)

    def go(name: str) -> None:
        for _ in range(15):
            if page.evaluate("document.activeElement.textContent") == name:
                break
            page.keyboard.press("Tab")
        else:
            for _ in range(15):
                if page.evaluate("document.activeElement.textContent") == name:
                    break
                page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")

    def wait(seconds: float) -> None:
        page.evaluate("(n) => { for (let i = 0; i < n; i += 1) tick(40); }", 25 * seconds)

    go("Start round")
    expect(page.get_by_role("button", name="Look at the skin")).to_be_focused()
    for name, seconds in (
        ("Look at the skin", 1),
        ("Lay the towel on", 12),
        ("Look at the skin", 0.2),
        ("Ask the client", 17.8),
        ("Look at the skin", 0.2),
        ("Ask the client", 10.2),
    ):
        go(name)
        wait(seconds)
    expect(page.locator(".ts-voice")).to_have_text("“It is burning under the towel.”")
    for name, seconds in (("Take the towel off", 0.5), ("Look at the skin", 0.5)):
        go(name)
        wait(seconds)
    go("Finish the round")
    (message,) = sent(page)
    deliver(page, widget, message)

    assert widget.last_score is not None
    assert widget.last_score.passed, widget.last_score.as_text()
    expect(page.get_by_role("button", name="Again")).to_be_focused()


def test_a_blind_towel_shows_nothing_that_is_due(open_widget: Open, sent: Sent) -> None:
    """Without reminders the clock and the thermometer are all there is, and the round counts."""
    widget = lesson.towel_timer(practice=None, feedback="hidden")
    page = open_widget(widget, before=CLOCK)
    page.get_by_role("button", name="Start round").click()
    page.get_by_role("button", name="Lay the towel on").click()
    page.evaluate("tick", 12000)

    expect(page.locator(".ts-next-due")).to_have_text("")
    expect(page.locator(".ts-due").first).to_be_hidden()
    expect(page.locator(".ts-towel-time")).to_have_text("2:00")
    page.get_by_role("button", name="Finish the round").click()
    assert sent(page)[0]["trace_meta"]["feedback"] == "hidden"


def test_the_towel_s_clock_runs_at_the_chosen_pace(open_widget: Open) -> None:
    """One second of life is twenty on the clock, and what cannot be done does nothing."""
    page = open_widget(lesson.second_towel_drill(practice=None), before=CLOCK)
    page.get_by_label("The clock runs").select_option("20")
    page.get_by_role("button", name="Start round").click()
    page.get_by_role("button", name="Take the towel off").dispatch_event("click")
    page.get_by_role("button", name="Lay the towel on").click()
    page.evaluate("tick", 3000)
    page.get_by_role("button", name="Take a fresh towel").dispatch_event("click")

    expect(page.locator(".ts-towel-time")).to_have_text("1:00")
    expect(page.locator(".ts-acted li")).to_have_count(1)


def test_each_round_has_another_client_and_its_score_is_for_that_one(
    open_widget: Open, sent: Sent
) -> None:
    """Six rounds, played by somebody who hears and sees: all kinds of client, all of them safe."""
    widget = lesson.towel_timer(practice=None, feedback="always")
    page = open_widget(widget, before=CLOCK)
    met = []
    for client in range(len(KINDS)):
        page.evaluate("document.querySelector('.ts-main').textContent = 'Start round'")
        play(page, widget, client=client)
        deliver(page, widget, sent(page)[-1])
        assert widget.last_score is not None
        assert widget.last_score.safe, widget.last_score.as_text()
        assert widget.last_events is not None
        met += [said[1] for said in widget.last_events.plan["says"]] or [""]

    assert sorted(met) == sorted(KINDS)


def test_odd_skin_shows_only_to_whoever_lifts_the_towel(open_widget: Open, sent: Sent) -> None:
    """The client feels little and says nothing; a look at the skin tells, and wants an answer."""
    widget = lesson.towel_timer((Saying(100.0, "odd-skin"),), practice=None)
    page = open_widget(widget, before=CLOCK)
    voice = page.locator(".ts-voice")
    page.get_by_role("button", name="Start round").click()
    page.get_by_role("button", name="Look at the skin").click()
    expect(voice).to_have_text("The skin is whole and evenly coloured.")
    page.get_by_role("button", name="Lay the towel on").click()
    page.evaluate("() => { for (let i = 0; i < 300; i += 1) tick(40); }")
    expect(voice).to_have_text("")
    page.get_by_role("button", name="Ask the client").click()
    expect(voice).to_have_text("“Fine. I hardly notice it.”")
    page.get_by_role("button", name="Look at the skin").click()
    expect(voice).to_have_text("The skin is mottled, and white in one place.")
    expect(voice).to_have_class("ts-voice ts-wants")
    page.evaluate("tick", 1000)
    page.get_by_role("button", name="Take the towel off").click()
    page.get_by_role("button", name="Look at the skin").click()
    page.get_by_role("button", name="Finish the round").click()
    deliver(page, widget, sent(page)[0])

    assert widget.last_score is not None
    assert widget.last_score.safe, widget.last_score.as_text()
    assert widget.last_score.share("answering") == 1


def test_what_would_have_come_while_no_towel_lay_there_never_comes(open_widget: Open) -> None:
    """A second towel does not burn because the first one would have."""
    widget = lesson.second_towel_drill((Saying(100.0, "burning-under-towel"),), practice=None)
    page = open_widget(widget, before=CLOCK)
    page.get_by_role("button", name="Start round").click()
    for name, milliseconds in (
        ("Lay the towel on", 4000),
        ("Take the towel off", 4000),
        ("Take a fresh towel", 100),
        ("Lay the towel on", 4000),
    ):
        page.get_by_role("button", name=name).click()
        page.evaluate("tick", milliseconds)

    expect(page.locator(".ts-towel-time")).to_have_text("1:20")
    expect(page.locator(".ts-voice")).to_have_text("")


@pytest.mark.parametrize("declines", [False, True])
def test_a_client_who_wants_no_second_towel_says_so_when_asked(
    open_widget: Open, sent: Sent, declines: bool
) -> None:
    """Only between two towels; whoever lays one on after a plain no is told that it was unsafe."""
    plan = TowelPlan(pace=20, surfaces=(41.0, 41.0), declines=declines)
    widget = lesson.drill(plan)
    page = open_widget(widget, before=CLOCK)
    voice = page.locator(".ts-voice")

    def do(name: str, seconds: float) -> None:
        page.get_by_role("button", name=name).click()
        page.evaluate("tick", 1000 * seconds / plan.pace)

    for name, seconds in (
        ("Start round", 10),
        ("Look at the skin", 5),
        ("Lay the towel on", 120),
        ("Look at the skin", 5),
        ("Ask the client", 175),
    ):
        do(name, seconds)
    expect(voice).to_have_text("“Warm, and pleasant: a two.”")
    for name, seconds in (
        ("Look at the skin", 5),
        ("Ask the client", 5),
        ("Take the towel off", 5),
        ("Look at the skin", 5),
        ("Ask the client", 5),
    ):
        do(name, seconds)
    wish = "“No, thank you. One was enough.”" if declines else "“Yes, another one would be nice.”"
    expect(voice).to_have_text(wish)
    for name, seconds in (
        ("Take a fresh towel", 5),
        ("Look at the skin", 5),
        ("Lay the towel on", 100),
        ("Take the towel off", 5),
        ("Look at the skin", 5),
        ("Finish the round", 0),
    ):
        do(name, seconds)
    deliver(page, widget, sent(page)[0])

    assert widget.last_score is not None
    assert widget.last_score.safe is not declines, widget.last_score.as_text()
    told = "You laid another towel on all the same."
    assert page.locator(".ts-outcome").filter(has_text=told).count() == declines


@pytest.mark.parametrize("name", ["hold", "coverage", "tempo", "breath"])
def test_on_an_upright_tablet_a_round_stands_on_one_screen(open_widget: Open, name: str) -> None:
    """Start button, chart, map and what has to be pressed, with JupyterLab's bars around them."""
    page = open_widget(LESSONS[name](practice=None), width=640)
    page.set_viewport_size({"width": 640, "height": 1180})
    page.get_by_role("button", name="Start round").click()
    needed = [".ts-main", ".ts-map", ".ts-status", ".ts-reading"]
    if name == "breath":
        needed.append(".ts-acts")
    elif name == "coverage":
        # The hand glides on the map; its line is looked at afterwards.
        needed = [".ts-main", ".ts-map", ".ts-countdown"]
    tops, bottoms = zip(
        *(
            page.locator(each).evaluate(
                "(part) => { const { top, bottom } = part.getBoundingClientRect();"
                " return [top, bottom]; }"
            )
            for each in needed
        ),
        strict=True,
    )

    assert max(bottoms) - min(tops) < 1050


def test_a_towel_round_survives_a_reload(open_widget: Open, sent: Sent) -> None:
    """What Python never answered for waits in the browser, and is sent as it was."""
    widget = lesson.towel_timer(practice=None)
    page = open_widget(widget, before=CLOCK)
    _, events = play(page, widget)
    kept = page.evaluate("kept()")
    again = open_widget(
        widget, before=f"() => {{ window.stored = {kept!r}; ({CLOCK})(); }}".replace("None", "null")
    )
    again.get_by_role("button", name="Send it").click()
    deliver(again, widget, sent(again)[0])

    assert events is not None
    assert widget.last_events is not None
    assert len(widget.last_events.events) == len(events.events)
    expect(again.locator(".ts-headline")).to_be_visible()


BREAKS = {
    "the acts do nothing": ("towel", "        acted(act);\n", ""),
    "Lay on does nothing": ("towel", 'const LAY_ON = "lay-on"', 'const LAY_ON = "none"'),
    "Start does nothing": ("towel", "attempt.begin(Number(pace.value))", "undefined"),
    "the end is not noticed": ("towel", "second())) return finish();", "second())) return;"),
    "the acts are not sent": ("breath", "events: panel.taken(), seconds", "seconds"),
    "the beat's hand is not felt": ("tempo", "hand = { ...reading, place };", ""),
}


@pytest.mark.parametrize("broken", BREAKS)
def test_a_dead_part_of_a_drill_would_be_noticed(
    open_widget: Open, sent: Sent, broken: str
) -> None:
    """A drill whose button does nothing makes the test of a whole round fail."""
    name, alive, dead = BREAKS[broken]
    widget = LESSONS[name](practice=None, feedback="always")
    script = str(widget._esm)  # noqa: SLF001 - the script is what the test breaks
    assert script.count(alive) == 1
    widget._esm = script.replace(alive, dead)  # noqa: SLF001 - as above
    page = open_widget(widget, before=CLOCK)
    with pytest.raises((AssertionError, ValueError)):
        whole_round(page, widget, sent)


@pytest.mark.parametrize("name", ["balance", "breath", "tempo", "towel"])
def test_leaving_a_drill_in_a_round_leaves_nothing(open_widget: Open, name: str) -> None:
    """No listener, no frame and no sound stays behind."""
    before = f"() => {{ ({CLOCK})(); ({COUNT_LISTENERS})(); }}"
    page = open_widget(LESSONS[name](practice=None), before=before)
    page.get_by_role("button", name="Start round").click()
    page.evaluate("tick", 1050)
    assert page.evaluate("listening") > 10
    page.evaluate("leave()")
    page.wait_for_function("sounds.every((sound) => sound.state === 'closed')")

    assert page.evaluate("[listening, model.listeners(), context.clock.pending()]") == [0, 0, 0]


def test_a_covered_part_is_painted(open_widget: Open) -> None:
    """The paint is to be seen on the map, and hidden where the line is."""
    page = open_widget(lesson.coverage_drill(practice=None, feedback="always"), before=CLOCK)
    page.get_by_role("button", name="Start round").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+ArrowUp")
    page.evaluate("() => { for (let i = 0; i < 300; i += 1) tick(40); }")
    shown = page.locator(".ts-cell").evaluate_all(
        "(cells) => cells.filter((cell) => Number(getComputedStyle(cell).fillOpacity) > 0.5).length"
    )

    assert 5 < shown < 60


def test_a_finger_on_the_meter_presses_at_once_where_the_hand_glides(open_widget: Open) -> None:
    """On a narrow page the map is far below: beat and breath are followed on the meter alone."""
    page = open_widget(lesson.tempo_drill(practice=None, feedback="always"), before=CLOCK)
    page.get_by_role("button", name="Start round").click()
    box = page.locator(".ts-slider").bounding_box()
    assert box
    page.mouse.move(box["x"] + 10, box["y"] + 100)
    reading = page.locator(".ts-reading")
    page.mouse.down()
    expect(reading).to_have_text("28 % · level 2")
    page.mouse.move(box["x"] + 10, box["y"] + 74)
    expect(reading).to_have_text("38 % · level 2")
    page.mouse.up()
    expect(reading).to_have_text("hand off")
    page.evaluate("tick", 40)

    expect(page.locator(".ts-my-beat")).to_have_count(1)


def test_the_timer_is_a_towel_plan_s_only_screen() -> None:
    """Homework shows any plan of the catalogue with the screen that it needs."""
    assert isinstance(lesson.drill(TowelPlan()), TowelTimer)
