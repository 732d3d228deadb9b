"""The copy of a store is, table by table, what the store is; only what changed is copied again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, update

from engine.columnar.columns import Columns
from engine.columnar.manifest import Manifest
from engine.columnar.refreshing import refresh
from engine.columnar.tables import COPIED
from engine.sample import load_sample
from engine.store.bulk import insert_plainly
from engine.store.database import Database
from engine.store.tables import Course, Skill
from tests.conftest import NOW


def copied(store: Database, folder: Path) -> Manifest:
    made = refresh(store.url, folder)
    assert made is not None
    return made


def rows(connection: Any, table: Any) -> list[tuple[Any, ...]]:
    return sorted(map(tuple, connection.execute(table.select())), key=str)


def assert_same(store: Database, folder: Path) -> None:
    """As it is told by either, to the last digit."""
    with store.reading() as session:
        standing = Columns(store, folder, "on").standing(session)
        assert standing is not None
        assert standing.as_of is None
        with standing.snapshot.reading() as columns:
            for table in COPIED:
                assert rows(columns, table) == rows(session, table), table.name


@pytest.fixture
def full(either_store: Database) -> Database:
    with either_store.transaction() as session:
        load_sample(session, NOW.date())
    return either_store


def test_it_is_the_store(full: Database, tmp_path: Path) -> None:
    copied(full, tmp_path)
    assert_same(full, tmp_path)


def test_texts_are_kept_as_they_are(either_store: Database, tmp_path: Path) -> None:
    names = ["", "NULL", "\\N", 'a "b", c', "第一行\n第二行", " ", "'", "0"]
    with either_store.transaction() as session:
        session.add_all(
            Skill(code=f"S{n}", name=name, name_en=name) for n, name in enumerate(names)
        )
        session.add(Skill(code="none", name="none", name_en=None))
    copied(either_store, tmp_path)
    assert_same(either_store, tmp_path)


CHANGES: dict[str, Any] = {
    "added": lambda session: session.add(Skill(code="NEW", name="new")),
    "changed": lambda session: setattr(session.query(Skill).first(), "name", "other"),
    "removed": lambda session: session.delete(session.query(Skill).first()),
    "inserted": lambda session: session.execute(insert(Skill).values(code="I", name="i")),
    "updated": lambda session: session.execute(update(Skill).values(name="all")),
    "deleted": lambda session: session.execute(delete(Skill)),
    "in bulk": lambda session: insert_plainly(
        session, Skill, [{"id": 99, "code": "B", "name": "b", "name_en": None}]
    ),
    "by text": lambda session: session.connection().exec_driver_sql(
        "update skill set name = 'text'"
    ),
    "unknown": lambda session: session.connection().exec_driver_sql(
        "with known as (select 1) update skill set name = 'with'"
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_copied(either_store: Database, tmp_path: Path, change: str) -> None:
    with either_store.transaction() as session:
        session.add_all(Skill(code=f"S{n}", name=f"skill {n}") for n in range(3))
    copied(either_store, tmp_path)
    # Another process has connections of its own.
    other = Database(either_store.url)
    with other.transaction() as session:
        CHANGES[change](session)
    other.dispose()
    copied(either_store, tmp_path)
    assert_same(either_store, tmp_path)


def test_what_is_rolled_back_changes_nothing(either_store: Database, tmp_path: Path) -> None:
    before = copied(either_store, tmp_path)

    def fail() -> None:
        with either_store.transaction() as session:
            session.add(Skill(code="NEW", name="new"))
            session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert copied(either_store, tmp_path).parts == before.parts


def test_what_did_not_change_is_not_copied_again(full: Database, tmp_path: Path) -> None:
    before = copied(full, tmp_path)
    with full.transaction() as session:
        course = session.query(Course).first()
        assert course is not None
        course.vendor = "another"
    after = copied(full, tmp_path)
    again = {name for name, part in after.parts.items() if part != before.parts[name]}
    assert again == {"course"}
