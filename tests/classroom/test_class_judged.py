"""Results are worth what the course's own scorers say, and nothing else."""

import json

import pytest
from pydantic import ValidationError

from classroom.class_work import SAFE_ORDER, a_round, an_answer
from tableside.classroom.activities import ActivityError, course_activities, read_activities
from tableside.classroom.judged import Judged, judge_work
from tableside.classroom.work import AnyWork, RoundWork, WorkError
from tableside.drills.simulated import DANGEROUS, EXPERT
from tableside.homework.asked import client_of
from tableside.homework.questions import DecisionQuestion, DrillQuestion
from tableside.knowledge import knowledge

DRILLS = [each.id for each in course_activities().question if isinstance(each, DrillQuestion)]


def judged(work: AnyWork, question: str, member: str = "ana") -> Judged:
    """Return what work is worth."""
    return judge_work(work, question, course_activities(), knowledge(), member=member)


@pytest.mark.parametrize("question", DRILLS)
def test_every_drill_of_the_class_can_be_passed(question: str) -> None:
    """An expert's round comes through as the page sends it, and is safe."""
    result = judged(a_round(question), question)

    assert result.safe
    assert result.points is not None
    assert result.points > 80
    assert result.headline == result.score["headline"]


def test_an_unsafe_round_names_its_rule() -> None:
    """The board can say which rule it was."""
    result = judged(a_round("hold", DANGEROUS), "hold")

    assert not result.safe
    assert any(fault.safety for fault in result.faults)


def test_no_page_can_claim_a_score() -> None:
    """What is sent has no room for points."""
    claimed = {**a_round("hold", DANGEROUS).model_dump(mode="json"), "points": 100}

    with pytest.raises(ValidationError, match="points"):
        RoundWork.model_validate_json(json.dumps(claimed))


@pytest.mark.parametrize("samples", ["####", "AAAA", "/////////////////////w=="])
def test_a_recording_of_nothing_real_is_refused(samples: str) -> None:
    """Broken base 64, half a sample, and numbers that are none."""
    with pytest.raises(WorkError, match="cannot be read"):
        judged(RoundWork(samples=samples), "hold")


def test_orders_and_choices_are_marked_by_the_safety_rules() -> None:
    """A safe order earns all, the bony midline is unsafe, the muscle is right."""
    assert judged(an_answer(SAFE_ORDER), "ten-steps").points == 100
    assert not judged(an_answer(SAFE_ORDER[::-1]), "ten-steps").safe
    assert not judged(an_answer("middle"), "where-to-press").safe
    assert judged(an_answer("muscle"), "where-to-press").headline == "Right."


def test_what_is_right_has_no_fault() -> None:
    """A right answer adds to no misconception."""
    assert not judged(an_answer("muscle"), "where-to-press").faults
    assert judged(an_answer("ribs"), "where-to-press").faults


def test_a_decision_is_held_against_the_student_s_own_client() -> None:
    """What was right stands beside what was decided."""
    question = course_activities().find("client")
    assert isinstance(question, DecisionQuestion)
    client = client_of(question, course_activities(), "m1", knowledge())
    right = client.verdict(knowledge()).decision.word
    answer = {"decision": "proceed", "why": [], "limits": []}

    assert judged(an_answer(answer), "client", "m1").decided == (right, "proceed")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("where-to-press", "nowhere"),
        ("where-to-press", ["muscle"]),
        ("ten-steps", SAFE_ORDER[:3]),
        ("ten-steps", {"a": 1}),
        ("client", {"decision": "dance"}),
        ("client", {"decision": ""}),
        ("client", None),
        ("hold", "an answer"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(question: str, answer: object) -> None:
    """It is no zero: the page is told, and the student can send again."""
    with pytest.raises(WorkError):
        judged(an_answer(answer), question)


def test_a_question_cannot_be_answered_by_a_round() -> None:
    """A recording is no answer."""
    with pytest.raises(WorkError, match="needs an answer"):
        judged(a_round("hold"), "ten-steps")


def test_the_map_of_heat_lies_where_the_hand_was() -> None:
    """Nothing is hot but the two muscles beside the spine."""
    heat = judged(a_round("hold", EXPERT), "hold").heat

    assert heat
    assert all(2 <= abs(2 * x + 1) <= 9 for x, _ in heat)


def test_what_a_class_cannot_do_is_refused_by_name() -> None:
    """A written question is left for homework."""
    text = """
        id = "mine"
        title = "Mine"
        minutes = 5
        [[question]]
        kind = "written"
        id = "essay"
        title = "An essay"
        prompt = "Write."
        points = 1
        words = 10
        rubric = ["says something"]
    """

    with pytest.raises(ActivityError, match="essay"):
        read_activities(text, knowledge(), file="mine.toml")
