"""A page that holds one widget and nothing else, for tests in a real browser."""

import base64
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from one_of_each import EVERY_KIND
from tableside.homework.desk import Desk
from tableside.widgets._base import CourseWidget
from widgets.homework_students import KNOWN

STUB = """
async ([esm, css, state]) => {
  document.head.append(Object.assign(document.createElement("style"), { textContent: css }));
  const heard = new Map();
  window.sent = [];
  window.model = {
    get: (name) => state[name],
    set: (name, value) => {
      state[name] = value;
      window.changed = { ...window.changed, [name]: value };
    },
    save_changes: () => {
      window.sent.push(window.changed ?? {});
      window.changed = undefined;
    },
    on: (event, listener) => heard.set(event, [...(heard.get(event) ?? []), listener]),
    off: (event, gone) =>
      heard.set(event, (heard.get(event) ?? []).filter((listener) => listener !== gone)),
    listeners: () => [...heard.values()].flat().length,
    tell: (news) => {
      Object.assign(state, news);
      for (const name of Object.keys(news)) for (const l of heard.get(`change:${name}`) ?? []) l();
    },
  };
  const module = await import(URL.createObjectURL(new Blob([esm], { type: "text/javascript" })));
  const el = document.querySelector("main");
  window.again = () => {
    window.leave = module.default.render({ model: window.model, el, ...window.context });
  };
  window.again();
}
"""

PAGE = """<!doctype html><html lang="en"><head><title>One widget</title></head>
<body THEME style="margin: 0; padding: 16px; background: BACK"><main></main></body></html>"""

JUPYTER_DARK = (
    "[data-jp-theme-light=false] { --jp-layout-color1: #111; --jp-layout-color2: #2c2c2c;"
    " --jp-ui-font-color0: #f5f5f5; }"
)

Opened = Callable[..., Page]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let a widget keep what it keeps in a folder of the test's own, and return that."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def desk(own_folder: Path) -> Desk:
    """Return the desk of Ana, who has a question of every kind before her."""
    shutil.copyfile(EVERY_KIND, own_folder / "questions.toml")
    found = Desk(own_folder, KNOWN)
    found.name_student("Ana")
    return found


@pytest.fixture
def open_widget(browser: Browser) -> Iterator[Opened]:
    """Yield a function that shows a widget on a page of its own and returns the page.

    ``window.sent`` collects what the widget sends, ``model.tell`` tells it what Python says.
    """
    contexts = []

    def opened(
        widget: CourseWidget,
        *,
        dark: bool = False,
        width: int = 1280,
        before: str = "",
        **options: Any,
    ) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        theme = 'data-jp-theme-light="false"' if dark else 'data-jp-theme-light="true"'
        page.set_content(PAGE.replace("THEME", theme).replace("BACK", "#111" if dark else "#fff"))
        if before:
            page.evaluate(before)
        state = widget.get_state()
        page.evaluate(STUB, [state["_esm"], JUPYTER_DARK + state["_css"], shown(widget)])
        return page

    faults: list[str] = []
    yield opened
    for context in contexts:
        context.close()
    assert not faults


def shown(widget: CourseWidget) -> dict[str, Any]:
    """Return the traits that cross to the page, without those of the framework."""
    state = widget.get_state()
    plain = {name: value for name, value in state.items() if not name.startswith("_")}
    return {
        name: value
        for name, value in plain.items()
        if name not in ("layout", "tabbable", "tooltip")
        and not isinstance(value, bytes | memoryview)
    }


@pytest.fixture
def sent() -> Callable[[Page], list[dict[str, Any]]]:
    """Return what the page's widget has sent so far; bytes come as bytes."""

    def collected(page: Page) -> list[dict[str, Any]]:
        text = page.evaluate(
            """() => JSON.stringify(window.sent, (_, value) => value instanceof DataView
              ? { bytes: btoa(String.fromCharCode(...new Uint8Array(value.buffer))) } : value)"""
        )
        return [
            {name: _bytes(value) for name, value in message.items()} for message in json.loads(text)
        ]

    return collected


def _bytes(value: Any) -> Any:
    if isinstance(value, dict) and set(value) == {"bytes"}:
        return base64.b64decode(value["bytes"])
    return value
