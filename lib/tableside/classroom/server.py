"""The class server: one application of all that a class answers."""

import asyncio
import signal
import threading
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from types import FrameType
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tableside.classroom.doors import Doors
from tableside.classroom.guard import Guard
from tableside.classroom.page_files import PageFiles
from tableside.classroom.room import Room
from tableside.classroom.staff import Staff
from tableside.classroom.store import StoreError
from tableside.classroom.students import Students


def class_server(
    room: Room,
    doors: Doors,
    address: str,
    hosts: Collection[str] | None = None,
    workers: int = 1,
) -> Starlette:
    """Return the application of *room*, one of so many *workers*.

    It answers for *hosts* only; for any if None, where the *doors* know everybody themselves.
    """
    parts = (PageFiles(doors), Students(room, doors, workers), Staff(room, doors, address))

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        await room.open()
        before_the_end(room.stop)
        yield
        await room.close()

    return Starlette(
        routes=[*doors.routes(), *(route for part in parts for route in part.routes())],
        lifespan=life,
        middleware=[Middleware(Guard, hosts=hosts, framed=f"{doors.prefix}/")],
        exception_handlers={StoreError: _try_later},
    )


def before_the_end(tell: Callable[[], None]) -> None:
    """Have *tell* called when this process is asked to stop, before what asked is done.

    Otherwise the server would wait for pages that never let go, and then complain about each.
    """
    if threading.current_thread() is not threading.main_thread():
        return  # nobody asks others
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        before = signal.getsignal(number)

        def heard(number: int, frame: FrameType | None, before: Any = before) -> None:  # noqa: ANN401 - as signal has it
            loop.call_soon_threadsafe(tell)
            if callable(before):
                before(number, frame)

        signal.signal(number, heard)


async def _try_later(_: Request, error: Exception) -> Response:
    return JSONResponse({"detail": str(error)}, 503, {"Retry-After": "2"})
