"""A mapped table row by row: every field typed, every different text read once, and what is wrong
refused or left out with its reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import chain
from typing import TypeVar

from engine.imports.amounts import is_nothing, plain
from engine.imports.cleaning import clean_name, date_order
from engine.imports.costs import Cost, MoneyRules, NumberColumn
from engine.imports.kinds.kind import Field, Kind
from engine.imports.numerals import Undecided
from engine.imports.questions import Answers, Question
from engine.imports.reading.legend import legend_of
from engine.imports.reading.money_column import MoneyColumn
from engine.imports.reading.word_parts import meant_by_parts
from engine.imports.shape.table import Column, Fact, Table
from engine.imports.sheet_mapping import FieldMap, SheetMapping
from engine.imports.sheet_report import Fate, SheetReport

V = TypeVar("V")
LONGEST, LONGEST_NOTHING = 200, 8
# What is empty where a sign says that there is nothing.
EMPTIED = frozenset(("day", "period", "year", "unit", "name", "text", "person"))
# Of the unknown words of a column that nothing rests on, so many can be said what they mean.
MOST_OFFERED = 20
# A day of which nothing tells which number is the month; and what can be said of it.
OPEN_DAY = "day_order_unclear"
DAY_ORDERS = {"day_first": True, "month_first": False}


class Wrong(Exception):
    """A text that is no such value, and why (a code)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True, kw_only=True)
class Rows:
    """The rows of `table` under `mapping`. `rules` decide what bare amounts are."""

    table: Table
    mapping: SheetMapping
    kind: Kind
    report: SheetReport
    rules: MoneyRules
    answers: Answers = field(default_factory=Answers)
    _columns: dict[str, Column | None] = field(default_factory=dict)
    _readers: dict[tuple[str, str], Callable[[str], object]] = field(default_factory=dict)
    _money: dict[str, MoneyColumn] = field(default_factory=dict)
    _legend: Mapping[str, str] | None = None
    _order: tuple[bool | None] | None = None
    _unknown: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _by_parts: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def __iter__(self) -> Iterator[Row]:
        """Every row; of one with many columns for a field, one for each that is filled."""
        common = {one.field: one for one in self.mapping.fields if not one.of}
        wide: dict[tuple[tuple[str, str], ...], list[FieldMap]] = defaultdict(list)
        for one in self.mapping.fields:
            if one.of:
                wide[tuple(sorted(one.of.items()))].append(one)
        for at in range(len(self.table)):
            self.report.read += 1
            if not wide:
                yield Row(rows=self, at=at, fields=common)
            for of, columns in wide.items():
                fields = {**common, **_constants(of), **{one.field: one for one in columns}}
                if any(self.cell(one, at) for one in columns):
                    yield Row(rows=self, at=at, fields=fields)
            if wide and not any(self.cell(one, at) for one in chain(*wide.values())):
                self.report.took(self.table.numbers[at], Fate.LEFT_OUT)
        self._ask_words()
        self._say_words()

    def texts(self, name: str) -> tuple[str, ...]:
        """All different texts of a field, whichever columns hold it."""
        columns = [self.table.column(one.column or "") for one in self.mapping.maps(name)]
        return tuple({text for column in columns if column for text in column.texts if text})

    def has(self, name: str) -> bool:
        """Whether the file says anything of the field: by a column or a constant."""
        return any(one.field == name or name in one.of for one in self.mapping.fields)

    def cell(self, where: FieldMap | None, at: int) -> str:
        if where is None:
            return ""
        if where.column is None:
            return where.constant or ""
        if where.column not in self._columns:
            self._columns[where.column] = self.table.column(where.column)
        column = self._columns[where.column]
        return column.texts[column.codes[at]] if column is not None else ""

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
            self._readers[key] = _once(make([text for text in texts if text]))
        return self._readers[key](self.cell(where, at))  # type: ignore[return-value]

    @property
    def day_first(self) -> bool | None:
        """Whether days stand before months: as was said, or as one column of the sheet tells for
        the others; None where nothing does."""
        if self._order is None:
            self._order = (self._told_order(),)
        return self._order[0]

    def _told_order(self) -> bool | None:
        if (said := self.answers.to("day_order")) in DAY_ORDERS:
            return DAY_ORDERS[said]
        days = {one.name for one in self.kind.fields.values() if one.type == "day"}
        maps = [one for one in self.mapping.fields if one.field in days and one.column]
        own = [column for one in maps if (column := self.table.column(one.column or ""))]
        others = [one for one in self.table.columns if one not in own]
        for columns in (own, others):
            orders = [date_order(one.texts).day_first for one in columns]
            told = {first for order in orders for mark, first in order.items() if mark != "."}
            if told:
                return told.pop() if len(told) == 1 else None
        return None

    def cost(self, where: FieldMap, at: int) -> Cost:
        """The money of a cell, in the currency of its cell, its column, or the field currency."""
        if where.column is None:
            constant = MoneyColumn("", [where.constant or ""], [self._currency(at)], self.rules)
            return constant.at(0)
        if where.column not in self._money:
            column = self.table.column(where.column)
            cells: Sequence[str] = list(column) if column else [""] * len(self.table)
            currencies = [self._currency(row) for row in range(len(self.table))]
            heading = self.heading(where.column)
            money = MoneyColumn(heading, cells, currencies, self.rules)
            self._money[where.column] = money
            if money.has_bare and self.rules.currency:
                said = {"column": where.column, "currency": self.rules.currency}
                self.report.facts.append(Fact("bare_amounts_in", said))
        return self._money[where.column].at(at)

    def heading(self, heading: str) -> str:
        """With the scale that the sheet notes for all its amounts, where it has none of its own."""
        return f"{heading} ({self.table.scale})" if self.table.scale else heading

    def _currency(self, at: int) -> str:
        maps = [one for one in self.mapping.maps("currency") if not one.of]
        return self.cell(maps[0], at) if maps else ""

    def word(self, name: str, text: str) -> str | None:
        """The value that a text has among the words of a field, or that its parts have; unknown
        ones are asked about."""
        said = self.mapping.words.get(name, {}).get(text)
        if said is None:
            said = self.answers.to("word", f"{name}={text}")
        if said is not None:
            return said or None
        values = self.kind.words.get(name, {})
        found = self._by_legend(name, text)
        if found is None:
            found = next((one for one, spelt in values.items() if plain(text) in spelt), None)
        if found is None and (found := self._meant(name, text, values)) is None:
            self._unknown[name][text] += 1
        return found

    def _by_legend(self, name: str, text: str) -> str | None:
        """What the sheet itself says that a sign means, if that is a word of the field."""
        if self._legend is None:
            self._legend = legend_of(self.table)
        meaning = self._legend.get(plain(text))
        values = self.kind.words.get(name, {})
        if meaning is None or text in self._by_parts[name]:
            return self._by_parts[name].get(text) if meaning is not None else None
        found = next((one for one, spelt in values.items() if meaning in spelt), None)
        self._by_parts[name][text] = found or meant_by_parts(meaning, values) or ""
        return self._by_parts[name][text] or None

    def _meant(self, name: str, text: str, values: Mapping[str, Sequence[str]]) -> str | None:
        if text not in self._by_parts[name]:
            self._by_parts[name][text] = meant_by_parts(text, values) or ""
        return self._by_parts[name][text] or None

    def _say_words(self) -> None:
        for name, texts in self._by_parts.items():
            if read := {text: value for text, value in texts.items() if value}:
                said = {"kind": self.kind.name, "field": name, "meant": read}
                self.report.facts.append(Fact("words_read_as", said))

    def _ask_words(self) -> None:
        """What costs no more than a cell that nothing rests on need not be answered."""
        for name, texts in self._unknown.items():
            is_asked = self.kind.fields[name].asked
            ask = self.report.ask if is_asked else self.report.offer
            for text, rows in texts.most_common(None if is_asked else MOST_OFFERED):
                ask(
                    Question(
                        code="word",
                        subject=f"{name}={text}",
                        args={"kind": self.kind.name, "field": name, "text": text, "rows": rows},
                        options=(*self.kind.words.get(name, {}), ""),
                        rows=rows,
                    )
                )


