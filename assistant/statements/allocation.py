"""Setting what a unit has for training in a year, or what all have, by another year's."""

from __future__ import annotations

from decimal import Decimal

from assistant.base import Turn
from assistant.statements.booking import (
    ask_year,
    check_year,
    lacks_year,
    not_stored,
    quarter_said,
    refuse,
    refuse_error,
    require_right,
    say_year,
    year_meant,
    year_said,
)
from assistant.statements.booking_words import words
from assistant.statements.money_said import money_of, take_amount
from assistant.statements.raising import raises_all, raising_said, stored, summary_of, taken
from assistant.statements.statement import Said, Statement
from assistant.statements.units_said import say_unknown, units_said
from engine.access import Right
from engine.queries.budget import BudgetLineBalance
from engine.usecases.budgets.setting import BudgetBefore, budget_before, set_budget
from engine.values.errors import EngineError
from engine.values.money import Money

FIELDS = ("unit", "amount")
# What is said of all units at once (`raising.py`).
RATE = "rate"


class AllocationStatement(Statement):
    def begin(self, turn: Turn) -> Said:
        require_right(turn, Right.SET_BUDGET)
        return raising_said(turn) if raises_all(turn.message) else self.take(turn, {}, None)

    def take(self, turn: Turn, said: Said, asked: str | None) -> Said:
        if said.get(RATE):
            return taken(turn, said)
        said = _take_unit(turn, said)
        if (year := year_said(turn, asked)) is not None:
            said = {**said, "year": year, "quarter": quarter_said(turn)}
        said = take_amount(turn, said, asked)
        if not said.get("amount") and not said.get("change"):
            _say_share(turn)
        return _checked(turn, said)

    def missing(self, said: Said) -> str | None:
        if said.get(RATE):
            return None
        if lacks_year(said):
            return "year"
        return next((field for field in FIELDS if not said.get(field)), None)

    def ask(self, turn: Turn, missing: str) -> None:
        said = turn.slots["statement_said"]
        if missing == "year":
            ask_year(turn, said)
        elif missing == "amount":
            turn.reply(_ask_amount(turn, _before(turn, said)))
        else:
            turn.reply(turn.say("allocating.ask_unit"))

    def words(self, said: Said, which: str) -> str:
        return "raise_budgets" if said.get(RATE) else which

    def summary(self, turn: Turn, said: Said) -> list[str]:
        if said.get(RATE):
            return summary_of(turn, said)
        before, amount = _before(turn, said), money_of(turn, said)
        year, quarter = before.fiscal_year, said.get("quarter")
        if quarter is None:
            words = turn.say("allocating.summary", unit=before.unit, amount=amount)
        else:
            words = turn.say("allocating.quarter", unit=before.unit, amount=amount, quarter=quarter)
        return [
            words,
            say_year(turn, said, year),
            *_what_stands(turn, before),
            *_what_comes(turn, before, quarter, amount),
            turn.say("allocating.undone"),
        ]

    def store(self, turn: Turn, said: Said, key: str) -> list[str]:
        if said.get(RATE):
            return stored(turn, said, key)
        code, year, amount = said["unit"]["code"], year_meant(turn, said), money_of(turn, said)
        quarter = said.get("quarter")
        try:
            receipt = turn.perform(set_budget, code, year, amount, key, quarter=quarter)
        except EngineError as error:
            return not_stored(turn, error)
        line = receipt.line
        suspended = receipt.suspended
        after = line.balance.allocated
        if receipt.created:
            done = turn.say("allocating.stored_first", unit=line.unit, year=year, after=after)
        else:
            done = turn.say(
                "allocating.stored", unit=line.unit, year=year, before=receipt.before, after=after
            )
        return [
            done,
            turn.say("allocating.left", left=line.balance.available),
            turn.say("allocating.suspended", numbers=suspended) if suspended else "",
        ]


def _say_share(turn: Turn) -> None:
    """What is said as a share of another year is not dropped in silence."""
    if words("share", "said").search(turn.message.text):
        turn.reply(turn.say("allocating.by_share"))


