"""What the store knows by name or number, to tell columns by."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.imports.recognising.known import Known
from engine.store.tables import (
    Alias,
    Certificate,
    Course,
    Employee,
    Kpi,
    OrgUnit,
    Position,
    Skill,
)
from engine.store.tables.base import Catalogued
from engine.store.units import KIND as UNITS
from engine.usecases.imports.drafts import kept_mappings

CATALOGUES: Mapping[str, type[Catalogued]] = {
    "unit": OrgUnit,
    "course": Course,
    "skill": Skill,
    "certificate": Certificate,
    "position": Position,
    "kpi": Kpi,
}


def known_names(session: Session) -> Known:
    """All names by catalogue, other names too, and how files were read before."""
    people = session.execute(select(Employee.emp_no, Employee.name))
    names = {"person": {code: str(name) for code, name in people}}
    for catalogue, table in CATALOGUES.items():
        rows = session.execute(select(table.code, table.name)).all()
        called = {str(code): str(name) for code, name in rows}
        kind = UNITS if table is OrgUnit else catalogue
        aliases = select(Alias.name, Alias.code).where(Alias.kind == kind)
        others = {
            str(name): called[code] for name, code in session.execute(aliases) if code in called
        }
        names[catalogue] = called | others
    return Known(names=names, kept=kept_mappings(session))
