"""How quickly the pressure drill answers a hand, in a real browser.

    python benchmarks/drill_browser.py

Of a hand's movement: in how many frames of the screen it shows (the very next one, at the 99th
percentile), how long our work in that frame takes, and the whole delay. On a screen of 60 Hz the
whole delay cannot be short: the hand moves at any moment, and waits up to 16.7 ms for the screen's
next frame before anything of ours begins. So the delay is measured a second time where the screen
is ready as soon as the hand moves: from the movement on its way into the browser until the browser
answers that the frame is drawn (16.7 ms at the 99th percentile).

Of a round of 10,000 samples: from its end until Python has checked them (50 ms). Of 200 rounds:
how the page's memory grows (not at all).

The browser draws without a graphics card, which is slower than most screens; the screen's own
delay comes on top and cannot be measured from inside. The samples go over a WebSocket as one
binary message, as in JupyterLab, and the time runs until Python's answer is back in the page;
Jupyter's own queues come on top. Everything is slower while the computer is busy with other
things: how busy it was is printed first.
"""

import asyncio
import math
import os
import statistics
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

from playwright.async_api import Browser as AsyncBrowser
from playwright.async_api import CDPSession, ViewportSize, async_playwright
from playwright.async_api import Page as AsyncPage
from playwright.sync_api import Browser, Page, sync_playwright
from tornado.web import Application
from tornado.websocket import WebSocketHandler

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

from check import find_browser

from tableside.drills import PressurePlan, trace_from_float32
from tableside.drills.device import Device
from tableside.widgets.pressure_drill import PressureDrill

ROUNDS = 15
ONE_FRAME = 16.7
"""How long a frame of a screen of 60 Hz takes, in milliseconds."""

QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--enable-precise-memory-info"]

PAGE = """
async ([esm, css, state, seconds]) => {
  document.head.append(Object.assign(document.createElement("style"), { textContent: css }));
  window.sent = [];
  const heard = new Map();
  window.model = {
    get: (name) => state[name],
    set: (name, value) => { state[name] = value; },
    save_changes: () => {
      window.sent = [state.trace_meta, state.trace_bytes, performance.now()];
      window.arrived?.();
    },
    on: (event, listener) => heard.set(event, listener),
    off: (event) => heard.delete(event),
    tell: (news) => {
      Object.assign(state, news);
      for (const name of Object.keys(news)) heard.get(`change:${name}`)?.();
    },
  };
  const module = await import(URL.createObjectURL(new Blob([esm], { type: "text/javascript" })));
  const el = document.querySelector("main");
  const context = { model, el };
  if (seconds) {
    const frames = new Map();
    const clock = {
      time: 0, last: 0, now: () => clock.time, at: () => clock.time,
      request: (frame) => (frames.set(++clock.last, frame), clock.last),
      cancel: (id) => frames.delete(id),
    };
    window.clock = clock;
    window.tick = (milliseconds) => {
      clock.time += milliseconds;
      const due = [...frames.values()];
      frames.clear();
      for (const frame of due) frame(clock.time);
    };
    context.clock = clock;
  }
  window.leave = module.default.render(context);
}
"""

WATCH = """() => {
  // Every movement with its own time, the time of the frame that shows it, and when that frame's
  // script, style, layout and paint were over: a message comes after them.
  window.seen = [];
  window.frames = [];
  let waiting = [];
  let due = [];
  let begun = 0;
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    const done = performance.now();
    for (const at of due) seen.push([at, frames.at(-1), begun, done]);
    due = [];
    begun = 0;
  };
  const frame = (time) => {
    frames.push(time);
    if (waiting.length) {
      due = waiting;
      waiting = [];
      channel.port2.postMessage(0);
    }
    requestAnimationFrame(frame);
  };
  addEventListener("pointermove", (event) => {
    begun ||= performance.now();
    waiting.push(event.timeStamp);
  }, true);
  requestAnimationFrame(frame);
}"""

