"""Every question on paper: what is printed can be answered by typing, and is marked the same."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tableside.errors import TablesideError
from tableside.homework.asked import client_of, deciding, reasons_for
from tableside.homework.folder import HandIn
from tableside.homework.items.clients import ALL
from tableside.homework.items.limit_words import LIMIT_STATEMENTS, limits_that_hold
from tableside.homework.marking import Status, mark
from tableside.homework.questions import (
    Assignment,
    ChoiceQuestion,
    DecisionQuestion,
    OrderQuestion,
    SeveralQuestion,
)
from tableside.homework.responses import Responses
from tableside.homework.typed.printed import PLAN_EXAMPLE, as_text
from tableside.homework.typed.reading import TypedError, TypedRoute, one, order, some
from tableside.knowledge import Knowledge

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture
def route(every_kind: Assignment, known: Knowledge) -> TypedRoute:
    """Return the typed route of Ana."""
    return TypedRoute(assignment=every_kind, student="ana", known=known, saved=NOON)


def test_every_question_can_be_printed(every_kind: Assignment, known: Knowledge) -> None:
    """With its title, its points, what is asked, and how to answer it."""
    for question in every_kind.question:
        text = as_text(question, every_kind, "ana", known)

        assert text.startswith(f"{question.title} ({question.points:g} points)")
        assert question.prompt in text
        assert "Answer:" in text or "answered by doing" in text
        if isinstance(question, ChoiceQuestion | SeveralQuestion):
            assert all(option.text in text for option in question.options)


def test_what_is_printed_holds_no_key(every_kind: Assignment, known: Knowledge) -> None:
    """Neither the decision for the client nor an id that could be looked up."""
    for question in every_kind.question:
        text = as_text(question, every_kind, "ana", known)

        if isinstance(question, DecisionQuestion):
            client = client_of(question, every_kind, "ana", known)
            decision = client.decision(known)

            assert text.count(decision.words) == 1 + (decision.words == "Do not massage")
            assert not [each for each in client.card.present if "-" in each and each in text]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("what-is-missing", "b"),
        ("what-is-missing", " (B). "),
        ("a-position", "b"),
        ("no-towel-for", "a, c"),
        ("no-towel-for", "c and a"),
        ("level-two", "b c"),
        ("custom-order", "4 1 2 3 5"),
        ("custom-order", "4, 1, 2, 3, 5"),
        ("ceiling", "43 °C"),
        ("thumb", "100,0 kPa"),
        ("show-the-place", "d"),
    ],
)
def test_a_right_typed_answer_earns_everything(
    name: str, typed: str, route: TypedRoute, every_kind: Assignment, known: Knowledge
) -> None:
    """The same points as with a widget."""
    answer = route.read(typed, every_kind.find(name))
    responses = Responses(assignment="every-kind", answers={name: answer})
    found = {m.question: m for m in mark(every_kind, HandIn(responses=responses), known)}[name]

    assert (found.points, found.safe) == (found.out_of, True)


@pytest.mark.parametrize("student", ["ana", "bo", "cy", "di", "ed", "flo", "gil"])
@pytest.mark.parametrize("name", ["first-client", "second-client"])
def test_a_typed_decision_earns_everything(
    name: str, student: str, every_kind: Assignment, known: Knowledge
) -> None:
    """Letters for the decision, for what decides, and for the limits."""
    question = every_kind.find(name)
    assert isinstance(question, DecisionQuestion)
    client = client_of(question, every_kind, student, known)
    verdict = client.verdict(known)
    reasons = reasons_for(question, client, known)
    lists = [
        LETTERS[ALL.index(verdict.decision.word)],  # type: ignore[arg-type]
        ", ".join(LETTERS[reasons.index(each)] for each in deciding(client, verdict)),
    ]
    if question.limits:
        there = list(LIMIT_STATEMENTS)
        lists.append(
            ", ".join(LETTERS[there.index(each)] for each in limits_that_hold(verdict.limits))
        )
    own = TypedRoute(assignment=every_kind, student=student, known=known, saved=NOON)
    answer = own.read("; ".join(lists), question)
    responses = Responses(assignment="every-kind", answers={name: answer})
    found = {
        m.question: m for m in mark(every_kind, HandIn(responses=responses), known, student=student)
    }[name]

    assert (found.points, found.flags) == (found.out_of, ())


def test_the_printed_plan_can_be_typed(route: TypedRoute, every_kind: Assignment) -> None:
    """The example is a plan, as it stands."""
    answer = route.read(PLAN_EXAMPLE, every_kind.find("plan-for"))

    assert answer.kind == "plan"


def test_a_text_is_its_own_answer(
    route: TypedRoute, every_kind: Assignment, known: Knowledge
) -> None:
    """It waits for a hand, as always."""
    answer = route.read("I ask first.", every_kind.find("words"))
    responses = Responses(assignment="every-kind", answers={"words": answer})
    found = mark(every_kind, HandIn(responses=responses), known)[-1]

    assert (found.status, found.points) == (Status.BY_HAND, None)


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("a-position", "", "Type one letter, from a to b"),
        ("a-position", "a b", "Type one letter, from a to b"),
        ("a-position", "q", "There is no 'q' here: type letters from a to b"),
        ("level-two", "a, a", "'a' stands twice"),
        ("custom-order", "1 2 3 4", "Number 5 is missing"),
        ("custom-order", "1 2 3 4 4 5", "Number 4 stands twice"),
        ("custom-order", "1 2 3 4 9", "There is no card '9'"),
        ("thumb", "much", "is no number"),
        ("first-client", "a; b; c; d", "Type 3 lists"),
        ("second-client", "a; b; c", "Type 2 lists"),
        ("second-client", "z", "There is no 'z'"),
        ("plan-for", "lie down", "line 1"),
        ("blind", "40 %", "answered by doing"),
        ("whole", "done", "answered by doing"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(
    name: str, typed: str, told: str, route: TypedRoute, every_kind: Assignment
) -> None:
    """The message says what to type instead; nothing is guessed."""
    with pytest.raises(TablesideError, match=told):
        route.read(typed, every_kind.find(name))


@given(st.permutations(range(5)))
def test_every_order_can_be_typed(places: list[int]) -> None:
    """Numbers in, steps out."""
    names = ["one", "two", "three", "four", "five"]
    text = " ".join(str(place + 1) for place in places)

    assert order(text, names) == tuple(names[place] for place in places)


@given(st.sets(st.sampled_from(LETTERS[:6])))
def test_every_set_can_be_typed(letters: set[str]) -> None:
    """In any order, and nothing at all as a dash."""
    names = ["one", "two", "three", "four", "five", "six"]
    found = some(", ".join(letters) or "-", names)

    assert set(found) == {names[LETTERS.index(each)] for each in letters}


@given(st.text(max_size=30))
def test_no_letters_are_too_strange(typed: str) -> None:
    """One option, or a refusal in words."""
    try:
        found = one(typed, ["one", "two"])
    except TypedError:
        return

    assert found in {"one", "two"}


def test_questions_of_both_assignments_can_be_printed(ps0: Assignment, known: Knowledge) -> None:
    """The first assignment too."""
    texts = [as_text(question, ps0, "", known) for question in ps0.question]

    assert len(texts) == 5
    assert isinstance(ps0.question[2], OrderQuestion)
