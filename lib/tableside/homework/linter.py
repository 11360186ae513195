"""Flaws in how questions are written, of those that a program can find.

After the item-writing guide of the NBME (flaws that make an item needlessly hard, and flaws that
give its answer away), as far as rules can judge it: a person must still read every question. The
thresholds are course rules.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from statistics import fmean

from tableside.homework.items.choice import OptionsQuestion, SeveralQuestion
from tableside.homework.items.clients import CardQuestion
from tableside.homework.items.steps import OrderQuestion
from tableside.homework.judging import judge
from tableside.homework.questions import AnyQuestion, Assignment, ChoiceQuestion
from tableside.homework.reading_level import grade, longest_sentence, sentences
from tableside.knowledge import Knowledge
from tableside.safety.order import check_order

LENGTH_APART = 0.3
"""By which share of their mean length options may differ from it."""

HARDEST_GRADE = 9.0
"""The highest reading level, in years of school."""

LONGEST_SENTENCE = 28
"""Words."""

FROM_CHOICES = 4
"""From so many questions with one right option its place is expected to vary."""

FEWEST_DECISIONS = 3
"""A client question with fewer decisions to come out tells what it wants to hear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """One thing to mend in a question."""

    question: str
    rule: str
    """Its short name, such as ``option-length``."""
    message: str

    def __str__(self) -> str:
        return f"question {self.question!r}, {self.rule}: {self.message}"


def lint(assignment: Assignment, known: Knowledge) -> tuple[Flaw, ...]:
    """Return every flaw of an assignment's questions, in their order."""
    flaws = [flaw for question in assignment.question for flaw in _flaws(question, known)]
    return (*flaws, *_positions(assignment, known))


def _flaws(question: AnyQuestion, known: Knowledge) -> Iterator[Flaw]:
    yield from _lead_in_flaws(question)
    if isinstance(question, OptionsQuestion):
        for find in _OPTION_RULES:
            yield from find(question)
        yield from _repeated_words(question, known)
        yield from _none_right(question, known)
    if isinstance(question, CardQuestion):
        yield from _narrow(question)
    if isinstance(question, OrderQuestion):
        yield from _right_as_shown(question, known)


_NEGATIVE = re.compile(
    r"\b(not|never|except|least|false|incorrect|wrong|cannot|\w+n['\u2019]t)\b", re.IGNORECASE
)
_UNFOCUSED = re.compile(
    r"\b(following|of these|(statements?|answers?|options?) (is|are) (true|right|correct))\b",
    re.IGNORECASE,
)


def _lead_in_flaws(question: AnyQuestion) -> Iterator[Flaw]:
    flaw = _teller(question)
    said = sentences(question.prompt)
    lead_in = said[-1]
    optional = isinstance(question, OptionsQuestion)
    if optional and (found := _NEGATIVE.search(lead_in)):
        yield flaw("negative-lead-in", f"ask for what is right, without {found[0]!r}")
    if optional and (found := _UNFOCUSED.search(lead_in)):
        yield flaw("cover-the-options", f"ask so that no option is needed, without {found[0]!r}")
    if optional and not lead_in.endswith("?"):
        yield flaw("cover-the-options", "end with a question that can be answered by itself")
    if re.search(r"\b(an?|the)\W*$", lead_in, re.IGNORECASE):
        yield flaw("grammatical-cue", "end with a whole sentence, not with an article")
    if (level := grade(question.prompt)) > HARDEST_GRADE:
        yield flaw("reading-level", f"use shorter words: it reads like grade {level:.0f}")
    if (words := longest_sentence(question.prompt)) > LONGEST_SENTENCE:
        yield flaw("reading-level", f"split the sentence of {words} words")


_OF_THE_ABOVE = re.compile(
    r"\b(all|none|both|neither|some) of (the above|these|them|those)\b", re.IGNORECASE
)
_ABSOLUTE = re.compile(
    r"\b(always|never|all|every|none|only|completely|entirely|impossible)\b", re.IGNORECASE
)
_VAGUE = re.compile(
    r"\b(usually|often|sometimes|frequently|rarely|seldom|generally|occasionally|mostly)\b",
    re.IGNORECASE,
)


def _wording(question: OptionsQuestion) -> Iterator[Flaw]:
    flaw = _teller(question)
    for option in question.options:
        if _OF_THE_ABOVE.search(option.text):
            yield flaw("of-the-above", f"{option.id!r} speaks of other options")
        elif found := _ABSOLUTE.search(option.text):
            yield flaw("absolute-word", f"{option.id!r} holds {found[0]!r}, which gives it away")
        if found := _VAGUE.search(option.text):
            yield flaw("vague-word", f"{option.id!r} holds {found[0]!r}: say how much")


