"""The towel timer: looks at 0, 2 and 5 minutes, off by 10, and the client is heard."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tableside.drills import DrillScore, EventKind, EventLog, Status, TowelPlan, score_towel
from tableside.drills.vetoes import VetoKind
from tableside.errors import UnknownNameError
from tableside.knowledge import knowledge
from tableside.knowledge.conditions import Heat

K = EventKind
PLAN = TowelPlan()
BURNING = TowelPlan(says=((250.0, "burning-under-towel"),))

Acts = list[tuple[float, EventKind]]

BY_THE_BOOK: Acts = [
    (10, K.CHECK_SKIN),
    (20, K.LAY_ON),
    (140, K.CHECK_SKIN),
    (145, K.ASK),
    (320, K.CHECK_SKIN),
    (325, K.ASK),
    (500, K.REMOVE),
    (510, K.CHECK_SKIN),
]
"""On at 20 s, looks after 2 and 5 minutes, off after 8."""


def scored(
    acts: Acts, plan: TowelPlan = PLAN, *, seconds: float | None = None, pace: float = 10
) -> DrillScore:
    """Return the score of a log of these acts."""
    acts = sorted(acts, key=lambda act: act[0])
    end = seconds if seconds is not None else max((t for t, _ in acts), default=0) + 5
    return score_towel(EventLog.of(acts, drill="a", seconds=end, pace=pace), plan)


def without(kind: EventKind, at: float, acts: Acts = BY_THE_BOOK) -> Acts:
    """Return the acts without that one."""
    return [act for act in acts if act != (at, kind)]


def test_by_the_book_loses_nothing() -> None:
    """Every look, every question, off in time."""
    score = scored(BY_THE_BOOK)

    assert score.points == pytest.approx(100)
    assert score.passed
    assert sum(part.weight for part in score.parts) == pytest.approx(1)


@pytest.mark.parametrize(
    ("missed", "rule"),
    [
        (10, "Look at the skin before the towel goes on"),
        (140, "Look at the skin under the towel at 2 minutes"),
        (320, "Look at the skin under the towel at 5 minutes"),
        (510, "Look at the skin as the towel comes off"),
    ],
)
def test_a_missed_look_is_unsafe_in_the_words_of_the_rules(missed: float, rule: str) -> None:
    """The rules of heat judge what was done, and are not written a second time here."""
    score = scored(without(K.CHECK_SKIN, missed))

    assert not score.safe
    assert [veto.kind for veto in score.vetoes] == [VetoKind.HEAT]
    assert rule in score.vetoes[0].reason
    assert score.share("looking") == pytest.approx(0.75)


def test_a_look_within_two_seconds_of_life_is_in_time() -> None:
    """At ten times the pace of life, 20 seconds of the clock are a hand's two."""
    late = [*without(K.CHECK_SKIN, 140), (159.0, K.CHECK_SKIN)]
    too_late = [*without(K.CHECK_SKIN, 140), (170.0, K.CHECK_SKIN)]

    assert scored(late).points == pytest.approx(100)
    assert scored(late).passed
    assert not scored(too_late).safe


def test_off_within_two_seconds_of_life_is_in_time_too() -> None:
    """Ten minutes and a hand's delay are ten minutes."""
    start = [act for act in BY_THE_BOOK if act[0] < 500]

    in_time = scored([*start, (635.0, K.REMOVE), (640.0, K.CHECK_SKIN)])

    assert in_time.points == pytest.approx(100)
    assert in_time.passed
    assert not scored([*start, (645.0, K.REMOVE), (650.0, K.CHECK_SKIN)]).safe


def test_leaving_it_on_too_long_is_unsafe() -> None:
    """Eleven minutes are over ten."""
    acts = [*without(K.REMOVE, 500, without(K.CHECK_SKIN, 510)), (690, K.REMOVE)]
    score = scored([*acts, (619, K.CHECK_SKIN), (695, K.CHECK_SKIN)])

    assert "Take the towel off after 10 minutes at the latest." in score.as_text()
    assert not score.passed


def test_never_taking_it_off_is_unsafe_to_the_end() -> None:
    """Letting the clock run out takes no towel away."""
    acts = [act for act in BY_THE_BOOK if act[0] < 500]
    score = scored(acts, seconds=PLAN.seconds)

    assert not score.safe
    assert score.status is Status.SCORED


def test_a_round_stopped_under_the_towel_is_not_scored() -> None:
    """A closed page is not the learner's fault, nor a missing look at the end of it."""
    score = scored([act for act in BY_THE_BOOK if act[0] < 400], seconds=400)

    assert (score.status, score.points) == (Status.NOT_SCORED, None)
    assert score.safe


def test_another_pace_than_planned_is_not_scored() -> None:
    """A clock that ran slower gave more time to react."""
    assert scored(BY_THE_BOOK, pace=1).status is Status.NOT_SCORED


def test_no_towel_is_not_tried() -> None:
    """Looking alone warms nobody."""
    assert scored([(10, K.CHECK_SKIN)]).status is Status.NOT_TRIED


