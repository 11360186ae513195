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
    whole_first: bool = False
    """Whether the first column is short words, which are never cut in two."""

    def __repr__(self) -> str:
        return "\n".join(" | ".join(row) for row in (self.head, *self.rows))

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self._html()}

    def _html(self) -> str:
        return table_html(self.head, self.rows, whole_first=self.whole_first)


def table_html(
    head: Iterable[str], rows: Iterable[Iterable[str]], *, whole_first: bool = False
) -> str:
    """Return a table in HTML; every text in it stays text, the first column whole if asked."""

    def style(column: int) -> str:
        # Addresses of pages are long words, which would otherwise push the other columns out.
        cut = "white-space: nowrap" if whole_first and not column else "overflow-wrap: anywhere"
        return f'style="text-align: left; vertical-align: top; {cut}"'

    titles = "".join(
        f'<th scope="col" {style(column)}>{html.escape(each)}</th>'
        for column, each in enumerate(head)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f"<td {style(column)}>{html.escape(cell)}</td>" for column, cell in enumerate(row)
        )
        + "</tr>"
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
