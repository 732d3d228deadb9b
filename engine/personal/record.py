"""All that is kept of one person, as plain data: to be handed out to him."""

from __future__ import annotations

import base64
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, or_, select
from sqlalchemy.orm import Session

from engine.personal.kept import EMPLOYEE, all_kept, references
from engine.store.tables import ChannelIdentity, Employee
from engine.store.tables.base import Base
from engine.values.encoding import to_plain

# What opens doors is handed to nobody, not even its owner.
SECRETS = ("secret", "hash", "token")
# By which a row of another table is called; else it stays a number.
CALLED = ("emp_no", "code", "number")
# What is looked for in texts has no owner of its own: it is told as kept, not row by row.
SEARCHED = ("import_file", "import_change", "import_refusal", "import_image")


def record_of(session: Session, person: Employee) -> dict[str, list[dict[str, Any]]]:
    """His rows of each table that has some, by the table's name."""
    found = {}
    for kept in all_kept():
        if kept.table in SEARCHED:
            continue
        table = Base.metadata.tables[kept.table]
        rows = session.execute(
            select(table).where(is_of(session, person, table, kept.person))
        ).all()
        if rows:
            found[kept.table] = [_plain(session, table, row) for row in rows]
    return found


def is_of(
    session: Session, person: Employee, table: Table, column: str | None
) -> ColumnElement[bool]:
    """Which rows of a table are about the person."""
    if column is None:
        return or_(*(one == person.id for one in references(table)))
    if table.name == EMPLOYEE:
        return table.c[column] == person.id
    if column == "key":
        return table.c.key.startswith(f"{person.emp_no}:", autoescape=True)
    if column == "user_id":
        return _his_accounts(session, person, table)
    if "subject" in table.columns:
        # What others did to his record too: who looked at it, who changed it.
        return or_(table.c[column] == person.emp_no, table.c.subject == person.emp_no)
    return table.c[column] == person.emp_no


def _his_accounts(session: Session, person: Employee, table: Table) -> ColumnElement[bool]:
    """On the page he is his number; in a chat tool whatever account is his."""
    accounts = session.scalars(
        select(ChannelIdentity).where(ChannelIdentity.employee_id == person.id)
    )
    return or_(
        table.c.user_id == person.emp_no,
        *(
            (table.c.channel == one.channel)
            & (table.c.tenant == one.tenant)
            & (table.c.user_id == one.user_id)
            for one in accounts
        ),
    )


def _plain(session: Session, table: Table, row: Row[Any]) -> dict[str, Any]:
    told = {}
    for column in table.columns:
        if any(word in column.name for word in SECRETS) or column.name == "id":
            continue
        value = row._mapping[column]
        told[column.name] = _told(session, column, value)
    return told


def _told(session: Session, column: ColumnElement[Any], value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    for key in getattr(column, "foreign_keys", ()):
        if value is not None:
            return _called(session, key.column.table, value)
    return to_plain(value)


def _called(session: Session, table: Table, number: int) -> Any:
    name = next((one for one in CALLED if one in table.columns), None)
    if name is None:
        return number
    return session.scalar(select(table.c[name]).where(table.c.id == number))
