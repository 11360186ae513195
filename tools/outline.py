"""The outline of the course, made from its authored texts: lessons, drills and homework in order.

``tools/build_notebooks.py`` writes it into the package, where the course's home page reads it.
"""

import ast
import json
import re
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

from tableside.widgets import drill as drills
from tableside.widgets.client_practice import CLIENT_CALLS
from tableside.widgets.self_check import QUESTION_CALLS

CELL = re.compile(r"^```\{code-cell\}.*?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
MINUTES = re.compile(r"minutes: (\d+)")
READ_FIRST = re.compile(r"\*\*Read first:\*\*(.*)")


def outline_text(root: Path) -> str:
    """Return the text of ``outline.json`` for the course in *root*."""
    lessons = {path.stem: path.read_text("utf-8") for path in lesson_texts(root)}
    whole = {
        "lessons": _told_apart([_lesson(name, text) for name, text in lessons.items()]),
        "drills": list(_drills(lessons)),
        "homework": _homework(root / "assignments" / "authoring", lessons),
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def lesson_texts(root: Path) -> list[Path]:
    """Return the texts of the lessons, in order; reference pages have numbers from 90 on."""
    return sorted((root / "course" / "authoring").glob("[0-8]*.md"))


def _lesson(name: str, text: str) -> dict[str, Any]:
    tries = {each["key"]: each for call in _calls(text) if (each := _try(call))}
    return {"id": name, **_named(text), "tries": list(tries.values())}


def _told_apart(lessons: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out what two lessons ask alike: an answer to it would begin a lesson never opened."""
    count = Counter(each["key"] for lesson in lessons for each in lesson["tries"])
    for lesson in lessons:
        lesson["tries"] = [each for each in lesson["tries"] if count[each["key"]] == 1]
    return lessons


def _named(text: str) -> dict[str, Any]:
    title, minutes = TITLE.search(text), MINUTES.search(text)
    if title is None or minutes is None:
        raise SystemExit(f"A text has no title, or does not say its minutes: {text[:200]}")
    return {"title": title[1], "minutes": int(minutes[1])}


def _calls(text: str) -> Iterator[ast.Call]:
    """Yield every call that is a cell of its own."""
    for source in CELL.findall(text):
        match ast.parse(source).body:
            case [ast.Expr(value=ast.Call(func=ast.Name()) as call)]:
                yield call


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _arguments(call: ast.Call) -> tuple[list[Any], dict[str, Any]]:
    named = {each.arg: ast.literal_eval(each.value) for each in call.keywords if each.arg}
    return [ast.literal_eval(each) for each in call.args], named


def _try(call: ast.Call) -> dict[str, str] | None:
    """Return what a call gives to try; None if there is nothing to try in what it shows."""
    name = _name(call)
    if name in QUESTION_CALLS or name in CLIENT_CALLS:
        given, named = _arguments(call)
        key_of: Callable[..., str] = {**QUESTION_CALLS, **CLIENT_CALLS}[name]
        kind = "question" if name in QUESTION_CALLS else "clients"
        return {"kind": kind, "key": key_of(*given, **named)}
    if name == "SessionTable":
        return {"kind": "session", "key": name}
    if (made := _drill(call)) is not None:
        return {"kind": "drill", "key": made.drill_id}
    return None


def _drill(call: ast.Call) -> drills.RecordedDrill | None:
    name = _name(call)
    if not (name.endswith("_drill") or name == "towel_timer"):
        return None
    given, named = _arguments(call)
    with tempfile.TemporaryDirectory() as elsewhere, chdir(elsewhere):
        made: drills.RecordedDrill = getattr(drills, name)(*given, practice=None, **named)
    return made


def _drills(lessons: dict[str, str]) -> Iterator[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for lesson, text in lessons.items():
        for made in filter(None, map(_drill, _calls(text))):
            title = str(made.round["title"]).partition(":")[0]
            plan = made.plan.model_dump(mode="json")
            entry = {"id": made.drill_id, "title": title, "lesson": lesson, "plan": plan}
            found.setdefault(made.drill_id, entry)
    yield from found.values()


def _homework(authoring: Path, lessons: dict[str, str]) -> list[dict[str, Any]]:
    """Return the homework in order: after the lesson that leads to it, or that it needs."""
    order = list(lessons)
    found = []
    for path in sorted(authoring.glob("*.md")):
        text = path.read_text("utf-8")
        questions = tomllib.loads(path.with_suffix(".toml").read_text("utf-8"))["question"]
        leading = [each for each, told in lessons.items() if f"/{path.stem}.ipynb" in told]
        if not (wanted := leading or _read_first(text, lessons)):
            raise SystemExit(f"No lesson leads to {path.name}, and it names none to read first.")
        after = max(wanted, key=order.index)
        entry = {"id": path.stem, **_named(text), "questions": len(questions), "after": after}
        found.append(entry)
    return sorted(found, key=lambda each: (order.index(each["after"]), each["minutes"]))


def _read_first(text: str, lessons: dict[str, str]) -> list[str]:
    """Return the lessons that a homework asks to be read first."""
    asked = READ_FIRST.search(text)
    titles = re.findall(r"\*([^*]+)\*", asked[1]) if asked else []
    known = {_named(each)["title"]: lesson for lesson, each in lessons.items()}
    return [known[title] for title in titles if title in known]