def test_a_towel_too_hot_for_anyone_is_unsafe_however_well_timed() -> None:
    """Forty-four degrees are over the ceiling."""
    score = scored(BY_THE_BOOK, TowelPlan(surfaces=(44.0,)))

    assert score.points == pytest.approx(100)
    assert not score.passed
    assert "Let the towel cool" in score.as_text()


def test_a_client_who_needs_less_heat_gets_five_minutes() -> None:
    """The plan's own limit counts: eight minutes are too long."""
    gentle = TowelPlan(surfaces=(40.0,), heat=Heat.LOWER)
    five = [(10, K.CHECK_SKIN), (20, K.LAY_ON), (140, K.CHECK_SKIN), (145, K.ASK),
            (318, K.REMOVE), (325, K.CHECK_SKIN)]  # fmt: skip

    assert scored(five, gentle).passed
    assert not scored(BY_THE_BOOK, gentle).safe


def test_burning_is_answered_within_three_seconds_of_life() -> None:
    """The sign's own time, on the learner's clock and not on the quicker one."""
    sign = knowledge().sign("burning-under-towel")
    start = [act for act in BY_THE_BOOK if act[0] < 250]

    def off_after(life: float) -> DrillScore:
        off = 270 + 10 * life
        return scored([*start, (off, K.REMOVE), (off + 5, K.CHECK_SKIN)], BURNING)

    assert sign.within_seconds == 3
    assert off_after(2.5).points == pytest.approx(100)
    assert off_after(2.5).passed
    late = off_after(4)
    assert [veto.kind for veto in late.vetoes] == [VetoKind.NOT_HEARD]
    assert 0.6 < late.share("answering") < 0.7


def test_lightening_is_no_answer_to_burning() -> None:
    """The towel must go; more urgent or other words do not take it away."""
    acts: Acts = [*BY_THE_BOOK, (275.0, K.LIGHTEN), (276.0, K.STOP_TECHNIQUE)]
    score = scored(acts, BURNING)

    assert "You answered after 23.0 s" in score.as_text()
    assert not score.passed


def test_no_more_heat_after_burning() -> None:
    """A second towel after the warning is unsafe, in the words of what the sign asks for."""
    start = [act for act in BY_THE_BOOK if act[0] < 250]
    plan = TowelPlan(surfaces=(41.0, 41.0), says=BURNING.says)
    again: Acts = [
        *start, (280.0, K.REMOVE), (285.0, K.CHECK_SKIN), (286.0, K.ASK), (290.0, K.RE_WET),
        (300.0, K.LAY_ON),
        (420.0, K.CHECK_SKIN), (590.0, K.REMOVE), (595.0, K.CHECK_SKIN),
    ]  # fmt: skip
    score = scored(again, plan)

    assert "You laid a towel on again" in score.as_text()
    assert "No more heat in this session." in score.as_text()


SKIN = TowelPlan(says=((100.0, "odd-skin"),))
LOOKED: Acts = [(10, K.CHECK_SKIN), (20, K.LAY_ON), (140, K.CHECK_SKIN), (145, K.ASK)]


def test_odd_skin_counts_from_the_look_that_shows_it() -> None:
    """Nobody can act on what nobody has seen: three seconds of life from the look."""
    in_time = scored([*LOOKED, (165.0, K.REMOVE), (170.0, K.CHECK_SKIN)], SKIN)
    too_late = scored([*LOOKED, (190.0, K.REMOVE), (195.0, K.CHECK_SKIN)], SKIN)

    assert in_time.points == pytest.approx(100)
    assert in_time.passed
    assert [veto.kind for veto in too_late.vetoes] == [VetoKind.NOT_HEARD]
    assert too_late.vetoes[0].reason.startswith("You lift the towel, and the skin is mottled")


def test_odd_skin_under_a_towel_that_is_off_asks_for_no_other() -> None:
    """Seen as the towel came off: the heat is gone already, and must stay gone."""
    plan = TowelPlan(surfaces=(41.0, 41.0), says=((300.0, "odd-skin"),))
    off: Acts = [*LOOKED, (319.0, K.CHECK_SKIN), (500.0, K.REMOVE), (505.0, K.CHECK_SKIN)]
    again: Acts = [(510.0, K.RE_WET), (520.0, K.LAY_ON), (640.0, K.CHECK_SKIN),
                   (700.0, K.REMOVE), (705.0, K.CHECK_SKIN)]  # fmt: skip

    assert scored(off, plan).safe
    assert "You laid a towel on again" in scored([*off, *again], plan).as_text()


def test_pleasant_warmth_asks_for_nothing() -> None:
    """Nothing has to change, so nothing is scored for it."""
    score = scored(BY_THE_BOOK, TowelPlan(says=((60.0, "pleasant-warmth"),)))

    assert score.points == pytest.approx(100)
    assert "answering" not in [part.name for part in score.parts]