def _ask_amount(turn: Turn, before: BudgetBefore) -> str:
    unit, year = before.unit, before.fiscal_year
    if before.line is None:
        return turn.say("allocating.ask_first_amount", unit=unit, year=year)
    return turn.say("allocating.ask_amount", unit=unit, now=before.allocated, year=year)


def _what_stands(turn: Turn, before: BudgetBefore) -> list[str]:
    """Where there is no line yet: that one is made, who paid so far, what there was last year."""
    if before.line is not None:
        return []
    unit, year, last = before.unit, before.fiscal_year, before.last_year
    payer = before.paid_by
    return [
        turn.say("allocating.first", unit=unit, year=year),
        turn.say("allocating.paid_by", payer=payer, unit=unit) if payer else "",
        turn.say("allocating.last_year", year=year - 1, amount=last) if last else "",
    ]


def _what_comes(turn: Turn, before: BudgetBefore, quarter: int | None, amount: Money) -> list[str]:
    if before.line is None:
        return []
    balance, after = before.line.balance, before.with_quarter(quarter, amount)
    left = after - balance.reserved - balance.committed - balance.actual
    of_year = "allocating.before_after" if quarter is None else "allocating.year_before_after"
    return [
        _quarter_comes(turn, before, quarter, amount),
        turn.say(of_year, before=balance.allocated, after=after),
        _available(turn, before.line, left),
    ]


def _quarter_comes(turn: Turn, before: BudgetBefore, quarter: int | None, amount: Money) -> str:
    stands = before.stands(quarter)
    if quarter is None or stands is None:
        return ""
    words = "allocating.quarter_before_after"
    return turn.say(words, quarter=quarter, before=stands, after=amount)


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
        said = check_year(turn, said, "unit", lambda one: _before(turn, one))
    if lacks_year(said) or not said.get("unit"):
        return said
    before = _before(turn, said)
    if said.get("change"):
        said = _changed(turn, said, before)
    return _checked_amount(turn, said, before) if said.get("amount") else said


def _changed(turn: Turn, said: Said, before: BudgetBefore) -> Said:
    """So much more, less, or times what the unit has; where it has nothing yet, what it had the
    year before."""
    change, stands = said["change"], before.stands(said.get("quarter"))
    if stands is None:
        words = turn.say("allocating.nothing_to_change", unit=before.unit)
        return refuse(turn, said, words, amount=None, change=None)
    add, times = Decimal(change["add"] or 0), Decimal(change["times"] or 1)
    amount = stands.amount * times + add
    return {
        **said,
        "amount": str(amount.quantize(Decimal("0.01"))),
        "currency": change["currency"],
        "change": None,
    }


def _checked_amount(turn: Turn, said: Said, before: BudgetBefore) -> Said:
    try:
        amount = money_of(turn, said)
    except EngineError as error:
        return refuse_error(turn, said, error, amount=None)
    if amount.currency != before.currency:
        words = turn.say("booking.other_currency", unit=before.unit, currency=before.currency)
        return refuse(turn, said, words, amount=None)
    if amount.amount < 0:
        return refuse(turn, said, turn.say("booking.negative"), amount=None)
    if before.line is None:
        return said
    bound = before.line.balance.committed + before.line.balance.actual
    if before.with_quarter(said.get("quarter"), amount) < bound:
        words = turn.say("error.allocation_below_bound", unit=before.unit, bound=bound)
        return refuse(turn, said, words, amount=None)
    return said


def _available(turn: Turn, line: BudgetLineBalance, left: Money) -> str:
    """What is left, or what of the reservations no longer fits."""
    if left.amount < 0:
        return turn.say("allocating.suspends", beyond=-left)
    return turn.say(
        "booking.before_after", unit=line.unit, before=line.balance.available, after=left
    )


def _before(turn: Turn, said: Said) -> BudgetBefore:
    """What stands of the unit that is said.

    Raises:
        InvalidInput: its year is closed or far away.
    """
    return turn.perform(budget_before, said["unit"]["code"], year_meant(turn, said))
