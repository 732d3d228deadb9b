"""People: one row for everybody who works; and what every subject about people tells of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, func, select

from engine.access import Right
from engine.queries.people import working_in
from engine.queries.skills import full_years
from engine.query.subject import (
    COUNT,
    DATE,
    NUMBER,
    PERSON,
    STATE,
    THING,
    UNIT,
    WORDS,
    Asked,
    Dimension,
    Expression,
    Join,
    Measure,
    Subject,
)
from engine.store.tables import Employee, OrgUnit, Position


def people(asked: Asked) -> Subject:
    return Subject(
        base=lambda: select().select_from(Employee),
        dimensions=of_people(asked),
        measures={"people": Measure(kind=COUNT, value=func.count(Employee.id), adds=True)},
        joins=joins_of_people(asked, Employee.org_unit_id),
        scope=present_in,
        person=Employee.id,
        time="hired_on",
        right=Right.SEE_COSTS,
    )


def of_people(asked: Asked) -> dict[str, Dimension]:
    """Who somebody is, and where he stands."""
    return {
        PERSON: Dimension(
            kind=THING, key=Employee.emp_no, names=(Employee.name,), table=Employee, personal=True
        ),
        UNIT: Dimension(
            kind=THING,
            key=asked.part_of.c.code,
            names=(asked.part_of.c.name, asked.part_of.c.name_en),
            joins=(UNIT,),
            table=OrgUnit,
        ),
        "team": Dimension(
            kind=THING,
            key=OrgUnit.code,
            names=(OrgUnit.name, OrgUnit.name_en),
            joins=("team",),
            table=OrgUnit,
        ),
        "position": Dimension(
            kind=THING,
            key=Position.code,
            names=(Position.name, Position.name_en),
            joins=("position",),
            table=Position,
        ),
        "hired_on": Dimension(kind=DATE, key=Employee.hire_date, attribute=True),
        "years": Dimension(kind=NUMBER, key=full_years(asked.today), attribute=True),
        "education": Dimension(kind=WORDS, key=Employee.education, attribute=True),
        "status": Dimension(
            kind=STATE, key=Employee.status, values=("active", "leave"), attribute=True
        ),
    }


def joins_of_people(asked: Asked, unit: Expression) -> Mapping[str, Join]:
    """To a statement that has Employee; `unit` is the id of the unit that counts."""
    part = asked.part_of
    return {
        "team": Join(target=OrgUnit, on=OrgUnit.id == unit),
        UNIT: Join(target=part, on=part.c.unit_id == unit, outer=True),
        "position": Join(target=Position, on=Position.id == Employee.position_id, outer=True),
    }


def present_in(paths: Sequence[str], _present: bool = True) -> ColumnElement[bool]:
    """Those who work there now."""
    return working_in(paths)
