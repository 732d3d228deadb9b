"""Moving budget from one unit's line to another's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from assistant.statements.reason_said import reason_said
from assistant.statements.sides import SIDES, sides_of
from assistant.statements.statement import Said, Statement
from assistant.statements.units_said import say_unknown, units_said
from engine.access import Right
from engine.queries.budget import BudgetLineBalance
from engine.usecases.ledger.transfers import transfer_budget
from engine.values.errors import EngineError
from engine.values.money import Money

FIELDS = (*SIDES, "amount", "reason")


class TransferStatement(Statement):
    def begin(self, turn: Turn) -> Said:
        require_right(turn, Right.TRANSFER_BUDGET)
        return self.take(turn, {}, None)

    def take(self, turn: Turn, said: Said, asked: str | None) -> Said:
        before, reason = said, reason_said(turn, asked)
        if reason:
            said = {**said, "reason": reason}
        if reason is None or asked != "reason":
            said = _take_units(turn, said, asked)
            said = _take_amount(turn, said, asked)
            if (year := year_said(turn, asked)) is not None:
                said = {**said, "year": year}
        return self._noted(turn, before, _checked(turn, said))

    def _noted(self, turn: Turn, before: Said, said: Said) -> Said:
        if self.missing(said) not in (None, "reason"):
            _say_changed(turn, before, said, FIELDS)
        return said

    def missing(self, said: Said) -> str | None:
        if said.get("unclear"):
            return "side"
        if lacks_year(said):
            return "year"
        return next((field for field in FIELDS if not said.get(field)), None)

    def ask(self, turn: Turn, missing: str) -> None:
        said = turn.slots["statement_said"]
        if missing == "side":
            name = said["unclear"]["name"]
            titles = [turn.say(f"transfer.unit_as_{side}", unit=name) for side in SIDES]
            turn.reply(turn.say("transfer.ask_side", unit=name), choices=titles)
            return
        if missing == "year":
            ask_year(turn, said)
            return
        known = _line_of_summary(turn, said) if missing == "reason" else ""
        turn.reply(known, turn.say(f"transfer.ask_{missing}"))

    def summary(self, turn: Turn, said: Said) -> list[str]:
        source, target = (_line(turn, said, side) for side in SIDES)
        amount = money_of(turn, said)
        return [
            _line_of_summary(turn, said),
            say_year(turn, said, source.fiscal_year),
            _moved(turn, source, -amount),
            _moved(turn, target, amount),
            turn.say("booking.reason", reason=said["reason"]),
            turn.say("transfer.undone"),
        ]

    def store(self, turn: Turn, said: Said, key: str) -> list[str]:
        amount = money_of(turn, said)
        codes = [said[side]["code"] for side in SIDES]
        try:
            receipt = turn.perform(
                transfer_budget,
                codes[0],
                codes[1],
                year_meant(turn, said),
                amount,
                key,
                said["reason"],
            )
        except EngineError as error:
            return not_stored(turn, error)
        source, target = receipt.source, receipt.target
        return [
            turn.say("transfer.stored", amount=amount, source=source.unit, target=target.unit),
            turn.say("transfer.left", source=source.unit, left=source.balance.available),
            turn.say("transfer.has", target=target.unit, has=target.balance.available),
            turn.say("transfer.posting", posting=receipt.posting),
        ]


def _say_changed(turn: Turn, before: Said, after: Said, fields: Sequence[str]) -> None:
    """What was known and is different now, in half a line: where no summary follows to show it."""
    changed = [
        _in_words(turn, after, field)
        for field in fields
        if before.get(field) and after.get(field) and before[field] != after[field]
    ]
    if changed:
        turn.reply(turn.say("booking.noted", what=changed))


def _in_words(turn: Turn, said: Said, field: str) -> str:
    if field == "amount":
        return turn.speech.money(money_of(turn, said))
    value = said[field]
    return str(value["name"] if isinstance(value, Mapping) else value)


def _take_units(turn: Turn, said: Said, asked: str | None) -> Said:
    units = units_said(turn.message)
    given, unclear = sides_of(units, said, asked)
    if unclear is None and given:
        said = {**said, "unclear": None}
    for side, unit in given.items():
        if unit.thing is None:
            said = refuse(turn, said, say_unknown(turn, unit), **{side: None})
        else:
            said = {**said, side: unit.thing}
    if unclear is not None:
        if unclear.thing is None:
            return refuse(turn, said, say_unknown(turn, unclear))
        said = {**said, "unclear": unclear.thing}
    return said


def _take_amount(turn: Turn, said: Said, asked: str | None) -> Said:
    before = said.get("amount")
    said = take_amount(turn, said, asked)
    change = said.get("change")
    if not change:
        return said
    # More or less than was said before; at first "5 more for B" is the sum itself.
    add, times = (change[name] and Decimal(change[name]) for name in ("add", "times"))
    said = {**said, "change": None}
    if before is None and add:
        return {**said, "amount": str(abs(add)), "currency": change["currency"]}
    if before is None:
        return refuse(turn, said, turn.say("booking.change_of_nothing"))
    amount = Decimal(before) * (times or 1) + (add or 0)
    return {**said, "amount": str(amount)}


def _checked(turn: Turn, said: Said) -> Said:
    """What cannot be is said at once, and asked again."""
    if said.get("unclear"):
        return said
    source, target = said.get("source"), said.get("target")
    if source and target and source["code"] == target["code"]:
        return refuse(turn, said, turn.say("transfer.same", unit=source["name"]), target=None)
    for side in SIDES:
        if said.get(side) and not lacks_year(said):
            said = check_line(turn, said, side, Right.TRANSFER_BUDGET)
    if lacks_year(said):
        return said
    return _checked_amount(turn, said) if said.get("amount") else said


def _checked_amount(turn: Turn, said: Said) -> Said:
    try:
        amount = money_of(turn, said)
    except EngineError as error:
        return refuse_error(turn, said, error, amount=None)
    if amount.amount <= 0:
        return refuse(turn, said, turn.say("booking.not_positive"), amount=None)
    for side in SIDES:
        if not said.get(side):
            continue
        line = _line(turn, said, side)
        left = line.balance.available
        if left.currency != amount.currency:
            words = turn.say("booking.other_currency", unit=line.unit, currency=left.currency)
            return refuse(turn, said, words, amount=None)
        if side == "source" and left < amount:
            words = turn.say(
                "transfer.not_enough", unit=line.unit, left=left, year=line.fiscal_year
            )
            return refuse(turn, said, words, amount=None)
    return said


def _line(turn: Turn, said: Said, side: str) -> BudgetLineBalance:
    return line_of(turn, said, side, Right.TRANSFER_BUDGET)


def _line_of_summary(turn: Turn, said: Said) -> str:
    source, target = (_line(turn, said, side).unit for side in SIDES)
    amount = money_of(turn, said)
    return turn.say("transfer.summary", amount=amount, source=source, target=target)


def _moved(turn: Turn, line: BudgetLineBalance, by: Money) -> str:
    before = line.balance.available
    return turn.say("booking.before_after", unit=line.unit, before=before, after=before + by)
