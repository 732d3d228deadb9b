"""Trainings held: a row for each participation, for each session, or for a line of an overview."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from engine.imports.loading.run import Run
from engine.imports.loading.training.entry import Entry, Group
from engine.imports.loading.training.grouping import grouped, joined, without_record_ids
from engine.imports.loading.training.moving import Moving
from engine.imports.loading.training.plausible import Plausible, middles_of
from engine.imports.loading.training.reading import Reader
from engine.imports.loading.training.refunds import Refunds, is_refund
from engine.imports.loading.training.sharing import Sharing
from engine.imports.loading.training.stored import Counts, costs_stored
from engine.imports.loading.training.sums import settled, sums_of
from engine.imports.loading.training.totals import Totals
from engine.imports.loading.training.writing import Writing
from engine.imports.reading.rows import Row, Rows
from engine.imports.sheet_report import SheetReport, shown
from engine.values.money import Money


class Loader:
    """Rows are read as they come; what they mean together is decided, and stored, at the end."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        self._run, self._report = run, report
        self._reader = Reader(run, report)
        self._entries: list[Entry] = []

    def take(self, row: Row) -> None:
        entry = self._reader.entry(row)
        if entry is not None:
            self._entries.append(entry)

    def finish(self) -> None:
        self._reader.finish()
        rows, entries, self._entries = self._reader.rows, self._entries, []
        if rows is None:
            return
        stored = costs_stored(self._run.session)
        entries = settled(entries, rows, self._report)
        held: list[Entry] = []
        refunds: list[Entry] = []
        for entry in entries:
            (refunds if is_refund(entry) else held).append(entry)
        groups = joined(grouped(self._told_apart(held), rows, self._report), rows, self._report)
        self._share(groups, rows, stored)
        self._make_courses(groups, refunds)
        numbers = self._reader.numbers()
        writing = Writing(self._run, self._report, rows, self._reader.courses.names, numbers)
        writing.resolving.sessions.look_at(groups)
        groups = Moving(self._run, self._report, rows, writing).settle(groups)
        writing.write(groups)
        Refunds(self._run.session, self._report, rows, writing).book(refunds)
        self._look_back(groups, rows, stored)

    def _make_courses(self, groups: list[Group], refunds: list[Entry]) -> None:
        """Only now: what waits or was refused brings no course into being."""
        made = self._reader.courses.made
        for group in groups:
            if group.entries:
                group.course = made(group.course)
                for entry in group.entries:
                    entry.course = group.course
        for entry in refunds:
            entry.course = made(entry.course)

    def _told_apart(self, entries: list[Entry]) -> list[Entry]:
        return entries if self._reader.by_session else without_record_ids(entries)

    def _share(self, groups: list[Group], rows: Rows, stored: Counts) -> None:
        """What stands on several rows; then whether the totals rows agree. A row that is a session
        has no costs but the session's."""
        totals = Totals(rows)
        sharing = Sharing(rows, self._report, self._reader.amounts, totals)
        sharing.settle(groups, middles_of(stored))
        amounts = self._reader.amounts
        totals.compare(amounts.in_columns, sharing.columns, amounts.left_out, self._report)
        if self._reader.by_session:
            for group in groups:
                group.shared += tuple(part for one in group.entries for part in one.parts)
                for entry in group.entries:
                    entry.parts = ()

    def _look_back(self, groups: list[Group], rows: Rows, stored: Counts) -> None:
        """Say what cost far more or less than the rest, and how many rows say no cost."""
        loaded: Counts = defaultdict(Counter)
        paid = list(_paid(groups))
        for group, _, money in paid:
            loaded[group.course, money.currency][money.amount] += 1
        plausible = Plausible(stored, loaded)
        found = [
            (rows.table.numbers[entry.at], money, usual)
            for group, entry, money in paid
            if (usual := plausible.far(group.course, money)) is not None
        ]
        for number, money, usual in sorted(found, key=lambda one: one[0]):
            middle, others = shown(usual.middle), usual.others
            self._report.remark(
                "far_from_the_rest", number, cost=shown(money), middle=middle, others=others
            )
        without = sum(
            not entry.parts for group in groups if not group.shared for entry in group.entries
        )
        if without:
            self._report.remark("without_cost", rows=without)


def _paid(groups: list[Group]) -> Iterator[tuple[Group, Entry, Money]]:
    """What each row's part came to, by currency; of a session, its share a head."""
    for group in groups:
        heads = sum(entry.heads for entry in group.entries)
        if group.shared and heads:
            for money in sums_of(group.shared):
                yield group, group.entries[0], money.per(heads)
        for entry in group.entries:
            for money in sums_of(entry.parts):
                yield group, entry, money
