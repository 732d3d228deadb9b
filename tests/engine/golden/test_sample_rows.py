"""The sample company, row for row: whatever loads it, the golden figures and the dialogues rest
on it. Nobody records these digests anew; what a table gained since is not among its columns."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from engine.sample import load_sample
from engine.store.database import Database
from engine.store.tables import Base

RECORDED = json.loads((Path(__file__).parent / "sample_rows.json").read_text(encoding="utf-8"))
ROWS = sorted(RECORDED["540@2026-11-23"])


def digest(store: Database, table: str, columns: list[str]) -> list[object]:
    stored = Base.metadata.tables[table]
    keys = list(stored.primary_key.columns)
    with store.reading() as session:
        rows = session.execute(select(*(stored.c[one] for one in columns)).order_by(*keys)).all()
    text = "\n".join(json.dumps([str(value) for value in row], ensure_ascii=False) for row in rows)
    return [len(rows), hashlib.sha256(text.encode()).hexdigest()[:16]]


def sample_of(store: Database, case: str) -> None:
    employees, _, day = case.partition("@")
    with store.transaction() as session:
        load_sample(session, date.fromisoformat(day), int(employees))


@pytest.mark.parametrize("case", [one for one in RECORDED if one != "columns"])
def test_every_table_is_what_it_was(empty_store: Database, case: str) -> None:
    sample_of(empty_store, case)
    columns = RECORDED["columns"]
    found = {table: digest(empty_store, table, columns[table]) for table in RECORDED[case]}
    assert found == RECORDED[case]


def test_and_on_the_other_database(postgres_store: Database) -> None:
    sample_of(postgres_store, "540@2026-11-23")
    columns = RECORDED["columns"]
    found = {table: digest(postgres_store, table, columns[table])[0] for table in ROWS}
    assert found == {table: RECORDED["540@2026-11-23"][table][0] for table in ROWS}
