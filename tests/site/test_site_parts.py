"""What goes on the site, what never does, and what is said when something is missing."""

import importlib
import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tableside.errors import TablesideError
from tableside.site import in_browser, parts
from tableside.site.build import build_site, check_place
from tableside.site.contents import lay_out
from tableside.site.parts import SitePartError, bring_parts
from tableside.site.pyodide_lock import PUBLIC, make_lock
from tableside.site.start_page import write_start_page
from tableside.site.wheel import write_empty_wheel, write_wheel, written_in

PS0 = "ps0-first-hand-in"
THEIRS: dict[str, Any] = {
    "info": {"python": "3.14.2"},
    "packages": {
        "numpy": {"name": "numpy", "file_name": "numpy.whl", "depends": []},
        "matplotlib": {"name": "matplotlib", "file_name": "mpl.whl", "depends": ["numpy"]},
    },
}


def notebook(text: str = "") -> str:
    """Return a small notebook."""
    cells = [{"cell_type": "markdown", "source": [text], "metadata": {}}]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a small course with one lesson and one assignment that is released."""
    root = tmp_path / "course"
    release = root / "assignments" / "release" / PS0
    source = root / "assignments" / "source" / PS0
    for folder in (root / "course" / "authoring", release, source):
        folder.mkdir(parents=True)
    start = f"[first](../homework/{PS0}/{PS0}.ipynb) [lesson](01.ipynb)"
    (root / "course" / "START.md").write_text(start, encoding="utf-8")
    (root / "course" / "01.ipynb").write_text(notebook(), encoding="utf-8")
    (root / "course" / "authoring" / "01.md").write_text("authors only", encoding="utf-8")
    for folder in (release, source):
        (folder / f"{PS0}.ipynb").write_text(notebook(), encoding="utf-8")
        (folder / "questions.toml").write_text("# ours", encoding="utf-8")
        (folder / "key.txt").write_text("secret", encoding="utf-8")
    return root


def laid_out(course: Path) -> set[str]:
    """Return what of the course goes on the site."""
    files = course.parent / "files"
    lay_out(course, files)
    return {each.relative_to(files).as_posix() for each in files.rglob("*") if each.is_file()}


def test_lessons_and_released_homework_go_on_the_site_and_nothing_else(course: Path) -> None:
    """Neither authors' texts, nor sources, nor files that lie beside an assignment."""
    expected = {
        "course/START.md",
        "course/01.ipynb",
        f"homework/{PS0}/{PS0}.ipynb",
        f"homework/{PS0}/questions.toml",
    }

    assert laid_out(course) == expected


def test_a_link_to_homework_that_is_not_released_becomes_words(course: Path) -> None:
    """In texts and in notebooks; the command is told which homework it is."""
    shutil.rmtree(course / "assignments" / "release" / PS0)
    link = f"Then do [your *first* hand-in](../homework/{PS0}/{PS0}.ipynb)."
    (course / "course" / "01.ipynb").write_text(notebook(link), encoding="utf-8")
    files = course.parent / "files"
    missing = lay_out(course, files)
    (cell,) = json.loads((files / "course" / "01.ipynb").read_text(encoding="utf-8"))["cells"]

    assert missing == (PS0,)
    assert "".join(cell["source"]) == "Then do your *first* hand-in (not given out yet)."
    assert (files / "course" / "START.md").read_text(encoding="utf-8") == (
        "first (not given out yet) [lesson](01.ipynb)"
    )


def test_a_release_without_its_questions_stops_the_build(course: Path) -> None:
    """Half an assignment would open with an error for every student."""
    (course / "assignments" / "release" / PS0 / "questions.toml").unlink()

    with pytest.raises(SitePartError, match="holds no questions"):
        laid_out(course)


def test_a_course_without_lessons_stops_the_build(course: Path) -> None:
    """The message names the program that makes them."""
    (course / "course" / "01.ipynb").unlink()

    with pytest.raises(SitePartError, match="build_notebooks"):
        laid_out(course)


