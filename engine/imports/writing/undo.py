"""Taking back what a load wrote, as a whole or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Table,
    UniqueConstraint,
    and_,
    delete,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from engine.imports.writing.images import typed
from engine.store.tables import Base, ImportBatch, ImportImage, ImportInsert
from engine.store.types import MOMENT

TABLES = Base.metadata.tables
# The ledger is never deleted from: what was posted is taken back by its opposite.
LEDGER = frozenset(("budget_entry", "budget_posting"))
# What the ledger stands on stays with it; without money it means nothing.
KEPT = frozenset(("budget_line", "budget_version", "budget_phase"))
# What a table refers to stands before it, but for circles.
ORDER = {table.name: at for at, table in enumerate(Base.metadata.sorted_tables)}
MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class InTheWay:
    """Why a load cannot be undone: rows of a table that came later hang on what it added
    (`refers`), or say something else than it wrote (`changed`). How many, and some ids."""

    code: str
    table: str
    count: int
    ids: tuple[int, ...]


class Loaded:
    """What a load wrote, as its journal says."""

    def __init__(self, session: Session, load_id: int) -> None:
        self._session = session
        self._load_id = load_id
        self.spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
        inserts = select(ImportInsert).where(ImportInsert.load_id == load_id)
        for one in session.scalars(inserts.order_by(ImportInsert.id)):
            self.spans[one.table].append((one.first_id, one.last_id))
        images = select(ImportImage).where(ImportImage.load_id == load_id)
        self.images = session.scalars(images.order_by(ImportImage.id)).all()

    @property
    def postings(self) -> list[int]:
        """The ids of the ledger's postings that were made."""
        spans = self.spans.get("budget_posting", [])
        return [one for first, last in spans for one in range(first, last + 1)]

    @property
    def is_forgotten(self) -> bool:
        """Whether it wrote something, and what is not known any more."""
        if self.spans or self.images:
            return False
        added = select(ImportBatch.id).where(
            ImportBatch.load_id == self._load_id, ImportBatch.rows_added > 0
        )
        return self._session.scalar(added.limit(1)) is not None

    def restored(self, table: type[Base], column: Any) -> set[int]:
        """The ids of rows that have their former value of the column again, once it is undone."""
        return self._restored(table.__tablename__, column.key)

    def in_the_way(self) -> list[InTheWay]:
        """Everything that keeps the load from being undone; nothing where it can be."""
        return [*self._references(), *self._changed()]

    def take_back(self) -> None:
        """Put everything back as it was but the ledger (see `postings`).

        The newest first: a row that was changed twice becomes what it was at first. What only one
        row may have (a number) comes back when those that have it now are gone.
        """
        images = [one for one in reversed(self.images) if one.table not in KEPT | LEDGER]
        for image in images:
            _restore(self._session, image, only=False)
        self._delete()
        for image in images:
            if image.before is not None and image.after is not None:
                _restore(self._session, image, only=True)

    def _delete(self) -> None:
        tables = [one for one in reversed(Base.metadata.sorted_tables) if one.name in self.spans]
        gone = [one for one in tables if one.name not in KEPT | LEDGER]
        for table in gone:
            self._loosen(table)
        for table in gone:
            for span in self.spans[table.name]:
                self._session.execute(delete(table).where(_within(table, span)))

    def _loosen(self, table: Table) -> None:
        """Rows that go may name each other in a circle (a unit its head, he his unit): what
        would go before them, or with them, is named no more."""
        optional = [
            column.name
            for column in table.c
            if column.nullable
            and column.name != "id"
            and any(
                ORDER[key.column.table.name] >= ORDER[table.name] for key in column.foreign_keys
            )
        ]
        for span in self.spans[table.name] if optional else ():
            nothing = dict.fromkeys(optional)
            self._session.execute(update(table).where(_within(table, span)).values(**nothing))

    def _references(self) -> Iterator[InTheWay]:
        for table in Base.metadata.sorted_tables:
            if "id" not in table.c or table.name.startswith("import_"):
                continue
            for column in table.c:
                for key in column.foreign_keys:
                    yield from self._referring(table, column.name, key.column.table.name)

    def _referring(self, table: Table, column: str, target: str) -> Iterator[InTheWay]:
        spans = self.spans.get(target, [])
        if not spans or target in KEPT | LEDGER:
            return
        refers = or_(*(table.c[column].between(*span) for span in spans))
        own = [_within(table, span) for span in self.spans.get(table.name, [])]
        others = and_(refers, ~or_(*own)) if own else refers
        restored = self._restored(table.name, column)
        ids = [
            one
            for one in self._session.scalars(select(table.c.id).where(others).order_by(table.c.id))
            if one not in restored
        ]
        if ids:
            yield InTheWay("refers", table.name, len(ids), tuple(ids[:MOST_SHOWN]))

    def _restored(self, table: str, column: str) -> set[int]:
        """Rows that name what goes only because the load itself made them do so."""
        return {
            int(one.key[0])
            for one in self.images
            if one.table == table and one.before is not None and column in one.before
        }

    def _changed(self) -> Iterator[InTheWay]:
        last: dict[tuple[str, tuple[Any, ...]], dict[str, Any]] = defaultdict(dict)
        for image in self.images:
            if image.after and image.before is not None and image.table not in KEPT | LEDGER:
                last[image.table, tuple(image.key)].update(image.after)
        by_table: dict[str, list[int]] = defaultdict(list)
        for (name, key), after in last.items():
            if self._is_new(name, key[0]):
                continue
            table = TABLES[name]
            found = self._session.execute(_row(table, key, list(after))).mappings().first()
            if found is None or dict(found) != typed(table, after):
                by_table[name].append(int(key[0]))
        for name, ids in by_table.items():
            yield InTheWay("changed", name, len(ids), tuple(ids[:MOST_SHOWN]))

    def _is_new(self, table: str, row_id: int) -> bool:
        return any(first <= row_id <= last for first, last in self.spans.get(table, ()))


def _restore(session: Session, image: ImportImage, only: bool) -> None:
    """Of a row that was changed, `only` what no other row may have, or all the rest."""
    table = TABLES[image.table]
    if image.before is None:
        session.execute(delete(table).where(_at(table, image.key)))
    elif image.after is None:
        session.execute(insert(table).values(**typed(table, image.before)))
    else:
        said = {name: one for name, one in image.before.items() if _is_own(table, name) is only}
        if said:
            before: Mapping[str, Any] = typed(table, said)
            if "email" in said:
                before = {**before, **_readdressed(session, table)}
            session.execute(update(table).where(_at(table, image.key)).values(**before))


def _readdressed(session: Session, table: Table) -> dict[str, Any]:
    """An address that is put back is another from now on."""
    return {"email_before": table.c.email, "email_since": session.info.get(MOMENT)}


def _is_own(table: Table, name: str) -> bool:
    """Whether a value of a column is one row's alone."""
    unique = (one for one in table.constraints if isinstance(one, UniqueConstraint))
    return not table.c[name].foreign_keys and any(name in one.columns for one in unique)


def _row(table: Table, key: Sequence[Any], columns: Sequence[str]) -> Any:
    return select(*(table.c[name] for name in columns)).where(_at(table, key))


def _at(table: Table, key: Sequence[Any]) -> ColumnElement[bool]:
    pairs = zip(table.primary_key.columns, key, strict=True)
    return and_(*(column == value for column, value in pairs))


def _within(table: Table, span: tuple[int, int]) -> ColumnElement[bool]:
    (key,) = table.primary_key.columns
    return key.between(*span)
