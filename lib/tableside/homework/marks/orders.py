"""Marks of orders of steps."""

from tableside.homework.items.steps import OrderQuestion
from tableside.homework.marks.mark import Advice, Mark, marked
from tableside.homework.responses import OrderAnswer
from tableside.knowledge import Knowledge
from tableside.safety.order import check_order


def mark_order(question: OrderQuestion, answer: OrderAnswer, known: Knowledge) -> Mark:
    """Return the mark of an order: nothing if a hard rule is broken, else by its credit.

    The credit counts rules of custom that are broken and the steps that would have to move, and
    only where the question says that custom counts.
    """
    check = check_order(answer.steps, steps=known.steps, asked=question.steps)
    titles = {step.id: step.title for step in known.steps}
    return marked(
        question,
        answer="\n".join(f"{n}. {titles[step]}" for n, step in enumerate(answer.steps, 1)),
        share=check.credit if question.custom_counts else 1.0,
        safe=check.safe,
        feedback=map(Advice.of, check.findings),
    )
