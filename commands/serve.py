"""`./peisuan prepare` and `serve`: for systemd and containers, which keep processes up themselves."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import Annotated

import typer

from commands import services
from commands.model import ensure_model
from commands.own_store import make_own_store, setup_code
from engine.settings import CHECKOUT, Settings


class Process(StrEnum):
    APPLICATION = "application"
    RASA = "rasa"


def prepare() -> None:
    """Bring the store's tables up to date; until HR has signed in, print the address to set up at."""
    settings = Settings()
    make_own_store(settings)
    if code := setup_code(settings):
        print(f"{settings.address}/setup?code={code}")


def serve(process: Annotated[Process, typer.Argument(help="which of the two")]) -> None:
    """Become one of the two processes, in the foreground; it logs to stderr."""
    settings = Settings()
    if process is Process.RASA:
        ensure_model(settings)
        service = services.rasa(settings)
    else:
        service = services.application(settings)
    service.before()
    os.chdir(CHECKOUT)
    os.execvpe(service.command[0], list(service.command), dict(service.environment))
