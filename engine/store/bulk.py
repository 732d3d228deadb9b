"""Writing many rows at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text
from sqlalchemy.orm import Session

from engine.store.tables import Base

CHUNK = 5_000


def insert_rows(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert `rows` (column → value) in chunks; nothing happens for none."""
    for start in range(0, len(rows), CHUNK):
        session.execute(insert(table), list(rows[start : start + CHUNK]))


def insert_plainly(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert many rows (which all have the same columns) by the driver itself, several times
    faster; what the rows leave out has its default, which must be a plain value."""
    if not rows:
        return
    columns = {one.name: one for one in table.__table__.columns}
    defaults = {
        name: one.default.arg
        for name, one in columns.items()
        if name not in rows[0] and one.default is not None
    }
    if any(callable(value) for value in defaults.values()):
        insert_rows(session, table, rows)
        return
    session.flush()
    dialect = session.get_bind().dialect
    names = [name for name in columns if name in rows[0] or name in defaults]
    binds = [columns[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]
    pairs = list(zip(names, binds, strict=True))
    bound = [
        tuple(
            [
                bind(row.get(name, defaults.get(name)))
                if bind
                else row.get(name, defaults.get(name))
                for name, bind in pairs
            ]
        )
        for row in rows
    ]
    insert_by_driver(session.connection(), table.__table__, names, bound)


def insert_by_driver(
    connection: Connection, table: Any, names: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert rows of the driver's own values, in the order of `names`."""
    if connection.dialect.name != "postgresql":
        statement = insert(table).compile(dialect=connection.dialect, column_keys=names)
        connection.exec_driver_sql(str(statement), rows)
        return
    driver: Any = connection.connection.driver_connection
    columns = ", ".join(f'"{name}"' for name in names)
    with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def restart_sequences(session: Session) -> None:
    """After rows with ids of their own, let PostgreSQL go on behind the highest."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for table in Base.metadata.sorted_tables:
        if "id" in table.c and table.name != "store_info":
            _restart(session, table)


def _restart(session: Session, table: Table) -> None:
    highest = session.scalar(select(func.max(table.c.id)))
    if highest is not None:
        session.execute(
            text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :highest)"),
            {"table": table.name, "highest": highest},
        )


def count_anew(session: Session, tables: Iterable[str]) -> None:
    """Let PostgreSQL see how many rows these tables have got: until it does, it plans as if they
    were empty still, and takes hours over what takes a second. SQLite plans without."""
    if session.get_bind().dialect.name == "postgresql":
        session.flush()
        for name in sorted(tables):
            session.execute(text(f"ANALYZE {name}"))


def next_id(session: Session, table: type[Base]) -> int:
    """One more than the highest id in `table`, for rows that must name each other."""
    return int(session.scalar(select(func.max(table.__table__.c.id))) or 0) + 1
