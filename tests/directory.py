"""A chat tool's directory, taken over as the command does it."""

from __future__ import annotations

from datetime import UTC, datetime

from engine.policy import load_policy
from engine.store.database import Database
from engine.usecases.context import BudgetEngine
from engine.usecases.directory.synchronising import synchronise_directory
from engine.usecases.directory.values import Directory, DirectoryReport


def apply_directory(
    store: Database, directory: Directory, dry_run: bool, now: datetime | None = None
) -> DirectoryReport:
    engine = BudgetEngine(store, load_policy(), clock=lambda: now or datetime.now(UTC))
    return engine.perform_as_operator(synchronise_directory, directory, dry_run)
