"""Who lies under the towel in which round: all kinds of client, each at a moment of its own."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tableside.drills import TowelPlan
from tableside.drills.towel_clients import KINDS, WELL, declines, towel_client
from tableside.knowledge import knowledge

ONE, TWO = TowelPlan(), TowelPlan(surfaces=(41.0, 41.0))


@given(block=st.integers(0, 10_000))
def test_every_six_clients_are_of_every_kind(block: int) -> None:
    """Nobody practises for an afternoon and never meets the client who feels nothing."""
    clients = [towel_client(len(KINDS) * block + place, ONE) for place in range(len(KINDS))]
    met = ["".join(each.sign for each in says) for says in clients]

    assert sorted(met) == sorted(KINDS)


@given(block=st.integers(0, 10_000))
def test_half_of_the_clients_want_no_second_towel(block: int) -> None:
    """Of the two with whom nothing is wrong it is one, so that only asking tells."""
    numbers = range(len(KINDS) * block, len(KINDS) * (block + 1))
    no = [number for number in numbers if declines(number)]
    signs = ["".join(each.sign for each in towel_client(number, TWO)) for number in no]

    assert len(no) == len(KINDS) / 2
    assert len([sign for sign in signs if sign in WELL]) == 1


@pytest.mark.parametrize("plan", [ONE, TWO])
@given(number=st.integers(0, 100_000))
def test_a_sign_comes_while_a_towel_may_lie_there(plan: TowelPlan, number: int) -> None:
    """A plan takes it, and the same number is the same client."""
    says = towel_client(number, plan)

    assert says == towel_client(number, plan)
    assert plan.model_validate({"says": says}).says == says
    assert all(70 <= each.second <= plan.seconds - 180 for each in says)


def test_neither_the_order_nor_the_moment_can_be_learned() -> None:
    """No kind follows another by rule, and the moments are spread over the whole time."""
    clients = [towel_client(number, ONE) for number in range(240)]
    signs = [says[0].sign if says else "" for says in clients]
    moments = {says[0].second for says in clients if says}

    assert len(set(pairwise(signs))) > 25
    assert len(moments) > 60
    assert min(moments) < 120
    assert max(moments) > 480


def test_every_kind_is_a_sign_of_the_course() -> None:
    """What they say stands in signs.toml."""
    assert [knowledge().sign(kind).id for kind in KINDS if kind] == [k for k in KINDS if k]
