"""Rows of a later file that are as before but for the day: the same trainings with corrected days, or
new ones? Asked, since both would double what they cost or lose one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from engine.imports.loading.asking import place_of
from engine.imports.loading.run import Run
from engine.imports.loading.training.amounts_read import unpaid
from engine.imports.loading.training.booking import REFUND, Payer
from engine.imports.loading.training.entry import Entry, Group
from engine.imports.loading.training.grouping import took
from engine.imports.loading.training.stored import Details, Held, Line, Sessions, heads_of, taken_by
from engine.imports.questions import Question
from engine.imports.reading.rows import Rows
from engine.imports.sheet_report import Fate, SheetReport
from engine.values.money import Money

CODE = "redated_trainings"
CORRECTED, NEW = "corrected", "new"
Pair = tuple[Group, tuple[Entry, ...], Held]
# A day that moved no further was rather put down wrongly.
NEAR = timedelta(days=10)
SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Redated:
    """Rows of a group (all of those that took part in one session), and the session of the store
    that they are of, but for the day. `is_likely`: more than their likeness tells so."""

    group: Group
    entries: tuple[Entry, ...]
    held: Held
    is_likely: bool

    @property
    def rows(self) -> int:
        return len(self.entries)


class Days:
    """Which days a file has of some courses, person by person; of a course alone where a row is
    a session."""

    def __init__(self, groups: Iterable[Group], courses: Collection[int]) -> None:
        self._days: dict[tuple[int, int], set[date]] = defaultdict(set)
        self._first, self._last = date.max, date.min
        for group in groups:
            self._first = min(self._first, group.start)
            self._last = max(self._last, group.start)
            for entry in group.entries if group.course in courses else ():
                self._days[group.course, entry.person].add(group.start)

    def lost(self, course: int, person: int, day: date) -> bool:
        """Whether the file has the person (or the course) on other days, but not on this one."""
        days = self._days.get((course, person))
        return days is not None and day not in days

    def covers(self, day: date) -> bool:
        return self._first <= day <= self._last


class Finder:
    """Looks for them. Only what the store does not have by its day is looked at more closely."""

    def __init__(self, run: Run, sessions: Sessions, groups: Sequence[Group]) -> None:
        self._session, self._sessions = run.session, sessions
        self._groups = groups
        self._claimed: set[tuple[int, int]] = set()
        self._known_rows = 0

    def find(self) -> list[Redated]:
        self._heads = heads_of(self._session)
        open_ = [group for group in self._groups if not self._is_known(group)]
        if not open_:
            return []
        courses = {group.course for group in open_}
        self._days = Days(self._groups, courses)
        self._look_up(courses)
        self._known_rows = sum(map(_rows, self._groups)) - sum(map(_rows, open_))
        return list(self._told([pair for group in open_ for pair in self._pairs(group)]))

    def _look_up(self, courses: Collection[int]) -> None:
        """What the store has of these courses on days that the file does not have any more."""
        every = self._sessions.by_code.values()
        self._old = [one for one in every if one.course in courses and not one.is_new]
        self._taken = taken_by(self._session, [one.id for one in self._old])
        self._by_person: dict[tuple[int, int], list[Held]] = defaultdict(list)
        for one in self._old:
            for person in self._taken.get(one.id, ()):
                self._by_person[one.course, person].append(one)
        gone = [one.id for one in self._old if self._is_gone(one)]
        self._details = Details(self._session, gone)

    def _is_gone(self, one: Held) -> bool:
        """Whether the file has somebody of it, or its course, but not on its day."""
        people = {0, *self._taken.get(one.id, ())}
        return any(self._days.lost(one.course, person, one.start) for person in people)

    def _is_known(self, group: Group) -> bool:
        """Whether the store has it under its day, with the same people as far as that is told by
        how many there are and what their ids add up to."""
        people = {person for entry in group.entries for person in entry.people}
        same_day = self._sessions.by_day.get((group.course, group.start), [])
        if _is_crowd(group):
            return bool(same_day)
        mark = (len(people), sum(people))
        return any(self._heads.get(one.id) == mark for one in same_day)

    def _pairs(self, group: Group) -> Iterator[Pair]:
        if _is_crowd(group):
            held = self._nearest(group, [one for one in self._old if self._is_same(group, one)])
            if held is not None:
                self._claimed.add((held.id, 0))
                yield group, tuple(group.entries), held
            return
        found: dict[int, tuple[Held, list[Entry]]] = {}
        for entry in group.entries:
            held = self._of(entry, group)
            if held is not None:
                self._claimed.add((held.id, entry.person))
                found.setdefault(held.id, (held, []))[1].append(entry)
        for held, entries in found.values():
            is_all = len(entries) == len(group.entries)
            if held.code == group.about.session or self._shares_the_same(group, held, is_all):
                yield group, tuple(entries), held

    def _of(self, entry: Entry, group: Group) -> Held | None:
        """The person's part in a session of another day, which the file has no more."""
        theirs = self._by_person.get((group.course, entry.person), [])
        if any(one.start == group.start for one in theirs):
            self._known_rows += 1
            return None
        gone = [
            one
            for one in theirs
            if self._days.lost(group.course, entry.person, one.start)
            and one.may_be(group.about)
            and (one.id, entry.person) not in self._claimed
            and (one.code == group.about.session or self._costs_the_same(entry, one))
        ]
        return self._nearest(group, gone)

    def _is_same(self, group: Group, one: Held) -> bool:
        """Whether a session that is a row is one of the store, but for the day."""
        people = {person for entry in group.entries for person in entry.people}
        heads = sum(entry.heads for entry in group.entries)
        return (
            one.course == group.course
            and self._days.lost(group.course, 0, one.start)
            and one.may_be(group.about)
            and (one.id, 0) not in self._claimed
            and self._taken.get(one.id, set()) == people
            and one.unnamed + len(people) == heads
            and self._shares_the_same(group, one, is_all=True)
        )

    def _nearest(self, group: Group, held: Sequence[Held]) -> Held | None:
        """That of the session's own number, else the nearest in time."""
        own = [one for one in held if group.about.session and one.code == group.about.session]
        return min(own or held, key=lambda one: abs(one.start - group.start), default=None)

    def _costs_the_same(self, entry: Entry, held: Held) -> bool:
        own = (one.money for one in self._lines(held) if one.person == entry.person)
        return _sums(own) == _sums(part.money for part in entry.parts)

    def _shares_the_same(self, group: Group, held: Held, is_all: bool) -> bool:
        """Of what the session cost as a whole; some of its people move without that."""
        if not is_all:
            return not group.shared
        whole = (one.money for one in self._lines(held) if one.person is None)
        return _sums(whole) == _sums(part.money for part in group.shared)

    def _lines(self, held: Held) -> list[Line]:
        lines = self._details.lines[held.id].items()
        return [one for reference, one in lines if not reference.startswith(REFUND)]

    def _told(self, pairs: Sequence[Pair]) -> Iterator[Redated]:
        """Those for which more speaks than that somebody was trained in the same again: the file
        is of that time too, or an old one again, and has it no more; or the day is nearly the
        same, or all of the file is as before. Who was trained in it again and again is so this
        time, too."""
        rows, moved = sum(map(_rows, self._groups)), sum(len(one) for _, one, _ in pairs)
        is_again = self._known_rows > 0 and 2 * (self._known_rows + moved) >= rows
        for group, entries, held in pairs:
            is_sure = is_again or held.code == group.about.session or self._days.covers(held.start)
            is_likely = is_sure or _is_slip(held.start, group.start)
            if is_sure or ((is_likely or moved == rows) and not self._recurs(group, entries)):
                yield Redated(group=group, entries=entries, held=held, is_likely=is_likely)

    def _recurs(self, group: Group, entries: tuple[Entry, ...]) -> bool:
        people = {person for entry in entries for person in entry.people}
        return any(len(self._by_person.get((group.course, one), ())) > 1 for one in people)


