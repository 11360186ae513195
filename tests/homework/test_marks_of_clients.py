"""Marks about a student's own client: decisions, plans and sessions, recomputed from the files."""

import json
import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tableside.client.log import SessionLog
from tableside.client.policies import dangerous, expert
from tableside.client.score import score_session
from tableside.client.session import Session
from tableside.drills import Device, Feedback, PressurePlan, Trace
from tableside.drills.simulated import EXPERT, simulate
from tableside.homework.asked import client_of, deciding, reasons_for
from tableside.homework.cards.draw import seed_for
from tableside.homework.cards.drawn import DrawnClient
from tableside.homework.cards.generate import Wanted, drawn_client
from tableside.homework.desk import Desk
from tableside.homework.folder import read_hand_in
from tableside.homework.items.clients import BY_WORD, CardQuestion, SessionQuestion
from tableside.homework.items.limit_words import limits_that_hold
from tableside.homework.marking import Mark, Status, mark
from tableside.homework.marks.costs import BEGINS, cost, is_unsafe
from tableside.homework.marks.decisions import mark_decision
from tableside.homework.marks.sessions import mark_session
from tableside.homework.questions import Assignment, DecisionQuestion
from tableside.homework.responses import DecisionAnswer
from tableside.knowledge import Knowledge
from tableside.safety.decision import ScreenDecision

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def marks_of(desk: Desk, known: Knowledge, student: str = "ana") -> dict[str, Mark]:
    """Return the marks of what lies in a desk's folder, read anew."""
    hand_in = read_hand_in(desk.folder, desk.assignment)
    found = mark(desk.assignment, hand_in, known, student=student)
    return {each.question: each for each in found}


def question_of(assignment: Assignment, name: str = "first-client") -> DecisionQuestion:
    """Return a question about a decision."""
    question = assignment.find(name)
    assert isinstance(question, DecisionQuestion)
    return question


def decided(
    client: DrawnClient,
    decision: ScreenDecision,
    question: DecisionQuestion,
    known: Knowledge,
    *,
    right_why: bool = True,
    limits: tuple[str, ...] | None = None,
) -> Mark:
    """Return the mark of a decision, with the right reasons and limits unless told otherwise."""
    verdict = client.verdict(known)
    answer = DecisionAnswer(
        decision=decision.word,
        why=tuple(sorted(deciding(client, verdict))) if right_why else (),
        limits=limits_that_hold(verdict.limits) if limits is None else limits,
        saved=NOON,
    )
    return mark_decision(question, answer, client, known)


def clients(known: Knowledge, count: int = 70) -> list[DrawnClient]:
    """Return clients of every decision."""
    return [
        drawn_client(
            seed_for("marks", "client", str(number)),
            Wanted(decisions=(list(ScreenDecision)[number % 7],)),
            known,
        )
        for number in range(count)
    ]


def test_what_the_safety_rules_decide_earns_everything(
    every_kind: Assignment, known: Knowledge
) -> None:
    """With the right reasons and limits, for clients of every kind; and there is nothing to say."""
    for client in clients(known):
        found = decided(client, client.decision(known), question_of(every_kind), known)

        assert (found.points, found.safe) == (found.out_of, True)
        assert found.feedback == ()


def test_beginning_where_nothing_may_begin_is_unsafe(
    every_kind: Assignment, known: Knowledge
) -> None:
    """A missed red flag is 0, says so first, and names the rule, its source and the next act."""
    for client in clients(known):
        verdict = client.verdict(known)
        for decision in BEGINS:
            if verdict.may_begin:
                continue
            found = decided(client, decision, question_of(every_kind), known)

            assert (found.points, found.safe) == (0.0, False)
            assert found.feedback[0].safety
            assert found.feedback[0].rule.startswith("C")
            assert found.feedback[0].act
            assert len(found.feedback) <= 3


def test_a_red_flag_that_only_bars_a_place_is_missed_as_well(
    every_kind: Assignment, known: Knowledge
) -> None:
    """A patch with medicine lets the massage begin, and must not be passed over."""
    client = drawn_client(
        1, Wanted(conditions=("drug-patch",), decisions=(BY_WORD["avoid-area"],)), known
    )

    assert not decided(client, ScreenDecision.ADAPT, question_of(every_kind), known).safe
    assert decided(client, ScreenDecision.AVOID_AREA, question_of(every_kind), known).safe


def test_over_caution_costs_little_and_visibly(every_kind: Assignment, known: Knowledge) -> None:
    """Stopping a client who may be massaged, and asking where all is answered."""
    question = question_of(every_kind)
    client = drawn_client(2, Wanted(decisions=(ScreenDecision.PROCEED,)), known)

    assert decided(client, ScreenDecision.STOP, question, known).points == 4.25
    assert decided(client, ScreenDecision.HOLD, question, known).points == 4.5
    assert decided(client, ScreenDecision.STOP, question, known).feedback


