"""Marks of places on the back map."""

from tableside.homework.items.place import PlaceQuestion
from tableside.homework.marks.mark import Advice, Mark, marked
from tableside.homework.responses import PlaceAnswer
from tableside.homework.zones import distance, strictest_at, zones_called
from tableside.knowledge import Knowledge
from tableside.safety.acts import check_press

NOTHING_FROM = 5.0
"""Centimetres beside a zone from which showing it earns nothing (course rule)."""


def mark_place(question: PlaceQuestion, answer: PlaceAnswer, known: Knowledge) -> Mark:
    """Return the mark of a place: by its distance from the zone that was asked for.

    Where the question names a level, a place that does not allow it is unsafe.
    """
    here = strictest_at(answer.x, answer.y, known)
    if here is None:
        told = Advice(act="Show a place on the back: this one lies beside it.")
        return marked(question, answer=OFF_THE_MAP, share=0.0, safe=True, feedback=[told])
    feedback = []
    if question.level is not None:
        check = check_press(here, question.level)
        if not check.right:
            feedback.append(Advice.of(check.finding))
    share = 1.0
    if question.zone:
        wanted = zones_called(question.zone, known)
        off = distance(answer.x, answer.y, wanted)
        share = max(0.0, 1 - off / NOTHING_FROM)
        if off:
            landmark = wanted[0].landmark
            feedback.append(
                Advice(
                    act=f"You showed: {here.name}. Find the place with its landmark.",
                    because=landmark,
                    rule=wanted[0].id,
                    sources=wanted[0].sources,
                )
            )
    return marked(
        question,
        answer=here.name,
        share=share,
        safe=not any(each.safety for each in feedback),
        feedback=feedback,
    )


OFF_THE_MAP = "a place beside the back"
