"""Marks of questions with options: one right option, or several."""

from tableside.homework.items.choice import ChoiceQuestion, Option, SeveralQuestion
from tableside.homework.judging import judge, unsafe_to_leave
from tableside.homework.marks.mark import Advice, Mark, marked
from tableside.homework.responses import ChoiceAnswer, SeveralAnswer
from tableside.knowledge import Knowledge
from tableside.safety.acts import ActCheck


def mark_choice(question: ChoiceQuestion, answer: ChoiceAnswer, known: Knowledge) -> Mark:
    """Return the mark of a chosen option: all points or none."""
    option = next(each for each in question.options if each.id == answer.option)
    check = judge(question, option, known)
    return marked(
        question,
        answer=option.text,
        share=1.0 if check.right else 0.0,
        safe=check.right or not check.finding.safety,
        feedback=[Advice.of(check.finding)],
    )


def mark_several(question: SeveralQuestion, answer: SeveralAnswer, known: Knowledge) -> Mark:
    """Return the mark of ticked options: each right one earns, each wrong one takes as much back.

    Ticking what would harm a client, or leaving out what keeps one safe, is unsafe.
    """
    ticked = set(answer.options)
    checks = [(option, judge(question, option, known)) for option in question.options]
    right = {option.id for option, check in checks if check.right}
    hits, wrong = len(ticked & right), len(ticked - right)
    feedback = [
        _advice(option, check, ticked=option.id in ticked, question=question)
        for option, check in checks
        if (option.id in ticked) is not check.right
    ]
    return marked(
        question,
        answer="\n".join(each.text for each in question.options if each.id in ticked),
        share=(hits - wrong) / len(right) if right else 0.0,
        safe=not any(each.safety for each in feedback),
        feedback=feedback,
    )


def _advice(option: Option, check: ActCheck, *, ticked: bool, question: SeveralQuestion) -> Advice:
    """Return what is to be said about an option that was ticked or left out by mistake."""
    finding = check.finding
    unsafe = finding.safety if ticked else unsafe_to_leave(question, check)
    return Advice(
        act=f"Look again at “{option.text}” {finding.message}",
        because=finding.because,
        rule=finding.rule,
        sources=finding.sources,
        course_rule=finding.course_rule,
        safety=unsafe,
    )
