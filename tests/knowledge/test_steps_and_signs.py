"""The steps with their order, and what a client may say or show during them."""

import pytest

from course_order import ALL_STEPS
from tableside.knowledge import knowledge
from tableside.knowledge.signs import Response
from tableside.knowledge.steps import PrecedenceKind

KNOWN = knowledge()


def test_the_courses_own_order_keeps_every_rule_hard_and_soft() -> None:
    """The order that the course teaches is one of those that it accepts."""
    place = {name: index for index, name in enumerate(ALL_STEPS)}
    broken = [
        (rule.step, step.id)
        for step in KNOWN.steps
        for rule in step.after
        if place[rule.step] > place[step.id]
    ]

    assert broken == []
    assert {step.id for step in KNOWN.steps} == set(ALL_STEPS)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        *(("screen-and-consent", name, "hard") for name in ALL_STEPS[1:]),
        ("body-straight", "hot-towel", "hard"),
        ("body-straight", "right-pressure", "hard"),
        ("soak-towel", "hot-towel", "hard"),
        ("hot-towel", "reapply-towel", "hard"),
        ("hot-towel", "oils", "hard"),
        ("reapply-towel", "oils", "hard"),
        ("right-pressure", "spread-pressure", "hard"),
        ("right-pressure", "lighter-after", "hard"),
        ("right-pressure", "breathe-and-pause", "soft"),
        ("oils", "right-pressure", "soft"),
        ("spread-pressure", "lighter-after", "soft"),
        ("breathe-and-pause", "lighter-after", "soft"),
        *((name, "roll-off", "hard") for name in ALL_STEPS[3:10]),
        ("roll-off", "after-care", "hard"),
    ],
)
def test_the_step_waits_for_the_other(before: str, after: str, kind: str) -> None:
    """The order's rules are those that the course decided on."""
    kinds = [rule.kind for rule in KNOWN.step(after).after if rule.step == before]

    assert kinds == [PrecedenceKind(kind)]


def test_placing_the_client_and_soaking_the_towel_wait_for_nothing_but_the_screening() -> None:
    """The two may be done in either order, or by two people at once."""
    for name in ("body-straight", "soak-towel"):
        assert [rule.step for rule in KNOWN.step(name).after] == ["screen-and-consent"]


def test_a_precedence_is_as_hard_as_the_rule_it_cites() -> None:
    """A step cannot call custom what the rule calls safety, nor the other way round."""
    hard = {rule.id: rule.kind for rule in KNOWN.rules}

    for step in KNOWN.steps:
        for wait in step.after:
            assert hard.get(wait.rule, wait.kind) is wait.kind, (step.id, wait.step)


def test_every_precedence_says_where_it_comes_from() -> None:
    """The rules inside steps are facts too."""
    rules = [rule for step in KNOWN.steps for rule in step.after]

    assert rules
    assert all(rule.sources or rule.course_rule or rule.unverified for rule in rules)


def test_the_titles_of_steps_are_told_apart() -> None:
    """Two steps with one title could not be ordered by a learner."""
    assert len({step.title for step in KNOWN.steps}) == 12
    assert all(step.goal.endswith(".") and step.goal.count(". ") == 0 for step in KNOWN.steps)


def test_ten_steps_have_the_articles_titles() -> None:
    """Screening and after-care are the course's own."""
    own = [step.id for step in KNOWN.steps if step.article_title is None]

    assert own == ["screen-and-consent", "after-care"]


def test_the_signs_that_others_build_on_are_there() -> None:
    """Drills and questions name these."""
    expected = {
        "tingling-in-leg": Response.STOP_TECHNIQUE_AND_ASK,
        "saddle-numbness": Response.STOP_AND_REFER_URGENTLY,
        "burning-under-towel": Response.REMOVE_HEAT,
        "pain-above-four": Response.STOP_TECHNIQUE_AND_ASK,
        "held-breath": Response.LIGHTEN,
        "dizzy-on-rising": Response.SIT_DOWN_SLOWLY,
        "says-stop": Response.END_SESSION,
        "sleepy-under-heat": Response.REMOVE_HEAT,
        "pleasant-warmth": Response.CARRY_ON_AND_ASK,
        "mild-tenderness": Response.CARRY_ON_AND_ASK,
    }

    assert expected == {name: KNOWN.sign(name).respond for name in expected}


def test_seconds_in_signs_are_course_rules() -> None:
    """How soon to respond was chosen by the course."""
    timed = [sign for sign in KNOWN.signs if sign.within_seconds is not None]

    assert timed
    assert [sign.id for sign in timed if not sign.course_rule] == []


def test_every_response_is_needed_by_a_sign_and_has_a_title() -> None:
    """An answer that is never right would give itself away."""
    assert {sign.respond for sign in KNOWN.signs} == set(Response)
    assert len({response.title for response in Response}) == len(Response)


def test_a_response_covers_itself_and_all_that_its_cover_covers() -> None:
    """Doing more is safe only where it includes what was needed."""
    for response in Response:
        assert response.covers(response)
        for between in Response:
            for needed in Response:
                if response.covers(between) and between.covers(needed):
                    assert response.covers(needed)


@pytest.mark.parametrize(
    ("done", "needed", "safe"),
    [
        (Response.STOP_AND_REFER_URGENTLY, Response.REMOVE_HEAT, True),
        (Response.END_SESSION, Response.REMOVE_HEAT, True),
        (Response.END_SESSION, Response.STOP_AND_REFER_URGENTLY, False),
        (Response.STOP_TECHNIQUE_AND_ASK, Response.LIGHTEN, True),
        (Response.STOP_TECHNIQUE_AND_ASK, Response.REMOVE_HEAT, False),
        (Response.REMOVE_HEAT, Response.STOP_TECHNIQUE_AND_ASK, False),
        (Response.LIGHTEN, Response.STOP_TECHNIQUE_AND_ASK, False),
        (Response.CARRY_ON_AND_ASK, Response.LIGHTEN, False),
    ],
)
def test_stopping_to_press_does_not_take_a_towel_away(
    done: Response, needed: Response, safe: bool
) -> None:
    """A more urgent answer is not always one that does what was needed."""
    assert safe is done.covers(needed)
