"""Marks of items that are the same for everyone: partial credit, closeness, and safety first."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tableside.homework.desk import Desk
from tableside.homework.folder import HandIn, read_hand_in
from tableside.homework.marking import Mark, Status, mark
from tableside.homework.marks.numbers import closeness, right_number
from tableside.homework.questions import (
    NumberQuestion,
    OrderQuestion,
    SeveralQuestion,
    read_assignment,
)
from tableside.homework.responses import (
    AnyAnswer,
    ChoiceAnswer,
    NumberAnswer,
    OrderAnswer,
    PlaceAnswer,
    Responses,
    SeveralAnswer,
)
from tableside.homework.zones import distance, zones_called
from tableside.knowledge import knowledge
from tableside.safety.order import check_order

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
TEXT = (Path(__file__).parent / "every-kind.toml").read_text(encoding="utf-8")
WIDE = read_assignment(TEXT, knowledge())


def marked(name: str, answer: AnyAnswer) -> Mark:
    """Return the mark of one answer to the question of this name."""
    hand_in = HandIn(responses=Responses(assignment="every-kind", answers={name: answer}))
    return next(each for each in mark(WIDE, hand_in, knowledge()) if each.question == name)


def ticked(name: str, *options: str) -> Mark:
    """Return the mark of these options ticked."""
    return marked(name, SeveralAnswer(options=options, saved=NOON))


def typed(name: str, text: str) -> Mark:
    """Return the mark of a typed number."""
    return marked(name, NumberAnswer(typed=text, saved=NOON))


def test_nothing_answered_is_unanswered_and_not_unsafe(wide_desk: Desk) -> None:
    """Every kind of item: no points, no blame."""
    found = mark(
        wide_desk.assignment, read_hand_in(wide_desk.folder, wide_desk.assignment), knowledge()
    )

    assert {Status.UNANSWERED} == {each.status for each in found}
    assert {0.0} == {each.points for each in found}
    assert all(each.safe for each in found)


def test_blank_answers_are_unanswered(wide_desk: Desk) -> None:
    """White space, no tick, and no decision say nothing."""
    wide_desk.tick("level-two", ())
    wide_desk.type_number("thumb", "  ")
    wide_desk.decide("first-client", "", ())
    wide_desk.plan("plan-for", "\n")
    found = mark(
        wide_desk.assignment, read_hand_in(wide_desk.folder, wide_desk.assignment), knowledge()
    )

    assert {Status.UNANSWERED} == {each.status for each in found}
    assert wide_desk.answered() == ()


@pytest.mark.parametrize(
    ("name", "option", "points", "safe"),
    [
        ("what-is-missing", "place", 2, True),
        ("what-is-missing", "oil", 0, True),
        ("a-position", "side", 2, True),
        ("a-position", "prone", 0, False),
    ],
)
def test_a_choice_is_judged_by_the_rules(name: str, option: str, points: float, safe: bool) -> None:
    """A step that is missing, or an act for a client: the safety rules know which is right."""
    found = marked(name, ChoiceAnswer(option=option, saved=NOON))

    assert (points, safe) == (found.points, found.safe)


def test_part_of_the_right_ticks_earns_part_of_the_points() -> None:
    """A wrong tick takes back what a right one earned; all and nothing else earns everything."""
    assert ticked("level-two", "low", "rim").points == 3
    assert ticked("level-two", "low").points == 1.5
    assert ticked("level-two", "low").safe


def test_ticking_a_dangerous_place_is_unsafe() -> None:
    """The spine among otherwise right places earns nothing, and comes first in the feedback."""
    found = ticked("level-two", "low", "rim", "spine")

    assert (found.points, found.safe) == (0.0, False)
    assert found.feedback[0].safety
    assert found.feedback[0].rule == "spine"
    assert found.sources


def test_forgetting_who_gets_no_heat_is_unsafe() -> None:
    """Whoever does not tick the patch would lay a towel on it; that it is the patch is not told."""
    found = ticked("no-towel-for", "numb")

    assert (found.points, found.safe) == (0.0, False)
    assert "1 that belongs here is not ticked." in found.advice[0]
    assert "patch" not in found.advice[0]
    assert "patch" in found.feedback[0].act
    assert ticked("no-towel-for", "numb", "patch").points == 4


def test_forbidding_heat_for_nothing_costs_points_and_is_safe() -> None:
    """Over-caution is seen, and is no danger."""
    found = ticked("no-towel-for", "numb", "patch", "curve")

    assert (found.points, found.safe) == (2.0, True)


@given(st.sets(st.sampled_from(["numb", "curve", "patch", "asthma"]), min_size=1), st.data())
def test_a_better_set_of_ticks_never_scores_lower(options: set[str], data: st.DataObject) -> None:
    """Taking one mistake away leaves the mark where it is, or raises it."""
    right = {"numb", "patch"}
    mistakes = sorted(options ^ right)
    if not mistakes:
        return
    better = options ^ {data.draw(st.sampled_from(mistakes))}
    if better:
        points = ticked("no-towel-for", *sorted(options)).points or 0

        assert (ticked("no-towel-for", *sorted(better)).points or 0) >= points


def test_custom_costs_where_the_question_says_so() -> None:
    """A safe order against custom earns its credit; a good one all; an unsafe one nothing."""
    good = ("body-straight", "oils", "right-pressure", "lighter-after", "roll-off")
    unsafe = ("roll-off", *good[:-1])
    question = WIDE.find("custom-order")
    assert isinstance(question, OrderQuestion)
    by_safety: dict[bool, list[float]] = {True: [], False: []}
    for order in (good, unsafe, ("body-straight", "right-pressure", "oils", *good[3:])):
        found = marked("custom-order", OrderAnswer(steps=order, saved=NOON))
        check = check_order(order, steps=knowledge().steps, asked=question.steps)
        by_safety[found.safe].append(found.points or 0.0)

        assert found.safe is check.safe
        assert found.points == (pytest.approx(4 * check.credit, abs=0.01) if check.safe else 0)
    assert by_safety[True][0] == 4 > by_safety[True][1] > 0
    assert by_safety[False] == [0.0]


@given(st.permutations(["oils", "right-pressure", "lighter-after", "body-straight", "roll-off"]))
def test_the_nearest_good_order_never_scores_lower(order: list[str]) -> None:
    """What the rules would make of an order earns everything."""
    question = WIDE.find("custom-order")
    assert isinstance(question, OrderQuestion)
    check = check_order(order, steps=knowledge().steps, asked=question.steps)
    before = marked("custom-order", OrderAnswer(steps=tuple(order), saved=NOON))
    after = marked("custom-order", OrderAnswer(steps=check.nearest, saved=NOON))

    assert (before.points or 0) <= (after.points or 0) == after.out_of
    assert len(before.feedback) <= 3


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("100 kPa", 3),
        ("100,0 kPa", 3),
        ("104 kPa", 3),
        ("100000 Pa", 3),
        ("100", 0),
        ("100 N", 0),
        ("130 kPa", 0),
    ],
)
def test_a_number_needs_its_unit_and_to_be_near(text: str, points: float) -> None:
    """A comma is a point; a unit of the same kind is converted; a bare number earns nothing."""
    assert typed("thumb", text).points == points


def test_how_a_number_was_read_is_said() -> None:
    """The student sees that the comma was taken for a point."""
    assert typed("thumb", "100,5 kPa").answer == "100,5 kPa (read as 100.5 kPa)"


def test_a_missing_unit_is_said_and_is_not_unsafe() -> None:
    """The feedback names the unit that was asked for."""
    found = typed("thumb", "100")

    assert found.safe
    assert "Write the unit" in found.advice[0]


def test_a_number_on_the_dangerous_side_is_unsafe() -> None:
    """A towel hotter than the ceiling harms; a cooler one is only too cool."""
    assert (typed("ceiling", "43 °C").points, typed("ceiling", "43 °C").safe) == (2.0, True)
    assert (typed("ceiling", "46 °C").points, typed("ceiling", "46 °C").safe) == (0.0, False)
    assert typed("ceiling", "40 °C").safe


@given(st.floats(0, 300), st.floats(0, 300))
def test_a_nearer_number_never_scores_lower(one: float, other: float) -> None:
    """Closeness falls, and never rises, with the distance from what is right."""
    question = WIDE.find("thumb")
    assert isinstance(question, NumberQuestion)
    right = right_number(question.asks, knowledge())
    near, far = sorted((one, other), key=right.off_by)
    near_mark, far_mark = (typed("thumb", f"{value:.6f} kPa") for value in (near, far))

    assert (near_mark.points or 0) >= (far_mark.points or 0)


def test_closeness_falls_from_everything_to_nothing() -> None:
    """Full within what is allowed, nothing at four times as much, in between in proportion."""
    assert [closeness(off, 2) for off in (0, 2, 5, 8, 100)] == [1, 1, 0.5, 0, 0]
    assert [closeness(off, 0) for off in (0, 0.1)] == [1, 0]


def test_a_place_is_marked_by_the_map() -> None:
    """Inside the zone everything; on the spine nothing, and unsafe; beside the back nothing."""
    x, y = zones_called("erector-lower", knowledge())[0].spot
    inside = marked("show-the-place", PlaceAnswer(x=x, y=y, saved=NOON))
    spine = marked("show-the-place", PlaceAnswer(x=0.0, y=y, saved=NOON))
    beside = marked("show-the-place", PlaceAnswer(x=55.0, y=55.0, saved=NOON))

    assert (inside.points, inside.safe) == (2.0, True)
    assert (spine.points, spine.safe) == (0.0, False)
    assert (beside.points, beside.safe) == (0.0, True)
    assert spine.feedback[0].rule == "spine"


@given(st.floats(-20, 20), st.floats(0, 40))
def test_distance_is_nothing_inside_and_grows_outside(x: float, y: float) -> None:
    """Never negative, and zero exactly where the map says inside."""
    zones = zones_called("erector-lower", knowledge())
    off = distance(x, y, zones)

    assert off >= 0
    assert (off == 0) is any(zone.contains(x, y) for zone in zones) or off < 1e-6


@given(st.sets(st.sampled_from(["spine", "low", "rim"]), min_size=1))
def test_marks_are_the_same_each_time(options: set[str]) -> None:
    """Marking holds no chance and no clock."""
    assert ticked("level-two", *sorted(options)) == ticked("level-two", *sorted(options))


def test_every_option_question_can_be_answered_right() -> None:
    """The rules leave a way to all points in each question with several right options."""
    for question in WIDE.question:
        if isinstance(question, SeveralQuestion):
            names = [option.id for option in question.options]
            best = max(
                ticked(question.id, *(n for i, n in enumerate(names) if bits >> i & 1)).points or 0
                for bits in range(1, 2 ** len(names))
            )

            assert best == question.points


@pytest.mark.parametrize(
    ("name", "answer", "told"),
    [
        ("thumb", {"kind": "number", "typed": "1,000 kPa"}, "may mean 1000 or 1.000"),
        ("level-two", {"kind": "several", "options": ["low", "low"]}, "same thing twice"),
        ("level-two", {"kind": "several", "options": ["moon"]}, "no option 'moon'"),
        ("first-client", {"kind": "decision", "decision": "sing"}, "no decision 'sing'"),
        (
            "first-client",
            {"kind": "decision", "decision": "stop", "why": ["moon"]},
            "no reason 'moon'",
        ),
        ("plan-for", {"kind": "plan", "plan": "schema = 1"}, "segments"),
        ("show-the-place", {"kind": "place", "x": 1e9, "y": 0}, "less than or equal to 60"),
        ("blind", {"kind": "drill"}, "it names no file of the round"),
        ("blind", {"kind": "drill", "trace": "traces/a.json"}, "a digest for each file"),
    ],
)
def test_what_cannot_be_used_waits_for_an_instructor(
    wide_desk: Desk, name: str, answer: dict[str, object], told: str
) -> None:
    """It is never a silent zero: the mark says what is wrong."""
    document = {
        "format": "tableside-responses",
        "version": 1,
        "assignment": "every-kind",
        "answers": {name: {**answer, "saved": "2026-01-05T12:00:00Z"}},
    }
    file = wide_desk.folder / "responses.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    hand_in = read_hand_in(wide_desk.folder, wide_desk.assignment)
    found = {each.question: each for each in mark(wide_desk.assignment, hand_in, knowledge())}

    assert Status.UNREADABLE is found[name].status
    assert told in " ".join(found[name].advice)
    assert sum(each.status is Status.UNREADABLE for each in found.values()) == 1
