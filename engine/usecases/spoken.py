"""What people say where a query has a value: names that stand in no catalogue, "my team"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from engine.access import Role
from engine.store.tables import Appraisal, Certificate, Course, OrgUnit, TrainingSession
from engine.usecases.context import Context, reads

# Shorter ones stand in many words.
SHORTEST = 2
_NAMED = {
    "place": TrainingSession.location,
    "instructor": TrainingSession.instructor,
    "vendor": Course.vendor,
    "category": Course.category,
    "cycle": Appraisal.cycle,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueNamed:
    """What of the text is the value of which dimension of the catalogue of queries."""

    dimension: str
    value: str
    name: str


@reads
def values_named(context: Context, text: str) -> tuple[ValueNamed, ...]:
    """The places, instructors, vendors, categories and certificates that stand in a text. Whoever
    says them knows them; what there is of them, a query tells by its rights."""
    session, said = context.session, text.lower()
    found = [*_words(session, said), *_certificates(session, said)]
    return tuple(one for one in found if len(one.name) >= SHORTEST and one.name.lower() in said)


@reads
def own_unit(context: Context) -> str | None:
    """The code of the unit that the actor is the head of; None where he is of none, or several."""
    paths = context.actor.paths.get(Role.HEAD, ())
    top = [
        one for one in paths if not any(one != other and one.startswith(other) for other in paths)
    ]
    if len(top) != 1:
        return None
    return context.session.scalar(select(OrgUnit.code).where(OrgUnit.path == top[0]))


@reads
def appraisal_cycles(context: Context) -> tuple[str, ...]:
    """What the company calls its cycles of appraisals: that there were some, everybody knows."""
    return tuple(context.session.scalars(select(Appraisal.cycle).distinct()))


def _words(session: Session, said: str) -> Iterator[ValueNamed]:
    for dimension, column in _NAMED.items():
        for value in session.scalars(select(column).distinct().where(_stands_in(column, said))):
            if value:
                yield ValueNamed(dimension=dimension, value=value, name=value)


def _certificates(session: Session, said: str) -> Iterator[ValueNamed]:
    for column in (Certificate.name, Certificate.name_en):
        wanted = select(Certificate.code, column).where(_stands_in(column, said))
        for code, name in session.execute(wanted):
            if name:
                yield ValueNamed(dimension="certificate", value=code, name=name)


def _stands_in(column: InstrumentedAttribute[Any], said: str) -> Any:
    """Roughly: signs that stand for any others are looked at once more."""
    return literal(said, String).contains(func.lower(column))
