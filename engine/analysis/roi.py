"""Phillips' level 5: what a training earned for what it cost."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from engine.analysis.method import Method
from engine.values.errors import InvalidInput, NotEnoughData
from engine.values.money import Money
from engine.values.results import Caveat, Named


@dataclass(frozen=True, slots=True, kw_only=True)
class RoiInputs:
    """`benefit` as measured, the share `isolation` of it due to the course (None: nobody
    said), the estimator's `confidence`, and in `rows` the costs by category."""

    course: Named
    year: int
    benefit: Money | None
    isolation: Decimal | None
    confidence: Decimal | None
    rows: tuple[Money, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roi:
    """`roi` = (adjusted benefit − cost) / cost; `ratio` = adjusted benefit / cost."""

    cost: Money
    benefit: Money
    adjusted_benefit: Money
    roi: float
    ratio: float
    caveats: tuple[Caveat, ...]


def return_on_investment(inputs: RoiInputs) -> Roi:
    """(benefit × isolation × confidence − cost) / cost.

    Raises:
        NotEnoughData: no benefit in money is known, or nothing was spent.
        InvalidInput: isolation or confidence outside 0–1.
    """
    if inputs.benefit is None:
        raise NotEnoughData("no_benefit_in_money", course=inputs.course, year=inputs.year)
    if not inputs.rows:
        raise NotEnoughData("nothing_spent", course=inputs.course, year=inputs.year)
    cost = sum(inputs.rows[1:], inputs.rows[0])
    if cost.amount <= 0:
        raise NotEnoughData("nothing_spent", course=inputs.course, year=inputs.year)
    adjusted = inputs.benefit * _part(inputs.isolation) * _part(inputs.confidence)
    missing = [
        name
        for name, value in (("isolation", inputs.isolation), ("confidence", inputs.confidence))
        if value is None
    ]
    return Roi(
        cost=cost,
        benefit=inputs.benefit,
        adjusted_benefit=adjusted,
        roi=float((adjusted - cost).amount / cost.amount),
        ratio=float(adjusted.amount / cost.amount),
        caveats=tuple(Caveat(f"{name}_not_given") for name in missing),
    )


def _part(share: Decimal | None) -> Decimal:
    if share is None:
        return Decimal(1)
    if not 0 <= share <= 1:
        raise InvalidInput("share_out_of_range", share=share)
    return share


ROI = Method(
    name="return_on_investment",
    version=1,
    formula="(benefit × isolation × confidence − cost) / cost",
    inputs=RoiInputs,
    compute=return_on_investment,
)