def test_the_stricter_of_two_decisions_that_are_too_mild_never_costs_more() -> None:
    """A safer answer never scores lower, as long as it is not stricter than needed."""
    for right in ScreenDecision:
        # Those that begin stand before those that do not, whatever their place in the list.
        mild = sorted(
            (each for each in ScreenDecision if each < right or each in BEGINS - {right}),
            key=lambda each: (each not in BEGINS, each),
        )
        mild = [each for each in mild if each < right or right not in BEGINS]
        costs = [cost(each, right) for each in mild]

        assert costs == sorted(costs, reverse=True), right


def test_the_stricter_of_two_decisions_that_are_too_strict_never_costs_less() -> None:
    """Sending to hospital whoever only needs a softer touch costs more than asking."""
    for right in ScreenDecision:
        strict = [
            each
            for each in ScreenDecision
            if each > right and (right in BEGINS or each not in BEGINS)
        ]
        costs = [cost(each, right) for each in strict]

        assert costs == sorted(costs), right
        assert all(0 < each <= 0.15 for each in costs)


def test_what_is_right_costs_nothing_and_all_else_something() -> None:
    """No two decisions are as good as each other."""
    for right in ScreenDecision:
        assert [each for each in ScreenDecision if cost(each, right) == 0] == [right]


def test_asking_on_where_care_is_needed_today_is_unsafe(known: Knowledge) -> None:
    """An emergency does not wait for another question."""
    client = drawn_client(
        3, Wanted(conditions=("cauda-equina",), decisions=(ScreenDecision.STOP,)), known
    )

    assert is_unsafe(ScreenDecision.HOLD, client.verdict(known))
    assert not is_unsafe(ScreenDecision.REFER, client.verdict(known))


def test_a_forgotten_limit_is_unsafe_and_told_apart(
    every_kind: Assignment, known: Knowledge
) -> None:
    """A hot towel would be laid on skin that does not feel; which limit it is, only teachers read.

    The student hears that one is missing: another hand-in could otherwise copy it.
    """
    client = drawn_client(
        4,
        Wanted(conditions=("reduced-feeling",), decisions=(ScreenDecision.ADAPT,), difficulty=1),
        known,
    )
    question = question_of(every_kind)
    found = decided(client, ScreenDecision.ADAPT, question, known, limits=("level-2",))

    assert (found.points, found.safe) == (0.0, False)
    assert "A limit that keeps this client safe is missing." in found.advice[0]
    assert "no hot towel" not in " ".join(found.advice)
    assert "no hot towel" in found.feedback[0].act
    stricter = decided(client, ScreenDecision.ADAPT, question, known, limits=("no-heat", "level-1"))
    assert stricter.safe
    assert 4 < (stricter.points or 0) < 5


def test_wrong_reasons_cost_their_share(every_kind: Assignment, known: Knowledge) -> None:
    """The decision alone earns three quarters where limits are not asked."""
    client = drawn_client(5, Wanted(decisions=(ScreenDecision.REFER,)), known)
    question = question_of(every_kind, "second-client")
    found = decided(client, ScreenDecision.REFER, question, known, right_why=False)

    assert found.points == 3.75
    assert found.feedback


def test_feedback_compares_with_the_twin(every_kind: Assignment, known: Knowledge) -> None:
    """Who decides wrongly learns which one fact would have made it right, or worse."""
    client = drawn_client(6, Wanted(decisions=(ScreenDecision.CLEARANCE,)), known)
    found = decided(client, ScreenDecision.PROCEED, question_of(every_kind), known)

    assert any(each.startswith("For comparison: if ") for each in found.advice)


def test_reasons_to_choose_from_hold_what_decides_and_more(
    every_kind: Assignment, known: Knowledge
) -> None:
    """In an order of chance, as many as were asked for, and none that would be right by a hair."""
    question = question_of(every_kind)
    for client in clients(known):
        verdict = client.verdict(known)
        shown = reasons_for(question, client, known)

        assert deciding(client, verdict) <= set(shown)
        assert len(shown) == len(set(shown)) >= question.reasons
        others = set(shown) - deciding(client, verdict) - {each.condition for each in client.told}
        assert not others & (verdict.judgement.present | verdict.judgement.open)
    places = {
        reasons_for(question, client, known).index(client.decisive)
        for client in clients(known)
        if client.decisive
    }
    assert places == set(range(question.reasons))


