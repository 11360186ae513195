"""How a class did in an assignment: questions, misconceptions, wrong answers, time, likeness."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from tableside.grading.class_work import Alike, class_work
from tableside.grading.course_folder import CourseError, CourseFolder
from tableside.grading.grade import BATCH
from tableside.grading.gradebook import Gradebook, Record, Row
from tableside.grading.item_statistics import Estimate, difficulty, discrimination
from tableside.grading.results import kept_marks
from tableside.grading.sheet import Sheet, open_sheet
from tableside.grading.unusual import Noticed
from tableside.homework.items.choice import OptionsQuestion
from tableside.homework.marking import Mark, Status
from tableside.homework.questions import AnyQuestion

_MOST_WRONG = 4
"""Wrong answers that are told of a question without options."""

_LONGEST_ANSWER = 90
"""Characters of an answer that can be counted as one of a kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCount:
    """How many gave an answer, and how they did otherwise."""

    text: str
    count: int
    right: bool
    strong: int
    """Of those who gave it, how many are in the better half by the other questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """How one question did."""

    question: str
    title: str
    answered: int
    difficulty: Estimate | None
    discrimination: Estimate | None
    unsafe: int
    waiting: int
    """Texts that an instructor has not marked; while there are some, nothing is estimated."""
    answers: tuple[AnswerCount, ...] = ()
    """For a question with options all of them; for others the most frequent wrong answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Misconception:
    """A rule that several broke."""

    rule: str
    told: str
    """The rule in words, as its students read it."""
    students: int
    safety: bool
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassReport:
    """How a class did."""

    assignment: str
    students: int
    items: tuple[Item, ...]
    misconceptions: tuple[Misconception, ...]
    minutes: tuple[float, float, float] | None
    """A quarter took less than the first, half less than the second, three quarters less than
    the third; none if nothing was recorded."""
    alike: tuple[Alike, ...]
    unusual: tuple[Noticed, ...]
    """Whose hand-in was out of the ordinary: what was put right, what is to be looked at."""


def class_report(course: CourseFolder, name: str) -> ClassReport:
    """Return how the class did in the assignment *name*, as far as it has been marked.

    Raises ``CourseError`` if nobody has been marked yet.
    """
    sheet = open_sheet(course, name)
    marks, rows, unusual = _marks(course, sheet)
    shares = {student: _shares(each, rows[student]) for student, each in marks.items()}
    work = class_work(course, sheet, marks)
    return ClassReport(
        assignment=name,
        students=len(marks),
        items=tuple(_item(each, marks, shares) for each in sheet.assignment.question),
        misconceptions=tuple(_misconceptions(marks)),
        minutes=work.quarters(),
        alike=tuple(work.alike()),
        unusual=unusual,
    )


def _marks(
    course: CourseFolder, sheet: Sheet
) -> tuple[dict[str, tuple[Mark, ...]], dict[str, Mapping[str, Row]], tuple[Noticed, ...]]:
    gradebook = Gradebook(course.gradebook)
    cells = gradebook.cells(sheet.name)
    students = gradebook.marked(sheet.name) if cells else []
    marks: dict[str, tuple[Mark, ...]] = {}
    rows: dict[str, Mapping[str, Row]] = {}
    unusual: list[Noticed] = []
    for start in range(0, len(students), BATCH):
        batch = students[start : start + BATCH]
        for student, each in gradebook.standings(cells, batch).items() if cells else ():
            found = kept_marks(each.record)
            if each.record is not None and found is not None:
                marks[student], rows[student] = found, each.rows
                unusual += _noticed(student, each.record)
    if not marks:
        raise CourseError(f"Nobody has been marked yet. Run “tableside grade {sheet.name}” first.")
    return marks, rows, tuple(unusual)


def _noticed(student: str, record: Record) -> Iterable[Noticed]:
    notes = json.loads(record.notes)
    if notes["repaired"] or notes["remarks"]:
        yield student, tuple(notes["repaired"]), tuple(notes["remarks"])


