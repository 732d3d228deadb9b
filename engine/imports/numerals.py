"""What the points and commas of a column mean: decided by all its numbers together."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal

GROUPED = {
    mark: re.compile(
        rf"\d+|\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+|\d{{1,2}}(?:{re.escape(mark)}\d{{2}})+{re.escape(mark)}\d{{3}}"
    )
    for mark in ".,"
}
OTHER = {".": ",", ",": "."}
THREE = 3


class Undecided(Exception):
    """A number that could be two different ones."""


@dataclass(frozen=True, slots=True)
class Habit:
    """How the numbers of one kind (of one currency) in a column are written: how many of them
    can only have a decimal point or a decimal comma, and the most decimals among them."""

    points: int = 0
    commas: int = 0
    decimals: int = 0

    @property
    def sign(self) -> str | None:
        """The decimal sign of most of them; None without any, or if it is a draw."""
        if self.points == self.commas:
            return None
        return "." if self.points > self.commas else ","

    @property
    def is_mixed(self) -> bool:
        return bool(self.points and self.commas)


def habits(numerals: Iterable[tuple[Hashable, str]]) -> dict[Hashable, Habit]:
    """The habit of each kind, from pairs of a kind and a numeral."""
    signs: dict[Hashable, Counter[str]] = defaultdict(Counter)
    decimals: dict[Hashable, int] = defaultdict(int)
    for kind, numeral in numerals:
        sign = decimal_sign(numeral)
        if sign is not None:
            signs[kind][sign] += 1
            decimals[kind] = max(
                decimals[kind], len(numeral.rpartition(sign)[2]) * (sign in numeral)
            )
    return {kind: Habit(count["."], count[","], decimals[kind]) for kind, count in signs.items()}


def decimal_sign(numeral: str) -> str | None:
    """The decimal sign that a numeral can only have; None where it has none, or could be both.

    1.500,00 and 1500,5 have a comma, 1,500.00 and 0.271 a point; 1,500,000 can only have a
    point; 1500 has none, and 1.500 is open.
    """
    last = max(numeral.rfind("."), numeral.rfind(","))
    if last < 0:
        return None
    sign = numeral[last]
    if OTHER[sign] in numeral:
        return sign
    if numeral.count(sign) > 1:
        return OTHER[sign]
    whole, _, rest = numeral.partition(sign)
    is_open = len(rest) == THREE and 1 <= len(whole) <= THREE and not whole.startswith("0")
    return None if is_open else sign


def is_open(numeral: str) -> bool:
    """Whether one sign could be either: 1.500, 1,500."""
    return bool(re.search("[.,]", numeral)) and decimal_sign(numeral) is None


def value_of(numeral: str, habit: Habit, fine: bool, given: str | None = None) -> Decimal | None:
    """The number; None if the separators fit no number.

    `fine` says that three decimals make sense (they do not in a sum of yuan), `given` is the
    decimal sign if somebody said it. Where a numeral is open and nothing else decides, three
    digits behind the sign are thousands, unless they are `fine` behind a point.

    Raises:
        Undecided: most numbers of its kind are written otherwise, or it contradicts them.
    """
    sign = decimal_sign(numeral)
    both = "." in numeral and "," in numeral
    if sign is None:
        sign = given or _decided(numeral, habit, fine)
    elif (given is not None and given != sign and OTHER[sign] not in numeral) or (
        given is None and habit.is_mixed and not both and sign != habit.sign
    ):
        raise Undecided
    whole, _, rest = numeral.partition(sign)
    if not rest.isdigit() and sign in numeral:
        return None
    if not GROUPED[OTHER[sign]].fullmatch(whole or "0"):
        return None
    return Decimal(f"{whole.replace(OTHER[sign], '') or '0'}.{rest or '0'}")


def _decided(numeral: str, habit: Habit, fine: bool) -> str:
    """The decimal sign to read an open numeral (or one without any sign) by."""
    if not is_open(numeral):
        return "."
    mark = "." if "." in numeral else ","
    if habit.is_mixed:
        raise Undecided
    if habit.sign is None:
        return mark if mark == "." and fine else OTHER[mark]
    if habit.sign != mark:
        return habit.sign
    if fine or habit.decimals >= THREE:
        return mark
    raise Undecided