ON_REQUEST = ["--enable-begin-frame-control", "--run-all-compositor-stages-before-draw"]
"""With these a browser without windows draws a frame when it is told to, and says when it is drawn.
A rate that is not limited would not do: the browser then draws hundreds of frames a second, and a
movement waits for the processor rather than for the drill."""

COUNT_SHOWN = """() => {
  window.shown = 0;
  let moves = 0;
  addEventListener("pointermove", () => { moves += 1; }, true);
  const frame = () => { shown = moves; requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
}"""
"""How many movements the frames so far show."""

EMPTY = "<!doctype html><html lang=en><body><main></main></body></html>"
VIEW: ViewportSize = {"width": 1280, "height": 900}
PLACE = '[data-zone="erector-lower-right"] .ts-tint'

DRAG_SECONDS = 20
MANY_ROUNDS = 200
WARM = 20
"""So many movements at the start are left out: the browser is still compiling then."""


def opening(plan: PressurePlan, *, own_clock: bool) -> list[Any]:
    """Return what PAGE needs to show the drill, on the browser's clock or on one that is set."""
    state = PressureDrill(plan, feedback="always").get_state()
    plain = {
        name: value
        for name, value in state.items()
        if name in {"map", "round", "drill", "feedback", "result", "earlier", "answered", "error"}
    }
    return [state["_esm"], state["_css"], plain, 0 if own_clock else 1]


def opened(browser: Browser, plan: PressurePlan, *, own_clock: bool) -> Page:
    """Return a page that shows the drill, on the browser's clock or on one that is set."""
    page = browser.new_page(viewport=VIEW)
    page.set_content(EMPTY)
    page.evaluate(PAGE, opening(plan, own_clock=own_clock))
    return page


def told(name: str, found: Sequence[float], allowed: float = 0) -> None:
    """Print median, 99th percentile and spread in milliseconds, and whether that is allowed."""
    rank = sorted(found)
    high = rank[min(len(rank) - 1, int(0.99 * len(rank)))]
    verdict = f"; {'within' if high <= allowed else 'NOT within'} the {allowed:g} ms allowed"
    print(
        f"{name}: median {statistics.median(found):.1f} ms, 99th percentile {high:.1f} ms "
        f"(from {rank[0]:.1f} to {rank[-1]:.1f}, {len(rank)} times){verdict if allowed else ''}"
    )


def dragged(browser: Browser) -> tuple[list[tuple[float, ...]], list[float]]:
    """Drag through a round, and return what WATCH saw of each movement, and every frame's time."""
    plan = PressurePlan(hold_seconds=DRAG_SECONDS)
    page = opened(browser, plan, own_clock=True)
    page.evaluate(WATCH)
    box = page.locator(PLACE).bounding_box()
    assert box  # noqa: S101 - the map has this zone
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.locator(".ts-main").click()
    page.mouse.move(x, y)
    page.mouse.down()
    end = time.perf_counter() + DRAG_SECONDS
    number = 0
    while time.perf_counter() < end:
        number += 1
        page.mouse.move(x, y - 80 - 40 * (number % 3))
        time.sleep(0.004)
    found, frames = page.evaluate("[seen, frames]")
    page.close()
    return found[WARM:], frames


def input_to_frame(browser: Browser) -> None:
    """Time movements on a screen of a fixed rate: in which frame they show, and our work in it."""
    found, frames = dragged(browser)
    period = statistics.median(late - early for early, late in pairwise(frames))
    # The clock of events and that of frames differ by up to a tenth of a millisecond.
    shown = sorted(max(1, math.ceil((frame - at - 0.1) / period)) for at, frame, _, _ in found)
    last = shown[int(0.99 * len(shown))]
    print(
        f"Frames of {period:.1f} ms. A movement shows in the very next one: "
        f"{100 * shown.count(1) / len(shown):.1f} % of {len(shown)}; 99th percentile: the "
        f"{last}. frame; {'within' if last == 1 else 'NOT within'} the 1 allowed"
    )
    told("... our work in that frame, from the first event to the end of its drawing",
         [done - begun for _, _, begun, done in found], period)  # fmt: skip
    told("... the whole delay, most of which is waiting for the screen",
         [done - at for at, _, _, done in found])  # fmt: skip


