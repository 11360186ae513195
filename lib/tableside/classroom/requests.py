"""What is asked of the class server: read with limits, and refused in plain words."""

import logging
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request

from tableside.classroom.events import LONGEST_NAME, Act, Pace
from tableside.classroom.tokens import Role, Who, read_token
from tableside.classroom.work import AnyWork

LOG = logging.getLogger("tableside.classroom")

SMALL = 10_000
"""Bytes of an ordinary message."""

LARGE = 2_000_000
"""Bytes of a result: the longest round that a trace can hold."""

MadeId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,60}$")]
"""An id that a page made."""

RunId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:/-]{0,160}$")]
Number = Annotated[int, Field(ge=0, le=1_000_000)]


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


def _printable(name: str) -> str:
    """Return *name*; raises ValueError for signs that have no shape or turn the line around."""
    if not name.isprintable():
        raise ValueError("use letters, digits and spaces")
    return name


class JoinMessage(_Message):
    """Somebody wants to come in, or to be called something else."""

    code: Annotated[str, Field(max_length=40)] = ""
    name: Annotated[str, Field(max_length=LONGEST_NAME), AfterValidator(_printable)] = ""
    id: MadeId
    """Made by the page: the same one again is the same student."""
    number: Number = 0


class ResultMessage(_Message):
    """A round or an answer."""

    id: MadeId
    run: RunId
    number: Number
    work: AnyWork


class DriveMessage(_Message):
    """What an instructor wants."""

    id: MadeId
    act: Annotated[Act, Field(strict=False)]
    run: RunId = ""
    question: Annotated[str, Field(max_length=100)] = ""
    seconds: Annotated[float, Field(ge=0, le=7200, allow_inf_nan=False)] = 0.0
    pace: Annotated[Pace, Field(strict=False)] = Pace.INSTRUCTOR
    result: RunId = ""


M = TypeVar("M", bound=BaseModel)


def refuse(request: Request, status: int, why: str, **headers: str) -> HTTPException:
    """Return a refusal that says *why*, and write it to the log without any name."""
    host = request.client.host if request.client else "nowhere"
    path, told = plain(request.url.path), plain(why)
    LOG.warning("refused %d %s %s from %s: %s", status, request.method, path, host, told)
    return HTTPException(status, why, headers or None)


def plain(text: str) -> str:
    """Return what a log can hold of a text from elsewhere: one line, and not a long one."""
    return "".join(each if each.isprintable() else "?" for each in text[:300])


async def read_message(request: Request, kind: type[M], most: int) -> M:
    """Return the message in a request; raises HTTPException for any that is not one."""
    if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
        raise refuse(request, 415, "Send JSON.")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise refuse(request, 413, f"More than {most:,} bytes cannot be ours.")
    try:
        return kind.model_validate_json(bytes(body))
    except ValidationError as error:
        faults = [
            f"{'.'.join(map(str, each['loc'])) or 'the message'}: {each['msg']}"
            for each in error.errors(include_url=False, include_input=False)
        ]
        raise refuse(request, 422, f"This cannot be read: {'; '.join(faults[:5])}") from None


def who_asks(request: Request, secret: str, *roles: Role) -> Who:
    """Return who sent a request; raises HTTPException unless they have one of the *roles*."""
    scheme, _, told = request.headers.get("authorization", "").partition(" ")
    who = read_token(secret, told.strip()) if scheme.lower() == "bearer" else None
    if who is None:
        raise refuse(request, 401, "Join the class first.")
    if who.role not in roles:
        raise refuse(request, 403, "This is not for your role.")
    return who


def same_origin(headers: dict[str, str]) -> bool:
    """Return whether a page of ours sent a request, as far as its headers tell."""
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site", "same-origin") in {"same-origin", "none"}
    return origin.partition("://")[2] == headers.get("host", "")


def plain_headers(scope: dict[str, Any]) -> dict[str, str]:
    """Return a request's headers by their names in small letters."""
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
