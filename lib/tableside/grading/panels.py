"""How a mark looks on nbgrader's pages. Everything that a student wrote is made harmless here."""

import string
from collections.abc import Iterable
from functools import lru_cache

from tableside.homework.marking import Mark, Status

_HARMLESS = {ord(mark): f"&#{ord(mark)};" for mark in string.punctuation}
"""Every mark that could mean something to HTML, Markdown or TeX, by its number instead."""

_KEPT = "\n\u200c\u200d"
"""New lines, and the two joiners without which some scripts and emoji cannot be written."""

_SHORT, _MOST_SHORT = 500, 1000
"""Characters of a text that is kept as it was made harmless, and how many are kept."""

_FRAME = "padding: 0.5em 1em; margin: 0.3em 0; border-left: 6px solid"
_COLOURS = {"safe": "#19693c", "part": "#7a4b00", "unsafe": "#a31621"}


def printable(text: str) -> str:
    """Return *text* without what no reader sees: controls, half characters, turned directions."""
    plain = text.replace("\n", "").isprintable()
    return text if plain else "".join(map(_seen, text))


def _seen(each: str) -> str:
    if each.isprintable() or each in _KEPT:
        return each
    return " " if each.isspace() else ""


def harmless(text: str) -> str:
    """Return *text* so that no page takes any of it for markup, code or mathematics."""
    return _short(text) if len(text) < _SHORT else _harmless(text)


def _harmless(text: str) -> str:
    return printable(text).translate(_HARMLESS).replace("\n", "<br>")


# Questions and advice are the same for many students, and stand on two pages each.
_short = lru_cache(_MOST_SHORT)(_harmless)


def harmless_answer(text: str) -> str:
    """Return an answer to stand behind its label; one of several lines begins a line of its own."""
    return ("<br>" if "\n" in text else " ") + harmless(text)


def headline(mark: Mark) -> str:
    """Return the mark in one line, safety first."""
    points = f"{mark.points or 0:g} of {mark.out_of:g} points"
    if mark.status is Status.UNREADABLE:
        return f"This answer cannot be read. It waits for your instructor; so far {points}."
    if mark.status is Status.UNANSWERED:
        return f"No answer. {points}."
    if mark.status is Status.BY_HAND:
        return f"Your instructor marks this answer; it is worth {mark.out_of:g} points."
    if not mark.safe:
        return f"Unsafe. {points}."
    return f"Safe. {points}."


def mark_text(mark: Mark) -> str:
    """Return the answer, the mark and the advice as plain text."""
    lines = [mark.prompt, f"Your answer: {mark.answer}", headline(mark)]
    lines += [f"→ {each}" for each in mark.advice]
    return printable("\n".join(lines))


def mark_panel(mark: Mark) -> str:
    """Return the answer, the mark and the advice as a panel in HTML."""
    full = mark.points is not None and mark.points >= mark.out_of
    colour = _COLOURS["unsafe" if not mark.safe else "safe" if full else "part"]
    sources = f"<br><small>Sources: {harmless(', '.join(mark.sources))}</small>"
    return (
        f'<div class="mathjax_ignore tex2jax_ignore" style="{_FRAME} {colour}">'
        f"{harmless(mark.prompt)}<br>"
        f"<em>Your answer:</em>{harmless_answer(mark.answer)}<br>"
        f"<strong>{harmless(headline(mark))}</strong>"
        f"{_list(mark.advice)}{sources if mark.sources else ''}</div>"
    )


def answer_panel(mark: Mark) -> str:
    """Return a written answer as one line of HTML that Markdown leaves alone."""
    body = harmless(headline(mark) if mark.status is Status.UNREADABLE else mark.answer)
    return (
        f'{harmless(mark.prompt)}<div class="mathjax_ignore tex2jax_ignore" '
        f'style="{_FRAME} #75797e">{body}</div>{_list(mark.advice)}'
    )


def _list(advice: Iterable[str]) -> str:
    items = "".join(f"<li>{harmless(each)}</li>" for each in advice)
    return f"<ul>{items}</ul>" if items else ""
