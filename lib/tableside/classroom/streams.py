"""Views that follow the class: server-sent events, a new one whenever something changed."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from starlette.responses import StreamingResponse

from tableside.classroom.room import Bell

AT_MOST_EVERY = 0.2
"""Seconds between two views of the same page."""

PING_EVERY = 10.0
"""Seconds after which an unchanged view says that it is still there."""


def stream(view: Callable[[], Awaitable[dict[str, Any]]], bell: Bell) -> StreamingResponse:
    """Return a stream of what *view* returns, each time the *bell* rings and it is another."""
    return StreamingResponse(
        _events(view, bell), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
    )


async def _events(view: Callable[[], Awaitable[dict[str, Any]]], bell: Bell) -> AsyncIterator[str]:
    last = ""
    while True:
        heard = bell.listen(PING_EVERY)  # before looking, so that no change falls between
        shown = await view()
        text = json.dumps(shown, ensure_ascii=False, separators=(",", ":"))
        if text != last:
            yield f"data: {text}\n\n"
            last = text
        if shown.get("gone"):
            return
        if not await heard:
            yield ": still here\n\n"
        await asyncio.sleep(AT_MOST_EVERY)