async def input_to_frame_at_once(found: str | None) -> None:
    """Time movements where the screen is ready as soon as the hand moves: the delay is ours."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=found, args=[*QUIET, *ON_REQUEST]
        )
        try:
            delays = await drawn_at_once(browser)
        finally:
            await browser.close()
    told("From a movement to its drawn frame, the screen ready at once", delays, ONE_FRAME)


async def drawn_at_once(browser: AsyncBrowser) -> list[float]:
    """Drag through a round, asking for a frame with each movement; return each one's delay."""
    session, page = await drawing_on_request(browser)
    plan = PressurePlan(hold_seconds=DRAG_SECONDS)
    await page.set_content(EMPTY)
    await page.evaluate(PAGE, opening(plan, own_clock=True))
    await page.evaluate(COUNT_SHOWN)
    box = await page.locator(PLACE).bounding_box()
    assert box  # noqa: S101 - the map has this zone
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    async def seen(kind: str, down: float) -> None:
        mouse = {"type": kind, "x": x, "y": y - down, "button": "left", "buttons": 1}
        moved = session.send("Input.dispatchMouseEvent", {**mouse, "clickCount": 1})
        frame = session.send("HeadlessExperimental.beginFrame", {})
        await asyncio.gather(moved, frame)

    await page.evaluate("document.querySelector('.ts-main').click()")
    await seen("mousePressed", 0)
    delays = []
    end = time.perf_counter() + DRAG_SECONDS
    while time.perf_counter() < end:
        number = len(delays) + 1
        start = time.perf_counter()
        await seen("mouseMoved", 80 + 40 * (number % 3))
        delays.append(1000 * (time.perf_counter() - start))
        assert await page.evaluate("shown") == number  # noqa: S101 - else a later frame shows it
        await asyncio.sleep(max(0.0, start + ONE_FRAME / 1000 - time.perf_counter()))
    return delays[WARM:]


async def drawing_on_request(browser: AsyncBrowser) -> tuple[CDPSession, AsyncPage]:
    """Return a page that draws a frame when it is told to, and what tells it."""
    context = await browser.new_context(viewport=VIEW)
    root = await browser.new_browser_cdp_session()
    contexts = (await root.send("Target.getBrowserContexts"))["browserContextIds"]
    wish = {"url": "about:blank", "browserContextId": contexts[-1], "enableBeginFrameControl": True}
    async with context.expect_page() as opening_page:
        await root.send("Target.createTarget", {**wish, **VIEW})
    page = await opening_page.value
    session = await context.new_cdp_session(page)
    await session.send("HeadlessExperimental.enable")
    return session, page


class Receiver(WebSocketHandler):
    """Takes a round's samples, and answers at once."""

    received: list[bytes] = []  # noqa: RUF012 - one list for the whole run

    def check_origin(self, origin: str) -> bool:
        """Return that a page without an address may connect."""
        return origin == "null" or origin.startswith("http://")

    def on_message(self, message: str | bytes) -> None:
        """Keep the samples and say so."""
        self.received.append(bytes(message, "ascii") if isinstance(message, str) else message)
        self.write_message("here")


@contextmanager
def receiving() -> Iterator[int]:
    """Yield the port of a server that takes rounds."""
    port: list[int] = []
    ready = threading.Event()
    loop = asyncio.new_event_loop()

    async def serve() -> None:
        server = Application([("/", Receiver)]).listen(0, "127.0.0.1")
        port.append(next(iter(server._sockets.values())).getsockname()[1])  # noqa: SLF001
        ready.set()
        await asyncio.Event().wait()

    def run() -> None:
        with suppress(RuntimeError):
            loop.run_until_complete(serve())

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait()
    try:
        yield port[0]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


