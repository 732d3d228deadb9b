"""Rows put together into sessions: of one course, day, place, instructor; and days that follow
each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from engine.imports.loading.training.amounts_read import unpaid
from engine.imports.loading.training.entry import About, Entry, Group
from engine.imports.reading.rows import Rows
from engine.imports.sheet_report import SheetReport

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
    value = rows.cell(maps[0], entry.at) if maps else ""
    heading = (maps[0].column if maps else None) or field
    report.refuse(rows.table.numbers[entry.at], heading, value, code)


def joined(groups: list[Group], report: SheetReport) -> list[Group]:
    """Days of one course that follow each other, with the same people, are one session."""
    lines: dict[tuple[int, About], list[Group]] = defaultdict(list)
    for group in groups:
        lines[group.course, group.about].append(group)
    gone: set[int] = set()
    for line in lines.values():
        if len(line) > 1:
            gone |= _joined(sorted(line, key=lambda one: one.start))
    if gone:
        report.remark("days_joined", 0, days=len(gone))
    return [group for group in groups if id(group) not in gone]


def _joined(line: list[Group]) -> set[int]:
    gone: set[int] = set()
    for run in _runs(line):
        first = run[0]
        if len(run) < 2 or (run[-1].end - first.start).days >= LONGEST_RUN:
            continue
        for other in run[1:]:
            first.entries += other.entries
            first.end = max(first.end, other.end)
            gone.add(id(other))
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
