"""How many people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from assistant.understanding.names.vocabulary import any_of
from assistant.understanding.patterns import Patterns
from assistant.understanding.quantities.currencies import AFTER as CURRENCY_AFTER
from assistant.understanding.quantities.currencies import BEFORE as CURRENCY_BEFORE
from assistant.understanding.quantities.quantity import Quantity
from assistant.understanding.quantities.scan import CODE, MORE, START, N, Scan, V
from assistant.understanding.quantities.words import words

_SAID = Patterns(
    __file__, words, more=MORE, n=N, positions=any_of("positions", spaced=True), start=START, v=V
)

_PERSON = _SAID["person"]
COUNTED = re.compile(_SAID["counted"])
CHINESE = _SAID.compiled("chinese")
ENGLISH = _SAID.compiled("english")
VAGUE = _SAID.compiled("vague")
OF_THEM = _SAID.compiled("of_them")
TIMES = _SAID.compiled("times")
FOR_ENGLISH = _SAID.compiled("for_english")
RANGE = _SAID.compiled("range")
AS_MANY = re.compile(_SAID["as_many"])
NAMED = _SAID.compiled("named")
_FROM = _SAID.compiled("from")
# Behind such a number stands no person, whatever follows.
_PRICE_BEFORE = re.compile(rf"(?:{CURRENCY_BEFORE})\s?$")
_PRICE_AFTER = re.compile(rf"\s?(?:{CURRENCY_AFTER})")
_NO_COUNT_AFTER = re.compile(rf"\s*+(?:{CODE}|%|°|℃|/)")
_LABELLED = _SAID.compiled("labelled")
_ARTICLE = _SAID["article"]
_OF_PEOPLE = re.compile(_SAID["of_people"])
_ONE = _SAID.compiled("one")

_LIMITS = [
    ("at_most", "before", words("people", "limit_before")),
    ("at_least", "before", words("people", "least_before")),
    ("at_most", "after", words("people", "limit_after")),
    ("at_least", "after", words("people", "least_after")),
]
_FILLER = words("people", "filler")
_BOUNDS = [
    (
        bound,
        side,
        re.compile(
            rf"{pattern}(?:\s*+{_FILLER}){{0,3}}\s*+$" if side == "before" else rf"\s*+{pattern}",
            re.IGNORECASE,
        ),
    )
    for bound, side, pattern in _LIMITS
]


def read_headcount(text: Scan) -> Iterator[Quantity]:
    """Each headcount in `text`; a vague one (十几个) has no value of its own."""
    marked = text.marked
    for match in RANGE.finditer(marked):
        names = [name for name in match.groupdict() if match[name]]
        if any(text.numbers[match.start(name)].big for name in names) and "2" in names[0]:
            continue  # between 5k and 6k is money
        low, high = (
            int(text.numbers[match.start(name)].value) for name in sorted(names, reverse=True)
        )
        if low < high and not _FROM.search(text.left(match.start(), 10)):
            yield _vague(text, match.start(), match.end(), (low, high))
    for match in VAGUE.finditer(marked):
        bounds = None if match["many"] else text.bounds.get(match.start())
        yield _vague(text, match.start(), match.end(), bounds)
    for pattern in (NAMED, AS_MANY, CHINESE, COUNTED, ENGLISH, OF_THEM, FOR_ENGLISH, TIMES):
        for match in pattern.finditer(marked):
            if (quantity := _headcount(text, match, pattern)) is not None:
                yield quantity


def _headcount(text: Scan, match: re.Match[str], pattern: re.Pattern[str]) -> Quantity | None:
    name = next(name for name in match.groupdict() if name.startswith("number") and match[name])
    start, end = match.start(name), match.end()
    number = text.numbers[start]
    if pattern is COUNTED and not number.counted:
        return None
    weak = pattern in (FOR_ENGLISH, TIMES, AS_MANY, OF_THEM)
    if weak and (number.big or number.grouped or number.words.lower() == "one"):
        return None
    if name == "number4" and number.value >= 1000:  # train 5512 has a number
        return None
    if _is_article(text, number.words, match.end(name), end) or _is_no_count(text, match, name):
        return None
    plural = pattern in (ENGLISH, CHINESE, NAMED, COUNTED)
    extra: dict[str, Any] = {"plain": plural}
    if bound := bound_of(text, start, end):
        extra["bound"] = bound
    return Quantity(entity="headcount", start=start, end=end, value=number.value, extra=extra)


def _is_article(text: Scan, words_: str, number_end: int, end: int) -> bool:
    """一个培训 is an article; 就一个人 counts."""
    return words_ == _ARTICLE and not _OF_PEOPLE.search(text.plain[number_end:end])


def _is_no_count(text: Scan, match: re.Match[str], name: str) -> bool:
    start, end = match.span(name)
    left = text.left(start, 16)
    return bool(
        _PRICE_BEFORE.search(left)
        or _PRICE_AFTER.match(text.marked, end)
        or _NO_COUNT_AFTER.match(text.marked, end)
        or _LABELLED.search(left)
    )


def bound_of(text: Scan, start: int, end: int) -> str | None:
    """at_most or at_least, where a word before or behind makes the number a bound."""
    left = text.left(start)
    for bound, side, pattern in _BOUNDS:
        if pattern.search(left) if side == "before" else pattern.match(text.marked, end):
            return bound
    return None


def _vague(text: Scan, start: int, end: int, bounds: tuple[int, int] | None) -> Quantity:
    extra = {} if bounds is None else {"low": bounds[0], "high": bounds[1]}
    return Quantity(
        entity="vague_headcount", start=start, end=end, value=text.plain[start:end], extra=extra
    )


# --- groups that multiply -----------------------------------------------------------------
_GROUPS_ZH = re.compile(_SAID["groups_zh"])
_GROUPS_ZH_BACK = re.compile(_SAID["groups_zh_back"])
_EACH_ZH = re.compile(_SAID["each_zh"])
_GROUPS_EN = _SAID.compiled("groups_en")
_GROUPS_EN_BACK = _SAID.compiled("groups_en_back")
_EACH_EN = _SAID.compiled("each_en")
_JOINED = re.compile(_SAID["joined"])
_UNIT_NAME = re.compile(_SAID["unit_name"])


def read_groups(text: Scan) -> Iterator[Quantity]:
    """What is said by the group: two classes of 20 are 40 people, and 20 in each, of how many
    nobody said, is asked."""
    taken: list[tuple[int, int]] = []
    for pattern in (_GROUPS_ZH, _GROUPS_ZH_BACK, _GROUPS_EN, _GROUPS_EN_BACK):
        for match in pattern.finditer(text.marked):
            if _priced(text, match.end("each")) or any(
                a < match.end() and match.start() < b for a, b in taken
            ):
                continue
            taken.append(match.span())
            yield from _product(text, match)
    for pattern in (_EACH_ZH, _EACH_EN):
        for match in pattern.finditer(text.marked):
            if _priced(text, match.end("each")) or any(
                a < match.end() and match.start() < b for a, b in taken
            ):
                continue
            yield from _of_each(text, match)


def _priced(text: Scan, end: int) -> bool:
    return bool(_PRICE_AFTER.match(text.marked, end))


def _product(text: Scan, match: re.Match[str]) -> Iterator[Quantity]:
    count, each = (text.numbers[match.start(name)].value for name in ("count", "each"))
    start, end = match.span()
    start = min(start, match.start("count"))
    if count != count.to_integral_value() or count > 1000:
        return
    extra: dict[str, Any] = {"parts": [_number(each)] * min(int(count), 50), "plain": True}
    if bound := bound_of(text, match.start("each"), end):
        extra["bound"] = bound
    yield Quantity(entity="headcount", start=start, end=end, value=count * each, extra=extra)


def _of_each(text: Scan, match: re.Match[str]) -> Iterator[Quantity]:
    each = text.numbers[match.start("each")].value
    groups = match.groupdict()
    if groups.get("of"):
        count = _named_groups(text, match.start())
        if count > 1:
            extra = {"parts": [_number(each)] * count, "plain": True}
            yield Quantity(
                entity="headcount",
                start=match.start(),
                end=match.end(),
                value=each * count,
                extra=extra,
            )
            return
    yield _vague(text, match.start(), match.end(), None)


def _named_groups(text: Scan, at: int) -> int:
    """How many are named before 各: 甲班和乙班各10人."""
    clause = re.split(r"[。；;！!？?\n：:]", text.marked[max(0, at - 40) : at])[-1]
    parts = [part for part in _JOINED.split(clause) if part.strip()]
    suffixes = _UNIT_NAME.findall(clause)
    return max(len(parts), len(suffixes))


def _number(value: Decimal) -> int | str:
    return int(value) if value == value.to_integral_value() else str(value)


# --- headcounts that add up ---------------------------------------------------------------
_FROM_EN = _SAID.compiled("from_en")
_LABELLED_ZH = re.compile(_SAID["labelled_zh"])
_GROUP_LABEL = re.compile(_SAID["group_label"])
_PRICE_LABEL = re.compile(_SAID["price_label"])
_ROW_ZH = re.compile(_SAID["row_zh"])
_GLUE = re.compile(_SAID["glue"])
_PLUS = _SAID.compiled("plus")
_AND = _SAID.compiled("and")
_OF_WHICH = re.compile(rf"{words('people', 'of_which')}", re.IGNORECASE)


def read_sums(text: Scan) -> Iterator[Quantity]:
    """Headcounts of several groups that are said in one breath: 甲班10个乙班12个."""
    for match in _FROM_EN.finditer(text.marked):
        yield _sum(text, [match.start("a"), match.start("b")], match.start(), match.end())
    for match in _ROW_ZH.finditer(text.marked):
        inside = [at for at in text.numbers if match.start() <= at < match.end()]
        ones = [at for at in inside if text.numbers[at].words == _ARTICLE]
        if len(ones) * 2 == len(inside) and ones == inside[::2]:
            yield _sum(text, inside[1::2], match.start(), match.end())
    row: list[re.Match[str]] = []
    for match in _LABELLED_ZH.finditer(text.marked):
        number = text.numbers[match.start("number")]
        priced = _priced(text, match.end("number")) or _PRICE_LABEL.search(match["label"])
        if priced or number.big or number.grouped:
            continue
        if row and not _GLUE.fullmatch(text.marked, row[-1].end(), match.start()):
            yield from _row(text, row)
            row = []
        row.append(match)
    yield from _row(text, row)


def _row(text: Scan, row: list[re.Match[str]]) -> Iterator[Quantity]:
    """What a row of labelled numbers comes to. Most labels are groups of people; where no
    number says that it counts people (早班11+晚班9), it is asked."""
    known = [match for match in row if _GROUP_LABEL.search(match["label"])]
    if len(row) < 2 or len(known) < 2 or 2 * len(known) < len(row):
        return
    starts = [match.start("number") for match in row]
    total = _sum(text, starts, row[0].start("number"), row[-1].end())
    if any(match["people"] for match in row):
        yield total
    elif len(known) == len(row):
        most = max(text.numbers[at].value for at in starts)
        assert isinstance(total.value, Decimal)
        yield _vague(text, row[0].start(), row[-1].end(), (int(most), int(total.value)))


def _sum(text: Scan, starts: list[int], start: int, end: int) -> Quantity:
    values = [text.numbers[at].value for at in starts]
    extra = {"parts": [_number(value) for value in values], "plain": True}
    return Quantity(
        entity="headcount", start=start, end=end, value=sum(values, Decimal(0)), extra=extra
    )


def added(text: Scan, found: list[Quantity]) -> list[Quantity]:
    """`found` with neighbouring headcounts that are said to be added made one, and without
    those that only tell of which kind some of them are."""
    result: list[Quantity] = []
    for quantity in found:
        last = result[-1] if result else None
        if last is not None and _both_counts(last, quantity):
            between = text.marked[last.end : quantity.start]
            if _OF_WHICH.search(between) and len(between) < 16:
                continue
            if _PLUS.fullmatch(between) or (
                _AND.fullmatch(between) and _says_whom(text, last) and _says_whom(text, quantity)
            ):
                result[-1] = _together(last, quantity)
                continue
        result.append(quantity)
    return result


_BARE_PEOPLE = _SAID.compiled("bare_people")
_APART = _SAID.compiled("apart")


def _says_whom(text: Scan, one: Quantity) -> bool:
    """Whether it says which people: 5个主管, 10 nurses; 100人 alone may be another choice."""
    behind = text.marked[one.end :]
    if _APART.match(behind) or "bound" in one.extra:
        return False
    words_ = text.plain[one.start : one.end]
    return not _BARE_PEOPLE.search(words_) or bool(re.match(_PERSON, behind))


def _both_counts(first: Quantity, second: Quantity) -> bool:
    return all(
        one.entity == "headcount" and one.extra.get("role") is None and one.extra.get("plain")
        for one in (first, second)
    )


def _together(first: Quantity, second: Quantity) -> Quantity:
    parts = [
        part for one in (first, second) for part in one.extra.get("parts", [_number(one.number)])
    ]
    assert isinstance(first.value, Decimal)
    assert isinstance(second.value, Decimal)
    return Quantity(
        entity="headcount",
        start=first.start,
        end=second.end,
        value=first.value + second.value,
        extra={**first.extra, "parts": parts},
    )


# --- more and fewer -----------------------------------------------------------------------
_MORE_ZH = re.compile(_SAID["more_zh"])
_FEWER_ZH = re.compile(_SAID["fewer_zh"])
_ABSENT = re.compile(_SAID["absent"])
_MORE_EN = _SAID.compiled("more_en")
_FEWER_EN = _SAID.compiled("fewer_en")
_PEOPLE_SAID = _SAID.compiled("people_said")
_NOT_RELATIVE = _SAID.compiled("not_relative")
_ADDED_TO = _SAID.compiled("added_to")
_ADDS = _SAID.compiled("adds")
_TIMES = _SAID.each("times_as_many")


def read_headcount_changes(text: Scan) -> Iterator[Quantity]:
    """What is said against the number that stands: 再加3个人, two fewer, half the people."""
    for pattern, sign in (
        (_ABSENT, -1),
        (_FEWER_ZH, -1),
        (_MORE_ZH, 1),
        (_FEWER_EN, -1),
        (_MORE_EN, 1),
    ):
        for match in pattern.finditer(text.marked):
            name = next(n for n in match.groupdict() if n.startswith("number") and match[n])
            number = text.numbers[match.start(name)]
            if number.big or number.grouped or _is_no_count(text, match, name):
                continue
            if (
                name == "number"
                and pattern is _MORE_EN
                and number.value >= 100
                and not _PEOPLE_SAID.search(match.group())
            ):
                continue
            if _ONE.fullmatch(number.words) and not _PEOPLE_SAID.search(match.group()):
                continue
            left = text.left(match.start(), 48)
            if _NOT_RELATIVE.search(left) or (
                _ADDED_TO.search(left) and _ADDS.match(match.group())
            ):
                continue
            add = abs(number.value) * sign
            extra = {"role": "relative", "add": _number(add)}
            yield Quantity(
                entity="headcount",
                start=match.start(),
                end=match.end(),
                value=abs(number.value),
                extra=extra,
            )
    for factor, pattern in _TIMES:
        for match in pattern.finditer(text.plain):
            extra = {"role": "relative", "times": factor}
            yield Quantity(
                entity="headcount",
                start=match.start(),
                end=match.end(),
                value=Decimal(factor),
                extra=extra,
            )
