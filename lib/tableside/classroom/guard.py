"""What stands before every request: whose address it is, where it comes from, what may run."""

import logging
from collections.abc import Collection

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tableside.classroom.requests import plain, plain_headers, same_origin

LOG = logging.getLogger("tableside.classroom")

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'"
)


class Guard:
    """Refuses requests for other hosts and from other sites, and sets the pages' safe headers."""

    def __init__(self, app: ASGIApp, hosts: Collection[str] | None, framed: str = "/") -> None:
        """Let through requests to *hosts*, names without a port; to any if None.

        The students' page, at the path *framed*, may stand in a notebook; no other page may.
        """
        self._app = app
        self._hosts = None if hosts is None else frozenset(hosts)
        self._framed = framed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = plain_headers(dict(scope))
        if why := self._fault(str(scope["method"]), headers):
            path = plain(str(scope["path"]))
            LOG.warning("refused 403 %s %s: %s", scope["method"], path, why)
            await PlainTextResponse(why, 403)(scope, receive, send)
            return
        alone = "" if scope["path"] == self._framed else "; frame-ancestors 'none'"

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                safe = MutableHeaders(scope=message)
                safe["Content-Security-Policy"] = _POLICY + alone
                safe["X-Content-Type-Options"] = "nosniff"
                safe["Referrer-Policy"] = "no-referrer"
                safe.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, send_safely)

    def _fault(self, method: str, headers: dict[str, str]) -> str:
        whole = headers.get("host", "")
        name = f"{whole.partition(']')[0]}]" if whole.startswith("[") else whole.partition(":")[0]
        if self._hosts is not None and name not in self._hosts:
            return "This class has another address."
        if method not in {"GET", "HEAD"} and not same_origin(headers):
            return "Another site cannot send anything to this class."
        return ""
