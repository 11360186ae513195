"""A picture that a notebook can show and a screen reader can read."""

import base64
import html
import io
from dataclasses import dataclass

import matplotlib as mpl
from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An SVG picture and the text that could stand in its place."""

    svg: str
    alt: str

    def __post_init__(self) -> None:
        """Refuse a picture that a blind reader could not have."""
        if len(self.alt.split()) < 5:
            raise ValueError(f"a picture needs a text that could replace it; got {self.alt!r}")

    def __repr__(self) -> str:
        return self.alt

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        source = base64.b64encode(self.svg.encode()).decode()
        image = (
            f'<img alt="{html.escape(self.alt)}" style="max-width: 100%; height: auto" '
            f'src="data:image/svg+xml;base64,{source}">'
        )
        return {"text/plain": self.alt, "text/html": image}


def from_figure(figure: Figure, *, alt: str, trim: bool = True) -> Picture:
    """Return a matplotlib *figure* as a picture whose SVG is the same on every run.

    Without *trim* it keeps its whole size, whatever is drawn: it does not jump while a learner
    moves a slider, and takes half the time.
    """
    buffer = io.StringIO()
    # Matplotlib otherwise names the parts of an SVG at random; text that stays text is smaller
    # and comes in the reader's own font.
    with mpl.rc_context({"svg.hashsalt": "tableside", "svg.fonttype": "none"}):
        figure.savefig(
            buffer, format="svg", bbox_inches="tight" if trim else None, metadata={"Date": None}
        )
    return Picture(svg=buffer.getvalue(), alt=alt)
