"""What stands between the network and the application."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.types import ASGIApp

from application.headers import SafeHeaders
from application.hosts import KnownHosts


class Walled(FastAPI):
    """The application with walls around the whole of it: also around what answers when it broke,
    which no middleware is."""

    def build_middleware_stack(self) -> ASGIApp:
        settings = self.state.settings
        known = KnownHosts(super().build_middleware_stack(), settings.hosts)
        return SafeHeaders(known, settings)
