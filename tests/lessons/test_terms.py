"""Terms are printed in bold once, explained in the glossary, and spelt alike everywhere."""

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
AUTHORING = ROOT / "course" / "authoring"
GLOSSARY = AUTHORING / "94-reference-glossary.md"
LESSONS = sorted(AUTHORING.glob("[0-8]*.md"))
WRITTEN = [
    *LESSONS,
    AUTHORING / "home.md",
    *sorted((ROOT / "course" / "guides").glob("*.md")),
    *sorted((ROOT / "assignments" / "authoring").glob("*.md")),
]
"""What an author writes in sentences."""

KNOWLEDGE = sorted((ROOT / "lib" / "tableside" / "knowledge").glob("*.toml"))
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


class Term(NamedTuple):
    """One row of the glossary."""

    forms: tuple[str, ...]
    """The term and its other names, in lower case."""

    meaning: str
    pages: tuple[str, ...]
    """The pages that teach it."""


def glossary() -> list[Term]:
    """Return every row, from top to bottom."""
    rows = ROW.findall(GLOSSARY.read_text(encoding="utf-8"))
    return [
        Term(
            forms=tuple(each.lower() for each in re.split(r" \(|\)|, ", term) if each),
            meaning=meaning,
            pages=tuple(re.findall(r"\(([^)]+)\.ipynb\)", pages)),
        )
        for term, meaning, pages in rows
        if term != "Term"
    ]


def prose(page: Path) -> str:
    """Return what people read of a page: no code, no addresses."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"\]\([^)]*\)", "]", text)


def bold(page: Path) -> list[str]:
    """Return the terms that a page prints in bold, in the singular where the glossary has that.

    A term begins with a small letter, or is a list's entry; other bold words begin a paragraph,
    name a button, or ask something.
    """
    known = {form for term in glossary() for form in term.forms}
    found = []
    for words in re.findall(r"\*\*([^*]+)\*\*", prose(page)):
        singular = re.sub(r"s$", "", words.lower())
        if words[0].islower() or {words.lower(), singular} & known:
            found.append(words.lower() if words.lower() in known else singular)
    return found


@pytest.mark.parametrize("page", LESSONS, ids=lambda each: each.stem)
def test_every_term_in_bold_is_in_the_glossary(page: Path) -> None:
    """With the lesson among those that teach it, and in bold only once there."""
    pages = {form: term.pages for term in glossary() for form in term.forms}

    assert [term for term in bold(page) if term not in pages] == []
    assert [term for term in bold(page) if page.stem not in pages[term]] == []
    assert [term for term, times in Counter(bold(page)).items() if times > 1] == []


def test_a_term_is_printed_in_bold_where_it_is_taught_first() -> None:
    """And in no other lesson: bold says, here it is explained."""
    taught = Counter(term for page in LESSONS for term in bold(page))

    assert len(taught) > 30
    assert [term for term, times in taught.items() if times > 1] == []


def test_the_glossary_explains_nothing_that_is_not_used() -> None:
    """Each term, or another name of it, stands somewhere in the course; each page exists."""
    corpus = " ".join(" ".join(each.read_text("utf-8").lower().split()) for each in used())
    for term in glossary():
        assert any(form in corpus for form in term.forms), term
        assert term.pages
        for page in term.pages:
            assert (AUTHORING / f"{page}.md").is_file(), term


def used() -> list[Path]:
    """Return everything that learners read, but for the glossary itself."""
    reference = [each for each in AUTHORING.glob("9*.md") if each != GLOSSARY]
    questions = (ROOT / "assignments" / "authoring").glob("*.toml")
    return [*WRITTEN, *reference, *questions, *KNOWLEDGE]


def test_the_glossary_is_in_order_and_names_nothing_twice() -> None:
    """Within a group by the alphabet, so that a reader finds a word."""
    for group in GLOSSARY.read_text(encoding="utf-8").split("\n## ")[1:]:
        terms = [row[0].lower() for row in ROW.findall(group) if row[0] != "Term"]
        assert terms == sorted(terms)
    forms = [form for term in glossary() for form in term.forms]

    assert [form for form, times in Counter(forms).items() if times > 1] == []


@pytest.mark.parametrize("page", WRITTEN, ids=lambda each: f"{each.parent.parent.name}-{each.stem}")
def test_terms_are_spelt_as_the_glossary_spells_them(page: Path) -> None:
    """With a hyphen, apart or as one word: one way everywhere, but for the verb patch-test."""
    text = prose(page).lower()
    for form in {form for term in glossary() for form in term.forms if re.search("[ -]", form)}:
        odd = {form.replace(old, new) for old in " -" for new in (" ", "-", "")}
        for each in odd - {form, "patch-test"}:
            assert not re.search(rf"\b{re.escape(each)}s?\b", text), f"{each}: write {form}"
