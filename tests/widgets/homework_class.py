"""Invented students, each with a character, who do a whole assignment from release to hand-in."""

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from tableside.homework.desk import Desk
from tableside.homework.marking import Status
from tableside.homework.questions import AnyQuestion
from tableside.widgets.hand_in import HandInPanel
from tableside.widgets.homework import Progress
from widgets.homework_students import KNOWN
from widgets.homework_ways import Way, open_way, right_way, typed_way, wrong_ways

DUE = datetime(2026, 1, 5, 12, tzinfo=UTC)
IN_TIME, LATE = DUE - timedelta(hours=3), DUE + timedelta(hours=5)

Chosen = Callable[[Desk, AnyQuestion, int], Way]


def _expert(_: Desk, question: AnyQuestion, __: int) -> Way:
    return right_way(question)


def _typical(desk: Desk, question: AnyQuestion, number: int) -> Way:
    return wrong_ways(desk, question)[1] if number % 3 == 2 else right_way(question)


def _hurried(_: Desk, question: AnyQuestion, number: int) -> Way:
    return right_way(question) if number < 5 else open_way()


def _half(_: Desk, question: AnyQuestion, number: int) -> Way:
    return right_way(question) if number % 2 else open_way()


def _careful(desk: Desk, question: AnyQuestion, _: int) -> Way:
    """Return a wrong way in which nobody comes to harm, if there is one."""
    safe = [each for each in wrong_ways(desk, question) if each.safe]
    return next((each for each in safe if each.status is not Status.UNANSWERED), open_way())


def _dangerous(desk: Desk, question: AnyQuestion, _: int) -> Way:
    return next((each for each in wrong_ways(desk, question) if not each.safe), right_way(question))


def _typing(desk: Desk, question: AnyQuestion, _: int) -> Way:
    return typed_way(desk, question) or right_way(question)


def _wrong(which: int) -> Chosen:
    return lambda desk, question, _: wrong_ways(desk, question)[which]


@dataclass(frozen=True, slots=True, kw_only=True)
class Character:
    """What a student does with an assignment, and when."""

    chooses: Chosen
    at: datetime = IN_TIME
    before: Chosen | None = None
    """What was handed in an hour earlier; nothing, if only one hand-in is made."""
    clients_of: str = ""
    """Whose name was typed at the top of the page; their own, if it is empty."""


CHARACTERS = {
    "expert": Character(chooses=_expert),
    "typical": Character(chooses=_typical),
    "hurried": Character(chooses=_hurried),
    "careful": Character(chooses=_careful),
    "dangerous": Character(chooses=_dangerous),
    "half": Character(chooses=_half),
    "typing": Character(chooses=_typing),
    "twice": Character(chooses=_expert, before=_dangerous),
    "late": Character(chooses=_typical, at=LATE),
    "extended": Character(chooses=_typical, at=LATE),
    "borrowed": Character(chooses=_expert, clients_of="somebody-else"),
    "wrong-1": Character(chooses=_wrong(0)),
    "wrong-2": Character(chooses=_wrong(1)),
    "wrong-3": Character(chooses=_wrong(2)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """A student who has handed in."""

    name: str
    character: str
    ways: dict[str, Way]
    """Question → how it was answered in the hand-in that counts."""
    files: tuple[bytes, ...]
    """Every hand-in file, the oldest first."""
    folder: Path
    questions: Sequence[AnyQuestion]


def work(release: Path, place: Path, assignment: str, name: str) -> Worker:
    """Do an assignment from the zip that is given to students; *name* ends in a number.

    Every answer goes through the widget of its question, the name through the top of the page,
    and the file comes from the panel at its end.
    """
    kind = name.rpartition("-")[0]
    character = CHARACTERS[kind]
    with zipfile.ZipFile(release) as archive:
        archive.extractall(place / name)
    desk = Desk(place / name / assignment, KNOWN)
    top = Progress(desk)
    if top.asks_name:
        top.typed_name = {"number": 1, "text": character.clients_of or name.upper()}
    files = []
    if character.before:
        _answer(desk, character.before)
        files.append(_hand_in(desk, name, character.at - timedelta(hours=1)))
    ways = _answer(desk, character.chooses)
    files.append(_hand_in(desk, name, character.at))
    return Worker(
        name=name,
        character=kind,
        ways=ways,
        files=tuple(files),
        folder=desk.folder,
        questions=desk.assignment.question,
    )


def _answer(desk: Desk, chooses: Chosen) -> dict[str, Way]:
    ways = {}
    for number, question in enumerate(desk.assignment.question):
        way = chooses(desk, question, number)
        way.give(desk)
        ways[question.id] = way
    return ways


def _hand_in(desk: Desk, name: str, at: datetime) -> bytes:
    """Press the button at a certain time, and return what would be downloaded."""
    panel = HandInPanel(desk)
    with patch("tableside.homework.hand_in_file.datetime") as clock:
        clock.now.return_value = at
        panel.student = name
        panel.request = panel.request + 1
    assert panel.error == "", panel.error
    made: bytes = panel.file
    return made