def _rows(group: Group) -> int:
    return len(group.entries)


def _is_crowd(group: Group) -> bool:
    return any(entry.crowd for entry in group.entries)


def _is_slip(old: date, new: date) -> bool:
    """Whether one day is easily written for the other: near, or with day and month exchanged."""
    return abs(new - old) <= NEAR or (new.year, new.month, new.day) == (
        old.year,
        old.day,
        old.month,
    )


def _sums(amounts: Iterable[Money]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for one in amounts:
        sums[one.currency] += one.amount
    return {currency: amount for currency, amount in sums.items() if amount}


class Asking:
    """What was answered of all of them together; without an answer their rows wait."""

    def __init__(self, run: Run, report: SheetReport, rows: Rows) -> None:
        self._report, self._rows = report, rows
        self._place = place_of(report)
        self.answer = run.answers.to(CODE, self._place)

    def wait(self, found: Sequence[Redated], payers: Sequence[Payer]) -> None:
        for one in found:
            for entry in one.entries:
                unpaid(self._report, entry.parts)
                took(entry, self._rows, self._report, Fate.LEFT_OUT)
            one.group.entries = [each for each in one.group.entries if each not in one.entries]
            if not one.group.entries:
                unpaid(self._report, one.group.shared)
                one.group.shared = ()
        self._ask(found, payers)

    def _ask(self, found: Sequence[Redated], payers: Sequence[Payer]) -> None:
        examples = ", ".join(
            f"{payer.subject} ← {one.held.start}"
            for one, payer in zip(found[:SHOWN], payers, strict=False)
        )
        rows = sum(one.rows for one in found)
        self._report.ask(
            Question(
                code=CODE,
                subject=self._place,
                args={"place": self._place, "rows": rows, "names": examples},
                options=(CORRECTED, NEW),
                proposed=CORRECTED if all(one.is_likely for one in found) else NEW,
                rows=rows,
            )
        )
