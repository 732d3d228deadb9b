"""Erasing a person: what is about him alone goes; what requests and the ledger rest on stays, and
names a pseudonym. The audit log keeps his number, since no row of it may change."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, delete, or_, select, update
from sqlalchemy.orm import Session

from engine.personal.kept import DELETED, EMPLOYEE, UNCHANGED, Kept, all_kept, references
from engine.personal.record import SEARCHED, is_of
from engine.personal.retention import is_referred_to
from engine.store.tables import (
    Employee,
    Explanation,
    ImportBatch,
    ImportChange,
    ImportFile,
    ImportImage,
    ImportInsert,
    ImportRefusal,
    Notice,
)
from engine.store.tables.base import Base

PSEUDONYM = "erased-"


def erase(session: Session, person: Employee) -> str:
    """Erase him; the pseudonym that stays in his place."""
    pseudonym = f"{PSEUDONYM}{secrets.token_hex(4)}"
    told = {person.emp_no: pseudonym, person.name: pseudonym}
    _forget_imports(session, person)
    for kept in reversed(all_kept()):
        if kept.table not in SEARCHED and kept.table != EMPLOYEE:
            _erase_rows(session, person, kept, pseudonym)
    _rewrite_explanations(session, told)
    _rewrite_notices(session, told)
    session.flush()
    for kept in all_kept():
        if kept.table == EMPLOYEE:
            for column in kept.cleared:
                setattr(person, column, None)
    person.emp_no, person.name = pseudonym, pseudonym
    session.flush()
    return pseudonym


def _erase_rows(session: Session, person: Employee, kept: Kept, pseudonym: str) -> None:
    table = Base.metadata.tables[kept.table]
    his = is_of(session, person, table, kept.person)
    if kept.doer is not None:
        done = update(table).where(table.c[kept.doer] == person.emp_no)
        session.execute(done.values({kept.doer: pseudonym}))
    if kept.erased == UNCHANGED:
        return
    if kept.erased == DELETED:
        _delete_with_parts(session, table, his)
        return
    if kept.person is not None:
        session.execute(update(table).where(his).values({kept.person: pseudonym}))
    for column in kept.cleared:
        is_reference = any(one.name == column for one in references(table))
        which = table.c[column] == person.id if is_reference else his
        empty = None if table.c[column].nullable else ""
        session.execute(update(table).where(which).values({column: empty}))


def _delete_with_parts(session: Session, table: Table, which: Any) -> None:
    """Rows, and before them those of other tables that are nothing without them."""
    if "id" in table.columns:
        ids = select(table.c.id).where(which)
        for other in Base.metadata.tables.values():
            for column in other.columns:
                if any(key.column is table.c.id for key in column.foreign_keys):
                    _loosen(session, other, column, ids)
    session.execute(delete(table).where(which))


def _loosen(session: Session, table: Table, column: Any, ids: Any) -> None:
    which = column.in_(ids)
    if column.nullable:
        session.execute(update(table).where(which).values({column.name: None}))
    else:
        _delete_with_parts(session, table, which)


def _forget_imports(session: Session, person: Employee) -> None:
    """Of loads that wrote something of him the journal goes, and with it their being undone; of
    files with his number or name in them, the content."""
    words = [one for one in (person.emp_no, person.name, person.email) if one]
    changed = ImportChange.subject.in_(words) | or_(
        *(ImportChange.subject.startswith(f"{word} ", autoescape=True) for word in words)
    )
    batches = select(ImportChange.batch_id).where(changed)
    loads = set(session.scalars(select(ImportBatch.load_id).where(ImportBatch.id.in_(batches))))
    loads |= _loads_that_wrote(session, person)
    session.execute(delete(ImportChange).where(changed))
    session.execute(delete(ImportRefusal).where(ImportRefusal.value.in_(words)))
    if loads:
        for journal in (ImportImage, ImportInsert):
            session.execute(delete(journal).where(journal.load_id.in_(loads)))
        session.execute(
            update(ImportFile).where(ImportFile.load_id.in_(loads)).values(content=None)
        )


def _loads_that_wrote(session: Session, person: Employee) -> set[int | None]:
    """By the ids that their journals hold of rows about him."""
    found: set[int | None] = set()
    for kept in all_kept():
        table = Base.metadata.tables[kept.table]
        if kept.table in SEARCHED or "id" not in table.columns:
            continue
        ids = session.scalars(select(table.c.id).where(is_of(session, person, table, kept.person)))
        for number in ids:
            found |= set(
                session.scalars(
                    select(ImportInsert.load_id).where(
                        ImportInsert.table == kept.table,
                        ImportInsert.first_id <= number,
                        ImportInsert.last_id >= number,
                    )
                )
            )
    return found


def _rewrite_explanations(session: Session, told: Mapping[str, str]) -> None:
    """Those that name him: gone where nothing rests on them, else with the pseudonym."""
    for found in session.scalars(select(Explanation)):
        parts = {name: getattr(found, name) for name in ("inputs", "rows_used", "output")}
        new = {name: _renamed(value, told) for name, value in parts.items()}
        if new == parts:
            continue
        rests = session.scalar(
            select(Explanation.id).where(Explanation.id == found.id, is_referred_to(Explanation.id))
        )
        if rests is None:
            session.delete(found)
        else:
            for name, value in new.items():
                setattr(found, name, value)


def _rewrite_notices(session: Session, told: Mapping[str, str]) -> None:
    """What others were told of what he did names a pseudonym, for as long as it is kept."""
    for found in session.scalars(select(Notice)):
        if (new := _renamed(found.args, told)) != found.args:
            found.args = new


def _renamed(value: Any, told: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return told.get(value, value)
    if isinstance(value, Mapping):
        return {told.get(key, key): _renamed(item, told) for key, item in value.items()}
    if isinstance(value, list):
        return [_renamed(item, told) for item in value]
    return value
