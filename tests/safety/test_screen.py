"""Whether a client may be massaged: every row of the table, and clients as they come."""

import shutil
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tableside.errors import UnknownNameError
from tableside.knowledge import knowledge
from tableside.knowledge.conditions import Area, Decision, Heat
from tableside.knowledge.library import read_knowledge
from tableside.safety.decision import ScreenDecision
from tableside.safety.intake import Answer, Intake, IntakeError
from tableside.safety.screen import screen
from tableside.safety.verdict import How, Verdict

KNOWN = knowledge()
NAMES = [each.id for each in KNOWN.conditions]
SECOND_READING = Path(__file__).with_name("proofs") / "required.toml"


def client(*yes: str, unanswered: tuple[str, ...] = (), **amounts: float) -> Verdict:
    """Return the verdict on a client who answered no to all but the named."""
    given_amounts = {name.replace("_", "-"): amount for name, amount in amounts.items()}
    intake = Intake.no_except(
        KNOWN.conditions, yes=yes, unanswered=unanswered, amounts=given_amounts
    )
    return screen(intake, KNOWN)


def table() -> list[tuple[str, dict[str, Any]]]:
    """Return the rows of the second reading of the table of contraindications."""
    return list(tomllib.loads(SECOND_READING.read_text(encoding="utf-8")).items())


def test_a_client_who_says_no_to_everything_may_be_massaged() -> None:
    """Nothing applies, nothing is left to ask, and only the students' ceiling limits."""
    verdict = client()

    assert verdict.decision is ScreenDecision.PROCEED
    assert verdict.may_begin
    assert (verdict.fired, verdict.ask_first, verdict.ask_also) == ((), (), ())
    assert verdict.limits.max_pressure == 3


@pytest.mark.parametrize(("number", "row"), table(), ids=[number for number, _ in table()])
def test_each_row_alone_gets_its_own_decision(number: str, row: dict[str, Any]) -> None:
    """Yes to one question and no to all others decides exactly what the row says."""
    condition = next(each for each in KNOWN.conditions if each.number == number)
    alone = (
        ScreenDecision.PROCEED if "with" in row else ScreenDecision.of(Decision(row["decision"]))
    )
    verdict = client(condition.id)

    assert verdict.decision is alone
    assert verdict.urgent is row.get("urgent", False)


@pytest.mark.parametrize(("number", "row"), table(), ids=[number for number, _ in table()])
def test_each_row_holds_what_is_decided_while_it_is_unanswered(
    number: str, row: dict[str, Any]
) -> None:
    """Red flags hold; of other questions the limits are kept, until somebody has asked."""
    condition = next(each for each in KNOWN.conditions if each.number == number)
    verdict = client(unanswered=(condition.id,))
    red_flag = row.get("red_flag", False)
    idle = row["decision"] == "proceed" or "with" in row

    if red_flag:
        assert verdict.decision is ScreenDecision.HOLD
        assert verdict.ask_first == (condition,)
        assert not verdict.may_begin
    else:
        expected = ScreenDecision.PROCEED if idle else ScreenDecision.ADAPT
        assert verdict.decision is expected
        assert verdict.may_begin
        assert verdict.limits.max_pressure <= (condition.adapt.max_pressure or 5)
    assert verdict.if_all_else_is_no is ScreenDecision.PROCEED


@pytest.mark.parametrize(
    ("what", "yes", "amounts", "decision"),
    [
        ("diabetes with numb feet", ("diabetes", "diabetic-neuropathy"), {}, "ADAPT"),
        ("an older client on blood thinners", ("blood-thinners",), {"age": 74}, "ADAPT"),
        ("first pain late in life, alone", (), {"age_at_onset": 61}, "PROCEED"),
        ("late first pain, thin bones", ("low-bone-density",), {"age_at_onset": 61}, "CLEARANCE"),
        ("first pain late, and steroids", ("steroid-new-pain",), {"age_at_onset": 61}, "REFER"),
        ("week 30 and a cold", ("contagious-illness",), {"weeks_pregnant": 30}, "STOP"),
        ("week 30, nothing else", (), {"weeks_pregnant": 30}, "ADAPT"),
        ("week 10, nothing else", (), {"weeks_pregnant": 10}, "CLEARANCE"),
        ("sunburn and asthma", ("sunburn", "asthma"), {}, "AVOID_AREA"),
        ("a pain patch, and painkillers", ("drug-patch", "strong-painkillers"), {}, "AVOID_AREA"),
        ("operated eight weeks ago", (), {"weeks_since_spinal_surgery": 8}, "CLEARANCE"),
        ("fused a year ago", ("spinal-hardware",), {"weeks_since_spinal_surgery": 52}, "CLEARANCE"),
        ("high pressure", (), {"diastolic_pressure": 104}, "REFER"),
        ("lowered", ("high-blood-pressure-controlled",), {"systolic_pressure": 138}, "ADAPT"),
        ("fever and flank pain", ("kidney-infection",), {"body_temperature": 38.6}, "STOP"),
        ("sixteen, and willing", (), {"age": 16}, "STOP"),
        ("sciatica without warning signs", ("disc-herniation",), {}, "CLEARANCE"),
        ("sciatica, and both legs weak", ("disc-herniation", "cauda-equina"), {}, "STOP"),
        ("cancer in a bone", ("cancer", "bone-metastasis"), {}, "CLEARANCE"),
        ("her period, and nothing else", ("menstruation",), {}, "PROCEED"),
    ],
)  # fmt: skip
def test_clients_as_they_come(
    what: str, yes: tuple[str, ...], amounts: dict[str, float], decision: str
) -> None:
    """Several conditions at once get the strictest of their decisions."""
    assert client(*yes, **amounts).decision is ScreenDecision[decision], what


