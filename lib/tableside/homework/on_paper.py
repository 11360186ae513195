"""A homework as it is printed: every question, and below it the answer that is saved."""

from dataclasses import dataclass
from pathlib import Path

from tableside.homework.desk import Desk
from tableside.homework.items.clients import CardQuestion
from tableside.homework.marking import Status, mark
from tableside.homework.questions import AnyQuestion, DrillQuestion, SessionQuestion
from tableside.homework.typed.printed import as_text
from tableside.knowledge import Knowledge

NAME_FIRST = (
    "Your client comes when you have typed your student name at the top of this page: every "
    "student has clients of their own."
)

ANSWERS = {
    Status.UNANSWERED: "none yet.",
    Status.UNREADABLE: "It cannot be read. The file is kept; answer again, or ask your instructor.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OnPaper:
    """A question and its answer in words; nothing in it depends on what is right."""

    question: str
    answer: str


def on_paper(folder: Path, known: Knowledge) -> dict[str, OnPaper]:
    """Return every question of the homework in *folder*, by its id, in the assignment's order.

    Raises ``TablesideError`` if the folder is no homework.
    """
    desk = Desk(folder, known)
    found = mark(desk.assignment, desk.hand_in(), known, student=desk.student)
    given = {each.question: ANSWERS.get(each.status, each.answer) for each in found}
    return {
        asked.id: OnPaper(
            question=_question(desk, asked, known), answer=_answer(asked, given[asked.id])
        )
        for asked in desk.assignment.question
    }


def _question(desk: Desk, asked: AnyQuestion, known: Knowledge) -> str:
    whose = desk.whose(asked.id)
    if isinstance(asked, CardQuestion) and not whose:
        return f"{asked.title}\n\n{asked.prompt}\n\n{NAME_FIRST}"
    return as_text(asked, desk.assignment, whose, known).rstrip()


def _answer(asked: AnyQuestion, given: str) -> str:
    done = given not in ANSWERS.values()
    if done and isinstance(asked, DrillQuestion | SessionQuestion):
        return "recorded in the notebook."  # of a recording a mark is all that words could say
    return given
