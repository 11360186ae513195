"""A whole class, from release to feedback and CSV, for every assignment.

Students with different characters answer through the widgets. What they earn is what the rubric
gives for the way in which they answered: it was written down when they did, and not read from any
file of theirs.
"""

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from nbgrader.api import Gradebook

from grading.hand_ins import ASSIGNMENTS as COURSE
from grading.hand_ins import new_course
from tableside.grading.collect import Fate, Outcome, collect
from tableside.grading.course_folder import CourseFolder
from tableside.grading.export import export
from tableside.grading.grade import Choice, grade
from tableside.grading.results import Result
from tableside.homework.asked import deciding
from tableside.homework.desk import Desk
from tableside.homework.items.limit_words import LIMIT_STATEMENTS, limits_that_hold
from tableside.homework.judging import judge
from tableside.homework.marking import Status
from tableside.homework.marks.numbers import right_number
from tableside.homework.questions import (
    AnyQuestion,
    ChoiceQuestion,
    DecisionQuestion,
    NumberQuestion,
    SeveralQuestion,
)
from tableside.safety.decision import ScreenDecision
from widgets.homework_class import CHARACTERS, DUE, Worker, work
from widgets.homework_students import KNOWN

NAMES = sorted(each.name for each in (COURSE / "source").glob("*") if each.name != "ps0")
GRADED = [each for each in NAMES if not each.startswith("ps0")]
STUDENTS = 30
FEW = {"ps4-pressure-and-timing": len(CHARACTERS)}
"""Recorded drills take most of the time: there one student of each character is enough."""
LATE_RULE = '\nget_config().LateSubmissionPlugin.penalty_method = "zero"  # noqa: F821\n'


@dataclass(slots=True, kw_only=True)
class Term:
    """One assignment that a whole class has gone through."""

    course: CourseFolder
    name: str
    workers: list[Worker] = field(default_factory=list)
    outcomes: tuple[Outcome, ...] = ()
    results: tuple[Result, ...] = ()

    def by(self, character: str) -> Worker:
        """Return the first student of a character."""
        return next(each for each in self.workers if each.character == character)

    def page(self, worker: Worker) -> BeautifulSoup:
        """Return a student's feedback page."""
        file = self.course.feedback(self.name, worker.name) / f"{self.name}.html"
        return BeautifulSoup(file.read_text("utf-8"), "html.parser")

    def sections(self, worker: Worker) -> dict[str, Tag]:
        """Return the part of a feedback page that belongs to each question."""
        parts = self.page(worker).find_all("section")
        return {each.id: part for each, part in zip(worker.questions, parts, strict=False)}


@pytest.fixture(scope="module", params=GRADED)
def term(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Term:
    """Return an assignment after everybody has handed in, and the class has been marked."""
    name = request.param
    root = tmp_path_factory.mktemp(name)
    course = new_course(root / "assignments")
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text("utf-8") + LATE_RULE, encoding="utf-8")
    released = course.release(name)
    term = Term(course=course, name=name)
    for number, kind in enumerate(islice(cycle(CHARACTERS), FEW.get(name, STUDENTS))):
        term.workers.append(work(released, root / "homework", name, f"{kind}-{number}"))
    with Gradebook(course.gradebook) as book:
        book.update_or_create_assignment(name, duedate=DUE.replace(tzinfo=None))
    term.outcomes = collect(course, [_inbox(root, term)])
    term.results = grade(course, name, Choice(jobs=1))
    return term


def _inbox(root: Path, term: Term) -> Path:
    """Save every hand-in file as browsers and learning platforms name them, newest first."""
    inbox = root / "inbox"
    inbox.mkdir()
    files = [content for worker in term.workers for content in reversed(worker.files)]
    for number, content in enumerate(files):
        (inbox / f"{term.name} ({number:02}).zip").write_bytes(content)
    return inbox


def test_everybody_earns_what_they_meant(term: Term) -> None:
    """Question by question, in nbgrader's own gradebook."""
    with Gradebook(term.course.gradebook) as book:
        for worker in term.workers:
            found = book.find_submission_notebook(term.name, term.name, worker.name)
            rows = {each.name: each for each in found.grades}

            assert set(rows) == {each.id for each in worker.questions}
            for question in worker.questions:
                way, row = worker.ways[question.id], rows[question.id]
                who = (worker.name, question.id, way.name)
                assert row.needs_manual_grade is (way.status is Status.BY_HAND), who
                if way.points is None:
                    assert row.auto_score is None, who
                elif way.at_least:
                    assert row.auto_score >= way.points, who
                else:
                    assert row.auto_score == pytest.approx(way.points, abs=0.006), who


