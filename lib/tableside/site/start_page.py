"""The first page of the site: what the course is, and one click to each lesson and homework."""

import base64
import html
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Template

from tableside.homework.progress.outline import outline
from tableside.site.contents import START
from tableside.site.parts import SitePartError

HERE = Path(__file__).parent

OPENS = "lab/index.html?path={path}"
"""The address, from the first page, of a page of the course."""

HOME = "course/home.ipynb"

NO_HOMEWORK = "<p>Your instructor has given out no homework on this site yet.</p>"

_REFERENCE = re.compile(r"9\d-")
"""How the names of pages begin in which one looks something up."""

_STEP = re.compile(r"(0[1-9]|10)-")
"""How the names of lessons begin that belong to one of the ten steps."""


def write_start_page(made: Path, picture: str) -> None:
    """Put the first page into the built site *made*, with *picture* as HTML beside its title.

    It lists what lies in the site's files. Raises ``SitePartError`` if no lesson is among them.
    """
    files = made / "files"
    pages = sorted((files / "course").glob("*.ipynb"))
    reference = [page for page in pages if _REFERENCE.match(page.name)]
    lessons = [page for page in pages if page.name != Path(HOME).name and page not in reference]
    if not lessons:
        raise SitePartError("The site has no lesson: build the notebooks first.")
    homework = sorted((files / "homework").glob("*/*.ipynb"), key=_place)
    start = (files / START).read_text(encoding="utf-8")
    page = Template((HERE / "start.html").read_text(encoding="utf-8")).substitute(
        title=html.escape(_title_of(start) or "The course"),
        welcome=_paragraphs(start, "# "),
        first=_paragraphs(start, "## What to know first"),
        begin=_address(lessons[0], files),
        begin_title=html.escape(_title(lessons[0])),
        home=OPENS.format(path=HOME),
        picture=picture,
        lessons=_cards(lessons, files),
        homework=f'<ol class="cards">{_cards(homework, files)}</ol>' if homework else NO_HOMEWORK,
        reference="\n".join(
            f'<li><a href="{_address(page, files)}">{html.escape(_looked_up(page))}</a></li>'
            for page in reference
        ),
    )
    (made / "index.html").write_text(page, encoding="utf-8", newline="\n")
    for name in ("start.css", "start_page.js"):
        text = (HERE / name).read_text(encoding="utf-8")
        (made / name).write_text(text, encoding="utf-8", newline="\n")


def back_map_image() -> str:
    """Return the map of the back as HTML, with the text that can replace it."""
    # What draws it takes a second to load, and nothing else here needs it.
    from tableside.figures import back_map_picture  # noqa: PLC0415

    picture = back_map_picture()
    source = base64.b64encode(picture.svg.encode()).decode()
    return f'<img alt="{html.escape(picture.alt)}" src="data:image/svg+xml;base64,{source}">'


def _place(homework: Path) -> int:
    """Return which homework of the course it is; what the course does not know comes last."""
    order = [each.id for each in outline().homework]
    return order.index(homework.stem) if homework.stem in order else len(order)


def _cards(pages: Iterable[Path], files: Path) -> str:
    return "\n".join(_card(page, files) for page in pages)


def _card(page: Path, files: Path) -> str:
    step = _STEP.match(page.name)
    number = f'<span class="number">{int(step[1])}</span>' if step else ""
    minutes = _minutes().get(page.stem)
    return (
        f'<li><a href="{_address(page, files)}">{number}'
        f'<span class="title">{html.escape(_title(page))}</span>'
        f'<span class="minutes">{f"{minutes} min" if minutes else ""}</span></a></li>'
    )


def _address(page: Path, files: Path) -> str:
    return OPENS.format(path=page.relative_to(files).as_posix())


def _minutes() -> dict[str, int]:
    lessons = {each.id: each.minutes for each in outline().lessons}
    return lessons | {each.id: each.minutes for each in outline().homework}


def _title(page: Path) -> str:
    """Return what a notebook calls itself in its first heading."""
    for cell in json.loads(page.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "markdown" and (found := _title_of("".join(cell["source"]))):
            return found
    return page.stem


def _looked_up(page: Path) -> str:
    """Return the title of a page of reference, without the word that says so."""
    title = _title(page).removeprefix("Reference: ")
    return title[:1].upper() + title[1:]


def _title_of(text: str) -> str:
    found = re.search(r"^# (.+)$", text, re.MULTILINE)
    return found[1].strip() if found else ""


def _paragraphs(text: str, heading: str) -> str:
    """Return, as HTML, the paragraphs below the first line that begins with *heading*."""
    return "\n".join(f"<p>{html.escape(each)}</p>" for each in _below(text, heading))


def _below(text: str, heading: str) -> Iterator[str]:
    lines = iter(text.splitlines())
    if not any(line.startswith(heading) for line in lines):
        return
    part = ""
    for line in lines:
        if line.startswith("#"):
            break
        if line:
            part = f"{part} {line}".strip()
        elif part:
            yield part
            part = ""
    if part:
        yield part
