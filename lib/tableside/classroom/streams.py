"""Views that follow the class: server-sent events, a new one whenever something changed."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any

from starlette.responses import StreamingResponse

from tableside.classroom.bell import Bell, heard

AT_MOST_EVERY = 0.2
"""Seconds between two views of the same page."""

PING_EVERY = 10.0
"""Seconds after which an unchanged view says that it is still there."""


def event_text(shown: Mapping[str, Any]) -> str:
    """Return a view as a server-sent event."""
    return f"data: {json.dumps(shown, ensure_ascii=False, separators=(',', ':'))}\n\n"


def streamed(events: AsyncIterator[str]) -> StreamingResponse:
    """Return *events* as an answer that nobody on its way keeps back."""
    return StreamingResponse(
        events, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
    )


async def followed(
    view: Callable[[], Awaitable[Mapping[str, Any]]], bell: Bell
) -> AsyncIterator[str]:
    """Yield what *view* returns, each time the *bell* rings and it is another."""
    last, rang = "", True
    while not bell.over:
        ringing = bell.listen()  # before looking, so that no change falls between
        if rang:
            shown = await view()
            text = event_text(shown)
            if text != last:
                yield text
                last = text
            if shown.get("gone"):
                return
            await asyncio.sleep(AT_MOST_EVERY)
        rang = await heard(ringing, PING_EVERY)
        if not rang:
            yield ": still here\n\n"
