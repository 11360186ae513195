"""The page on which benchmarks show a pressure drill, and how what they find is told."""

import statistics
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize

from tableside.drills import PressurePlan
from tableside.widgets.pressure_drill import PressureDrill

QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--enable-precise-memory-info"]

EMPTY = "<!doctype html><html lang=en><body><main></main></body></html>"
VIEW: ViewportSize = {"width": 1280, "height": 900}

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
