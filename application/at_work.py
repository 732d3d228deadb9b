"""The locks of the home and of the store, while the application works on them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy.exc import SQLAlchemyError

from engine.home_modes import tighten
from engine.locks import Held, InUse, home_lock, store_lock
from engine.settings import Settings

logger = logging.getLogger(__name__)
NAME = "the application"
SECONDS = 10


@asynccontextmanager
async def at_work(settings: Settings) -> AsyncIterator[None]:
    """Shared with other processes of the application; nobody replaces the store meanwhile.

    Raises:
        InUse: somebody replaces it at this moment, or `./peisuan up` runs on this home.
    """
    tighten(settings)
    with home_lock(settings.home).hold(NAME), store_lock(settings.store_url).hold(NAME) as held:
        task = asyncio.create_task(_hold_on(held))
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def _hold_on(held: Held) -> None:
    """A database server that was restarted has forgotten us."""
    while True:
        await asyncio.sleep(SECONDS)
        try:
            await asyncio.to_thread(held.renew)
        except InUse as error:
            logger.error("the store's lock was lost, and %s", error)
        except SQLAlchemyError:
            logger.warning("the store's lock is lost until its server answers again")
