"""Scripted learners are told apart by the score, for every client who walks in."""

from collections.abc import Callable

import pytest

from tableside.client.log import SessionLog
from tableside.client.policies import dangerous, expert, hurried
from tableside.client.score import SessionScore, score_session
from tableside.client.session import Session
from tableside.client.walk_in import walk_in
from tableside.knowledge import Knowledge

SEEDS, PORTION = 500, 25
"""How many clients, and how many in one test, so that the tests can share them out."""


def given(policy: Callable[[Session], None], seed: int, known: Knowledge) -> SessionScore:
    """Return the score of a whole session by a script."""
    session = Session(walk_in(seed, known), seed, known)
    policy(session)
    assert session.over
    return score_session(session)


@pytest.mark.parametrize("start", range(0, SEEDS, PORTION))
def test_the_expert_is_safe_the_dangerous_never_and_the_order_stands(
    known: Knowledge, start: int
) -> None:
    """Five hundred clients, and not one for whom the order turns round."""
    for seed in range(start, start + PORTION):
        best, middle, worst = (given(each, seed, known) for each in (expert, hurried, dangerous))
        told = f"seed {seed}: {best.headline()} {middle.headline()} {worst.headline()}"

        assert best.safe, told
        assert best.passed, told
        assert not worst.safe, told
        assert best.points > middle.points > worst.points, told


def test_the_clients_who_walk_in_are_of_all_kinds(known: Knowledge) -> None:
    """Some may not be massaged, some remember late, some have a sudden sign."""
    cards = [walk_in(seed, known) for seed in range(SEEDS)]

    assert 150 < sum(not card.present for card in cards) < 250
    assert sum(card.late is not None for card in cards) > 20
    assert sum(card.sudden is not None for card in cards) > 15
    assert len({name for card in cards for name in card.present}) > 60


def test_a_whole_session_fits_in_a_small_file(known: Knowledge) -> None:
    """It is written after every act."""
    session = Session(walk_in(0, known), 0, known)
    expert(session)

    assert len(SessionLog.of(session).to_json()) < 20_000