def test_every_file_is_collected_and_the_newest_counts(term: Term) -> None:
    """Whatever it is called, and in whichever order two of one student lie there."""
    fates = [outcome.fate for outcome in term.outcomes]
    twice = [each for each in term.workers if len(each.files) == 2]

    assert twice
    assert set(fates) == {Fate.COLLECTED, Fate.OLDER}
    assert fates.count(Fate.COLLECTED) == len(term.workers)
    assert fates.count(Fate.OLDER) == len(twice)
    for worker in twice:
        kept = term.course.received / term.name / worker.name
        assert {each.read_bytes() for each in kept.iterdir()} == set(worker.files)


def test_feedback_tells_three_things_at_most_safety_first(term: Term) -> None:
    """An unsafe answer says so, with what is to be done, the rule and its source."""
    for worker in term.workers:
        sections = term.sections(worker)
        for question in worker.questions:
            way, part = worker.ways[question.id], sections[question.id]
            lines = [each.get_text() for each in part.find_all("li")]
            who = (worker.name, question.id, way.name, lines)

            assert way.status is Status.BY_HAND or len(lines) <= 3, who
            assert way.safe is ("Unsafe." not in part.get_text()), who
            if not way.safe:
                assert "unsafe" in part["class"], who
                assert re.search(r"\((course )?rule [^)]+\)", lines[0]), who


def test_an_answer_of_several_lines_begins_a_line(term: Term) -> None:
    """The first step of an order stands above the second one, not behind a label."""
    for part in term.sections(term.by("expert")).values():
        label = part.find("em")
        first = label.next_sibling if label else None
        lines = label.find_next_siblings("br") if label else []

        assert (getattr(first, "name", None) == "br") is bool(lines), part


def test_an_unsafe_answer_names_its_sources(term: Term) -> None:
    """Those of who answers everything dangerously, but for rules that the course made itself."""
    worker = term.by("dangerous")
    sections = term.sections(worker)
    unsafe = [name for name, way in worker.ways.items() if not way.safe]
    named = [name for name in unsafe if "Sources:" in sections[name].get_text()]

    assert unsafe
    assert len(named) >= len(unsafe) / 2


def test_no_feedback_tells_what_would_have_been_right(term: Term) -> None:
    """What the student is told of a wrong answer holds no key, so that it can be read by all."""
    for worker in term.workers:
        desk = Desk(worker.folder, KNOWN)
        sections = term.sections(worker)
        for question in worker.questions:
            way = worker.ways[question.id]
            if way.points == question.points or way.status is Status.BY_HAND:
                continue
            told = " ".join(each.get_text() for each in sections[question.id].find_all("li"))
            leaks = [each for each in keys(question, desk) if holds(told, each)]

            assert not leaks, (worker.name, question.id, way.name, leaks)


def holds(text: str, key: str) -> bool:
    """Return whether *text* says *key* itself, and not "2.2 min" where the key is "2 min"."""
    return bool(re.search(rf"(?<![\w.]){re.escape(key)}(?!\w)", text))


def keys(question: AnyQuestion, desk: Desk) -> list[str]:
    """Return the texts that give a question away, but for those that the student chose.

    Why an answer harms a client is told, so the reason behind a decision is no key here.
    """
    answer = desk.answer(question.id)
    if isinstance(question, ChoiceQuestion | SeveralQuestion):
        right = [each for each in question.options if judge(question, each, KNOWN).right]
        ticked = set(getattr(answer, "options", ()))
        texts = [each.text for each in right if each.id not in ticked]
        if question.sign:
            sign = KNOWN.sign(question.sign)
            texts += [sign.respond.title, *re.split(r"(?<=\.) ", sign.then)]
        return texts
    if isinstance(question, NumberQuestion):
        number = right_number(question.asks, KNOWN)
        return [f"{end:g} {number.unit}" for end in (number.low, number.high)]
    if isinstance(question, DecisionQuestion):
        client = desk.client(question.id)
        verdict = client.verdict(KNOWN)
        why = deciding(client, verdict)
        holding = limits_that_hold(verdict.limits)
        missed = {KNOWN.condition(each).adapt.do for each in why}
        missed |= {LIMIT_STATEMENTS[each].text for each in holding}
        if getattr(answer, "decision", "") != verdict.decision.word:
            missed.add(f"“{verdict.decision.words}”")
        if verdict.decision is ScreenDecision.HOLD:
            missed |= {KNOWN.condition(each).ask for each in why}
        return sorted(missed)
    return []


