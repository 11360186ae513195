"""Typed numbers: what is meant is read, and what may mean two things is asked about."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tableside.homework.amounts import AmountError, read_amount, same_unit


@pytest.mark.parametrize(
    ("typed", "value", "unit"),
    [
        ("12.5 N", 12.5, "N"),
        ("12,5 N", 12.5, "N"),
        ("12.5N", 12.5, "N"),
        (" 43 degrees Celsius ", 43.0, "°C"),
        ("100 kpa", 100.0, "kPa"),
        ("3 cm2", 3.0, "cm²"),
        ("-2", -2.0, ""),
        ("0,125 kPa", 0.125, "kPa"),
        ("7 apples", 7.0, "apples"),
    ],
)
def test_a_number_is_read_as_it_is_meant(typed: str, value: float, unit: str) -> None:
    """With a comma or a point, with or without a space, and with many ways to write a unit."""
    amount = read_amount(typed)

    assert (value, unit) == (amount.value, amount.unit)


def test_another_reading_is_told() -> None:
    """Who types a comma sees how it was read."""
    assert read_amount("12,5 N").as_text() == "12,5 N (read as 12.5 N)"
    assert read_amount("12.5 N").as_text() == "12.5 N"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("1,000 N", "may mean 1000 or 1.000"),
        ("1 000 N", "one number without separators"),
        ("1.2.3", "one number without separators"),
        ("N 12", "type the number first"),
        ("twelve", "is no number"),
        ("", "is no number"),
        ("9" * 400, "too large"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(typed: str, told: str) -> None:
    """The message says what to type instead."""
    with pytest.raises(AmountError, match=told):
        read_amount(typed)


@given(st.text(max_size=40))
def test_no_text_is_too_strange(typed: str) -> None:
    """It is read, or refused in words; nothing else happens."""
    with suppress(AmountError):
        assert read_amount(typed).as_text().startswith(typed.strip())


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("100000 Pa", "kPa", 100.0),
        ("90 s", "min", 1.5),
        ("5 kg", "N", None),
        ("5", "N", None),
        ("2", "Walton level", 2.0),
        ("2 N", "Walton level", None),
    ],
)
def test_a_unit_of_the_same_kind_is_converted(typed: str, unit: str, value: float | None) -> None:
    """A mass is no force, and a bare number has no unit."""
    assert same_unit(read_amount(typed), unit) == (value if value is None else pytest.approx(value))
