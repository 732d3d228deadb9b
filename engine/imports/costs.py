"""What a column of costs says: how much, and in which currency; nothing is taken for granted."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from engine.imports.amounts import Written, is_nothing, take_apart, unit_of
from engine.imports.numerals import THREE, Habit, Undecided, habits, is_open, value_of
from engine.values.currencies import digits_of
from engine.values.currency_marks import currencies_of, currency_of
from engine.values.money import LARGEST_AMOUNT, Money, smallest_unit

# What a spreadsheet's arithmetic leaves behind the last digit is no part of the sum.
NOISE = Decimal("0.000001")
# What stands behind a number as its whole unit, and not as a mere sign.
OWN_UNITS = ("元", "块", "圆", "块钱")
# A sum below this part of its heading's scale is rather one in that scale: 1.1元 below 万元.
LEAST_SHARE = 100


@dataclass(frozen=True, slots=True)
class MoneyRules:
    """`currency` is that of costs that carry none, if it was said; `home` decides what ¥ and $
    stand for; `decimal` is the decimal sign ("." or ",") if it was said."""

    home: str
    currency: str | None = None
    decimal: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """A cell's cost, or no cost; or why it cannot be taken (a code), and which field is wrong.

    `open` says that it could be read otherwise, as a thousand times less or more;
    `other` that its cell has another currency than the heading, which can mean several.
    """

    money: Money | None = None
    code: str | None = None
    field: str = "cost"
    open: bool = False
    other: bool = False


class CostCells:
    """The costs below a heading: pairs of a cell and its currency column's."""

    def __init__(self, heading: str, cells: Iterable[tuple[str, str]], rules: MoneyRules) -> None:
        self._rules = rules
        # Whether an amount is in a currency that nothing of the file says.
        self.has_bare = False
        self._heading = unit_of(heading)
        self._read = [self._taken_apart(*pair) for pair in cells]
        self._habits = habits(
            (currency, written.numeral)
            for written, currency, _ in self._read
            if written is not None
        )

    @property
    def lacking(self) -> int:
        """How many costs carry no currency."""
        return sum(failed is not None and failed.code == "no_currency" for *_, failed in self._read)

    def at(self, place: int) -> Cost:
        """The cost in the cell at `place`."""
        written, currency, failed = self._read[place]
        if failed is not None or written is None:
            return failed or Cost()
        return self._cost(written, currency)

    def _taken_apart(self, cell: str, column: str) -> tuple[Written | None, str, Cost | None]:
        """The number and its currency; or, instead, what is the matter."""
        if is_nothing(cell):
            return None, "", None
        written = take_apart(cell)
        if written is None:
            return None, "", Cost(code="no_number")
        currency = self._currency(written, column)
        return (
            written,
            currency.money.currency if currency.money else "",
            (None if currency.money else currency),
        )

    def _currency(self, written: Written, column: str) -> Cost:
        """Nothing in the currency that cell, currency column and heading agree on."""
        if column and not currencies_of(column):
            return Cost(code="unknown_currency", field="currency")
        marks = (*written.unit.marks, *([column] if column else []), *self._heading.marks)
        if not marks:
            is_zero = set(written.numeral) <= set("0.,")
            code = self._rules.currency or (self._rules.home if is_zero else None)
            self.has_bare = self.has_bare or not is_zero
            return Cost(money=Money.zero(code)) if code else Cost(code="no_currency")
        found, own = self._agreed(marks), marks[: len(marks) - len(self._heading.marks)]
        is_loose = all(len(currencies_of(mark)) > 1 for mark in self._heading.marks)
        # 元 in a heading says as little as ¥: "$200" and "HK$400" below it are what they are.
        return self._agreed(own) if found.code and is_loose and own else found

    def _agreed(self, marks: tuple[str, ...]) -> Cost:
        """The currency that all marks may stand for, and that one of them does stand for here:
        $ and CAD are Canadian dollars, but $ and 元 are not Hong Kong's."""
        home, sets = self._rules.home, [currencies_of(mark) for mark in marks]
        agreed = [code for code in sets[0] if all(code in one for one in sets)]
        meant = [currency_of(mark, home) for mark in marks]
        found = next((code for code in meant if code in agreed), None)
        if found is not None:
            return Cost(money=Money.zero(found))
        return Cost(code="currency_unclear" if agreed and None in meant else "currency_conflict")

    def _cost(self, written: Written, currency: str) -> Cost:
        is_bare = written.unit.is_plain
        scale = self._heading.scale if is_bare else written.unit.scale
        fine = scale > 1 or digits_of(currency) >= THREE
        habit = self._habits.get(currency, Habit())
        try:
            value = value_of(written.numeral, habit, fine, self._rules.decimal)
        except Undecided:
            return Cost(code="decimal_unclear")
        if value is None:
            return Cost(code="no_number")
        if self._is_scale_unclear(written, value):
            return Cost(code="scale_unclear")
        value *= -scale if written.negative else scale
        if abs(value) > LARGEST_AMOUNT:
            return Cost(code="out_of_range")
        rounded = value.quantize(smallest_unit(currency), ROUND_HALF_UP)
        if abs(rounded - value) > NOISE:
            return Cost(code="too_fine")
        undecided = is_open(written.numeral) and "." in written.numeral and habit.sign is None
        meant = {currency_of(mark, self._rules.home) for mark in self._heading.marks}
        return Cost(
            money=Money(rounded, currency),
            open=undecided and not self._rules.decimal,
            other=bool(written.unit.marks and meant) and currency not in meant,
        )

    def _is_scale_unclear(self, written: Written, value: Decimal) -> bool:
        """Whether a cell with a currency, below a heading with a scale (万元), may mean either:
        "￥1.1" does; 1500元 has a unit of its own, and is no sum in 万."""
        marks, scale = written.unit.marks, self._heading.scale
        if scale == 1 or written.unit.scale > 1 or not marks or not value:
            return False
        return not all(mark.endswith(OWN_UNITS) for mark in marks) or value * LEAST_SHARE < scale


class NumberColumn:
    """A column of numbers that are no money."""

    def __init__(self, cells: list[str]) -> None:
        written = [take_apart(cell) for cell in cells]
        numerals: list[tuple[Hashable, str]] = [("", one.numeral) for one in written if one]
        self._habit = habits(numerals).get("", Habit())

    def value(self, cell: str) -> Decimal | None:
        """The number in a cell; None if it is none.

        Raises:
            Undecided: it is written otherwise than the rest of the column.
        """
        written = take_apart(cell)
        if written is None or written.unit.marks:
            return None
        value = value_of(written.numeral, self._habit, fine=True)
        if value is None:
            return None
        return value * (-written.unit.scale if written.negative else written.unit.scale)
