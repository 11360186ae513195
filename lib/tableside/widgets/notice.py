"""A message in the place of something that cannot be shown: plain words, no stack of code."""

import html
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """What went wrong and what to do about it."""

    message: str

    def __repr__(self) -> str:
        return self.message

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        shown = "<br>".join(html.escape(line) for line in self.message.splitlines())
        style = "border-left: 5px solid #a31621; padding: 0.6em 1em; margin: 0.3em 0"
        return {
            "text/plain": self.message,
            "text/html": f'<p role="alert" style="{style}">{shown}</p>',
        }
