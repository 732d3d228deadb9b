"""What is said of a store that changed: new, changed and gone rows of every table."""

from datetime import date
from pathlib import Path

from sqlalchemy import make_url, select

from commands.evaluation.playing import put_back
from commands.evaluation.store_changes import Snapshot, changes, snapshot
from engine.store.database import Database
from engine.store.tables import (
    AuditHead,
    Delegation,
    Employee,
    Explanation,
    Need,
    OrgUnit,
    ReportFile,
)
from tests.conftest import NOW


def since(database: Database, before: Snapshot) -> list[str]:
    return [str(change) for change in changes(before, snapshot(database))]


def test_a_new_row_names_those_it_refers_to(sample_store: Database) -> None:
    before = snapshot(sample_store)
    with sample_store.transaction() as session:
        principal, delegate = session.scalars(select(Employee).limit(2)).all()
        session.add(
            Delegation(
                principal_id=principal.id,
                delegate_id=delegate.id,
                first_day=date(2026, 12, 1),
                last_day=date(2026, 12, 3),
                created_at=NOW,
            )
        )
        names = f"{principal.emp_no} {principal.name}", f"{delegate.emp_no} {delegate.name}"
    assert since(sample_store, before) == [
        f"new delegation 1 (principal_id={names[0]}, delegate_id={names[1]}, "
        "first_day=2026-12-01, last_day=2026-12-03)"
    ]


def test_of_a_changed_row_only_what_differs_is_said(sample_store: Database) -> None:
    before = snapshot(sample_store)
    with sample_store.transaction() as session:
        unit = session.scalars(select(OrgUnit)).first()
        assert unit is not None
        unit.name, was = "新的名字", unit.name
        code = unit.code
    assert since(sample_store, before) == [
        f"changed org_unit {code} 新的名字 (name: {was} → 新的名字)"
    ]


def test_a_row_that_is_gone_is_said(sample_store: Database) -> None:
    before = snapshot(sample_store)
    with sample_store.transaction() as session:
        session.delete(session.scalars(select(Need)).first())
    assert [change.split()[:2] for change in since(sample_store, before)] == [["gone", "need"]]


def test_explanations_are_counted_and_bookkeeping_is_left_out(sample_store: Database) -> None:
    before = snapshot(sample_store)
    with sample_store.transaction() as session:
        person = session.scalars(select(Employee.id)).first()
        session.add(AuditHead(id=7, sequence=0, hash=""))
        for _ in range(2):
            session.add(
                Explanation(
                    asked_by_id=person,
                    method="m",
                    method_version=1,
                    formula="",
                    engine_version="",
                    policy_version="",
                    inputs={},
                    rows_used=[],
                    output={},
                    created_at=NOW,
                )
            )
    assert since(sample_store, before) == ["new explanation × 2"]


def test_a_file_is_handed_over(sample_store: Database) -> None:
    before, kept = snapshot(sample_store), {}
    with sample_store.transaction() as session:
        person = session.scalars(select(Employee.id)).first()
        session.add(
            ReportFile(
                secret="s",
                employee_id=person,
                name="needs.csv",
                media_type="text/csv",
                content=b"a,b",
                expires_at=NOW,
            )
        )

    def keep(name: str, content: bytes) -> str:
        kept[name] = content
        return f"files/{name}"

    (change,) = changes(before, snapshot(sample_store), keep)
    assert change.values["content"] == "files/needs.csv"
    assert kept == {"needs.csv": b"a,b"}


def test_a_store_is_put_back_under_those_who_have_it_open(
    sample_file: Path, sample_store: Database
) -> None:
    before = snapshot(sample_store)
    with sample_store.transaction() as session:
        session.delete(session.scalars(select(Need)).first())
    put_back(sample_file, Path(str(make_url(sample_store.url).database)))
    assert since(sample_store, before) == []
