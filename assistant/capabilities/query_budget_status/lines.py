"""Budgets as lines of a reply."""

from __future__ import annotations

from assistant.speech import Speech
from engine.analysis.balance import Balance
from engine.queries.budget import BudgetLineBalance
from engine.usecases.budget_status import BudgetStatus


def budget_head(speech: Speech, status: BudgetStatus) -> list[str]:
    balance = status.balance
    return [
        speech.say(
            "budget.head",
            unit=status.unit,
            year=status.fiscal_year,
            allocated=balance.allocated,
            available=balance.available,
        ),
        speech.say(
            "budget.parts",
            reserved=balance.reserved,
            committed=balance.committed,
            actual=balance.actual,
            rate=rate_of(balance),
        ),
    ]


def quarter_lines(speech: Speech, status: BudgetStatus) -> list[str]:
    """What the unit's own lines have by quarter; of lines below it, whoever asks for those."""
    return [
        speech.say(
            "budget.quarter" if phase.left.amount >= 0 else "budget.quarter_over",
            unit=one.line.unit,
            quarter=phase.quarter,
            planned=phase.planned,
            bound=phase.bound,
            left=phase.left,
            over=-phase.left,
        )
        for one in status.split
        if one.line.unit == status.unit
        for phase in one.phases
    ]


def unit_line(speech: Speech, line: BudgetLineBalance) -> str:
    """All that is known of a line: whichever column was asked for is among it."""
    balance = line.balance
    return speech.say(
        "budget.line" if line.purpose is None else "budget.line_programme",
        unit=line.unit,
        programme=line.purpose,
        allocated=balance.allocated,
        actual=balance.actual,
        rate=rate_of(balance),
        committed=balance.committed,
        reserved=balance.reserved,
        available=balance.available,
    )


def rate_of(balance: Balance) -> float:
    """Which share of what is allocated is spent."""
    allocated = balance.allocated.amount
    return float(balance.actual.amount / allocated) if allocated else 0.0
