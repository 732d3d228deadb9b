"""What the store has of a kind, as rows of its template: loading them again changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from engine.access import Right
from engine.imports.kinds.kind import kinds
from engine.store.tables import (
    BudgetLine,
    BudgetVersion,
    Course,
    CourseSkill,
    Employee,
    OrgUnit,
    Position,
    Skill,
)
from engine.usecases.context import Context, reads
from engine.usecases.units import require_company
from engine.values.errors import InvalidInput, NotFound

# By field, as it would stand in a file.
Filled = Mapping[str, str]


@reads
def filled_rows(context: Context, kind: str) -> tuple[Filled, ...]:
    """All rows of a kind.

    Raises:
        InvalidInput: there is no filled template of that kind.
        NotFound: there is no such kind.
        NotPermitted: the actor may not load the kind.
    """
    if kind not in kinds():
        raise NotFound("unknown_kind", kind=kind, known=list(kinds()))
    require_company(context, Right(kinds()[kind].right))
    if kind not in FILLERS:
        raise InvalidInput("template_not_filled", kinds=list(FILLERS))
    return tuple(_without_empty(one) for one in FILLERS[kind](context.session))


def _without_empty(row: Mapping[str, object]) -> Filled:
    return {name: _text(value) for name, value in row.items() if value not in (None, "")}


def _text(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)


def _people(session: Session) -> Iterator[Mapping[str, object]]:
    rows = session.execute(
        select(Employee, OrgUnit, Position.name)
        .join(OrgUnit, OrgUnit.id == Employee.org_unit_id)
        .outerjoin(Position, Position.id == Employee.position_id)
        .where(Employee.status != "left")
        .order_by(Employee.id)
    )
    for employee, unit, position in rows:
        yield {
            "emp_no": employee.emp_no,
            "name": employee.name,
            "unit": unit.name,
            "unit_code": unit.code,
            "position": position,
            "hire_date": employee.hire_date,
            "status": employee.status,
            "email": employee.email,
            "education": employee.education,
        }


def _organisation(session: Session) -> Iterator[Mapping[str, object]]:
    parent = aliased(OrgUnit)
    rows = session.execute(
        select(OrgUnit, parent, Employee.emp_no)
        .outerjoin(parent, parent.id == OrgUnit.parent_id)
        .outerjoin(Employee, Employee.id == OrgUnit.head_employee_id)
        .order_by(OrgUnit.path)
    )
    for unit, above, head in rows:
        if above is not None:
            yield {
                "unit": unit.name,
                "code": unit.code,
                "parent": above.name if above.parent_id is not None else None,
                "parent_code": above.code if above.parent_id is not None else None,
                "head_no": head,
                "cost_centre": unit.cost_centre,
            }


def _courses(session: Session) -> Iterator[Mapping[str, object]]:
    skills: dict[int, list[str]] = {}
    taught = select(CourseSkill.course_id, Skill.name).join(Skill, Skill.id == CourseSkill.skill_id)
    for course_id, name in session.execute(taught.order_by(CourseSkill.id)):
        skills.setdefault(course_id, []).append(name)
    for course in session.scalars(select(Course).order_by(Course.id)):
        yield {
            "name": course.name,
            "code": course.code,
            "name_en": course.name_en,
            "category": course.category,
            "delivery": course.delivery,
            "hours": course.hours,
            "capacity": course.capacity,
            "validity_months": course.validity_months,
            "vendor": course.vendor,
            "price": course.list_price,
            "currency": course.list_currency if course.list_price is not None else None,
            "skills": ";".join(skills.get(course.id, ())),
        }


def _budgets(session: Session) -> Iterator[Mapping[str, object]]:
    rows = session.execute(
        select(BudgetLine, BudgetVersion, OrgUnit)
        .join(BudgetVersion, BudgetVersion.id == BudgetLine.version_id)
        .join(OrgUnit, OrgUnit.id == BudgetLine.org_unit_id)
        .where(BudgetVersion.status == "active")
        .order_by(BudgetVersion.fiscal_year, BudgetLine.id)
    )
    for line, version, unit in rows:
        yield {
            "unit": unit.name,
            "unit_code": unit.code,
            "year": version.fiscal_year,
            "programme": line.programme,
            "amount": line.planned,
            "currency": line.currency,
        }


FILLERS: Mapping[str, Callable[[Session], Iterator[Mapping[str, object]]]] = {
    "people": _people,
    "organisation": _organisation,
    "courses": _courses,
    "budgets": _budgets,
}
