"""What stands between the network and the application."""

from __future__ import annotations

from functools import cached_property

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from application.headers import SafeHeaders
from application.hosts import KnownHosts


class Walled(FastAPI):
    """The application with walls around the whole of it: also around what answers when it broke,
    which no middleware is."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._walls(scope, receive, send)

    @cached_property
    def _walls(self) -> ASGIApp:
        settings = self.state.settings
        return SafeHeaders(KnownHosts(super().__call__, settings.hosts), settings)
