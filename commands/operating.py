"""The engine as whoever runs the installation has it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from assistant.errors import say_error
from assistant.speech import Speech
from channels.mail import MAIL, Mailer
from commands.failure import Failure
from commands.opening import opened
from commands.terminal import terminal_language
from engine.policy import load_policy
from engine.settings import Settings
from engine.store.database import Database
from engine.usecases.context import BudgetEngine
from engine.values.errors import EngineError


@contextmanager
def opened_engine(refused: str) -> Iterator[BudgetEngine]:
    """The engine over the installation's store.

    Raises:
        Failure: the store is not to be had; or the engine refuses, which is said with `refused`
            before it.
    """
    settings = Settings()
    try:
        with opened(settings) as database:
            yield engine_over(database, settings)
    except EngineError as error:
        said = say_error(Speech(terminal_language()), error)
        raise Failure(f"{refused}: {said}") from error


def engine_over(database: Database, settings: Settings) -> BudgetEngine:
    """What somebody must learn of a command is stored with what it did, for the ways by which the
    application of this installation carries it out."""
    return BudgetEngine(
        database,
        load_policy(),
        carriers=tuple(settings.doors),
        alarms=(MAIL,) if Mailer(settings).works else (),
    )
