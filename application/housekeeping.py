"""What goes on by itself while the application runs: deadlines, and notices carried out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress

from application.quiet_hours import QuietHours
from channels.buttons import Buttons
from channels.inbox import Inbox
from engine.trust.notices import Carrier, work_off
from engine.usecases.context import BudgetEngine
from engine.usecases.deadlines import keep_deadlines

logger = logging.getLogger(__name__)
SECONDS = 30


@asynccontextmanager
async def housekeeping(
    engine: BudgetEngine, carriers: Sequence[Carrier], inbox: Inbox, quiet: QuietHours | None
) -> AsyncIterator[None]:
    """Look after things for as long as the context lasts. Several processes may do so at
    once: each deadline and each notice is locked while it is dealt with."""
    task = asyncio.create_task(_forever(lambda: look_after(engine, carriers, inbox, quiet)))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _forever(look: Callable[[], None]) -> None:
    while True:
        await asyncio.sleep(SECONDS)
        try:
            await asyncio.to_thread(look)
        except Exception:
            # Tried again the next time; the people who work must not notice.
            logger.exception("housekeeping failed")


def look_after(
    engine: BudgetEngine,
    carriers: Sequence[Carrier],
    inbox: Inbox,
    quiet: QuietHours | None = None,
) -> None:
    """Once: what is due by now. In quiet hours notices wait; nobody is woken."""
    keep_deadlines(engine)
    inbox.forget_old()
    Buttons(engine.database).forget_old()
    if quiet is not None and quiet.hold(engine.company().here(engine.clock()).time()):
        return
    while work_off(engine.database, carriers, engine.clock()):
        pass
