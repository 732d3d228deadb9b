"""What several routes take."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from fastapi import Path, Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from engine.usecases.estimate_cost import Training
from engine.values.ceiling import Ceiling
from engine.values.money import Money
from engine.values.quotation import Quotation

# PostgreSQL stores no NUL, and nobody means one.
NO_NUL = r"^[^\x00]*$"
WRITTEN_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
Code = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=NO_NUL)]
Words = Annotated[str, StringConstraints(max_length=1000, pattern=NO_NUL)]
Name = Annotated[str, StringConstraints(max_length=200, pattern=NO_NUL)]
CurrencyCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
# What the store's integers hold.
LARGEST = 2**31 - 1
Count = Annotated[int, Field(ge=0, le=LARGEST)]
# That people cannot be less than one, the engine says, in the asker's language.
Headcount = Annotated[int, Field(ge=-LARGEST, le=LARGEST)]
Year = Annotated[int, Field(ge=1900, le=2999)]
Amount = Annotated[Decimal, Field(ge=0, lt=10**14, max_digits=18, decimal_places=4)]
# What the store's numbers of measures hold.
Value = Annotated[Decimal, Field(gt=-(10**12), lt=10**12, max_digits=18, decimal_places=6)]
# Shares and weights; which of them can be meant, the engine says.
Share = Annotated[Decimal, Field(ge=-1000, le=1000, max_digits=12, decimal_places=8)]
Shares = Annotated[dict[Code, Share], Field(max_length=200)]
Number = Annotated[str, Path(pattern=r"^TR-\d{4}-\d{4,9}$", description="as TR-2026-0001")]
PageAfter = Annotated[int | None, Query(ge=0, le=2**31 - 1)]
CodeAsked = Annotated[str | None, Query(max_length=64, pattern=NO_NUL)]
YearAsked = Annotated[int | None, Query(ge=1900, le=2999)]
CodeInPath = Annotated[str, Path(max_length=64, pattern=NO_NUL)]
YearInPath = Annotated[int, Path(ge=1900, le=2999)]
IdInPath = Annotated[int, Path(ge=0, le=LARGEST)]


def _written(day: object) -> object:
    """A day as such, or in figures: a number would be read as seconds since 1970.

    Raises:
        ValueError: it is neither.
    """
    if isinstance(day, date) or (isinstance(day, str) and WRITTEN_DAY.match(day)):
        return day
    raise ValueError("a day is written as 2026-11-30")


# A day that a calendar of ours has: sums of days never leave what dates can be.
Day = Annotated[
    date,
    BeforeValidator(_written),
    Field(ge=date(1900, 1, 1), le=date(2200, 12, 31)),
]


class MoneyGiven(BaseModel):
    amount: Amount
    currency: CurrencyCode

    def value(self) -> Money:
        return Money.exact(self.amount, self.currency)


class QuotationGiven(BaseModel):
    """An outside price. `per` head or session; without it, for everything together.
    `sessions`: how many there will be. `tax` says whether value added tax is in the price,
    and `tax_rate` its rate in per cent; unsaid, the price counts as it is."""

    model_config = ConfigDict(extra="forbid")

    price: MoneyGiven
    per: Literal["head", "session"] | None = None
    sessions: Annotated[int, Field(ge=1, le=10_000)] | None = None
    tax: Literal["included", "excluded"] | None = None
    tax_rate: Annotated[Decimal, Field(ge=0, le=100, max_digits=7, decimal_places=4)] | None = None

    def value(self) -> Quotation:
        return Quotation(
            price=self.price.value(),
            per=self.per,
            sessions=self.sessions,
            tax=self.tax,
            tax_rate=self.tax_rate,
        )


class CeilingGiven(BaseModel):
    """What it may cost at most: no price, but what the price is compared with."""

    most: MoneyGiven
    per: Literal["head", "session"] | None = None

    def value(self) -> Ceiling:
        return Ceiling(self.most.value(), self.per)


class TrainingAsked(BaseModel):
    """A course or skill by code, or a topic in words; with an outside price if there is one.
    What is not known here is refused: a price that is overlooked would be a wrong one."""

    model_config = ConfigDict(extra="forbid")

    course: Code | None = None
    skill: Code | None = None
    topic: Name | None = None
    quotation: QuotationGiven | None = None

    def value(self) -> Training:
        quotation = self.quotation.value() if self.quotation else None
        return Training(course=self.course, skill=self.skill, topic=self.topic, quotation=quotation)


class Decision(BaseModel):
    """`version` is that of the request one has looked at: another one is refused."""

    comment: Words | None = None
    version: Count | None = None


class Days(BaseModel):
    first_day: Day
    last_day: Day
