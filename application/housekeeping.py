"""What goes on by itself while the application runs: deadlines, and notices carried out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

from engine.trust.notices import Carrier, work_off
from engine.usecases.context import BudgetEngine
from engine.usecases.requests.deadlines import keep_deadlines

logger = logging.getLogger(__name__)
SECONDS = 30


@asynccontextmanager
async def housekeeping(engine: BudgetEngine, carriers: Sequence[Carrier]) -> AsyncIterator[None]:
    """Look after things for as long as the context lasts. Several processes may do so at
    once: each deadline and each notice is locked while it is dealt with."""
    task = asyncio.create_task(_forever(engine, carriers))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _forever(engine: BudgetEngine, carriers: Sequence[Carrier]) -> None:
    while True:
        await asyncio.sleep(SECONDS)
        try:
            await asyncio.to_thread(look_after, engine, carriers)
        except Exception:
            # Tried again the next time; the people who work must not notice.
            logger.exception("housekeeping failed")


def look_after(engine: BudgetEngine, carriers: Sequence[Carrier]) -> None:
    """Once: what is due by now."""
    keep_deadlines(engine)
    while work_off(engine.database, carriers, engine.clock()):
        pass
