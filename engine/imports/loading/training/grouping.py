"""Rows put together into sessions: of one course, day, place, instructor; and days that follow
each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from engine.imports.loading.training.amounts_read import unpaid
from engine.imports.loading.training.entry import About, Entry, Group
from engine.imports.reading.rows import Rows
from engine.imports.sheet_report import Fate, SheetReport

# Longer than this, days in a row are rather a course that is held every day.
LONGEST_RUN = 10
ONE_DAY = timedelta(days=1)
Key = tuple[int, date, About, int]


def grouped(entries: Iterable[Entry], rows: Rows, report: SheetReport) -> list[Group]:
    """The sessions in the order of their first rows; who is in one twice is refused."""
    groups: dict[Key, Group] = {}
    by_day: dict[tuple[int, date], list[Group]] = defaultdict(list)
    for entry in entries:
        number = _number(groups, entry)
        group = groups.get((entry.course, entry.start, entry.about, number))
        if group is None:
            group = _new(entry, number)
            groups[entry.course, entry.start, entry.about, number] = group
            by_day[entry.course, entry.start].append(group)
        group.entries.append(entry)
        group.end = max(group.end, entry.end)
    for same_day in by_day.values():
        _refuse_twice(same_day, rows, report)
    return [group for group in groups.values() if group.entries]


def without_record_ids(entries: list[Entry]) -> list[Entry]:
    """A number that every row has for itself, though several are of one session, is the row's,
    not the session's."""
    said = [entry.about.session for entry in entries]
    if len(said) < 2 or None in said or len(set(said)) < len(said):
        return entries
    bare = [entry.about._replace(session=None) for entry in entries]
    known: dict[About, About] = {}
    pairs = [
        (entry, known.setdefault(about, about)) for entry, about in zip(entries, bare, strict=True)
    ]
    if len({(entry.course, entry.start, about) for entry, about in pairs}) < len(entries):
        for entry, about in pairs:
            entry.about = about
    return entries


def _number(groups: dict[Key, Group], entry: Entry) -> int:
    """Where a row is a session, another row is another one, unless it says the very same."""
    number = 1
    while entry.crowd is not None:
        group = groups.get((entry.course, entry.start, entry.about, number))
        if group is None:
            break
        first = group.entries[0]
        if (first.crowd, first.parts) == (entry.crowd, entry.parts):
            break
        number += 1
    return number


def _new(entry: Entry, number: int) -> Group:
    return Group(
        course=entry.course,
        start=entry.start,
        end=entry.end,
        about=entry.about,
        number=number,
        entries=[],
    )


def _refuse_twice(groups: list[Group], rows: Rows, report: SheetReport) -> None:
    """Somebody who is down twice for one session, or for two that can be one; a row for a session
    that says the same as another."""
    seen: dict[int, list[Group]] = defaultdict(list)
    for group in groups:
        kept = []
        for entry in group.entries:
            known = seen[entry.person]
            if any(one is group or _same(one, group) for one in known):
                refuse(entry, rows, report, "twice_in_file")
                continue
            known.append(group)
            kept.append(entry)
        group.entries = kept


def _same(one: Group, other: Group) -> bool:
    if one.entries and one.entries[0].crowd is not None:
        return False
    about, others = one.about, other.about
    if (about.session, about.unit) != (others.session, others.unit):
        return False
    return about.may_be(others.place, others.instructor)


def refuse(entry: Entry, rows: Rows, report: SheetReport, code: str, field: str = "emp_no") -> None:
    unpaid(report, entry.parts)
    maps = rows.mapping.maps(field)
    heading = (maps[0].column if maps else None) or field
    for at in (entry.at, *entry.also):
        value = rows.cell(maps[0], at) if maps else ""
        report.refuse(rows.table.numbers[at], heading, value, code)


def took(entry: Entry, rows: Rows, report: SheetReport, fate: Fate) -> None:
    for at in (entry.at, *entry.also):
        report.took(rows.table.numbers[at], fate)


def joined(groups: list[Group], rows: Rows, report: SheetReport) -> list[Group]:
    """Days of one course that follow each other, with the same people, are one session."""
    lines: dict[tuple[int, About], list[Group]] = defaultdict(list)
    for group in groups:
        lines[group.course, group.about].append(group)
    gone: set[int] = set()
    for line in lines.values():
        if len(line) > 1:
            gone |= _joined(sorted(line, key=lambda one: one.start), rows, report)
    return [group for group in groups if id(group) not in gone]


def _joined(line: list[Group], rows: Rows, report: SheetReport) -> set[int]:
    gone: set[int] = set()
    for run in _runs(line):
        first, last = run[0], run[-1]
        if len(run) < 2 or (last.end - first.start).days >= LONGEST_RUN or not _add_up(run):
            continue
        own = {entry.person: entry for entry in first.entries}
        for other in run[1:]:
            for entry in other.entries:
                _add(own[entry.person], entry)
            gone.add(id(other))
        first.end = max(one.end for one in run)
        for entry in first.entries:
            entry.end = first.end
        number = rows.table.numbers[first.entries[0].at]
        report.remark("days_joined", number, start=first.start, end=first.end, days=len(run))
    return gone


def _runs(line: list[Group]) -> list[list[Group]]:
    runs: list[list[Group]] = []
    people: frozenset[int] = frozenset()
    for group in line:
        now = _people(group)
        if runs and now == people and now and group.start == runs[-1][-1].end + ONE_DAY:
            runs[-1].append(group)
        else:
            runs.append([group])
        people = now
    return runs


def _people(group: Group) -> frozenset[int]:
    """Who took part; nobody where a row is a session, of which the days cannot be told."""
    if any(entry.crowd for entry in group.entries):
        return frozenset()
    return frozenset(entry.person for entry in group.entries)


def _add_up(run: list[Group]) -> bool:
    parts = [part for group in run for entry in group.entries for part in entry.parts]
    return len({part.money.currency for part in parts}) <= 1


def _add(first: Entry, entry: Entry) -> None:
    """A further day of the same person."""
    sums = {part.column: part for part in first.parts}
    for part in entry.parts:
        known = sums.get(part.column)
        sums[part.column] = replace(part, money=part.money + known.money) if known else part
    first.parts = tuple(sums.values())
    first.also += (entry.at,)
    first.outcome = entry.outcome or first.outcome
    if entry.hours is not None:
        first.hours = (first.hours or 0) + entry.hours