def test_the_first_page_says_what_there_is_and_that_homework_is_still_to_come(course: Path) -> None:
    """Titles are the pages' own, as words and never as marks of a page."""
    shutil.rmtree(course / "assignments" / "release" / PS0)
    (course / "course" / "01.ipynb").write_text(notebook("# Oils & <b>warmth</b>"), "utf-8")
    made = course.parent / "made"
    lay_out(course, made / "files")
    write_start_page(made, picture="<i>picture</i>")
    page = (made / "index.html").read_text(encoding="utf-8")

    assert '<a href="lab/index.html?path=course/01.ipynb">' in page
    assert "Oils &amp; &lt;b&gt;warmth&lt;/b&gt;" in page
    assert "no homework on this site yet" in page


def test_a_folder_that_is_no_site_is_never_replaced(tmp_path: Path) -> None:
    """Not even if it is named by mistake."""
    (tmp_path / "letters.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(SitePartError, match="name another place with --out"):
        check_place(tmp_path)
    with pytest.raises(SitePartError, match="no site of this course"):
        build_site(tmp_path)


def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    """In one sentence, before anything is brought."""
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(SitePartError, match=r"could not be written: .*letter.txt.* with --out"):
        build_site(tmp_path / "letter.txt" / "site", store=tmp_path / "store")
    assert [each.name for each in tmp_path.iterdir()] == ["letter.txt"]


def test_the_wheel_is_the_same_each_time_and_holds_no_instructors_room(tmp_path: Path) -> None:
    """The rooms that learners need are in it."""
    (tmp_path / "again").mkdir()
    first, second = write_wheel(tmp_path), write_wheel(tmp_path / "again")
    rooms = {name.split("/")[1] for name in written_in(first) if name.startswith("tableside/")}

    assert first.read_bytes() == second.read_bytes()
    assert {"knowledge", "safety", "client", "drills", "homework", "figures", "widgets"} <= rooms
    assert not {"grading", "classroom", "lab", "site", "cli.py"} & rooms


def test_the_lock_names_the_public_address_for_figures_alone(tmp_path: Path) -> None:
    """All else lies on the site; a figure's import brings what draws it."""
    names = ("anywidget", "ipywidgets", "pydantic", "tableside", "tableside-figures")
    lock = make_lock(THEIRS, [write_empty_wheel(tmp_path, name) for name in names])["packages"]
    distant = {name for name, entry in lock.items() if entry["file_name"].startswith(PUBLIC)}

    assert distant == {"matplotlib", "numpy"}
    assert lock["tableside-figures"]["imports"] == ["tableside.figures"]
    assert "matplotlib" not in lock["tableside"]["depends"]


def test_a_lock_that_lacks_something_is_not_written(tmp_path: Path) -> None:
    """The message names what is missing, and who needs it."""
    wheel = write_empty_wheel(tmp_path, "tableside")

    with pytest.raises(SitePartError, match="tableside needs anywidget"):
        make_lock(THEIRS, [wheel])


def test_a_missing_builder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it."""
    monkeypatch.setattr(parts, "PROGRAMS", ("pip", "no-such-package"))

    with pytest.raises(SitePartError, match=r"without no-such-package: run .* install"):
        bring_parts(tmp_path)


def test_parts_that_cannot_be_brought_say_so_and_leave_nothing_half_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next try begins anew."""
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "cache"))

    with pytest.raises(SitePartError, match="Connect this computer to the internet"):
        bring_parts(tmp_path / "store")

    assert list((tmp_path / "store").iterdir()) == []


