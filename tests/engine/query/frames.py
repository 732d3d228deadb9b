"""The tables of a store as frames, to reckon by hand what a query should tell."""

from __future__ import annotations

from typing import Any

import pandas as pd

from engine.usecases.context import BudgetEngine


def frames(engine: BudgetEngine, *tables: type[Any]) -> list[pd.DataFrame]:
    with engine.database.reading() as session:
        return [pd.DataFrame([_columns(row) for row in session.query(table)]) for table in tables]


def _columns(row: Any) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}
