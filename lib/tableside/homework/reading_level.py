"""How hard a text is to read, by the lengths of its words and sentences."""

import re

_END = re.compile(r"(?<=[.?!])\s+|(?<=[.?!][”\")])\s+")
"""Where one sentence ends and another begins; quotation marks belong to the one before."""


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a text without any is one sentence."""
    found = [each.strip() for each in _END.split(text) if each.strip()]
    return found or [text]


def longest_sentence(text: str) -> int:
    """Return how many words the longest sentence has."""
    return max(len(_words(each)) for each in sentences(text))


def grade(text: str) -> float:
    """Return the years of school that a reader of English needs (Flesch and Kincaid's formula).

    Syllables are counted by groups of vowels, which is right on average.
    """
    words = _words(text)
    if not words:
        return 0.0
    syllables = sum(_syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences(text)) + 11.8 * syllables / len(words) - 15.59


def _words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z][A-Za-z'\u2019-]*", text)


def _syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word.casefold().removesuffix("e")))
    return max(1, groups)
