"""Marks of drills: recomputed from what the rounds recorded."""

from collections.abc import Sequence
from statistics import fmean

from tableside.drills.catalogue import score_round
from tableside.drills.score import DrillScore
from tableside.drills.vetoes import Veto
from tableside.homework.folder import Round
from tableside.homework.items.drill import DrillQuestion
from tableside.homework.marks.mark import Advice, Mark, Status, marked, unmarked
from tableside.knowledge import Knowledge

FULL_MARKS_FROM = 80.0
"""The drill score from which a drill earns all its points; below, in proportion (course rule)."""


def mark_drill(question: DrillQuestion, rounds: Sequence[Round], known: Knowledge) -> Mark:
    """Return the mark of the last rounds that count; missing ones count as nothing.

    One unsafe round among them makes the answer unsafe. A recording that cannot be scored is no
    zero: it waits for an instructor.
    """
    counting = [each for each in rounds if each.blind or not question.blind][-question.rounds :]
    if not counting:
        told = "Do a blind round: only those count here. The ones that you have done were practice."
        return unmarked(question, Status.UNANSWERED, answer="no round that counts", reasons=[told])
    scores = [score_round(question.plan, each.trace, each.events) for each in counting]
    spoilt = [score for score in scores if score.points is None]
    if spoilt and all(score.safe for score in scores):
        reason = spoilt[-1].reason
        return unmarked(question, Status.UNREADABLE, answer=spoilt[-1].headline(), reasons=[reason])
    points = fmean(
        [score.points or 0.0 for score in scores] + [0.0] * (question.rounds - len(scores))
    )
    return marked(
        question,
        answer="\n".join(score.headline() for score in scores),
        share=points / FULL_MARKS_FROM,
        safe=all(score.safe for score in scores),
        feedback=_feedback(scores, known, missing=question.rounds - len(scores)),
    )


def _feedback(scores: Sequence[DrillScore], known: Knowledge, *, missing: int) -> list[Advice]:
    vetoes = [_of_veto(veto, known) for score in scores for veto in score.vetoes]
    reasons = [Advice(act=score.reason) for score in scores if score.reason]
    lost = sorted(
        (lost for score in scores for lost in score.deductions), key=lambda each: -each.marks
    )
    named = {each.part: Advice(act=f"{each.happened} {each.next_time}") for each in reversed(lost)}
    more = f"Do {missing} more {'round' if missing == 1 else 'rounds'}: so many are asked for."
    return [
        *vetoes,
        *reasons,
        *([Advice(act=more)] if missing else []),
        *reversed(named.values()),
    ]


def _of_veto(veto: Veto, known: Knowledge) -> Advice:
    if not veto.zone:
        return Advice(act=veto.reason, rule=veto.kind, safety=True)
    zone = known.zone(veto.zone)
    return Advice(
        act=veto.reason,
        rule=zone.id,
        sources=zone.sources,
        course_rule=zone.course_rule,
        safety=True,
    )
