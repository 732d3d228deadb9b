"""The engine over the installation's store, for one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from commands import opening
from commands.failure import Failure
from engine.policy import load_policy
from engine.settings import Settings
from engine.usecases.context import BudgetEngine
from engine.values.errors import EngineError


@contextmanager
def opened(refused: str) -> Iterator[BudgetEngine]:
    """The engine; what it refuses ends the command, said with `refused` before it."""
    try:
        with opening.opened(Settings()) as database:
            yield BudgetEngine(database, load_policy())
    except EngineError as error:
        raise Failure(f"{refused}: {error}") from error
