"""One door to every drill's plan and score."""

import random
from typing import get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from tableside.drills import (
    AnyPlan,
    BalancePlan,
    BreathPlan,
    CoveragePlan,
    PressurePlan,
    ProfilePlan,
    ReleasePlan,
    Status,
    TaperPlan,
    TempoPlan,
    TowelPlan,
    needs,
    score_round,
)
from tableside.drills.simulated import EXPERT, simulate_round

PLANS: list[AnyPlan] = [
    PressurePlan(),
    ProfilePlan(),
    TaperPlan(),
    ReleasePlan(),
    CoveragePlan(),
    BalancePlan(),
    TempoPlan(),
    TowelPlan(),
    BreathPlan(),
]
READER: TypeAdapter[AnyPlan] = TypeAdapter(AnyPlan)


def test_every_kind_of_plan_is_tried_here() -> None:
    """Whoever adds a drill adds it to these tests."""
    assert len(PLANS) == len(get_args(get_args(AnyPlan)[0]))


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.kind)
def test_a_plan_survives_its_own_json(plan: AnyPlan) -> None:
    """Told apart by its kind."""
    assert READER.validate_json(plan.model_dump_json()) == plan


def test_a_plan_without_a_kind_is_a_pressure_plan() -> None:
    """Questions written before there were other drills are still read."""
    assert READER.validate_json("{}") == PressurePlan()

    with pytest.raises(ValidationError, match="dance"):
        READER.validate_json('{"kind": "dance"}')


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.kind)
def test_phases_cover_the_whole_round(plan: AnyPlan) -> None:
    """In order, each with words, up to the end; a round takes 10 to 90 seconds of life."""
    ends = [phase.until for phase in plan.phases()]
    life = plan.seconds / (plan.pace if isinstance(plan, TowelPlan) else 1)

    assert ends == sorted(set(ends))
    assert ends[-1] == pytest.approx(plan.seconds)
    assert 10 <= life <= 90
    assert all(phase.name and phase.say for phase in plan.phases())


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.kind)
def test_what_is_lacking_is_not_scored(plan: AnyPlan) -> None:
    """A round without its recording is no zero."""
    trace, log = simulate_round(plan, EXPERT, random.Random(1))

    assert (trace is not None, log is not None) == needs(plan)
    assert score_round(plan, trace, log).status is Status.SCORED
    assert score_round(plan, None, None).status is Status.NOT_SCORED
    assert score_round(plan, trace, None).status is (
        Status.NOT_SCORED if log is not None else Status.SCORED
    )