def _lengths(question: OptionsQuestion) -> Iterator[Flaw]:
    mean = fmean(len(option.text) for option in question.options)
    for option in question.options:
        apart = len(option.text) / mean - 1
        if abs(apart) > LENGTH_APART:
            how = "longer" if apart > 0 else "shorter"
            yield _teller(question)(
                "option-length", f"{option.id!r} is {abs(apart):.0%} {how} than the options' mean"
            )


def _alike(question: OptionsQuestion) -> Iterator[Flaw]:
    texts = [option.text for option in question.options]
    if len({text[-1] in ".!?" for text in texts}) > 1:
        yield _teller(question)("homogeneous", "end every option with a full stop, or none")
    if len({text[0].isupper() for text in texts}) > 1:
        yield _teller(question)("homogeneous", "begin every option in the same way")
    if len({text.casefold() for text in texts}) < len(texts):
        yield _teller(question)("homogeneous", "two options say the same")


_OPTION_RULES: tuple[Callable[[OptionsQuestion], Iterator[Flaw]], ...] = (
    _wording,
    _lengths,
    _alike,
)


def _repeated_words(question: OptionsQuestion, known: Knowledge) -> Iterator[Flaw]:
    """Yield words of the prompt that come back in right options and in no wrong one."""
    right, wrong = _sorted(question, known)
    if not right or not wrong:
        return
    asked = _stems(question.prompt)
    cues = asked & set[str].intersection(*map(_stems, right))
    for stem in sorted(cues - set().union(*(_stems(text) for text in wrong))):
        yield _teller(question)(
            "repeated-word", f"only what is right repeats “{stem}…” from the question"
        )


def _none_right(question: OptionsQuestion, known: Knowledge) -> Iterator[Flaw]:
    right, wrong = _sorted(question, known)
    flaw = _teller(question)
    if isinstance(question, SeveralQuestion):
        if not right or not wrong:
            yield flaw("nothing-to-tell-apart", "let some options be right and some wrong")
    elif len(right) != 1:
        yield flaw("one-right", f"{len(right)} options are right by the safety rules; let one be")


def _narrow(question: CardQuestion) -> Iterator[Flaw]:
    if len(question.client.decisions) < FEWEST_DECISIONS:
        yield _teller(question)("narrow-clients", "let more decisions come out, or it is guessed")


def _right_as_shown(question: OrderQuestion, known: Knowledge) -> Iterator[Flaw]:
    # Cards that nobody has moved are no answer, so their order must not be a right one.
    if check_order(question.steps, steps=known.steps, asked=question.steps).safe:
        yield _teller(question)("right-as-shown", "show the cards in an order that is not safe")


def _positions(assignment: Assignment, known: Knowledge) -> Iterator[Flaw]:
    """Yield a flaw if the right option stands in one place more than half of the time."""
    choices = [each for each in assignment.question if isinstance(each, ChoiceQuestion)]
    places = Counter(
        number
        for question in choices
        for number, option in enumerate(question.options, 1)
        if judge(question, option, known).right
    )
    if len(choices) < FROM_CHOICES:
        return
    for place, count in places.items():
        if count > len(choices) / 2:
            yield Flaw(
                question=assignment.id,
                rule="right-position",
                message=f"option {place} is right in {count} of {len(choices)} questions",
            )


def _sorted(question: OptionsQuestion, known: Knowledge) -> tuple[list[str], list[str]]:
    right: list[str] = []
    wrong: list[str] = []
    for option in question.options:
        (right if judge(question, option, known).right else wrong).append(option.text)
    return right, wrong


_STEM = 6
"""Words are taken for the same that begin with so many equal letters."""


def _stems(text: str) -> set[str]:
    words: Iterable[str] = re.findall(r"[a-z]{5,}", text.casefold())
    return {word[:_STEM] for word in words} - _COMMON


_COMMON = {
    word[:_STEM]
    for word in (
        *("about", "after", "client", "could", "should", "their", "there", "these", "where"),
        *("which", "while", "would"),
    )
}


def _teller(question: AnyQuestion | OptionsQuestion | CardQuestion) -> Callable[[str, str], Flaw]:
    return lambda rule, message: Flaw(question=question.id, rule=rule, message=message)
