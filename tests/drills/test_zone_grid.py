"""The quick answer to which zones hold a place is the map's own answer."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tableside.drills.zone_grid import zones_at
from tableside.knowledge.back_map import back_map


@settings(max_examples=500)
@given(x=st.floats(-20, 20), y=st.floats(-5, 45))
@example(x=2.0, y=16.0)
@example(x=-2.0, y=26.5)
@example(x=6.8, y=21.2)
def test_the_quick_answer_is_the_map_s(x: float, y: float) -> None:
    """Corners and edges belong to their zones, and the strictest comes first."""
    assert zones_at(x, y) == back_map().zones_at(x, y)


@given(column=st.integers(-1900, 1900), row=st.integers(-400, 4400))
def test_the_same_holds_for_places_as_traces_round_them(column: int, row: int) -> None:
    """Hundredths of a centimetre often lie exactly on an edge."""
    x, y = column / 100, row / 100

    assert zones_at(x, y) == back_map().zones_at(x, y)
