"""A class of a thousand: decisions, red flags and difficulty are spread evenly."""

from functools import cache

import pytest

from tableside.homework.cards.balance import BalanceReport, balance_report, chi_square
from tableside.homework.cards.generate import Wanted, deciders
from tableside.knowledge import Knowledge, knowledge
from tableside.safety.decision import ScreenDecision


@cache
def report() -> BalanceReport:
    """Return the balance of a thousand students."""
    return balance_report(knowledge(), students=1000)


def test_decisions_are_spread_evenly() -> None:
    """Chi-square with 6 degrees of freedom, at 0.1 %; and no share far from a seventh."""
    counts = report().decisions

    assert set(counts) == {each.word for each in ScreenDecision}
    assert chi_square(counts.values()) < 22.5
    assert all(0.10 < count / 1000 < 0.19 for count in counts.values())


def test_difficulty_is_spread_evenly() -> None:
    """Chi-square with 2 degrees of freedom, at 0.1 %."""
    assert chi_square(report().difficulties.values()) < 13.9


def test_red_flags_concern_about_half(known: Knowledge) -> None:
    """Neither so many that stopping is a safe guess, nor so few that nobody looks for them."""
    found = report()
    flags = {
        name
        for decision in ScreenDecision
        for name in deciders(decision, known)
        if known.condition(name).red_flag
    }

    assert 0.35 < found.red_flag_share < 0.60
    assert flags == set(found.red_flags)
    assert all(0.002 < count / 1000 < 0.05 for count in found.red_flags.values())


def test_the_report_is_a_table() -> None:
    """Every decision has a line with its count and its share."""
    text = report().as_text()

    assert text.startswith("1000 clients; ")
    assert all(each.word in text for each in ScreenDecision)


def test_a_narrow_wish_shows_in_the_report(known: Knowledge) -> None:
    """The check can fail: a class in which everybody is stopped is not even."""
    narrow = balance_report(known, students=50, wanted=Wanted(decisions=(ScreenDecision.STOP,)))

    assert chi_square(narrow.decisions.values()) > 22.5
    assert narrow.red_flag_share == pytest.approx(1.0)


def test_nothing_counted_is_even() -> None:
    """No clients, no surprise."""
    assert chi_square([]) == 0.0
