"""What the article says beside what the course teaches, as a table with its sources."""

import html
from dataclasses import dataclass

from tableside.knowledge import knowledge
from tableside.knowledge.claims import Claim, Stance
from tableside.knowledge.sources import Source

_STANCES = {
    Stance.KEEP: "✓ We keep this",
    Stance.CAUTION: "! With care",
    Stance.CORRECT: "✗ We correct this",
}


@dataclass(frozen=True, slots=True)
class ArticleTable:
    """The claims of one step of the article, what the course makes of each, and why."""

    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]
    """Every source that the claims name, in the order of their keys."""

    def __repr__(self) -> str:
        return "\n".join(_as_text(claim) for claim in self.claims)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        head = "".join(
            f'<th scope="col" style="text-align: left">{title}</th>'
            for title in ("The article says", "We teach", "Why")
        )
        rows = "".join(_row(claim) for claim in self.claims)
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        cited = "".join(f"<li>{html.escape(_cited(source))}</li>" for source in self.sources)
        more = f"<details><summary>The sources</summary><ul>{cited}</ul></details>"
        return {"text/plain": repr(self), "text/html": table + more}


def article_and_evidence(step: int) -> ArticleTable:
    """Return what the article says in *step* (1 to 10) beside what the evidence says."""
    known = knowledge()
    claims = tuple(claim for claim in known.claims if claim.step == step)
    keys = sorted({key for claim in claims for key in claim.sources})
    return ArticleTable(claims, tuple(known.source(key) for key in keys))


def _stance(claim: Claim) -> str:
    return _STANCES[claim.stance] + (" (safety)" if claim.critical else "")


def _as_text(claim: Claim) -> str:
    return (
        f"{_stance(claim)}. The article says: {claim.claim} We teach: {claim.teach} "
        f"Why: {claim.because} [{claim.origin}]"
    )


def _row(claim: Claim) -> str:
    cells = (
        f"<strong>{_stance(claim)}</strong><br>{html.escape(claim.claim)}",
        html.escape(claim.teach),
        f"{html.escape(claim.because)} <small>[{html.escape(claim.origin)}]</small>",
    )
    style = 'style="text-align: left; vertical-align: top"'
    return f"<tr>{''.join(f'<td {style}>{cell}</td>' for cell in cells)}</tr>"


def _cited(source: Source) -> str:
    parts = [source.title, source.authors, str(source.year) if source.year else "", source.locator]
    told = ", ".join(part for part in parts if part)
    return f"{source.key}: {told} (grade {source.grade.words})"
