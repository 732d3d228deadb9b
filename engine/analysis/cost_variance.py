"""Why a training cost something else than was approved: volume, price, exchange rate."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from engine.analysis.method import Method
from engine.values.errors import NotEnoughData
from engine.values.money import Money


@dataclass(frozen=True, slots=True)
class Invoiced:
    """One invoice in the training's currency, and as booked on the line."""

    original: Decimal
    booked: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class VarianceInputs:
    """Approved: people, price per head in the training's currency, and the rate into
    `currency`, the line's. Actual: `headcount` people, and the invoices (`rows`)."""

    number: str
    currency: str
    planned_headcount: int
    planned_price: Decimal
    planned_rate: Decimal
    headcount: int
    rows: tuple[Invoiced, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CostVariance:
    """`total` = actual − planned = `volume` + `price` + `rate`, to the cent."""

    planned: Money
    actual: Money
    total: Money
    volume: Money
    price: Money
    rate: Money


def cost_variance(inputs: VarianceInputs) -> CostVariance:
    """Changed one after the other, so that the parts add up: first how many came, then what
    each cost, then the rate (Drury, Management and Cost Accounting, ch. 17).

    Raises:
        NotEnoughData: nobody came, or nothing was invoiced.
    """
    original = sum((row.original for row in inputs.rows), Decimal(0))
    booked = sum((row.booked for row in inputs.rows), Decimal(0))
    if inputs.headcount <= 0 or original <= 0:
        raise NotEnoughData("nothing_to_compare", number=inputs.number)
    per_head = inputs.planned_price * inputs.planned_rate
    planned = Money(inputs.planned_headcount * per_head, inputs.currency)
    with_people = Money(inputs.headcount * per_head, inputs.currency)
    with_price = Money(original * inputs.planned_rate, inputs.currency)
    actual = Money(booked, inputs.currency)
    return CostVariance(
        planned=planned,
        actual=actual,
        total=actual - planned,
        volume=with_people - planned,
        price=with_price - with_people,
        rate=actual - with_price,
    )


COST_VARIANCE = Method(
    name="cost_variance",
    version=1,
    formula="(n₁−n₀)·p₀·r₀ + n₁·(p₁−p₀)·r₀ + n₁·p₁·(r₁−r₀)",
    inputs=VarianceInputs,
    compute=cost_variance,
)
