"""How the application is, for those who watch over it: `/healthz` and `/readyz`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request, Response, status
from sqlalchemy.exc import SQLAlchemyError

from engine.store.database import Database
from engine.store.writable import has_room, may_be_written
from engine.values.errors import NotKept

router = APIRouter(tags=["operation"])
# Seconds: a server that does not answer holds up nobody who asks.
PATIENCE = 3


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process runs. Asked of its loop alone: all threads may be busy on a full day."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(request: Request, response: Response) -> dict[str, Any]:
    """The store may be written, there is room on the disk, Rasa (one worker at least) answers, and
    we are not ending; 503 otherwise. `rasa_away` names workers that do not answer."""
    state = request.app.state
    home, margin = state.settings.home, state.settings.disk_margin
    store, disk, away = await asyncio.gather(
        _holds(lambda: _can_work(state.engine.database)),
        _holds(lambda: has_room(home, margin)),
        state.rasa.away(),
    )
    rasa = len(away) < len(state.settings.rasa_workers)
    parts = {"store": store, "disk": disk, "rasa": rasa, "stays": not state.gate.ending}
    if not all(parts.values()):
        response.status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    return {"ready": all(parts.values()), **parts, "rasa_away": away}


def _can_work(database: Database) -> bool:
    """It is the store that we began with, and may be written."""
    try:
        with database.reading():
            pass
    except NotKept:
        return False
    return may_be_written(database.engine)


async def _holds(asked: Callable[[], bool]) -> bool:
    try:
        return await asyncio.wait_for(asyncio.to_thread(asked), PATIENCE)
    except (OSError, SQLAlchemyError, TimeoutError):
        return False
