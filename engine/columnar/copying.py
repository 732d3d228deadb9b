"""A table of the store as a Parquet file.

The rows go through a file of text, which both drivers write and DuckDB reads without a step in
Python for each of them.
"""
# ruff: noqa: S608 - the names of tables and files are our own

from __future__ import annotations

import csv
import secrets
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection
from sqlalchemy import Column, Connection, Table

from engine.columnar.tables import FOUND_ONCE, as_text, kind_of
from engine.private_files import opened_for_owner
from engine.store.types import ExactDecimal, UtcDateTime

# The very file, which nobody else may read, and none that takes its place.
INTO = "FORMAT parquet, USE_TMP_FILE false"
LONGEST_LINE = 16 * 2**20


class NotWhole(Exception):
    """What was written is not what was read."""


def copy_table(store: Connection, table: Table, made: DuckDBPyConnection, file: Path) -> int:
    """All rows that the open transaction sees, and how many they are.

    Raises:
        NotWhole: there are others in the file.
    """
    # In no text of anybody's: what is not known is told apart from an empty text by it.
    nothing = secrets.token_hex(12)
    rows = file.with_suffix(".csv")
    opened_for_owner(file).close()
    try:
        _write_rows(store, table, rows, nothing)
        made.execute(f"COPY ({_as_table(table, rows, nothing)}) TO {as_text(file)} ({INTO})")
        written = made.execute("SELECT count(*) FROM read_parquet(?)", [str(file)]).fetchall()
    finally:
        rows.unlink(missing_ok=True)
    found = store.exec_driver_sql(f"SELECT count(*) FROM {table.name}").scalar_one()
    if written != [(found,)]:
        raise NotWhole(f"{table.name}: {written} instead of {found}")
    return int(found)


def _write_rows(store: Connection, table: Table, rows: Path, nothing: str) -> None:
    driver: Any = store.connection.driver_connection
    if store.dialect.name == "postgresql":
        columns = ", ".join(map(_on_postgresql, table.columns))
        copy = f"COPY (SELECT {columns} FROM {table.name}) TO STDOUT (FORMAT csv, NULL '{nothing}')"
        with opened_for_owner(rows) as written, driver.cursor().copy(copy) as parts:
            for part in parts:
                written.buffer.write(part)
        return
    columns = ", ".join(f"coalesce(\"{one.name}\", '{nothing}')" for one in table.columns)
    with opened_for_owner(rows) as written:
        csv.writer(written).writerows(driver.execute(f"SELECT {columns} FROM {table.name}"))


def _on_postgresql(column: Column[Any]) -> str:
    name = f'"{column.name}"'
    if isinstance(column.type, ExactDecimal):
        return f"CAST({name} * {10**column.type.scale} AS BIGINT)"
    return f"{name} AT TIME ZONE 'UTC'" if isinstance(column.type, UtcDateTime) else name


def _as_table(table: Table, rows: Path, nothing: str) -> str:
    kinds = ", ".join(f"'{one.name}': '{kind_of(one)}'" for one in table.columns)
    found = FOUND_ONCE.get(table.name)
    return (
        f"SELECT *{f', {found}' if found else ''} "
        f"FROM read_csv({as_text(rows)}, columns = {{{kinds}}}, "
        f"header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
        f"nullstr = '{nothing}', allow_quoted_nulls = false, parallel = false, "
        f"max_line_size = {LONGEST_LINE})"
    )
