"""What bookings have in common: who may, what is refused at once, on which line and year."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from assistant.base import Turn
from assistant.errors import say_error
from assistant.statements.statement import Said
from engine.access import Right
from engine.queries.budget import BudgetLineBalance
from engine.usecases.ledger.previews import budget_line, holders
from engine.usecases.units import may
from engine.values.errors import EngineError, NotPermitted

# A year as a figure of its own, and how far from this one it may be.
YEAR = re.compile(r"(?<![\d.,/\-])20\d\d(?![\d,/\-]|\.\d)")
YEARS_AWAY = 2


def require_right(turn: Turn, right: Right) -> None:
    """Refuse who may not, before anything is asked of him, and name those who may.

    Raises:
        NotPermitted: naming the role.
    """
    try:
        turn.perform(may, right)
    except NotPermitted:
        if people := turn.perform(holders, right):
            turn.reply(turn.say("booking.who_can", people=people))
        raise


def refuse(turn: Turn, said: Said, *lines: str, **fields: None) -> Said:
    """Say why something cannot be, and have it asked again; `refused` counts, so that the flow
    knows that it was heard."""
    turn.reply(*lines)
    return {**said, **fields, "refused": said.get("refused", 0) + 1}


def refuse_error(turn: Turn, said: Said, error: EngineError, **fields: None) -> Said:
    return refuse(turn, said, say_error(turn.speech, error), **fields)


def not_stored(turn: Turn, error: EngineError) -> list[str]:
    """What the engine refuses in the end, though it could be shown before."""
    return [say_error(turn.speech, error), turn.say("booking.not_stored")]


def year_said(turn: Turn, asked: str | None) -> int | None:
    """The fiscal year that is said: one in which all of the days said lie."""
    facts = turn.message.facts
    if days := facts.period or facts.past_period:
        first, last = (_year(turn, days[name]) for name in ("first_day", "last_day"))
        return first if first == last or days.get("bound") else None
    written = {
        int(found[0]) for found in YEAR.finditer(turn.message.text) if is_year(turn, int(found[0]))
    }
    is_amount = asked == "amount" and facts.number is not None
    return written.pop() if len(written) == 1 and not is_amount else None


def quarter_said(turn: Turn) -> int | None:
    """The fiscal quarter that is said: the days said are its days, to the day."""
    facts = turn.message.facts
    days = facts.period or facts.past_period
    if not days:
        return None
    first, last = (date.fromisoformat(days[name]) for name in ("first_day", "last_day"))
    fiscal = turn.message.fiscal
    number = fiscal.quarter_of(first)
    return number if (first, last) == fiscal.quarter(fiscal.year_of(first), number) else None


def is_year(turn: Turn, number: Decimal | int) -> bool:
    """Whether a figure may well be a year: one beside this one."""
    return abs(Decimal(number) - turn.message.fiscal.year_of(turn.today)) <= YEARS_AWAY


def _year(turn: Turn, day: str) -> int:
    return turn.message.fiscal.year_of(date.fromisoformat(day))


def year_meant(turn: Turn, said: Said) -> int:
    """The fiscal year that is said, or this one."""
    return int(said.get("year") or turn.message.fiscal.year_of(turn.today))


def line_of(turn: Turn, said: Said, field: str, right: Right) -> BudgetLineBalance:
    """The line of the unit in `field`.

    Raises:
        NotFound: it has none that year.
    """
    return turn.perform(budget_line, right, said[field]["code"], year_meant(turn, said))


def check_line(turn: Turn, said: Said, field: str, right: Right) -> Said:
    """Refuse a unit without a line: where it has one this year or next, the year is asked for."""
    return check_year(turn, said, field, lambda one: line_of(turn, one, field, right))


def check_year(turn: Turn, said: Said, field: str, look: Callable[[Said], object]) -> Said:
    """Refuse the unit in `field` where `look` finds nothing: where it would this year or next,
    the year is asked for."""
    try:
        look(said)
    except EngineError as error:
        this = turn.message.fiscal.year_of(turn.today)
        years = [year for year in (this, this + 1) if _finds(look, {**said, "year": year})]
        if not years:
            return refuse_error(turn, said, error, **{field: None})
        said = {**said, "years": years}
        return refuse_error(turn, said, error, year=None)
    return {**said, "years": None} if said.get("years") and said.get("year") else said


def _finds(look: Callable[[Said], object], said: Said) -> bool:
    try:
        look(said)
    except EngineError:
        return False
    return True


def lacks_year(said: Said) -> bool:
    """Whether the year is to be asked for: one was said that cannot be."""
    return bool(said.get("years")) and not said.get("year")


def ask_year(turn: Turn, said: Said) -> None:
    turn.reply(turn.say("booking.ask_year"), choices=[str(year) for year in said["years"]])


def say_year(turn: Turn, said: Said, year: int) -> str:
    return turn.say("booking.year" if said.get("year") else "booking.year_taken", year=year)
