"""A follow-up: the last query with what is said anew in it."""

from __future__ import annotations

from dataclasses import replace

from assistant.querying.composing.asking import Asking
from assistant.querying.composing.draft import LATEST, YEAR, Draft, NoPlace, Settings
from assistant.querying.composing.figuring import take_figures, take_per
from assistant.querying.composing.lexicon import MEASURE, SUBJECT, VALUE
from assistant.querying.composing.naming import take_names
from assistant.querying.composing.ordering import take_bounds, take_order
from assistant.querying.composing.placing import query_of
from engine.query.value import IS, Condition, Query

# Who did it is asked for by its name.
_TAKEN = {"course", "certificate", "skill"}


def stands_alone(asking: Asking) -> bool:
    """Whether it says itself of what it asks."""
    said = [*asking.loose, *asking.many, *(one.near for one in asking.bounds if one.near)]
    about = asking.order is not None and asking.order.about is not None
    named = any({*one.of} & _TAKEN for one in asking.things)
    lacks = asking.who and (asking.denied or named)
    which = asking.which and bool(asking.things or asking.excluded or asking.denied)
    if which:
        said += asking.by
    return (
        about or lacks or any(one.names(kind) for one in said for kind in (MEASURE, SUBJECT, VALUE))
    )


def names_figure(asking: Asking) -> bool:
    """Whether it says which figure it wants, and not only of what."""
    named = any(one.names(MEASURE) and not one.names(SUBJECT) for one in asking.loose)
    return named or bool(asking.many or asking.per)


def continued(asking: Asking, last: Query, settings: Settings) -> Query | None:
    """None where the subject of the last query has no place for it."""
    if asking.denied:
        return None
    if asking.against is not None and asking.days is None:
        asking = replace(asking, days=last.period)
    draft = Draft(of=last.of, asking=asking, settings=settings)
    try:
        take_figures(draft)
        take_names(draft)
        _keep_columns(draft, last)
        take_per(draft)
        draft.where = _kept(draft, last)
        take_bounds(draft)
        take_order(draft)
        made = query_of(draft)
    except NoPlace:
        return None
    return _with_kept(made, last, asking)


def _keep_columns(draft: Draft, last: Query) -> None:
    """What is split anew tells figures, and no rows one by one."""
    split = bool(draft.by)
    listed = draft.rows is not None and draft.rows["by"][0] in last.by
    if not draft.measures:
        draft.measures = draft.counts[:1] or list(last.measures)
        if split and (listed or not draft.measures):
            draft.measures = [draft.main]
    if not split:
        draft.by = list(last.by)


def _kept(draft: Draft, last: Query) -> list[Condition]:
    """What was limited before, but what is said anew, or what it is split by now."""
    anew = {one.name for one in draft.where if one.sign == IS} | {*draft.by}
    if draft.asking.days is not None:
        anew |= {YEAR, LATEST}
    return [*(one for one in last.where if one.name not in anew), *draft.where]


def _with_kept(made: Query, last: Query, asking: Asking) -> Query:
    columns = {*made.by, *made.measures}
    keeps_order = last.order is not None and last.order.removeprefix("-") in columns
    timed = asking.days is not None
    return replace(
        made,
        has=last.has,
        period=made.period if timed else last.period,
        also=made.also if timed else last.also,
        order=made.order or (last.order if keeps_order else None),
        limit=made.limit or (last.limit if made.order is None else None),
        compare=made.compare or (None if timed else last.compare),
    )
