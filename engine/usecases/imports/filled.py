"""What the store has of a kind, as rows of its template: loading them again changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from engine.access import Right, scope
from engine.imports.kinds.kind import Kind, kinds
from engine.queries.company import whole_company
from engine.usecases.context import Context, reads
from engine.usecases.imports.filling import catalogue, evidence, money, organisation
from engine.usecases.imports.filling.rows import Filler
from engine.usecases.imports.filling.trainings import trainings
from engine.usecases.units import require_company
from engine.values.errors import NotFound

# By field, as it would stand in a file.
Filled = Mapping[str, str]
FILLERS: Mapping[str, Filler] = {
    "organisation": organisation.organisation,
    "people": organisation.people,
    "roles": organisation.roles,
    "skill_names": catalogue.skill_names,
    "certificate_names": catalogue.certificate_names,
    "courses": catalogue.courses,
    "course_skills": catalogue.course_skills,
    "positions": catalogue.positions,
    "requirements": catalogue.requirements,
    "kpis": catalogue.kpis,
    "kpi_links": catalogue.kpi_links,
    "kpi_skills": catalogue.kpi_skills,
    "trainings": trainings,
    "skills": evidence.skills,
    "certificates": evidence.certificates,
    "kpi_results": evidence.kpi_results,
    "appraisals": evidence.appraisals,
    "evaluations": evidence.evaluations,
    "needs": evidence.needs,
    "survey_answers": evidence.survey_answers,
    "rates": money.rates,
    "payroll": money.payroll,
    "agreements": money.agreements,
    "budgets": money.budgets,
    "invoices": money.invoices,
}


@dataclass(frozen=True, slots=True)
class FilledPage:
    """Some rows of a kind; `after` is what is asked for next, None where these were the last."""

    rows: tuple[Filled, ...]
    after: int | None


@reads
def filled_rows(context: Context, kind: str) -> tuple[Filled, ...]:
    """All rows of a kind.

    Raises:
        NotFound: there is no such kind.
        NotPermitted: the actor may not load the kind.
    """
    return tuple(_rows(context, kind))


@reads
def filled_page(context: Context, kind: str, after: int, most: int) -> FilledPage:
    """The rows of a kind behind the first `after` of them.

    Raises:
        NotFound: there is no such kind.
        NotPermitted: the actor may not load the kind.
    """
    rows = tuple(islice(_rows(context, kind), after, after + most + 1))
    more = after + most if len(rows) > most else None
    return FilledPage(rows[:most], more)


@reads
def kinds_to_enter(context: Context) -> tuple[str, ...]:
    """The kinds that the actor may load, in the order in which they need each other.

    Raises:
        NotPermitted: none.
    """
    everywhere = whole_company(context.session)
    found = [
        kind.name
        for kind in kinds().values()
        if everywhere.startswith(scope(context.actor, Right(kind.right)))
    ]
    if not found:
        require_company(context, Right.IMPORT_DATA)
    return tuple(found)


@reads
def kind_to_enter(context: Context, kind: str) -> str:
    """The kind, if the actor may load it.

    Raises:
        NotFound: there is no such kind.
        NotPermitted: the actor may not load the kind.
    """
    return kind_for(context, kind).name


def kind_for(context: Context, name: str) -> Kind:
    """The kind of that name, if the actor may load it.

    Raises:
        NotFound: there is no such kind.
        NotPermitted: naming the role to turn to.
    """
    if name not in kinds():
        raise NotFound("unknown_kind", kind=name, known=list(kinds()))
    require_company(context, Right(kinds()[name].right))
    return kinds()[name]


def _rows(context: Context, kind: str) -> Iterator[Filled]:
    kind_for(context, kind)
    for row in FILLERS[kind](context.session):
        yield {name: _text(value) for name, value in row.items() if value is not None}


def _text(value: object) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
