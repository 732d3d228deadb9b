"""What numbers say: over or under how much, the first how many."""

from __future__ import annotations

from assistant.querying.composing.asking import Bound, Order
from assistant.querying.composing.lexicon import COUNTED, DIMENSION, LEAST, MEASURE, MOST, SUBJECT
from assistant.querying.composing.reading import Reading, ranks
from assistant.querying.composing.term import Term
from engine.query.value import AT_LEAST, AT_MOST, OVER, UNDER

_SIGNS_BEFORE = (OVER, AT_LEAST, UNDER, AT_MOST)
_SIGNS_AFTER = {"or_more": AT_LEAST, "or_less": AT_MOST}


def take_numbers(reading: Reading) -> None:
    for at in [at for at, one in enumerate(reading.terms) if one.number is not None]:
        if at not in reading.used:
            _take(reading, at)
            reading.used.add(at)


def _take(reading: Reading, at: int) -> None:
    number, asking = reading.terms[at].number, reading.asking
    assert number is not None
    unit, after = _unit(reading, at)
    sign = _sign(reading, at, after)
    if sign is not None:
        near = _near(reading, at, after)
        asking.bounds.append(Bound(sign=sign, number=number, unit=unit, near=near))
    elif _is_limit(reading, at):
        asking.limit = int(number) or None
        asking.order = asking.order or Order(down=True)
    else:
        reading.leave(at)


def _unit(reading: Reading, at: int) -> tuple[str | None, int]:
    """What it counts, and where what comes after begins."""
    following = reading.next(at)
    counted = following.names(COUNTED) if following is not None else frozenset()
    if reading.terms[at].is_money:
        if "money" in counted:
            reading.used.add(at + 1)
            return "money", at + 2
        return "money", at + 1
    if counted:
        reading.used.add(at + 1)
        return min(counted), at + 2
    return None, at + 1


def _sign(reading: Reading, at: int, after: int) -> str | None:
    before, behind = reading.at(at - 1), reading.at(after)
    for name in _SIGNS_BEFORE:
        if before is not None and before.marks(name):
            reading.used.add(at - 1)
            return name
    for name, sign in _SIGNS_AFTER.items():
        if behind is not None and behind.marks(name):
            reading.used.add(after)
            return sign
    return None


def _near(reading: Reading, at: int, after: int) -> Term | None:
    """The figure beside it: the one before its sign, else what follows."""
    if (counted := _counted(reading, after)) is not None:
        return counted
    before = at - 2 if at - 1 in reading.used else at - 1
    places = (before, after, after + 1)
    if _is_kind(reading.at(after)) and not reading.between(after - 1, after).strip():
        places = (after, before, after + 1)
    for other in places:
        term = reading.at(other)
        if term is None or other in reading.used:
            continue
        if term.names(MEASURE) or term.names(DIMENSION):
            if _is_kind(term):
                # It says of what the bound is, and nothing else: with 8 years of service.
                reading.used.add(other)
            return term
    return None


def _is_kind(term: Term | None) -> bool:
    """Whether it only says what the number is of."""
    if term is None or not term.names(DIMENSION):
        return False
    return not term.names(MEASURE) and not term.names(SUBJECT)


def _counted(reading: Reading, after: int) -> Term | None:
    """The things that stand right behind it: more than six trainings."""
    term = reading.at(after)
    if term is None or not term.names(SUBJECT) or not term.names(MEASURE):
        return None
    if reading.between(after - 1, after).strip():
        return None
    reading.used.add(after)
    return term


def _is_limit(reading: Reading, at: int) -> bool:
    """Of an order the first so many."""
    before = reading.at(at - 1)
    if before is not None and before.marks("first"):
        reading.used.add(at - 1)
        return True
    others = (one for place, one in enumerate(reading.terms) if place != at)
    return any(one.names(MOST) or one.names(LEAST) or ranks(one) for one in others)
