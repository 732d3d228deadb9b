"""Who has none, and which have none: people without a training, a certificate, the level that is
required; courses that were never held; units without a request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from assistant.querying.composing.asking import Asking
from assistant.querying.composing.draft import PERSON, Draft, NoPlace, Settings
from assistant.querying.composing.lexicon import DIMENSION, MEASURE, SUBJECT, VALUE, meaning
from assistant.querying.composing.ordering import take_bounds, take_order
from assistant.querying.composing.term import Term
from assistant.querying.composing.timing import timed
from engine.query.subject import UNIT
from engine.query.value import AT_LEAST, AT_MOST, Condition, Has, Query
from engine.values.period import Period

PEOPLE, COURSES, UNITS = "people", "courses", "units"
CERTIFICATES, SKILLS = "certificates", "skills"
COURSE, POSITION, STANDING = "course", "position", "standing"
# Of whoever lacks them these are asked for, and no rows of anything.
_LACKED = {CERTIFICATES: ("missing", "expired"), SKILLS: ("below",)}
_REQUIRED = {CERTIFICATES: Condition(name="required", values=("yes",))}
_WHOSE = (UNIT, POSITION)


def is_of_lack(asking: Asking) -> bool:
    """People without a training; but spending without one is of the others."""
    if asking.denied or _is_not_held(asking):
        return True
    named = [one for one in asking.excluded if {*one.of} & {COURSE, "certificate", "skill"}]
    return asking.without and bool(named) and _is_of_people(asking)


def lacking(asking: Asking, settings: Settings) -> Query | None:
    """None where it is said of what has no such rows, or a word has no place."""
    if asking.per or asking.against or asking.also or asking.compares or asking.me:
        return None
    if asking.without:
        things = [*asking.things, *asking.excluded]
        asking = replace(asking, things=things, excluded=[])
    if _is_not_held(asking):
        asking = replace(asking, loose=[*asking.loose, *asking.excluded], excluded=[])
    if asking.excluded:
        return None
    try:
        return _placed(asking, settings)
    except NoPlace:
        return None


def _placed(asking: Asking, settings: Settings) -> Query:
    head = _head(asking)
    of = _relation(asking, head)
    if of in _LACKED:
        return _below(asking, settings, of)
    whose, theirs = _parted(asking, head)
    draft = Draft(of=head, asking=whose, settings=settings)
    for term in whose.things:
        _limit(draft, term)
    take_bounds(draft)
    _split(draft)
    told = _told(draft, head)
    has = Has(of=of, lacks=True, where=_rows_lacked(theirs, settings, of))
    where = [*draft.where, *(timed(draft)[0] if whose.hired else ())]
    take_order(draft)
    return replace(
        told, where=tuple(where), has=(has,), order=draft.order or told.order, limit=whose.limit
    )


# --- of what ------------------------------------------------------------------------------------
def _said(asking: Asking) -> list[Term]:
    return [*asking.loose, *asking.many, *asking.by]


def _is_of_people(asking: Asking) -> bool:
    nouns = any(PEOPLE in one.names(SUBJECT) for one in [*asking.loose, *asking.many])
    positions = any(POSITION in one.of for one in asking.things)
    others = any(one.names(DIMENSION) & {COURSE, UNIT, "team"} for one in asking.by)
    return asking.who or nouns or positions or (asking.counted and not others)


def _is_not_held(asking: Asking) -> bool:
    """Courses of which no training was held are no trainings that are in another state."""
    held = [one for one in asking.excluded if "status.held" in one.names(VALUE)]
    courses = any(_is_course(one) for one in _said(asking))
    return bool(held) and len(held) == len(asking.excluded) and courses


def _is_course(term: Term) -> bool:
    return COURSE in term.names(DIMENSION) and COURSES in term.names(SUBJECT)


def _head(asking: Asking) -> str:
    """Whom, or what, is asked for.

    Raises:
        NoPlace: it is not said.
    """
    if _is_of_people(asking):
        return PEOPLE
    heads = [one for one in (*asking.many, *asking.by, *asking.loose) if one.names(DIMENSION)]
    for term in heads:
        if UNIT in term.names(DIMENSION) or "team" in term.names(DIMENSION):
            return UNITS
        if _is_course(term):
            return COURSES
    raise NoPlace


def _relation(asking: Asking, head: str) -> str:
    """Of what they have nothing: what is named, else trainings.

    Raises:
        NoPlace: they could not have it.
    """
    of = {name for one in asking.things for name in one.of}
    nouns = {name for one in _said(asking) for name in one.names(SUBJECT)} - {head}
    if head == PEOPLE and ("certificate" in of or CERTIFICATES in nouns):
        return CERTIFICATES
    if head == PEOPLE and SKILLS in nouns and not _trains(asking):
        return SKILLS
    known = cast(Sequence[str], meaning("lacked")[head])
    named = [one for one in known if one in nouns]
    if named:
        return named[0]
    if head == UNITS or not (_trains(asking) or COURSE in of):
        raise NoPlace
    return known[0]


def _trains(asking: Asking) -> bool:
    """Whether it speaks of trainings."""
    of_training = {"trainings", "participations", "spending", COURSES}
    nouns = any(one.names(SUBJECT) & of_training for one in _said(asking))
    values = any("status.held" in one.names(VALUE) for one in _said(asking))
    return nouns or values


# --- whose, and what they lack -------------------------------------------------------------------
def _parted(asking: Asking, head: str) -> tuple[Asking, Asking]:
    """What is said of those who are asked for, and what of the rows that they lack."""
    own = [one for one in asking.things if {*one.of} & {*_WHOSE}]
    if head == COURSES:
        own = []
    theirs = [one for one in asking.things if one not in own]
    whose = replace(asking, things=own, days=asking.days if asking.hired else None)
    rows = replace(
        asking, things=theirs, days=None if asking.hired else asking.days, hired=False, bounds=[]
    )
    return whose, rows


def _limit(draft: Draft, term: Term) -> None:
    assert term.code is not None
    name = UNIT if UNIT in term.of else draft.dimension(term.of)
    draft.limit(name, "is", term.code)


def _split(draft: Draft) -> None:
    for term in draft.asking.by:
        names = term.names(DIMENSION)
        if draft.of == PEOPLE and (names & {UNIT, "team", POSITION}):
            draft.add_by(draft.dimension(names))
        elif not (names & {PERSON, COURSE, UNIT, "team"}):
            raise NoPlace


def _told(draft: Draft, head: str) -> Query:
    """How many they are; else who they are, or which."""
    rows = draft.rows
    assert rows is not None
    if _counts(draft) or draft.by:
        draft.measures = [draft.main]
        return Query(of=head, measures=(draft.main,), by=tuple(draft.by))
    draft.by = list(rows["by"])
    return Query(of=head, by=tuple(rows["by"]), order=rows["order"])


def _counts(draft: Draft) -> bool:
    return bool(draft.asking.many) or draft.asking.counted


def _rows_lacked(asking: Asking, settings: Settings, of: str) -> tuple[Condition, ...]:
    """Raises:
    NoPlace: a word is of no such rows.
    """
    draft = Draft(of=of, asking=asking, settings=settings)
    for term in asking.things:
        name, codes = _thing(draft, term)
        for code in codes:
            draft.limit(name, "is", code)
    for term in asking.loose:
        _take_word(draft, term)
    if any(len(one.values) > 1 and one.name != COURSE for one in draft.where):
        # With one, but without the other: that is no one thing that they lack.
        raise NoPlace
    where, period, _ = timed(draft)
    limits = [one for one in (*draft.where, *where) if one.name != "latest"]
    return (*limits, *(_within(draft, period) if period is not None else ()))


def _thing(draft: Draft, term: Term) -> tuple[str, Sequence[str]]:
    """Of a skill the courses that teach it."""
    assert term.code is not None
    name = draft.dimension(term.of)
    if name == COURSE and term.kind == "skill":
        if not (found := draft.settings.courses(term.code)):
            raise NoPlace
        return name, found
    return name, [term.code]


def _take_word(draft: Draft, term: Term) -> None:
    nouns = {PEOPLE, COURSES, UNITS, "trainings", "spending", "participations", draft.of}
    if term.names(SUBJECT) & nouns or term.names(DIMENSION) & {PERSON, UNIT, "team"}:
        return
    if not draft.limit_to(term) and not (term.names(MEASURE) & {"people", "seats"}):
        raise NoPlace


def _within(draft: Draft, days: Period) -> tuple[Condition, ...]:
    time = draft.subject.time
    return (
        Condition(name=time, sign=AT_LEAST, values=(days.start,)),
        Condition(name=time, sign=AT_MOST, values=(days.end,)),
    )


# --- certificates, levels ------------------------------------------------------------------------
def _below(asking: Asking, settings: Settings, of: str) -> Query:
    """Those whose certificate is missing or over, whose level is below what is required."""
    if asking.days is not None or asking.order is not None or asking.limit is not None:
        raise NoPlace
    draft = Draft(of=of, asking=asking, settings=settings)
    for term in asking.things:
        name, codes = _thing(draft, term) if UNIT not in term.of else (UNIT, [str(term.code)])
        for code in codes:
            draft.limit(name, "is", code)
    for term in asking.loose:
        nouns = {PEOPLE, of}
        if not term.names(SUBJECT) & nouns and not draft.limit_to(term):
            raise NoPlace
    take_bounds(draft)
    named = any(one.name in ("certificate", "skill") for one in draft.where)
    standing = Condition(name=STANDING, values=_LACKED[of])
    required = () if named or of not in _REQUIRED else (_REQUIRED[of],)
    where = (*(one for one in draft.where if one.name != STANDING), standing, *required)
    for term in asking.by:
        if not term.names(DIMENSION) & {PERSON}:
            draft.add_by(draft.dimension(term.names(DIMENSION)))
    if _counts(draft) or draft.by:
        return Query(of=of, measures=("people",), by=tuple(draft.by), where=where)
    rows = draft.rows
    assert rows is not None
    return Query(of=of, by=tuple(rows["by"]), where=where, order=rows["order"])
