"""Setting what a unit has for training in a year."""

from __future__ import annotations

from decimal import Decimal

from assistant.base import Turn
from assistant.statements.booking import (
    ask_year,
    check_line,
    lacks_year,
    line_of,
    not_stored,
    refuse,
    refuse_error,
    require_right,
    say_year,
    year_meant,
    year_said,
)
from assistant.statements.money_said import money_of, take_amount
from assistant.statements.statement import Said, Statement
from assistant.statements.units_said import say_unknown, units_said
from engine.access import Right
from engine.queries.budget import BudgetLineBalance
from engine.usecases.ledger.allocations import set_allocation
from engine.values.errors import EngineError
from engine.values.money import Money

FIELDS = ("unit", "amount")


class AllocationStatement(Statement):
    def begin(self, turn: Turn) -> Said:
        require_right(turn, Right.SET_BUDGET)
        return self.take(turn, {}, None)

    def take(self, turn: Turn, said: Said, asked: str | None) -> Said:
        said = _take_unit(turn, said)
        if (year := year_said(turn, asked)) is not None:
            said = {**said, "year": year}
        said = take_amount(turn, said, asked)
        return _checked(turn, said)

    def missing(self, said: Said) -> str | None:
        if lacks_year(said):
            return "year"
        return next((field for field in FIELDS if not said.get(field)), None)

    def ask(self, turn: Turn, missing: str) -> None:
        said = turn.slots["statement_said"]
        if missing == "year":
            ask_year(turn, said)
        elif missing == "amount":
            line = _line(turn, said)
            now = line.balance.allocated
            year = line.fiscal_year
            turn.reply(turn.say("allocating.ask_amount", unit=line.unit, now=now, year=year))
        else:
            turn.reply(turn.say("allocating.ask_unit"))

    def summary(self, turn: Turn, said: Said) -> list[str]:
        line, amount = _line(turn, said), money_of(turn, said)
        balance = line.balance
        left = amount - balance.reserved - balance.committed - balance.actual
        return [
            turn.say("allocating.summary", unit=line.unit, amount=amount),
            say_year(turn, said, line.fiscal_year),
            turn.say("allocating.before_after", before=balance.allocated, after=amount),
            _available(turn, line, left),
            turn.say("allocating.undone"),
        ]

    def store(self, turn: Turn, said: Said, key: str) -> list[str]:
        code, year, amount = said["unit"]["code"], year_meant(turn, said), money_of(turn, said)
        try:
            receipt = turn.perform(set_allocation, code, year, amount, key)
        except EngineError as error:
            return not_stored(turn, error)
        line = receipt.line
        suspended = receipt.suspended
        return [
            turn.say(
                "allocating.stored",
                unit=line.unit,
                year=line.fiscal_year,
                before=receipt.before,
                after=line.balance.allocated,
            ),
            turn.say("allocating.left", left=line.balance.available),
            turn.say("allocating.suspended", numbers=suspended) if suspended else "",
        ]


def _take_unit(turn: Turn, said: Said) -> Said:
    units = [one for one in units_said(turn.message) if not one.replaced]
    if not units:
        return said
    if len({one.code or one.words for one in units}) > 1:
        names = [one.words for one in units]
        return refuse(turn, said, turn.say("allocating.one_unit", names=names), unit=None)
    unit = units[0]
    if unit.thing is None:
        return refuse(turn, said, say_unknown(turn, unit), unit=None)
    return {**said, "unit": unit.thing}


def _checked(turn: Turn, said: Said) -> Said:
    """What cannot be is said at once; a change is made a sum once it is known of what."""
    if not said.get("unit"):
        return said
    if not lacks_year(said):
        said = check_line(turn, said, "unit", Right.SET_BUDGET)
    if lacks_year(said) or not said.get("unit"):
        return said
    line = _line(turn, said)
    if said.get("change"):
        said = _changed(said, line.balance.allocated)
    return _checked_amount(turn, said, line) if said.get("amount") else said


def _changed(said: Said, before: Money) -> Said:
    """So much more, less, or times what the unit has."""
    change = said["change"]
    add, times = Decimal(change["add"] or 0), Decimal(change["times"] or 1)
    amount = before.amount * times + add
    return {
        **said,
        "amount": str(amount.quantize(Decimal("0.01"))),
        "currency": change["currency"],
        "change": None,
    }


def _checked_amount(turn: Turn, said: Said, line: BudgetLineBalance) -> Said:
    balance = line.balance
    try:
        amount = money_of(turn, said)
    except EngineError as error:
        return refuse_error(turn, said, error, amount=None)
    if amount.currency != balance.allocated.currency:
        currency = balance.allocated.currency
        words = turn.say("booking.other_currency", unit=line.unit, currency=currency)
        return refuse(turn, said, words, amount=None)
    if amount.amount < 0:
        return refuse(turn, said, turn.say("booking.negative"), amount=None)
    bound = balance.committed + balance.actual
    if amount < bound:
        words = turn.say("error.allocation_below_bound", unit=line.unit, bound=bound)
        return refuse(turn, said, words, amount=None)
    return said


def _available(turn: Turn, line: BudgetLineBalance, left: Money) -> str:
    """What is left, or what of the reservations no longer fits."""
    if left.amount < 0:
        return turn.say("allocating.suspends", beyond=-left)
    return turn.say(
        "booking.before_after", unit=line.unit, before=line.balance.available, after=left
    )


def _line(turn: Turn, said: Said) -> BudgetLineBalance:
    return line_of(turn, said, "unit", Right.SET_BUDGET)
