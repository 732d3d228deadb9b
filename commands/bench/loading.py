"""Columns of numbers into a store or into DuckDB, as fast as each takes them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from sqlalchemy import Integer, text
from sqlalchemy.sql.elements import KeyedColumnElement
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from commands.bench.company import Rows
from engine.store.database import Database
from engine.store.types import ExactDecimal

CHUNK = 200_000
UNKNOWN = "\\N"


def load_store(database: Database, rows: Iterable[Rows]) -> None:
    """Fill an empty, migrated store and let it gather its statistics."""
    connection = database.engine.raw_connection()
    sqlite = database.engine.dialect.name == "sqlite"
    try:
        driver: Any = connection.driver_connection
        driver.execute(
            "PRAGMA foreign_keys = OFF" if sqlite else "SET session_replication_role = replica"
        )
        if sqlite:
            driver.execute("BEGIN")
        for part in rows:
            for frame in _frames(part, sqlite):
                (_insert if sqlite else _copy)(driver, part, frame)
        if not sqlite:
            # Triggers do not run for a replica; SQLite's did.
            driver.execute("DELETE FROM budget_sum")
            driver.execute(
                "INSERT INTO budget_sum (line_id, kind, amount) "
                "SELECT line_id, kind, SUM(amount) FROM budget_entry GROUP BY line_id, kind"
            )
        driver.execute("COMMIT")
        driver.execute(
            "PRAGMA foreign_keys = ON" if sqlite else "SET session_replication_role = DEFAULT"
        )
        # Else it would be rolled back, and the pooled connection go on without triggers.
        driver.commit()
    finally:
        connection.close()
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as analysing:
        analysing.execute(text("ANALYZE" if sqlite else "VACUUM ANALYZE"))


def _frames(part: Rows, sqlite: bool) -> Iterator[pd.DataFrame]:
    columns = part.table.__table__.c
    given = {**_plain_defaults(part), **part.columns}
    frame = pd.DataFrame(given, index=range(part.count))
    for name in given:
        # A None among whole numbers makes pandas think of floats.
        if isinstance(columns[name].type, Integer):
            frame[name] = frame[name].astype("Int64")
    if sqlite:
        for name in given:
            frame[name] = _exact(columns[name], frame[name])
    for start in range(0, part.count, CHUNK):
        yield frame.iloc[start : start + CHUNK]


def _plain_defaults(part: Rows) -> dict[str, Any]:
    """Of the columns that the rows leave out; a table may have got some since."""
    left = (one for one in part.table.__table__.columns if one.name not in part.columns)
    return {
        one.name: one.default.arg
        for one in left
        if isinstance(one.default, ScalarElementColumnDefault)
    }


def _exact(column: KeyedColumnElement[Any], values: pd.Series[Any]) -> pd.Series[Any]:
    """Decimals as SQLite keeps them: whole numbers of the smallest unit."""
    kind = column.type
    if not isinstance(kind, ExactDecimal) or values.isna().all():
        return values
    units: pd.Series[Any] = (values.astype(float) * 10**kind.scale).round().astype(np.int64)
    return units


def _insert(driver: Any, part: Rows, frame: pd.DataFrame) -> None:
    names = ", ".join(f'"{name}"' for name in frame)
    marks = ", ".join("?" * frame.shape[1])
    columns = [frame[name].astype(object).where(frame[name].notna(), None) for name in frame]
    driver.executemany(
        f"INSERT INTO {part.table.__tablename__} ({names}) VALUES ({marks})",
        zip(*columns, strict=True),
    )


def _copy(driver: Any, part: Rows, frame: pd.DataFrame) -> None:
    names = ", ".join(f'"{name}"' for name in frame)
    buffer = io.StringIO()
    # An empty text is a text: what is not known is marked.
    frame.to_csv(buffer, index=False, header=False, na_rep=UNKNOWN)
    with driver.cursor().copy(
        f"COPY {part.table.__tablename__} ({names}) FROM STDIN WITH (FORMAT csv, NULL '{UNKNOWN}')"
    ) as copy:
        copy.write(buffer.getvalue())


def load_duckdb(rows: Iterable[Rows]) -> duckdb.DuckDBPyConnection:
    """The same tables in memory, decimals as doubles."""
    connection = duckdb.connect()
    made: set[str] = set()
    for part in rows:
        name = part.table.__tablename__
        if name not in made:
            columns = ", ".join(
                f'"{column.name}" {_duckdb_type(column)}' for column in part.table.__table__.c
            )
            connection.execute(f"CREATE TABLE {name} ({columns})")
            made.add(name)
        connection.register("part", pd.DataFrame(part.columns, index=range(part.count)))
        connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM part")
        connection.unregister("part")
    return connection


def _duckdb_type(column: KeyedColumnElement[Any]) -> str:
    if isinstance(column.type, ExactDecimal):
        return "DOUBLE"
    names = {"int": "BIGINT", "str": "VARCHAR", "date": "DATE", "bool": "BOOLEAN"}
    return names.get(column.type.python_type.__name__, "VARCHAR")
