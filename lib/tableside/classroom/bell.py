"""How those who wait hear that something changed."""

import asyncio
from contextlib import suppress


class Bell:
    """Wakes everybody who waits for something to change."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self.over = False
        """Whether nobody need wait any more: the server stops."""

    def end(self) -> None:
        """Ring for the last time."""
        self.over = True
        self.ring()

    def ring(self) -> None:
        """Wake all who listen by now."""
        self._event.set()
        self._event = asyncio.Event()

    def listen(self) -> asyncio.Event:
        """Return what is set as soon as it rings after now."""
        return self._event


async def heard(ringing: asyncio.Event, seconds: float) -> bool:
    """Wait at most so long, and return whether it rang."""
    with suppress(TimeoutError):
        await asyncio.wait_for(ringing.wait(), seconds)
    return ringing.is_set()
