"""How far a learner is follows from their files, and so does what to do next."""

import json
import random
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tableside.drills import Feedback, PressurePlan, score_round
from tableside.drills.practice import BEFORE_THE_FIRST, Round, append
from tableside.drills.simulated import EXPERT, simulate, simulate_round
from tableside.homework.desk import Desk
from tableside.homework.hand_in_file import make_hand_in_file
from tableside.homework.progress import record
from tableside.homework.progress.keeping import keep_tried, load
from tableside.homework.progress.looking import PRACTICE, Onlooker, Seen, score
from tableside.homework.progress.outline import Drill, outline
from tableside.homework.progress.states import HomeworkProgress, State
from tableside.homework.progress.suggestion import what_next
from tableside.knowledge import knowledge

SOURCE = Path(__file__).parents[2] / "assignments" / "source"
PS0 = "ps0-first-hand-in"
DAY = datetime(2026, 3, 14, 9, tzinfo=UTC)
FIRST = outline().lessons[0]
HOLD = next(each for each in outline().drills if each.id == "hold")


def look(course: Path, after: int = 0) -> Seen:
    """Return what the page sees in *course*, so many days *after* the first."""
    day = (DAY + timedelta(days=after)).date()
    return Onlooker(course / "course", outline(), knowledge()).look(day)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a folder with lessons and the first homework, nothing done."""
    (tmp_path / "course").mkdir()
    place = tmp_path / "homework" / PS0
    place.mkdir(parents=True)
    for each in (SOURCE / PS0).iterdir():
        (place / each.name).write_bytes(each.read_bytes())
    return tmp_path


def first_homework(seen: Seen) -> HomeworkProgress:
    """Return how far the homework is that lies there."""
    return next(each for each in seen.progress.homework if each.homework.id == PS0)


def finish(course: Path, *lessons: str, when: datetime = DAY) -> None:
    """Try everything in *lessons*."""
    for lesson in outline().lessons:
        for each in lesson.tries if lesson.id in lessons else ():
            keep_tried(each.key, course / "course", clock=lambda: when)


def practise(course: Path, days: int = 0, feedback: Feedback = Feedback.HIDDEN) -> None:
    """Do an expert's round of the pressing drill, *days* after the first day."""
    file = course / "course" / PRACTICE
    trace = simulate(PressurePlan(hold_seconds=10.0), EXPERT, random.Random(days))
    trace = trace.model_copy(update={"feedback": feedback, "drill": "hold"})
    before = file.read_text() if file.exists() else ""
    when = DAY + timedelta(days=days)
    file.write_text(append(before, drill="hold", when=when, trace=trace))


def test_with_nothing_done_the_first_lesson_comes_first(course: Path) -> None:
    """Every lesson and drill is not begun; homework that is not there is said to be."""
    seen = look(course)
    told = what_next(seen.progress)

    assert told.lesson == FIRST.id
    assert f"{FIRST.minutes} minutes" in told.sentence
    assert {each.state for each in seen.progress.lessons} == {State.NOT_BEGUN}
    assert {each.words for each in seen.progress.drills} == {"Not tried yet"}
    assert first_homework(seen).words == "Fetched, 5 questions"
    assert [each.words for each in seen.progress.homework].count("Not here yet") == 6
    assert seen.notices == ()


def test_a_lesson_is_begun_with_one_thing_and_done_with_all(course: Path) -> None:
    """Right or wrong makes no difference, and what is left is counted."""
    keep_tried(FIRST.tries[0].key, course / "course", clock=lambda: DAY)
    begun = look(course)
    finish(course, FIRST.id)
    done = look(course)

    assert begun.progress.lessons[0].state is State.BEGUN
    assert f"{len(FIRST.tries) - 1} things in it are left" in what_next(begun.progress).sentence
    assert done.progress.lessons[0].words == "Done"
    assert what_next(done.progress).lesson == outline().lessons[1].id


def test_what_was_touched_last_is_gone_on_with(course: Path) -> None:
    """Who jumped to another lesson is not sent back to the first."""
    other = outline().lessons[5]
    keep_tried(FIRST.tries[0].key, course / "course", clock=lambda: DAY)
    keep_tried(other.tries[0].key, course / "course", clock=lambda: DAY + timedelta(hours=1))

    assert what_next(look(course).progress).lesson == other.id


