"""Results are worth what the course's own scorers say, and nothing else."""

import asyncio
import json

import pytest
from pydantic import ValidationError

from classroom.class_work import SAFE_ORDER, a_round, a_session, an_answer
from tableside.classroom.activities import course_activities, group
from tableside.classroom.judged import Judged, judge_work
from tableside.classroom.judging import Judging
from tableside.classroom.screens import screen_for
from tableside.classroom.work import AnyWork, RoundWork, SessionWork, WorkError
from tableside.drills.simulated import DANGEROUS, EXPERT
from tableside.homework.asked import client_of
from tableside.homework.questions import AnyQuestion, DecisionQuestion, DrillQuestion
from tableside.knowledge import knowledge
from tableside.widgets import drill

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


def test_what_comes_just_as_a_judge_is_done_is_judged_as_well() -> None:
    """The next result is sent in the very moment in which the one before is told."""

    async def one_after_the_other() -> list[Judged]:
        judging = Judging(course_activities(), processes=1)
        judging.open()
        try:
            async with asyncio.timeout(60):
                return [await judging.judge(a_round("hold"), "hold", "ana") for _ in range(3)]
        finally:
            judging.close()

    assert [each.safe for each in asyncio.run(one_after_the_other())] == [True, True, True]


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


PLACED = {"id": "p1", "kind": "place", "answers": {"position": "prone", "pillows": []}}
STROKED = {
    "id": "p2",
    "kind": "stroke",
    "answers": {
        "zone": "erector-lower-left",
        "stroke": "effleurage",
        "contact": "palm",
        "level": "1",
        "seconds": 60,
    },
}


def test_every_drill_of_the_lessons_can_be_started_under_its_own_name() -> None:
    """So a slide's drill and the class's activity are the same."""
    made = [drill.tempo_drill(stroke, practice=None) for stroke in ("petrissage", "effleurage")]
    plain = ("hold", "taper", "release", "coverage", "balance", "breath")
    made += [getattr(drill, f"{name}_drill")(practice=None) for name in plain]
    names = {each.drill_id for each in made} | {drill.towel_timer(practice=None).drill_id}

    assert names <= set(DRILLS)


@pytest.mark.parametrize("question", course_activities().question, ids=lambda each: each.id)
def test_every_activity_has_a_screen_and_a_heading(question: AnyQuestion) -> None:
    """The page can show it, and the instructor finds it; what is right is not in it."""
    shown = screen_for(course_activities(), question.id, "ana")

    assert shown["state"]
    assert group(question)
    assert "verdict" not in json.dumps(shown)


def test_a_whole_session_is_played_again_to_be_judged() -> None:
    """A session with one's own client counts, with what was decided; what is unfinished waits."""
    found = judged(a_session("session-that-begins", "ana"), "session-that-begins")
    begun = judged(a_session("session-that-begins", "ana", finished=False), "session-that-begins")

    assert (found.safe, found.finished) == (True, True)
    assert found.points is not None
    assert found.points > 80
    assert found.decided is not None
    assert found.heat
    assert found.story
    assert (begun.points, begun.finished) == (None, False)
    assert begun.headline.startswith("At 5:00, 0 of")


def test_a_session_with_somebody_else_s_client_is_refused() -> None:
    """The log of a friend, and one that was changed, are not believed."""
    mine = a_session("session", "ana")
    with pytest.raises(WorkError, match="another client"):
        judged(mine, "session", "bo")
    with pytest.raises(WorkError, match="changed after the session"):
        judged(SessionWork(log=mine.log.replace('"at":300', '"at":301', 1)), "session")
    with pytest.raises(WorkError, match="needs its log"):
        judged(an_answer("done"), "session")


def test_a_plan_in_forms_is_checked_for_the_student_s_own_client() -> None:
    """What is not complete is no zero, and says what it lacks."""
    whole = judged(an_answer({"parts": [PLACED, STROKED]}), "plan")
    part = {**STROKED, "answers": {}}

    assert whole.points is not None
    with pytest.raises(WorkError, match="1 part is not complete: "):
        judged(an_answer({"parts": [PLACED, part]}), "plan")
    with pytest.raises(WorkError, match="no answer yet"):
        judged(an_answer({"parts": []}), "plan")


def test_own_words_have_no_points() -> None:
    """Their instructor reads them, and may show them."""
    found = judged(an_answer("I will lean in\nfrom my feet."), "one-thing")

    assert (found.points, found.safe) == (None, True)
    assert found.story == ("I will lean in", "from my feet.")


def test_all_rules_that_an_order_breaks_are_counted() -> None:
    """The student is told three; the class's misconceptions need every one, in plain words."""
    faults = judged(an_answer(SAFE_ORDER[::-1]), "ten-steps").faults

    assert len(faults) > 3
    assert all(each.did.startswith("put “") for each in faults)


def test_what_was_passed_over_is_a_misconception_as_well() -> None:
    """Somebody who needs a doctor and is not named."""
    (first, second) = judged(an_answer(["saddle", "asthma", "calf"]), "care-today").faults

    assert (first.did.split(" ")[0], first.safety) == ("passed", True)
    assert (second.did.split(" ")[0], second.safety) == ("chose", False)