def _shares(marks: Sequence[Mark], rows: Mapping[str, Row]) -> dict[str, float]:
    """Return the share of each question's points, of those that are decided."""
    found = {}
    for each in marks:
        row = rows.get(each.question)
        if row is not None and row.manual is not None:
            found[each.question] = min(1.0, max(0.0, row.manual / each.out_of))
        elif each.status in {Status.MARKED, Status.UNANSWERED}:
            found[each.question] = (each.points or 0.0) / each.out_of
    return found


def _item(
    question: AnyQuestion,
    marks: Mapping[str, Sequence[Mark]],
    shares: Mapping[str, Mapping[str, float]],
) -> Item:
    name = question.id
    decided = [student for student in marks if name in shares[student]]
    own = [shares[student][name] for student in decided]
    rest = {student: _rest(shares[student], name) for student in marks}
    mine = {s: next(m for m in each if m.question == name) for s, each in marks.items()}
    given = {s: m for s, m in mine.items() if m.status is Status.MARKED}
    middle, top = median(rest.values()), max(rest.values())
    strong = {student for student in marks if rest[student] > middle or rest[student] == top}
    waiting = sum(m.status is Status.BY_HAND and s not in decided for s, m in mine.items())
    return Item(
        question=name,
        title=question.title,
        answered=sum(m.status is not Status.UNANSWERED for m in mine.values()),
        difficulty=None if waiting else difficulty(own),
        discrimination=None
        if waiting
        else discrimination(own, [rest[student] for student in decided]),
        unsafe=sum(not m.safe for m in mine.values()),
        waiting=waiting,
        answers=tuple(_answers(question, given, strong)),
    )


def _rest(shares: Mapping[str, float], name: str) -> float:
    others = [share for question, share in shares.items() if question != name]
    return sum(others) / len(others) if others else 0.0


def _answers(
    question: AnyQuestion, given: Mapping[str, Mark], strong: set[str]
) -> Iterable[AnswerCount]:
    """Yield how often each answer was given: every option, or the most frequent wrong ones."""
    ticked = {student: set(mark.answer.split("\n")) for student, mark in given.items()}
    if isinstance(question, OptionsQuestion):
        for option in question.options:
            who = [student for student, texts in ticked.items() if option.text in texts]
            full = any(_full(given[student]) for student in who)
            yield _count(option.text, who, strong, right=full)
        return
    wrong = Counter(
        mark.answer
        for mark in given.values()
        if not _full(mark) and len(mark.answer) <= _LONGEST_ANSWER and "\n" not in mark.answer
    )
    for text, count in wrong.most_common(_MOST_WRONG):
        if count > 1:
            who = [s for s, mark in given.items() if mark.answer == text and not _full(mark)]
            yield _count(text, who, strong, right=False)


def _count(text: str, who: Sequence[str], strong: set[str], *, right: bool) -> AnswerCount:
    return AnswerCount(text=text, count=len(who), right=right, strong=len(strong & set(who)))


def _full(mark: Mark) -> bool:
    return mark.safe and mark.points is not None and mark.points >= mark.out_of


def _misconceptions(marks: Mapping[str, Sequence[Mark]]) -> Iterable[Misconception]:
    """Yield the rules that cost marks, those that most students broke first."""
    students: defaultdict[str, set[str]] = defaultdict(set)
    words: defaultdict[str, Counter[str]] = defaultdict(Counter)
    places: defaultdict[str, dict[str, None]] = defaultdict(dict)
    unsafe = set()
    for student, each in marks.items():
        for mark in each:
            if mark.status is not Status.MARKED or _full(mark):
                continue
            for told in mark.feedback:
                if told.rule:
                    students[told.rule].add(student)
                    words[told.rule][f"{told.act} {told.because}"] += 1
                    places[told.rule][mark.question] = None
                    unsafe |= {told.rule} if told.safety else set()
    for rule in sorted(students, key=lambda rule: (-len(students[rule]), rule)):
        ((sentence, _),) = words[rule].most_common(1)
        yield Misconception(
            rule=rule,
            told=sentence,
            students=len(students[rule]),
            safety=rule in unsafe,
            questions=tuple(places[rule]),
        )
