"""How a class did: numbers that a statistician would find, and questions instead of verdicts."""

import dataclasses
import io
import json
import random
import shutil
from datetime import timedelta
from pathlib import Path
from statistics import correlation

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from typer.testing import CliRunner

from course_order import TEN_STEPS
from grading.hand_ins import NOON, PS0, copy_of, place_of
from tableside.cli import app
from tableside.drills import PressurePlan, Trace
from tableside.drills.simulated import EXPERT, simulate
from tableside.grading.class_report import ClassReport, class_report
from tableside.grading.class_report_print import print_report
from tableside.grading.class_work import Alike
from tableside.grading.course_folder import CourseError, CourseFolder
from tableside.grading.grade import Choice, grade
from tableside.grading.item_statistics import difficulty, discrimination
from tableside.grading.likeness import near_logs, near_texts, near_traces, same_files
from tableside.homework.desk import Desk
from tableside.knowledge import knowledge

OWN_WORDS = (
    "I would stop at once, ask {} where it hurts and how strong it is from zero to ten, and "
)
COPIED = OWN_WORDS.format("her") + "then go on more lightly, or end the session and refer her."


def recorded(seed: int) -> Trace:
    """Return a round that an expert pressed."""
    return simulate(PressurePlan(), EXPERT, random.Random(seed), drill="hold-the-band")


def shifted(trace: Trace) -> Trace:
    """Return a recording that was touched up a little in an editor."""
    samples = [(s.t, max(0.0, s.press - 0.003), s.x, s.y) for s in trace.samples]
    return Trace.of(samples, drill=trace.drill, device=trace.device)


def work(folder: Path, number: int) -> None:
    """Answer as one of a class of twelve: every third presses the spine, every fourth heats."""
    minutes = iter(range(100))
    desk = Desk(
        folder, knowledge(), clock=lambda: NOON + timedelta(minutes=next(minutes) * (1 + number))
    )
    desk.choose("safe-place", "on-the-spine" if number % 3 == 0 else "low-beside-spine")
    desk.choose("tingling", "good-sign" if number % 3 == 0 else "stop-and-ask")
    first = "hot-towel" if number % 4 == 0 else "body-straight"
    desk.arrange("order-the-steps", (first, *(step for step in TEN_STEPS if step != first)))
    trace = recorded(3 if number == 4 else number)
    desk.keep_round("hold-the-band", shifted(trace) if number == 6 else trace)
    if number in {7, 8}:
        desk.write("reflection", COPIED if number == 7 else COPIED.replace("her.", "him."))


@pytest.fixture(scope="module")
def course(released: Path, tmp_path_factory: pytest.TempPathFactory) -> CourseFolder:
    """Return a marked class of twelve."""
    course = copy_of(released, tmp_path_factory.mktemp("reported") / "assignments")
    for number in range(12):
        work(place_of(course, f"s{number:02}"), number)
    grade(course, PS0, Choice(jobs=1))
    return course


@pytest.fixture(scope="module")
def found(course: CourseFolder) -> ClassReport:
    """Return the report on the class."""
    return class_report(course, PS0)


def test_hard_questions_and_telling_ones_are_found(found: ClassReport) -> None:
    """Two thirds pressed the right place; who did also did the next question right."""
    items = {item.question: item for item in found.items}
    place = items["safe-place"]
    assert place.difficulty is not None
    assert place.discrimination is not None

    assert place.difficulty.value == pytest.approx(8 / 12)
    assert place.difficulty.low < 8 / 12 < place.difficulty.high
    assert place.discrimination.low > 0
    assert place.unsafe == 4
    assert items["reflection"].answered == 2
    assert items["hold-the-band"].answered == 12


def test_every_option_is_counted(found: ClassReport) -> None:
    """Also those that nobody chose: a wrong answer that tempts nobody is of no use."""
    answers = next(item for item in found.items if item.question == "safe-place").answers

    assert [(each.count, each.right) for each in answers] == [
        (4, False),
        (8, True),
        (0, False),
        (0, False),
    ]
    assert answers[0].strong < answers[1].strong


def test_misconceptions_are_told_by_rule(found: ClassReport) -> None:
    """Those that most students share come first, with the sentence that they read."""
    rules = {each.rule: each for each in found.misconceptions}

    assert rules["spine"].students == 4
    assert rules["spine"].safety
    assert rules["spine"].questions == ("safe-place",)
    counts = [each.students for each in found.misconceptions]
    assert counts == sorted(counts, reverse=True)


def test_time_is_what_was_recorded(found: ClassReport) -> None:
    """Between the first answer and the last."""
    assert found.minutes is not None
    low, middle, high = found.minutes

    assert 3 <= low < middle < high


def test_likeness_is_found(found: ClassReport) -> None:
    """The same recording, one touched up, and a text with two words changed; nobody else."""
    assert found.alike == (
        Alike(question="hold-the-band", what="the same recording", pair=("s03", "s04")),
        Alike(question="reflection", what="nearly the same text", pair=("s07", "s08")),
    )


def test_a_recording_that_was_touched_up_is_nearly_the_same() -> None:
    """Other hands, even expert ones, are not."""
    traces = {f"s{number}": recorded(number) for number in range(8)}
    traces["copy"] = shifted(traces["s5"])

    assert near_traces(traces) == (("copy", "s5"),)


