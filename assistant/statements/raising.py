"""A year's budgets of all units, or of those named, as those of another year and so many per cent:
one summary of all of them, and one confirmation."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.base import Turn
from assistant.message import Message
from assistant.statements.booking import YEAR, is_year, not_stored
from assistant.statements.statement import Said
from assistant.statements.units_said import say_unknown, units_said
from assistant.understanding.patterns import Patterns
from assistant.understanding.quantities.numbers import NUMBER, value_of
from engine.usecases.budgets.from_last_year import (
    RaisedBudget,
    RaisedLine,
    budget_from_last_year,
    preview_from_last_year,
)
from engine.values.errors import EngineError

_SAID = Patterns(__file__, number=NUMBER)
WHOLE, MINUS, SAME, OTHER = (_SAID.compiled(one) for one in ("whole", "minus", "same", "other"))
NEXT, THIS, LAST, EVERY = (_SAID.compiled(one) for one in ("next", "this", "last", "every"))
HUNDRED = Decimal(100)


def _rates(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one, re.IGNORECASE) for one in _SAID.ways(name))


RATES = _rates("rate")


def raises_all(message: Message) -> bool:
    """Whether it says that a year's budgets are to be those of another year, as such or with a
    change; a sum, a course or a question says something else."""
    text, facts = message.text, message.facts
    if OTHER.search(text) or facts.course or (facts.amount and facts.amount.value > 2):
        return False
    return _rate(text) is not None and _to_year(text) and _of_another_year(message)


def raising_said(turn: Turn) -> Said:
    """`rate`, `year`, `base` and, where not all are meant, `units`; refused at once where it cannot
    be."""
    text, this = turn.message.text, turn.message.fiscal.year_of(turn.today)
    year, base = _years(turn, this)
    named = [one for one in units_said(turn.message) if not one.replaced]
    unknown = next((one for one in named if one.thing is None), None)
    if unknown is not None:
        turn.reply(say_unknown(turn, unknown))
    codes = [one.code for one in named if one.code is not None]
    said: Said = {"rate": str(_rate(text)), "year": year, "base": base, "units": codes}
    return {**said, "count": len(_preview(turn, said).lines)}


def taken(turn: Turn, said: Said) -> Said:
    """Another rate that is said takes the place of the first."""
    rate = None if turn.message.asks else _rate(turn.message.text)
    return said if rate is None else {**said, "rate": str(rate)}


def summary_of(turn: Turn, said: Said) -> list[str]:
    raised = _preview(turn, said)
    rate = Decimal(said["rate"])
    key = "raising.same" if rate == 0 else "raising.less" if rate < 0 else "raising.more"
    head = turn.say(key, year=raised.fiscal_year, base=raised.base_year, rate=abs(rate))
    sums = [
        turn.say("raising.sum", before=before, after=after)
        for before, after in zip(raised.base, raised.after, strict=True)
    ]
    return [head, *(_line(turn, one) for one in raised.lines), *sums, turn.say("raising.undone")]


def stored(turn: Turn, said: Said, key: str) -> list[str]:
    year, base, rate = said["year"], said["base"], Decimal(said["rate"])
    try:
        done = turn.perform(budget_from_last_year, year, base, rate, key, said["units"])
    except EngineError as error:
        return not_stored(turn, error)
    return [
        turn.say("raising.stored", year=done.fiscal_year, count=len(done.lines)),
        *(turn.say("raising.stored_sum", after=one) for one in done.after),
        turn.say("allocating.suspended", numbers=done.suspended) if done.suspended else "",
    ]


def _preview(turn: Turn, said: Said) -> RaisedBudget:
    return turn.perform(
        preview_from_last_year, said["year"], said["base"], Decimal(said["rate"]), said["units"]
    )


def _line(turn: Turn, line: RaisedLine) -> str:
    said = {"unit": line.unit, "base": line.base, "after": line.after}
    if line.now is None or line.now == line.after:
        return turn.say("raising.line", **said)
    return turn.say("raising.line_replaces", **said, now=line.now)


def _rate(text: str) -> Decimal | None:
    """How much more (0.05 for 5 %), or less; 0 where it is to be the same."""
    for pattern in RATES:
        for match in pattern.finditer(text):
            value = value_of(match["n"])
            if value is None:
                continue
            if value > HUNDRED / 2 and _is_of_the_whole(text, match):
                return value / HUNDRED - 1
            return -value / HUNDRED if MINUS.search(text) else value / HUNDRED
    return Decimal(0) if SAME.search(text) else None


def _is_of_the_whole(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    return any(WHOLE.search(part) for part in (before, after))


def _to_year(text: str) -> bool:
    return bool(NEXT.search(text) or YEAR.search(text))


def _of_another_year(message: Message) -> bool:
    """Whether another year's are what it goes by, or it is of all units and of none by name."""
    if THIS.search(message.text) or LAST.search(message.text):
        return True
    if len({*YEAR.findall(message.text)}) > 1:
        return True
    return bool(EVERY.search(message.text)) and not units_said(message)


def _years(turn: Turn, this: int) -> tuple[int, int]:
    """Which year is set, and by which: the later by the earlier of those that are said."""
    text = turn.message.text
    said = {int(one) for one in YEAR.findall(text) if is_year(turn, int(one))}
    said |= {this + 1} if NEXT.search(text) else set()
    said |= {this} if THIS.search(text) else set()
    said |= {this - 1} if LAST.search(text) else set()
    year = max(said, default=this + 1)
    earlier = said - {year}
    return year, max(earlier) if earlier else year - 1
