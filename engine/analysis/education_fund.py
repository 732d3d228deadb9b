"""职工教育经费: training spending that lowers the corporate income tax (财税〔2018〕51号)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from engine.analysis.method import Method
from engine.values.errors import InvalidInput, NotEnoughData
from engine.values.money import Money
from engine.values.results import Caveat


@dataclass(frozen=True, slots=True)
class FundYear:
    """Wages actually paid, and eligible training spending incurred, in one year."""

    year: int
    payroll: Money
    incurred: Money


@dataclass(frozen=True, slots=True)
class FundInputs:
    """`cap` is the share of payroll up to which spending is deductible; years in order."""

    cap: Decimal
    rows: tuple[FundYear, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FundBalance:
    """`brought` is the excess of earlier years, `carried` what goes on to later ones;
    `room` is what could still have been spent and deducted."""

    year: int
    payroll: Money
    incurred: Money
    limit: Money
    brought: Money
    deductible: Money
    carried: Money
    room: Money


@dataclass(frozen=True, slots=True)
class EducationFund:
    years: tuple[FundBalance, ...]
    caveats: tuple[Caveat, ...]


def education_fund(inputs: FundInputs) -> EducationFund:
    """deductible = min(incurred + brought forward, cap × payroll); the rest is carried on.

    Raises:
        NotEnoughData: no payroll is known.
        InvalidInput: a negative payroll or spending, a year missing in between.
    """
    if not inputs.rows:
        raise NotEnoughData("no_payroll")
    balances: list[FundBalance] = []
    carried = Money(Decimal(0), inputs.rows[0].payroll.currency)
    for row in inputs.rows:
        if balances and row.year != balances[-1].year + 1:
            raise InvalidInput("payroll_year_missing", year=balances[-1].year + 1)
        balances.append(_balance(row, carried, inputs.cap))
        carried = balances[-1].carried
    caveats = [Caveat("fund_excess_carried", {"carried": carried})] if carried.amount else []
    return EducationFund(tuple(balances), tuple(caveats))


def _balance(row: FundYear, brought: Money, cap: Decimal) -> FundBalance:
    for amount in (row.payroll, row.incurred):
        if amount.amount < 0:
            raise InvalidInput("amount_negative", amount=amount)
    limit, claimed = row.payroll * cap, row.incurred + brought
    deductible = min(claimed, limit)
    return FundBalance(
        year=row.year,
        payroll=row.payroll,
        incurred=row.incurred,
        limit=limit,
        brought=brought,
        deductible=deductible,
        carried=claimed - deductible,
        room=limit - deductible,
    )


EDUCATION_FUND = Method(
    name="education_fund",
    version=1,
    formula="deductible = min(incurred + brought forward, cap × payroll)",
    inputs=FundInputs,
    compute=education_fund,
)
