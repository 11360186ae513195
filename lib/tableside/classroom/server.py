"""The class server: what each address answers."""

import time
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from functools import partial
from importlib.resources import files
from typing import Any

import segno
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tableside.classroom.debrief import debrief_notebook
from tableside.classroom.events import Act, Drove, Joined, Sent
from tableside.classroom.guard import Guard
from tableside.classroom.requests import (
    LARGE,
    SMALL,
    DriveMessage,
    JoinMessage,
    ResultMessage,
    read_message,
    refuse,
    who_asks,
)
from tableside.classroom.results import gathered, results_csv
from tableside.classroom.room import Room
from tableside.classroom.screens import screen_for, script, styles
from tableside.classroom.session import Run
from tableside.classroom.store import StoreError
from tableside.classroom.streams import stream
from tableside.classroom.throttle import Throttle
from tableside.classroom.tokens import Role, Who, same_code, token
from tableside.classroom.views import instructor_view, projector_view, student_view
from tableside.classroom.work import WorkError
from tableside.errors import UnknownNameError

_PAGES = files(__package__).joinpath("pages")
_KINDS = {"html": "text/html", "js": "text/javascript", "css": "text/css"}
_DOORS = {"/": "student.html", "/teach": "instructor.html", "/board": "projector.html"}

STAFF = (Role.INSTRUCTOR, Role.PROJECTOR)


