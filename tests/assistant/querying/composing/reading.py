"""What is composed of a text, with the names of the sample company, and without Rasa."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.querying.composing.continuing import continued, stands_alone
from assistant.querying.composing.draft import Settings
from assistant.querying.composing.grammar import asking_in
from assistant.querying.composing.placing import placed
from assistant.querying.composing.spoken import line_said
from assistant.understanding.names import read_names
from assistant.understanding.names.catalogue import CatalogueNames, Meaning
from assistant.understanding.names.merge import merge
from assistant.understanding.quantities import read_quantities
from engine.queries.catalogue import catalogue_names
from engine.query.value import Condition, Has, Query
from engine.usecases.context import BudgetEngine
from engine.usecases.spoken import ValueNamed, appraisal_cycles, own_unit, values_named
from engine.usecases.teaching import course_for
from engine.values.fiscal import FiscalCalendar

HR = "hr"


@dataclass(frozen=True)
class Composer:
    """Reads as the assistant does, on one day."""

    engine: BudgetEngine
    names: CatalogueNames
    today: date
    fiscal: FiscalCalendar
    who: str

    @classmethod
    def of(cls, engine: BudgetEngine, who: str = HR) -> Composer:
        with engine.database.reading() as session:
            known = [Meaning(one.kind, one.code, one.name) for one in catalogue_names(session)]
        return cls(engine, CatalogueNames(known), engine.today(), engine.company().fiscal, who)

    def query(self, text: str, last: Query | None = None) -> Query | None:
        line = line_said(text, self._entities(text), self.fiscal, self.today, named=self._named)
        asking = asking_in(line)
        if asking.unread:
            return None
        settings = Settings(
            fiscal=self.fiscal,
            today=self.today,
            courses=self._courses,
            own_unit=lambda: self.engine.perform(own_unit, self.who, "test"),
            cycles=lambda: self.engine.perform(appraisal_cycles, self.who, "test"),
        )
        if last is not None and (asking.goes_on or not stands_alone(asking)):
            changed = continued(asking, last, settings)
            if changed is not None:
                return changed
        return placed(asking, settings) if stands_alone(asking) else None

    def _named(self, text: str) -> Sequence[ValueNamed]:
        return self.engine.perform(values_named, self.who, "test", text)

    def _courses(self, skill: str) -> list[str]:
        found = self.engine.perform(course_for, self.who, "test", skill)
        return [found.code] if found is not None else []

    def _entities(self, text: str) -> list[dict[str, Any]]:
        found = read_quantities(text, self.today, self.fiscal, home=self.engine.company().currency)
        quantities = [
            {
                "entity": one.entity,
                "start": one.start,
                "end": one.end,
                "value": str(one.value) if isinstance(one.value, Decimal) else one.value,
                **one.extra,
            }
            for one in found
        ]
        return [*quantities, *merge(text, self.names.find(text), read_names(text), self.names)]


def plain(query: Query | None) -> str:
    """A query in one line."""
    if query is None:
        return "-"
    parts = [query.of, *query.measures]
    if query.by:
        parts.append(f"by {', '.join(query.by)}")
    parts += map(_condition, query.where)
    parts += map(_lacked, query.has)
    if query.period is not None:
        days = (query.period, *query.also)
        parts.append(" and ".join(f"{one.start}..{one.end}" for one in days))
    if query.order is not None:
        parts.append(f"order {query.order}")
    if query.limit is not None:
        parts.append(f"first {query.limit}")
    if query.compare is not None:
        against = query.compare.period
        told = f"{against.start}..{against.end}" if against else ""
        parts.append(f"against {told}{' '.join(map(_condition, query.compare.where))}")
    return " | ".join(parts)


def _lacked(one: Has) -> str:
    limits = ", ".join(map(_condition, one.where))
    return f"{'lacks' if one.lacks else 'has'} {one.of}" + (f" ({limits})" if limits else "")


def _condition(one: Condition) -> str:
    return f"{one.name} {one.sign} {', '.join(map(str, one.values))}"
