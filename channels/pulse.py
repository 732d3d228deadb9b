"""Whether Rasa answers at all, watched while somebody waits for it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

logger = logging.getLogger(__name__)
T = TypeVar("T")
# Seconds between two looks, and without any answer until it counts as hung: longer than the
# longest reading of one message, and than many of them one behind the other.
EVERY, PATIENCE = 1.0, 10.0


class Silent(Exception):
    """It takes what it is given and answers nothing."""


class Pulse:
    """Who waits while it falls silent is told so together, once; who comes then, at once. It is
    looked at until it answers again."""

    def __init__(self, answers: Callable[[], Awaitable[bool]]) -> None:
        self._answers = answers
        self._lost = asyncio.Event()
        self._waiting = 0
        self._watching: asyncio.Task[None] | None = None

    async def waits_for(self, work: Coroutine[Any, Any, T]) -> T:
        """What `work` gives.

        Raises:
            Silent: nothing answers any more.
        """
        if self._lost.is_set():
            work.close()
            raise Silent
        self._watch()
        doing, lost = asyncio.ensure_future(work), asyncio.ensure_future(self._lost.wait())
        self._waiting += 1
        try:
            await asyncio.wait({doing, lost}, return_when=asyncio.FIRST_COMPLETED)
            if not doing.done():
                raise Silent
            return doing.result()
        finally:
            self._waiting -= 1
            doing.cancel()
            lost.cancel()

    def stop(self) -> None:
        if self._watching is not None:
            self._watching.cancel()

    def _watch(self) -> None:
        if self._watching is None or self._watching.done():
            self._watching = asyncio.create_task(self._look())

    async def _look(self) -> None:
        heard = time.monotonic()
        while True:
            await asyncio.sleep(EVERY)
            if await self._answers():
                heard = time.monotonic()
                self._lost.clear()
                if not self._waiting:
                    return
            elif not self._waiting and not self._lost.is_set():
                return
            elif time.monotonic() - heard > PATIENCE and not self._lost.is_set():
                logger.error("Rasa has not answered for %g s", PATIENCE)
                self._lost.set()
