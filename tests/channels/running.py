"""A gate and its doors at work in a thread, so that a test can speak to them from outside."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from application.doors import serving
from channels.door import Door
from channels.gate import Gate

T = TypeVar("T")


class Running:
    """The loop that serves."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    def call(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(15)


@contextmanager
def running(gate: Gate, door: Door) -> Iterator[Running]:
    started, loop, end = threading.Event(), asyncio.new_event_loop(), asyncio.Event()

    async def main() -> None:
        async with serving(gate, [door]):
            started.set()
            await end.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(main(),), daemon=True)
    thread.start()
    assert started.wait(10)
    try:
        yield Running(loop)
    finally:
        loop.call_soon_threadsafe(end.set)
        thread.join(10)
