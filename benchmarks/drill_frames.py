"""How soon a movement of the hand shows in the pressure drill, in a real browser.

In how many frames of the screen it shows (the very next one, at the 99th percentile), how long our
work in that frame takes, and the whole delay. On a screen of 60 Hz the whole delay cannot be short:
the hand moves at any moment, and waits up to 16.7 ms for the screen's next frame before anything of
ours begins. So the delay is measured a second time where the screen is ready as soon as the hand
moves: from the movement on its way into the browser until the browser answers that the frame is
drawn (16.7 ms at the 99th percentile). Only Chromium's build without windows draws on request; the
tests, too, look for it first.

The browser draws without a graphics card, which is slower than most screens; the screen's own
delay comes on top and cannot be measured from inside.
"""

import asyncio
import math
import statistics
import time
from itertools import pairwise

from drill_page import EMPTY, PAGE, QUIET, VIEW, opened, opening, told
from playwright.async_api import Browser as AsyncBrowser
from playwright.async_api import CDPSession, async_playwright
from playwright.async_api import Page as AsyncPage
from playwright.sync_api import Browser

from tableside.drills import PressurePlan

ONE_FRAME = 16.7
"""How long a frame of a screen of 60 Hz takes, in milliseconds."""

PLACE = '[data-zone="erector-lower-right"] .ts-tint'

DRAG_SECONDS = 20
WARM = 20
"""So many movements at the start are left out: the browser is still compiling then."""

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
