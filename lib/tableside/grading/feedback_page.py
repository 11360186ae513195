"""A student's feedback page: what was asked, what they answered, what it earned, what to do next.

One small file that needs no network and runs nothing. It holds the student's own answers and the
reasons for their marks; no key, no code and nobody else's work.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tableside.grading.gradebook import Row
from tableside.grading.panels import harmless, harmless_answer
from tableside.homework.marking import Mark, Status

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font: 1.05em/1.5 sans-serif; max-width: 44em; margin: 2em auto; padding: 0 1em;
  color: #1d2125; background: #fff; overflow-wrap: anywhere; }}
section {{ border-left: 6px solid #75797e; padding: 0.2em 1em; margin: 1.5em 0; }}
.safe {{ border-color: #19693c; }} .part {{ border-color: #7a4b00; }}
.unsafe {{ border-color: #a31621; }}
h2 {{ font-size: 1.15em; margin: 0.3em 0; }}
.mark {{ font-weight: bold; }}
small {{ color: #50555a; }}
</style>
</head>
<body>
<main>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the gradebook adds to the marks: an instructor's marks and words, a penalty."""

    rows: Mapping[str, Row] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    penalty: float | None = None


def feedback_page(
    title: str, student: str, marks: Sequence[Mark], given: Given, repaired: Iterable[str] = ()
) -> str:
    """Return the page as HTML; the same for the same marks."""
    points = [_points(mark, given.rows.get(mark.question)) for mark in marks]
    earned = sum(each for each in points if each is not None) - (given.penalty or 0.0)
    most = sum(mark.out_of for mark in marks)
    open_ = sum(1 for each in points if each is None)
    waiting = f" so far; {_count(open_, 'answer waits', 'answers wait')} for your instructor"
    total = f"{max(0.0, earned):g} of {most:g} points{waiting if open_ else ''}."
    parts = [
        _HEAD.format(title=harmless(title)),
        f"<h1>{harmless(title)}</h1>\n<p>For {harmless(student)}.</p>\n",
        f'<p class="mark">{harmless(total)}</p>\n',
        *(_late(given.penalty) if given.penalty else ()),
        *(_section(mark, given, each) for mark, each in zip(marks, points, strict=True)),
        *_repairs(tuple(repaired)),
        "</main>\n</body>\n</html>\n",
    ]
    return "".join(parts)


def _points(mark: Mark, row: Row | None) -> float | None:
    """Return the points that count for a question; None while an instructor has to give them."""
    if row is not None and row.manual is not None:
        return row.points
    extra = (row.extra or 0.0) if row is not None else 0.0
    if mark.status in {Status.BY_HAND, Status.UNREADABLE}:
        return None
    return (mark.points or 0.0) + extra


def _late(penalty: float) -> tuple[str]:
    return (f"<p>{harmless(f'{penalty:g} points were taken off because it was late.')}</p>\n",)


def _section(mark: Mark, given: Given, points: float | None) -> str:
    row = given.rows.get(mark.question)
    by_hand = row is not None and row.manual is not None
    comment = given.comments.get(mark.question)
    words = f"<p><em>Your instructor says:</em> {harmless(comment)}</p>\n" if comment else ""
    sources = f"<p><small>Sources: {harmless(', '.join(mark.sources))}</small></p>\n"
    return (
        f'<section class="{_look(mark, points)}">\n<h2>{harmless(mark.title)}</h2>\n'
        f"<p>{harmless(mark.prompt)}</p>\n"
        f"<p><em>Your answer:</em>{harmless_answer(mark.answer)}</p>\n"
        f'<p class="mark">{harmless(_headline(mark, points, by_hand=by_hand))}</p>\n'
        f"{words}{_list(mark.advice)}{sources if mark.sources else ''}</section>\n"
    )


def _look(mark: Mark, points: float | None) -> str:
    if points is None or mark.status is Status.UNANSWERED:
        return "open"
    if not mark.safe:
        return "unsafe"
    return "safe" if points >= mark.out_of else "part"


def _headline(mark: Mark, points: float | None, *, by_hand: bool) -> str:
    if points is None:
        if mark.status is Status.UNREADABLE:
            return "This answer cannot be read. It waits for your instructor."
        return f"Your instructor marks this answer; it is worth {mark.out_of:g} points."
    earned = f"{points:g} of {mark.out_of:g} points"
    if by_hand:
        return f"{earned}, given by your instructor."
    if mark.status is Status.UNANSWERED:
        return f"No answer. {earned}."
    return f"{'Safe' if mark.safe else 'Unsafe'}. {earned}."


def _list(lines: Iterable[str]) -> str:
    items = "".join(f"<li>{harmless(each)}</li>" for each in lines)
    return f"<ul>{items}</ul>\n" if items else ""


def _repairs(repaired: Sequence[str]) -> Iterable[str]:
    if repaired:
        yield f"<section>\n<h2>What we put right in your files</h2>\n{_list(repaired)}</section>\n"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
