"""The course's home in Python: what is done in a lesson shows there."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tableside.homework.progress.keeping import load
from tableside.homework.progress.outline import TryKind, outline
from tableside.widgets.client_practice import place_the_client, screen_clients
from tableside.widgets.course_home import CourseHome
from tableside.widgets.self_check import order_the_steps, what_do_you_do, where_to_press
from tableside.widgets.session_table import SessionTable, expert_session


def home(folder: Path) -> CourseHome:
    """Return the home of the lessons in *folder* on a day of its own."""
    return CourseHome(folder, clock=lambda: datetime(2026, 3, 14, tzinfo=UTC))


def test_an_answer_shows_when_one_comes_back(own_folder: Path) -> None:
    """That it was answered, rightly or not; and looking again is answered."""
    page = home(own_folder)
    where_to_press(3, "spine", "erector-lower-left").answer = "spine"
    page.asked = 1
    row = page.shown["groups"][0]["rows"][0]

    assert row["words"] == "Begun: 1 of 5 tried"
    assert page.shown["next"]["path"] == "00-start-here.ipynb"
    assert page.looked == 1


def test_everything_in_a_lesson_is_kept_under_the_name_that_the_outline_has(
    own_folder: Path,
) -> None:
    """Questions, orders and clients alike."""
    what_do_you_do("held-breath", "carry-on-and-ask", "lighten").answer = "lighten"
    steps = ("hot-towel", "right-pressure", "screen-and-consent", "body-straight")
    order_the_steps(*steps).answer = list(reversed(steps))
    screen_clients(seed=1).asked = {"number": 1, "answers": {"decision": "proceed"}}
    known = {
        each.key
        for lesson in outline().lessons
        for each in lesson.tries
        if each.kind in {TryKind.QUESTION, TryKind.CLIENTS}
    }

    assert len(load(own_folder).tried) == 3
    assert set(load(own_folder).tried) <= known


def test_a_form_that_was_not_filled_in_is_not_tried(own_folder: Path) -> None:
    """It says what is missing, and nothing is kept."""
    form = place_the_client(seed=1)
    form.asked = {"number": 1, "answers": {}}

    assert form.error
    assert load(own_folder).tried == {}


def test_a_session_counts_once_it_is_over(own_folder: Path) -> None:
    """An example that the course gives counts for nobody."""
    expert_session()
    table = SessionTable()
    table.requests = [{"id": "a", "what": "act", "act": {"kind": "explain"}}]
    before = load(own_folder).tried
    table.requests = [{"id": "b", "what": "act", "act": {"kind": "stop"}}]

    assert table.session.over, table.shown["refusal"]
    assert before == {}
    assert set(load(own_folder).tried) == {"SessionTable"}


def test_without_a_kernel_the_page_has_links_and_says_the_same(own_folder: Path) -> None:
    """The text, the plain HTML and the widget tell one story."""
    page = home(own_folder)
    html, text = page.as_static_html(), page.as_text()

    for lesson in outline().lessons:
        assert f'<a href="{lesson.id}.ipynb">{lesson.title}</a>' in html
        assert f"○ {lesson.title} ({lesson.minutes} minutes): Not begun" in text
    assert page.shown["next"]["sentence"] in html
    assert page.shown["next"]["sentence"] in text


def test_the_page_escapes_what_files_hold(own_folder: Path) -> None:
    """A file of somebody else's making puts no markup on the page."""
    (own_folder / "progress.json").write_text(
        '{"format": "tableside-progress", "version": "<b>", "tried": {}}'
    )
    page = home(own_folder)

    assert "<b>&#x27;" not in page.as_static_html()
    assert "version &#x27;&lt;b&gt;&#x27;" in page.as_static_html()


def test_feedback_and_homework_have_links_of_their_own(tmp_path: Path) -> None:
    """Relative to the page, wherever the folder lies."""
    place = tmp_path / "homework" / "ps0-first-hand-in" / "feedback" / "2026-03-14"
    place.mkdir(parents=True)
    (place / "ps0-first-hand-in.html").write_text("")
    questions = Path(__file__).parents[2] / "assignments" / "source" / "ps0-first-hand-in"
    (place.parents[1] / "questions.toml").write_bytes((questions / "questions.toml").read_bytes())
    (tmp_path / "course").mkdir()
    rows = home(tmp_path / "course").shown["groups"][2]["rows"]
    (row,) = [each for each in rows if each["more"]]

    assert row["path"] == "../homework/ps0-first-hand-in/ps0-first-hand-in.ipynb"
    assert [each["path"] for each in row["more"]] == [
        "../homework/ps0-first-hand-in/feedback/2026-03-14/ps0-first-hand-in.html"
    ]


def test_a_misspelt_argument_is_refused(own_folder: Path) -> None:
    """As in every widget."""
    with pytest.raises(TypeError, match="foldr"):
        CourseHome(foldr=own_folder)  # type: ignore[call-arg]
