"""Built notebooks are what their texts build, and keep the frame that every lesson has."""

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import jupytext
import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat import NotebookNode

ROOT = Path(__file__).parents[2]
AUTHORING = ROOT / "course" / "authoring"
TEXTS = sorted(AUTHORING.glob("*.md"))
LESSONS = [text for text in TEXTS if "0" <= text.name[0] < "9"]
"""The home page and the pages from 90 on are for reference, and have no frame."""
PAGES = [*TEXTS, ROOT / "course" / "START.md"]
MOST_CELLS = 40
"""Of code and text between headings, as authors write them; the build cuts texts into slides."""

LONGEST_CELL = 15
FRAME = (
    "By the end you can",
    "Why it matters",
    "Check yourself",
    "What the article says",
    "Remember",
)


GUIDE = [
    "Timing",
    "Ask the room",
    "Three misconceptions",
    "Show on a person",
    "Accessibility",
    "Without computers",
]


@pytest.fixture(params=LESSONS, ids=lambda path: path.stem)
def lesson(request: pytest.FixtureRequest) -> NotebookNode:
    """Return a built lesson."""
    return nbformat.read(ROOT / "course" / f"{request.param.stem}.ipynb", as_version=4)


# Every notebook is run, which a computer with other work on it does slowly.
@pytest.mark.timeout(1200)
def test_a_rebuild_changes_nothing() -> None:
    """Nobody edited a notebook by hand, and nobody forgot to rebuild one."""
    done = subprocess.run(
        [sys.executable, "tools/build_notebooks.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_a_lesson_has_the_frame(lesson: NotebookNode) -> None:
    """Objectives, why, check, article and keypoints stand in this order."""
    text = "\n".join(cell.source for cell in lesson.cells if cell.cell_type == "markdown")
    places = [text.find(f"## {title}") for title in FRAME]

    assert -1 not in places
    assert places == sorted(places)


def test_a_cell_is_one_call(lesson: NotebookNode) -> None:
    """After the imports every cell is a button with a name; no definitions, no magic."""
    first, *others = [cell.source for cell in lesson.cells if cell.cell_type == "code"]

    assert all(line.startswith(("from tableside", "import")) for line in first.splitlines())
    for source in others:
        assert re.fullmatch(r"\w+\([^()]*\)", source.strip()), source
        assert len(source.splitlines()) <= LONGEST_CELL


@pytest.mark.parametrize("page", TEXTS, ids=lambda path: path.stem)
def test_headings_make_an_outline(page: Path) -> None:
    """One title, no level left out, and no heading twice under the same one."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    headings = re.findall(r"^(#+) (.+)$", text, re.MULTILINE)
    levels = [len(marks) for marks, _ in headings]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    sections = [title for marks, title in headings if len(marks) == 2]
    assert len(sections) == len(set(sections))


@pytest.mark.parametrize("text", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_has_at_most_forty_cells(text: Path) -> None:
    """It is one sitting."""
    cells = jupytext.read(text, fmt="md:myst").cells

    assert len(cells) <= MOST_CELLS


def test_the_code_is_folded_away(lesson: NotebookNode) -> None:
    """A student meets what a cell shows, unless they look for the line behind it."""
    for cell in lesson.cells:
        if cell.cell_type == "code":
            assert cell.metadata.jupyter.source_hidden


def test_every_picture_has_a_text_that_could_replace_it(lesson: NotebookNode) -> None:
    """Alt texts are sentences, in outputs as in the text."""
    shown = [
        output.data.get("text/html", "")
        for cell in lesson.cells
        for output in cell.get("outputs", [])
    ]
    images = [
        image for html in shown for image in BeautifulSoup(html, "html.parser").find_all("img")
    ]

    assert images
    for image in images:
        assert len(str(image["alt"]).split()) >= 5


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_links_lead_somewhere(page: Path) -> None:
    """Every link within the course names a file that is there, or that is given to students."""
    base = ROOT / "course"
    for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
        if target.startswith("../homework/"):
            name = target.removeprefix("../homework/")
            assert (ROOT / "assignments" / "source" / name).is_file(), target
        elif "://" not in target:
            assert (base / target).is_file(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_anchors_name_a_heading(page: Path) -> None:
    """A link into a page leads to one of its headings, as JupyterLab writes them."""
    for target, anchor in re.findall(r"\]\(([^)#]*)#([^)]+)\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            aim = AUTHORING / f"{Path(target).stem}.md" if target else page
            headings = re.findall(r"^#+ (.+)$", aim.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {each.replace(" ", "-") for each in headings}, f"{target}#{anchor}"


def test_cell_ids_come_from_the_text() -> None:
    """An id changes only with its cell, so that a review shows what was changed."""
    for path in (ROOT / "course").glob("*.ipynb"):
        ids = [cell.id for cell in nbformat.read(path, as_version=4).cells]

        assert len(ids) == len(set(ids))
        assert all(re.fullmatch(r"[0-9a-f]{8}(-\d+)?", each) for each in ids)


def test_every_heading_begins_a_slide(lesson: NotebookNode) -> None:
    """A lesson can be taught from as it is; a cell that goes on with a slide says nothing of it."""
    for cell in lesson.cells:
        heading = cell.cell_type == "markdown" and cell.source.startswith("#")
        said = cell.metadata.get("slideshow")

        assert said in ({"slide_type": "slide"}, None)
        assert said or not heading


def test_no_slide_is_a_heading_alone(lesson: NotebookNode) -> None:
    """What is pressed or looked at under a heading without words stands on the heading's slide."""
    for before, cell in pairwise(lesson.cells):
        if before.cell_type == "markdown" and re.fullmatch(r"#+ .*", before.source):
            assert "slideshow" not in cell.metadata or cell.source.startswith("#")


def test_the_start_page_lists_every_lesson_with_its_time() -> None:
    """Title, link and minutes are those of the lesson."""
    start = (ROOT / "course" / "START.md").read_text(encoding="utf-8")
    for text in LESSONS:
        written = text.read_text(encoding="utf-8")
        title = re.search(r"^# (.+)$", written, re.MULTILINE)
        minutes = re.search(r"minutes: (\d+)", written)

        assert title is not None
        assert minutes is not None
        assert f"[{title[1]}]({text.stem}.ipynb) | {minutes[1]} |" in start


def test_everything_the_article_says_is_faced_in_a_lesson() -> None:
    """Every step's claims stand in the lesson of that step, the closing words in some lesson."""
    written = "\n".join(text.read_text(encoding="utf-8") for text in LESSONS)

    for step in range(12):
        assert f"article_and_evidence(step={step})" in written


@pytest.mark.parametrize("text", LESSONS, ids=lambda path: path.stem)
def test_every_lesson_has_a_guide_for_teachers(text: Path) -> None:
    """With times, questions, misconceptions, what to show, access, and a way without computers."""
    guide = (ROOT / "course" / "guides" / text.name).read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", guide, re.MULTILINE)

    assert [each for each in headings if each != "Before class"] == GUIDE
    for minutes in ("30", "60", "90"):
        assert minutes in guide