def test_every_part_is_pinned_by_its_digest_and_without_an_address() -> None:
    """Each person's own settings say where packages come from."""
    wheels = (parts.PINNED / "wheels.txt").read_text(encoding="utf-8")
    npm = (parts.PINNED / "package-lock.json").read_text(encoding="utf-8")
    packages = {name: each for name, each in json.loads(npm)["packages"].items() if name}

    assert len(re.findall("==", wheels)) == len(re.findall("sha256:[0-9a-f]{64}", wheels)) > 20
    assert all(each["integrity"].startswith("sha512-") for each in packages.values())
    assert "://" not in wheels + npm


@pytest.fixture
def no_matplotlib(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let this Python be without matplotlib and numpy, as a browser without a network is."""
    hidden = ("matplotlib", "numpy", "tableside.figures")
    for name in [each for each in sys.modules if each.startswith(hidden)]:
        monkeypatch.delitem(sys.modules, name)
    found = [each for each in sys.meta_path if each is not importlib.machinery.PathFinder]
    finder = SimpleNamespace(
        find_spec=lambda name, path=None, target=None: (
            None
            if name.startswith(in_browser.DRAWING)
            else importlib.machinery.PathFinder.find_spec(name, path, target)
        )
    )
    monkeypatch.setattr(sys, "meta_path", [*found, finder])
    in_browser.start()
    yield
    for name in [each for each in sys.modules if each.startswith(hidden)]:
        monkeypatch.delitem(sys.modules, name)


@pytest.mark.usefixtures("no_matplotlib")
def test_figures_import_without_matplotlib_and_say_so_when_they_are_drawn() -> None:
    """Tables of the same room go on as ever."""
    figures = importlib.import_module("tableside.figures")

    with pytest.raises(in_browser.FigureUnavailableError, match="needs the internet"):
        figures.back_map_picture()
    assert "With care" in repr(figures.article_and_evidence(step=2)._repr_mimebundle_())


def test_a_widget_that_cannot_draw_is_told_from_other_errors() -> None:
    """Whatever it says itself about the figure that failed."""
    told, other = TablesideError("The picture stays."), TablesideError("Something else.")
    told.__cause__ = in_browser.FigureUnavailableError()
    other.__cause__ = ValueError("not this")

    assert in_browser.for_want_of_drawing(told)
    assert not in_browser.for_want_of_drawing(other)


def test_an_error_of_another_kind_is_shown_as_ever() -> None:
    """Nothing takes its place."""
    shown: list[Any] = []
    shell = SimpleNamespace(showtraceback=lambda error, **_: shown.append(error[1]))
    error = TablesideError("There is no such zone.")
    in_browser.show_instead(shell, TablesideError, error, None)

    assert shown == [error]


def test_nothing_is_told_to_a_page_as_null() -> None:
    """However deep it lies in a message, and all else stays as it was."""
    sent: list[Any] = []
    comm = SimpleNamespace(publish_msg=lambda _, kind, **words: sent.append((kind, words)))
    in_browser.send_null(comm, "null")
    state = {"alert": None, "places": [(1.5, None)], "name": "", "count": 0}
    comm.publish_msg(comm, "comm_msg", data={"state": state}, buffers=[b"x"])

    told = {"alert": "null", "places": [[1.5, "null"]], "name": "", "count": 0}
    assert sent == [("comm_msg", {"data": {"state": told}, "buffers": [b"x"]})]


def test_the_built_output_of_a_cell_is_found_by_its_code(tmp_path: Path) -> None:
    """It shows in the place of a figure; a broken lesson is passed over."""
    output = {"output_type": "execute_result", "data": {"text/html": ["<img ", "alt='x'>"]}}
    cell = {"cell_type": "code", "source": ["back_map", "_picture()"], "outputs": [output]}
    (tmp_path / "01.ipynb").write_text("{", encoding="utf-8")
    (tmp_path / "02.ipynb").write_text(json.dumps({"cells": [cell]}), encoding="utf-8")

    assert in_browser.built_output(tmp_path, "back_map_picture()\n") == {
        "text/html": "<img alt='x'>"
    }
    assert in_browser.built_output(tmp_path, "other()") == {}
