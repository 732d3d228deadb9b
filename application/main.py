"""The application as a process: `python -m application.main`."""

from __future__ import annotations

import logging
import socket

import uvicorn
from starlette.types import ASGIApp

from application.app import create_app
from application.patience import Patience
from channels.gate import Gate
from engine.logs import log_to
from engine.settings import Settings

# Seconds. How long what was begun may take, once we are asked to end; then how long whoever
# still waits keeps his connection. What is not answered by then is answered after the next start.
TO_ANSWER, TO_LEAVE = 8.0, 2
# Bytes, of headers and address together.
LONGEST_HEADERS = 32 * 1024


class Server(uvicorn.Server):
    """Asked to end, it first answers what was begun, and hears Rasa for as long as that takes."""

    def __init__(self, config: uvicorn.Config, gate: Gate) -> None:
        super().__init__(config)
        self._gate = gate

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._gate.drain(TO_ANSWER)
        await super().shutdown(sockets)


def configured(app: ASGIApp, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        http=Patience,
        h11_max_incomplete_event_size=LONGEST_HEADERS,
        access_log=False,
        forwarded_allow_ips=settings.trusted_proxies,
        log_config=None,
        timeout_graceful_shutdown=TO_LEAVE,
    )


def main() -> None:
    settings = Settings()
    log_to(logging.StreamHandler(), "application", settings)
    app = create_app(settings)
    Server(configured(app, settings), app.state.gate).run()


if __name__ == "__main__":
    main()
