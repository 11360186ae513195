"""Who gets no hot towel, and who gets a milder one."""

from tableside.figures.heat_table import MASSAGE_GOES_ON, WORDS, heat_table
from tableside.knowledge import knowledge
from tableside.knowledge.conditions import Heat

ROWS = heat_table().rows


def test_everyone_who_may_be_massaged_with_limited_heat_is_in_the_table() -> None:
    """With the condition's own limit, and why."""
    for each in knowledge().conditions:
        row = next((row for row in ROWS if row[1] == each.name), None)
        limited = each.adapt.heat is not None and each.decision in MASSAGE_GOES_ON

        assert (row is not None) == limited
        if row is not None and each.adapt.heat is not None:
            assert row[0] == WORDS[each.adapt.heat]
            assert each.because in row[2]
            assert each.origin in row[2]


def test_the_strictest_come_first() -> None:
    """No towel before a milder one."""
    told = [row[0] for row in ROWS]

    assert told == sorted(told, key=[WORDS[Heat.NONE], WORDS[Heat.LOWER]].index)
    assert len(set(told)) == 2
