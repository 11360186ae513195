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

_LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")


def lay_out(course: Path, files: Path) -> None:
    """Write the contents of the site into the new folder *files*, laid out as on a desktop.

    Raises ``SitePartError`` if there is no lesson, or a page links to homework that is not there.
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
    _check_links(files)


def write_notebook(source: Path, place: Path) -> None:
    """Write a notebook for the browser's Python; all else stays as it was built."""
    try:
        notebook: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
        notebook["metadata"]["kernelspec"] = KERNEL
    except (ValueError, KeyError, TypeError):
        raise SitePartError(f"{source} is not a notebook: build it again.") from None
    text = json.dumps(notebook, indent=1, ensure_ascii=False)
    place.write_text(text + "\n", encoding="utf-8", newline="\n")


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


def _check_links(files: Path) -> None:
    """Refuse pages that link to homework that is not there; links to lessons have their tests."""
    for page in sorted(files.rglob("*.md")) + sorted(files.rglob("*.ipynb")):
        for link in _LINK.findall(_words(page)):
            target = page.parent / link
            if "homework" in target.parts and not target.exists():
                raise SitePartError(
                    f"{page.relative_to(files).as_posix()} links to the homework {target.stem}, "
                    f"which is not released: run 'tableside release {target.stem}' and build the "
                    "site again."
                )


def _words(page: Path) -> str:
    text = page.read_text(encoding="utf-8")
    if page.suffix == ".md":
        return text
    cells = json.loads(text)["cells"]
    return "\n".join("".join(each["source"]) for each in cells if each["cell_type"] == "markdown")
