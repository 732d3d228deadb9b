"""The locks of the home and of the store, while the application works on them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

from sqlalchemy.exc import SQLAlchemyError

from engine.home_modes import tighten
from engine.locks import Held, Holder, InUse, home_lock, store_lock
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
    lock = store_lock(settings.store_url)
    with home_lock(settings.home).hold(NAME), lock.hold(NAME) as held:
        if counts_apart(settings, lock.holders()):
            logger.warning(
                "several application processes and no PEISUAN_REDIS_URL: each counts calls, "
                "messages and wrong codes for itself"
            )
        task = asyncio.create_task(_hold_on(held))
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


def counts_apart(settings: Settings, holders: Sequence[Holder]) -> bool:
    """Whether what one may do in a while is counted by several processes, each for itself."""
    return not settings.redis_url and applications(holders) > 1


def applications(holders: Sequence[Holder]) -> int:
    return sum(one.what == NAME for one in holders)


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
