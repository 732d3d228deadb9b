"""A figure of an answer (the dearest, a share, how far apart) is told first, in the place of all of
the answer; what it is of stays shown, so that what follows can go on with it."""

from __future__ import annotations

from assistant.base import Turn
from assistant.sheets.answering import tell_of, work
from assistant.sheets.operation import LIST, SUM, TELL, Operation

# Of all rows, these are what the answer itself tells.
_OF_ALL = frozenset((LIST, TELL, SUM))


def figure_first(turn: Turn, first: int) -> None:
    """In the place of the answer (the reply from number `first` on), where a figure of it was
    asked for that its rows tell."""
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
    if operation is None or (operation.figure.what in _OF_ALL and not operation.steps):
        return None
    return operation
