"""What the tests of pressing drills share: a clock to set, devices to play, rounds to press."""

from collections.abc import Callable
from math import ceil
from typing import Any

from playwright.sync_api import Page, expect

from tableside.drills import PressurePlan
from tableside.widgets.pressure_drill import PressureDrill

PLAN = PressurePlan(
    lead_seconds=0.4, ramp_seconds=1.2, hold_seconds=2, release_seconds=1.2, tail_seconds=0.8
)
TARGET = "erector-lower-right"
DRAG_PIXELS = 260
STEP = 0.04

Open = Callable[..., Page]
Sent = Callable[[Page], list[dict[str, Any]]]
Press = Callable[[Page, PressurePlan], None]

CLOCK = """() => {
  const frames = new Map();
  const clock = {
    time: 0,
    last: 0,
    now: () => clock.time,
    at: () => clock.time,
    request: (frame) => (frames.set(++clock.last, frame), clock.last),
    cancel: (id) => frames.delete(id),
    pending: () => frames.size,
  };
  window.tick = (milliseconds) => {
    clock.time += milliseconds;
    const due = [...frames.values()];
    frames.clear();
    for (const frame of due) frame(clock.time);
  };

  window.pads = [];
  window.pull = (value) => {
    pads[0].buttons[7] = { value };
  };
  window.plug = (event, ...now) => {
    pads.splice(0, pads.length, ...now);
    dispatchEvent(new Event(event));
  };

  window.opened = 0;
  const serial = {
    async requestPort() {
      if (window.refuse) throw new DOMException("No port selected", "NotFoundError");
      return {
        async open(options) {
          window.speed = options.baudRate;
          window.opened += 1;
          this.readable = new ReadableStream({ start: (line) => { window.line = line; } });
        },
        async close() {
          window.opened -= 1;
        },
      };
    },
  };
  // A macrotask later, everything that the text set off has happened.
  window.feed = async (text) => {
    line.enqueue(new TextEncoder().encode(text));
    await new Promise((done) => setTimeout(done));
  };

  const kept = new Map(Object.entries(window.stored ?? {}));
  window.kept = () => Object.fromEntries(kept);
  const storage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => {
      if (window.full) throw new DOMException("full", "QuotaExceededError");
      kept.set(key, value);
    },
    removeItem: (key) => kept.delete(key),
  };

  window.sounds = [];
  window.clicks = 0;
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (...when) {
    window.clicks += 1;
    return start.apply(this, when);
  };
  window.context = {
    clock,
    devices: {
      serial,
      gamepads: () => pads,
      storage: () => storage,
      audio: () => (sounds.push(new AudioContext()), sounds.at(-1)),
      still: () => window.still ?? false,
      date: () => new Date(Date.UTC(2026, 10, 22, 9, 30) + clock.time),
    },
  };
}"""
"""A clock and devices that the test plays, handed to the drill as the browser's own are."""

COUNT_LISTENERS = """() => {
  window.listening = 0;
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  // The browser's driver listens to the window as well, though to no gamepad.
  const ours = (target, type) => target !== window || type.startsWith("gamepad");
  EventTarget.prototype.addEventListener = function (...given) {
    if (ours(this, given[0])) window.listening += 1;
    return addEventListener.apply(this, given);
  };
  EventTarget.prototype.removeEventListener = function (...given) {
    if (ours(this, given[0])) window.listening -= 1;
    return removeEventListener.apply(this, given);
  };
}"""


def tick(page: Page, seconds: float = STEP) -> None:
    """Let the page's clock go on by one frame."""
    page.evaluate("tick", seconds * 1000)


def middle(page: Page, zone: str) -> tuple[float, float]:
    """Return where a zone lies on the screen."""
    box = page.locator(f'[data-zone="{zone}"] .ts-tint').bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def line(page: Page) -> str:
    """Return the own line as it is drawn; nothing if it is not to be seen."""
    drawn: str = page.locator(".ts-mine").evaluate(
        """(line) => line.getAttribute("visibility") === "hidden" ? ""
          : [...line.children].map((piece) => piece.getAttribute("d")).join("")"""
    )
    return drawn


PRESS = """([zone, targets, pixels, step]) => {
  const svg = document.querySelector(".ts-map");
  const box = svg.querySelector(`[data-zone="${zone}"] .ts-tint`).getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const fire = (type, press) =>
    svg.dispatchEvent(new PointerEvent(type, {
      clientX: x, clientY: y - press * pixels, pointerId: 7, pointerType: "mouse", bubbles: true,
      cancelable: true, button: type === "pointermove" ? -1 : 0,
    }));
  // A made-up pointer cannot be captured, and needs not be: its events go where they are sent.
  const { setPointerCapture } = Element.prototype;
  Element.prototype.setPointerCapture = () => {};
  let down = false;
  for (const target of targets) {
    if (target > 0 !== down) fire((down = target > 0) ? "pointerdown" : "pointerup", 0);
    fire("pointermove", target);
    tick(step);
  }
  if (down) fire("pointerup", 0);
  tick(step);
  Element.prototype.setPointerCapture = setPointerCapture;
}"""
"""Drag as a mouse does, all in one go: hundreds of errands to the browser take seconds."""


def press_round(page: Page, plan: PressurePlan, *, zone: str = TARGET) -> None:
    """Press as the plan asks, from the start of the round to its end."""
    page.locator(".ts-main").click()
    targets = [plan.target(step * STEP) for step in range(ceil(plan.seconds / STEP))]
    page.evaluate(PRESS, [zone, targets, DRAG_PIXELS, 1000 * STEP])


def press_round_by_mouse(page: Page, plan: PressurePlan, *, zone: str = TARGET) -> None:
    """Drag the browser's mouse as the plan asks, from the start of the round to its end."""
    x, y = middle(page, zone)
    page.locator(".ts-main").click()
    page.mouse.move(x, y)
    second, down = 0.0, False
    while second < plan.seconds:
        target = plan.target(second)
        if bool(target) != down:
            (page.mouse.down if target else page.mouse.up)()
            down = bool(target)
        page.mouse.move(x, y - target * DRAG_PIXELS)
        tick(page)
        second += STEP
    if down:
        page.mouse.up()
    tick(page)


def deliver(page: Page, widget: PressureDrill, message: dict[str, Any]) -> None:
    """Carry a message to Python and its answer back, as Jupyter does."""
    widget.set_state({**message, "trace_bytes": memoryview(message["trace_bytes"])})
    names = ("round", "earlier", "result", "answered", "error")
    page.evaluate("(news) => model.tell(news)", {name: getattr(widget, name) for name in names})


def whole_round(
    page: Page, widget: PressureDrill, sent: Sent, *, press: Press = press_round
) -> None:
    """Press a good round and see it scored; fails if any part of the drill is dead."""
    press(page, PLAN)
    (message,) = sent(page)
    expect(page.locator(".ts-status")).to_contain_text("The round is over")
    deliver(page, widget, message)

    assert widget.last_score is not None
    assert widget.last_score.points is not None
    assert widget.last_score.points > 95
    assert widget.last_trace is not None
    assert widget.last_trace.device == "mouse-drag"
    expect(page.locator(".ts-headline")).to_have_text(f"✓ {widget.last_score.headline()}")
    expect(page.locator(".ts-status")).to_have_text(widget.last_score.headline())
    expect(page.get_by_role("button", name="Again")).to_be_focused()
