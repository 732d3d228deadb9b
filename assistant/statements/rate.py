"""Recording an exchange rate from a day on."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from assistant.base import Turn
from assistant.message import Message
from assistant.reading import read_mentions
from assistant.reading.mention import OLD
from assistant.statements.booking import not_stored, refuse, refuse_error, require_right
from assistant.statements.booking_words import words
from assistant.statements.statement import Said, Statement
from assistant.understanding.quantities.currencies import AFTER, BEFORE, currency_of
from assistant.understanding.quantities.scan import Number, scan
from engine.access import Right
from engine.store.rates import LARGEST
from engine.usecases.ledger.previews import rate_before
from engine.usecases.ledger.rates import Rate, record_rate
from engine.values.errors import EngineError, InvalidInput

FIELDS = ("currency", "rate")
CURRENCY = re.compile(f"{AFTER}|{BEFORE}")
# Digits that the store keeps of a rate.
SMALLEST = Decimal("0.00000001")
# So many times the rate before, either way, is pointed out.
UNLIKELY = Decimal("1.5")
_DAYS = ("period", "past_period", "impossible_day", "request_id")


class RateStatement(Statement):
    def begin(self, turn: Turn) -> Said:
        require_right(turn, Right.SET_RATES)
        text = turn.message.text
        said = self.take(turn, {}, None)
        speaks_of_rates = words("rate", "said").search(text)
        if not speaks_of_rates and (
            not said.get("currency") or words("rate", "other").search(text)
        ):
            raise InvalidInput("only_exchange_rates")
        return said

    def take(self, turn: Turn, said: Said, asked: str | None) -> Said:
        home = turn.company.currency
        foreign = [one for one in _currencies(turn.message.text, home) if one[0] != home]
        codes = list(dict.fromkeys(code for code, _, _ in foreign))
        if len(codes) > 1:
            words_ = turn.say("exchange.one_currency", home=home)
            return refuse(turn, said, words_, currency=None, rate=None)
        if codes and codes[0] != said.get("currency"):
            # A rate belongs to the currency that it was said of.
            said = {
                **said,
                "currency": codes[0],
                "rate": said.get("rate") if not said.get("currency") else None,
            }
        if (rate := _rate(turn.message, home)) is not None:
            said = {**said, "rate": str(rate)}
        if (day := _day(turn)) is not None:
            said = {**said, "day": day}
        return _checked(turn, said)

    def missing(self, said: Said) -> str | None:
        if said.get("other_day") and not said.get("day"):
            return "day"
        return next((field for field in FIELDS if not said.get(field)), None)

    def ask(self, turn: Turn, missing: str) -> None:
        said, home = turn.slots["statement_said"], turn.company.currency
        turn.reply(
            turn.say(f"exchange.ask_{missing}", home=home, currency=said.get("currency") or "")
        )

    def summary(self, turn: Turn, said: Said) -> list[str]:
        home, day, rate = turn.company.currency, _day_meant(turn, said), Decimal(said["rate"])
        before = _before(turn, said)
        return [
            turn.say("exchange.summary", currency=said["currency"], rate=rate, home=home),
            turn.say("exchange.day" if said.get("day") else "exchange.day_taken", day=day),
            _against(turn, before, rate),
            turn.say("exchange.undone"),
        ]

    def store(self, turn: Turn, said: Said, key: str) -> list[str]:
        currency, home, day = said["currency"], turn.company.currency, _day_meant(turn, said)
        try:
            stored = turn.perform(
                record_rate, currency, home, date.fromisoformat(day), Decimal(said["rate"])
            )
        except EngineError as error:
            return not_stored(turn, error)
        return [
            turn.say(
                "exchange.stored",
                currency=stored.currency,
                rate=stored.rate,
                home=stored.quote,
                day=stored.valid_from.isoformat(),
            )
        ]


def _currencies(text: str, home: str) -> list[tuple[str, int, int]]:
    """The currencies that a text names, with their places."""
    found = []
    for match in CURRENCY.finditer(scan(text).plain):
        try:
            found.append((currency_of(match[0], home), match.start(), match.end()))
        except KeyError:
            continue
    return found


def _rate(message: Message, home: str) -> Decimal | None:
    """How much of the home currency one of the other is: 7.12, 1 USD = 7.12, 100 yen = 4.9."""
    numbers = _numbers(message)
    if len(numbers) == 1:
        return numbers[0].value
    if len(numbers) != 2:
        return None
    marks = _currencies(message.text, home)
    at_home = [one for one in numbers if _currency_at(one, marks) == home]
    abroad = [one for one in numbers if _currency_at(one, marks) not in (None, home)]
    if len(abroad) == 1:
        others = [one for one in numbers if one is not abroad[0]]
    elif len(at_home) == 1:
        others, abroad = at_home, [one for one in numbers if one is not at_home[0]]
    else:
        return None
    if not abroad[0].value:
        return None
    return (others[0].value / abroad[0].value).quantize(SMALLEST).normalize()


def _numbers(message: Message) -> list[Number]:
    """The figures that may be a rate: no days, and not what another takes the place of."""
    old = [
        one.span
        for one in read_mentions(message.text, message.entities, message.today)
        if one.role == OLD
    ]
    days = [(one["start"], one["end"]) for one in message.entities if one["entity"] in _DAYS]
    return [
        one
        for _, one in sorted(scan(message.text).numbers.items())
        if not any(start < one.end and one.start < end for start, end in (*old, *days))
    ]


def _currency_at(number: Number, marks: list[tuple[str, int, int]]) -> str | None:
    """The currency right behind a figure, or else right before it."""
    for code, start, _ in marks:
        if 0 <= start - number.end <= 1:
            return code
    for code, _, end in marks:
        if 0 <= number.start - end <= 1:
            return code
    return None


def _day(turn: Turn) -> str | None:
    """The day from which it holds: the first of the days that are said."""
    facts = turn.message.facts
    days = facts.period or facts.past_period
    if days:
        return str(days["first_day"])
    return turn.today.isoformat() if words("rate", "today").search(turn.message.text) else None


def _day_meant(turn: Turn, said: Said) -> str:
    return str(said.get("day") or turn.today.isoformat())


def _before(turn: Turn, said: Said) -> Rate | None:
    day = date.fromisoformat(_day_meant(turn, said))
    return turn.perform(rate_before, said["currency"], turn.company.currency, day)


def _checked(turn: Turn, said: Said) -> Said:
    """What cannot be is said at once, and asked again."""
    if words_ := turn.message.facts.impossible_day:
        return refuse(turn, said, turn.say("error.impossible_day", words=words_))
    if not said.get("rate"):
        return said
    rate = Decimal(said["rate"])
    if not 0 < rate < LARGEST or rate != rate.quantize(SMALLEST):
        return refuse(turn, said, turn.say("error.rate_unclear"), rate=None)
    if not said.get("currency"):
        return said
    before, day = _before(turn, said), date.fromisoformat(_day_meant(turn, said))
    if before and before.valid_from == day and before.rate != rate:
        known = InvalidInput("rate_known", day=day, rate=before.rate.normalize())
        return refuse_error(turn, {**said, "other_day": True}, known, day=None)
    return said


def _against(turn: Turn, before: Rate | None, rate: Decimal) -> str:
    """What held before, and whether the new one is far from it."""
    if before is None:
        return turn.say("exchange.first")
    key = "exchange.before"
    if max(rate / before.rate, before.rate / rate) > UNLIKELY:
        key = "exchange.far"
    return turn.say(key, before=before.rate, day=before.valid_from.isoformat())
