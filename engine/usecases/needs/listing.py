"""The needs on record: merged by topic, counted, and with their origin."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.access import Right, Role
from engine.queries.catalogue import named
from engine.queries.need_records import WITHDRAWN, NeedRecord, need_records
from engine.queries.people import grant_holders
from engine.store.tables import OrgUnit
from engine.usecases.context import Context, reads
from engine.usecases.disclosure import sees_people
from engine.usecases.needs.topics import ORIGINS, STATES, NeedTopic, is_told, merged
from engine.usecases.units import unit_for
from engine.values.errors import InvalidInput
from engine.values.results import Named

# No group is that large.
NEVER = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsAsked:
    """Which of them: all of a unit (the actor's topmost), from any origin, that stand, for this
    fiscal year and later ones, unless said."""

    unit: str | None = None
    origin: str | None = None
    state: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsList:
    """The topics with the most people first. `withheld` is how many topics are not told, for too
    few people said them."""

    unit: Named
    year: int | None
    topics: tuple[NeedTopic, ...]
    withheld: int


@reads
def needs_on_record(context: Context, asked: NeedsAsked) -> NeedsList:
    """What was reported, raised, stated as a goal or requested.

    Raises:
        NotPermitted: the actor plans nothing there.
        InvalidInput: no such origin or state.
        NotFound: no such unit.
    """
    _check(asked)
    unit = unit_for(context, Right.SEE_PRIORITIES, asked.unit)
    records = _records(context, unit, asked)
    topics = [one for one in merged(records, _smallest(context, unit)) if _fits(one, asked)]
    told = [_of_origin(one, asked.origin) for one in topics if is_told(one)]
    return NeedsList(
        unit=named(unit),
        year=asked.year,
        topics=tuple(sorted(told, key=lambda one: (-one.people, one.words))),
        withheld=len(topics) - len(told),
    )


def _check(asked: NeedsAsked) -> None:
    if asked.origin not in (None, *ORIGINS):
        raise InvalidInput("unknown_origin", origin=asked.origin)
    if asked.state not in (None, *STATES):
        raise InvalidInput("unknown_state", state=asked.state)


def _records(context: Context, unit: OrgUnit, asked: NeedsAsked) -> list[NeedRecord]:
    management = grant_holders(context.session, Role.MANAGEMENT, context.today)
    first = asked.year or context.fiscal_year
    found = need_records(context.session, [unit.path], first, management)
    taken_back = asked.state == WITHDRAWN
    return [
        one
        for one in found
        if asked.year in (None, one.year) and (not taken_back or one.status == WITHDRAWN)
    ]


def _smallest(context: Context, unit: OrgUnit) -> int:
    """How many single people there have to be to be told of: of a part of what the actor may ask
    about none, for two such counts tell what lies between them."""
    if sees_people(context, unit.path):
        return 1
    if unit.id != unit_for(context, Right.SEE_PRIORITIES, None).id:
        return NEVER
    return context.policy.need.smallest_group


def _fits(topic: NeedTopic, asked: NeedsAsked) -> bool:
    """Of those that were taken back only is told where they are asked for."""
    if asked.state is None and topic.state == WITHDRAWN:
        return False
    if asked.state is not None and topic.state != asked.state:
        return False
    return asked.origin is None or any(part.origin == asked.origin for part in topic.parts)


def _of_origin(topic: NeedTopic, origin: str | None) -> NeedTopic:
    """As many people as that origin says."""
    if origin is None:
        return topic
    (part,) = [one for one in topic.parts if one.origin == origin]
    return replace(topic, people=part.people)
