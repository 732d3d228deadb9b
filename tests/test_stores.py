"""A store that one test after the other is given is fresh for each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import func, select, text

from engine.store.database import Database
from engine.store.tables import AuditEvent, Base, OrgUnit, Skill
from tests.stores import FileStore, ServerStore
from tests.workflow import Office, build

Stores = FileStore | ServerStore


@pytest.fixture(params=["sqlite", "postgresql"])
def stores(request: pytest.FixtureRequest) -> Stores:
    name = "empty_stores" if request.param == "sqlite" else "postgres_stores"
    found: Stores = request.getfixturevalue(name)
    return found


def rows(store: Database) -> dict[str, int]:
    with store.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


@contextmanager
def guard_lifted(store: Database) -> Iterator[None]:
    with store.transaction() as session:
        if store.engine.dialect.name == "sqlite":
            session.execute(text("DROP TRIGGER audit_event_no_delete"))
        else:
            session.execute(text("ALTER TABLE audit_event DISABLE TRIGGER ALL"))
    yield


def test_what_a_test_wrote_is_gone_for_the_next(stores: Stores) -> None:
    with stores.fresh() as store:
        before = rows(store)
        build(store)
        Office(store).approved(5)
        assert rows(store) != before
    with stores.fresh() as store:
        assert rows(store) == before


def test_numbers_begin_anew(stores: Stores) -> None:
    first = []
    for _ in range(2):
        with stores.fresh() as store:
            build(store)
            with store.reading() as session:
                first.append(session.scalar(select(func.min(OrgUnit.id))))
    assert first[0] == first[1]


def test_what_a_test_did_to_the_tables_is_undone(stores: Stores) -> None:
    with stores.fresh() as store, guard_lifted(store):
        pass
    with stores.fresh() as store:
        build(store)
        Office(store).approved(5)
        with pytest.raises(Exception, match="append-only"), store.transaction() as session:
            session.execute(AuditEvent.__table__.delete())


def test_who_still_holds_the_former_one_does_not_keep_the_next_from_it(stores: Stores) -> None:
    with stores.fresh() as store:
        holding = store.engine.connect()
        holding.execute(OrgUnit.__table__.insert().values(code="U", name="a unit", path="/U/"))
    with stores.fresh() as store:
        assert rows(store)["org_unit"] == 0
    holding.invalidate()


def test_what_is_made_once_is_what_would_be_made(empty_stores: FileStore) -> None:
    found = []
    for budget in ("100000", "100000", "70000"):
        with empty_stores.fresh() as store:
            build(store, budget=budget)
            found.append((rows(store), Office(store).sums()[3]))
    assert found[0] == found[1]
    assert [left for _, left in found] == [100_000, 100_000, 70_000]


def test_what_is_made_in_a_store_with_something_in_it_does_not_come_from_another(
    empty_stores: FileStore,
) -> None:
    for number in ("", "OTHER"):
        with empty_stores.fresh() as store:
            if number:
                with store.transaction() as session:
                    session.add(Skill(id=99, code=number, name=number, name_en=None))
            build(store)
            assert rows(store)["skill"] == 1 + bool(number)
