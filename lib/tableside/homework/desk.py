"""A student at work: every answer goes to disk as it is given."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tableside.drills import Trace
from tableside.homework.folder import HandIn, open_assignment, read_answers, read_hand_in
from tableside.homework.responses import (
    RESPONSES_FILE,
    AnyAnswer,
    ChoiceAnswer,
    DrillAnswer,
    OrderAnswer,
    WrittenAnswer,
    is_blank,
)
from tableside.knowledge import Knowledge


class Desk:
    """A student's homework while they work on it: every answer is on disk before it is shown.

    A file of answers that cannot be read is kept under another name, and said so, before the
    first new answer is saved.
    """

    def __init__(
        self, folder: Path, known: Knowledge, *, clock: Callable[[], datetime] | None = None
    ) -> None:
        self.folder = folder
        self.assignment = open_assignment(folder, known)
        self._clock = clock or (lambda: datetime.now(UTC))
        self._heard: dict[str, Callable[[], None]] = {}

    def hand_in(self) -> HandIn:
        """Return the answers as they lie on disk now."""
        return read_hand_in(self.folder, self.assignment)

    def answer(self, question: str) -> AnyAnswer | None:
        """Return the saved answer to *question*, if there is one that can be used."""
        found = self.hand_in()
        spoilt = {problem.question for problem in found.problems}
        return None if question in spoilt else found.responses.answers.get(question)

    def answered(self) -> tuple[str, ...]:
        """Return the questions that have an answer, in the assignment's order."""
        return tuple(
            question.id
            for question in self.assignment.question
            if (answer := self.answer(question.id)) and not is_blank(answer)
        )

    def on_change(self, listener: str, heard: Callable[[], None]) -> None:
        """Call *heard* after every saved answer, in the place of what *listener* gave before."""
        self._heard[listener] = heard

    def choose(self, question: str, option: str) -> None:
        """Save the option chosen for *question*."""
        self._save(question, ChoiceAnswer(option=option, saved=self._now()))

    def arrange(self, question: str, steps: tuple[str, ...]) -> None:
        """Save the order given for *question*."""
        self._save(question, OrderAnswer(steps=steps, saved=self._now()))

    def write(self, question: str, text: str) -> None:
        """Save the text written for *question*."""
        self._save(question, WrittenAnswer(text=text, saved=self._now()))

    def keep_round(self, question: str, trace: Trace) -> None:
        """Save the trace of a finished round; earlier rounds stay on disk beside it."""
        text = trace.to_json()
        number = 1
        while (self.folder / (name := f"traces/{question}-{number:03}.json")).exists():
            number += 1
        write_whole(self.folder / name, text)
        digest = hashlib.sha256(text.encode()).hexdigest()
        self._save(question, DrillAnswer(trace=name, sha256=digest, saved=self._now()))

    def _now(self) -> datetime:
        return self._clock().replace(microsecond=0)

    def _save(self, question: str, answer: AnyAnswer) -> None:
        # Read afresh, since the same notebook may be open twice.
        responses = read_answers(self.folder, self.assignment)
        if responses.problems:
            _set_aside(self.folder / RESPONSES_FILE)
        changed = responses.with_answer(question, answer)
        write_whole(self.folder / RESPONSES_FILE, changed.to_json())
        for heard in self._heard.values():
            heard()


def write_whole(file: Path, text: str) -> None:
    """Write *text* so that a reader finds the old file or the new one, never half of either."""
    write_bytes_whole(file, text.encode())


def write_bytes_whole(file: Path, content: bytes) -> None:
    """Write *content* as ``write_whole`` writes a text."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    try:
        with os.fdopen(handle, "wb") as draft:
            draft.write(content)
            draft.flush()
            os.fsync(draft.fileno())
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _set_aside(file: Path) -> None:
    number = 1
    while (kept := file.with_name(f"{file.stem}-unreadable-{number}{file.suffix}")).exists():
        number += 1
    kept.write_bytes(file.read_bytes())
