"""Amounts of money, in all, per head and per session, each with the currency that was said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from assistant.understanding.patterns import Patterns
from assistant.understanding.quantities.currencies import (
    AFTER,
    BEFORE,
    currency_of,
    digits_of,
    is_word_too,
)
from assistant.understanding.quantities.numbers import SHORT_GROUP, plain
from assistant.understanding.quantities.quantity import Quantity
from assistant.understanding.quantities.scan import (
    EACH,
    EACH_SESSION,
    MORE,
    START,
    N,
    Number,
    P,
    Scan,
    V,
)
from assistant.understanding.quantities.words import words

_SAID = Patterns(__file__, words, after=AFTER, before=BEFORE, more=MORE, n=N, p=P, start=START, v=V)

_I = re.IGNORECASE
_FILLER = rf"(?:\s*+(?:{words('each', 'filler')}|{words('money', 'cost_item')}))"
_TAX = rf"(?:\s*+[（(]?(?:{words('tax', 'excluded')}|{words('tax', 'included')})[)）]?)?"
_HEAD = rf"(?:{words('each', 'head')}|{EACH}{{1,6}})"
_SESSION = rf"(?:{words('each', 'session')}|{EACH_SESSION}{{1,6}})"
_MARK_BEFORE = re.compile(rf"(?P<mark>{BEFORE})\s*+$")
_MARK_AFTER = re.compile(rf"\s*+(?P<mark>{AFTER})(?:\s*+(?P<mark2>{BEFORE}))?")
_EACH_BEFORE = re.compile(
    rf"(?P<each>(?P<head>{_HEAD})|(?P<session>{_SESSION})){_FILLER}{{0,6}}\s*+$", _I
)
_EACH_AFTER = re.compile(
    rf"{_TAX}\s*+(?:(?P<head>{words('each', 'head_after')}|{EACH}{{1,6}})|(?P<session>{words('each', 'session_after')}|{EACH_SESSION}{{1,6}}))(?!{START})",
    _I,
)
_DAY_BEFORE = re.compile(rf"{words('each', 'day')}{_FILLER}{{0,3}}\s*+$", _I)
_DAY_AFTER = re.compile(rf"\s*+{words('each', 'day')}", _I)
_SUM_BEFORE = _SAID.compiled("sum_before")
_NOT_AFTER = re.compile(rf"\s*+(?:{words('money', 'not_after')}|%|％|percent|°|℃|[a-z]+-)", _I)
_PEOPLE_AFTER = re.compile(_SAID["people_after"])
_QUOTED = _SAID.compiled("quoted")
# 预算2026 is the budget of a year.
_YEAR = re.compile(r"20[1-3]\d")
_IN_ALL = re.compile(rf"\s*+(?:{words('money', 'in_all')})", _I)
_AFTER_PEOPLE = re.compile(_SAID["after_people"])
_THESE = re.compile(_SAID["these"])
_PIECES = re.compile(_SAID["pieces"])
_SHARED_MARK = re.compile(_SAID["shared_mark"])
_TOGETHER = re.compile(_SAID["together"])
_LIMIT_FILLER = rf"(?:\s*+(?:{words('money', 'limit_filler')}))"
_LIMITED = re.compile(rf"{words('money', 'limit_before')}{_LIMIT_FILLER}{{0,5}}\s*+$", _I)
_ROLES = [
    ("at_most", _LIMITED, None),
    (
        "at_least",
        re.compile(rf"{words('money', 'least_before')}{_LIMIT_FILLER}{{0,4}}\s*+$", _I),
        None,
    ),
    ("at_most", None, re.compile(rf"\s*+(?:{words('money', 'limit_after')})", _I)),
    ("at_least", None, re.compile(rf"\s*+(?:{words('money', 'least_after')})", _I)),
]
_ABOUT_BEFORE = _SAID.compiled("about_before")
_ABOUT_AFTER = re.compile(rf"\s*+{words('money', 'about_after')}", _I)
_MORE = re.compile(rf"{words('change', 'add_before')}\s*+$", _I)
_LESS = re.compile(rf"{words('change', 'cut_before')}\s*+$", _I)
_AT_MOST = re.compile(_SAID["at_most"])
_AT_LEAST = re.compile(_SAID["at_least"])
_MORE_AFTER = re.compile(rf"\s*+{words('change', 'more_after')}\b(?!\s*+(?:than|{N}))", _I)
_LESS_AFTER = _SAID.compiled("less_after")
# Without any mark a small number after 预算 or 批 counts something else (批一下).
LEAST_UNMARKED = 100
# So much said as a bound, and of nothing, is money: under 2500.
LEAST_LIMIT = 1000
# 这两块 are two pieces, and no price.
MOST_PIECES = 10


def read_money(text: Scan, home: str) -> Iterator[Quantity]:
    """Each amount in `text`: marked by a currency, by "per head", by a large unit, or by a
    word like 预算 before it."""
    together = {one.start() for one in _TOGETHER.finditer(text.plain)}
    for number in text.numbers.values():
        if number.start in together:
            continue
        quantity = _amount(text, number, home)
        if quantity is not None:
            yield quantity


def read_vague_money(text: Scan) -> Iterator[Quantity]:
    """Each sum that is only hinted at: it has no value."""
    for match in _VAGUE.finditer(text.marked):
        words_ = text.plain[match.start() : match.end()]
        if match["money"] or (not _OF.search(words_) and _HAS_UNIT.search(words_)):
            yield Quantity(
                entity="vague_amount", start=match.start(), end=match.end(), value=words_
            )
    for match in _BETWEEN.finditer(text.marked):
        yield Quantity(
            entity="vague_amount",
            start=match.start(),
            end=match.end(),
            value=text.plain[match.start() : match.end()],
        )
    for match in _RANGE.finditer(text.marked):
        if _CHANGES.search(text.left(match.start(), 40)):
            continue
        low, high = (text.numbers[match.start(name)] for name in ("low", "high"))
        if _is_range(text, match, low, high):
            yield Quantity(
                entity="vague_amount",
                start=match.start(),
                end=match.end(),
                value=text.plain[match.start() : match.end()],
            )


_COUNTS = _SAID["counts"]
_OF = re.compile(_SAID["of"])
_HAS_UNIT = re.compile(_SAID["has_unit"])
_VAGUE = re.compile(_SAID["vague"])
_RANGE = re.compile(_SAID["range"])
_BETWEEN = re.compile(
    rf"(?:between\s(?:{BEFORE})?\s?{N}\s?(?:{AFTER})?\sand\s(?:{BEFORE})?\s?{N}\s?(?:{AFTER})?)(?!\s?(?:{_COUNTS}))"
)
_CHANGES = re.compile(rf"{words('change', 'from_before')}[^。；;.!?]{{0,24}}$", _I)


def _is_range(text: Scan, match: re.Match[str], low: Number, high: Number) -> bool:
    """Whether it is of money: 2到3万, 15k-18k, 5000-6000元."""
    if _NOT_AFTER.match(text.marked, match.end()) or (low.value >= high.value and not high.big):
        return False
    each = _EACH_BEFORE.search(text.left(match.start())) or _EACH_AFTER.match(
        text.marked, match.end()
    )
    return bool(match["first"] or match["mark"] or high.big or high.grouped or each)


def _amount(text: Scan, number: Number, home: str) -> Quantity | None:
    before = _MARK_BEFORE.search(text.left(number.start, 24))
    start = number.start if before is None else number.start - len(before.group())
    after = _MARK_AFTER.match(text.marked, number.end)
    end = number.end if after is None else after.end()
    mark = _currency_mark(text, number, before, after)
    if (
        mark is not None
        and _PIECES.fullmatch(mark)
        and before is None
        and number.value < MOST_PIECES
        and _THESE.search(text.left(start, 4))
    ):
        return None
    if mark is None and before is not None:
        start, before = number.start, None
    left = text.left(start, 40)
    day = _DAY_BEFORE.search(left)
    each_before = _EACH_BEFORE.search(left) or (day and _EACH_BEFORE.search(left[: day.start()]))
    day_after = _DAY_AFTER.match(text.marked, end)
    each_after = _EACH_AFTER.match(text.marked, day_after.end() if day_after else end)
    change = _change(text, start, end)
    strong = bool(mark or each_before or each_after)
    if not strong and not _is_sum(text, number, end, relative=change is not None):
        return None
    if mark is None and _PEOPLE_AFTER.match(text.marked, number.end):
        return None
    if mark is None and each_after is None and _NOT_AFTER.match(text.marked, number.end):
        return None
    entity = _entity(each_before, each_after)
    per_day = day or day_after or (each_after and _DAY_AFTER.match(text.marked, each_after.end()))
    if entity == "amount_per_head" and per_day:
        # Neither what one costs nor what all do, until somebody says how long.
        return Quantity(entity="vague_amount", start=start, end=end, value=text.plain[start:end])
    currency = currency_of(mark, home) if mark else None
    value = _exact(number, currency)
    extra: dict[str, Any] = {
        "currency": currency,
        **_role(text, start, end, each_before),
        "strong": strong or bool(_QUOTED.search(left)),
    }
    if change is not None and number.value > 0:
        extra = {"currency": currency, "strong": strong, **_relative(value, change)}
    first = start if each_before is None else start - (len(left) - each_before.start("each"))
    return Quantity(
        entity=entity,
        start=first,
        end=end if each_after is None else each_after.end(),
        value=value,
        extra=extra,
    )


def _currency_mark(
    text: Scan, number: Number, before: re.Match[str] | None, after: re.Match[str] | None
) -> str | None:
    """The mark that says the currency; behind the number it says it more plainly (元人民币)."""
    if after is not None:
        second = after["mark2"]
        mark: str = second if second and not before else after["mark"]
        # $300 USD says it twice; a sign that many share gives way to the code.
        return before["mark"] if before and _SHARED_MARK.fullmatch(mark) else mark
    if before is None:
        return None
    mark = before["mark"]
    counted = _PEOPLE_AFTER.match(text.marked, number.end) or _NOT_AFTER.match(
        text.marked, number.end
    )
    if mark.isascii() and mark.isalpha() and counted:
        return None
    if is_word_too(mark) and not (number.big or number.grouped or number.value >= LEAST_UNMARKED):
        return None
    return str(mark)


def _exact(number: Number, currency: str | None) -> Decimal:
    """48.000 has a decimal point where the currency has three digits (KWD), else thousands."""
    if digits_of(currency) == 3 and SHORT_GROUP.fullmatch(number.words):
        return plain(number.words, decimal=True)
    return number.value


def _is_sum(text: Scan, number: Number, end: int, relative: bool) -> bool:
    if _NOT_AFTER.match(text.marked, number.end):
        return False
    if number.big or number.grouped:
        return True
    if _IN_ALL.match(text.marked, end) and number.value >= LEAST_UNMARKED:
        return True
    before = text.left(number.start, 24)
    if 0 < number.value < LEAST_UNMARKED or (
        _YEAR.fullmatch(number.words) and not _QUOTED.search(before)
    ):
        return False
    if number.value >= LEAST_LIMIT and _LIMITED.search(before):
        return True
    return relative or bool(_SUM_BEFORE.search(before) or _AFTER_PEOPLE.search(before))


def _entity(before: re.Match[str] | None, after: re.Match[str] | None) -> str:
    marks = [match for match in (before, after) if match is not None]
    if any(match["head"] for match in marks):
        return "amount_per_head"
    return "amount_per_session" if marks else "amount"


def _role(text: Scan, start: int, end: int, each: re.Match[str] | None) -> dict[str, Any]:
    left = text.left(start)
    # 人均预算1200: the word stands before the mark of "each" or behind it.
    lefts = [left] if each is None else [left, each.string[: each.start("each")], each.group()]
    for bound, before, after in _ROLES:
        found = (
            any(before.search(one) for one in lefts)
            if before
            else after and after.match(text.marked, end)
        )
        if found:
            return {"role": "limit", "bound": bound}
    if _ABOUT_BEFORE.search(left) or _ABOUT_AFTER.match(text.marked, end):
        return {"bound": "about"}
    return {}


# --- relative -----------------------------------------------------------------------------
def _change(text: Scan, start: int, end: int) -> int | None:
    """1 where the sum is to be added to the one that stands, -1 where it is taken off."""
    left = text.left(start)
    if _MORE.search(left) and not _AT_MOST.search(left):
        return 1
    if _LESS.search(left) and not _AT_LEAST.search(left):
        return -1
    if _MORE_AFTER.match(text.marked, end):
        return 1
    return -1 if _LESS_AFTER.match(text.marked, end) else None


def _relative(value: Decimal, sign: int) -> dict[str, Any]:
    return {"role": "relative", "add": plain_text(abs(value) * sign)}


def plain_text(value: Decimal) -> int | str:
    """A whole number as such, another as exact text."""
    return int(value) if value == value.to_integral_value() else format(value.normalize(), "f")


_DISCOUNT = _SAID.compiled("discount")
_FOLD = re.compile(_SAID["fold"])
_TENTHS = re.compile(_SAID["tenths"])
_HALF = re.compile(words("change", "half"), _I)
_DOUBLE = re.compile(words("change", "double"), _I)
_PEOPLE_WORD = re.compile(rf"{words('change', 'people_word')}[^，。,;；]{{0,10}}$", _I)


def read_amount_changes(text: Scan) -> Iterator[Quantity]:
    """What is said as a share of the sum that stands: 打八折, 20% less, 减半, twice."""
    for match in _DISCOUNT.finditer(text.marked):
        name = next(one for one in match.groupdict() if match[one])
        share = text.percents[match.start(name)]
        words_ = text.plain[match.start(name) : match.end(name)]
        if times := _times(name, share, words_):
            yield _as_times(match, times)
    for pattern, times in ((_HALF, Decimal("0.5")), (_DOUBLE, Decimal(2))):
        for match in pattern.finditer(text.plain):
            if _is_of_money(text, match):
                yield _as_times(match, times)


_OF_MONEY = _SAID.compiled("of_money")
_LEAD = _SAID.compiled("lead")
_OF_PEOPLE = _SAID.compiled("of_people")
_ENDS_IN_PEOPLE = re.compile(_SAID["ends_in_people"])


def _is_of_money(text: Scan, match: re.Match[str]) -> bool:
    """Whether a half or a double is of a sum: it says so, its clause does, or says nothing else."""
    if _OF_PEOPLE.search(text.plain[match.start() : match.end() + 1]):
        return False
    clause = re.split(
        r"[，。,;；!！?？\n]", text.plain[max(0, match.start() - 40) : match.start()]
    )[-1]
    if _PEOPLE_WORD.search(clause) or _ENDS_IN_PEOPLE.search(clause):
        return False
    return bool(_OF_MONEY.search(clause + match.group()) or _LEAD.fullmatch(clause))


def _times(name: str, share: Decimal, words_: str) -> Decimal | None:
    if name.startswith("fold"):
        if not _FOLD.search(words_):
            return None
        # 八折 is 0.8, 八五折 0.85, 95折 0.95.
        share = share * 10 if share < 10 else share
        return share / 100
    if _FOLD.search(words_):
        return None
    share = share * 10 if _TENTHS.search(words_) else share
    return 1 + (share if name.startswith("more") else -share) / 100


def _as_times(match: re.Match[str], times: Decimal) -> Quantity:
    extra = {"currency": None, "role": "relative", "times": str(times.normalize())}
    return Quantity(entity="amount", start=match.start(), end=match.end(), value=times, extra=extra)


# --- parts of a sum -----------------------------------------------------------------------
_PLUS = _SAID.compiled("plus")
_ITEMS = _SAID.compiled("items")
_BEHIND = _SAID.compiled("behind")
_ITEM_BEFORE = _SAID.compiled("item_before")


def parts_marked(text: Scan, found: list[Quantity]) -> list[Quantity]:
    """`found` with amounts that are said to be added marked as parts of one sum. What one of
    them says of the currency, it says for those beside it that say none."""
    rows: list[list[Quantity]] = []
    amounts = [one for one in found if one.entity == "amount"]
    for one in amounts:
        if rows and _adds(text, rows[-1][-1], one):
            rows[-1].append(one)
        else:
            rows.append([one])
    changed: dict[Quantity, Quantity] = {}
    for row in rows:
        if len(row) > 1:
            said = {one.extra["currency"] for one in row if one.extra.get("currency")}
            for one in row:
                changed[one] = _as_part(one, said)
    return [_beside(text, found, at, changed.get(one, one)) for at, one in enumerate(found)]


_PLUS_BEFORE = _SAID.compiled("plus_before")


def _beside(text: Scan, found: list[Quantity], at: int, one: Quantity) -> Quantity:
    """A sum that is said beside one of another kind (650 a group plus 40 per person) is no
    change of what stands."""
    if one.extra.get("role") != "relative" or "add" not in one.extra or at == 0:
        return one
    last = found[at - 1]
    if not last.entity.startswith("amount") or not _PLUS_BEFORE.search(text.left(one.start)):
        return one
    extra = {name: value for name, value in one.extra.items() if name not in ("role", "add")}
    return Quantity(entity=one.entity, start=one.start, end=one.end, value=one.value, extra=extra)


def _adds(text: Scan, first: Quantity, second: Quantity) -> bool:
    if (
        first.extra.get("role") == "relative" and "times" in first.extra
    ) or "times" in second.extra:
        return False
    between = text.marked[first.end : second.start]
    if len(between) > 40 or second.extra.get("role") == "limit":
        return False
    if _PLUS.fullmatch(between):
        return True
    if first.extra.get("role") or second.extra.get("role"):
        return False
    if _ITEMS.fullmatch(between):
        return bool(_ITEM_BEFORE.search(text.left(first.start, 24)))
    return bool(_BEHIND.fullmatch(between))


def _as_part(one: Quantity, said: set[str]) -> Quantity:
    extra = {name: value for name, value in one.extra.items() if name not in ("add", "bound")}
    extra["role"] = "part"
    if extra.get("currency") is None and len(said) == 1:
        extra["currency"] = next(iter(said))
    return Quantity(entity=one.entity, start=one.start, end=one.end, value=one.value, extra=extra)
