"""What the session table says of a session that is over."""

import base64
import html
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from tableside.client.debrief import clock, debrief
from tableside.client.score import Deduction, score_session
from tableside.client.session import Session
from tableside.errors import TablesideError


class Picture(Protocol):
    """An SVG picture and the text that could stand in its place."""

    @property
    def svg(self) -> str:
        """The picture."""

    @property
    def alt(self) -> str:
        """Its text."""


def verdict(session: Session, picture: Callable[[Session], Picture] | None) -> dict[str, Any]:
    """Return headline, what was unsafe, what to do better, debrief and picture of a session."""
    score = score_session(session)
    better = [each for each in score.deductions if not each.safety]
    return {
        "headline": score.headline(),
        "safe": score.safe,
        "points": score.points,
        "unsafe": [_loss(each, session) for each in score.unsafe_acts],
        "better": [_loss(each, session) for each in better],
        "debrief": debrief(session),
        **_drawn(session, picture),
    }


def static_verdict(end: Mapping[str, Any]) -> str:
    """Return a verdict as HTML that needs no script: headline, picture, and the whole debrief."""
    source = base64.b64encode(str(end["svg"]).encode()).decode()
    image = (
        f'<img alt="{html.escape(end["alt"])}" style="max-width: 100%; height: auto" '
        f'src="data:image/svg+xml;base64,{source}">'
    )
    lines = "<br>".join(html.escape(line) for line in end["debrief"].splitlines())
    return (
        f"<p><b>{html.escape(end['headline'])}</b></p>{image if end['svg'] else ''}"
        f"<details><summary>The whole session in words</summary>{lines}</details>"
    )


def _loss(each: Deduction, session: Session) -> dict[str, str]:
    times = f", {each.times} times" if each.times > 1 else ""
    marks = f"{each.marks:.1f}".removesuffix(".0")
    step = session.known.step(each.step).title
    note = f"{step}; rule {each.rule}{times}; {f'{marks} marks' if each.marks else 'no more marks'}"
    because = f" {each.because}" if each.because else ""
    return {"at": clock(each.at), "message": f"{each.message}{because}", "note": note}


def _drawn(session: Session, picture: Callable[[Session], Picture] | None) -> dict[str, str]:
    if picture is None:
        return {"svg": "", "alt": ""}
    try:
        found = picture(session)
    except TablesideError as error:
        return {"svg": "", "alt": f"There is no picture of this session: {error}"}
    return {"svg": found.svg, "alt": found.alt}