def test_a_second_towel_is_made_ready_first() -> None:
    """Step 5: fresh, wrung and measured; a used one laid back has not been measured."""
    plan = TowelPlan(surfaces=(41.0, 41.0))
    second: Acts = [(560.0, K.LAY_ON), (680.0, K.CHECK_SKIN), (685.0, K.ASK), (860.0, K.CHECK_SKIN),
                    (865.0, K.ASK), (900.0, K.REMOVE), (905.0, K.CHECK_SKIN)]  # fmt: skip

    asked: Acts = [*BY_THE_BOOK, (515.0, K.ASK)]

    assert scored([*asked, (520.0, K.RE_WET), *second], plan).passed
    assert "Measure the side of the towel" in scored([*asked, *second], plan).as_text()


FRESH: Acts = [(520.0, K.RE_WET), (560.0, K.LAY_ON), (680.0, K.CHECK_SKIN), (685.0, K.ASK),
               (700.0, K.REMOVE), (705.0, K.CHECK_SKIN)]  # fmt: skip
"""A second towel after ``BY_THE_BOOK``, as the rules of heat ask for it."""


@pytest.mark.parametrize(
    ("asked", "declines", "told"),
    [
        ([(515.0, K.ASK)], True, "You asked, and the client said: “No, thank you."),
        ([], False, "You laid another towel on without asking"),
        ([], True, "You laid another towel on without asking"),
        # A number from 0 to 10 under the first towel is no yes to a second one.
        ([(490.0, K.ASK)], False, "You laid another towel on without asking"),
    ],
)
def test_a_towel_that_nobody_said_yes_to_is_unsafe(asked: Acts, declines: bool, told: str) -> None:
    """A plain no ends the heat as surely as a burn does; and nobody guesses a yes."""
    score = scored(
        [*BY_THE_BOOK, *asked, *FRESH], TowelPlan(surfaces=(41.0,) * 2, declines=declines)
    )

    assert not score.safe
    (veto,) = score.vetoes
    assert (veto.kind, veto.second) == (VetoKind.NOT_HEARD, 560)
    assert veto.reason.startswith(told)
    assert knowledge().rule("H2").text in veto.reason


@pytest.mark.parametrize("declines", [False, True])
def test_to_leave_it_at_one_costs_nothing(declines: bool) -> None:
    """Whatever the client wants: one towel is enough, asked or not."""
    plan = TowelPlan(surfaces=(41.0, 41.0), declines=declines)

    assert scored(BY_THE_BOOK, plan).points == pytest.approx(100)
    assert scored([*BY_THE_BOOK, (515.0, K.ASK)], plan).passed


def test_no_towel_goes_on_after_the_client_said_stop() -> None:
    """Whoever ended the session in time, and then went on with the heat, has not heard."""
    plan = TowelPlan(surfaces=(41.0, 41.0), says=((200.0, "says-stop"),))
    start = [act for act in BY_THE_BOOK if act[0] < 200]
    ended: Acts = [*start, (225.0, K.END_SESSION), (230.0, K.REMOVE), (235.0, K.CHECK_SKIN)]
    again: Acts = [(240.0, K.ASK), *((t - 270, kind) for t, kind in FRESH)]

    assert scored(ended, plan).safe
    assert "You laid a towel on again" in scored([*ended, *again], plan).as_text()


def test_what_was_not_prepared_has_to_be_done() -> None:
    """Measuring and testing the feeling come before the towel."""
    plan = TowelPlan(prepared=False)
    before: Acts = [(2.0, K.MEASURE), (5.0, K.TEST_FEELING)]

    assert not scored(BY_THE_BOOK, plan).safe
    assert scored([*before, *BY_THE_BOOK], plan).safe


@settings(max_examples=60)
@given(off=st.floats(-110, 170), nearer=st.floats(0, 1))
def test_a_look_nearer_to_its_time_is_never_worth_less(off: float, nearer: float) -> None:
    """Two minutes are two minutes, from either side."""

    def looked(at: float) -> float:
        acts = [*without(K.CHECK_SKIN, 140), (140 + at, K.CHECK_SKIN)]
        return scored(acts).points or 0.0

    assert looked(off * nearer) >= looked(off) - 1e-9


@given(st.lists(st.tuples(st.floats(0, 800), st.sampled_from(EventKind)), max_size=25))
def test_any_log_has_a_score_or_a_reason(acts: Acts) -> None:
    """Nothing that can be done makes the score fail."""
    score = scored(acts, BURNING)

    assert score.points is None or 0 <= score.points <= 100
    assert score.reason or score.status is Status.SCORED


def test_plans_that_make_no_sense_are_refused() -> None:
    """No heat, no timer; and a client says things that the course knows."""
    with pytest.raises(ValueError, match="this client gets no hot towel"):
        TowelPlan(heat=Heat.NONE)
    with pytest.raises(ValueError, match="one thing at a time"):
        TowelPlan(says=((60.0, "pleasant-warmth"), (60.0, "says-stop")))
    with pytest.raises(UnknownNameError, match="burning-under-towel"):
        TowelPlan(says=((60.0, "burning-under-towl"),))