def test_homework_comes_after_the_lesson_that_it_needs(course: Path) -> None:
    """It is suggested until its hand-in file holds every answer; feedback ends it."""
    lessons = [each.id for each in outline().lessons]
    after = first_homework(look(course)).homework.after
    finish(course, *lessons[: lessons.index(after) + 1])
    place = course / "homework" / PS0
    told = [what_next(look(course).progress)]
    desk = Desk(place, knowledge(), clock=lambda: DAY)
    desk.choose("safe-place", "low-beside-spine")
    states = [first_homework(look(course)).words]
    told.append(what_next(look(course).progress))
    make_hand_in_file(place, student="ana")
    states.append(first_homework(look(course)).words[:17])
    told.append(what_next(look(course).progress))
    desk.write("reflection", "It is a reason to ask.")
    states.append(first_homework(look(course)).words)
    told.append(what_next(look(course).progress))
    (place / f"{PS0}.html").write_text("<p>Well done.</p>")
    found = first_homework(look(course))

    assert [each.homework for each in told] == [PS0, PS0, "", PS0]
    assert states == [
        "1 of 5 answered",
        "Hand-in file made",
        "Changed since the hand-in file was made",
    ]
    assert (found.words, found.state) == ("Feedback is here", State.DONE)
    assert found.found
    assert found.found.feedback == f"{PS0}.html"


@pytest.mark.parametrize("place", [".", "course"])
def test_homework_is_found_where_nbgrader_fetches_it(course: Path, place: str) -> None:
    """Beside the lessons' folder or in it, where there is no folder called homework."""
    (course / "homework" / PS0).rename(course / place / PS0)
    (course / "homework").rmdir()

    assert first_homework(look(course)).state is State.NOT_BEGUN


def test_a_drill_tells_best_last_and_when_it_is_due_again(course: Path) -> None:
    """A day after the first blind round that was passed comes the retest, before all else."""
    practise(course, feedback=Feedback.ALWAYS)
    shown = look(course).progress.drills[0]
    practise(course)
    passed = look(course).progress.drills[0]
    due = look(course, after=1)

    assert shown.words.startswith("Best ")
    assert shown.words.endswith("no blind round passed yet")
    assert passed.words.endswith("next retest on 15 March")
    assert passed.state is State.DONE
    assert what_next(due.progress).lesson == HOLD.lesson
    assert "blind round of the drill “Press and hold”" in what_next(due.progress).sentence
    practise(course, days=1)
    after = look(course, after=1).progress
    assert after.drills[0].words.endswith("next retest on 21 March")
    assert "retest" not in what_next(after).sentence


def test_a_round_counts_for_its_lesson(course: Path) -> None:
    """A drill is one of the things to try."""
    practise(course)
    lesson = next(each for each in look(course).progress.lessons if each.lesson.id == HOLD.lesson)

    assert lesson.tried == 1


