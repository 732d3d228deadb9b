"""The chat tools that are set up, and the gate behind them, while the application runs."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

from channels.dingtalk.door import DingTalkDoor
from channels.dingtalk.login import DingTalkLogin
from channels.door import Door
from channels.gate import Gate
from channels.slack.door import SlackDoor
from engine.settings import Settings
from engine.usecases.context import BudgetEngine

logger = logging.getLogger(__name__)
# Seconds until it is tried again: doubled each time, from the start again after a connection
# that held for a while.
FIRST_PAUSE, LONGEST_PAUSE, HELD = 2.0, 300.0, 600.0


def open_doors(settings: Settings, engine: BudgetEngine) -> list[Door]:
    """A door for each chat tool that the settings name."""
    doors: list[Door] = []
    if settings.dingtalk_client_id:
        doors.append(DingTalkDoor(settings, engine))
    if settings.slack_bot_token:
        doors.append(SlackDoor(settings, engine))
    return doors


def dingtalk_login(settings: Settings, doors: Sequence[Door]) -> DingTalkLogin | None:
    """The page's login by DingTalk, where the organisation is named."""
    for door in doors:
        if isinstance(door, DingTalkDoor) and settings.dingtalk_corp_id:
            return DingTalkLogin(settings, door.api)
    return None


@asynccontextmanager
async def serving(gate: Gate, doors: Sequence[Door]) -> AsyncIterator[None]:
    """Messages come in and are worked off for as long as the context lasts."""
    for door in doors:
        door.serve(gate)
    tasks = [_task(gate.run()), *(_task(_listen(door)) for door in doors)]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task


async def _listen(door: Door) -> None:
    """Again and again: the far side may be away when we start, or give up later. A door that
    returns has nothing to listen to."""
    pause = FIRST_PAUSE
    while True:
        began = time.monotonic()
        try:
            await door.listen()
            return
        except Exception:
            if time.monotonic() - began > HELD:
                pause = FIRST_PAUSE
            logger.exception(
                "%s: the connection was not made or ended; again in %g s", door.name, pause
            )
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)


def _task(work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    return asyncio.create_task(work)
