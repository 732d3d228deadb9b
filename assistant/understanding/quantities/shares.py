"""Headcounts that are worked out of what was said: 60人减去5个, 50 people, two more than that, half of
the 60, 30到40人按少的报. What cannot be worked out surely is vague, and so is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from assistant.understanding.numerals import in_signs
from assistant.understanding.patterns import Patterns
from assistant.understanding.quantities.quantity import Quantity
from assistant.understanding.quantities.scan import N, Scan
from assistant.understanding.quantities.words import words

_SAID = Patterns(__file__, words, n=N)

_I = re.IGNORECASE
_LABEL = _SAID["label"]
_STOP = r"[^。；;！!？?\n\ue000]"
_AMONG = _SAID["among"]
_OFF = re.compile(rf"{_AMONG}{words('people', 'taken_off')}{_LABEL}\s*+(?P<number>{N})", _I)
# minus 15 is one number.
_SIGNED = re.compile(rf"{_AMONG}(?P<number>{N})", _I)
_OUT = re.compile(rf"{_AMONG}{words('people', 'left_out')}{_LABEL}\s*+(?P<number>{N})", _I)
_NOT_PEOPLE = _SAID.compiled("not_people")
_TAIL = re.compile(_SAID["tail"])
_NEAR = re.compile(rf"{_STOP}{{0,30}}")
_COMING = _SAID.compiled("coming")
_EARLIER = re.compile(words("money", "than_before"), _I)
_EVERYBODY = re.compile(
    rf"{words('people', 'everybody')}[^。；;！!？?\n\ue000]{{0,12}}?{words('people', 'taken_off')}{_LABEL}\s*+(?P<number>{N})",
    _I,
)
_EXCEPT = re.compile(_SAID["except"])
_FRACTIONS = _SAID.each("fractions")
_ONE = re.compile(_SAID["one"])
_HALF = re.compile(_SAID["half"])
_PART_EN = words("people", "share_en")
_OF_GROUP_ZH = re.compile(_SAID["of_group_zh"])
_OF_GROUP_EN = re.compile(
    rf"(?P<spaced>{_PART_EN})[\s-](?:of\s(?:the\s|my\s|our\s|all\s)?|my\s|our\s)(?:[a-z]+\s)?{words('people', 'folk_en')}",
    _I,
)
_OF_NUMBER_ZH = re.compile(_SAID["of_number_zh"])
_OF_NUMBER_EN = re.compile(
    rf"(?P<spaced>{_PART_EN}) of (?:the |my |our |these |those |all )?(?P<base>\d{{1,5}})(?![\d.,]*\d|%|k\b)",
    _I,
)


def read_shares(text: Scan) -> Iterator[Quantity]:
    """A share of a number that was said is a headcount, a share of nobody knows how many is
    asked; so is everybody but some."""
    for pattern in (_OF_NUMBER_ZH, _OF_NUMBER_EN):
        for match in pattern.finditer(text.plain):
            yield _of(match, text)
    for pattern in (_OF_GROUP_ZH, _OF_GROUP_EN):
        for match in pattern.finditer(text.plain):
            yield _vague(text, match.start(), match.end())
    for pattern in (_EVERYBODY, _EXCEPT):
        for match in pattern.finditer(text.marked):
            if not _NOT_PEOPLE.match(text.marked, match.end("number")):
                yield _vague(text, match.start(), match.end())


def _of(match: re.Match[str], text: Scan) -> Quantity:
    share = _share(match)
    if share is not None:
        value = Decimal(match["base"]) * share[0] / share[1]
        if value == value.to_integral_value():
            return Quantity(
                entity="headcount",
                start=match.start(),
                end=match.end(),
                value=value,
                extra={"plain": True},
            )
    return _vague(text, match.start(), match.end())


def _share(match: re.Match[str]) -> tuple[int, int] | None:
    """None where it is none to reckon with: 大半, about half."""
    groups = match.groupdict()
    if said := groups.get("spaced"):
        return _fraction(_ONE.sub("", said.lower()))
    if groups["under"] is None:
        return (1, 2) if _HALF.fullmatch(groups["joined"]) else None
    over, under = _figure(groups["over"]), _figure(groups["under"])
    return (over, under) if over and under and over < under else None


def _fraction(said: str) -> tuple[int, int] | None:
    for parts, pattern in _FRACTIONS:
        if pattern.fullmatch(said):
            over, _, under = parts.partition("/")
            return int(over), int(under)
    return None


def _figure(digit: str) -> int:
    return int(digit) if digit.isdigit() else in_signs(digit) if len(digit) == 1 else 0


def reduced(text: Scan, found: list[Quantity]) -> list[Quantity]:
    """`found` with each headcount as what is left of it, or what it comes to, after what is said
    of it right behind."""
    result: list[Quantity] = []
    skip_to = -1
    for at, one in enumerate(found):
        if one.start < skip_to and one.entity in ("headcount", "vague_headcount"):
            continue
        if one.entity == "vague_headcount":
            one = _end_of_range(text, one)
        elif _is_base(one):
            one = _less(text, one) or _with_change(text, one, found[at + 1 :]) or one
            skip_to = max(skip_to, one.end)
        result.append(one)
    return result


def _is_base(one: Quantity) -> bool:
    return one.entity == "headcount" and not one.extra.get("role") and not one.extra.get("bound")


def _less(text: Scan, one: Quantity) -> Quantity | None:
    """120人里去掉15个: what is left. 40人，不包括6个: one of two, asked."""
    parts: list[int] = [int(part) for part in one.extra.get("parts", [])]
    # 209人里除了班组长12人 has been added before.
    start = text.marked.rfind("\ue000", one.start, one.end) if len(parts) == 2 else -1
    for pattern in (_SIGNED, _OFF, _OUT):
        if start > one.start and int(one.value) == sum(parts):
            first = next((n for n in text.numbers.values() if n.start == one.start), None)
            match = pattern.match(text.marked, first.end) if first is not None else None
            base = Decimal(parts[0])
        else:
            match, base = pattern.match(text.marked, one.end), Decimal(one.value)
        if match is None or _NOT_PEOPLE.match(text.marked, match.end()):
            continue
        number = text.numbers[match.start("number")]
        if pattern is _SIGNED and number.value >= 0:
            continue
        taken = abs(number.value)
        tail = _TAIL.match(text.marked, match.end())
        end = tail.end() if tail else match.end()
        if number.big or not 0 < taken < base:
            return _vague(text, one.start, end)
        if pattern is _OUT:
            return _vague(text, one.start, end, base - taken, base)
        return _counted(one, end, base - taken)
    return None


def _with_change(text: Scan, one: Quantity, behind: list[Quantity]) -> Quantity | None:
    """50 people, two more than that; 20人其中3人不去."""
    change = next((q for q in behind if q.entity in ("headcount", "vague_headcount")), None)
    if change is None or change.extra.get("role") != "relative":
        return None
    between = text.marked[one.end : change.start]
    if not _NEAR.fullmatch(between):
        return None
    # 50 people, 10 more than last year: a remark on the 50.
    after = text.marked[change.end : change.end + 20]
    if _EARLIER.search(between) or _EARLIER.search(after):
        return None
    value = Decimal(one.value)
    if times := change.extra.get("times"):
        value *= Decimal(str(times))
    value += Decimal(str(change.extra.get("add", 0)))
    if value <= 0 or value != value.to_integral_value():
        return _vague(text, one.start, change.end)
    if value < one.number and _COMING.search(between):
        return _vague(text, one.start, change.end, value, Decimal(one.value))
    return _counted(one, change.end, value)


_CHOSEN = {name: _SAID.compiled(f"chosen_{name}") for name in ("lower", "upper")}


def _end_of_range(text: Scan, one: Quantity) -> Quantity:
    """三十到四十人，按少的报: the one that is chosen."""
    behind = text.plain[one.end : one.end + 24]
    for name, side in (("lower", "low"), ("upper", "high")):
        if side in one.extra and _CHOSEN[name].match(behind):
            return _counted(one, one.end, Decimal(one.extra[side]))
    return one


def _counted(one: Quantity, end: int, value: Decimal) -> Quantity:
    return Quantity(
        entity="headcount", start=one.start, end=end, value=value, extra={"plain": True}
    )


def _vague(
    text: Scan, start: int, end: int, low: Decimal | None = None, high: Decimal | None = None
) -> Quantity:
    extra: dict[str, Any] = {}
    if low is not None and high is not None:
        extra = {"low": int(low), "high": int(high)}
    return Quantity(
        entity="vague_headcount", start=start, end=end, value=text.plain[start:end], extra=extra
    )
