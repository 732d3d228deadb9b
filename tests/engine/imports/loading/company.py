"""A small company, and what its store holds of trainings."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select

from engine.imports.sheet_report import SheetReport
from engine.queries.import_totals import paid_in_all
from engine.store.database import Database
from engine.store.tables import Base, Employee, OrgUnit, Participation
from tests.engine.imports.tables import load, sheet

HEAD = "工号,课程,培训日期,费用\n"
FIRST = HEAD + "1,谈判,2026-03-10,1000\n2,谈判,2026-03-10,1000\n3,焊接,2026-06-10,1200\n"
CNY = {"currency": "CNY"}


def people(database: Database, names: Mapping[str, str] | None = None) -> None:
    """Thirty people, or these (name by number), in one unit."""
    names = names or {str(number): f"员工{number}" for number in range(1, 31)}
    with database.transaction() as session:
        unit = OrgUnit(code="P", name="生产部", path="/P/")
        session.add(unit)
        session.flush()
        session.add_all(
            Employee(emp_no=number, name=name, org_unit_id=unit.id, status="active")
            for number, name in names.items()
        )


def trainings(
    database: Database, text: str, answers: Mapping[str, str] | None = None, **fields: str
) -> SheetReport:
    made = sheet("trainings", text, **fields)
    return load(database, made, answers={**CNY, **(answers or {})})[0]


def paid(database: Database) -> dict[str, str]:
    """What the store's costs add up to, by currency."""
    with database.reading() as session:
        return {one.currency: f"{one.amount}" for one in paid_in_all(session)}


def count(database: Database, table: type[Base]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def attended(database: Database) -> int:
    with database.reading() as session:
        found = select(func.count(Participation.id)).where(Participation.attended)
        return session.scalar(found) or 0


def remarks(report: SheetReport) -> list[tuple[str, int]]:
    return [(one.code, one.row) for one in report.remarks]


def asked_in(report: SheetReport) -> list[str]:
    """The questions' keys, without the file that all are about."""
    return [one.key.removesuffix(f":{report.file}") for one in report.questions]
