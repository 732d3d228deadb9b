"""Writing many rows at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text
from sqlalchemy.orm import Session

from engine.store.changes import tell_changed
from engine.store.column_bounds import check_column
from engine.store.tables import Base

CHUNK = 5_000


def insert_rows(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert `rows` (column → value) in chunks; nothing happens for none."""
    for name in rows[0] if rows else ():
        check_column(table.__table__.columns[name], (row.get(name) for row in rows))
    for start in range(0, len(rows), CHUNK):
        session.execute(insert(table), list(rows[start : start + CHUNK]))


def insert_plainly(
    session: Session,
    table: type[Base],
    rows: Sequence[Mapping[str, Any]],
    ids: Sequence[int] | None = None,
) -> None:
    """Insert many rows (which all have the same columns) by the driver itself, several times
    faster; what the rows leave out has its default, which must be a plain value. `ids` are
    theirs where they have none."""
    if not rows:
        return
    session.flush()
    dialect = session.get_bind().dialect
    given = dict(zip(rows[0], _columns(rows), strict=True))
    if ids is not None:
        given["id"] = ids
    values: dict[str, Iterable[Any]] = {}
    for column in table.__table__.columns:
        bind = column.type.dialect_impl(dialect).bind_processor(dialect)
        if column.name in given:
            check_column(column, given[column.name])
            values[column.name] = _bound(bind, given[column.name])
        elif column.default is not None:
            value = column.default.arg
            values[column.name] = repeat(bind(value) if bind else value, len(rows))
    bound = list(zip(*values.values(), strict=True))
    insert_by_driver(session.connection(), table.__table__, list(values), bound)


def can_be_plain(table: type[Base], names: Iterable[str]) -> bool:
    """Whether whatever rows of these columns leave out has a plain value as its default."""
    left = (one.default for one in table.__table__.columns if one.name not in names)
    return not any(callable(one.arg) for one in left if one is not None)


def _columns(rows: Sequence[Mapping[str, Any]]) -> Iterable[Sequence[Any]]:
    names = list(rows[0])
    if len(names) == 1:
        return [[row[names[0]] for row in rows]]
    return zip(*map(itemgetter(*names), rows), strict=True)


def _bound(bind: Callable[[Any], Any] | None, values: Sequence[Any]) -> Sequence[Any]:
    """As the driver takes them, each different one made once."""
    if bind is None:
        return values
    try:
        known = {one: bind(one) for one in set(values)}
    except TypeError:  # what JSON is made of cannot be told apart
        return [bind(one) for one in values]
    return [known[one] for one in values]


def insert_by_driver(
    connection: Connection, table: Any, names: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert rows of the driver's own values, in the order of `names`."""
    if connection.dialect.name != "postgresql":
        statement = insert(table).compile(dialect=connection.dialect, column_keys=names)
        connection.exec_driver_sql(str(statement), rows)
        return
    # The driver alone knows of what follows.
    tell_changed(connection, (str(table),))
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
