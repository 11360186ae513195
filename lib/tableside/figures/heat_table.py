"""Who gets no hot towel, and who gets a milder one, as a table."""

from tableside.figures.reference import Page
from tableside.knowledge import knowledge
from tableside.knowledge.conditions import Condition, Decision, Heat

MASSAGE_GOES_ON = (Decision.PROCEED, Decision.ADAPT, Decision.AVOID_AREA)
"""With any other decision nobody lies on the table, and no towel is thought of."""

WORDS = {Heat.NONE: "✗ No towel", Heat.LOWER: "! Milder"}


def heat_table() -> Page:
    """Return the clients who may be massaged but whose heat is limited, the strictest first."""
    limited = [
        each
        for each in knowledge().conditions
        if each.adapt.heat is not None and each.decision in MASSAGE_GOES_ON
    ]
    limited.sort(key=lambda each: each.adapt.heat is Heat.LOWER)
    rows = tuple(_row(each) for each in limited)
    return Page(("Heat", "The client has", "Why"), rows, whole_first=True)


def _row(condition: Condition) -> tuple[str, str, str]:
    heat = condition.adapt.heat
    assert heat is not None  # noqa: S101 - the table holds no others
    return (WORDS[heat], condition.name, f"{condition.because} [{condition.origin}]")
