"""What stands between the network and the application."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.types import ASGIApp

from application.headers import SafeHeaders


class Walled(FastAPI):
    """The application with walls around the whole of it: also around what answers when it broke,
    which no middleware is."""

    def build_middleware_stack(self) -> ASGIApp:
        return SafeHeaders(super().build_middleware_stack(), self.state.settings)