def test_limits_of_several_conditions_are_the_strictest_of_each() -> None:
    """Pressure from one, heat from another, positions from both."""
    limits = client("blood-thinners", "spinal-stenosis", "asthma", weeks_pregnant=30).limits

    assert limits.max_pressure == 2
    assert limits.heat is Heat.NONE
    assert limits.max_minutes == 15
    assert limits.avoid_strokes == {"friction", "tapotement", "held-pressure"}
    assert limits.unscented
    assert [each.id for each in KNOWN.positions if limits.suits(each.id)] == [
        "side-lying",
        "seated",
    ]


def test_nothing_answered_means_ask() -> None:
    """An empty intake holds, asks every red flag, and would go ahead if all were no."""
    verdict = screen(Intake(), KNOWN)

    assert verdict.decision is ScreenDecision.HOLD
    assert verdict.ask_first == tuple(each for each in KNOWN.conditions if each.red_flag)
    assert verdict.if_all_else_is_no is ScreenDecision.PROCEED
    assert not verdict.may_begin


def test_a_strict_decision_does_not_hide_an_open_red_flag() -> None:
    """Sunburn alone leaves the rest of the back; with a red flag open nothing may begin."""
    alone = client("sunburn")
    verdict = client("sunburn", unanswered=("cauda-equina",))

    assert (alone.decision, alone.may_begin) == (ScreenDecision.AVOID_AREA, True)
    assert (verdict.decision, verdict.may_begin) == (ScreenDecision.AVOID_AREA, False)
    assert [each.id for each in verdict.ask_first] == ["cauda-equina"]


def test_a_reason_says_whether_an_answer_or_a_number_gave_it() -> None:
    """A number counts even against the answer no, and is named."""
    by_number = client(body_temperature=38.5).fired[0]
    by_both = client("fever", body_temperature=38.5).fired[0]
    by_answer = client("fever", body_temperature=36.5).fired[0]

    assert [each.condition.id for each in (by_number, by_both, by_answer)] == ["fever"] * 3
    assert by_number.how == (How.MEASURE,)
    assert by_number.answer is Answer.NO
    assert by_number.measured[0].amount == 38.5
    assert by_both.how == (How.ANSWER, How.MEASURE)
    assert by_answer.how == (How.ANSWER,)


def test_reasons_stand_strictest_first_and_with_their_words() -> None:
    """What decides comes before what adapts, each with its reason, what to do, and sources."""
    fired = client("diabetes", "cauda-equina", "sunburn").fired

    assert [each.condition.id for each in fired] == ["cauda-equina", "sunburn", "diabetes"]
    assert all(each.condition.because and each.condition.adapt.do for each in fired)
    assert all(each.condition.sources or each.condition.course_rule for each in fired)


def test_areas_to_avoid_are_those_of_the_local_conditions() -> None:
    """The back is not avoided for a condition that asks for something else."""
    assert client("varicose-veins", "acute-strain", "asthma").areas_to_avoid == {
        Area.LEGS,
        Area.LOW_BACK,
    }


@pytest.mark.parametrize(
    ("amounts", "missed"),
    [
        ({"body_temperature": 37.5}, ["fever"]),
        ({"body_temperature": 37.4}, []),
        ({"body_temperature": 38.0}, []),
        ({"age": 68}, ["fragile-vessels"]),
        ({"age": 18}, ["under-age"]),
        ({"age": 67.9}, []),
        ({"weeks_since_spinal_surgery": 12}, ["recent-spinal-surgery"]),
        ({"weeks_pregnant": 13.5}, ["second-trimester"]),
    ],
)
def test_a_number_just_outside_a_span_is_a_near_miss(
    amounts: dict[str, float], missed: list[str]
) -> None:
    """Just outside means: by no more than the quantity's own margin."""
    assert [each.condition.id for each in client(**amounts).near_misses] == missed


def test_a_condition_without_its_company_is_a_near_miss() -> None:
    """It is there and would count beside another sign."""
    missed = client("unusual-age-of-onset").near_misses

    assert [(each.condition.id, each.quantity) for each in missed] == [
        ("unusual-age-of-onset", None)
    ]
    assert client("unusual-age-of-onset", "low-bone-density").near_misses == ()


