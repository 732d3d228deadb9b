"""What is listed, in which order, over or under how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import cast

from assistant.querying.composing.asking import Bound, Order
from assistant.querying.composing.draft import PERSON, POSITION, Draft, NoPlace
from assistant.querying.composing.lexicon import DIMENSION, MEASURE, meaning
from engine.query.subject import COUNT, HOURS, MONEY, NUMBER, SHARE, UNIT
from engine.query.value import OVER, Condition

_HUNDRED = Decimal(100)
_SHARE_OF, _SIZE = "share_of_", "size"
# The kinds of figures that numbers count so.
_KINDS = {
    "money": MONEY,
    "percent": SHARE,
    "hours": HOURS,
    "people": COUNT,
    "times": COUNT,
}
# What one's own rows do not tell again.
_OF_SOMEBODY = (PERSON, UNIT, POSITION)


# --- rows -----------------------------------------------------------------------------------
def take_rows(draft: Draft) -> None:
    """Where no figure is named: the rows themselves, or how many they are."""
    if draft.measures:
        draft.by = [one for one in draft.by if one not in draft.measures]
        return
    if _lists_people(draft):
        draft.by = []
    if _lists(draft):
        _list(draft)
        return
    order = draft.asking.order
    figure = order is not None and (order.about or (order.by and order.by.names(MEASURE)))
    if not figure:
        draft.measures = draft.counts[:1] or [draft.main]


def _lists_people(draft: Draft) -> bool:
    """Who they are, with what there is of each; whoever took part in several is told once."""
    rows, asking = draft.rows, draft.asking
    if rows is None or not asking.who or rows["by"][0] != PERSON or asking.order is not None:
        return False
    attributes = (one for one in draft.where if one.name in draft.subject.dimensions)
    once = cast(Mapping[str, Sequence[str]], meaning("once")).get(draft.of)
    told = once is None or any(one.name in once for one in attributes)
    return told and {*draft.by} <= {*_OF_SOMEBODY}


def _lists(draft: Draft) -> bool:
    asking, rows = draft.asking, draft.rows
    if rows is None or asking.many or asking.per or asking.compares or asking.total:
        # All of them together are meant, and not each.
        return False
    within = {*draft.by} <= {*rows["by"]}
    return within and (not draft.by or rows["by"][0] in draft.by or asking.me)


def _list(draft: Draft) -> None:
    rows = draft.rows
    if rows is None:
        raise NoPlace
    for one in rows["by"]:
        if not (draft.asking.me and one in _OF_SOMEBODY):
            draft.add_by(one)
    draft.measures = list(rows["measures"])
    if draft.asking.order is None and rows["order"].removeprefix("-") in draft.by:
        draft.order = rows["order"]


# --- over so much ---------------------------------------------------------------------------
def take_bounds(draft: Draft) -> None:
    """Raises:
    NoPlace: nothing of the subject is counted so.
    """
    for one in draft.asking.bounds:
        number = one.number / _HUNDRED if one.unit == "percent" else one.number
        condition = Condition(name=_bounded(draft, one), sign=one.sign, values=(number,))
        draft.where.append(condition)
        draft.score += 1
    _tell_some(draft)


def _tell_some(draft: Draft) -> None:
    """Which are overspent: those that are, and no others."""
    asking = draft.asking
    some = cast(Sequence[str], meaning("some")["measures"])
    if asking.which and not asking.bounds and asking.order is None and draft.by:
        for one in draft.measures:
            if one in some:
                draft.where.append(Condition(name=one, sign=OVER, values=(Decimal(0),)))


def _bounded(draft: Draft, bound: Bound) -> str:
    subject = draft.subject
    counted = cast(Mapping[str, Sequence[str]], meaning("counted")).get(bound.unit or "", ())
    own = [one for one in counted if one in subject.dimensions or one in subject.measures]
    if own:
        return own[0]
    for one in _may_be_bounded(draft, bound):
        if one in subject.measures:
            draft.add_measure(one)
            return one
        if subject.dimensions[one].kind == NUMBER:
            return one
    raise NoPlace


def _may_be(draft: Draft, name: str, bound: Bound) -> bool:
    """No number of things is a fraction."""
    measure = draft.subject.measures.get(name)
    return measure is None or measure.kind != COUNT or bound.number % 1 == 0


def _says_figure(draft: Draft) -> bool:
    """Whether a figure was named at all: under 2.1 of nothing is no number of people."""
    said = [*draft.asking.loose, *draft.asking.many]
    return any(one.names(MEASURE) & {*draft.measures} for one in said)


def _may_be_bounded(draft: Draft, bound: Bound) -> Sequence[str]:
    """The figures that are said beside it, or told; of those only such as are counted so."""
    subject, near = draft.subject, bound.near
    names = frozenset() if near is None else near.names(MEASURE) | near.names(DIMENSION)
    named = [one for one in draft.measures if any(map(one.startswith, names))]
    named += [one for one in (*subject.measures, *subject.dimensions) if one in names]
    if near is not None and near.names(MEASURE) and not named:
        # More than six trainings: no other figure is over six.
        return []
    if bound.unit is None:
        told = named or (draft.measures if _says_figure(draft) else [])
        return [one for one in told if _may_be(draft, one, bound)]
    kind = _KINDS.get(bound.unit)
    fitting = [one for one in subject.measures if subject.measures[one].kind == kind]
    told = [one for one in (*named, *draft.measures, draft.main) if one in fitting]
    of_parts = [one for one in fitting if not one.startswith(_SHARE_OF)]
    # Which of several rates is meant, nobody said.
    return told or (of_parts if len(of_parts) == 1 or kind != SHARE else [])


# --- order ----------------------------------------------------------------------------------
def take_order(draft: Draft) -> None:
    """Raises:
    NoPlace: the subject has no such figure.
    """
    order = draft.asking.order
    if order is None:
        if draft.asking.limit is not None:
            raise NoPlace
        return
    name = _ordered_by(draft, order)
    if name not in draft.by and name not in draft.measures:
        told = draft.measures if name in draft.subject.measures else draft.by
        told.append(name)
    if not draft.by:
        _list_to_order(draft, name)
    draft.order = ("-" if order.down else "") + name


def _ordered_by(draft: Draft, order: Order) -> str:
    subject = draft.subject
    known = [*draft.measures, *draft.by, *subject.measures, *subject.dimensions]
    if order.by is not None:
        names = order.by.names(MEASURE) | order.by.names(DIMENSION)
    elif order.about is not None:
        about = cast(Mapping[str, Sequence[str]], meaning("about"))[order.about]
        if order.about == _SIZE and draft.measures:
            about = (draft.measures[0],)
        known = [*draft.measures, *draft.by, *(one for one in about if one in known)]
        names = frozenset(about)
    else:
        return (draft.measures or draft.counts or [draft.main])[0]
    told = [one for one in draft.measures if any(map(one.startswith, names))]
    found = [*told, *(one for one in known if one in names)]
    if not found:
        raise NoPlace
    return found[0]


def _list_to_order(draft: Draft, name: str) -> None:
    """The rows that are ordered, where only what they are is said; people once, by all they did."""
    if draft.rows is None:
        raise NoPlace
    if draft.of in meaning("once") and name in draft.subject.measures:
        draft.by = [PERSON]
        return
    for one in draft.rows["by"]:
        draft.add_by(one)
