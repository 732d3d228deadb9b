"""What a load wrote is taken back as a whole, or not at all."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from engine.imports.writing.journal import joined
from engine.imports.writing.undo import InTheWay, Loaded
from engine.imports.writing.writer import Writer
from engine.store.bulk import insert_rows
from engine.store.database import Database
from engine.store.membership import assign
from engine.store.tables import Assignment, Employee, OrgUnit, PayrollYear, Skill
from tests.engine.imports.tables import a_load

NOW = datetime(2026, 11, 29, tzinfo=UTC)


def people(session: Session, writer: Writer) -> None:
    """A root, a unit under it with a head, and one more: by objects, in bulk, in a circle."""
    root = OrgUnit(code="C", name="C", path="/C/")
    session.add(root)
    session.flush()
    unit = OrgUnit(code="W", name="W", path="/C/W/", parent_id=root.id)
    session.add(unit)
    session.flush()
    ids = writer.reserve(Employee, 2)
    rows = [
        {"id": one, "emp_no": f"E{one}", "name": "n", "org_unit_id": unit.id, "status": "active"}
        for one in ids
    ]
    writer.insert(Employee, rows)
    unit.head_employee_id = ids[0]


def counts(session: Session) -> list[int]:
    tables = (OrgUnit, Employee, Assignment, Skill)
    return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def test_what_was_added_goes_though_it_names_each_other(either_store: Database) -> None:
    with a_load(either_store) as (session, writer, load):
        people(session, writer)
    with either_store.transaction() as session:
        assert counts(session) == [2, 2, 0, 0]
        loaded = Loaded(session, load)
        assert loaded.in_the_way() == []
        loaded.take_back()
        assert counts(session) == [0, 0, 0, 0]


def test_rows_in_bulk_are_noted_once(either_store: Database) -> None:
    with a_load(either_store) as (session, writer, load):
        people(session, writer)
    with either_store.reading() as session:
        assert Loaded(session, load).spans["employee"] == [(1, 2)]


def test_what_was_changed_is_what_it_was(either_store: Database) -> None:
    with a_load(either_store) as (session, writer, _):
        people(session, writer)
    with a_load(either_store) as (session, writer, load):
        person = session.scalars(select(Employee).order_by(Employee.id)).first()
        root = session.scalars(select(OrgUnit)).first()
        assert person is not None
        assert root is not None
        assign(session, person, root.id, None, date(2026, 6, 1))
        person.name = "Other"
        writer.update(Employee, person.id, {"email": None}, {"email": "a@b"})
    with either_store.transaction() as session:
        loaded = Loaded(session, load)
        assert loaded.in_the_way() == []
        loaded.take_back()
    with either_store.reading() as session:
        person = session.scalars(select(Employee).order_by(Employee.id)).first()
        assert person is not None
        assert (person.name, person.name_key, person.email) == ("n", "n", None)
        assert session.scalars(select(Assignment)).all() == []


def test_what_others_hang_on_stays(either_store: Database) -> None:
    with a_load(either_store) as (session, writer, load):
        people(session, writer)
    with either_store.transaction() as session:
        unit = session.scalars(select(OrgUnit.id)).first()
        session.add(Employee(emp_no="N", name="n", org_unit_id=unit, status="active"))
        session.flush()
        (found,) = Loaded(session, load).in_the_way()
        assert (found.code, found.table, found.count) == ("refers", "employee", 1)


def test_what_was_changed_since_stays(either_store: Database) -> None:
    with a_load(either_store) as (session, writer, _):
        people(session, writer)
    with a_load(either_store) as (session, writer, load):
        person = session.scalars(select(Employee).order_by(Employee.id)).first()
        assert person is not None
        person.name = "Other"
    with either_store.transaction() as session:
        session.execute(update(Employee).where(Employee.name == "Other").values(name="Third"))
        assert Loaded(session, load).in_the_way() == [
            InTheWay("changed", "employee", 1, (person.id,))
        ]


def test_a_row_with_a_key_of_its_own(either_store: Database) -> None:
    with a_load(either_store) as (session, _, load):
        session.add(PayrollYear(fiscal_year=2026, amount=1, currency="CNY"))
    with either_store.transaction() as session:
        Loaded(session, load).take_back()
        assert session.get(PayrollYear, 2026) is None


def test_a_statement_that_could_not_be_undone_is_none(empty_store: Database) -> None:
    with empty_store.transaction() as session:
        Writer(session)
        with pytest.raises(AssertionError):
            session.execute(update(Employee).values(name="x"))


def test_rows_without_an_id_get_one_that_is_kept(either_store: Database) -> None:
    with a_load(either_store) as (session, writer, load):
        writer.insert(Skill, [{"code": f"S{one}", "name": "s"} for one in range(12)])
        insert_rows(session, Skill, [{"code": "S12", "name": "s"}])
    with either_store.transaction() as session:
        loaded = Loaded(session, load)
        assert loaded.spans["skill"] == [(1, 13)]
        loaded.take_back()
        assert counts(session)[3] == 0


def test_ids_as_ranges() -> None:
    spans = [range(3, 4), range(1, 3), range(7, 8), range(2, 4)]
    assert joined(spans) == [range(1, 4), range(7, 8)]
