"""The widgets of a page share its styles: none may change how another one looks."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tableside.figures.burn_times import burns
from tableside.homework.desk import Desk
from tableside.widgets import drill
from tableside.widgets._base import CourseWidget
from tableside.widgets.client_practice import plan_the_towel
from tableside.widgets.conditions import ConditionSearch
from tableside.widgets.course_home import CourseHome
from tableside.widgets.explore import ModelExplorer
from tableside.widgets.hand_in import HandInPanel
from tableside.widgets.homework import Progress
from tableside.widgets.item_screens import screen
from tableside.widgets.join_class import JoinClass
from tableside.widgets.pressure_drill import PressureDrill
from tableside.widgets.start_with_class import StartWithClass
from widgets.test_course_home_in_browser import AROUND
from widgets.test_every_widget_has_its_own import shown

ALONE: dict[str, Callable[[], CourseWidget]] = {
    "ClientForm": plan_the_towel,
    "ConditionSearch": ConditionSearch,
    "CourseHome": CourseHome,
    "JoinClass": JoinClass,
    "ModelExplorer": lambda: ModelExplorer(burns),
    "PressureDrill": PressureDrill,
    "StartWithClass": lambda: StartWithClass("hold"),
    "TowelTimer": drill.towel_timer,
    "breath": drill.breath_drill,
    "coverage": drill.coverage_drill,
    "tempo": drill.tempo_drill,
    "balance": drill.balance_drill,
}
"""Widgets of lessons, and the drills that have more than the others on their screens."""

ASKED = {
    "Choice": "what-is-missing",
    "DecisionItem": "first-client",
    "ItemHead": "whole",
    "NumberItem": "thumb",
    "Order": "custom-order",
    "PlaceItem": "show-the-place",
    "PlanItem": "plan-for",
    "SessionTable": "whole",
    "SeveralItem": "no-towel-for",
    "TraceDrill": "blind",
    "Written": "words",
}
"""Widgets of homework, each with the question of every-kind.toml that has it."""

JUPYTERLAB = """
.jp-ThemedContainer button { border-radius: 2px; }
.jp-ThemedContainer button:focus-visible { outline: solid 1px grey; outline-offset: -1px; }
.jp-ThemedContainer select { box-sizing: border-box; }
.jp-ThemedContainer a { color: unset; text-decoration: unset; }
.jp-ThemedContainer a:hover { color: unset; text-decoration: unset; }
.jp-ThemedContainer pre { font-family: monospace; font-size: 13px; line-height: 1.3; }
.jp-OutputArea-output pre { border: none; margin: 0; padding: 0; white-space: pre-wrap; }
.jp-OutputArea-output :is(dl, dt, dd) { display: block; padding: 0; margin: 0; }
.jp-OutputArea-output dl { width: 100%; overflow: hidden; }
.jp-OutputArea-output dt { float: left; width: 20%; font-weight: bold; }
.jp-OutputArea-output dd { float: left; width: 80%; }
.jupyter-widgets label { margin-bottom: initial; }
"""
"""What JupyterLab's own styles say of elements in an output."""

IN_JUPYTERLAB = """(styles) => {
  document.head.prepend(Object.assign(document.createElement("style"), { textContent: styles }));
  document.body.classList.add("jp-ThemedContainer");
  document.querySelector("main").classList.add("jp-OutputArea-output", "jupyter-widgets");
}"""

BESIDE_OTHERS = """(styles) => {
  document.head.append(Object.assign(document.createElement("style"), { textContent: styles }));
}"""

OTHER_LOOK = """([act, styles]) => {
  const all = [...document.querySelectorAll(".tableside, .tableside *")];
  const look = () => all.map((each) => {
    const style = getComputedStyle(each);
    return Object.fromEntries([...style].map((name) => [name, style.getPropertyValue(name)]));
  });
  const alone = look();
  new Function(`return ${act}`)()(styles);
  const together = look();
  return all.flatMap((each, at) => {
    const changed = Object.keys(alone[at]).filter((name) => alone[at][name] !== together[at][name]);
    const name = `${each.localName}.${each.getAttribute("class") ?? ""}`;
    return changed.length ? [`${name}: ${changed.join(" ")}`] : [];
  });
}"""


def parts(desk: Desk, name: str) -> tuple[CourseWidget, ...]:
    """Return the widgets with which the question of this name is asked."""
    asked = screen(desk, desk.assignment.find(name))
    return (asked,) if isinstance(asked, CourseWidget) else asked.children


def made(name: str, desk: Desk) -> CourseWidget:
    """Return a widget as a page of the course shows it."""
    if name in ASKED:
        found = parts(desk, ASKED[name])
        return next(each for each in found if type(each).__name__ == name)
    of_the_desk = {"HandInPanel": HandInPanel, "Progress": Progress}
    return of_the_desk[name](desk) if name in of_the_desk else ALONE[name]()


NAMES = sorted({*ALONE, *ASKED, "HandInPanel", "Progress"})


def test_every_widget_is_looked_at() -> None:
    """None is left out of the tests below."""
    assert {each.__name__ for each in shown(CourseWidget)} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_widget_looks_the_same_beside_all_others(
    open_widget: Callable[..., Page], desk: Desk, name: str
) -> None:
    """In whatever order their styles came to the page."""
    page = open_widget(made(name, desk), before=AROUND)
    others = "\n".join(str(each._css) for each in shown(CourseWidget))  # noqa: SLF001 - anywidget's name

    assert not page.evaluate(OTHER_LOOK, [BESIDE_OTHERS, others])


@pytest.mark.parametrize("name", NAMES)
def test_a_widget_looks_the_same_in_jupyterlab(
    open_widget: Callable[..., Page], desk: Desk, name: str
) -> None:
    """Its styles are stronger than what JupyterLab says of any list or button in an output."""
    page = open_widget(made(name, desk), before=AROUND)

    assert not page.evaluate(OTHER_LOOK, [IN_JUPYTERLAB, JUPYTERLAB])


def test_a_button_that_has_the_keyboard_shows_it_in_jupyterlab(
    open_widget: Callable[..., Page],
) -> None:
    """Its line is as thick as everywhere, and not JupyterLab's own."""
    page = open_widget(PressureDrill())
    page.keyboard.press("Tab")
    start = page.get_by_role("button", name="Start round")
    start.focus()

    assert start.evaluate("(button) => button.matches(':focus-visible')")
    assert not page.evaluate(OTHER_LOOK, [IN_JUPYTERLAB, JUPYTERLAB])


@pytest.mark.parametrize("name", ["Open the lesson", "Before you touch"])
def test_a_link_under_the_mouse_stays_one_in_jupyterlab(
    open_widget: Callable[..., Page], name: str
) -> None:
    """With its own colour, and underlined unless it looks like a button."""
    page = open_widget(CourseHome(), before=AROUND)
    page.get_by_role("link", name=name).hover()

    assert not page.evaluate(OTHER_LOOK, [IN_JUPYTERLAB, JUPYTERLAB])
