"""Fading feedback: a quarter less in each round, until a round is blind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tableside.drills import Fading


def test_the_fifth_round_is_blind() -> None:
    """100, 75, 50, 25, 0 per cent."""
    fading = Fading()

    assert [fading.share(number) for number in range(1, 7)] == [1, 0.75, 0.5, 0.25, 0, 0]
    assert [fading.blind(number) for number in (4, 5)] == [False, True]
    assert fading.shown(1, 18) == ((0, 18),)
    assert fading.shown(3, 10) == ((0, 2), (4, 6), (8, 10))
    assert fading.shown(5, 18) == ()


@given(st.floats(0, 1), st.floats(0.01, 1), st.integers(1, 20), st.floats(4, 120))
def test_less_is_shown_from_round_to_round(
    first: float, less: float, number: int, seconds: float
) -> None:
    """Never more than before, and always within the round."""
    fading = Fading(first=first, less=less)

    def shown(of: int) -> float:
        return sum(end - start for start, end in fading.shown(of, seconds))

    assert shown(number + 1) <= shown(number) + 1e-9
    assert 0 <= shown(number) <= seconds + 1e-9


def test_rounds_count_from_one() -> None:
    """There is no round before the first."""
    with pytest.raises(ValueError, match="rounds count from 1"):
        Fading().share(0)
