"""What an allocation is asked for: the sum, the weights, what is in it, and what it keeps to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from sqlalchemy import ColumnElement, not_, or_, select, true

from engine.analysis.allocation import Group
from engine.queries.catalogue import by_code, named
from engine.queries.needs import CourseNeed
from engine.queries.people import within
from engine.store.tables import Course, Need, OrgUnit
from engine.usecases.context import Context
from engine.values.errors import InvalidInput, NotFound
from engine.values.money import Money
from engine.values.results import Named

PartOf = Literal["unit", "course", "category", "origin"]
UNIT: PartOf = "unit"
COURSE: PartOf = "course"
CATEGORY: PartOf = "category"
ORIGIN: PartOf = "origin"
Bound = Literal["at_least", "at_most"]
AT_LEAST: Bound = "at_least"
AT_MOST: Bound = "at_most"
Mandatory = Literal["first", "apart", "alike"]
FIRST: Mandatory = "first"
APART: Mandatory = "apart"
ALIKE: Mandatory = "alike"
BEST, PROPORTIONAL = "best", "proportional"
WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the needs: those of a unit (and of what is under it), of a course or a category of
    courses, by its code; or those of one origin."""

    of: PartOf
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """At least or at most so much for a part: a sum, or a share of the total."""

    part: Part
    bound: Bound
    amount: Money | None = None
    share: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationAsked:
    """`total` None: `times` the whole budget of the year (`of_year`, unless it is the one that needs
    are open for). `weights` None: the policy's; of origins left out
    the relation in which the policy weighs them. `mode`: the
    best set, or proportional to the weights.

    Sums in other currencies are converted at today's rate. `only` some of the needs, `without` others.
    What is `mandatory` comes first, is left apart, or competes like the rest.
    """

    total: Money | None = None
    times: Decimal = WHOLE
    of_year: int | None = None
    weights: Mapping[str, Decimal] | None = None
    mode: str = BEST
    limits: Sequence[Limit] = ()
    only: Sequence[Part] = ()
    without: Sequence[Part] = ()
    mandatory: Mandatory = FIRST

    @property
    def parts(self) -> tuple[Part, ...]:
        """All that are named."""
        return (*(limit.part for limit in self.limits), *self.only, *self.without)


def part_name(context: Context, part: Part) -> Named:
    """What a part is called; a category and an origin by their code.

    Raises:
        NotFound: there is no such unit or course.
    """
    if part.of == UNIT:
        return named(by_code(context.session, OrgUnit, part.code))
    if part.of == COURSE:
        return named(by_code(context.session, Course, part.code))
    if part.of == CATEGORY and not _is_category(context, part.code):
        raise NotFound("unknown_category", category=part.code)
    return Named(part.code, part.code)


def _is_category(context: Context, code: str) -> bool:
    found = select(Course.id).where(Course.category == code).limit(1)
    return context.session.scalar(found) is not None


def asked_for(context: Context, asked: AllocationAsked) -> ColumnElement[bool]:
    """Which needs are meant."""
    conditions = [not_(_in(context, part)) for part in asked.without]
    if asked.only:
        conditions.append(or_(*(_in(context, part) for part in asked.only)))
    if asked.mandatory == APART:
        conditions.append(Course.mandatory.is_(False))
    return true() if not conditions else _all(conditions)


def _all(conditions: Sequence[ColumnElement[bool]]) -> ColumnElement[bool]:
    first, *others = conditions
    for one in others:
        first = first & one
    return first


def _in(context: Context, part: Part) -> ColumnElement[bool]:
    if part.of == UNIT:
        return within([by_code(context.session, OrgUnit, part.code).path])
    if part.of == COURSE:
        return Course.code == by_code(context.session, Course, part.code).code
    if part.of == CATEGORY:
        return Course.category.is_not_distinct_from(part.code)
    return Need.origin == part.code


def groups_of(
    context: Context,
    asked: AllocationAsked,
    needs: Sequence[CourseNeed],
    weights: Mapping[str, Decimal],
) -> dict[str, Group]:
    """The needs that each limit is for, by a key of its part.

    Raises:
        InvalidInput: none is.
    """
    found = {}
    for part in dict.fromkeys(limit.part for limit in asked.limits):
        codes = _codes(context, part, needs, weights)
        name = part_name(context, part)
        if not codes:
            raise InvalidInput("limit_without_candidates", unit=name)
        found[key_of(part)] = Group(name, codes)
    return found


def key_of(part: Part) -> str:
    return f"{part.of}:{part.code}"


def _codes(
    context: Context, part: Part, needs: Sequence[CourseNeed], weights: Mapping[str, Decimal]
) -> tuple[str, ...]:
    if part.of == ORIGIN:
        return tuple(one.course.code for one in needs if strongest(one, weights) == part.code)
    if part.of == UNIT:
        path = by_code(context.session, OrgUnit, part.code).path
        units = set(context.session.scalars(select(OrgUnit.code).where(within([path]))))
        return tuple(one.course.code for one in needs if one.unit.code in units)
    condition = _in(context, part)
    courses = set(context.session.scalars(select(Course.code).where(condition)))
    return tuple(one.course.code for one in needs if one.course.code in courses)


def strongest(need: CourseNeed, weights: Mapping[str, Decimal]) -> str:
    """The origin that speaks for it most, by the weights."""
    return max(need.scores, key=lambda origin: (weights[origin] * need.scores[origin], origin))


def sum_of(limit: Limit, total: Money) -> Money:
    """What a limit comes to.

    Raises:
        InvalidInput: it is neither a sum nor a share from 0 to 1.
    """
    if limit.amount is not None:
        return limit.amount
    if limit.share is None or not 0 <= limit.share <= 1:
        raise InvalidInput("limit_unclear", share=limit.share)
    return Money.exact((total.amount * limit.share).quantize(Decimal("0.01")), total.currency)
