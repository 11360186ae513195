"""History: best and last, day by day, and when to try again."""

from datetime import UTC, date, datetime, timedelta

from tableside.drills import Device, DrillScore, Feedback, PressurePlan, Trace, score_round
from tableside.drills.history import (
    JudgedRound,
    RetestState,
    best,
    by_day,
    judged,
    last,
    retests,
    retests_due,
)
from tableside.drills.practice import Round, append, read
from tableside.drills.score import Part, not_scored, scored
from tableside.drills.vetoes import Veto, VetoKind

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
UNSAFE = Veto(kind=VetoKind.NO_GO, second=1.0, reason="You pressed on the spine.")


def worth(points: float, *, unsafe: bool = False) -> DrillScore:
    """Return a score of so many points."""
    part = Part(name="all", share=points / 100, weight=1, happened="So.", next_time="Do.")
    return scored([part], vetoes=(UNSAFE,) if unsafe else ())


def done(day: int, score: DrillScore, *, blind: bool = True, drill: str = "hold") -> JudgedRound:
    """Return a round so many days after Monday."""
    feedback = Feedback.HIDDEN if blind else Feedback.ALWAYS
    trace = Trace.of([], drill=drill, device=Device.PEN, feedback=feedback)
    when = MONDAY + timedelta(days=day)
    kept = Round(number=1, drill=drill, when=when, trace=trace, before="0" * 64)
    return JudgedRound(round=kept, score=score)


def on(day: int) -> date:
    """Return the date so many days after Monday."""
    return MONDAY.date() + timedelta(days=day)


ROUNDS = (
    done(0, worth(60)),
    done(0, worth(99, unsafe=True)),
    done(1, worth(80), blind=False),
    done(1, worth(70)),
    done(2, not_scored("A gap.")),
)


def test_the_best_round_is_a_safe_one() -> None:
    """Ninety-nine unsafe points are no best."""
    found, latest = best(ROUNDS), last(ROUNDS)

    assert found is ROUNDS[2]
    assert latest is ROUNDS[3]
    assert best(()) is last(()) is None


def test_each_day_is_summed_up() -> None:
    """How many, how good, how good blind, how many unsafe."""
    told = [(d.day, d.rounds, d.best, d.best_blind, d.unsafe) for d in by_day(ROUNDS)]

    assert [(day, rounds, unsafe) for day, rounds, _, _, unsafe in told] == [
        (on(0), 2, 1),
        (on(1), 2, 0),
        (on(2), 1, 0),
    ]
    assert [round(best or 0) for _, _, best, _, _ in told] == [60, 80, 0]
    assert [round(blind or 0) for _, _, _, blind, _ in told] == [60, 70, 0]


def test_retests_follow_the_first_blind_pass_by_a_day_a_week_and_a_month() -> None:
    """Passing with the line shown starts nothing."""
    assert retests([done(0, worth(90), blind=False)], on(50)) == ()
    found = retests([done(0, worth(50)), done(1, worth(70))], on(1))

    assert [(each.after_days, each.day, each.state) for each in found] == [
        (1, on(2), RetestState.AHEAD),
        (7, on(8), RetestState.AHEAD),
        (30, on(31), RetestState.AHEAD),
    ]


def test_a_retest_is_due_until_it_is_passed_blind() -> None:
    """Trying and failing leaves it due; passing with the line shown does not count."""
    rounds = [done(0, worth(70)), done(1, worth(90), blind=False)]
    (due,) = retests_due(rounds, on(1))
    (missed,) = retests_due([*rounds, done(1, worth(40))], on(2))

    assert (due.after_days, due.state) == (1, RetestState.DUE)
    assert (missed.after_days, missed.state) == (1, RetestState.MISSED)
    assert retests_due([*rounds, done(2, worth(66))], on(3)) == ()


def test_each_drill_has_its_own_retests() -> None:
    """The next one first."""
    rounds = [done(0, worth(70)), done(3, worth(70), drill="taper")]

    assert [(each.drill, each.after_days) for each in retests_due(rounds, on(8))] == [
        ("hold", 1),
        ("taper", 1),
        ("hold", 7),
    ]


def test_scores_are_worked_out_anew_from_the_record() -> None:
    """No record holds points; a round of an unknown drill is left out."""
    plan = PressurePlan()
    trace = Trace.of([(0, 0.0, 4, 20)], drill="hold", device=Device.PEN)
    text = append("", drill="hold", when=MONDAY, trace=trace)
    text = append(text, drill="other", when=MONDAY, trace=trace)
    found = judged(read(text).rounds, {"hold": lambda each: score_round(plan, each.trace)})

    assert [each.round.drill for each in found] == ["hold"]
    assert found[0].score.points is None
