"""A drill as a question: rounds that count are kept, and the page says which do."""

from tableside.drills import DrillScore, EventLog, Feedback, Trace
from tableside.homework.desk import Desk
from tableside.homework.questions import DrillQuestion
from tableside.homework.typed.printed import as_text
from tableside.knowledge import knowledge
from tableside.widgets.drill import drill
from tableside.widgets.item_head import ItemBox, ItemHead

WHICH_COUNT = (
    "Only a round in which your line is hidden until the end counts and is kept. Every other "
    "round is practice: do as many as you like."
)


def drill_box(desk: Desk, question: DrillQuestion) -> ItemBox:
    """Return a question and its drill, each round of which is kept if it counts."""
    text = as_text(question, desk.assignment, "", knowledge())
    head = ItemHead(question, notes=_notes(desk, question), text=text)

    def keep(trace: Trace | None, events: EventLog | None, score: DrillScore) -> None:
        shown = [each.feedback for each in (trace, events) if each is not None]
        if all(feedback.counts for feedback in shown) and score.points is not None:
            desk.keep_round(question.id, trace, events)

    def look() -> None:
        head.notes = _notes(desk, question)

    kept = desk.hand_in().rounds.get(question.id, ())
    rounds = drill(
        question.plan,
        drill_id=question.id,
        on_round=keep,
        feedback=Feedback.HIDDEN,
        last=(kept[-1].trace, kept[-1].events) if kept else None,
    )
    desk.on_change(f"drill-{question.id}", look)
    return ItemBox(lambda: (head, rounds), depends=lambda: question.id)


def _notes(desk: Desk, question: DrillQuestion) -> list[str]:
    """Return what counts, how many such rounds there are, and how many are asked for."""
    rounds = desk.hand_in().rounds.get(question.id, ())
    done = sum(each.blind or not question.blind for each in rounds)
    if question.rounds == 1:
        wanted = "1 is asked for, and the last one is marked"
    else:
        wanted = f"{question.rounds} are asked for, and the mean of the last ones is marked"
    return [WHICH_COUNT, f"Rounds kept so far: {done}. {wanted}."]
