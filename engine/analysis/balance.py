"""What is left of a budget, summed from the ledger's entries."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.analysis.method import Method
from engine.values.money import Money


@dataclass(frozen=True, slots=True)
class Balance:
    """available = allocated − reserved − committed − actual, never stored."""

    allocated: Money
    reserved: Money
    committed: Money
    actual: Money
    available: Money = field(init=False)

    def __post_init__(self) -> None:
        left = self.allocated - self.reserved - self.committed - self.actual
        object.__setattr__(self, "available", left)

    def __add__(self, other: Balance) -> Balance:
        return Balance(
            self.allocated + other.allocated,
            self.reserved + other.reserved,
            self.committed + other.committed,
            self.actual + other.actual,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSums:
    """The entries of one budget line, summed by kind."""

    unit: str
    allocated: Money
    reserved: Money
    committed: Money
    actual: Money


@dataclass(frozen=True, slots=True)
class LedgerInputs:
    """At least one line."""

    unit: str
    year: int
    rows: tuple[LineSums, ...]


def sum_lines(inputs: LedgerInputs) -> Balance:
    """The lines together.

    Raises:
        InvalidInput: they are in several currencies.
    """
    balances = [
        Balance(row.allocated, row.reserved, row.committed, row.actual) for row in inputs.rows
    ]
    return sum(balances[1:], balances[0])


LEDGER_SUM = Method(
    name="ledger_sum",
    version=1,
    formula="allocated − reserved − committed − actual",
    inputs=LedgerInputs,
    compute=sum_lines,
)
