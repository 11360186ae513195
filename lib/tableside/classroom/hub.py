"""The doors of a class that JupyterHub runs: the Hub's own login, and the Hub's own roles.

Whoever may use the service may come in as a student; whoever has the scope ``TEACH`` may teach. A
token of the class alone opens nothing here: the Hub must know the person who shows it as well.
"""

import hashlib
import hmac
import json
import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64Error
from importlib import import_module
from typing import Any, Protocol
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from tornado.web import HTTPError

from tableside.classroom.doors import Doors, Welcome
from tableside.classroom.page_files import refused_page
from tableside.classroom.requests import JoinMessage, refuse
from tableside.classroom.store import ClassRecord, Store
from tableside.classroom.tokens import Role, Who, token
from tableside.errors import TablesideError

TEACH = "custom:tableside:teach"
"""The scope of the Hub that lets somebody teach."""

NEEDED = (
    "JUPYTERHUB_API_TOKEN",
    "JUPYTERHUB_API_URL",
    "JUPYTERHUB_CLIENT_ID",
    "JUPYTERHUB_SERVICE_PREFIX",
    "JUPYTERHUB_SERVICE_URL",
)
"""What the Hub tells a service that it runs; for another one its administrator sets them."""

LOGIN_SECONDS = 600
"""So long somebody may need to log in."""

INSIDE = "in"
"""Marks the address of a page whose visitor was let in."""

Person = dict[str, Any]
"""Somebody as the Hub describes them."""


class HubError(TablesideError):
    """The class cannot run as a service of a Hub, with what to do about it."""


class HubLogin(Protocol):
    """What is used of ``jupyterhub.services.auth.HubOAuth``."""

    base_url: str
    hub_host: str
    cookie_name: str
    login_url: str
    access_scopes: set[str]

    def generate_pkce_code_challenge(self) -> tuple[str, str, str]:
        """Return a secret, what is told of it, and how that was made."""

    async def user_for_token(self, token: str, *, sync: bool) -> Person | None:
        """Return whose token it is."""

    async def token_for_code(self, code: str, *, code_verifier: str, sync: bool) -> str:
        """Return the token that a login ends with."""

    def check_scopes(self, required_scopes: set[str], user: Person) -> set[str]:
        """Return which of these scopes a person has."""


def hub_login() -> HubLogin:
    """Return the Hub's login, from what the Hub told this process; raises ``HubError``."""
    missing = [name for name in NEEDED if not os.environ.get(name)]
    if missing:
        raise HubError(
            f"This is not started by a JupyterHub: {', '.join(missing)} not set. Name the class "
            "among the services in jupyterhub_config.py, or leave out --hub."
        )
    try:
        made: HubLogin = import_module("jupyterhub.services.auth").HubOAuth()
    except ModuleNotFoundError as error:
        raise HubError(
            f"The package {error.name} is missing. Install it beside the course with: "
            "pip install 'jupyterhub>=6'"
        ) from None
    return made


