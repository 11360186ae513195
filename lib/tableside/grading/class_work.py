"""What a class recorded while it worked: how long it took, and whose work is nearly the same."""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import quantiles
from typing import Any

from tableside.client.log import SessionLog, SessionLogError
from tableside.drills import Trace
from tableside.grading.course_folder import CourseFolder
from tableside.grading.likeness import Pair, near_logs, near_texts, near_traces, same_files
from tableside.grading.sheet import Sheet
from tableside.grading.submission import read_submission
from tableside.homework.folder import HandIn
from tableside.homework.responses import WrittenAnswer, files_of

LONGEST_PAUSE = 30.0
"""Minutes between two answers that still count as work (course rule)."""


Acts = list[tuple[float, str]]
"""What was done, each with its second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Hand-ins of two students that are nearly the same in one question."""

    question: str
    what: str
    pair: Pair


def _by_question() -> defaultdict[str, dict[str, Any]]:
    return defaultdict(dict)


@dataclass(frozen=True, slots=True)
class Work:
    """What was recorded while the class worked, question by question and student by student."""

    traces: defaultdict[str, dict[str, Trace]] = field(default_factory=_by_question)
    logs: defaultdict[str, dict[str, Acts]] = field(default_factory=_by_question)
    texts: defaultdict[str, dict[str, str]] = field(default_factory=_by_question)
    files: defaultdict[str, dict[str, list[str]]] = field(default_factory=_by_question)
    """Digests of the files that each answer names."""
    minutes: list[float] = field(default_factory=list)

    def quarters(self) -> tuple[float, float, float] | None:
        """Return the minutes below which a quarter, half and three quarters of the class stayed."""
        if len(self.minutes) < 2:
            return None
        first, second, third = quantiles(self.minutes, n=4, method="inclusive")
        return first, second, third

    def alike(self) -> Iterable[Alike]:
        """Yield whose recordings and texts are nearly the same, as a question to ask."""
        for name, files in self.files.items():
            same = same_files(files)
            for pair in same:
                yield Alike(question=name, what="the same recording", pair=pair)
            for pair in near_traces(self.traces.get(name, {})):
                if pair not in same:
                    yield Alike(question=name, what="nearly the same recording", pair=pair)
            for pair in near_logs(self.logs.get(name, {})):
                if pair not in same:
                    yield Alike(question=name, what="nearly the same log", pair=pair)
        for name, texts in self.texts.items():
            for pair in near_texts(texts):
                yield Alike(question=name, what="nearly the same text", pair=pair)


def class_work(course: CourseFolder, sheet: Sheet, students: Iterable[str]) -> Work:
    """Return what the *students* of *course* recorded, read once more from their hand-ins."""
    work = Work()
    for student in students:
        found = read_submission(course.submitted(sheet.name, student), sheet.assignment).hand_in
        spoilt = {problem.question for problem in found.problems}
        for name, trace in found.traces.items():
            work.traces[name][student] = trace
        for name, acts in _logs(found):
            work.logs[name][student] = acts
        for name, answer in found.responses.answers.items():
            if name in spoilt:
                continue
            if isinstance(answer, WrittenAnswer):
                work.texts[name][student] = answer.text
            if files := files_of(answer):
                work.files[name][student] = [digest for _, digest in files]
        stamps = [answer.saved.timestamp() for answer in found.responses.answers.values()]
        if (worked := _minutes(stamps)) > 0:
            work.minutes.append(worked)
    return work


def _logs(found: HandIn) -> Iterable[tuple[str, Acts]]:
    """Yield what was done in each session, and in the last round of each drill that has a log."""
    for name, text in found.logs.items():
        with suppress(SessionLogError):
            log = SessionLog.from_json(text)
            yield name, [(float(entry.at), entry.act.kind) for entry in log.entries]
    for name, rounds in found.rounds.items():
        if (events := rounds[-1].events) is not None:
            yield name, [(event.t, event.kind.value) for event in events.events]


def _minutes(stamps: Iterable[float]) -> float:
    """Return the minutes between first and last answer, without long pauses."""
    ordered = sorted(stamps)
    steps = ((after - before) / 60 for before, after in pairwise(ordered))
    return sum(step for step in steps if step <= LONGEST_PAUSE)
