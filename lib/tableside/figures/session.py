"""A picture of a whole session: what was done when, what it did, and what went wrong."""

import warnings

from tableside.client.session import Session
from tableside.figures.picture import Picture, from_figure
from tableside.figures.session_account import Account
from tableside.figures.session_lanes import LABELS, MINUTES, clusters, lanes, prepare
from tableside.figures.session_map import draw_map
from tableside.figures.session_sheet import (
    INK,
    LARGE,
    LINE,
    QUIET,
    SMALL,
    UNSAFE,
    USUAL,
    Sheet,
    cut,
    lines,
)
from tableside.figures.session_words import session_alt, who, wrong_words
from tableside.figures.slider_model import SIGNS

WIDE, MARGIN, HEAD = 14.4, 0.15, 0.85
"""Inches: the whole sheet, its margin, and what the headline takes."""

TITLE, GAP, FOOT = 0.2, 0.08, 0.35
"""Inches: the line over a lane, the space under it, and the minutes under the last."""

BESIDE = MARGIN + LABELS + MINUTES + 0.85
"""Inches from the left at which the map and the list begin."""

INDENT = 0.45
"""Inches by which the words of the list stand right of their numbers."""


def session_debrief(session: Session) -> Picture:
    """Return one picture of a session as it stands; the same session always has the same.

    Along the minutes: steps, hands, heat, discomfort, what the client told and what went wrong;
    beside it the back map with what each zone got, and what to do next time, unsafe acts first.
    """
    account = Account.of(session)
    with warnings.catch_warnings():
        # Words stay words in the SVG, in the reader's font: a sign that is not in the font which
        # measures them here is no loss.
        warnings.filterwarnings("ignore", message="Glyph", category=UserWarning)
        return from_figure(_drawn(account).figure, trim=False, alt=session_alt(account))


def _drawn(account: Account) -> Sheet:
    drawn = lanes(account)
    height = HEAD + sum(TITLE + lane.height + GAP for lane in drawn) + FOOT
    sheet = Sheet(WIDE, height)
    _head(sheet, account)
    _lanes(sheet, account)
    width = WIDE - BESIDE - MARGIN
    top = draw_map(sheet, account, left=BESIDE, top=HEAD, width=width)
    _list(sheet, account, top=top, width=width)
    return sheet


def _head(sheet: Sheet, account: Account) -> None:
    score = account.score
    sign = SIGNS["stop" if not score.safe else "fine" if score.passed else "plain"]
    words = cut(sign + score.headline(), WIDE - 2 * MARGIN, size=LARGE, weight="bold")
    colour = INK if score.safe else UNSAFE
    sheet.write(MARGIN, 0.12, words, size=LARGE, weight="bold", colour=colour)
    comes = f"{who(account)} “{account.session.card.comes_for}”"
    sheet.write(MARGIN, 0.47, cut(comes, WIDE - 2 * MARGIN, size=USUAL), size=USUAL, colour=QUIET)


def _lanes(sheet: Sheet, account: Account) -> None:
    top, left, drawn = HEAD, MARGIN + LABELS, lanes(account)
    unsafe = [each.at for each in clusters(account, safety=True)]
    for lane in drawn:
        sheet.write(MARGIN, top, lane.name, weight="bold")
        sheet.write(left, top, cut(lane.key, MINUTES + 0.6), colour=QUIET)
        axes = sheet.axes(left, top + TITLE, MINUTES, lane.height)
        prepare(axes, account, last=lane is drawn[-1])
        lane.draw(axes, account)
        for second in unsafe:
            axes.axvline(second, color=UNSAFE, linewidth=0.8, linestyle=(0, (2, 3)), alpha=0.7)
        top += TITLE + lane.height + GAP
    sheet.write(left - 0.75, top - 0.02, "minutes")


def _list(sheet: Sheet, account: Account, *, top: float, width: float) -> None:
    """Write what went wrong, as much of it as there is room for."""
    sheet.write(BESIDE, top, "What went wrong, and what to do; unsafe first", weight="bold")
    top += 1.2 * LINE
    wrong = account.wrong
    if not wrong:
        sheet.write(BESIDE, top, "Nothing is left to be wished for.")
    for number, each in enumerate(wrong, start=1):
        words = lines(wrong_words(each), width - INDENT, most=2)
        # The last line is kept for what there is no room for.
        if top + (len(words) + 1) * LINE > sheet.height:
            more = len(wrong) - number + 1
            sheet.write(BESIDE, top, f"and {more} more, see the text", colour=QUIET, size=SMALL)
            return
        colour = UNSAFE if each.safety else INK
        sign = "▲" if each.safety else "●"
        sheet.write(BESIDE, top, f"{sign} {number}", weight="bold", colour=colour)
        for line in words:
            sheet.write(BESIDE + INDENT, top, line, colour=colour)
            top += LINE
