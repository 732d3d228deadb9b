"""How long the server waits for whoever calls it. (A proxy before it does so too, where there is
one.)"""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

# Seconds: until all is said of what is wanted, the headers too; and between two parts of a body.
TO_ASK, TO_GO_ON = 15.0, 30.0
# Bytes of headers that are looked at together.
STEP = 4096


class Patience(H11Protocol):
    """Hangs up on a caller who keeps it waiting for longer."""

    _hanging_up: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait(TO_ASK)

    def data_received(self, data: bytes) -> None:
        self._take_in(data)
        if self.conn.their_state is h11.IDLE:
            # From the first of it on: more of it gives no more time.
            if self._hanging_up is None:
                self._wait(TO_ASK)
        elif self.conn.their_state is h11.SEND_BODY:
            self._wait(TO_GO_ON)
        else:
            self._wait_no_more()

    def _take_in(self, data: bytes) -> None:
        """Little by little as long as headers come: those that come at once would all be taken."""
        while data and not self.transport.is_closing():
            size = STEP if self.conn.their_state is h11.IDLE else len(data)
            super().data_received(data[:size])
            data = data[size:]

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait_no_more()
        super().connection_lost(exc)

    def _wait(self, seconds: float) -> None:
        self._wait_no_more()
        self._hanging_up = self.loop.call_later(seconds, self._hang_up)

    def _wait_no_more(self) -> None:
        if self._hanging_up is not None:
            self._hanging_up.cancel()
            self._hanging_up = None

    def _hang_up(self) -> None:
        if self.flow.read_paused:
            # It is we who do not read on.
            self._wait(TO_GO_ON)
        else:
            self.transport.close()