def test_when_all_is_done_it_says_so_and_what_is_missing(course: Path) -> None:
    """There is always one thing to do."""
    finish(course, *(each.id for each in outline().lessons))
    make = course / "homework" / PS0
    Desk(make, knowledge()).choose("safe-place", "low-beside-spine")
    make_hand_in_file(make, student="ana")
    told = what_next(look(course).progress)

    assert told.sentence.startswith("Everything that is here is done. Some homework is not here")
    assert told.lesson == outline().lessons[-1].id


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("course/progress.json", "{", "progress.json cannot be used: it is cut off"),
        ("course/progress.json", '{"format": "x"}', "does not say that it is a tableside-progress"),
        (
            "course/progress.json",
            '{"format": "tableside-progress", "version": 7, "tried": {}}',
            "it has version 7, and this course reads 1",
        ),
        (
            "course/progress.json",
            '{"format": "tableside-progress", "version": 1, "tried": {"a": "noon"}}',
            "tried, a: ",
        ),
        ("course/practice.jsonl", "[]\n", "practice.jsonl cannot be used: line 1"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_and_kept(
    course: Path, file: str, text: str, said: str
) -> None:
    """The page opens all the same, and looking changes nothing."""
    (course / file).write_text(text)
    seen = look(course)

    assert said in seen.notices[0]
    assert what_next(seen.progress).lesson == FIRST.id
    assert (course / file).read_text() == text


def test_homework_that_cannot_be_read_says_so(course: Path) -> None:
    """It is neither begun nor done, and nobody is sent there."""
    (course / "homework" / PS0 / "responses.json").write_text("{")
    found = first_homework(look(course))

    assert found.state is State.SPOILT
    assert "cut off or was changed by hand" in found.words


def test_an_answer_puts_a_spoilt_record_aside_and_begins_a_new_one(tmp_path: Path) -> None:
    """Nothing is lost, and the next answer counts."""
    (tmp_path / record.FILE).write_text("{")
    keep_tried("where_to_press 3 spine", tmp_path, clock=lambda: DAY)

    assert (tmp_path / "progress-unreadable-1.json").read_text() == "{"
    assert load(tmp_path).tried == {"where_to_press 3 spine": DAY}


def test_where_nothing_can_be_written_a_question_answers_all_the_same(tmp_path: Path) -> None:
    """Keeping never raises."""
    (tmp_path / "file").write_text("")
    keep_tried("where_to_press 3 spine", tmp_path / "file")

    assert [each.name for each in tmp_path.iterdir()] == ["file"]


KEYS = st.from_regex(r"[a-z_]{1,12}( [a-z0-9-]{1,9}){0,4}", fullmatch=True)


@settings(max_examples=30)
@given(st.dictionaries(KEYS, st.datetimes(timezones=st.just(UTC)), max_size=8))
def test_a_record_reads_as_it_was_written(tried: dict[str, datetime]) -> None:
    """Text and back changes nothing, and trying is remembered to the second."""
    kept = record.EMPTY
    for key, when in tried.items():
        kept = record.with_tried(kept, key, when)

    assert record.read(record.to_text(kept)) == kept
    assert kept.tried == {key: when.replace(microsecond=0) for key, when in tried.items()}


@given(st.text(max_size=200) | st.binary(max_size=60).map(lambda each: each.decode("latin-1")))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Never anything but a ProgressError, whatever it is."""
    with suppress(record.ProgressError):
        record.read(text)


def test_the_published_schema_is_current() -> None:
    """If this fails, write record.schema() to progress.schema.json."""
    published = Path(record.__file__).with_name("progress.schema.json").read_text("utf-8")

    assert published == record.schema()
    assert json.loads(published)["additionalProperties"] is False


def test_the_outline_has_every_lesson_with_something_to_try_in_it() -> None:
    """Nothing counts for two lessons, for then one answer would begin both."""
    keys = [each.key for lesson in outline().lessons for each in lesson.tries]
    twice = sorted({key for key in keys if keys.count(key) > 1})

    assert len(outline().lessons) == 13
    assert all(lesson.tries for lesson in outline().lessons)
    assert twice == []


def test_a_round_is_scored_for_its_own_client_and_otherwise_by_today() -> None:
    """What the client said and the pace are the recording's; a plan of another year is not."""
    breath, towel = (
        next(d for d in outline().drills if d.id == n) for n in ("breath", "towel-timer")
    )
    rated = breath.plan_of({**breath.plan, "rating": 9, "pause_seconds": 1.0})
    fast = towel.plan_of({"says": [[60.0, "burning-under-towel"]]}, 20.0)
    odd = towel.plan_of({"says": "nonsense"}, 20.0)

    assert rated.model_dump(mode="json") == {**breath.plan, "rating": 9}
    assert fast.model_dump(mode="json") == {
        **towel.plan,
        "says": [[60.0, "burning-under-towel"]],
        "pace": 20.0,
    }
    assert odd.model_dump(mode="json") == towel.plan


@pytest.mark.parametrize("drill", outline().drills, ids=lambda each: each.id)
def test_the_home_gives_a_round_the_points_that_its_drill_gave(drill: Drill) -> None:
    """By the plan that the outline has of it."""
    plan = drill.plan_of({})
    trace, events = simulate_round(plan, EXPERT, random.Random(1))
    kept = Round(
        number=1, drill=drill.id, when=DAY, trace=trace, events=events, before=BEFORE_THE_FIRST
    )

    assert score(drill, kept) == score_round(plan, trace, events)
    assert score(drill, kept).points
