"""The reference pages: contradictions and sources as tables, made from what the course knows."""

import html
from collections.abc import Iterable
from dataclasses import dataclass

from tableside.knowledge import knowledge
from tableside.knowledge.sources import Source


@dataclass(frozen=True, slots=True)
class Page:
    """A table that a notebook shows, with the same content as text."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __repr__(self) -> str:
        return "\n".join(" | ".join(row) for row in (self.head, *self.rows))

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": table_html(self.head, self.rows)}


def table_html(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table in HTML; every text in it stays text."""
    # Addresses of pages are long words, which would otherwise push the other columns out.
    style = 'style="text-align: left; vertical-align: top; overflow-wrap: anywhere"'
    titles = "".join(f'<th scope="col" {style}>{html.escape(each)}</th>' for each in head)
    body = "".join(
        "<tr>" + "".join(f"<td {style}>{html.escape(cell)}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>"


def contradictions() -> Page:
    """Return where the article disagrees with itself, and what the course holds."""
    known = knowledge()
    return Page(
        ("Claims", "Where the article disagrees with itself", "What the course holds"),
        tuple(
            (", ".join(each.between), each.conflict, each.resolution)
            for each in known.contradictions
        ),
    )


def source_table() -> Page:
    """Return every source of the course with its year, its grade and where to find it."""
    return Page(
        ("Key", "Source, and where to find it", "Year", "Grade"),
        tuple(_source_row(source) for source in sorted(knowledge().sources, key=lambda s: s.key)),
    )


def _source_row(source: Source) -> tuple[str, ...]:
    told = f"{source.title}, {source.authors}" if source.authors else source.title
    note = f" ({source.note})" if source.note else ""
    return (
        source.key,
        f"{told.rstrip('.')}. {source.locator}.{note}",
        str(source.year) if source.year else "no date",
        source.grade.value,
    )
