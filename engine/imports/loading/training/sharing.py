"""A sum that stands on several rows: each one's own, or once for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from engine.imports.loading.asking import place_of
from engine.imports.loading.training.amounts_read import Amounts, unpaid
from engine.imports.loading.training.dearness import look_shared
from engine.imports.loading.training.entry import PER_HEAD, SUMS, TOTAL, Entry, Group, Part
from engine.imports.loading.training.grouping import took
from engine.imports.loading.training.totals import Totals
from engine.imports.questions import Question
from engine.imports.reading.rows import Rows
from engine.imports.sheet_report import Fate, SheetReport
from engine.values.money import Money

SHARED, EACH = "shared", "each"
MERGED, REPEATED = "merged_amount", "repeated_sum"


@dataclass(slots=True)
class Share:
    """Rows on which one amount of a column stands."""

    column: str
    groups: list[Group]
    entries: list[Entry]

    @property
    def money(self) -> Money:
        return next(part.money for part in self.entries[0].parts if part.column == self.column)

    @property
    def again(self) -> Money:
        """What the rows but one come to."""
        return self.money * (len(self.entries) - 1)


class Sharing:
    """`columns` are the sums of the table's columns, with each shared sum in them once: what a
    totals row should say."""

    def __init__(self, rows: Rows, report: SheetReport, amounts: Amounts, totals: Totals) -> None:
        self._rows, self._report, self._totals = rows, report, totals
        self._in_file, self._left_out = amounts.in_columns, amounts.left_out
        self.columns = {name: dict(sums) for name, sums in amounts.in_columns.items()}

    def settle(self, groups: list[Group], middles: dict[tuple[int, str], Decimal]) -> None:
        """Decide, ask, and share."""
        merged = list(self._merged(groups))
        self._decide(MERGED, merged)
        taken = {id(group) for share in merged for group in share.groups}
        repeated = list(_repeated([group for group in groups if id(group) not in taken]))
        if repeated and self._may_be_shared(repeated, groups, middles):
            self._decide(REPEATED, repeated)

    def _may_be_shared(
        self,
        repeated: list[Share],
        groups: list[Group],
        middles: dict[tuple[int, str], Decimal],
    ) -> bool:
        return self._proved(repeated) == SHARED or look_shared(
            [(share.groups[0], share.column, share.money) for share in repeated], groups, middles
        )

    def _merged(self, groups: list[Group]) -> Iterator[Share]:
        """The amounts of merged cells."""
        headings = {
            one.column: name for name in SUMS for one in self._rows.mapping.maps(name) if one.column
        }
        spans = [one for one in self._rows.table.merged if headings.get(one.heading) in SUMS]
        if not spans:
            return
        at = {entry.at: (group, entry) for group in groups for entry in group.entries}
        for span in spans:
            column = headings[span.heading]
            inside = [
                at[row]
                for row in range(span.first, span.last + 1)
                if row in at and any(part.column == column for part in at[row][1].parts)
            ]
            if len(inside) > 1:
                groups_in = list({id(group): group for group, _ in inside}.values())
                yield Share(column, groups_in, [entry for _, entry in inside])

    def _decide(self, code: str, shares: list[Share]) -> None:
        if not shares:
            return
        rows = sum(len(share.entries) for share in shares)
        proved, told = self._proved(shares), _told(code, shares)
        said = proved or told or self._rows.answers.to(code, place_of(self._report))
        if proved == SHARED:
            self._report.remark(f"{code}_proved", 0, rows=rows)
        elif told == SHARED:
            self._report.remark("merged_total_shared", 0, rows=rows)
        if said == SHARED:
            for share in shares:
                self._share(share)
        elif said != EACH:
            self._ask(code, shares, rows)

    def _proved(self, shares: list[Share]) -> str | None:
        """What the totals rows say; none where they are not there, or fit neither."""
        answers = set()
        for column in {share.column for share in shares}:
            again: dict[str, Decimal] = defaultdict(Decimal)
            for share in shares:
                if share.column == column:
                    again[share.again.currency] += share.again.amount
            for currency, amount in again.items():
                each = self._in_file[column][currency]
                is_shared = self._is_said(column, Money(each - amount, currency))
                is_each = self._is_said(column, Money(each, currency))
                if is_shared != is_each:
                    answers.add(SHARED if is_shared else EACH)
        return answers.pop() if len(answers) == 1 else None

    def _is_said(self, column: str, sum_: Money) -> bool:
        """Whether a totals row says a sum, with or without the rows that are left out."""
        left_out = Money(self._left_out[column][sum_.currency], sum_.currency)
        return any(self._totals.prove(column, one) for one in (sum_, sum_ - left_out))

    def _ask(self, code: str, shares: list[Share], rows: int) -> None:
        first = max(shares, key=lambda share: len(share.entries))
        place = place_of(self._report)
        args = {
            "place": place,
            "rows": rows,
            "sessions": len(shares),
            "amount": f"{first.money.amount} {first.money.currency}",
            "heads": len(first.entries),
        }
        self._report.ask(
            Question(
                code=code,
                subject=place,
                args=args,
                options=(SHARED, EACH),
                proposed=SHARED,
                rows=rows,
            )
        )
        waiting = {id(entry): entry for share in shares for entry in share.entries}
        for entry in waiting.values():
            unpaid(self._report, entry.parts)
            took(entry, self._rows, self._report, Fate.LEFT_OUT)
        for group in (group for share in shares for group in share.groups):
            group.entries = [one for one in group.entries if id(one) not in waiting]

    def _share(self, share: Share) -> None:
        """As a cost of the session, where its rows are all of it; else in equal parts."""
        again, money = share.again, share.money
        self._report.say_again(again)
        self.columns[share.column][again.currency] -= again.amount
        group, entries = share.groups[0], share.entries
        if {id(one) for one in entries} == {id(one) for one in group.entries}:
            group.shared += (Part(share.column, money),)
            for entry in entries:
                entry.parts = _without(entry, share.column)
            return
        for entry, part in zip(entries, money.split([1] * len(entries)), strict=True):
            entry.parts = tuple(
                replace(one, money=part) if one.column == share.column else one
                for one in entry.parts
            )


def _told(code: str, shares: list[Share]) -> str | None:
    """A total that is written once over its rows is that of them all."""
    is_total = code == MERGED and all(share.column == TOTAL for share in shares)
    return SHARED if is_total else None


def _without(entry: Entry, column: str) -> tuple[Part, ...]:
    return tuple(part for part in entry.parts if part.column != column)


def _repeated(groups: Iterable[Group]) -> Iterator[Share]:
    """The sums that are the same on all rows of each session of several people; none where the
    people of some session have other sums than each other: then they are their own."""
    found = []
    for group in groups:
        if len(group.entries) < 2 or group.entries[0].crowd is not None:
            continue
        first = group.entries[0].parts
        if any(entry.parts != first for entry in group.entries):
            if len({entry.parts for entry in group.entries if entry.parts}) > 1:
                return
            continue
        found += [
            Share(part.column, [group], group.entries)
            for part in first
            if part.money.amount > 0 and part.column != PER_HEAD
        ]
    yield from found
