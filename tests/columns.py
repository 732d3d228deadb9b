"""Engines that answer by the copy alone, so that what is tested of the store is tested of it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from engine.columnar.columns import ON, Columns, Standing
from engine.columnar.refreshing import refresh
from engine.store.database import Database
from engine.usecases.context import BudgetEngine


class OnlyColumns(Columns):
    """Made anew whenever the store has changed, and never left out."""

    def __init__(self, database: Database, folder: Path) -> None:
        super().__init__(database, folder, ON)

    def standing(self, store: Session) -> Standing:
        if self.is_behind(store):
            refresh(self.database.url, self.folder)
        found = super().standing(store)
        assert found is not None
        return found

    def left_out(self, error: Exception) -> None:
        raise error


def by_columns(engine: BudgetEngine, folder: Path) -> BudgetEngine:
    """The same engine, asked through the copy."""
    engine.columns = OnlyColumns(engine.database, folder)
    return engine
