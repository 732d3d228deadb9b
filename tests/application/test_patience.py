"""Whoever keeps the server waiting is hung up on; who goes on is not. Over real connections."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from application import patience
from application.main import configured
from commands.ports import free_port
from engine.settings import Settings

BEGINNING = b"POST / HTTP/1.1\r\nHost: a\r\n"
WHOLE = BEGINNING + b"Content-Length: 4\r\n\r\n"


async def length(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that reads what is sent."""
    body = await Request(scope, receive).body()
    await PlainTextResponse(str(len(body)))(scope, receive, send)


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Where a server with the application's settings listens, which waits for half a second."""
    monkeypatch.setattr(patience, "TO_ASK", 0.5)
    monkeypatch.setattr(patience, "TO_GO_ON", 0.5)
    server = uvicorn.Server(configured(length, Settings(port=free_port())))
    running = threading.Thread(target=server.run)
    running.start()
    while not server.started:
        time.sleep(0.01)
    yield server.config.port
    server.should_exit = True
    running.join()


def sent(port: int, *parts: bytes, pause: float = 0.0) -> bytes:
    """What is answered to these, one after the other; empty where it hung up."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        for part in parts:
            connection.sendall(part)
            time.sleep(pause)
        return connection.recv(4096)


@pytest.mark.parametrize(
    "said", [b"", BEGINNING, WHOLE, WHOLE + b"ab"], ids=["nothing", "half", "no body", "half of it"]
)
def test_who_stops_is_hung_up_on(port: int, said: bytes) -> None:
    assert sent(port, said) == b""


def test_headers_that_never_end_get_no_more_time(port: int) -> None:
    until = time.monotonic() + 10
    with socket.create_connection(("127.0.0.1", port), timeout=0.1) as connection:
        connection.sendall(BEGINNING)
        while not is_hung_up(connection):
            assert time.monotonic() < until
            with suppress(OSError):
                connection.sendall(b"X-More: 1\r\n")


def is_hung_up(connection: socket.socket) -> bool:
    try:
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    except ConnectionError:
        return True


def test_who_goes_on_is_answered(port: int) -> None:
    assert b"200 OK" in sent(port, WHOLE, b"a", b"b", b"c", b"d", pause=0.2)


def test_the_next_call_of_a_connection_has_its_own_time(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        for _ in range(3):
            connection.sendall(WHOLE + b"abcd")
            assert b"200 OK" in connection.recv(4096)
            time.sleep(0.4)
        connection.sendall(BEGINNING)
        assert connection.recv(4096) == b""


@pytest.mark.parametrize("length", [40_000, 300_000])
def test_headers_are_short(port: int, length: int) -> None:
    said = BEGINNING + b"X-Long: " + b"x" * length + b"\r\nContent-Length: 0\r\n\r\n"
    # Who does not listen while he sends may not even hear that it is refused.
    with suppress(ConnectionError):
        assert b"400 Bad Request" in sent(port, said)


def test_what_browsers_send_is_taken(port: int) -> None:
    said = BEGINNING + b"Cookie: " + b"x" * 16_000 + b"\r\nContent-Length: 0\r\n\r\n"
    assert b"200 OK" in sent(port, said)
