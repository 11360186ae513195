"""A question as text, with letters and numbers to answer by: for paper, and for any screen."""

from collections.abc import Iterable, Sequence
from string import ascii_lowercase

from tableside.homework.asked import client_of, reasons_for, topic
from tableside.homework.cards.drawn import DrawnClient
from tableside.homework.cards.vignette import vignette
from tableside.homework.items.clients import CardQuestion
from tableside.homework.items.limit_words import LIMIT_STATEMENTS
from tableside.homework.questions import (
    AnyQuestion,
    Assignment,
    ChoiceQuestion,
    DecisionQuestion,
    DrillQuestion,
    NumberQuestion,
    OrderQuestion,
    PlaceQuestion,
    PlanQuestion,
    SessionQuestion,
    SeveralQuestion,
    WrittenQuestion,
)
from tableside.knowledge import Knowledge
from tableside.safety.decision import ScreenDecision

BY_HAND = (
    "This question is answered by doing, not by typing. Open the notebook: it can be done with "
    "the mouse, a finger, a pen or the keyboard alone."
)

PLAN_EXAMPLE = """\
schema = 1
segments = [
  { kind = "place", position = "side-lying", pillows = ["head", "knees"] },
  { kind = "stroke", zone = "erector-lower-left", stroke = "effleurage", contact = "palm", level = 1, seconds = 60 },
]"""  # noqa: E501 - one line of TOML for each part


def as_text(question: AnyQuestion, assignment: Assignment, student: str, known: Knowledge) -> str:
    """Return a question as one student gets it, with all that is needed to answer it in writing."""
    points = f"{question.points:g} point{'' if question.points == 1 else 's'}"
    lines = [f"{question.title} ({points})", "", question.prompt]
    if isinstance(question, CardQuestion):
        client = client_of(question, assignment, student, known)
        lines += ["", *_client_lines(question, client, known)]
    lines += ["", *_answer_lines(question, known)]
    return "\n".join(lines).rstrip() + "\n"


def lettered(texts: Iterable[str]) -> list[str]:
    """Return texts with a letter before each."""
    return [f"  {letter}) {text}" for letter, text in zip(ascii_lowercase, texts, strict=False)]


def _client_lines(question: CardQuestion, client: DrawnClient, known: Knowledge) -> Sequence[str]:
    """Return the client's file, and what to decide; in a session it is learned by asking."""
    if isinstance(question, SessionQuestion):
        return [f"Your client: {client.name}, {client.age} years old. “{client.reason}”"]
    lines = vignette(client).split("\n")
    if isinstance(question, DecisionQuestion):
        reasons = reasons_for(question, client, known)
        lines += ["", "What do you decide?", *lettered(each.words for each in ScreenDecision)]
        lines += ["", "What decides? Any number of these, or none:"]
        lines += lettered(map(topic, reasons))
        if question.limits:
            lines += ["", "If you begin: what limits the massage? Any number of these, or none:"]
            lines += lettered(each.text for each in LIMIT_STATEMENTS.values())
    return lines


def _answer_lines(question: AnyQuestion, known: Knowledge) -> Sequence[str]:
    """Return what to choose from, and how to write the answer down."""
    match question:
        case ChoiceQuestion():
            lines = [*lettered(each.text for each in question.options), "", "Answer: one letter."]
        case SeveralQuestion():
            how = "Answer: every letter that is right, such as: b, d"
            lines = [*lettered(each.text for each in question.options), "", how]
        case OrderQuestion():
            titles = [known.step(step).title for step in question.steps]
            cards = [f"  {number}. {title}" for number, title in enumerate(titles, 1)]
            lines = [*cards, "", "Answer: the numbers in your order, such as: 3 1 2"]
        case NumberQuestion():
            lines = ["Answer: a number and its unit, such as: 3 min, 25 °C or 12.5 N"]
        case PlaceQuestion():
            names = [zone.name for zone in known.zones]
            lines = [*lettered(names), "", "Answer: the letter of a zone."]
        case DecisionQuestion():
            example = "c; a, b; d" if question.limits else "c; a, b"
            how = "Answer: the letters, with a semicolon between the lists, such as:"
            lines = [f"{how} {example}"]
        case PlanQuestion():
            lines = ["Answer: the plan in lines like these:", "", *PLAN_EXAMPLE.split("\n")]
        case WrittenQuestion():
            wanted = [f"  - {line}" for line in question.rubric]
            lines = ["A good answer", *wanted, "", f"Answer: about {question.words} words."]
        case DrillQuestion() | SessionQuestion():
            lines = [BY_HAND]
    return lines
