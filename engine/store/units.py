"""Units that come into being, are called otherwise, or lie elsewhere from now on."""

from __future__ import annotations

from collections.abc import Container

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.store.tables import Alias, OrgUnit

# What the company as a whole is called until its name is known, and its code.
ROOT = "COMPANY"
KIND = "org_unit"
LONGEST_CODE = 64


def rename_unit(session: Session, unit: OrgUnit, name: str) -> None:
    """Call a unit otherwise; all that is its own stays, and the old name still finds it."""
    name_also(session, unit, unit.name)
    unit.name = name[:200]
    session.flush()


def name_also(session: Session, unit: OrgUnit, name: str) -> bool:
    """Let a unit be found by another name or code, too; whether that is new."""
    alias = {"kind": KIND, "code": unit.code, "name": name[:200]}
    if session.scalar(select(Alias.id).filter_by(**alias)) is not None:
        return False
    session.add(Alias(**alias))
    session.flush()
    return True


def move_unit(session: Session, unit: OrgUnit, above: OrgUnit) -> None:
    """Put a unit below another one, along with everything that lies below it."""
    before, path = unit.path, f"{above.path}{unit.code}/"
    unit.parent_id, unit.path = above.id, path
    session.flush()
    below = func.substr(OrgUnit.path, 1, len(before)) == before
    for other in session.scalars(select(OrgUnit).where(below, OrgUnit.id != unit.id)):
        other.path = path + other.path[len(before) :]
    session.flush()


def free_code(wanted: str, taken: Container[str]) -> str:
    """A code that no unit has, as near to `wanted` as can be; codes are parts of paths."""
    plain = wanted.replace("/", "-")[:LONGEST_CODE]
    number, code = 1, plain
    while code in taken:
        number += 1
        code = f"{plain[: LONGEST_CODE - 6]}-{number}"
    return code
