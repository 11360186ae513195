"""Words in which progress is told."""

from datetime import date

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day_words(day: date) -> str:
    """Return a day as people write it, such as 14 March."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def sentence_case(text: str) -> str:
    """Return *text* with a capital at its beginning, and nowhere else changed."""
    return text[:1].upper() + text[1:]


def amount(number: int, thing: str) -> str:
    """Return a number with its thing, such as 1 round or 3 rounds."""
    return f"{number} {thing}{'' if number == 1 else 's'}"
