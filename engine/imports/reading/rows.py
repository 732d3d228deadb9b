"""A mapped table row by row: every different text is read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from engine.imports.amounts import is_nothing
from engine.imports.costs import Cost, MoneyRules
from engine.imports.kinds.kind import Kind
from engine.imports.questions import Answers
from engine.imports.reading.day_order import DAY_ORDERS, told_order
from engine.imports.reading.meanings import Meanings
from engine.imports.reading.money_column import MoneyColumn
from engine.imports.reading.row import Row, Texts
from engine.imports.reading.typed import OPEN_DAY, day_reader, once
from engine.imports.reading.wrong import Wrong
from engine.imports.shape.table import Fact, Table
from engine.imports.sheet_mapping import FieldMap, SheetMapping
from engine.imports.sheet_report import Fate, SheetReport

__all__ = ["DAY_ORDERS", "OPEN_DAY", "Row", "Rows", "Wrong"]

V = TypeVar("V")
LONGEST_NOTHING = 8
# What is empty where a sign says that there is nothing.
EMPTIED = frozenset(("day", "period", "year", "unit", "name", "text", "person"))


@dataclass(slots=True, kw_only=True)
class Rows:
    """The rows of `table` under `mapping`. `rules` decide what bare amounts are."""

    table: Table
    mapping: SheetMapping
    kind: Kind
    report: SheetReport
    rules: MoneyRules
    answers: Answers = field(default_factory=Answers)
    _texts: dict[tuple[str, str | None, str | None], Texts] = field(default_factory=dict)
    _readers: dict[tuple[str, str], tuple[Callable[[str], Any], Texts]] = field(
        default_factory=dict
    )
    _money: dict[str, MoneyColumn] = field(default_factory=dict)
    _order: tuple[bool | None] | None = None
    _meanings: Meanings | None = None

    def __iter__(self) -> Iterator[Row]:
        """Every row; of one with many columns for a field, one for each that is filled."""
        common = {one.field: one for one in self.mapping.fields if not one.of}
        wide: dict[tuple[tuple[str, str], ...], list[FieldMap]] = defaultdict(list)
        for one in self.mapping.fields:
            if one.of:
                wide[tuple(sorted(one.of.items()))].append(one)
        if wide:
            yield from self._unfolded(common, wide)
        else:
            texts = self._all_texts(common)
            for at in range(len(self.table)):
                self.report.read += 1
                yield Row(rows=self, at=at, fields=common, texts=texts)
        self.meanings.tell()

    def _unfolded(
        self,
        common: Mapping[str, FieldMap],
        wide: Mapping[tuple[tuple[str, str], ...], Sequence[FieldMap]],
    ) -> Iterator[Row]:
        forms = []
        for of, columns in wide.items():
            fields = {**common, **_constants(of), **{one.field: one for one in columns}}
            forms.append(
                (fields, self._all_texts(fields), [self._texts_of("", one) for one in columns])
            )
        for at in range(len(self.table)):
            self.report.read += 1
            is_filled = False
            for fields, texts, cells in forms:
                if any(one[at] for one in cells):
                    is_filled = True
                    yield Row(rows=self, at=at, fields=fields, texts=texts)
            if not is_filled:
                self.report.took(self.table.numbers[at], Fate.LEFT_OUT)

    def texts(self, name: str) -> tuple[str, ...]:
        """All different texts of a field, whichever columns hold it."""
        columns = [self.table.column(one.column or "") for one in self.mapping.maps(name)]
        return tuple({text for column in columns if column for text in column.texts if text})

    def has(self, name: str) -> bool:
        """Whether the file says anything of the field: by a column or a constant."""
        return any(one.field == name or name in one.of for one in self.mapping.fields)

    def cell(self, where: FieldMap | None, at: int) -> str:
        return self._texts_of("", where)[at] if where is not None else ""

    def _all_texts(self, fields: Mapping[str, FieldMap]) -> Mapping[str, Texts]:
        """By field, without the signs that say that there is nothing."""
        return {name: self._texts_of(name, where) for name, where in fields.items()}

    def _texts_of(self, name: str, where: FieldMap) -> Texts:
        """As they stand in a column, or as the field `name` has them."""
        spec = self.kind.fields.get(name)
        is_emptied = spec is not None and spec.type in EMPTIED
        key = (name if is_emptied else "", where.column, where.constant)
        if key not in self._texts:
            column = self.table.column(where.column) if where.column is not None else None
            texts = column.texts if column is not None else (where.constant or "",)
            if is_emptied:
                texts = tuple("" if _is_nothing(text) else text for text in texts)
            if column is not None:
                self._texts[key] = list(map(texts.__getitem__, column.codes))
            else:
                said = texts[0] if where.column is None else ""
                self._texts[key] = [said] * len(self.table)
        return self._texts[key]

    def read(
        self,
        where: FieldMap,
        at: int,
        how: str,
        make: Callable[[Sequence[str]], Callable[[str], V]],
    ) -> V:
        """The value of a cell, by a reader that `make` makes once of all texts of the column;
        `how` tells readers apart. Each different text is read once.

        Raises:
            Wrong: the text is no such value.
        """
        key = (where.column or f"={where.constant}", how)
        if key not in self._readers:
            column = self.table.column(where.column) if where.column else None
            texts = column.texts if column else (where.constant or "",)
            reader = once(make([text for text in texts if text]))
            self._readers[key] = reader, self._texts_of("", where)
        reader, cells = self._readers[key]
        return reader(cells[at])

    @property
    def day_first(self) -> bool | None:
        """Whether days stand before months; None where nothing tells."""
        if self._order is None:
            self._order = (told_order(self.table, self.mapping, self.kind, self.answers),)
        return self._order[0]

    def read_days(self, texts: Sequence[str]) -> Callable[[str], date]:
        return day_reader(texts, self.day_first)

    @property
    def meanings(self) -> Meanings:
        if self._meanings is None:
            self._meanings = Meanings(
                self.table, self.mapping, self.kind, self.report, self.answers
            )
        return self._meanings

    def word(self, name: str, text: str) -> str | None:
        """The value that a text of a word field means."""
        return self.meanings.of(name, text)

    def cost(self, where: FieldMap, at: int) -> Cost:
        """The money of a cell, in the currency of its cell, its column, or the field currency."""
        if where.column is None:
            constant = MoneyColumn("", [where.constant or ""], [self._currencies()[at]], self.rules)
            return constant.at(0)
        if where.column not in self._money:
            cells, heading = self._texts_of("", where), self.heading(where.column)
            money = MoneyColumn(heading, cells, self._currencies(), self.rules)
            self._money[where.column] = money
            if money.has_bare and self.rules.currency:
                said = {"column": where.column, "currency": self.rules.currency}
                self.report.facts.append(Fact("bare_amounts_in", said))
        return self._money[where.column].at(at)

    def heading(self, heading: str) -> str:
        """With the scale that the sheet notes for all its amounts, where it has none of its own."""
        return f"{heading} ({self.table.scale})" if self.table.scale else heading

    def _currencies(self) -> Texts:
        maps = [one for one in self.mapping.maps("currency") if not one.of]
        return self._texts_of("", maps[0]) if maps else [""] * len(self.table)


def _constants(of: Sequence[tuple[str, str]]) -> dict[str, FieldMap]:
    return {name: FieldMap(field=name, constant=value) for name, value in of}


def _is_nothing(text: str) -> bool:
    """Amounts, words and levels have their own signs for nothing, which are asked about."""
    return len(text) <= LONGEST_NOTHING and is_nothing(text)
