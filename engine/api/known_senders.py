"""Files come from who is known here alone: what is sent is read before a route looks at who sends
it, so that a stranger could have filled the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from fastapi import Request
from fastapi.security import HTTPAuthorizationCredentials
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from engine.api.person import signed_in_by
from engine.api.session import visiting_of

BEARER = "bearer"


class KnownSenders:
    """Middleware within that of the sessions. Below `paths`, a body is read once it is known that
    its sender is somebody; what he may do, the route says."""

    def __init__(self, app: ASGIApp, paths: Collection[str]) -> None:
        self._app = app
        self._paths = tuple(paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(self._paths):
            await self._app(scope, receive, send)
            return
        looked = False

        async def receive_from_known() -> Message:
            nonlocal looked
            if not looked:
                await asyncio.to_thread(_require_known, Request(scope))
                looked = True
            return await receive()

        await self._app(scope, receive_from_known, send)


def _require_known(request: Request) -> None:
    """Raises HTTPException, as a route would, for a stranger."""
    if visiting_of(request).visit is not None:
        return
    headers = request.headers
    scheme, _, token = headers.get("authorization", "").partition(" ")
    bearer = None
    if scheme.lower() == BEARER and token:
        bearer = HTTPAuthorizationCredentials(scheme=scheme, credentials=token)
    named = headers.get("x-peisuan-person", "")
    signed_in_by(request, bearer, headers.get("x-peisuan-secret"), named)
