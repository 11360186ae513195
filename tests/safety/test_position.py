"""Whether a position, with its pillows, suits a client."""

import pytest

from tableside.errors import UnknownNameError
from tableside.knowledge import knowledge
from tableside.knowledge.conditions import Condition
from tableside.safety.cited import SCREENED
from tableside.safety.findings import Finding
from tableside.safety.limits import Limits, combine
from tableside.safety.position import check_position

KNOWN = knowledge()
ANYONE = Limits(max_pressure=3)
FREE = [each.id for each in KNOWN.positions if each.reaches_low_back]


def always(position: str) -> tuple[str, ...]:
    """Return the pillows that everyone gets in a position."""
    return tuple(pillow.id for pillow in KNOWN.position(position).pillows if pillow.always)


def judged(position: str, *conditions: Condition) -> tuple[Finding, ...]:
    """Return what is said of a position with its pillows, for a client with these conditions."""
    limits = combine(conditions, ceiling=3)
    return check_position(position, always(position), limits, KNOWN, conditions=conditions)


@pytest.mark.parametrize("position", FREE)
def test_a_position_with_its_pillows_has_nothing_said_about_it(position: str) -> None:
    """Anyone may lie or sit in it."""
    assert judged(position) == ()


def test_face_up_does_not_reach_the_low_back() -> None:
    """It harms nobody, and nothing can be done in it."""
    assert [(each.rule, each.safety) for each in judged("supine")] == [("reach", False)]


@pytest.mark.parametrize("position", FREE)
def test_a_missing_pillow_is_named(position: str) -> None:
    """Each one that everyone gets, with what it is for."""
    found = check_position(position, (), ANYONE, KNOWN)

    assert [each.subjects for each in found] == [(position, name) for name in always(position)]
    assert {each.rule for each in found} == {"pillow-missing"}
    assert not any(each.safety for each in found)


def test_a_pillow_of_another_position_is_named() -> None:
    """Between the knees is no place for one when the client lies face down."""
    found = check_position("prone", ("ankles", "knees"), ANYONE, KNOWN)

    assert [(each.rule, each.subjects) for each in found] == [
        ("pillow-elsewhere", ("prone", "knees"))
    ]


@pytest.mark.parametrize("condition", KNOWN.conditions, ids=lambda condition: condition.id)
def test_each_condition_bars_what_it_avoids_and_allows_what_it_prefers(
    condition: Condition,
) -> None:
    """An avoided position could harm; one that is merely not preferred could be better."""
    for position in KNOWN.positions:
        found = [each for each in judged(position.id, condition) if each.rule.startswith("client")]
        avoided = position.id in condition.adapt.avoid_positions
        preferred = condition.adapt.prefer_positions
        expected = [True] if avoided else []
        if not avoided and preferred and position.id not in preferred:
            expected = [False]

        assert expected == [each.safety for each in found]


def test_a_barred_position_names_what_suits_instead() -> None:
    """And the condition whose reason it is."""
    condition = KNOWN.condition("second-trimester")
    found = judged("prone", condition)[0]

    assert "on the side" in found.message
    assert "face up" not in found.message
    assert condition.because in found.because
    assert found.sources == condition.sources


def test_a_position_that_is_not_preferred_cites_the_condition_that_prefers_another() -> None:
    """Not one that prefers none, nor one that prefers this very position."""
    names = ("spondylolisthesis", "asthma", "third-trimester")
    cited, *others = (KNOWN.condition(name) for name in names)
    found = judged("semi-reclined", cited, *others)[0]

    assert cited.because in found.because
    assert not any(each.because in found.because for each in others)


def test_without_conditions_a_barred_position_refers_to_the_screening() -> None:
    """The limit may come from a question that nobody has answered; no source is claimed for it."""
    limits = Limits(max_pressure=3, avoid_positions=frozenset({"prone"}))
    found = check_position("prone", always("prone"), limits, KNOWN)

    assert [(each.because, each.sources) for each in found] == [(SCREENED, ())]


@pytest.mark.parametrize("more", KNOWN.conditions, ids=lambda condition: condition.id)
def test_one_condition_more_never_takes_a_danger_away(more: Condition) -> None:
    """A client with more to be careful of is never judged more mildly."""
    heart = KNOWN.condition("heart-failure")
    for position in KNOWN.positions:
        before = {each.rule for each in judged(position.id, heart) if each.safety}
        after = {each.rule for each in judged(position.id, heart, more) if each.safety}

        assert before <= after


@pytest.mark.parametrize(
    ("position", "pillows", "message"),
    [
        ("pron", (), "no position 'pron'; did you mean 'prone'"),
        ("prone", ("ankel",), "no pillow 'ankel'; did you mean 'ankles'"),
    ],
)
def test_what_the_course_does_not_know_is_refused_by_name(
    position: str, pillows: tuple[str, ...], message: str
) -> None:
    """A pillow that nobody has is a slip of the pen."""
    with pytest.raises(UnknownNameError, match=message):
        check_position(position, pillows, ANYONE, KNOWN)
