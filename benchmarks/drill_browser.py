"""How quickly the pressure drill answers a hand, in a real browser.

    python benchmarks/drill_browser.py

Of a hand's movement: how soon it shows (see drill_frames.py). Of a round of 10,000 samples: from
its end until Python has checked them (50 ms). Of 200 rounds: how the page's memory grows (not at
all).

The samples go over a WebSocket as one binary message, as in JupyterLab, and the time runs until
Python's answer is back in the page; Jupyter's own queues come on top. Everything is slower while
the computer is busy with other things: how busy it was is printed first.
"""

import asyncio
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from drill_frames import input_to_frame, input_to_frame_at_once
from drill_page import QUIET, opened, told
from playwright.sync_api import Browser, sync_playwright
from tornado.web import Application
from tornado.websocket import WebSocketHandler

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

from check import find_browser

from tableside.drills import PressurePlan, trace_from_float32
from tableside.drills.device import Device

ROUNDS = 15
MANY_ROUNDS = 200


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