def test_the_marker_draws_the_client_that_the_student_saw(
    wide_desk: Desk, every_kind: Assignment, known: Knowledge
) -> None:
    """From the files alone: no database, and nothing stored but the name."""
    client = wide_desk.client("first-client")
    verdict = client.verdict(known)
    wide_desk.decide(
        "first-client",
        verdict.decision.word,
        tuple(sorted(deciding(client, verdict))),
        limits_that_hold(verdict.limits),
    )
    question = every_kind.find("first-client")
    assert isinstance(question, CardQuestion)

    assert client == client_of(question, every_kind, "ana", known)
    assert marks_of(wide_desk, known)["first-client"].points == 5
    assert marks_of(wide_desk, known) == marks_of(wide_desk, known)


def test_another_name_is_flagged_and_not_punished(wide_desk: Desk, known: Knowledge) -> None:
    """The mark is that of the client who was seen; an instructor reads whose it was."""
    client = wide_desk.client("second-client")
    verdict = client.verdict(known)
    why = tuple(sorted(deciding(client, verdict)))
    wide_desk.decide("second-client", verdict.decision.word, why)
    own, others = marks_of(wide_desk, known, "ana"), marks_of(wide_desk, known, "bo")

    assert own["second-client"].flags == ()
    assert others["second-client"].points == own["second-client"].points == 5
    assert "drawn for “ana”, and the hand-in is of “bo”" in others["second-client"].flags[0]


def test_a_name_given_later_changes_no_answer(wide_desk: Desk) -> None:
    """Each answer keeps the client it was about; new questions are drawn for the new name."""
    before = wide_desk.client("second-client")
    wide_desk.decide("second-client", "stop", ())
    plan_before = wide_desk.client("plan-for")
    wide_desk.name_student("bo")

    assert wide_desk.client("second-client") == before
    assert wide_desk.client("plan-for") != plan_before


def a_plan(position: str, pillows: list[str], level: int) -> str:
    """Return a plan with a position and one stroke."""
    segments = [
        {"kind": "place", "position": position, "pillows": pillows},
        {
            "kind": "stroke",
            "zone": "erector-lower-left",
            "stroke": "effleurage",
            "contact": "palm",
            "level": level,
            "seconds": 60,
        },
    ]
    return json.dumps({"schema": 1, "segments": segments})


def test_a_plan_is_judged_for_its_client(wide_desk: Desk, known: Knowledge) -> None:
    """Pressing too hard is unsafe for anyone; a plan without a part loses that part."""
    wide_desk.plan("plan-for", a_plan("side-lying", ["head", "knees"], 5))
    found = marks_of(wide_desk, known)["plan-for"]

    assert (found.points, found.safe) == (0.0, False)
    assert found.feedback[0].safety
    assert "1. position: On the side; pillows: head, knees" in found.answer


def test_a_safe_plan_earns_everything_and_less_without_pillows(
    wide_desk: Desk, known: Knowledge
) -> None:
    """For whichever student can have any massage lying on the side."""
    for student in ("ana", "bo", "cy", "di", "ed", "flo"):
        wide_desk.name_student(student)
        client = wide_desk.client("plan-for")
        if client.decision(known) is not ScreenDecision.PROCEED:
            continue
        wide_desk.plan("plan-for", a_plan("side-lying", ["head", "knees"], 1))
        full = marks_of(wide_desk, known, student)["plan-for"]
        wide_desk.plan("plan-for", a_plan("side-lying", [], 1))
        bare = marks_of(wide_desk, known, student)["plan-for"]

        assert (full.points, full.safe) == (5.0, True)
        assert bare.safe
        assert 0 < (bare.points or 0) < 5
        return
    pytest.fail("no student had a client who may be massaged as planned")


def blind_round(*, feedback: Feedback = Feedback.HIDDEN, seed: int = 7) -> Trace:
    """Return a round as an expert presses it, with or without the band in sight."""
    trace = simulate(PressurePlan(), EXPERT, random.Random(seed), drill="blind")
    return trace.model_copy(update={"feedback": feedback})


def test_only_blind_rounds_count_where_the_question_says_so(
    wide_desk: Desk, known: Knowledge
) -> None:
    """Practice with the band in sight is practice."""
    wide_desk.keep_round("blind", blind_round(feedback=Feedback.ALWAYS))
    found = marks_of(wide_desk, known)["blind"]

    assert found.status is Status.UNANSWERED
    assert "blind" in found.advice[0]


def test_the_last_rounds_count_and_missing_ones_are_nothing(
    wide_desk: Desk, known: Knowledge
) -> None:
    """One of two blind rounds earns half; a later practice round takes nothing away."""
    wide_desk.keep_round("blind", blind_round())
    half = marks_of(wide_desk, known)["blind"]
    wide_desk.keep_round("blind", blind_round(seed=8))
    wide_desk.keep_round("blind", blind_round(feedback=Feedback.ALWAYS))
    whole = marks_of(wide_desk, known)["blind"]

    assert 0 < (half.points or 0) <= 2.5
    assert (whole.points or 0) > 1.4 * (half.points or 0)
    assert "Do 1 more round" in " ".join(half.advice)


