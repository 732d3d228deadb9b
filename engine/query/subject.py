"""What a subject of queries is made of: its dimensions, its measures, and whose it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    SQLColumnExpression,
    Subquery,
    and_,
    false,
    func,
    select,
)
from sqlalchemy.orm import aliased

from engine.access import Right
from engine.query.value import ME, Condition
from engine.store.tables import OrgUnit

# Kinds of dimensions and measures; a share is between 0 and 1.
THING, DATE, NUMBER, LEVEL, STATE, WORDS = "thing", "date", "number", "level", "state", "words"
COUNT, SHARE, MONEY, HOURS = "count", "share", "money", "hours"
UNIT, PERSON, CURRENCY = "unit", "person", "currency"
COURSE = "course"
# What a group of people is made of; all of it is what is told per head.
GROUPING = (UNIT, "team", "position")
Expression = SQLColumnExpression[Any]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the statement depends on beside the query: the day, the parts (paths) that a unit is
    split into, how many minutes the company's clocks are ahead of UTC, which requests wait for who
    asks (a condition on Request, its step and its unit), whether units are told apart at all
    (`by_units`), or it is of the whole company, and the company's own `currency`."""

    today: date
    parts: Sequence[str] = ()
    minutes: int = 0
    waits: ColumnElement[bool] = field(default_factory=false)
    by_units: bool = False
    currency: str = ""

    @cached_property
    def part_of(self) -> Subquery:
        """The part that each unit is in: found of few units, and not of each person anew."""
        part = aliased(OrgUnit)
        inside = func.substr(OrgUnit.path, 1, func.length(part.path)) == part.path
        return (
            select(OrgUnit.id.label("unit_id"), part.code, part.name, part.name_en)
            .join(part, and_(part.path.in_(self.parts), inside))
            .subquery("part_of_unit")
        )


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """`key` is what it is grouped by (a thing's code), `names` the thing's names. `compared` is
    what conditions go by, where not by the key.

    `table` is where a thing's code has to be. With `personal` it tells who somebody is. What is an
    `attribute` tells of people more than where they stand: it may single somebody out.
    """

    kind: str
    key: Expression
    names: tuple[Expression, ...] = ()
    joins: tuple[str, ...] = ()
    compared: Expression | None = None
    table: type[Any] | None = None
    values: tuple[str, ...] = ()
    personal: bool = False
    attribute: bool = False


@dataclass(frozen=True, kw_only=True)
class Measure:
    """An aggregate, or the quotient of two (`over`). What is `per_head` is divided by all people of
    the group, trained or not; what is of a unit's own lines (`of_lines`) is told of who has such, and where
    the whole has one, it is nobody's alone. Over groups of `not_by` it would count the same twice. `right` is
    what it takes beside the subject's own.

    What `adds` up over groups (but over those of `overlaps`) is told as a share, too: divided by
    what all groups have (`of_whole`). A quotient of money is `of_money`: currencies are kept apart
    in it. With `once` the value is a row's, and of all rows of the same only the largest counts (a
    topic that several ask for). What is told of `one` (a budget's year) at a time, may not be told of what moved in a
    part of it (`not_in`: a month), but as of a day.
    """

    kind: str
    value: Expression
    over: Expression | None = None
    joins: tuple[str, ...] = ()
    per_head: bool = False
    of_lines: bool = False
    not_by: frozenset[str] = frozenset()
    overlaps: frozenset[str] = frozenset()
    right: Right | None = None
    of_money: bool = False
    of_whole: bool = False
    adds: bool = False
    once: Expression | None = None
    one: str | None = None
    not_in: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Join:
    target: FromClause | type[Any]
    on: ColumnElement[bool]
    outer: bool = False


@dataclass(frozen=True, kw_only=True)
class Subject:
    """`base` is the statement without columns; `joins` are added where one is needed. `scope` says
    which rows are of people under some paths, of those who are there now (`present`) or were then;
    `person` is the column of the person's id (or of what else is counted). `time` is the dimension
    that a period limits. Rows for which one of `own` is so are those of who asks. What is `guarded`
    is not people's, but may tell of single ones, as what has them does: `whom` is of how many, where
    not each is counted. What is `secret` is told to nobody as to one who sees the people. What is `of_no_unit` is all
    the company's, and not asked for by unit.

    It is `about` people, unless it says what else; of `things` (the ids of courses, units) a row is, by which those
    can be asked for that have such rows, or none. What is meant `usually` (one version of several) holds `unless`
    one of these is said."""

    base: Callable[[], Select[Any]]
    dimensions: Mapping[str, Dimension]
    measures: Mapping[str, Measure]
    scope: Callable[[Sequence[str], bool], ColumnElement[bool]]
    person: Expression
    time: str
    right: Right
    joins: Mapping[str, Join] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=lambda: {PERSON: ME})
    guarded: bool = False
    secret: bool = False
    of_no_unit: bool = False
    whom: Expression | None = None
    about: str = PERSON
    things: Mapping[str, Expression] = field(default_factory=dict)
    usually: Condition | None = None
    unless: frozenset[str] = frozenset()

    @property
    def linked(self) -> Mapping[str, Expression]:
        """What others' rows can be found by: whose they are, and of what."""
        people = {PERSON: self.person} if PERSON in self.dimensions else {}
        return {**people, **self.things}

    @property
    def tells_of_people(self) -> bool:
        return self.guarded or PERSON in self.dimensions


SHARE_OF = "share_of_"


def is_quotient(measure: Measure) -> bool:
    return measure.per_head or measure.of_whole or measure.over is not None


def with_shares(subject: Subject) -> Subject:
    """With the share that each group has of whatever adds up."""
    shares = {SHARE_OF + name: _share(one) for name, one in subject.measures.items() if one.adds}
    return replace(subject, measures={**subject.measures, **shares})


def _share(measure: Measure) -> Measure:
    return replace(
        measure,
        kind=SHARE,
        of_money=measure.kind == MONEY,
        of_whole=True,
        adds=False,
        not_by=measure.not_by | measure.overlaps,
    )