ROUND = """async ([port, step]) => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`);
  await new Promise((done) => { socket.onopen = done; });
  const back = new Promise((done) => { socket.onmessage = () => done(performance.now()); });
  window.arrived = () => socket.send(sent[1].buffer);
  for (let i = 0; i < 9998; i += 1) tick(step);
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  let before = 0;
  while (!sent.length) { before = performance.now(); tick(step); }
  const still = performance.now() - before;
  const whole = (await back) - before;
  socket.close();
  return [still, whole];
}"""
"""Record a round, and return how long the page stood still at its end, and until the answer."""


def transfer(browser: Browser) -> None:
    """Record rounds of 10,000 samples and hand them over."""
    plan = PressurePlan(hold_seconds=60, ramp_seconds=10, release_seconds=10)
    blocked, handed, read = [], [], []
    with receiving() as port:
        for _ in range(ROUNDS):
            page = opened(browser, plan, own_clock=False)
            page.locator(".ts-main").click()
            still, whole = page.evaluate(ROUND, [port, 1000 * plan.seconds / 10_000])
            blocked.append(still)
            handed.append(whole)
            start = time.perf_counter()
            trace = trace_from_float32(
                Receiver.received[-1], drill="benchmark", device=Device.MOUSE_DRAG
            )
            read.append(1000 * (time.perf_counter() - start))
            assert len(trace.samples) >= 9_990  # noqa: S101 - else the figure is of something else
            page.close()
    both = [there + check for there, check in zip(handed, read, strict=True)]
    told("10,000 samples from the end of the round until Python has checked them", both, 50)
    told("... of which to Python and back", handed)
    told("... of which the page stands still", blocked)
    told("... and Python's check of every sample", read)


DO_ROUNDS = """(number) => {
  for (; number > 0; number -= 1) {
    document.querySelector(".ts-main").click();
    while (!sent.length) tick(16.7);
    const { recording } = sent[0];
    sent = [];
    const result = { status: "scored", headline: "Safe.", recording };
    model.tell({ result, answered: [recording], earlier: { rounds: [], text: "" } });
  }
}"""
"""Do rounds, each answered as by Python. All inside the page: what drives the browser from outside
leaves up to 8 kB a call in the page, and would be all that is seen."""


def memory(browser: Browser) -> None:
    """Do rounds, and see what the page still holds after each 200 of them."""
    plan = PressurePlan(
        lead_seconds=0.2, ramp_seconds=1, hold_seconds=1, release_seconds=1, tail_seconds=0.2
    )
    page = opened(browser, plan, own_clock=False)
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.enable")
    before = 0.0
    # The first block warms up: the browser compiles then.
    for block in range(4):
        page.evaluate(DO_ROUNDS, MANY_ROUNDS)
        for _ in range(3):
            session.send("HeapProfiler.collectGarbage")
        kilobytes = session.send("Runtime.getHeapUsage")["usedSize"] / 1000
        counts = session.send("Memory.getDOMCounters")
        print(
            f"After {(block + 1) * MANY_ROUNDS} rounds: {kilobytes:.0f} kB, {counts['nodes']} "
            f"nodes, {counts['jsEventListeners']} listeners"
            + (f"; {(kilobytes - before) / MANY_ROUNDS:+.2f} kB a round" if block else "")
        )
        before = kilobytes
    page.close()
    kept = 16 * 60 * plan.seconds / 1000
    print(f"... where one round's samples are {kept:.1f} kB: growth like that is a round kept")


def main() -> None:
    """Print every figure with its spread."""
    busy, _, _ = os.getloadavg()
    print(f"{os.cpu_count()} processors; {busy:.1f} programs wanted one in the last minute")
    found = find_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        try:
            input_to_frame(browser)
            transfer(browser)
            memory(browser)
        finally:
            browser.close()
    asyncio.run(input_to_frame_at_once(found))


if __name__ == "__main__":
    main()
