"""The names by which people call things: skills, courses, org units, positions, KPIs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.tables import Alias, Course, Kpi, OrgUnit, Position, Skill
from engine.values.errors import NotFound
from engine.values.results import Named

Catalogue = Course | Skill | OrgUnit | Position | Kpi
T = TypeVar("T", Course, Skill, OrgUnit, Position, Kpi)
KINDS: dict[str, type[Catalogue]] = {
    "course": Course,
    "skill": Skill,
    "org_unit": OrgUnit,
    "position": Position,
    "kpi": Kpi,
}


@dataclass(frozen=True, slots=True)
class CatalogueName:
    """One name of one thing; several names may share a `code`, and a name several codes."""

    kind: str
    code: str
    name: str


def catalogue_names(session: Session) -> Iterator[CatalogueName]:
    """Every name in the catalogue: in both languages, and the aliases."""
    for kind, table in KINDS.items():
        for code, *names in session.execute(select(table.code, table.name, table.name_en)):
            yield from (CatalogueName(kind, code, name) for name in names if name)
    aliases = select(Alias.kind, Alias.code, Alias.name).where(Alias.kind.in_(KINDS))
    for kind, code, name in session.execute(aliases):
        yield CatalogueName(kind, code, name)


def by_code(session: Session, table: type[T], code: str) -> T:
    """The thing with that code.

    Raises:
        NotFound: there is none.
    """
    found = session.scalar(select(table).where(table.code == code))
    if found is None:
        raise NotFound("unknown_name", kind=table.__tablename__, name=code)
    return found


def named(thing: Catalogue) -> Named:
    return Named(thing.code, thing.name, thing.name_en)
