"""The trainings that one person took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.queries.catalogue import named
from engine.queries.taken import TrainingTaken, trainings_of
from engine.store.tables import OrgUnit
from engine.usecases.context import Context, reads
from engine.usecases.profile import person_seen
from engine.values.errors import InvalidInput
from engine.values.results import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTrainings:
    """The newest first; `hours` is the sum of those that are known. `latest` is the newest of
    all, whenever it was."""

    person: Named
    unit: Named
    trainings: tuple[TrainingTaken, ...]
    hours: Decimal
    latest: TrainingTaken | None


@reads
def person_trainings(
    context: Context,
    emp_no: str | None = None,
    first: date | None = None,
    last: date | None = None,
) -> PersonTrainings:
    """What the actor, or somebody of his people, attended between two days (ever, unless
    said).

    Raises:
        NotPermitted: somebody else's, for who sees nobody's records.
        NotFound: nobody of that number whom he may see.
        InvalidInput: the days are in the wrong order.
    """
    person = person_seen(context, emp_no)
    begin, end = first or date.min, last or date.max
    if end < begin:
        raise InvalidInput("period_ends_before_start", start=begin, end=end)
    ever = trainings_of(context.session, person.id)
    taken = [one for one in ever if begin <= one.started_on <= end]
    return PersonTrainings(
        person=Named(person.emp_no, person.name),
        unit=named(context.session.get_one(OrgUnit, person.org_unit_id)),
        trainings=tuple(taken),
        hours=sum((one.hours for one in taken if one.hours is not None), Decimal(0)),
        latest=next(iter(ever), None),
    )
