"""In which order: the highest, the cheapest, ranked, from the top down."""

from __future__ import annotations

from assistant.querying.composing.asking import Order
from assistant.querying.composing.lexicon import LEAST, MEASURE, MOST, SUBJECT
from assistant.querying.composing.reading import Reading, is_figure, ranks
from assistant.querying.composing.term import Term


def take_orders(reading: Reading) -> None:
    for at, one in enumerate(reading.terms):
        if at not in reading.used and (ranks(one) or one.names(MOST) or one.names(LEAST)):
            reading.used.add(at)
            _take(reading, at, one)


def _take(reading: Reading, at: int, one: Term) -> None:
    kept = reading.asking.order
    if one.marks("down", "up"):
        reading.asking.order = Order(down=one.marks("down"), by=kept.by if kept else None)
    elif one.names(MOST) or one.names(LEAST) or one.marks("most", "least"):
        _order(reading, at, down=bool(one.names(MOST)) or one.marks("most"))
    elif one.marks("rank"):
        beside = _beside(reading, at)
        # Figures from the highest down, quarters as they come.
        _order(reading, at, down=beside is None or bool(beside.names(MEASURE)))
    elif kept is None:
        reading.asking.order = Order(down=True)


def _order(reading: Reading, at: int, down: bool) -> None:
    term, beside = reading.terms[at], _beside(reading, at)
    about = next(iter(sorted(term.names(MOST) | term.names(LEAST))), None)
    kept = reading.asking.order
    if beside is None and about is None and kept is not None:
        reading.asking.order = Order(
            down=down if not ranks(term) else kept.down, by=kept.by, about=kept.about
        )
        return
    if about is not None and not (
        term.marks("most", "least") and beside and not beside.names(SUBJECT)
    ):
        beside = None
    reading.asking.order = Order(down=down, by=beside, about=None if beside else about)


def _beside(reading: Reading, at: int) -> Term | None:
    """The figure that is the highest: what touches it before it, else what follows."""
    before, after = reading.at(at - 1), reading.next(at)
    if before is not None and is_figure(before) and reading.between(at - 1, at) == "":
        return before
    if after is not None and is_figure(after):
        further = reading.next(at + 1)
        named = further is not None and bool(further.names(MEASURE)) and not further.names(SUBJECT)
        return further if named and after.names(SUBJECT) else after
    touches = before is not None and not reading.between(at - 1, at).strip()
    return before if before is not None and touches and is_figure(before) else None