def test_the_release_holds_no_key(term: Term) -> None:
    """The zip has the notebook and the questions, and neither a number nor an act that is right."""
    with zipfile.ZipFile(term.course.root / "release" / f"{term.name}.zip") as archive:
        names = {Path(each).name for each in archive.namelist()}
        text = " ".join(archive.read(each).decode() for each in archive.namelist())
    questions = term.workers[0].questions
    numbers = [each for each in questions if isinstance(each, NumberQuestion)]
    signs = [KNOWN.sign(each.sign) for each in questions if getattr(each, "sign", None)]
    keys = {
        f"{right_number(each.asks, KNOWN).high:g} {right_number(each.asks, KNOWN).unit}"
        for each in numbers
    }
    keys |= {each.respond.title for each in signs} | {each.then for each in signs}
    asked = " ".join(each.prompt for each in questions)

    assert names == {f"{term.name}.ipynb", "questions.toml"}
    assert not [each for each in keys if holds(text, each) and not holds(asked, each)]
    assert not re.search(r"^\s*(right|key|correct|solution|expected)\s*=", text, re.MULTILINE)


def test_late_work_is_for_nbgraders_own_rule(term: Term) -> None:
    """Here it takes everything, from the CSV as from the page, and from nobody who was in time."""
    lines = rows(term)

    assert all(float(lines[each.name]["raw_score"]) > 0 for each in late(term))
    for worker in term.workers:
        taken = float(lines[worker.name]["raw_score"]) - float(lines[worker.name]["score"])

        assert (taken > 0) is (worker in late(term)), worker.name
    assert "because it was late" in term.page(late(term)[0]).get_text()


def late(term: Term) -> list[Worker]:
    """Return those who handed in after the due date."""
    return [each for each in term.workers if CHARACTERS[each.character].at > DUE]


def rows(term: Term) -> dict[str, dict[str, str]]:
    """Return the lines of nbgrader's CSV, by student."""
    place = term.course.root / "exports"
    exported = export(term.course, term.name, place, so_far=True)
    tables = [each.read_text("utf-8") for each in exported.files if each.suffix == ".csv"]
    (text,) = (each for each in tables if "late_submission_penalty" in each)
    return {row["student_id"]: row for row in csv.DictReader(io.StringIO(text))}


def test_the_csv_sums_what_everybody_earned(term: Term) -> None:
    """Raw scores are the sum of the rubric's points; a session may earn more than its least."""
    lines = rows(term)

    assert set(lines) == {each.name for each in term.workers}
    for worker in term.workers:
        least = sum(way.points or 0 for way in worker.ways.values())
        free = sum(
            each.points - (worker.ways[each.id].points or 0)
            for each in worker.questions
            if worker.ways[each.id].at_least
        )
        raw = float(lines[worker.name]["raw_score"])

        assert -0.05 <= raw - least <= free + 0.05, worker.name


def test_clients_of_another_name_are_told_and_cost_nothing(term: Term) -> None:
    """Who typed another name at the top of the page is flagged, and marked by those clients."""
    flags = {each.student: " ".join(each.remarks) for each in term.results}
    clients = any(
        hasattr(each, "client") and each.kind in {"decision", "plan", "session"}
        for each in term.workers[0].questions
    )

    assert term.by("borrowed").ways
    for worker in term.workers:
        told = "drawn for “somebody-else”" in flags[worker.name]
        assert told is (clients and worker.character == "borrowed"), worker.name


def test_the_class_is_marked_the_same_again(term: Term) -> None:
    """Clients are drawn anew from the name, and nothing changes."""
    again = grade(term.course, term.name, Choice(jobs=1))

    assert {each.what.value for each in again} == {"unchanged"}


def test_an_extension_gives_back_what_lateness_took(term: Term) -> None:
    """Granted in nbgrader's gradebook, it counts when the class is marked the next time."""
    extended = [each for each in term.workers if each.character == "extended"]
    with Gradebook(term.course.gradebook) as book:
        for each in extended:
            book.grant_extension(term.name, each.name, days=1)
    grade(term.course, term.name, Choice(jobs=1))
    lines = rows(term)

    assert extended
    for each in extended:
        assert lines[each.name]["score"] == lines[each.name]["raw_score"]
        assert "because it was late" not in term.page(each).get_text()
