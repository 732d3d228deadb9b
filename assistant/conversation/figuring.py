"""Of an answer only the rows beyond a figure (how many cost over 100,000), where these are asked for;
all of it stays shown, so that what follows can go on with it."""

from __future__ import annotations

from assistant.base import Turn
from assistant.sheets.algebra import CannotReckonError, apply
from assistant.sheets.answering import tell_of, work
from assistant.sheets.operation import Operation
from assistant.sheets.sheet import Sheet
from assistant.sheets.steps import Compare


def figure_first(turn: Turn, first: int) -> None:
    """In the place of the answer (the reply from number `first` on)."""
    operation = _asked(turn, first)
    if operation is None:
        return
    del turn.dispatcher.messages[-1]
    work(turn, operation)


def _asked(turn: Turn, first: int) -> Operation | None:
    shown = turn.talk.shown
    if not turn.told or shown is None or shown.at != turn.talk.messages or shown.worked is not None:
        return None
    if shown.sheet is None or len(shown.sheet.rows) < 2 or len(turn.replies) == first:
        return None
    operation = tell_of(turn, shown.sheet)
    return operation if operation is not None and _limits(shown.sheet, operation) else None


def _limits(sheet: Sheet, operation: Operation) -> bool:
    """Whether a figure is said that leaves some of the rows out."""
    if not any(isinstance(one, Compare) for one in operation.steps):
        return False
    try:
        return len(apply(sheet, *operation.steps).rows) < len(sheet.rows)
    except CannotReckonError:
        return False