def test_a_verdict_says_which_answers_would_change_it() -> None:
    """With one decisive rule, its answer makes it milder; with two, no single answer does."""
    one = client("osteoporosis", "diabetes")
    two = client("osteoporosis", "cancer")
    milder = [
        (change.condition.id, change.answer, change.decision)
        for change in one.answer_changes
        if change.decision < one.decision
    ]

    assert milder == [
        ("osteoporosis", Answer.NO, ScreenDecision.ADAPT),
        ("osteoporosis", Answer.UNANSWERED, ScreenDecision.ADAPT),
    ]
    assert not any(change.decision < two.decision for change in two.answer_changes)
    assert ("fever", Answer.YES, ScreenDecision.STOP) in {
        (change.condition.id, change.answer, change.decision) for change in two.answer_changes
    }


def test_a_verdict_says_which_numbers_would_change_it() -> None:
    """Each span in which something else would be decided, from where to where."""
    changes = client(age=17).amount_changes

    assert [(each.at_least, each.below, each.decision) for each in changes] == [
        (18, 70, ScreenDecision.PROCEED),
        (70, None, ScreenDecision.ADAPT),
    ]


@given(st.lists(st.sampled_from(NAMES), max_size=4, unique=True), st.data())
def test_exactly_the_announced_changes_come_true(yes: list[str], data: st.DataObject) -> None:
    """Another answer leads to the decision announced for it, or leaves it as it is."""
    verdict = client(*yes)
    announced = {(each.condition.id, each.answer): each for each in verdict.answer_changes}
    name, answer = data.draw(st.sampled_from(NAMES)), data.draw(st.sampled_from(Answer))
    change = announced.get((name, answer))
    decision = screen(verdict.intake.with_answer(name, answer), KNOWN).decision

    assert decision is (change.decision if change else verdict.decision)
    assert change is None or decision is not verdict.decision


@given(
    st.dictionaries(st.sampled_from(NAMES), st.sampled_from(Answer)),
    st.sampled_from(NAMES),
)
def test_answering_worse_is_never_milder(answers: dict[str, Answer], name: str) -> None:
    """No, then unanswered, then yes: each step leaves the decision or makes it stricter."""
    intake = Intake.of(answers)
    decisions = [screen(intake.with_answer(name, answer), KNOWN).decision for answer in Answer]

    assert decisions == sorted(decisions)


def test_urgent_always_stops() -> None:
    """Whoever needs care today is not massaged."""
    assert all(
        client(each.id).decision is ScreenDecision.STOP for each in KNOWN.conditions if each.urgent
    )


def test_a_stranger_is_refused_by_name() -> None:
    """A question or number that the course does not ask is an error, and no answer no."""
    with pytest.raises(UnknownNameError, match=r"no condition 'diabets'; did you mean 'diabetes'"):
        screen(Intake(no=frozenset(["diabets"])), KNOWN)
    with pytest.raises(UnknownNameError, match="no quantity 'height'"):
        client(height=180)


@pytest.mark.parametrize("age", [-1, 121, float("nan"), float("inf")])
def test_a_number_that_nobody_can_have_is_refused(age: float) -> None:
    """It is named with what would be believable."""
    with pytest.raises(IntakeError, match=r"quantities\.age is .*; 0 to 120 years is believable"):
        client(age=age)


def test_yes_and_no_at_once_is_refused() -> None:
    """An intake cannot hold both."""
    with pytest.raises(IntakeError, match="asthma is both"):
        Intake(yes=frozenset(["asthma"]), no=frozenset(["asthma"]))


def test_an_intake_cannot_be_changed() -> None:
    """Neither by its fields nor through the numbers it was made from."""
    amounts = {"age": 40.0}
    intake = Intake(amounts=amounts)
    amounts["age"] = 4.0

    assert intake.amounts["age"] == 40
    with pytest.raises(TypeError):
        intake.amounts["age"] = 4.0  # type: ignore[index]
    with pytest.raises(AttributeError):
        intake.yes = frozenset(["fever"])  # type: ignore[misc]


NEW = """
[[condition]]
id = "hiccups"
number = "C999"
group = "general"
name = "Hiccups that do not stop"
ask = "Have you had hiccups for more than a day?"
decision = "refer"
red_flag = true
because = "For this test alone."
course_rule = true
[condition.adapt]
do = "Do not massage."
max_pressure = 1
[[condition.measures]]
quantity = "age"
at_least = 110
"""


def test_a_new_condition_takes_one_entry_and_nothing_else(tmp_path: Path) -> None:
    """Appended to the file, it is asked, decides, limits and is told."""
    folder = tmp_path / "knowledge"
    shutil.copytree(Path(str(files("tableside.knowledge"))), folder)
    with (folder / "conditions.toml").open("a", encoding="utf-8") as file:
        file.write(NEW)
    more = read_knowledge(folder)
    by_answer = screen(Intake.no_except(more.conditions, yes=["hiccups"]), more)
    by_number = screen(Intake.no_except(more.conditions, amounts={"age": 111}), more)
    unanswered = screen(Intake.no_except(more.conditions, unanswered=["hiccups"]), more)

    assert by_answer.decision is by_number.decision is ScreenDecision.REFER
    assert by_answer.limits.max_pressure == 1
    assert by_answer.fired[0].condition.number == "C999"
    assert unanswered.decision is ScreenDecision.HOLD
    assert screen(Intake(no=frozenset(NAMES)), more).decision is ScreenDecision.HOLD