def log(late: float = 0.0, *, acts: int = 12) -> list[tuple[float, str]]:
    """Return a session in which something is done every half minute or so."""
    return [
        (30.0 * n + late * (n % 3), ("press", "lift", "ask-rating")[n % 3]) for n in range(acts)
    ]


def test_a_session_that_was_done_to_the_second_twice_is_found() -> None:
    """Seconds apart at every act is another person; so is another act; few acts say nothing."""
    logs = {"ana": log(), "bo": log(0.5), "cy": log(4.0), "di": [*log()[:-1], (330.0, "pause")]}
    few = {"x": log(acts=5), "y": log(acts=5)}

    assert near_logs(logs | few) == (("ana", "bo"),)


def test_the_courses_own_words_are_nobodys_copy() -> None:
    """What a whole class has in common is no likeness of two."""
    shared = "a good answer says that pain is a reason to stop and to ask where it is " * 3
    texts = {f"s{number}": f"{shared} {number}" for number in range(60)}

    assert near_texts(texts) == ()
    assert near_texts({"a": "too short", "b": "too short"}) == ()


def test_the_same_file_is_found() -> None:
    """By its digest, whatever it was called."""
    assert same_files({"b": ["1", "2"], "a": ["2"], "c": ["3"]}) == (("a", "b"),)


@given(st.lists(st.floats(0, 1), min_size=5, max_size=60))
def test_an_interval_holds_its_estimate(shares: list[float]) -> None:
    """And lies between nothing and everything."""
    found = difficulty(shares)
    assert found is not None

    assert 0 <= found.low <= found.value + 1e-9
    assert found.value - 1e-9 <= found.high <= 1


def test_the_intervals_are_the_published_ones() -> None:
    """Wilson's for 8 of 10, and a correlation as the standard library has it."""
    wilson = difficulty([1.0] * 8 + [0.0] * 2)
    one, other = [float(n) for n in range(10)], [3.0, 1, 2, 5, 4, 6, 9, 7, 8, 0]
    fisher = discrimination(one, other)
    assert wilson is not None
    assert fisher is not None

    assert (wilson.low, wilson.high) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert fisher.value == pytest.approx(correlation(one, other))
    assert fisher.low < fisher.value < fisher.high


def test_texts_that_nobody_has_marked_are_not_estimated(found: ClassReport) -> None:
    """Those who wrote nothing alone would say that the question was too hard."""
    item = next(item for item in found.items if item.question == "reflection")

    assert (item.waiting, item.difficulty, item.discrimination) == (2, None, None)


def test_ten_who_share_one_recording_are_one_line(found: ClassReport) -> None:
    """And not forty-five pairs; who is joined only through another belongs to them."""
    pairs = [("a", "b"), ("c", "d"), ("b", "c"), ("x", "y")]
    alike = tuple(Alike(question="q", what="the same recording", pair=pair) for pair in pairs)
    text = io.StringIO()
    print_report(dataclasses.replace(found, alike=alike), Console(file=text, width=140))

    assert "a, b, c, d" in text.getvalue()
    assert "x, y" in text.getvalue()


def test_what_was_unusual_is_told_again(course: CourseFolder, tmp_path: Path) -> None:
    """Whoever closed the window after marking reads it here."""
    shutil.copytree(course.root, tmp_path / "assignments")
    copy = CourseFolder(tmp_path / "assignments")
    (copy.submitted(PS0, "s03") / f"{PS0}.ipynb").unlink()
    grade(copy, PS0, Choice(jobs=1))
    text = io.StringIO()
    print_report(class_report(copy, PS0), Console(file=text, width=140))

    assert "The notebook was missing." in text.getvalue()


@pytest.mark.parametrize("shares", [[], [1.0] * 4])
def test_too_few_answers_say_nothing(shares: list[float]) -> None:
    """No number is better than one that means nothing."""
    assert difficulty(shares) is None
    assert discrimination(shares, shares) is None
    assert discrimination([1.0] * 20, [0.5] * 20) is None


def test_the_page_asks_and_accuses_nobody(found: ClassReport) -> None:
    """An instructor reads a question."""
    text = io.StringIO()
    print_report(found, Console(file=text, width=140))
    said = " ".join(text.getvalue().split())

    assert "Did these work together?" in said
    assert "A question, not a verdict" in said
    assert "What to teach again" in said
    assert "4 of 12" in said


def test_the_command_tells_programs_as_well(course: CourseFolder) -> None:
    """JSON holds what the page shows."""
    done = CliRunner().invoke(app, ["report", PS0, "--json", "--course", str(course.root)])

    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["students"] == 12


def test_before_anybody_is_marked_it_says_what_to_do(course: CourseFolder, tmp_path: Path) -> None:
    """No table of nothing."""
    shutil.copytree(course.root / "source", tmp_path / "assignments" / "source")
    shutil.copy(course.root / "nbgrader_config.py", tmp_path / "assignments")
    with pytest.raises(CourseError, match=r"Nobody has been marked yet"):
        class_report(CourseFolder(tmp_path / "assignments"), PS0)
