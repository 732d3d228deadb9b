"""Figures that are said only to be replaced or shut out: 4万5改成1万5, 18 instead of 22 people,
not 20 but 25, 30人，不对，50人. (Days have their own, in `period`.) The figure that is meant stays, as what the
other was: a price per head, in its currency."""

from __future__ import annotations

import re
from typing import Any

from assistant.understanding.patterns import Patterns
from assistant.understanding.quantities.money import plain_text
from assistant.understanding.quantities.quantity import Quantity
from assistant.understanding.quantities.scan import START, N, Scan
from assistant.understanding.quantities.words import words

_SAID = Patterns(__file__, words, n=N)

AMOUNTS = ("amount", "amount_per_head", "amount_per_session")
FAMILY = dict.fromkeys(AMOUNTS, "amount") | {
    "headcount": "headcount",
    "tax_rate": "tax_rate",
}
_I = re.IGNORECASE
_UNIT = _SAID["unit"]
_GAP = r"[\s，,。.、!！?？…—–;；-]{0,8}"
_SET = _SAID["set"]
_TO = re.compile(rf"{_UNIT}\s*+{words('change', 'to')}{_SET}", _I)
_TO_MARKED = re.compile(rf"{_UNIT}[\s，,]{{0,6}}{words('change', 'set_to')}{_SET}", _I)
_INSTEAD = _SAID.compiled("instead")
_CORRECT = re.compile(
    rf"{_UNIT}{_GAP}{words('change', 'correct')}(?:{_GAP}{words('change', 'correct')})?{_GAP}{_SET}",
    _I,
)
_BUT = re.compile(rf"{_UNIT}{_GAP}{words('change', 'denied_by')}{_SET}", _I)
_CLAUSE_GAP = re.compile(
    rf"{_UNIT}[\s，,、]{{0,6}}(?:[\u4e00-\u9fff]{{0,4}}|[a-z ]{{0,12}}){words('change', 'denied_by')}{_SET}",
    _I,
)
_DENIED = _SAID.compiled("denied")
_ONE = _SAID.compiled("one")
_COUNTS_ELSE = _SAID.compiled("counts_else")
_BEHIND = _SAID.compiled("behind")
_BEFORE = _SAID.compiled("before")


def meant(text: Scan, found: list[Quantity]) -> list[Quantity]:
    """`found`, in the order of the text, without the figures that others replace."""
    found = _claimed(text, found)
    gone: set[int] = set()
    changed: dict[int, Quantity] = {}
    for at in range(len(found)):
        second = next(
            (n for n in range(at + 1, len(found)) if _family(found[n]) == _family(found[at])), None
        )
        if at in gone or _family(found[at]) is None:
            continue
        if (
            second is not None and found[at].extra.get("role") == found[second].extra.get("role")
        ) or (second is not None and "times" not in found[second].extra):
            assert second is not None
            first = changed.get(at, found[at])
            between = text.marked[first.end : found[second].start]
            if _replaces(text, first, found[second], between):
                gone.add(at)
                changed[second] = _like(first, found[second])
                continue
            if second == at + 1 and _INSTEAD.fullmatch(between):
                gone.add(second)
                changed[at] = _like(found[second], first)
                continue
        if _denied(text, found[at]):
            gone.add(at)
    return [changed.get(at, one) for at, one in enumerate(found) if at not in gone]


def bare_correction(text: Scan) -> Quantity | None:
    """The number that is meant where a message begins with two and says which: 不是14，是40."""
    starts = sorted(text.numbers)[:2]
    if len(starts) < 2 or starts[0] > 6:
        return None
    first, second = (text.numbers[at] for at in starts)
    between = text.marked[first.end : second.start]
    negated = _DENIED.search(text.left(first.start))
    if (
        _CORRECT.fullmatch(between)
        or _TO_MARKED.fullmatch(between)
        or (negated and _BUT.fullmatch(between))
    ):
        return Quantity(entity="number", start=second.start, end=second.end, value=second.value)
    if _INSTEAD.fullmatch(between):
        return Quantity(entity="number", start=first.start, end=first.end, value=first.value)
    return None


def _family(one: Quantity) -> str | None:
    if one.extra.get("role") == "relative" and "times" in one.extra:
        return None
    return FAMILY.get(one.entity)


def _replaces(text: Scan, first: Quantity, second: Quantity, between: str) -> bool:
    if len(between) > 40:
        return False
    if "parts" not in second.extra and _TO.fullmatch(between):
        return True
    if _CORRECT.fullmatch(between) or _TO_MARKED.fullmatch(between):
        return True
    return _denied(text, first) and bool(_BUT.fullmatch(between) or _CLAUSE_GAP.fullmatch(between))


def _denied(text: Scan, one: Quantity) -> bool:
    return bool(_DENIED.search(text.left(one.start, 24)))


def _like(old: Quantity, new: Quantity) -> Quantity:
    """`new` as what `old` was, where it does not say that it is something else."""
    if FAMILY.get(old.entity) != "amount":
        return new
    entity = old.entity if new.entity == "amount" else new.entity
    extra: dict[str, Any] = dict(new.extra)
    if old.extra.get("role") == "relative" and extra.get("role") is None and "add" in old.extra:
        less = str(old.extra["add"]).startswith("-")
        extra |= {"role": "relative", "add": plain_text(-new.number if less else new.number)}
    for name in ("currency", "role", "bound"):
        if (
            extra.get(name) is None
            and old.extra.get(name) is not None
            and old.extra.get("role") != "relative"
        ):
            extra[name] = old.extra[name]
    return Quantity(entity=entity, start=new.start, end=new.end, value=new.value, extra=extra)


def _claimed(text: Scan, found: list[Quantity]) -> list[Quantity]:
    """With the bare numbers that a figure is changed to: 人均5000改成6000, 30人，不对，50."""
    result: list[Quantity] = []
    for _at, one in enumerate(found):
        result.append(one)
        if _family(one) in ("amount", "headcount") and one.extra.get("role") != "relative":
            bare = _bare(text, one, found)
            if bare is not None:
                result.append(bare)
    return sorted(result, key=lambda quantity: quantity.start)


def _bare(text: Scan, one: Quantity, found: list[Quantity]) -> Quantity | None:
    number = None
    behind = text.marked.find(START, one.end, one.end + 30)
    if behind >= 0:
        between = text.marked[one.end : behind]
        if (
            _TO.fullmatch(between)
            or _CORRECT.fullmatch(between)
            or _TO_MARKED.fullmatch(between)
            or (_denied(text, one) and _BUT.fullmatch(between))
        ):
            number = _BEHIND.match(text.marked, behind)
    else:
        number = None
    if number is None:
        number = _BEFORE.search(text.left(one.start, 24))
        if number is None:
            return None
        start = max(0, one.start - 24) + number.start("number")
    else:
        start = number.start("number")
    figure = text.numbers.get(start)
    if figure is None or any(start < q.end and q.start < figure.end for q in found):
        return None
    if _ONE.fullmatch(figure.words) or _COUNTS_ELSE.match(text.marked, figure.end):
        return None
    extra = {
        k: v
        for k, v in one.extra.items()
        if k in ("currency", "plain", "role", "bound") and one.extra.get("role") != "relative"
    }
    return Quantity(
        entity=one.entity, start=figure.start, end=figure.end, value=figure.value, extra=extra
    )
