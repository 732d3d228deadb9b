"""The ledger and the training records held against each other: they count different things."""

from __future__ import annotations

from assistant.asking.days import years_asked
from assistant.asking.words import says
from assistant.base import Turn
from assistant.units import unit_code
from engine.usecases.budget_status import budget_status
from engine.usecases.training_history import training_history


def asks_books(turn: Turn) -> bool:
    """Whether it asks of both."""
    text = turn.message.text
    return says("ledger", text) and says("records", text)


def tell_books(turn: Turn) -> None:
    """Both sums and how far they are apart; that nothing on record explains it.

    Raises:
        EngineError: one of them may not be seen, or is not there.
    """
    fiscal = turn.message.fiscal
    years = years_asked(turn)
    year = years[-1] if years else fiscal.year_of(turn.today)
    first, last = fiscal.days(year)
    unit = unit_code(turn)
    status = turn.perform(budget_status, unit, year)
    history = turn.perform(training_history, unit, None, first, min(last, turn.today))
    booked, held = status.balance.actual, history.history.total
    apart = booked - held if booked.currency == held.currency else None
    said = {"unit": status.unit, "year": year, "booked": booked, "held": held}
    lines = [turn.say("budget.books", **said)]
    if apart is not None:
        key = "books_more" if apart.amount >= 0 else "books_less"
        apart = apart if apart.amount >= 0 else -apart
        lines.append(turn.say(f"budget.{key}", apart=apart))
    turn.reply(*lines, turn.say("budget.books_why"))
