"""What the class server answers to instructors, and to the projector."""

import asyncio
from typing import Any

import segno
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tableside.classroom.activities import group
from tableside.classroom.answers import Answers
from tableside.classroom.boards import boards
from tableside.classroom.debrief import debrief_notebook
from tableside.classroom.doors import Doors
from tableside.classroom.events import Act, Drove
from tableside.classroom.requests import SMALL, DriveMessage, read_message, refuse
from tableside.classroom.results import gathered, results_csv
from tableside.classroom.room import Room
from tableside.classroom.screens import screen_for
from tableside.classroom.streams import streamed
from tableside.classroom.tokens import Role, Who, token
from tableside.errors import UnknownNameError

STAFF = (Role.INSTRUCTOR, Role.PROJECTOR)


class Staff(Answers):
    """Answers instructors, who drive the class, and the projector, which shows it."""

    def __init__(self, room: Room, doors: Doors, address: str) -> None:
        """Serve *room*, which students reach at *address*, such as ``http://10.0.0.5:8765``."""
        super().__init__(room, doors)
        self._address = address
        self._boards = boards(room)

    def routes(self) -> list[Route]:
        """Return what is answered here."""
        prefix = self.doors.prefix
        return [
            Route(f"{prefix}/api/view", self.follow),
            Route(f"{prefix}/api/class", self.about),
            Route(f"{prefix}/api/class", self.delete, methods=["DELETE"]),
            Route(f"{prefix}/api/drive", self.drive, methods=["POST"]),
            Route(f"{prefix}/api/results.csv", self.csv),
            Route(f"{prefix}/api/debrief.ipynb", self.debrief),
        ]

    async def about(self, request: Request) -> Response:
        """Return what an instructor's or a projector's page needs once."""
        who = await self.who(request, *STAFF)
        record, activities = self.room.record, self.room.activities
        address = self.doors.address(request, self._address)
        join = segno.make(f"{address}/#{record.code}", micro=False)
        told: dict[str, Any] = {
            "title": record.title,
            "code": record.code,
            "address": address,
            "qr": [[bool(dot) for dot in row] for row in join.matrix],
            "map": screen_for(activities, self._any_drill(), "")["state"].get("map"),
        }
        if who.role is Role.INSTRUCTOR:
            told["links"] = self._links()
            told["activities"] = [
                {"id": each.id, "title": each.title, "kind": each.kind, "group": group(each)}
                for each in activities.question
            ]
        return JSONResponse(told)

    def _links(self) -> dict[str, str]:
        prefix, secret = self.doors.prefix, self.room.record.secret
        return {
            "projector": f"{prefix}/board#{token(secret, Who(Role.PROJECTOR, 'room'))}",
            "colleague": f"{prefix}/teach#{token(secret, Who(Role.INSTRUCTOR, 'colleague'))}",
        }

    def _any_drill(self) -> str:
        questions = self.room.activities.question
        return next((each.id for each in questions if each.kind == "drill"), questions[0].id)

    async def follow(self, request: Request) -> Response:
        """Tell an instructor or a projector how the class does."""
        who = await self.who(request, *STAFF)
        return streamed(self._boards[who.role].follow())

    async def drive(self, request: Request) -> Response:
        """Do what an instructor wants."""
        who = await self.who(request, Role.INSTRUCTOR)
        message = await read_message(request, DriveMessage, SMALL)
        if message.act is Act.START:
            try:
                self.room.activities.find(message.question)
            except UnknownNameError as error:
                raise refuse(request, 422, str(error)) from None
        elif message.run:
            await self.run(request, message.run)
        values = message.model_dump(exclude={"id"})
        event = Drove(id=f"{who.name}/{message.id}", at=self.room.clock(), **values)
        added = await self.room.take(event)
        return JSONResponse({"new": added.new, "run": event.id})

    async def csv(self, request: Request) -> Response:
        """Return every result as CSV."""
        await self.who(request, Role.INSTRUCTOR)
        text = results_csv(await gathered(self.room), self.room.state, self.room.activities)
        return _file(text, "results.csv", "text/csv")

    async def debrief(self, request: Request) -> Response:
        """Return the notebook that looks back on the class."""
        await self.who(request, Role.INSTRUCTOR)
        title = self.room.record.title
        runs = await gathered(self.room)
        text = await asyncio.to_thread(debrief_notebook, runs, title, self.room.activities)
        return _file(text, "debrief.ipynb", "application/x-ipynb+json")

    async def delete(self, request: Request) -> Response:
        """Delete the class completely."""
        await self.who(request, Role.INSTRUCTOR)
        await self.room.delete()
        return JSONResponse({"gone": True})


def _file(text: str, name: str, kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type=kind, headers=headers)
