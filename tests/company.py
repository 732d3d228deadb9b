"""A small company made to order: each test says only what matters to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from commands.validation.writing import write_rows
from engine.sample.rows import Rows
from engine.store.database import Database
from engine.store.tables import (
    Appraisal,
    AppraisalItem,
    BudgetEntry,
    BudgetLine,
    BudgetPosting,
    BudgetVersion,
    Certificate,
    CostLine,
    Course,
    CourseSkill,
    Employee,
    EmployeeCertificate,
    EmployeeSkill,
    Evaluation,
    Kpi,
    KpiLink,
    KpiResult,
    KpiSkill,
    Need,
    OrgUnit,
    Participation,
    Position,
    PositionCertificate,
    PositionSkill,
    RoleGrant,
    Skill,
    StoreInfo,
    TrainingSession,
)
from engine.usecases.company_settings import CompanyChange, change_company

YEAR = 2026
HR, DIRECTOR = "HR1", "DIR1"
HALF_YEAR = date(YEAR, 1, 1), date(YEAR, 6, 30)


class Company:
    """Adds rows by names; codes are made. `write` stores everything at once.

    From the start there is one unit with somebody from HR (HR1) and a director (DIR1).
    """

    def __init__(self, name: str = "the company", currency: str = "CNY") -> None:
        self.rows = Rows(YEAR)
        self.currency = currency
        self.rows.add(StoreInfo, kind="company")
        self.root = self.unit(name)
        for number, role in ((HR, "hr"), (DIRECTOR, "management")):
            person = self.person(self.root, number=number)
            self.rows.add(RoleGrant, employee_id=person, role=role, org_unit_id=self.root)

    def write(self, database: Database) -> None:
        change_company(database, CompanyChange(currency=self.currency))
        with database.transaction() as session:
            write_rows(session, self.rows)

    def code(self, table: type[Any], row: int) -> str:
        code: str = self.rows.of(table)[row - 1]["code"]
        return code

    def _coded(self, table: type[Any], prefix: str, name: str, **values: Any) -> int:
        number = len(self.rows.of(table)) + 1
        return self.rows.add(table, code=f"{prefix}{number}", name=name, name_en=None, **values)

    def unit(self, name: str, parent: int | None = None) -> int:
        above = self.rows.of(OrgUnit)[parent - 1]["path"] if parent else "/"
        code = f"U{len(self.rows.of(OrgUnit)) + 1}"
        return self._coded(OrgUnit, "U", name, parent_id=parent, path=f"{above}{code}/")

    def person(
        self,
        unit: int,
        position: int | None = None,
        hired: date | None = None,
        number: str | None = None,
    ) -> int:
        number = number or f"P{len(self.rows.of(Employee)) + 1:05d}"
        return self.rows.add(
            Employee,
            emp_no=number,
            name=f"name of {number}",
            org_unit_id=unit,
            position_id=position,
            hire_date=hired,
            status="active",
        )

    def people(
        self, count: int, unit: int, position: int | None = None, hired: date | None = None
    ) -> list[int]:
        return [self.person(unit, position, hired) for _ in range(count)]

    def head(self, unit: int, number: str = "HEAD1") -> str:
        person = self.person(unit, number=number)
        self.rows.of(OrgUnit)[unit - 1]["head_employee_id"] = person
        return number

    def position(self, name: str) -> int:
        return self._coded(Position, "PO", name)

    def skill(self, name: str) -> int:
        return self._coded(Skill, "SK", name)

    def requires(self, position: int, skill: int, level: str, criticality: str = "1") -> None:
        self.rows.add(
            PositionSkill,
            position_id=position,
            skill_id=skill,
            required_level=Decimal(level),
            criticality=Decimal(criticality),
        )

    def assess(self, people: Sequence[int], skill: int, level: str) -> None:
        for person in people:
            self.rows.add(
                EmployeeSkill,
                employee_id=person,
                skill_id=skill,
                level=Decimal(level),
                assessed_by="test",
                assessed_on=date(YEAR, 3, 1),
            )

    def certificate(self, name: str, skill: int, position: int) -> int:
        one = self._coded(Certificate, "CE", name, skill_id=skill)
        self.rows.add(PositionCertificate, position_id=position, certificate_id=one)
        return one

    def certify(self, people: Sequence[int], certificate: int, until: date | None = None) -> None:
        for person in people:
            self.rows.add(
                EmployeeCertificate,
                employee_id=person,
                certificate_id=certificate,
                issued_on=date(YEAR - 2, 1, 1),
                expires_on=until,
            )

    def appraise(self, people: Sequence[int], dimension: str, score: str) -> None:
        for person in people:
            appraisal = self.rows.add(
                Appraisal, employee_id=person, cycle=f"{YEAR}-H1", score=Decimal(score)
            )
            self.rows.add(
                AppraisalItem,
                appraisal_id=appraisal,
                dimension=dimension,
                weight=Decimal(1),
                score=Decimal(score),
            )

    def course(
        self,
        name: str,
        teaches: int | None = None,
        gain: str = "0.5",
        category: str | None = None,
        capacity: int | None = None,
        **values: Any,
    ) -> int:
        course = self._coded(
            Course,
            "TC",
            name,
            category=category,
            capacity=capacity,
            **{"mandatory": False, **values},
        )
        if teaches is not None:
            self.rows.add(
                CourseSkill, course_id=course, skill_id=teaches, expected_gain=Decimal(gain)
            )
        return course

    def session(
        self,
        course: int,
        people: Sequence[int],
        cost: str,
        start: date = date(YEAR - 1, 4, 10),
        per_learner: str | None = None,
        hours: str = "16",
        currency: str | None = None,
    ) -> int:
        """One session: `cost` by session, `per_learner` for each participant beside it."""
        number = len(self.rows.of(TrainingSession)) + 1
        session = self.rows.add(
            TrainingSession,
            code=f"SE{number}",
            course_id=course,
            start_date=start,
            end_date=start,
            status="held",
        )
        for person in people:
            self.rows.add(
                Participation,
                session_id=session,
                employee_id=person,
                attended=True,
                hours=Decimal(hours),
            )
        currency = currency or self.currency
        self._cost(session, "instructor", "per_session", Decimal(cost), currency)
        if per_learner is not None:
            amount = Decimal(per_learner) * len(people)
            self._cost(session, "material", "per_learner", amount, currency)
        return session

    def _cost(
        self, session: int, category: str, behaviour: str, amount: Decimal, currency: str
    ) -> None:
        self.rows.add(
            CostLine,
            session_id=session,
            reference=category,
            category=category,
            behaviour=behaviour,
            amount=amount,
            currency=currency,
            tax_eligible=True,
            is_cash=True,
        )

    def kpi(self, name: str, unit: str = "share", direction: str = "higher") -> int:
        return self._coded(Kpi, "KP", name, unit=unit, direction=direction)

    def link(
        self,
        parent: int,
        child: int,
        form: str,
        coefficient: str | None = None,
        coefficient_unit: str | None = None,
    ) -> None:
        self.rows.add(
            KpiLink,
            parent_id=parent,
            child_id=child,
            form=form,
            coefficient=Decimal(coefficient) if coefficient else None,
            coefficient_unit=coefficient_unit,
        )

    def moves(
        self,
        skill: int,
        kpi: int,
        coefficient: str | None = None,
        coefficient_unit: str | None = None,
    ) -> None:
        self.rows.add(
            KpiSkill,
            kpi_id=kpi,
            skill_id=skill,
            coefficient=Decimal(coefficient) if coefficient else None,
            coefficient_unit=coefficient_unit,
        )

    def unit_result(
        self,
        kpi: int,
        unit: int,
        actual: str,
        target: str | None = None,
        period: tuple[date, date] = HALF_YEAR,
    ) -> None:
        self._result(kpi, actual, target, period, org_unit_id=unit, employee_id=None)

    def results(
        self,
        kpi: int,
        people: Sequence[int],
        actual: str,
        target: str | None = None,
        period: tuple[date, date] = HALF_YEAR,
    ) -> None:
        for person in people:
            self._result(kpi, actual, target, period, employee_id=person, org_unit_id=None)

    def _result(
        self,
        kpi: int,
        actual: str,
        target: str | None,
        period: tuple[date, date],
        **subject: int | None,
    ) -> None:
        self.rows.add(
            KpiResult,
            kpi_id=kpi,
            period_start=period[0],
            period_end=period[1],
            actual=Decimal(actual),
            target=Decimal(target) if target else None,
            **subject,
        )

    def evaluate(
        self,
        course: int,
        level: str,
        measure: str,
        value: str,
        baseline: str | None = None,
        planned: str | None = None,
        kpi: int | None = None,
        **values: Any,
    ) -> None:
        self.rows.add(
            Evaluation,
            course_id=course,
            year=YEAR - 1,
            level=level,
            measure=measure,
            kpi_id=kpi,
            baseline=Decimal(baseline) if baseline else None,
            value=Decimal(value),
            planned=Decimal(planned) if planned else None,
            method="before_after",
            **values,
        )

    def need(
        self, course: int, origin: str, priority: str, headcount: int = 10, unit: int | None = None
    ) -> None:
        number = len(self.rows.of(Need)) + 1
        self.rows.add(
            Need,
            number=f"ND{number}",
            origin=origin,
            raised_by_id=1,
            org_unit_id=unit or self.root,
            skill_id=None,
            course_id=course,
            kpi_id=None,
            topic="topic",
            reason=None,
            headcount=headcount,
            priority=Decimal(priority),
            year=YEAR + 1,
            status="open",
            created_at=datetime(YEAR, 6, 1, tzinfo=UTC),
        )

    def budget(self, unit: int, amount: str, year: int = YEAR, status: str = "active") -> int:
        known = [v for v in self.rows.of(BudgetVersion) if v["fiscal_year"] == year]
        version = (
            known[0]["id"]
            if known
            else self.rows.add(BudgetVersion, fiscal_year=year, scenario="base", status=status)
        )
        line = self.rows.add(
            BudgetLine,
            version_id=version,
            org_unit_id=unit,
            programme="all",
            planned=Decimal(amount),
            currency=self.currency,
        )
        self.entry(line, "allocate", amount)
        return line

    def entry(self, line: int, kind: str, amount: str) -> None:
        self.rows.add(
            BudgetEntry,
            line_id=line,
            kind=kind,
            amount=Decimal(amount),
            request_id=None,
            note=None,
            posting_id=self.rows.add(BudgetPosting, kind="opening"),
            booked_on=date(YEAR, 1, 1),
            created_at=datetime(YEAR, 1, 1, tzinfo=UTC),
        )