class ClassServer:
    """Answers the requests of one class."""

    def __init__(self, room: Room, address: str) -> None:
        """Serve *room*, which students reach at *address*, such as ``http://10.0.0.5:8765``."""
        self.room = room
        self.address = address
        self._tries = Throttle(rate=0.2, burst=10)
        self._all_tries = Throttle(rate=2, burst=100)
        self._results = Throttle(rate=2, burst=20)

    def app(self, hosts: Collection[str]) -> Starlette:
        """Return the application; it answers for *hosts* only."""
        routes = [Route(path, partial(_page, name)) for path, name in _DOORS.items()]
        routes += [
            Route("/pages/{name}", _part),
            Route("/screens/{name}", _screen_part),
            Route("/api/join", self.join, methods=["POST"]),
            Route("/api/me", self.follow_student),
            Route("/api/screen", self.screen),
            Route("/api/result", self.result, methods=["POST"]),
            Route("/api/view", self.follow_board),
            Route("/api/class", self.about),
            Route("/api/class", self.delete, methods=["DELETE"]),
            Route("/api/drive", self.drive, methods=["POST"]),
            Route("/api/results.csv", self.csv),
            Route("/api/debrief.ipynb", self.debrief),
        ]

        @asynccontextmanager
        async def life(_: Starlette) -> AsyncIterator[None]:
            await self.room.open()
            yield
            await self.room.close()

        return Starlette(
            routes=routes,
            lifespan=life,
            middleware=[Middleware(Guard, hosts=hosts)],
            exception_handlers={StoreError: _try_later},
        )

    async def join(self, request: Request) -> Response:
        """Let somebody in who knows the code, or who is in already and changes the name."""
        message = await read_message(request, JoinMessage, SMALL)
        if request.headers.get("authorization"):
            member = self._who(request, Role.STUDENT).name
        else:
            self._check_code(request, message.code)
            member = f"m-{message.id}"
        name = " ".join(message.name.split())
        event = Joined(
            id=f"{member}/join-{message.number}",
            at=self.room.clock(),
            member=member,
            name=name,
            number=message.number,
        )
        await self.room.take(event)
        mine = token(self.room.record.secret, Who(Role.STUDENT, member))
        return JSONResponse({"token": mine, "title": self.room.record.title})

    def _check_code(self, request: Request, code: str) -> None:
        host = request.client.host if request.client else ""
        now = time.monotonic()
        waits = max(self._tries.waits(host, now), self._all_tries.waits("", now))
        if waits:
            seconds = str(int(waits) + 1)
            why = f"Too many wrong codes. Wait {seconds} seconds, then look at the code again."
            raise refuse(request, 429, why, **{"Retry-After": seconds})
        if not same_code(code, self.room.record.code):
            self._tries.tried(host, now)
            self._all_tries.tried("", now)
            raise refuse(request, 403, "This is not the code of this class. Look at it again.")

    async def follow_student(self, request: Request) -> Response:
        """Tell a student what the class does, as long as the page is open."""
        member = self._who(request, Role.STUDENT).name

        async def view() -> dict[str, Any]:
            if self.room.gone:
                return {"gone": True}
            state = self.room.state
            mine = {}
            for run in state.shown():
                if run.revealed and member in run.taken:
                    mine[run.id] = (await self.room.results(run)).get(member)
            known = {name: each for name, each in mine.items() if each is not None}
            shown = student_view(state, self.room.activities, member, known)
            return {**shown, "now": round(self.room.clock())}

        return self._present(member, stream(view, self.room.drive_bell))

    def _present(self, member: str, response: Any) -> Response:  # noqa: ANN401 - a stream of starlette
        inner = response.body_iterator

        async def counted() -> AsyncIterator[str]:
            self.room.arrive(member)
            try:
                async for part in inner:
                    yield part
            finally:
                self.room.leave(member)

        response.body_iterator = counted()
        kept: Response = response
        return kept

    async def screen(self, request: Request) -> Response:
        """Return what a student's page needs to show a run."""
        member = self._who(request, Role.STUDENT).name
        run = self._run(request, request.query_params.get("run", ""))
        return JSONResponse(screen_for(self.room.activities, run.question, member))

    async def result(self, request: Request) -> Response:
        """Take a round or an answer, judge it, and keep it."""
        member = self._who(request, Role.STUDENT).name
        now = time.monotonic()
        if waits := self._results.waits(member, now):
            seconds = str(int(waits) + 1)
            raise refuse(request, 429, "Too much at once.", **{"Retry-After": seconds})
        self._results.tried(member, now)
        message = await read_message(request, ResultMessage, LARGE)
        run = self._run(request, message.run)
        event = Sent(
            id=f"{member}/{message.id}",
            at=self.room.clock(),
            member=member,
            run=run.id,
            number=message.number,
            work=message.work,
        )
        try:
            judged = await self.room.judge(event)
        except (WorkError, UnknownNameError) as error:
            raise refuse(request, 422, str(error)) from None
        added = await self.room.take(event)
        taken = self.room.state.runs[run.id].taken.get(member)
        counts = taken is not None and taken.event == event.id
        return JSONResponse({"new": added.new, "counts": counts, "score": judged.score})

    async def about(self, request: Request) -> Response:
        """Return what an instructor's or a projector's page needs once."""
        who = self._who(request, *STAFF)
        record = self.room.record
        join = f"{self.address}/#{record.code}"
        told: dict[str, Any] = {
            "title": record.title,
            "code": record.code,
            "address": self.address,
            "qr": [[bool(dot) for dot in row] for row in segno.make(join, micro=False).matrix],
            "map": screen_for(self.room.activities, self._any_drill(), "")["state"].get("map"),
        }
        if who.role is Role.INSTRUCTOR:
            links = {
                "projector": f"/board#{token(record.secret, Who(Role.PROJECTOR, 'room'))}",
                "colleague": f"/teach#{token(record.secret, Who(Role.INSTRUCTOR, 'colleague'))}",
            }
            activities = [
                {"id": each.id, "title": each.title, "kind": each.kind}
                for each in self.room.activities.question
            ]
            told |= {"links": links, "activities": activities}
        return JSONResponse(told)

    def _any_drill(self) -> str:
        return next(
            (each.id for each in self.room.activities.question if each.kind == "drill"),
            self.room.activities.question[0].id,
        )

    async def follow_board(self, request: Request) -> Response:
        """Tell an instructor or a projector how the class does."""
        who = self._who(request, *STAFF)
        shown = instructor_view if who.role is Role.INSTRUCTOR else projector_view

        async def view() -> dict[str, Any]:
            if self.room.gone:
                return {"gone": True}
            state, now = self.room.state, self.room.clock()
            results = await self.room.results(state.run) if state.run else {}
            found = shown(state, self.room.activities, results, set(self.room.there), now)
            return {**found, "now": round(now)}

        return stream(view, self.room.board_bell)

    async def drive(self, request: Request) -> Response:
        """Do what an instructor wants."""
        who = self._who(request, Role.INSTRUCTOR)
        message = await read_message(request, DriveMessage, SMALL)
        if message.act is Act.START:
            try:
                self.room.activities.find(message.question)
            except UnknownNameError as error:
                raise refuse(request, 422, str(error)) from None
        elif message.run:
            self._run(request, message.run)
        values = message.model_dump(exclude={"id"})
        event = Drove(id=f"{who.name}/{message.id}", at=self.room.clock(), **values)
        added = await self.room.take(event)
        return JSONResponse({"new": added.new, "run": event.id})

    async def csv(self, request: Request) -> Response:
        """Return every result as CSV."""
        self._who(request, Role.INSTRUCTOR)
        text = results_csv(await gathered(self.room), self.room.state, self.room.activities)
        return _file(text, "results.csv", "text/csv")

    async def debrief(self, request: Request) -> Response:
        """Return the notebook that looks back on the class."""
        self._who(request, Role.INSTRUCTOR)
        text = debrief_notebook(
            await gathered(self.room), self.room.record.title, self.room.activities
        )
        return _file(text, "debrief.ipynb", "application/x-ipynb+json")

    async def delete(self, request: Request) -> Response:
        """Delete the class completely."""
        self._who(request, Role.INSTRUCTOR)
        await self.room.delete()
        return JSONResponse({"gone": True})

    def _who(self, request: Request, *roles: Role) -> Who:
        if self.room.gone:
            raise refuse(request, 410, "This class was deleted.")
        return who_asks(request, self.room.record.secret, *roles)

    def _run(self, request: Request, name: str) -> Run:
        run = self.room.state.runs.get(name)
        if run is None:
            raise refuse(request, 404, "Nobody started this activity.")
        return run


def _file(text: str, name: str, kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type=kind, headers=headers)


async def _page(name: str, _: Request) -> Response:
    return Response(_PAGES.joinpath(name).read_text(encoding="utf-8"), media_type="text/html")


async def _part(request: Request) -> Response:
    name = request.path_params["name"]
    known = {each.name for each in _PAGES.iterdir()}
    if name not in known:
        raise refuse(request, 404, "There is no such part.")
    text = _PAGES.joinpath(name).read_text(encoding="utf-8")
    return Response(text, media_type=_KINDS[name.rpartition(".")[2]])


async def _screen_part(request: Request) -> Response:
    kind, _, what = request.path_params["name"].partition(".")
    try:
        text = {"js": script, "css": styles}[what](kind)
    except KeyError:
        raise refuse(request, 404, "There is no such screen.") from None
    return Response(text, media_type=_KINDS[what])


async def _try_later(_: Request, error: Exception) -> Response:
    return JSONResponse({"detail": str(error)}, 503, {"Retry-After": "2"})
