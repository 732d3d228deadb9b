"""Booking an invoice of a request."""

from __future__ import annotations

import re
from datetime import date

from assistant.base import Turn
from assistant.deciding.reading import read_number
from assistant.statements.booking import (
    not_stored,
    refuse,
    refuse_error,
    require_right,
)
from assistant.statements.booking_words import found_in, words
from assistant.statements.money_said import money_of, take_amount, without
from assistant.statements.statement import Said, Statement
from engine.access import Right
from engine.usecases.ledger.invoices import post_invoice
from engine.usecases.ledger.previews import InvoicePreview, invoiced_request, preview_invoice
from engine.usecases.requests.listing import request_status
from engine.values.errors import EngineError, InvalidInput
from engine.values.money import Money
from engine.workflow.life import BOUND

FIELDS = ("request", "invoice", "amount")
# What is wrong with the invoice itself, and not with its request or its sum.
OF_INVOICE = ("invoice_known", "invoice_unclear")
MOST_OFFERED = 5


class InvoiceStatement(Statement):
    def begin(self, turn: Turn) -> Said:
        require_right(turn, Right.POST_ACTUALS)
        return self.take(turn, {}, None)

    def take(self, turn: Turn, said: Said, asked: str | None) -> Said:
        message = turn.message
        if number := _request(turn, asked):
            said = {**said, "request": number}
        found = _invoice(message.text, asked)
        if found is not None:
            said = {**said, "invoice": found["number"]}
            turn.message = without(message, [found.span("number")])
        if not (asked == "request" and number):
            said = take_amount(turn, said, None if found else asked)
        said = _take_change(turn, said)
        if (final := _final(message.text)) is not None:
            said = {**said, "final": final}
        if (day := _day(turn)) is not None:
            said = {**said, "day": day}
        turn.message = message
        return _checked(turn, said)

    def missing(self, said: Said) -> str | None:
        return next((field for field in FIELDS if not said.get(field)), None)

    def ask(self, turn: Turn, missing: str) -> None:
        if missing != "request":
            turn.reply(turn.say(f"invoicing.ask_{missing}"))
            return
        choices = _invoiceable(turn)[:MOST_OFFERED]
        turn.reply(turn.say("invoicing.ask_request"), choices=choices)

    def summary(self, turn: Turn, said: Said) -> list[str]:
        view = _preview(turn, said)
        amount, left = money_of(turn, said), view.line.balance.available
        rest = view.expected if said.get("final") else _least(view.expected, view.booked)
        freed = rest - _least(view.expected, view.booked)
        return [
            turn.say(
                "invoicing.summary",
                invoice=said["invoice"],
                amount=amount,
                number=view.number,
                unit=view.unit,
            ),
            _converted(turn, view),
            turn.say(
                "invoicing.committed",
                number=view.number,
                before=view.expected,
                after=view.expected - rest,
            ),
            turn.say("invoicing.beyond", beyond=view.beyond) if view.beyond.amount else "",
            _available(turn, view, left - view.beyond + freed),
            turn.say("invoicing.final") if said.get("final") else "",
            turn.say("invoicing.late", number=view.number) if view.late else "",
            turn.say("invoicing.day", day=said["day"]) if said.get("day") else "",
            turn.say("invoicing.undone"),
        ]

    def store(self, turn: Turn, said: Said, key: str) -> list[str]:
        try:
            receipt = turn.perform(
                post_invoice,
                said["request"],
                said["invoice"],
                money_of(turn, said),
                key,
                _booked_on(said),
                bool(said.get("final")),
            )
        except EngineError as error:
            return not_stored(turn, error)
        return [
            turn.say(
                "invoicing.stored",
                invoice=receipt.invoice,
                number=receipt.number,
                booked=receipt.booked,
            ),
            turn.say("invoicing.open", committed=receipt.committed),
            turn.say("invoicing.left", unit=receipt.line.unit, left=receipt.line.balance.available),
            turn.say("invoicing.posting", posting=receipt.posting),
        ]


