"""Which figures are told, and by what: the terms that stand for measures, values and splits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from assistant.querying.composing.draft import POSITION, Draft, NoPlace, subjects
from assistant.querying.composing.lexicon import (
    DIMENSION,
    FILLER,
    MEASURE,
    SPLIT,
    SUBJECT,
    meaning,
)
from assistant.querying.composing.term import Term
from engine.query.subject import COUNT, SHARE, UNIT
from engine.query.value import IS

# Whatever is of people is of these.
_OF_ANYBODY = {UNIT, POSITION}
_SHARE_OF, PEOPLE = "share_of_", "people"
# How far a noun tells for the subject that it names, and against another.
_NAMES, _NAMES_ANOTHER, _LATER = 2.0, 1.5, 0.1


def take_figures(draft: Draft) -> None:
    """Raises:
    NoPlace: a figure is named that the subject does not have, or a split.
    """
    for term in draft.asking.by:
        _split(draft, term)
    for at, term in enumerate(draft.asking.loose):
        _take(draft, term, at)
    for term in draft.asking.many:
        _count(draft, term)
    if draft.asking.counted and draft.asking.many and (rows := _counted_rows(draft)):
        # How many there are, and how many people they are of.
        draft.add_measure(rows)


def _split(draft: Draft, term: Term) -> None:
    draft.add_by(draft.dimension(term.names(SPLIT) or term.names(DIMENSION)))
    draft.score += 1


def _take(draft: Draft, term: Term, at: int) -> None:
    """A term with no mark of its own."""
    if term.names(SUBJECT):
        _take_noun(draft, term, at)
        return
    figures = figures_of(draft, term)
    lists = draft.asking.which or draft.asking.who
    if figures and not (lists and draft.values_of(term)):
        draft.add_measure(figures[0])
    elif not draft.limit_to(term):
        if term.names(DIMENSION):
            _split(draft, term)
        elif not term.names(FILLER):
            raise NoPlace


def _take_noun(draft: Draft, term: Term, at: int) -> None:
    figures = figures_of(draft, term)
    named = draft.of in term.names(SUBJECT)
    if not named and not figures and _tells_more(term):
        raise NoPlace
    draft.is_named = draft.is_named or named
    draft.score += _NAMES + at * _LATER if named else -_NAMES_ANOTHER
    if figures:
        draft.counts.append(figures[0])
        draft.score += 0 if named else 1
    if _is_row(draft, term, named):
        _split(draft, term)
    else:
        draft.limit_to(term)


def _tells_more(term: Term) -> bool:
    """Whether it names a figure that is no mere number of things."""
    kinds = {
        subject.measures[one].kind
        for subject in subjects().values()
        for one in term.names(MEASURE)
        if one in subject.measures
    }
    return bool(kinds - {COUNT})


def _is_row(draft: Draft, term: Term, named: bool) -> bool:
    """Whether it says of what the highest, or those over so much, are asked for; or each."""
    known = [one for one in draft.subject.dimensions if one in term.names(DIMENSION)]
    if not known or draft.by:
        return False
    if named:
        # The highest of what is no row of it by itself: of skills, which are rows of people.
        rows = draft.rows
        own = rows is None or rows["by"][0] in known
        return draft.asking.order is not None and bool(draft.measures) and not own
    limited = draft.asking.order is not None or bool(draft.asking.bounds)
    return limited or known[0] == UNIT


def _count(draft: Draft, term: Term) -> None:
    """How many there are."""
    figures = figures_of(draft, term)
    if figures and _is_told_already(draft, figures[0]):
        return
    if figures and _is_counted_here(draft, term):
        draft.add_measure(figures[0])
        draft.score += _NAMES if draft.of in term.names(SUBJECT) else 0
    elif _names_rows(draft, term) and (rows := _counted_rows(draft)):
        draft.add_measure(rows)
        draft.score += _NAMES
    elif draft.measures and term.names(SUBJECT):
        _take_noun(draft, term, 0)
    else:
        raise NoPlace


def _names_rows(draft: Draft, term: Term) -> bool:
    """Whether it is called so, and no figure of anything is."""
    return draft.of in term.names(SUBJECT) and not term.names(MEASURE)


def _counted_rows(draft: Draft) -> str | None:
    """How many of its own rows there are."""
    measures = draft.subject.measures
    counts = (one for one, it in measures.items() if it.kind == COUNT and one != PEOPLE)
    return next(counts, None)


def _is_told_already(draft: Draft, figure: str) -> bool:
    """How many people came is how many came."""
    of_people = cast(Sequence[str], meaning("counts")["people"])
    return figure == PEOPLE and any(one in of_people for one in draft.measures)


def _is_counted_here(draft: Draft, term: Term) -> bool:
    """Whether those are asked for who are in rows of the subject: it is named, or what only it is
    of. How many people there were is not how many were trained."""
    named = draft.of in term.names(SUBJECT) or not term.names(SUBJECT)
    others = [one for one in draft.asking.loose if draft.of in one.names(SUBJECT)]
    of_it = [one for one in draft.asking.things if not {*one.of} & _OF_ANYBODY]
    told = draft.measures or draft.where or draft.by
    return bool(named or others or of_it or told)


def figures_of(draft: Draft, term: Term) -> list[str]:
    """The measures that it may be, the one that is rather meant first."""
    found = [one for one in draft.subject.measures if one in term.names(MEASURE)]
    preferred = cast(Sequence[str], meaning("prefers").get(draft.of, ()))
    return sorted(found, key=lambda one: one not in preferred)


# --- per head, as a share -------------------------------------------------------------------
def take_per(draft: Draft) -> None:
    """What is told per head, as a share: of the figures that are named, or of the usual one.

    Raises:
        NoPlace: none is told so.
    """
    per = draft.asking.per
    if len(per) > 1:
        # On average a head, an average class.
        per = per - {"average"}
    if not per:
        return
    told = (
        draft.measures
        or _ordered(draft)
        or draft.counts
        or ([draft.main] if draft.is_named or draft.where else [])
    )
    if not told:
        raise NoPlace
    for way in sorted(per):
        told = [one for name in told for one in _told_per(draft, way, name)]
    draft.measures = list(dict.fromkeys(told))
    draft.score += 1


def _ordered(draft: Draft) -> list[str]:
    """The cheapest per seat: what is the least is told so."""
    order, measures = draft.asking.order, draft.subject.measures
    if order is None:
        return []
    if order.by is not None:
        return figures_of(draft, order.by)[:1]
    about = cast(Mapping[str, Sequence[str]], meaning("about"))
    return [one for one in about.get(order.about or "", ()) if one in measures][:1]


def _told_per(draft: Draft, way: str, name: str) -> Sequence[str]:
    measures = draft.subject.measures
    known = cast(Mapping[str, Mapping[str, str]], meaning("per"))[way].get(name)
    if known in measures:
        return [str(known)]
    if way == "share" and measures[name].kind != SHARE and _SHARE_OF + name in measures:
        _tell_all_parts(draft)
        return [name, _SHARE_OF + name]
    if _is_told_so(name, way, measures[name].kind == SHARE, measures[name].over is not None):
        return [name]
    raise NoPlace


def _is_told_so(name: str, way: str, is_share: bool, is_quotient: bool) -> bool:
    """Whether it is that by itself: an average cost, a rate."""
    if way == "share":
        return is_share
    if way == "year_end":
        return name.startswith("forecast")
    if way == "average":
        return is_quotient or name.startswith("mean_") or "_per_" in name or "_each" in name
    return "_per_" in name or "_each" in name


def _tell_all_parts(draft: Draft) -> None:
    """What part something is, is told among all parts."""
    if draft.by:
        return
    for at, one in enumerate(draft.where):
        if one.sign == IS and one.name in draft.subject.dimensions:
            del draft.where[at]
            draft.add_by(one.name)
            return
