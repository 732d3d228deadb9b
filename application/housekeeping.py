"""What goes on by itself while the application runs: deadlines, notices carried out, and what was
kept for its time forgotten."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path

from application.quiet_hours import QuietHours
from channels.buttons import Buttons
from channels.forgetting import forget_said_before
from engine.columnar.beside import keep_up
from engine.trust.notices import Carrier, work_off
from engine.usecases.context import BudgetEngine
from engine.usecases.deadlines import keep_deadlines
from engine.usecases.personal import forget_in_time

logger = logging.getLogger(__name__)
SECONDS = 30
# Days are what it counts in.
FORGETS_EVERY = 600


@asynccontextmanager
async def housekeeping(
    engine: BudgetEngine, carriers: Sequence[Carrier], home: Path, quiet: QuietHours | None
) -> AsyncIterator[None]:
    """Look after things for as long as the context lasts. Several processes may do so at
    once: each deadline and each notice is locked while it is dealt with."""
    tasks = [
        asyncio.create_task(_forever(lambda: look_after(engine, carriers, quiet), SECONDS)),
        asyncio.create_task(_forever(lambda: forget(engine, home), FORGETS_EVERY)),
    ]
    if (columns := engine.columns) is not None:
        tasks.append(asyncio.create_task(_forever(lambda: keep_up(columns), SECONDS)))
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def _forever(look: Callable[[], None], every: float) -> None:
    while True:
        await asyncio.sleep(every)
        try:
            await asyncio.to_thread(look)
        except Exception:
            # Tried again the next time; the people who work must not notice.
            logger.exception("housekeeping failed")


def look_after(
    engine: BudgetEngine, carriers: Sequence[Carrier], quiet: QuietHours | None = None
) -> None:
    """Once: what is due by now. In quiet hours notices wait; nobody is woken."""
    keep_deadlines(engine)
    Buttons(engine.database).forget_old()
    if quiet is not None and quiet.hold(engine.company().here(engine.clock()).time()):
        return
    while work_off(engine.database, carriers, engine.clock()):
        pass


def forget(engine: BudgetEngine, home: Path) -> None:
    """Once: what the policy does not keep any longer, in the store and of conversations."""
    engine.perform_as_system(forget_in_time)
    days = timedelta(days=engine.policy.retention.conversations)
    forget_said_before(home, engine.clock() - days)
