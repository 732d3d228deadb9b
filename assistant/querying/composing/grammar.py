"""What the terms of a message ask for, whatever of: how it is split, limited, ordered, compared."""

from __future__ import annotations

from assistant.querying.composing.asking import PEOPLE, PER, Asking, Order
from assistant.querying.composing.lexicon import (
    DIMENSION,
    FILLER,
    MEASURE,
    SPLIT,
    SUBJECT,
    VALUE,
)
from assistant.querying.composing.numbers_said import take_numbers
from assistant.querying.composing.orders_said import take_orders
from assistant.querying.composing.reading import Reading
from assistant.querying.composing.term import Line, Term
from assistant.querying.composing.times_said import take_times

# How many welders: people of that position.
_OF_PEOPLE = ("position",)
# Marks that say what they say by where they stand, or of all of it.
_OF_ALL = ("which", "total", "hired", "goes_on")
_JOINING = ("and", "compare", "differ", "exclude", "by", "many", "only", *_OF_ALL)


def asking_in(line: Line) -> Asking:
    reading = Reading.of(line)
    take_numbers(reading)
    take_times(reading)
    take_orders(reading)
    _take_marked(reading)
    _take_rest(reading)
    asking = reading.asking
    # "and sales", but no "hours and seats".
    asking.goes_on = asking.goes_on and any(
        one.marks("goes_on") and (not one.marks("and") or at == 0)
        for at, one in enumerate(reading.terms)
    )
    return asking


def _take_marked(reading: Reading) -> None:
    asking, excluding = reading.asking, False
    for at, one in enumerate(reading.terms):
        if at in reading.used:
            excluding = False
        elif one.code is not None:
            before = reading.at(at - 1)
            excluding = excluding and not (before is not None and _denies(before))
            reading.used.add(at)
            (asking.excluded if excluding else asking.things).append(one)
        elif excluding and one.names(VALUE):
            reading.used.add(at)
            asking.excluded.append(one)
        else:
            excluding = excluding and (one.marks("and", "by") or _is_named(reading, at))
            _mark(reading, at, one)
            excluding = excluding or one.marks("exclude", "not")


def _denies(one: Term) -> bool:
    return one.marks("not") and not one.marks("exclude")


def _is_of_value(reading: Reading, at: int) -> bool:
    """Not external, not by outside trainers: that is left out."""
    after = reading.next(at)
    if after is not None and after.marks("by"):
        after = reading.next(at + 1)
    return after is not None and bool(after.names(VALUE))


def _is_named(reading: Reading, at: int) -> bool:
    """Whether it only says what the name behind it is: without the course Excel."""
    after = reading.next(at)
    kinds = reading.terms[at].names(DIMENSION)
    return after is not None and after.code is not None and bool(kinds & {*after.of})


def _mark(reading: Reading, at: int, one: Term) -> None:
    asking, after = reading.asking, reading.next(at)
    for name in _OF_ALL:
        setattr(asking, name, getattr(asking, name) or one.marks(name))
    if one.names(SPLIT):
        asking.by.append(one)
    elif one.marks("who"):
        asking.who = True
    elif one.marks("many") and _counts(reading, at):
        pass
    elif one.marks("by") and _sorts_by(asking, after):
        assert after is not None
        asking.order = Order(down=asking.order.down if asking.order else True, by=after)
        reading.used.add(at + 1)
        asking.loose.append(after)
    elif one.marks("by", "which") and after is not None and after.names(DIMENSION):
        _split(reading, at + 1)
    elif one.marks(*PER):
        asking.per |= {name for name in PER if one.marks(name)}
    elif one.marks("me"):
        asking.me = True
    elif one.marks("others"):
        # Who they are, nothing here says.
        asking.unread.append(reading.said(one))
    elif one.marks("own"):
        asking.own = reading.said(one)
    elif one.marks("exclude") and not _denies(one):
        asking.without = asking.without or one.marks("lack")
    elif one.marks("not"):
        asking.denied = asking.denied or not _is_of_value(reading, at)
    elif not one.marks(*_JOINING):
        return
    reading.used.add(at)


def _counts(reading: Reading, at: int) -> bool:
    """How many of what follows; else of what stands before it: 课程有多少门."""
    asking, after, before = reading.asking, reading.next(at), reading.at(at - 1)
    if reading.terms[at].names(MEASURE):
        # 几位: how many people, in a word.
        asking.many.append(reading.terms[at])
    elif after is not None and (after.names(MEASURE) or after.names(SUBJECT)):
        asking.many.append(after)
        reading.used.add(at + 1)
    elif after is not None and after.kind in _OF_PEOPLE:
        asking.many.append(PEOPLE)
    elif after is None and before is not None and before.names(SUBJECT):
        asking.many.append(before)
        reading.used.add(at - 1)
    else:
        asking.counted = True
        return False
    return True


def _sorts_by(asking: Asking, after: Term | None) -> bool:
    """The first five by cost."""
    ordered = asking.order is not None or asking.limit is not None
    if not ordered or after is None or after.names(SUBJECT):
        return False
    return bool(after.names(MEASURE))


def _split(reading: Reading, at: int) -> None:
    """By this, and by what is beside it."""
    reading.asking.by.append(reading.terms[at])
    reading.used.add(at)
    joint, following = reading.at(at + 1), reading.at(at + 2)
    if joint is None or following is None or not joint.marks("and"):
        return
    if following.names(DIMENSION) and not following.names(MEASURE) - {"people"}:
        reading.used.add(at + 1)
        _split(reading, at + 2)


def _take_rest(reading: Reading) -> None:
    for at, one in enumerate(reading.terms):
        if at in reading.used:
            continue
        if {meaning.kind for meaning in one.meanings} & {SUBJECT, DIMENSION, MEASURE, VALUE}:
            if not _names_its_kind(reading, at, one):
                reading.asking.loose.append(one)
        elif not one.names(FILLER) and not one.marks("between"):
            reading.leave(at)


def _names_its_kind(reading: Reading, at: int, one: Term) -> bool:
    """Whether it says what a name beside it is: welding course, 质量部门."""
    beside = [other for place in (at - 1, at + 1) if (other := reading.at(place)) is not None]
    return any(other.code is not None and one.names(DIMENSION) & {*other.of} for other in beside)
