"""When the copy answers, how old it says that it is, and when the store answers in its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func

from engine.columnar.age import ages
from engine.columnar.beside import keep_up
from engine.columnar.columns import AUTO, FOLDER, LARGE, OFF, ON, Columns, Standing
from engine.columnar.manifest import NAME, read_manifest
from engine.columnar.refreshing import refresh
from engine.query.value import Query
from engine.store.database import Database
from engine.store.identity import renew_identity
from engine.store.tables import Employee, Skill
from engine.usecases.query import query
from tests.conftest import engine_over

PEOPLE = Query(of="people", measures=("people",))


@pytest.fixture
def columns(sample_store: Database, tmp_path: Path) -> Columns:
    found = Columns(sample_store, tmp_path / FOLDER, ON)
    refresh(sample_store.url, found.folder)
    return found


def standing(columns: Columns) -> Standing | None:
    with columns.database.reading() as session:
        return columns.standing(session)


def rename_skill(store: Database) -> None:
    with store.transaction() as session:
        session.query(Skill).first().name = "other"  # type: ignore[union-attr]


def test_as_long_as_nothing_changes_it_tells_of_now(columns: Columns) -> None:
    columns.oldest = timedelta(0)
    found = standing(columns)
    assert found is not None
    assert found.as_of is None


def test_what_changed_since_makes_it_tell_of_its_moment(columns: Columns) -> None:
    rename_skill(columns.database)
    found, made = standing(columns), read_manifest(columns.folder)
    assert found is not None
    assert made is not None
    assert found.as_of == made.taken_at


def too_old(columns: Columns) -> None:
    rename_skill(columns.database)
    columns.oldest = timedelta(0)


def somebody_moved(columns: Columns) -> None:
    with columns.database.transaction() as session:
        session.query(Employee).filter_by(emp_no="E000340").one().org_unit_id = 1


def another_store(columns: Columns) -> None:
    with columns.database.transaction() as session:
        renew_identity(session)
    columns.database.dispose()


def switched_off(columns: Columns) -> None:
    columns.mode = OFF


def never_made(columns: Columns) -> None:
    (columns.folder / NAME).unlink()


def half_written(columns: Columns) -> None:
    (columns.folder / NAME).write_text("{")


def lost_a_file(columns: Columns) -> None:
    next(columns.folder.glob("employee_skill-*.parquet")).unlink()


def of_other_tables(columns: Columns) -> None:
    file = columns.folder / NAME
    made = read_manifest(columns.folder)
    assert made is not None
    file.write_text(file.read_text().replace(made.shape, "another"))


UNUSABLE = (
    too_old,
    somebody_moved,
    another_store,
    switched_off,
    never_made,
    half_written,
    lost_a_file,
    of_other_tables,
)


@pytest.mark.parametrize("happens", UNUSABLE, ids=lambda one: one.__name__)
def test_the_store_answers_where_it_may_not(
    columns: Columns, happens: Callable[[Columns], None]
) -> None:
    happens(columns)
    assert standing(columns) is None


def test_a_damaged_file_leaves_it_to_the_store(columns: Columns) -> None:
    engine = engine_over(columns.database)
    right = engine.perform(query, "hr", "test", PEOPLE).rows
    assert standing(columns) is not None
    for file in columns.folder.glob("*.parquet"):
        file.write_bytes(b"PAR1" + file.read_bytes()[4:100])
    engine.columns = columns
    assert engine.perform(query, "hr", "test", PEOPLE).rows == right


def test_while_one_makes_it_others_do_not(columns: Columns) -> None:
    from engine.columnar.refreshing import _alone

    with _alone(columns.folder) as first:
        assert first
        assert refresh(columns.database.url, columns.folder) is None


def test_a_copy_that_broke_off_is_seen_by_nobody(
    columns: Columns, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read_manifest(columns.folder)
    with columns.database.transaction() as session:
        session.query(Employee).first().name = "other"  # type: ignore[union-attr]
        session.query(Skill).first().name = "other"  # type: ignore[union-attr]

    def fail(*_: object) -> int:
        raise OSError("the disk is full")

    monkeypatch.setattr("engine.columnar.refreshing.copy_table", fail)
    with pytest.raises(OSError, match="disk"):
        refresh(columns.database.url, columns.folder)
    assert read_manifest(columns.folder) == before


def test_nothing_but_its_own_files_can_be_read_through_it(columns: Columns, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a,b\n1,2\n")
    found = standing(columns)
    assert found is not None
    with found.snapshot.reading() as session, pytest.raises(Exception, match="disabled"):
        session.connection().exec_driver_sql(f"FROM read_csv('{secret}')")


def test_nobody_else_can_read_its_files(columns: Columns) -> None:
    files = [columns.folder, *columns.folder.iterdir()]
    assert {file.stat().st_mode & 0o077 for file in files} == {0}


def test_it_says_how_old_it_is(columns: Columns) -> None:
    engine = engine_over(columns.database)
    engine.columns = columns
    rename_skill(columns.database)
    with ages() as found:
        answer = engine.perform(query, "hr", "test", PEOPLE)
    made = read_manifest(columns.folder)
    assert made is not None
    assert found == [answer.as_of] == [made.taken_at]


@pytest.mark.parametrize(("of", "what"), [("budgets", "spent"), ("requests", "requests")])
def test_what_is_decided_and_booked_is_told_as_of_now(columns: Columns, of: str, what: str) -> None:
    engine = engine_over(columns.database)
    engine.columns = columns
    rename_skill(columns.database)
    with ages() as found:
        engine.perform(
            query,
            "director",
            "test",
            Query(of=of, measures=(what,), by=("year",) if of == "budgets" else ()),
        )
    assert found == []


@pytest.mark.parametrize(("more", "wanted"), [(0, True), (1, False)])
def test_it_is_made_of_large_stores_alone(
    columns: Columns, monkeypatch: pytest.MonkeyPatch, more: int, wanted: bool
) -> None:
    columns.mode = AUTO
    with columns.database.reading() as session:
        there = sum(session.query(func.max(one.id)).scalar() for one in LARGE)
        monkeypatch.setattr("engine.columnar.columns.MANY_ROWS", there + more)
        assert columns.is_wanted(session) is wanted


def test_it_is_kept_up_by_a_process_of_its_own(columns: Columns) -> None:
    rename_skill(columns.database)
    keep_up(columns)
    found = standing(columns)
    assert found is not None
    assert found.as_of is None


def test_a_small_store_keeps_none(sample_store: Database, tmp_path: Path) -> None:
    columns = Columns(sample_store, tmp_path / FOLDER, AUTO)
    keep_up(columns)
    assert not columns.folder.exists()
