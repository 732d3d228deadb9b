"""How much a request may bring, looked at while it comes: nothing is read that is too much."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import status
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from engine.api.json_bounds import check_json
from engine.api.problems import Problem, problem_answer
from engine.values.errors import InvalidInput

MEGABYTE = 1024 * 1024
PLAIN = MEGABYTE
NUL = "\x00"


class BodyRefused(HTTPException):
    """What FastAPI lets through where a body is read; `refusal` says it in words."""

    def __init__(self, code: int, refusal: InvalidInput, headers: dict[str, str] | None = None):
        self.refusal = refusal
        super().__init__(code, str(refusal), headers)


class BodyBounds:
    """Middleware. A body has `PLAIN` bytes at most, below the paths in `larger` as many as stand
    there; JSON is looked through before anybody reads it. What is refused is raised where the
    body is read, so that each part of the application tells it in its own way."""

    def __init__(self, app: ASGIApp, larger: Mapping[str, int]) -> None:
        self._app = app
        self._larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif NUL in scope["path"] or b"%00" in scope["query_string"]:
            await _no_nul(scope, receive, send)
        else:
            await self._app(scope, _Body(scope, receive, self._most(scope["path"])), send)

    def _most(self, path: str) -> int:
        found = (most for prefix, most in self._larger.items() if path.startswith(prefix))
        return max(found, default=PLAIN)


class _Body:
    """What is received, counted."""

    def __init__(self, scope: Scope, receive: Receive, most: int) -> None:
        self._receive, self._most = receive, most
        headers = Headers(scope=scope)
        self._said = headers.get("content-length", "")
        self._is_json = _may_be_json(headers.get("content-type", ""))
        self._left = most

    async def __call__(self) -> Message:
        if self._said.isdecimal() and (len(self._said) > 18 or int(self._said) > self._most):
            raise too_large(self._most)
        message = await self._counted()
        if not self._is_json or message["type"] != "http.request":
            return message
        self._is_json = False
        return await self._whole(message)

    async def _counted(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise too_large(self._most)
        return message

    async def _whole(self, message: Message) -> Message:
        """All of a JSON body in one, once it was looked through."""
        parts = [message.get("body", b"")]
        while message.get("more_body"):
            message = await self._counted()
            if message["type"] != "http.request":
                return message
            parts.append(message.get("body", b""))
        body = b"".join(parts)
        try:
            check_json(body)
        except InvalidInput as error:
            raise BodyRefused(status.HTTP_400_BAD_REQUEST, error) from error
        return {"type": "http.request", "body": body, "more_body": False}


def too_large(most: int) -> BodyRefused:
    refusal = InvalidInput("body_too_large", megabytes=most // MEGABYTE)
    # What follows of it is not wanted.
    return BodyRefused(status.HTTP_413_CONTENT_TOO_LARGE, refusal, {"Connection": "close"})


def _may_be_json(content_type: str) -> bool:
    """All but a form's, since some read JSON whatever it is called."""
    kind = content_type.partition(";")[0].strip().casefold()
    return not kind.startswith("multipart/") and kind != "application/x-www-form-urlencoded"


async def _no_nul(scope: Scope, receive: Receive, send: Send) -> None:
    what = "the address has the character 0, which nothing here has in its name"
    problem = Problem(type="about:blank", title=what, status=400, detail=what)
    await problem_answer(problem)(scope, receive, send)
