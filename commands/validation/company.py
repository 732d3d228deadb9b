"""The frame of a simulated company: one unit, one person of HR, and rows to come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from commands.validation.writing import write_rows
from engine.policy import load_policy
from engine.sample.rows import Rows
from engine.store.database import Database
from engine.store.tables import Employee, OrgUnit, Position, RoleGrant, StoreInfo
from engine.usecases.context import BudgetEngine

YEAR = 2026
HR = "HR1"


class SimulatedCompany:
    """Rows with what every company has. `root` is the top unit, `position` everybody's."""

    def __init__(self) -> None:
        self.rows = Rows(YEAR)
        self.rows.add(StoreInfo, kind="company")
        self.root = self.rows.add(OrgUnit, code="C", name="C", parent_id=None, path="/C/")
        self.position = self.rows.add(Position, code="PO", name="PO")
        hr = self.person(self.root, HR)
        self.rows.add(RoleGrant, employee_id=hr, role="hr", org_unit_id=self.root)

    def person(self, unit: int, number: str | None = None) -> int:
        number = number or f"P{len(self.rows.of(Employee)) + 1}"
        return self.rows.add(
            Employee,
            emp_no=number,
            name=number,
            org_unit_id=unit,
            position_id=self.position,
            status="active",
        )


@contextmanager
def stored(company: SimulatedCompany) -> Iterator[BudgetEngine]:
    """The engine over a store with the company, as any company's would be read."""
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'simulated.sqlite'}")
        database.migrate()
        with database.transaction() as session:
            write_rows(session, company.rows)
        clock: Callable[[], datetime] = lambda: datetime(YEAR, 1, 15, tzinfo=UTC)  # noqa: E731
        yield BudgetEngine(database, load_policy(), clock)
        database.dispose()
