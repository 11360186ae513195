"""A session with a virtual client as a question: the desk keeps its log."""

from collections.abc import Callable

from tableside.client.log import SessionLog, SessionLogError
from tableside.homework.desk import Desk
from tableside.homework.questions import SessionQuestion
from tableside.homework.typed.printed import as_text
from tableside.knowledge import knowledge
from tableside.widgets._base import CourseWidget
from tableside.widgets.item_head import ItemHead
from tableside.widgets.session_table import SessionTable

KEPT = (
    "Everything that you do is kept as you do it, and the last session counts. Only a session "
    "that you bring to its end earns points."
)


def session_parts(desk: Desk, question: SessionQuestion) -> list[CourseWidget]:
    """Return the question and the table of its client, with the session as it was left."""
    client = desk.client(question.id)
    saved, told = _saved(desk, question.id)
    keep = session_keeper(desk, question.id, saved)
    printed = as_text(question, desk.assignment, desk.whose(question.id), knowledge())
    head = ItemHead(question, notes=[KEPT, *told], text=printed)
    table = SessionTable(client.card, client.seed, log=saved, on_change=keep)
    return [head, table]


def session_keeper(
    desk: Desk, question: str, saved: SessionLog | None
) -> Callable[[SessionLog], None]:
    """Return what keeps each log of a question's sessions, of which *saved* was kept last.

    A log that goes on from the last one takes its place; another session has a file of its own.
    """
    last = saved

    def keep(log: SessionLog) -> None:
        nonlocal last
        goes_on = last is not None and log.entries[: len(last.entries)] == last.entries
        desk.keep_session(question, log.to_json(), goes_on=goes_on)
        last = log

    return keep


def _saved(desk: Desk, question: str) -> tuple[SessionLog | None, list[str]]:
    """Return the log of the session as it was left, or what keeps it from going on."""
    text = desk.hand_in().logs.get(question)
    if text is None:
        return None, []
    try:
        log = SessionLog.from_json(text)
        log.replay(knowledge())
    except SessionLogError as error:
        return None, [f"The session that was saved cannot go on: {error}. It is kept."]
    return log, []
