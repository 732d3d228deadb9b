"""Why a training cost something else than was approved: volume, price, exchange rate."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from engine.analysis.method import Method
from engine.values.errors import InvalidInput
from engine.values.money import Money


@dataclass(frozen=True, slots=True)
class VarianceInputs:
    """Approved and actual: people, price per head in the training's currency, and the rate
    into `currency`, the line's."""

    number: str
    currency: str
    planned_headcount: int
    planned_price: Decimal
    planned_rate: Decimal
    headcount: int
    price: Decimal
    rate: Decimal
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
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
        InvalidInput: a negative count, price or rate.
    """
    people = (inputs.planned_headcount, inputs.headcount)
    factors = (inputs.planned_price, inputs.planned_rate, inputs.price, inputs.rate)
    if min(people) < 0 or min(factors) < 0:
        raise InvalidInput("variance_of_negative")
    planned = _money(inputs, inputs.planned_headcount, inputs.planned_price, inputs.planned_rate)
    with_people = _money(inputs, inputs.headcount, inputs.planned_price, inputs.planned_rate)
    with_price = _money(inputs, inputs.headcount, inputs.price, inputs.planned_rate)
    actual = _money(inputs, inputs.headcount, inputs.price, inputs.rate)
    return CostVariance(
        planned,
        actual,
        actual - planned,
        with_people - planned,
        with_price - with_people,
        actual - with_price,
    )


def _money(inputs: VarianceInputs, headcount: int, price: Decimal, rate: Decimal) -> Money:
    return Money(headcount * price * rate, inputs.currency)


COST_VARIANCE = Method(
    "cost_variance",
    1,
    "(n₁−n₀)·p₀·r₀ + n₁·(p₁−p₀)·r₀ + n₁·p₁·(r₁−r₀)",
    VarianceInputs,
    cost_variance,
)
