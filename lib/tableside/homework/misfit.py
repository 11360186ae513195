"""Why an answer cannot belong to its question, in words that say what would."""

from collections.abc import Iterable

from tableside.homework.amounts import AmountError, read_amount
from tableside.homework.items.clients import BY_WORD
from tableside.homework.items.limit_words import LIMIT_STATEMENTS
from tableside.homework.questions import (
    AnyQuestion,
    Assignment,
    ChoiceQuestion,
    DecisionQuestion,
    NumberQuestion,
    OrderQuestion,
    SeveralQuestion,
)
from tableside.homework.responses import (
    AnyAnswer,
    ChoiceAnswer,
    DecisionAnswer,
    NumberAnswer,
    OrderAnswer,
    SeveralAnswer,
    is_blank,
)


def misfit(name: str, answer: AnyAnswer, assignment: Assignment) -> str:
    """Return why *answer* cannot belong to this assignment; empty if it can."""
    question = next((each for each in assignment.question if each.id == name), None)
    if question is None:
        known = ", ".join(each.id for each in assignment.question)
        return f"the assignment has no such question; it has {known}. It was kept, and not marked."
    if question.kind != answer.kind:
        return f"a {question.kind} question cannot have a {answer.kind} answer."
    return "" if is_blank(answer) else _strange_content(question, answer)


def _strange_content(question: AnyQuestion, answer: AnyAnswer) -> str:
    match question, answer:
        case ChoiceQuestion() | SeveralQuestion(), ChoiceAnswer() | SeveralAnswer():
            ticked = [answer.option] if isinstance(answer, ChoiceAnswer) else answer.options
            return _strangers(ticked, (each.id for each in question.options), "option")
        case OrderQuestion(), OrderAnswer() if sorted(answer.steps) != sorted(question.steps):
            return "the order does not hold each step exactly once."
        case NumberQuestion(), NumberAnswer():
            return _strange_amount(answer.typed)
        case DecisionQuestion(), DecisionAnswer():
            return _strangers([answer.decision], BY_WORD, "decision") or _strangers(
                answer.limits, LIMIT_STATEMENTS, "limit"
            )
        case _:
            return ""


def _strange_amount(typed: str) -> str:
    try:
        read_amount(typed)
    except AmountError as error:
        return str(error)
    return ""


def _strangers(given: Iterable[str], there: Iterable[str], what: str) -> str:
    names, given = tuple(there), tuple(given)
    for name in given:
        if name not in names:
            return f"it has no {what} {name!r}; the {what}s are {', '.join(names)}."
    return "it names the same thing twice." if len(set(given)) < len(given) else ""
