"""A client card says all that is wrong with it, and what the client answers."""

import pytest

from tableside.client.card import CardError, ClientCard, Late
from tableside.knowledge import Knowledge

PLAIN = {"name": "Ada", "age": 40.0, "comes_for": "My back is stiff."}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("present", ["blood-thinnrs"], "present: there is no 'blood-thinnrs'; did you mean"),
        ("allergies", ["nutt"], "allergies: there is no 'nutt'"),
        ("skin_sites", ["kidney-left"], "skin_sites: there is no 'kidney-left'"),
        ("sudden", "tingling", "sudden: there is no 'tingling'"),
        ("amounts", {"weeks": 3.0}, "amounts: there is no 'weeks'"),
        ("amounts", {"age": 3.0}, "the age stands in a field of its own"),
        ("age", 400, "age: "),
        ("shoe", 42, "shoe: "),
    ],
)
def test_a_card_that_cannot_be_used_names_the_entry(
    known: Knowledge, field: str, value: object, said: str
) -> None:
    """Whoever wrote it can mend it."""
    with pytest.raises(CardError, match=said):
        ClientCard.of({**PLAIN, field: value}, known)


def test_several_faults_are_told_at_once(known: Knowledge) -> None:
    """Nobody mends a card one fault at a time."""
    with pytest.raises(CardError, match=r"present: .*; allergies: "):
        ClientCard.of({**PLAIN, "present": ["x"], "allergies": ["y"]}, known)


def test_cards_read_back_as_they_were_written(known: Knowledge) -> None:
    """A card in a log is the card of the session."""
    late = Late(condition="fever", says="I had a fever this morning.")
    card = ClientCard.of({**PLAIN, "present": ["asthma"]}, known).model_copy(update={"late": late})

    assert ClientCard.of(card.model_dump_json(), known) == card


def test_late_news_count_once_they_are_told(known: Knowledge) -> None:
    """Before that, the client answers no in good faith."""
    late = {"condition": "fever", "says": "I had a fever this morning."}
    card = ClientCard.of({**PLAIN, "late": late}, known)

    assert "fever" in card.intake(known, late_told=False).no
    assert "fever" in card.intake(known, late_told=True).yes
