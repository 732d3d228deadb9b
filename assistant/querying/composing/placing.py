"""The subject that has a place for all that is asked for, and the query of it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.querying.composing.asking import Asking
from assistant.querying.composing.draft import YEAR, Draft, NoPlace, Settings, subjects
from assistant.querying.composing.figuring import take_figures, take_per
from assistant.querying.composing.lacking import is_of_lack, lacking
from assistant.querying.composing.naming import take_names
from assistant.querying.composing.ordering import take_bounds, take_order, take_rows
from assistant.querying.composing.timing import timed
from engine.query.value import IS, Condition, Query

# What is spent this year is told of the budget, where nothing says which.
_OF_THIS_YEAR, _SLIGHTLY = "budgets", 0.5


def placed(asking: Asking, settings: Settings) -> Query | None:
    """The query of the subject that suits best; None where none has all of it."""
    if is_of_lack(asking):
        return lacking(asking, settings)
    found: list[tuple[float, Query]] = []
    for name in subjects():
        draft = Draft(of=name, asking=asking, settings=settings)
        try:
            query = _placed(draft)
        except NoPlace:
            continue
        likely = name == _OF_THIS_YEAR and asking.days == settings.this_year
        found.append((draft.score + (_SLIGHTLY if likely else 0), query))
    return max(found, key=lambda one: one[0])[1] if found else None


def _placed(draft: Draft) -> Query:
    take_figures(draft)
    take_names(draft)
    take_per(draft)
    take_rows(draft)
    take_bounds(draft)
    take_order(draft)
    return query_of(draft)


def query_of(draft: Draft) -> Query:
    """Raises:
    NoPlace: it cannot be told so.
    """
    where, period, compare = timed(draft)
    _tell_apart(draft, where)
    measures = draft.subject.measures
    adds_up = not any(measures[one].not_by & {*draft.by} for one in draft.measures)
    if not adds_up or not (draft.measures or draft.by):
        raise NoPlace
    return Query(
        of=draft.of,
        measures=tuple(draft.measures),
        by=tuple(draft.by),
        where=(*draft.where, *where),
        period=period,
        also=draft.also,
        order=draft.order,
        limit=draft.asking.limit,
        compare=compare,
    )


def _tell_apart(draft: Draft, where: Sequence[Condition]) -> None:
    """What is only told of one of a kind is told of each, where not one alone is asked for."""
    limits = (one for one in (*draft.where, *where) if one.sign == IS and len(one.values) == 1)
    alone = {one.name for one in limits}
    for name in draft.measures:
        one = draft.subject.measures[name].one
        if one is not None and one != YEAR and one not in alone:
            draft.add_by(one)
