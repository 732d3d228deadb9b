"""Sums of several kinds that make one price: 40 people at 700 each plus a venue for 6,000, and a
price less its discount. Each part is kept; what cannot be added up surely is vague, and so is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from assistant.understanding.patterns import Patterns
from assistant.understanding.quantities.currencies import AFTER, BEFORE
from assistant.understanding.quantities.quantity import Quantity
from assistant.understanding.quantities.scan import START, N, P, Scan
from assistant.understanding.quantities.words import words

_I = re.IGNORECASE
_SUMS = ("amount", "amount_per_head", "amount_per_session")
_ITEM = words("money", "cost_item")

_SAID = Patterns(__file__, words, after=AFTER, before=BEFORE, item=_ITEM, n=N, start=START)
_ON_TOP = re.compile(words("money", "on_top"), _I)
_NO_PART = re.compile(words("money", "no_part"), _I)
_ITEM_BEFORE = re.compile(rf"{_ITEM}[^{START}。；;.!！?？]{{0,8}}$", _I)
_ITEM_BEHIND = _SAID.compiled("item_behind")
_TOP_BEHIND = _SAID.compiled("top_behind")
# How far apart two sums may stand that are added.
_FAR = 60
_OF_TAX = _SAID.compiled("of_tax")
_SESSIONS = _SAID.compiled("sessions")
_SESSIONS_AT = _SAID.compiled("sessions_at")
_PER_HEAD = _SAID.compiled("per_head")
_DAYS = _SAID.compiled("days")


def totalled(text: Scan, found: list[Quantity]) -> list[Quantity]:
    """`found` with sums of several kinds that are said to be added as parts of one sum, in
    all; as one vague amount where nobody said for how many people or sessions."""
    found = [_of_session(text, one) for one in found]
    sums = [one for one in found if one.entity in _SUMS and _is_price(one)]
    for row in _rows(text, sums):
        found = _in_place(found, row, _added_up(text, found, row))
    return found


def _is_price(one: Quantity) -> bool:
    return one.extra.get("role") != "limit" and "times" not in one.extra


def _of_session(text: Scan, one: Quantity) -> Quantity:
    """Three sessions at 8k each: of a session, and of no head."""
    if one.entity != "amount_per_head" or _PER_HEAD.search(text.plain[one.start : one.end]):
        return one
    of_session = _SESSIONS_AT.search(text.left(one.start, 40))
    return replace(one, entity="amount_per_session") if of_session else one


def by_day(text: Scan, found: list[Quantity]) -> list[Quantity]:
    """`found` with what is said by the day, for so many days, as the sum it comes to."""
    for match in _DAYS.finditer(text.marked):
        rate, days = (
            text.numbers[match.start(name) if match[name] else match.start(f"{name}2")]
            for name in ("rate", "days")
        )
        start, end = match.span()
        inside = [one for one in found if one.start < end and start < one.end]
        if any(one.entity not in (*_SUMS, "vague_amount", "period") for one in inside):
            continue
        currency = next(
            (one.extra["currency"] for one in inside if one.extra.get("currency")), None
        )
        whole = Quantity(
            entity="amount",
            start=start,
            end=end,
            value=rate.value * days.value,
            extra={"currency": currency},
        )
        # Of each head and day: asked, as before.
        if any(one.entity in ("vague_amount", "amount_per_head") for one in inside):
            continue
        found = [one for one in found if one not in inside or one.entity == "period"] + [whole]
        found.sort(key=lambda one: one.start)
    return found


def _rows(text: Scan, sums: Sequence[Quantity]) -> list[list[Quantity]]:
    """Rows of sums that are added, of more than one kind or of many heads."""
    rows: list[list[Quantity]] = []
    for one in sums:
        if rows and _adds(text, rows[-1][-1], one):
            rows[-1].append(one)
        else:
            rows.append([one])
    return [row for row in rows if len(row) > 1 and any(not _is_plain(one) for one in row)]


def _is_plain(one: Quantity) -> bool:
    """What is added elsewhere: parts in all, and a change of what stands."""
    return one.entity == "amount"


def _adds(text: Scan, first: Quantity, second: Quantity) -> bool:
    if first.extra.get("role") == "part" and second.extra.get("role") == "part":
        return True
    between = text.marked[first.end : second.start]
    if len(between) > _FAR or (first.entity == second.entity == "amount"):
        return False
    within = text.marked[second.start : second.end]
    said = between + re.split(N, within)[0]
    if _ON_TOP.search(said):
        return not _OF_TAX.search(said)
    if _NO_PART.search(said):
        return False
    top = _TOP_BEHIND.match(text.marked, second.end)
    if top and not _OF_TAX.search(text.marked[top.end() : top.end() + 8]):
        return True
    return _item(text, first) or _item(text, second)


def _item(text: Scan, one: Quantity) -> bool:
    """Whether it says what it is for: 场地费5000, 2k for materials."""
    number = text.marked.find(START, one.start, one.end)
    left = text.marked[max(0, number - 24) : number]
    return bool(_ITEM_BEFORE.search(left) or _ITEM_BEHIND.match(text.marked, one.end))


def _added_up(text: Scan, found: list[Quantity], row: list[Quantity]) -> list[Quantity]:
    kinds = {one.entity for one in row}
    currencies = {one.extra["currency"] for one in row if one.extra.get("currency")}
    if len(kinds) == 1 and len(currencies) <= 1:
        return [_one_sum(row, currencies)]
    counts = {"amount": Decimal(1)} | _counts(text, found)
    # 每人500，再加100: of each, or of all?
    unclear = any(
        one.entity == "amount"
        and not _item(text, one)
        and "role" in one.extra
        and any(one.number <= other.number for other in row if other is not one)
        for one in row
    )
    if unclear or not kinds <= counts.keys() or _taxed_apart(row):
        start, end = row[0].start, row[-1].end
        return [Quantity(entity="vague_amount", start=start, end=end, value=text.plain[start:end])]
    return [_part(one, counts[one.entity], currencies) for one in row]


def _taxed_apart(row: list[Quantity]) -> bool:
    """Whether the tax that is said is that of a part alone, and not of the last and so of all."""
    said = [one.extra.get("tax") for one in row]
    return any(said[:-1]) and len(set(said)) > 1


def _counts(text: Scan, found: list[Quantity]) -> dict[str, Decimal]:
    """How many heads, and how many sessions, where one number of them is said."""
    heads = {one.value for one in found if one.entity == "headcount" and "role" not in one.extra}
    unsure = any(
        one.entity == "vague_headcount" or "bound" in one.extra
        for one in found
        if "headcount" in one.entity
    )
    sessions = {
        text.numbers[match.start("number")].value for match in _SESSIONS.finditer(text.marked)
    }
    counts = {}
    if len(heads) == 1 and not unsure:
        counts["amount_per_head"] = Decimal(next(iter(heads)))
    if len(sessions) == 1:
        counts["amount_per_session"] = sessions.pop()
    return counts


def _one_sum(row: list[Quantity], currencies: set[str]) -> Quantity:
    """教材每人200，餐费每人100: 300 a head."""
    extra: dict[str, Any] = {"currency": next(iter(currencies), None)}
    if tax := row[-1].extra.get("tax"):
        extra["tax"] = tax
    return Quantity(
        entity=row[0].entity,
        start=row[0].start,
        end=row[-1].end,
        value=sum((Decimal(one.value) for one in row), Decimal(0)),
        extra=extra,
    )


def _part(one: Quantity, count: Decimal, currencies: set[str]) -> Quantity:
    extra = {k: v for k, v in one.extra.items() if k not in ("add", "bound", "role")}
    extra["role"] = "part"
    if extra.get("currency") is None and len(currencies) == 1:
        extra["currency"] = next(iter(currencies))
    return replace(one, entity="amount", value=Decimal(one.value) * count, extra=extra)


def _in_place(found: list[Quantity], row: list[Quantity], new: list[Quantity]) -> list[Quantity]:
    kept = [one for one in found if not any(one is other for other in row)]
    return sorted([*kept, *new], key=lambda one: one.start)


# --- discounts ----------------------------------------------------------------------------
_NOT_NOW = re.compile(words("money", "taken_already"), _I)
_BEFORE_THAT = re.compile(words("money", "than_before"), _I)
_THAN_SHARE = re.compile(rf"{words('money', 'than_before')}[^。；;，,{START}]{{0,8}}?{P}", _I)
_CLAUSE = re.compile(r"[。；;!！?？\n]")


def discounted(text: Scan, found: list[Quantity]) -> list[Quantity]:
    """`found` with a discount taken off the one price it is said behind: 每人120元，打八折 is
    96. So much more than an earlier price that nobody said is asked."""
    found = [_asked_if_earlier(text, one) for one in found]
    prices = [one for one in found if one.entity in _SUMS and _is_price(one)]
    shares = [one for one in found if "times" in one.extra and one.entity == "amount"]
    if not prices:
        match = _THAN_SHARE.search(text.marked)
        if match and not any(one.start < match.end() and match.start() < one.end for one in found):
            return _in_place(found, [], [_vague(text, match.start(), match.end())])
        return found
    if len(shares) != 1 or shares[0].start < prices[-1].end or "add" in prices[-1].extra:
        return found
    [share] = shares
    between = text.marked[prices[-1].end : share.start]
    if len(between) > _FAR or _CLAUSE.search(between):
        return found
    behind = _CLAUSE.split(text.marked[share.end : share.end + 40])[0]
    if len(prices) > 1 or _NOT_NOW.search(between) or _NOT_NOW.search(behind):
        return _in_place(found, [*prices, share], [_vague(text, prices[0].start, share.end)])
    [price] = prices
    value = Decimal(price.value) * Decimal(str(share.extra["times"]))
    value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
    return _in_place(found, [price, share], [replace(price, end=share.end, value=value)])


def _asked_if_earlier(text: Scan, one: Quantity) -> Quantity:
    if "times" not in one.extra or one.entity != "amount":
        return one
    behind = _BEFORE_THAT.search(text.marked[one.end : one.end + 20])
    before = _BEFORE_THAT.search(text.left(one.start, 12))
    return _vague(text, one.start, one.end) if behind or before else one


def _vague(text: Scan, start: int, end: int) -> Quantity:
    return Quantity(entity="vague_amount", start=start, end=end, value=text.plain[start:end])
