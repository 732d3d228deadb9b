"""The one way to ask for figures: what can be asked, and asking it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from engine.api.bodies import Day, Days, Value
from engine.api.person import Caller
from engine.query.value import MOST_ROWS, Compare, Condition, Has, Query, Scalar
from engine.usecases.query import SubjectView, askable, query
from engine.values.encoding import to_plain
from engine.values.period import Period

router = APIRouter(tags=["query"])
AnyName = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[^\x00]*$")]
Sign = Literal["is", "is_not", "over", "at_least", "under", "at_most", "is_missing", "is_known"]
Given = Day | Value | AnyName
MOST_PARTS, MOST_VALUES = 12, 200


class ConditionAsked(BaseModel):
    """A dimension, or a measure of each group, that is, is over … a value; `is` and `is_not` take
    several, `is_missing` and `is_known` none. The person "me" is who asks."""

    model_config = ConfigDict(extra="forbid")

    name: AnyName
    sign: Sign = "is"
    values: Annotated[list[Given], Field(max_length=MOST_VALUES)] = []

    def value(self) -> Condition:
        values: tuple[Scalar, ...] = tuple(self.values)
        return Condition(name=self.name, sign=self.sign, values=values)


class HasAsked(BaseModel):
    """People who have such rows of another subject, or lack them."""

    model_config = ConfigDict(extra="forbid")

    of: AnyName
    where: Annotated[list[ConditionAsked], Field(max_length=MOST_PARTS)] = []
    lacks: bool = False

    def value(self) -> Has:
        return Has(of=self.of, where=tuple(one.value() for one in self.where), lacks=self.lacks)


class CompareAsked(BaseModel):
    """What the same is asked of beside: another period, or conditions in place of those about the
    same things. Each measure is told three times: as asked, `_compared` and `_difference`."""

    model_config = ConfigDict(extra="forbid")

    period: Days | None = None
    where: Annotated[list[ConditionAsked], Field(max_length=MOST_PARTS)] = []

    def value(self) -> Compare:
        return Compare(period=_period(self.period), where=tuple(one.value() for one in self.where))


class QueryAsked(BaseModel):
    """What there is to ask about tells GET /query. `also` are more times than `period`, told
    together with it. `order` is one of `by` and `measures`, with "-"
    before it from the highest down."""

    model_config = ConfigDict(extra="forbid")

    of: AnyName
    measures: Annotated[list[AnyName], Field(max_length=MOST_PARTS)] = []
    by: Annotated[list[AnyName], Field(max_length=MOST_PARTS)] = []
    where: Annotated[list[ConditionAsked], Field(max_length=MOST_PARTS)] = []
    has: Annotated[list[HasAsked], Field(max_length=MOST_PARTS)] = []
    period: Days | None = None
    also: Annotated[list[Days], Field(max_length=MOST_PARTS)] = []
    order: AnyName | None = None
    limit: Annotated[int, Field(ge=1, le=MOST_ROWS)] | None = None
    compare: CompareAsked | None = None

    def value(self) -> Query:
        return Query(
            of=self.of,
            measures=tuple(self.measures),
            by=tuple(self.by),
            where=tuple(one.value() for one in self.where),
            has=tuple(one.value() for one in self.has),
            period=_period(self.period),
            also=tuple(Period(one.first_day, one.last_day) for one in self.also),
            order=self.order,
            limit=self.limit,
            compare=self.compare.value() if self.compare else None,
        )


def _period(days: Days | None) -> Period | None:
    return Period(days.first_day, days.last_day) if days else None


@router.get("/query")
def get_catalogue(caller: Caller) -> list[SubjectView]:
    """What can be asked about: subjects with their dimensions and measures."""
    return list(caller.perform(askable))


@router.post("/query")
def post_query(asked: QueryAsked, caller: Caller) -> Any:
    """Figures, or people, as one query asks for them."""
    return to_plain(caller.perform(query, asked.value()))