def test_an_unsafe_round_makes_the_drill_unsafe(wide_desk: Desk, known: Knowledge) -> None:
    """However good the other one was."""
    plan = PressurePlan()
    on_spine = [
        (tick * 20.0, plan.target(tick / 50), 0.0, 17.0)
        for tick in range(round(plan.seconds * 50) + 1)
    ]
    unsafe = Trace.of(on_spine, drill="blind", device=Device.KEYBOARD, feedback=Feedback.HIDDEN)
    wide_desk.keep_round("blind", unsafe)
    wide_desk.keep_round("blind", blind_round())
    found = marks_of(wide_desk, known)["blind"]

    assert (found.points, found.safe) == (0.0, False)
    assert found.feedback[0].safety


def test_an_earlier_round_that_was_changed_is_noticed(wide_desk: Desk, known: Knowledge) -> None:
    """Every round that is named must be there unchanged."""
    wide_desk.keep_round("blind", blind_round())
    wide_desk.keep_round("blind", blind_round(seed=8))
    first = wide_desk.folder / "traces" / "blind-001.json"
    first.write_text(first.read_text("utf-8").replace("hidden", "always"), encoding="utf-8")

    assert "was changed after it was saved" in marks_of(wide_desk, known)["blind"].advice[0]


def session_log(client: DrawnClient, known: Knowledge) -> str:
    """Return the log of a session in which nothing was done."""
    return SessionLog.of(Session(client.card, client.seed, known)).to_json()


def test_a_session_is_played_again(wide_desk: Desk, known: Knowledge) -> None:
    """Its mark follows from the log and the client alone."""
    wide_desk.keep_session("whole", session_log(wide_desk.client("whole"), known))
    found = marks_of(wide_desk, known)["whole"]

    assert found.status is Status.MARKED
    assert found == marks_of(wide_desk, known)["whole"]


def test_a_session_that_only_began_earns_nothing(wide_desk: Desk, known: Knowledge) -> None:
    """Who opens it and does nothing has done nothing wrong, and nothing right either."""
    wide_desk.keep_session("whole", session_log(wide_desk.client("whole"), known))
    found = marks_of(wide_desk, known)["whole"]

    assert (found.points, found.safe) == (0.0, True)
    assert "to its end" in found.advice[0]


@pytest.mark.parametrize("student", ["ana", "bo", "cy", "di"])
def test_a_finished_session_earns_what_its_score_says(
    wide_desk: Desk, known: Knowledge, student: str
) -> None:
    """An expert's session is safe; a dangerous one earns nothing, with the reasons first."""
    wide_desk.name_student(student)
    client = wide_desk.client("whole")
    marks = []
    for give in (expert, dangerous):
        session = Session(client.card, client.seed, known)
        give(session)
        wide_desk.keep_session("whole", SessionLog.of(session).to_json())
        found = marks_of(wide_desk, known, student)["whole"]
        score = score_session(session)
        marks.append(found)

        assert score.finished
        assert found.safe is score.safe
        assert found.points == (pytest.approx(score.points / 10, abs=0.01) if score.safe else 0)
        assert len(found.feedback) <= 3
    assert marks[0].safe
    assert not marks[1].safe
    assert marks[1].feedback[0].safety


def test_a_session_with_somebody_else_waits_for_an_instructor(
    wide_desk: Desk, known: Knowledge
) -> None:
    """A friend's log, or one with an easier client, is neither counted nor silently zero."""
    other = drawn_client(123, Wanted(), known)
    wide_desk.keep_session("whole", session_log(other, known))
    found = marks_of(wide_desk, known)["whole"]

    assert found.status is Status.UNREADABLE
    assert "another client" in found.advice[0]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda file: file.unlink(), "is missing"),
        (lambda file: file.write_text("{}", encoding="utf-8"), "was changed after it was saved"),
    ],
)
def test_a_spoilt_session_is_unreadable(
    wide_desk: Desk, known: Knowledge, spoil: Callable[[Path], object], told: str
) -> None:
    """The file is named, and what to do."""
    wide_desk.keep_session("whole", session_log(wide_desk.client("whole"), known))
    spoil(wide_desk.folder / "sessions" / "whole-001.json")
    found = marks_of(wide_desk, known)["whole"]

    assert found.status is Status.UNREADABLE
    assert told in found.advice[0]


def test_a_session_without_a_judge_waits(every_kind: Assignment, known: Knowledge) -> None:
    """An author who names a judge that nobody is hears of it, and nobody gets a zero."""
    question = every_kind.find("whole")
    assert isinstance(question, SessionQuestion)
    client = client_of(question, every_kind, "ana", known)
    other = question.model_copy(update={"judge": "nobody"})

    assert mark_session(other, "{}", client, known).status is Status.UNREADABLE
