"""What of the course goes on the site: start page, lessons, and what was released of homework."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

from tableside.site.parts import SitePartError

START = "course/START.md"
KERNEL = {"display_name": "Python (Pyodide)", "language": "python", "name": "python"}
"""The browser's Python, by the name under which the site has it."""

RELEASED = ("{name}.ipynb", "questions.toml")
"""What a student needs of an assignment; nothing else that lies beside it is published."""

LATER = "{words} (not given out yet)"
"""What stands in the place of a link to homework that is not released."""

_LINK = re.compile(r"\[([^\]]*)\]\((?!\w+:|#)([^)#\s]+)[^)]*\)")


def lay_out(course: Path, files: Path) -> tuple[str, ...]:
    """Write the contents of the site into the new folder *files*, laid out as on a desktop.

    Returns the homework that pages link to and that is not released: there the links are taken
    away. Raises ``SitePartError`` if there is no lesson, or a release is not whole.
    """
    (files / "course").mkdir(parents=True)
    shutil.copyfile(course / START, files / START)
    lessons = sorted((course / "course").glob("*.ipynb"))
    if not lessons:
        raise SitePartError(
            f"There are no lessons in {course / 'course'}: run tools/build_notebooks.py first."
        )
    for lesson in lessons:
        write_notebook(lesson, files / "course" / lesson.name)
    for folder in sorted((course / "assignments" / "release").glob("*/")):
        _lay_out_homework(folder, files / "homework" / folder.name)
    pages = sorted(files.rglob("*.md")) + sorted(files.rglob("*.ipynb"))
    return tuple(sorted({name for page in pages for name in _take_links_away(page)}))


def write_notebook(source: Path, place: Path) -> None:
    """Write a notebook for the browser's Python; all else stays as it was built."""
    try:
        notebook: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
        notebook["metadata"]["kernelspec"] = KERNEL
    except (ValueError, KeyError, TypeError):
        raise SitePartError(f"{source} is not a notebook: build it again.") from None
    place.write_text(_as_text(notebook), encoding="utf-8", newline="\n")


def _lay_out_homework(release: Path, place: Path) -> None:
    place.mkdir(parents=True)
    for name in (each.format(name=release.name) for each in RELEASED):
        if not (release / name).is_file():
            raise SitePartError(
                f"{release} holds no {name}: run 'tableside release {release.name}' again."
            )
        if name.endswith(".ipynb"):
            write_notebook(release / name, place / name)
        else:
            shutil.copyfile(release / name, place / name)


def _take_links_away(page: Path) -> set[str]:
    """Leave only the words of links to homework that is not there; return what they led to.

    Links to lessons have their own tests.
    """
    missing: set[str] = set()

    def mend(link: re.Match[str]) -> str:
        target = page.parent / link[2]
        if "homework" not in target.parts or target.exists():
            return link[0]
        missing.add(target.stem)
        return LATER.format(words=link[1])

    text = page.read_text(encoding="utf-8")
    if page.suffix == ".md":
        mended = _LINK.sub(mend, text)
    else:
        notebook: dict[str, Any] = json.loads(text)
        for cell in notebook["cells"]:
            if cell["cell_type"] == "markdown":
                cell["source"] = _LINK.sub(mend, "".join(cell["source"]))
        mended = _as_text(notebook)
    if missing:
        page.write_text(mended, encoding="utf-8", newline="\n")
    return missing


def _as_text(notebook: dict[str, Any]) -> str:
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