class HubDoors(Doors):
    """Lets in whom the Hub knows."""

    def __init__(self, store: Store, record: ClassRecord, login: HubLogin) -> None:
        """Guard the class of *record* with the *login* of a Hub."""
        super().__init__(store, record)
        self.prefix = login.base_url.rstrip("/")
        self._login = login

    def routes(self) -> list[Route]:
        """Return where a login ends."""
        return [Route(f"{self.prefix}/oauth_callback", self.back)]

    def address(self, request: Request, known: str) -> str:
        """Return the address that students open: that under which this page was found."""
        host = self._login.hub_host or f"{request.url.scheme}://{request.headers['host']}"
        return known or f"{host}{self.prefix}"

    async def welcome(self, request: Request) -> Welcome:
        """Return the code, which nobody needs to know here, and the name that the Hub knows."""
        person = await self._known(request)
        return Welcome(code=self.record.code, name=str(person["name"]))

    async def who(self, request: Request, *roles: Role) -> Who:
        """Return who sent a request: both their token and the Hub must allow it."""
        who = await super().who(request, *roles)
        person = await self._known(request)
        if who.role is Role.STUDENT and who.name != self._member(person):
            raise refuse(request, 401, "Somebody else is logged in by now.")
        if who.role is Role.INSTRUCTOR and not self._may_teach(person):
            raise refuse(request, 403, "Your account on the Hub may not teach this class.")
        return who

    async def new_member(self, request: Request, message: JoinMessage, now: float) -> str:  # noqa: ARG002 - the Hub knows who it is
        """Return the id of somebody who comes in; the same person is the same on any device."""
        return self._member(await self._known(request))

    async def page(self, request: Request) -> Response | None:
        """Return where somebody must go before they see a page; None if they may see it."""
        path = request.url.path.removeprefix(self.prefix)
        person = await self._person(request)
        if person is None:
            return self._to_login(request, path)
        teaches = self._may_teach(person)
        if path == "/teach" and not teaches:
            refused = refuse(request, 403, "Your account on the Hub may not teach this class.")
            return refused_page(self.prefix, refused.detail)
        if INSIDE in request.query_params:
            return None
        # Without anything behind the #, the browser keeps what it has there.
        key = {"/": self.record.code, "/teach": self._token(Role.INSTRUCTOR, self._member(person))}
        key["/board"] = self._token(Role.PROJECTOR, "room") if teaches else ""
        mark = f"#{key[path]}" if key[path] else ""
        return RedirectResponse(f"{self.prefix}{path}?{INSIDE}{mark}", 303)

    def _to_login(self, request: Request, path: str) -> Response:
        verifier, challenge, method = self._login.generate_pkce_code_challenge()
        state = secrets.token_urlsafe(24)
        asked = {"state": state, "code_challenge": challenge, "code_challenge_method": method}
        answer = RedirectResponse(f"{self._login.login_url}&{urlencode(asked)}", 303)
        kept = json.dumps({"state": state, "verifier": verifier, "path": path})
        self._set_cookie(answer, request, self._state_cookie(state), kept, LOGIN_SECONDS)
        return answer

    async def back(self, request: Request) -> Response:
        """End a login: the Hub sends its visitor here, with a code for a token."""
        state = request.query_params.get("state", "")
        cookie = self._state_cookie(state)
        kept = json.loads(self._cookie(request, cookie) or "{}")
        if not state or kept.get("state") != state:
            raise refuse(request, 403, "This login was not begun here. Open the class again.")
        code = request.query_params.get("code", "")
        try:
            told = await self._login.token_for_code(
                code, code_verifier=kept["verifier"], sync=False
            )
        except HTTPError as error:
            raise self._unknown(request, error) from None
        answer = RedirectResponse(f"{self.prefix}{kept['path']}", 303)
        answer.delete_cookie(cookie, path=f"{self.prefix}/")
        self._set_cookie(answer, request, self._login.cookie_name, told)
        return answer

    async def _known(self, request: Request) -> Person:
        person = await self._person(request)
        if person is None:
            raise refuse(request, 401, "Log in to the Hub first: open the class again.")
        return person

    async def _person(self, request: Request) -> Person | None:
        """Return who is logged in; None if nobody is, or one who may not use the service."""
        told = self._cookie(request, self._login.cookie_name)
        if not told:
            return None
        try:
            person = await self._login.user_for_token(told, sync=False)
        except HTTPError as error:
            raise self._unknown(request, error) from None
        if person is None or not self._login.check_scopes(self._login.access_scopes, person):
            return None
        return person

    @staticmethod
    def _unknown(request: Request, error: HTTPError) -> HTTPException:
        return refuse(
            request,
            503,
            f"The Hub cannot say who you are just now ({error.reason or error.log_message}).",
        )

    def _may_teach(self, person: Person) -> bool:
        return bool(self._login.check_scopes({TEACH}, person))

    def _member(self, person: Person) -> str:
        """Return a member's id, which does not say whose it is."""
        name = person["name"]
        return f"m-{self._seal(f'member {name}')[:32]}"

    def _token(self, role: Role, name: str) -> str:
        return token(self.record.secret, Who(role, name))

    def _state_cookie(self, state: str) -> str:
        return f"{self._login.cookie_name}-state-{self._seal(state)[:8]}"

    def _seal(self, text: str) -> str:
        return hmac.new(self.record.secret.encode(), text.encode(), hashlib.sha256).hexdigest()

    def _set_cookie(
        self, answer: Response, request: Request, name: str, text: str, seconds: int | None = None
    ) -> None:
        value = urlsafe_b64encode(text.encode()).decode()
        answer.set_cookie(
            name,
            f"{value}.{self._seal(f'{name} {value}')}",
            max_age=seconds,
            path=f"{self.prefix}/",
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="lax",
        )

    def _cookie(self, request: Request, name: str) -> str:
        """Return what a cookie holds; nothing if it was not made here."""
        value, _, seal = request.cookies.get(name, "").partition(".")
        if not hmac.compare_digest(seal.encode(), self._seal(f"{name} {value}").encode()):
            return ""
        try:
            return urlsafe_b64decode(value).decode()
        except (NotBase64Error, UnicodeDecodeError):
            return ""
