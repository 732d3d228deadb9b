"""Whose and of what: the names that are said, the asker himself, who they are."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.querying.composing.draft import PERSON, POSITION, Draft, NoPlace
from assistant.querying.composing.term import Term
from engine.query.subject import UNIT
from engine.query.value import IS, IS_NOT, Condition

# Who somebody is, by what a subject calls him.
_WHO = (PERSON, "requester", "raised_by", "posted_by")


def take_names(draft: Draft) -> None:
    """Raises:
    NoPlace: the subject is of no such thing.
    """
    asking = draft.asking
    _limit(draft, asking.things, IS)
    _limit(draft, asking.excluded, IS_NOT)
    _tell_each(draft)
    if asking.own is not None:
        _limit_to_own_unit(draft)
    if asking.me:
        _limit_to_own(draft)
    if asking.who and not asking.many and not asking.counted:
        _tell_who(draft)


def _limit(draft: Draft, terms: Sequence[Term], sign: str) -> None:
    for term in terms:
        if term.code is None:
            if not draft.limit_to(term, sign):
                raise NoPlace
            continue
        name, codes = _thing(draft, term)
        for code in codes:
            draft.limit(name, sign, code)


def _thing(draft: Draft, term: Term) -> tuple[str, Sequence[str]]:
    """The dimension that it is a value of; a skill also by the courses that teach it."""
    assert term.code is not None
    if UNIT in term.of:
        if draft.subject.of_no_unit:
            raise NoPlace
        return UNIT, [term.code]
    for name in term.of:
        if name not in draft.subject.dimensions:
            continue
        if name != "course" or term.kind != "skill":
            return name, [term.code]
        if found := draft.settings.courses(term.code):
            return name, found
    raise NoPlace


def _tell_each(draft: Draft) -> None:
    """Of several of a kind each is told, but where their sum is asked for."""
    if draft.asking.total:
        return
    for one in draft.where:
        several = one.sign == IS and len(one.values) > 1
        if several and one.name in draft.subject.dimensions and _are_said(draft, one.name):
            draft.add_by(one.name)


def _are_said(draft: Draft, name: str) -> bool:
    """The courses of one skill are not told one by one."""
    things = [one for one in draft.asking.things if name in one.of]
    return len(things) != 1


def _limit_to_own_unit(draft: Draft) -> None:
    code = draft.settings.own_unit()
    if code is None or draft.subject.of_no_unit:
        raise NoPlace
    draft.limit(UNIT, IS, code)


def _limit_to_own(draft: Draft) -> None:
    own = draft.subject.own
    name = next((one for one in own if one in draft.subject.dimensions), None)
    if name is None:
        raise NoPlace
    draft.where.append(Condition(name=name, values=(own[name],)))


def _tell_who(draft: Draft) -> None:
    known, order = draft.subject.dimensions, draft.asking.order
    name = next((one for one in _WHO if one in known), None)
    spends = bool(draft.measures) or (order is not None and order.about is not None)
    if name is None and UNIT in known and spends:
        # Who is above his budget: units are.
        name = UNIT
    if name is None:
        raise NoPlace
    for one in (name, UNIT, POSITION) if name == PERSON else (name,):
        draft.add_by(one)
