"""A student at work: every answer goes to disk as it is given."""

import hashlib
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tableside.drills import Trace
from tableside.drills.events import EventLog
from tableside.errors import UnknownNameError
from tableside.homework.amounts import read_amount
from tableside.homework.answers import MOST_ROUNDS
from tableside.homework.archive import student_id
from tableside.homework.asked import client_of
from tableside.homework.cards.drawn import DrawnClient
from tableside.homework.drafts import PlanDraft
from tableside.homework.folder import HandIn, open_assignment, read_answers, read_hand_in
from tableside.homework.items.clients import CardQuestion
from tableside.homework.responses import (
    RESPONSES_FILE,
    AnyAnswer,
    ChoiceAnswer,
    ClientAnswer,
    DecisionAnswer,
    DrillAnswer,
    NumberAnswer,
    OrderAnswer,
    PlaceAnswer,
    PlanAnswer,
    Responses,
    SessionAnswer,
    SeveralAnswer,
    WrittenAnswer,
    is_blank,
)
from tableside.homework.whole_files import set_aside, write_bytes_whole, write_whole
from tableside.knowledge import Knowledge

__all__ = ["Desk", "write_bytes_whole", "write_whole"]


_SAVING = threading.RLock()
"""Widgets may be heard in several threads of a kernel; reading and writing go together."""


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
        self._known = known
        self._clock = clock or (lambda: datetime.now(UTC))
        self._heard: dict[str, Callable[[], None]] = {}

    def hand_in(self) -> HandIn:
        """Return the answers as they lie on disk now."""
        return read_hand_in(self.folder, self.assignment)

    def answer(self, question: str) -> AnyAnswer | None:
        """Return the saved answer to *question*, if there is one that can be used."""
        return _usable(self.hand_in(), question)

    def answered(self) -> tuple[str, ...]:
        """Return the questions that have an answer, in the assignment's order."""
        found = self.hand_in()
        return tuple(
            question.id
            for question in self.assignment.question
            if (answer := _usable(found, question.id)) and not is_blank(answer)
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

    def tick(self, question: str, options: tuple[str, ...]) -> None:
        """Save the options ticked for *question*."""
        self._save(question, SeveralAnswer(options=options, saved=self._now()))

    def type_number(self, question: str, typed: str) -> None:
        """Save the number typed for *question*; raise ``AmountError`` if it cannot be read."""
        if typed.strip():
            read_amount(typed)
        self._save(question, NumberAnswer(typed=typed, saved=self._now()))

    def point(self, question: str, x: float, y: float) -> None:
        """Save the place shown for *question*, in centimetres on the back map."""
        self._save(question, PlaceAnswer(x=x, y=y, saved=self._now()))

    def decide(
        self, question: str, decision: str, why: tuple[str, ...], limits: tuple[str, ...] = ()
    ) -> None:
        """Save what was decided for the client of *question*, with reasons and limits."""
        self._save(
            question,
            DecisionAnswer(
                decision=decision,
                why=why,
                limits=limits,
                student=self.whose(question),
                saved=self._now(),
            ),
        )

    def plan(self, question: str, text: str, draft: PlanDraft | None = None) -> None:
        """Save the plan made for the client of *question*, as TOML or JSON text.

        A *draft* lies beside the answers and is never handed in.
        """
        if draft is not None:
            write_whole(self._draft_file(question), draft.to_json())
        answer = PlanAnswer(plan=text, student=self.whose(question), saved=self._now())
        self._save(question, answer)

    def draft(self, question: str) -> PlanDraft:
        """Return the plan of *question* as it was left, its unfinished parts included."""
        try:
            return PlanDraft.from_json(self._draft_file(question).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            answer = self.answer(question)
            return PlanDraft(typed=answer.plan if isinstance(answer, PlanAnswer) else "")

    def keep_session(self, question: str, log: str, *, goes_on: bool = False) -> None:
        """Save the log of a session with the client of *question*; earlier logs stay on disk.

        The log of a session that *goes_on* takes the place of what was saved of it before.
        """
        with _SAVING:
            before = self.answer(question)
            name, digest = self._keep_file(f"sessions/{question}", log)
            whose = self.whose(question)
            self._save(
                question, SessionAnswer(log=name, sha256=digest, student=whose, saved=self._now())
            )
            if goes_on and isinstance(before, SessionAnswer):
                (self.folder / before.log).unlink(missing_ok=True)

    @property
    def student(self) -> str:
        """The name for which clients are drawn; empty before one was given."""
        return read_answers(self.folder, self.assignment).student

    def name_student(self, typed: str) -> None:
        """Keep the name for which clients are drawn from now on.

        Answers about clients of another name stay as they are, each with its own client. Raises
        ``ArchiveError`` if *typed* cannot be a student id.
        """
        with _SAVING:
            self._write(replace(self._sound_responses(), student=student_id(typed)))

    def client(self, question: str) -> DrawnClient:
        """Return the client of *question*: the one of its answer, or else of the name given.

        Raises ``UnknownNameError`` if the question is not about a client.
        """
        asked = self.assignment.find(question)
        if not isinstance(asked, CardQuestion):
            raise UnknownNameError(f"the question {question!r} is about no client")
        return client_of(asked, self.assignment, self.whose(question), self._known)

    def whose(self, question: str) -> str:
        """Return the student of the client in *question*: of its answer, or else the name given."""
        answer = self.answer(question)
        if isinstance(answer, ClientAnswer) and not is_blank(answer):
            return answer.student
        return self.student

    def write(self, question: str, text: str) -> None:
        """Save the text written for *question*."""
        self._save(question, WrittenAnswer(text=text, saved=self._now()))

    def keep_round(
        self, question: str, trace: Trace | None = None, events: EventLog | None = None
    ) -> None:
        """Save what a finished round recorded; earlier rounds stay on disk beside it."""
        with _SAVING:
            before = self.answer(question)
            earlier = before.rounds if isinstance(before, DrillAnswer) else ()
            file = digest = log = log_digest = ""
            if trace is not None:
                file, digest = self._keep_file(f"traces/{question}", trace.to_json())
            if events is not None:
                log, log_digest = self._keep_file(f"traces/{question}-events", events.to_json())
            answer = DrillAnswer(
                trace=file,
                sha256=digest,
                events=log,
                events_sha256=log_digest,
                earlier=earlier[-MOST_ROUNDS:],
                saved=self._now(),
            )
            self._save(question, answer)

    def _keep_file(self, name: str, text: str) -> tuple[str, str]:
        """Write a file that no later one replaces; return its name and its digest."""
        number = 1
        while (self.folder / (file := f"{name}-{number:03}.json")).exists():
            number += 1
        write_whole(self.folder / file, text)
        return file, hashlib.sha256(text.encode()).hexdigest()

    def _draft_file(self, question: str) -> Path:
        return self.folder / "drafts" / f"{question}.json"

    def _now(self) -> datetime:
        return self._clock().replace(microsecond=0)

    def _save(self, question: str, answer: AnyAnswer) -> None:
        with _SAVING:
            self._write(self._sound_responses().with_answer(question, answer))

    def _sound_responses(self) -> Responses:
        """Return the answers on disk, after setting aside a file that cannot all be read."""
        # Read afresh, since the same notebook may be open twice.
        responses = read_answers(self.folder, self.assignment)
        if responses.problems:
            set_aside(self.folder / RESPONSES_FILE)
        return responses

    def _write(self, responses: Responses) -> None:
        write_whole(self.folder / RESPONSES_FILE, responses.to_json())
        for heard in self._heard.values():
            heard()


def _usable(found: HandIn, question: str) -> AnyAnswer | None:
    spoilt = {problem.question for problem in found.problems}
    return None if question in spoilt else found.responses.answers.get(question)
