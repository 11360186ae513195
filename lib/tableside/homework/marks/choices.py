"""Marks of questions with options: one right option, or several.

The feedback speaks of what was chosen. Of what was left out it tells how much it was and where to
read on, never what: a hand-in can be repeated, and classmates have the same options.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from tableside.homework.items.choice import ChoiceQuestion, Option, OptionsQuestion, SeveralQuestion
from tableside.homework.items.effects import IF_MISSED
from tableside.homework.judging import judge, unsafe_to_leave
from tableside.homework.marks.mark import Advice, Mark, marked
from tableside.homework.responses import ChoiceAnswer, SeveralAnswer
from tableside.knowledge import Knowledge
from tableside.safety.acts import ActCheck

Judged = tuple[Option, ActCheck]


def mark_choice(question: ChoiceQuestion, answer: ChoiceAnswer, known: Knowledge) -> Mark:
    """Return the mark of a chosen option: all points or none."""
    option = next(each for each in question.options if each.id == answer.option)
    check = judge(question, option, known)
    return marked(
        question,
        answer=option.text,
        share=1.0 if check.right else 0.0,
        safe=check.right or not check.finding.safety,
        feedback=[_of_choice(question, check)],
    )


def mark_several(question: SeveralQuestion, answer: SeveralAnswer, known: Knowledge) -> Mark:
    """Return the mark of ticked options: each right one earns, each wrong one takes as much back.

    Ticking what would harm a client, or leaving out what keeps one safe, is unsafe.
    """
    ticked = set(answer.options)
    checks = [(option, judge(question, option, known)) for option in question.options]
    right = {option.id for option, check in checks if check.right}
    hits, wrong = len(ticked & right), len(ticked - right)
    feedback = [_of_tick(each) for each in checks if each[0].id in ticked - right]
    feedback += _left_out(question, checks, right - ticked)
    return marked(
        question,
        answer="\n".join(each.text for each in question.options if each.id in ticked),
        share=(hits - wrong) / len(right) if right else 0.0,
        safe=not any(each.safety for each in feedback),
        feedback=feedback,
    )


def _of_choice(question: ChoiceQuestion, check: ActCheck) -> Advice:
    """Return what is to be said of a choice; of a wrong one not what the sign asks for."""
    told = Advice.of(check.finding)
    if check.right:
        # That an act suits a client is no rule of its own.
        return replace(told, rule="") if question.client is not None else told
    if question.sign is None:
        return told
    much = "does too little here" if told.safety else "is safe, but not what this sign asks for"
    hint = f"What you chose {much}. {told.because} Look the sign up, and say what you would do."
    return replace(told, hint=f"{hint} ({told.cited})")


def _of_tick(judged: Judged) -> Advice:
    """Return what is to be said of an option that was ticked by mistake."""
    option, check = judged
    told = Advice.of(check.finding)
    return replace(told, act=f"Look again at “{option.text}”. {told.act}")


def _left_out(
    question: OptionsQuestion, checks: Sequence[Judged], left: Collection[str]
) -> Iterable[Advice]:
    """Yield what is to be said of right options that were left out.

    The student is told how many they are, and what follows; each of them by name would be the key.
    """
    count = "1 that belongs here is" if len(left) == 1 else f"{len(left)} that belong here are"
    hint = f"{count} not ticked. Go through the list again, and ask it of each one."
    if question.effect:
        hint = f"{hint} {IF_MISSED[question.effect]} (rule {question.effect})"
    # The sources of the missing ones alone would tell which they are.
    sources = tuple(dict.fromkeys(key for _, check in checks for key in check.finding.sources))
    for option, check in checks:
        if option.id in left:
            safety = unsafe_to_leave(question, check)
            told = _of_tick((option, check))
            yield replace(told, sources=sources, safety=safety, hint=hint)