def _invoiceable(turn: Turn) -> list[str]:
    """The requests of which an invoice is expected, the newest first."""
    listed = turn.perform(request_status, size=50).requests
    return [one.number for one in listed if one.state in BOUND]


def _request(turn: Turn, asked: str | None) -> str | None:
    """The number of a request, by its last digits too; a number that is nobody's stays, to be
    refused."""
    said = turn.message.facts.request_id
    digits = read_number(turn.message) if asked == "request" else said
    if digits is None or digits.startswith("TR-"):
        return digits
    fitting = [one for one in _invoiceable(turn) if one.endswith(digits)]
    return fitting[0] if len(fitting) == 1 else digits


def _invoice(text: str, asked: str | None) -> re.Match[str] | None:
    """The number on the invoice: what is called so, or the whole answer to the question."""
    if asked == "request" and text.strip().isdigit():
        return None
    if found := next(found_in("invoice", "named", text), None):
        return found
    if asked != "invoice":
        return None
    alone = next(found_in("invoice", "alone", text.strip()), None)
    return alone if alone and any(sign.isdigit() for sign in alone["number"]) else None


def _final(text: str) -> bool | None:
    if words("invoice", "not_final").search(text):
        return False
    return True if words("invoice", "final").search(text) else None


def _day(turn: Turn) -> str | None:
    """The day on which it is booked: a single one that has come."""
    facts = turn.message.facts
    days = facts.past_period or facts.period
    if days and days["first_day"] == days["last_day"] <= turn.today.isoformat():
        return str(days["first_day"])
    return None


def _take_change(turn: Turn, said: Said) -> Said:
    """An invoice has a sum; a difference is none."""
    if not said.get("change"):
        return said
    return refuse(turn, {**said, "change": None}, turn.say("booking.change_of_nothing"))


def _checked(turn: Turn, said: Said) -> Said:
    """What cannot be is said at once, and asked again."""
    if said.get("request"):
        try:
            turn.perform(invoiced_request, said["request"])
        except EngineError as error:
            return refuse_error(turn, said, error, request=None)
    if said.get("amount"):
        said = _checked_amount(turn, said)
    if any(not said.get(field) for field in FIELDS):
        return said
    try:
        view = _preview(turn, said)
    except EngineError as error:
        return _refused(turn, said, error)
    left = view.line.balance.available
    if left < view.beyond:
        unit, beyond = view.line.unit, view.beyond
        lines = turn.say("invoicing.too_much", unit=unit, beyond=beyond, left=left)
        return refuse(turn, said, lines, amount=None)
    return said


def _checked_amount(turn: Turn, said: Said) -> Said:
    try:
        amount = money_of(turn, said)
    except EngineError as error:
        return refuse_error(turn, said, error, amount=None)
    if amount.amount <= 0:
        return refuse(turn, said, turn.say("booking.not_positive"), amount=None)
    return said


def _refused(turn: Turn, said: Said, error: EngineError) -> Said:
    if error.code in OF_INVOICE:
        return refuse_error(turn, said, error, invoice=None)
    if isinstance(error, InvalidInput):
        return refuse_error(turn, said, error, request=None)
    return refuse_error(turn, said, error, amount=None)


def _preview(turn: Turn, said: Said) -> InvoicePreview:
    amount = money_of(turn, said)
    return turn.perform(preview_invoice, said["request"], said["invoice"], amount, _booked_on(said))


def _booked_on(said: Said) -> date | None:
    return date.fromisoformat(said["day"]) if said.get("day") else None


def _converted(turn: Turn, view: InvoicePreview) -> str:
    conversion = view.conversion
    if conversion is None:
        return ""
    return turn.say(
        "invoicing.converted",
        booked=view.booked,
        rate=conversion.rate,
        day=conversion.rate_date.isoformat(),
    )


def _available(turn: Turn, view: InvoicePreview, after: Money) -> str:
    before = view.line.balance.available
    if before == after:
        return ""
    return turn.say("booking.before_after", unit=view.line.unit, before=before, after=after)


def _least(one: Money, other: Money) -> Money:
    return other if other < one else one
