"""The pages of a class, and the screens of its activities, as a browser asks for them."""

from functools import cache
from html import escape
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tableside.classroom.doors import Doors
from tableside.classroom.requests import refuse
from tableside.classroom.screens import script, styles

_PAGES = files(__package__).joinpath("pages")
_KINDS = {"html": "text/html", "js": "text/javascript", "css": "text/css"}
_DOORS = {"/": "student.html", "/teach": "instructor.html", "/board": "projector.html"}


class PageFiles:
    """Answers with the files of the pages."""

    def __init__(self, doors: Doors) -> None:
        """Show the pages to whom the *doors* let in."""
        self._doors = doors

    def routes(self) -> list[Route]:
        """Return what is answered here."""
        prefix = self._doors.prefix
        return [
            *(Route(f"{prefix}{path}", self.page) for path in _DOORS),
            Route(f"{prefix}/pages/{{name}}", self.part),
            Route(f"{prefix}/screens/{{name}}", self.screen_part),
        ]

    async def page(self, request: Request) -> Response:
        """Return a page, or where to go first."""
        if (elsewhere := await self._doors.page(request)) is not None:
            return elsewhere
        name = _DOORS[request.url.path.removeprefix(self._doors.prefix)]
        return Response(_text(name), media_type=_KINDS["html"])

    async def part(self, request: Request) -> Response:
        """Return a part of a page."""
        name = request.path_params["name"]
        if name not in {each.name for each in _PAGES.iterdir()}:
            raise refuse(request, 404, "There is no such part.")
        text = _text(name)
        return Response(text, media_type=_KINDS[name.rpartition(".")[2]])

    async def screen_part(self, request: Request) -> Response:
        """Return the script or the styles of one kind of screen."""
        kind, _, what = request.path_params["name"].partition(".")
        try:
            text = {"js": script, "css": styles}[what](kind)
        except KeyError:
            raise refuse(request, 404, "There is no such screen.") from None
        return Response(text, media_type=_KINDS[what])


def refused_page(prefix: str, why: str) -> Response:
    """Return a page that says to somebody *why* they may not see another one."""
    text = _text("refused.html").replace("PREFIX", escape(prefix)).replace("WHY", escape(why))
    return Response(text, 403, media_type=_KINDS["html"])


@cache
def _text(name: str) -> str:
    return _PAGES.joinpath(name).read_text(encoding="utf-8")
