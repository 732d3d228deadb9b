"""A stand-in for Rasa as a process: its health and its door, without a model.

    python -m tests.emulators.rasa PORT FOLDER

It answers a message with an echo, asks the application for the catalogue while it does (as the
real one calls its action), and notes in FOLDER what it answered; one sent `again` gets the same
answer. A file `pause` in FOLDER holds the seconds that an answer takes.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI, Request

from commands.services import RASA, Service, understanding_environment
from engine.settings import Settings

HEARD = "heard.jsonl"


def stand_in(settings: Settings) -> Service:
    """In the place of `commands.services.rasa`."""
    folder = settings.home / "stand-in"
    folder.mkdir(parents=True, exist_ok=True)
    return Service(
        name=RASA,
        command=[sys.executable, "-m", __spec__.name, str(settings.rasa_port), str(folder)],
        environment={**os.environ, **understanding_environment(settings)},
        health=f"{settings.rasa_url}/webhooks/peisuan/",
        log=settings.logs / "rasa.log",
    )


def heard(settings: Settings) -> list[dict[str, Any]]:
    """What the stand-in was told, in order."""
    file = settings.home / "stand-in" / HEARD
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def pause(settings: Settings, seconds: float) -> None:
    """From now on an answer takes so long."""
    (settings.home / "stand-in" / "pause").write_text(str(seconds))


def app(folder: Path) -> FastAPI:
    serving = FastAPI()
    answered: dict[str, list[dict[str, str]]] = {}

    @serving.get("/webhooks/peisuan/")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    @serving.post("/webhooks/peisuan/message")
    async def message(request: Request) -> list[dict[str, str]]:
        told = await request.json()
        with (folder / HEARD).open("a") as file:
            file.write(json.dumps(told) + "\n")
        known = answered.get(told["message_id"])
        if known and told["again"]:
            return known
        await asyncio.sleep(_pause(folder))
        if not await _application_answers():
            return []
        return answered.setdefault(told["message_id"], [{"text": f"echo {told['text']}"}])

    return serving


def _pause(folder: Path) -> float:
    file = folder / "pause"
    return float(file.read_text()) if file.exists() else 0.0


async def _application_answers() -> bool:
    headers = {"X-Peisuan-Secret": os.environ["PEISUAN_ACTION_SECRET"]}
    try:
        async with httpx.AsyncClient(timeout=5) as client:
            answer = await client.get(os.environ["PEISUAN_CATALOGUE_URL"], headers=headers)
    except httpx.HTTPError:
        return False
    return answer.status_code == httpx.codes.OK


if __name__ == "__main__":
    uvicorn.run(
        app(Path(sys.argv[2])), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning"
    )
