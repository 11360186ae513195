"""Novice, student and expert are told apart in every drill; the dangerous one never passes."""

import random
from functools import cache
from statistics import mean

import pytest

from tableside.drills import (
    AnyPlan,
    BalancePlan,
    BreathPlan,
    CoveragePlan,
    DrillScore,
    PressurePlan,
    ReleasePlan,
    TaperPlan,
    TempoPlan,
    TowelPlan,
    score_round,
)
from tableside.drills.score import PASS_POINTS
from tableside.drills.simulated import (
    DANGEROUS,
    EXPERT,
    NOVICE,
    STUDENT,
    Learner,
    simulate_round,
)

SEEDS = 60
BLOCK = 30
"""The order of the means is looked at in blocks of so many seeds, too."""

APART = 8
"""So many points at least lie between the means of neighbours."""

PLANS: dict[str, AnyPlan] = {
    "pressure": PressurePlan(),
    "taper": TaperPlan(),
    "release": ReleasePlan(),
    "coverage": CoveragePlan(work_seconds=40.0, stay_seconds=20.0),
    "balance": BalancePlan(work_seconds=20.0),
    "tempo": TempoPlan(together_seconds=15.0, alone_seconds=15.0),
    "towel": TowelPlan(),
    "burning": TowelPlan(says=((250.0, "burning-under-towel"),)),
    "breath": BreathPlan(rating=6),
}


@cache
def rounds(name: str, learner: Learner) -> tuple[DrillScore, ...]:
    """Return the scores of a learner's rounds, one for each seed; danger needs one block only."""
    plan = PLANS[name]
    seeds = BLOCK if learner is DANGEROUS else SEEDS
    return tuple(
        score_round(plan, *simulate_round(plan, learner, random.Random(seed), rate_hz=30))
        for seed in range(seeds)
    )


def points(name: str, learner: Learner) -> list[float]:
    """Return the points of a learner's rounds."""
    found = [score.points for score in rounds(name, learner)]
    assert None not in found
    return [each for each in found if each is not None]


@pytest.mark.parametrize("name", PLANS)
def test_the_more_skilled_are_worth_more(name: str) -> None:
    """Clearly so in the mean, and in no block of seeds the other way round."""
    expert, student, novice = (points(name, each) for each in (EXPERT, STUDENT, NOVICE))

    assert mean(expert) > mean(student) + APART
    assert mean(student) > mean(novice) + APART
    assert mean(expert) > 85
    assert mean(novice) < PASS_POINTS + 10
    for start in range(0, SEEDS, BLOCK):
        block = slice(start, start + BLOCK)
        assert mean(expert[block]) > mean(student[block]) > mean(novice[block])


@pytest.mark.parametrize("name", PLANS)
def test_experts_are_safe_and_the_dangerous_never_are(name: str) -> None:
    """Skill is no excuse: the dangerous one moves as the expert does."""
    safe = [score.safe for score in rounds(name, EXPERT)]
    dangerous = rounds(name, DANGEROUS)

    assert mean(safe) > 0.97
    assert not any(score.safe for score in dangerous)
    assert not any(score.passed for score in dangerous)


@pytest.mark.parametrize("name", PLANS)
def test_a_seed_is_a_round(name: str) -> None:
    """The same learner with the same seed does the same, to the last sample."""
    plan = PLANS[name]

    assert simulate_round(plan, STUDENT, random.Random(3)) == simulate_round(
        plan, STUDENT, random.Random(3)
    )
