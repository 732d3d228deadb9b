"""The engine as whoever runs the installation has it."""

from __future__ import annotations

from channels.mail import MAIL, Mailer
from engine.policy import load_policy
from engine.settings import Settings
from engine.store.database import Database
from engine.usecases.context import BudgetEngine


def engine_over(database: Database, settings: Settings) -> BudgetEngine:
    """What somebody must learn of a command is stored with what it did, for the ways by which the
    application of this installation carries it out."""
    return BudgetEngine(
        database,
        load_policy(),
        carriers=tuple(settings.doors),
        alarms=(MAIL,) if Mailer(settings).works else (),
    )