@dataclass(slots=True, kw_only=True)
class Row:
    """One row; reading a required field that is wrong refuses it, another one only costs its
    cell. `ok` is False once it was refused."""

    rows: Rows
    at: int
    fields: Mapping[str, FieldMap]
    ok: bool = True

    @property
    def number(self) -> int:
        """The row as a spreadsheet numbers it."""
        return self.rows.table.numbers[self.at]

    @property
    def source(self) -> str | None:
        return self.rows.table.source(self.at)

    @property
    def report(self) -> SheetReport:
        return self.rows.report

    def has(self, name: str) -> bool:
        """Whether the file has the field at all: what it has not changes nothing."""
        return name in self.fields

    def raw(self, name: str) -> str:
        """The cell as it stands; nothing where it says that there is nothing (-, 无, N/A)."""
        text = self.rows.cell(self.fields.get(name), self.at)
        return "" if self._is_emptied(name, text) else text

    def text(self, name: str, longest: int = LONGEST) -> str | None:
        value = clean_name(self.raw(name))
        if len(value) > longest:
            self.wrong(name, "too_long")
            return None
        return value or None

    def needed(self, name: str) -> str:
        """The text of a field that must not be empty; an empty one refuses the row."""
        value = self.text(name)
        if value is None and self.ok:
            self.refuse(name, "empty")
        return value or ""

    def day(self, name: str, needed: bool = False) -> date | None:
        """`needed`: one that is wrong refuses the row, whatever the kind says of the field."""
        return self._value(name, "day", partial(_day_reader, said=self.rows.day_first), needed)

    def amount(self, name: str) -> Decimal | None:
        return self._value(name, "number", _number_reader)

    def whole(self, name: str) -> int | None:
        value = self.amount(name)
        if value is not None and value != value.to_integral_value():
            self.wrong(name, "no_whole_number")
            return None
        return int(value) if value is not None else None

    def money(self, name: str = "cost") -> Cost:
        """What the cell costs; a wrong one is refused where the field is required. All that could
        be read is counted in the report's `in_file`."""
        where = self.fields.get(name)
        if where is None:
            return Cost()
        cost = self.rows.cost(where, self.at)
        if cost.code is not None:
            self.refuse(name if cost.field == "cost" else cost.field, cost.code)
        elif cost.money is not None:
            self.report.in_file[cost.money.currency] += cost.money.amount
        return cost

    def word(self, name: str) -> str | None:
        """The value of a word field; an unknown text is asked about and left out."""
        text = self.text(name)
        if text is None:
            return None
        value = self.rows.word(name, text)
        if value is None:
            self.report.leave_out(self.number, self.column(name), text, "unknown_word")
        return value

    def wrong(self, name: str, code: str) -> None:
        """Refuse the row for a required field, leave out the cell of another."""
        spec = self.rows.kind.fields.get(name)
        if spec is None or spec.required:
            self.refuse(name, code)
        else:
            self.report.leave_out(self.number, self.column(name), self.raw(name), code)

    def refuse(self, name: str, code: str) -> None:
        self.ok = False
        self.report.refuse(self.number, self.column(name), self.raw(name), code)

    def refuse_the_rest(self) -> None:
        """Of a row that is refused, whatever else is wrong with its cells, so that it is corrected
        once."""
        for name, where in self.fields.items():
            spec = self.rows.kind.fields.get(name)
            code = self._amiss(spec, where) if spec is not None else None
            if code is not None:
                self.refuse(name, code)

    def _amiss(self, spec: Field, where: FieldMap) -> str | None:
        if not self.raw(spec.name):
            return "empty" if spec.required else None
        if spec.type == "money":
            return self.rows.cost(where, self.at).code
        try:
            if spec.type == "day":
                make = partial(_day_reader, said=self.rows.day_first)
                self.rows.read(where, self.at, "day", make)
            elif spec.type in ("number", "whole"):
                self.rows.read(where, self.at, "number", _number_reader)
        except Wrong as wrong:
            return wrong.code
        return None

    def value(
        self, name: str, how: str, make: Callable[[Sequence[str]], Callable[[str], V]]
    ) -> V | None:
        """A value of a type of your own (a level, a period): `make` gets all texts of the column
        and returns what reads one of them, or raises `Wrong`."""
        return self._value(name, how, make)

    def _value(
        self,
        name: str,
        how: str,
        make: Callable[[Sequence[str]], Callable[[str], V]],
        needed: bool = False,
    ) -> V | None:
        where = self.fields.get(name)
        if where is None or not self.raw(name):
            return None
        try:
            return self.rows.read(where, self.at, how, make)
        except Wrong as wrong:
            (self.refuse if needed else self.wrong)(name, wrong.code)
            return None

    def _is_emptied(self, name: str, text: str) -> bool:
        """Amounts, words and levels have their own signs for nothing, which are asked about."""
        spec = self.rows.kind.fields.get(name)
        return (
            spec is not None
            and spec.type in EMPTIED
            and len(text) <= LONGEST_NOTHING
            and is_nothing(text)
        )

    def column(self, name: str) -> str:
        where = self.fields.get(name)
        return (where.column if where else None) or name


def _constants(of: Sequence[tuple[str, str]]) -> dict[str, FieldMap]:
    return {name: FieldMap(field=name, constant=value) for name, value in of}


def _once(read: Callable[[str], V]) -> Callable[[str], V]:
    """The same, remembering every text, the wrong ones too."""
    known: dict[str, V | Wrong] = {}

    def remembered(text: str) -> V:
        if text not in known:
            try:
                known[text] = read(text)
            except Wrong as wrong:
                known[text] = wrong
        value = known[text]
        if isinstance(value, Wrong):
            raise value
        return value

    return remembered


def _day_reader(texts: Sequence[str], said: bool | None) -> Callable[[str], date]:
    order = date_order(texts, said)

    def read(text: str) -> date:
        if order.is_open(text):
            raise Wrong(OPEN_DAY)
        day = order.parse(text)
        if day is None:
            raise Wrong("no_date")
        return day

    return read


def _number_reader(texts: Sequence[str]) -> Callable[[str], Decimal]:
    numbers = NumberColumn(list(texts))

    def read(text: str) -> Decimal:
        try:
            value = numbers.value(text)
        except Undecided as undecided:
            raise Wrong("decimal_unclear") from undecided
        if value is None:
            raise Wrong("no_number")
        return value

    return read
