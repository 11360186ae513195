"""Chance from seeds: the same everywhere, and even."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tableside.homework.cards.balance import chi_square
from tableside.homework.cards.draw import Draw, seed_for


def test_a_seed_is_the_same_on_every_computer() -> None:
    """These numbers stand for ever: a class that was marked must be marked alike next year."""
    assert seed_for("ps1-screening", "first-client", "ana") == 1_844_986_158_512_089
    assert Draw(5).share() == 0.5204137911591484
    assert Draw(5, "names").shuffled("abcdefg") == ("c", "g", "d", "e", "a", "b", "f")


def test_the_name_counts_without_case_and_spaces() -> None:
    """Whoever types the own name in another way has the same clients."""
    assert seed_for("ps1", "a", "ana") == seed_for("ps1", "a", "  Ana ")


def test_parts_of_a_seed_do_not_run_together() -> None:
    """An item of one assignment is not that of another whose names join to the same letters."""
    assert seed_for("ps1", "a", "b") != seed_for("ps", "1a", "b")


@given(st.text(), st.text(), st.text())
def test_a_seed_fits_into_every_file(assignment: str, item: str, student: str) -> None:
    """Session logs, and browsers, keep whole numbers below 2^53 exactly."""
    assert 0 <= seed_for(assignment, item, student) < 2**53


@given(st.integers(0, 2**53), st.integers(1, 50))
def test_a_shuffle_loses_nothing(seed: int, count: int) -> None:
    """Every thing is still there once."""
    assert sorted(Draw(seed).shuffled(range(count))) == list(range(count))


@given(st.integers(0, 2**53))
def test_numbers_stay_between_their_ends(seed: int) -> None:
    """Whole ends give whole numbers, other ends tenths; both ends can come out."""
    draw = Draw(seed)
    whole, tenth = draw.between(3, 5), draw.between(38.1, 39.4)

    assert whole in {3, 4, 5}
    assert 38.1 <= tenth <= 39.4
    assert tenth == round(tenth, 1)


def test_draws_are_even() -> None:
    """Six faces, six thousand throws: a chi-square that chance explains (5 degrees, 0.1 %)."""
    draw = Draw(1)
    faces = Counter(draw.pick("abcdef") for _ in range(6000))

    assert len(faces) == 6
    assert chi_square(faces.values()) < 20.5
