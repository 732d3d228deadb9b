"""What the store has of trainings: its sessions, and, a few sessions at a time, who took part and
what they cost."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.imports.loading.training.entry import About, Group
from engine.queries.request_sessions import HELD
from engine.store.tables import CostLine, Participation, TrainingSession
from engine.values.money import Money

LONGEST_CODE = 64
# A code that is a mark of what is known, where nobody gave a number.
MARK = re.compile(r"S[0-9a-f]{16}")
REFUND = "refund"


@dataclass(slots=True, kw_only=True)
class Held:
    """A session of the store, or one that this file adds (`is_new`)."""

    id: int
    code: str
    course: int
    start: date
    end: date
    place: str | None
    instructor: str | None
    unnamed: int
    status: str = HELD
    is_new: bool = False

    def may_be(self, about: About) -> bool:
        return about.may_be(self.place, self.instructor)


@dataclass(frozen=True, slots=True)
class Taken:
    """A participation that the store has."""

    id: int
    outcome: str | None
    attended: bool
    hours: Decimal | None


@dataclass(frozen=True, slots=True)
class Line:
    """A cost line that the store has."""

    id: int
    person: int | None
    money: Money


class Sessions:
    """All sessions, by code and by course and day."""

    def __init__(self, session: Session, names: Mapping[int, str]) -> None:
        self._names = names
        self.by_code: dict[str, Held] = {}
        self.by_day: dict[tuple[int, date], list[Held]] = defaultdict(list)
        columns = (
            TrainingSession.id,
            TrainingSession.code,
            TrainingSession.course_id,
            TrainingSession.start_date,
            TrainingSession.end_date,
            TrainingSession.location,
            TrainingSession.instructor,
            TrainingSession.unnamed,
            TrainingSession.status,
        )
        for row in session.execute(select(*columns)):
            self.know(
                Held(
                    id=row.id,
                    code=row.code,
                    course=row.course_id,
                    start=row.start_date,
                    end=row.end_date,
                    place=row.location,
                    instructor=row.instructor,
                    unnamed=row.unnamed,
                    status=row.status,
                )
            )
        self.were_there = bool(self.by_code)
        self._said: dict[str, Counter[tuple[int, date]]] = defaultdict(Counter)

    def know(self, held: Held) -> None:
        self.by_code[held.code] = held
        self.by_day[held.course, held.start].append(held)

    def code_after(self, held: Held, group: Group) -> str:
        """Its code once it is on the group's day: another one where it was a mark of its day."""
        return self.code_of(group) if MARK.fullmatch(held.code) else held.code

    def redate(self, held: Held, code: str, start: date, end: date) -> None:
        """It was on another day, and is called by that."""
        del self.by_code[held.code]
        self.by_day[held.course, held.start].remove(held)
        held.code, held.start, held.end = code, start, end
        self.know(held)

    def forget(self, held: Held) -> None:
        """There is no such session any more."""
        del self.by_code[held.code]
        self.by_day[held.course, held.start].remove(held)

    def look_at(self, groups: Iterable[Group]) -> None:
        """Which of the sessions' own numbers tell them apart."""
        for group in groups:
            if group.about.session:
                self._said[group.about.session][group.course, group.start] += 1

    def code_of(self, group: Group) -> str:
        """The session's own number, where no other one has it; else a mark of what is known."""
        own, about = group.about.session, group.about
        if own and len(own) <= LONGEST_CODE and self._said[own].total() == 1:
            held = self.by_code.get(own)
            if held is None or (held.course, held.start) == (group.course, group.start):
                return own
        parts: list[object] = [
            self._names[group.course],
            group.start,
            about.place,
            about.instructor,
        ]
        parts += [part for part in (own, about.unit) if part]
        parts += [group.number] if group.number > 1 else []
        key = "|".join(str(part) for part in parts)
        return "S" + hashlib.sha256(key.encode()).hexdigest()[:16]


class Details:
    """Who took part in some sessions of the store, and their cost lines by reference."""

    def __init__(self, session: Session, ids: list[int]) -> None:
        self.taken: dict[tuple[int, int], Taken] = {}
        self.lines: dict[int, dict[str, Line]] = defaultdict(dict)
        self.names: Counter[int] = Counter()
        for start in range(0, len(ids), 500):
            self._read(session, ids[start : start + 500])

    def _read(self, session: Session, ids: list[int]) -> None:
        taken = select(
            Participation.session_id,
            Participation.employee_id,
            Participation.id,
            Participation.outcome,
            Participation.attended,
            Participation.hours,
        ).where(Participation.session_id.in_(ids))
        for where, person, key, outcome, attended, hours in session.execute(taken):
            self.taken[where, person] = Taken(key, outcome, attended, hours)
            self.names[where] += 1
        lines = select(
            CostLine.session_id,
            CostLine.reference,
            CostLine.id,
            CostLine.employee_id,
            CostLine.amount,
            CostLine.currency,
        ).where(CostLine.session_id.in_(ids))
        for where, reference, key, whose, amount, currency in session.execute(lines):
            self.lines[where][reference] = Line(key, whose, Money(amount, currency))


def heads_of(session: Session) -> dict[int, tuple[int, int]]:
    """Of every session how many took part, and what their ids add up to: a mark of who did."""
    sums = select(
        Participation.session_id, func.count(), func.sum(Participation.employee_id)
    ).group_by(Participation.session_id)
    return {where: (count, int(ids)) for where, count, ids in session.execute(sums)}


def taken_by(session: Session, ids: list[int]) -> dict[int, set[int]]:
    """Who took part in some sessions."""
    found: dict[int, set[int]] = defaultdict(set)
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        taken = select(Participation.session_id, Participation.employee_id)
        for where, person in session.execute(taken.where(Participation.session_id.in_(some))):
            found[where].add(person)
    return found


Counts = dict[tuple[int, str], Counter[Decimal]]


def costs_stored(session: Session) -> Counts:
    """How often somebody's part in a course cost how much, by course and currency."""
    own = (
        select(
            TrainingSession.course_id,
            CostLine.currency,
            func.sum(CostLine.amount).label("amount"),
        )
        .join(TrainingSession, TrainingSession.id == CostLine.session_id)
        .where(CostLine.employee_id.is_not(None), CostLine.reference.not_like(f"{REFUND}-%"))
        .group_by(
            CostLine.session_id,
            CostLine.employee_id,
            TrainingSession.course_id,
            CostLine.currency,
        )
        .subquery()
    )
    counted = select(own.c.course_id, own.c.currency, own.c.amount, func.count()).group_by(
        own.c.course_id, own.c.currency, own.c.amount
    )
    counts: Counts = defaultdict(Counter)
    for course, currency, amount, times in session.execute(counted):
        counts[course, currency][Decimal(amount)] += times
    return counts


def last_session(session: Session, course: int, day: date, person: int | None) -> int | None:
    """The last one of a course until a day; that of a person if one is given."""
    found: Any = select(TrainingSession.id).where(
        TrainingSession.course_id == course, TrainingSession.start_date <= day
    )
    if person is not None:
        found = found.join(Participation, Participation.session_id == TrainingSession.id).where(
            Participation.employee_id == person
        )
    newest = found.order_by(TrainingSession.start_date.desc(), TrainingSession.id.desc())
    return session.scalar(newest.limit(1))  # type: ignore[no-any-return]
