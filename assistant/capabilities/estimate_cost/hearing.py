"""What a question about costs asks besides one course for so many people: several at once, how many
a sum pays for, and prices if something were otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.message import Message
from assistant.understanding.patterns import Patterns
from assistant.understanding.quantities.numbers import parse_number
from assistant.understanding.taken import took

Entity = Mapping[str, Any]
_SAID = Patterns(__file__)
_FIGURE = _SAID.compiled("figure")
_COUNT = _SAID.compiled("count")
_PARTS = _SAID.each("parts")
_NAMED = ("course", "skill")
_HUNDRED, _TENTHS = Decimal(100), 10
# A class is not larger; what is, is a price by the session.
_LARGEST_CLASS = 500
_NEAR = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A course (or a skill that one teaches), and for how many people, if that stands beside it."""

    kind: str
    code: str
    name: str
    people: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What is said now; None and empty where nothing is. `times` the price, `capacity` people in a
    session, `without` kinds of costs; `all_parts`: with them again."""

    lines: tuple[Line, ...] = ()
    people: int | None = None
    times: Decimal | None = None
    capacity: int | None = None
    without: tuple[str, ...] = ()
    all_parts: bool = False
    money: tuple[Decimal, str | None] | None = None
    how_many: bool = False
    per_hour: bool = False
    whole_plan: bool = False
    fund: bool = False
    penalty: bool = False
    external: bool = False
    versus: bool = False
    # A price that somebody quoted.
    quoted: bool = False
    asks_sum: bool = False
    # Numbers of people beside something that is no course's whole name: (words, people).
    loose: tuple[tuple[str, int], ...] = ()


def hear(message: Message) -> Heard:
    text = message.text
    capacity, rest = _capacity(text)
    lines = tuple(_lines(message, rest))
    return Heard(
        lines=lines,
        people=_people(message, text, rest),
        times=_times(text),
        capacity=capacity,
        without=tuple(_without(text)),
        all_parts=_says("with_all", text),
        money=_money(message),
        how_many=_says("how_many", text),
        per_hour=_says("per_hour", text),
        whole_plan=_says("whole_plan", text) and not lines,
        fund=_says("fund", text),
        penalty=_says("penalty", text),
        external=_says("external", text) and not _says("not_quoted", text),
        versus=_says("versus", text),
        quoted=_is_quoted(message, capacity),
        asks_sum=_says("asks_sum", text),
        loose=tuple(_loose(message, rest)),
    )


def is_asked(message: Message) -> bool:
    """Whether it is such a question by its words alone, whatever it was taken for."""
    heard, text = hear(message), message.text
    if heard.fund or heard.penalty:
        return True
    if heard.how_many and heard.money and (heard.lines or message.facts.position):
        return True
    if heard.times is not None and heard.whole_plan and heard.asks_sum:
        return True
    return bool(heard.lines) and _is_of_courses(heard, text)


def _is_of_courses(heard: Heard, text: str) -> bool:
    if heard.without or heard.per_hour or (heard.quoted and heard.versus):
        return True
    if heard.versus and _says("dearer_than", text):
        return True
    several = len([one for one in heard.lines if one.people]) > 1
    described = group_said(text).is_any or _says("short_only", text)
    return heard.asks_sum and (several or heard.times is not None or described)


def changes_the_last(text: str) -> bool:
    """Whether it changes a price that was just told, and says nothing else."""
    return _says("follows", text)


def _says(name: str, text: str) -> bool:
    return took(_SAID.compiled(name).search(text)) is not None


def _capacity(text: str) -> tuple[int | None, str]:
    """How many are to be in a session; and the text without that."""
    changed = _SAID.compiled("capacity_changed").search(text)
    match = took(changed or _SAID.compiled("capacity").search(text))
    if match is None:
        return None, text
    said = changed["number"] or changed["number_en"] if changed else None
    seats = said or _COUNT.search(match[0])[0]  # type: ignore[index]
    if _number(seats) > _LARGEST_CLASS:
        return None, text
    start, end = match.span()
    return _number(seats), text[:start] + " " * (end - start) + text[end:]


def _number(words: str) -> int:
    return int(words.replace(",", ""))


def _lines(message: Message, text: str) -> Iterable[Line]:
    """Every course that is named, with the number right before or behind it."""
    seen: set[str] = set()
    for one in sorted(_named(message), key=lambda one: one["start"]):
        if one["code"] in seen:
            continue
        seen.add(one["code"])
        yield Line(
            kind=_kind(one),
            code=one["code"],
            name=str(one.get("name") or one["value"]),
            people=_beside(text, one["start"], one["end"]),
        )


def _named(message: Message) -> list[Entity]:
    """The courses, and the skills that are none: "equipment operation" may be read as both."""
    named = [
        one
        for one in message.entities
        if one["entity"] in _NAMED and one.get("code") and one.get("start") is not None
    ]
    courses = [one for one in named if _kind(one) == "course"]
    return courses + [
        one
        for one in named
        if _kind(one) != "course"
        and not any(c["start"] < one["end"] and one["start"] < c["end"] for c in courses)
    ]


def _kind(entity: Entity) -> str:
    return str(entity.get("kind") or entity["entity"])


def _beside(text: str, start: int, end: int) -> int | None:
    behind = _SAID.compiled("behind").match(text[end : end + _NEAR])
    before = _SAID.compiled("before").search(text[max(0, start - _NEAR) : start])
    match = took(before or behind)
    return _number(match["number"]) if match else None


def _loose(message: Message, text: str) -> Iterable[tuple[str, int]]:
    """Each number of people in a clause of several that no course stands in, with its words."""
    named = _named(message)
    for clause in _SAID.compiled("clauses").finditer(text):
        start, end = clause.span()
        if any(start <= one["start"] < end for one in named):
            continue
        counts = [
            one
            for one in message.entities
            if one["entity"] == "headcount"
            and one.get("start") is not None
            and start <= one["start"] < end
        ]
        number = _SAID.compiled("people").search(clause[0])
        if number is None and not counts:
            continue
        people = (
            int(Decimal(str(counts[0]["value"]))) if counts else _number(number["number"])  # type: ignore[index]
        )
        words = _SAID.compiled("no_name").sub(" ", clause[0]).strip()
        if words:
            yield words, people


def _people(message: Message, text: str, rest: str) -> int | None:
    """The number of people that is said, where one alone is."""
    counts = [
        one
        for one in message.entities
        if one["entity"] == "headcount"
        and one.get("start") is not None
        and not one.get("role")
        and rest[one["start"] : one["end"]] == text[one["start"] : one["end"]]
    ]
    if counts:
        return int(Decimal(str(counts[0]["value"])))
    match = took(re.search(_SAID["only_so_many"], rest, re.IGNORECASE))
    return _number(_COUNT.search(match[0])[0]) if match else None  # type: ignore[index]


def _times(text: str) -> Decimal | None:
    for name, sign in (("dearer", 1), ("cheaper", -1)):
        if match := took(_SAID.compiled(name).search(text)):
            return 1 + sign * _share(match[0])
    return None


def lone_share(text: str) -> Decimal | None:
    """Of "and 15 %?" the share."""
    match = took(_SAID.compiled("a_share").search(text))
    return _share(match[0]) if match else None


def _share(words: str) -> Decimal:
    said = _SAID.compiled("a_share").search(words)
    assert said is not None, "found by what it is part of"
    if figure := _FIGURE.search(said[0]):
        return Decimal(figure[0]) / _HUNDRED
    tenths = parse_number(said[0][0])
    assert tenths is not None, "the pattern has a numeral there"
    return tenths / _TENTHS


def _is_quoted(message: Message, capacity: int | None) -> bool:
    """Whether a price is given; what is said of a session is no price where it is its size."""
    kinds = {one["entity"] for one in message.entities if one.get("start") is not None}
    return "amount_per_head" in kinds or ("amount_per_session" in kinds and capacity is None)


def _without(text: str) -> Iterable[str]:
    without = _SAID["without"]
    for part, pattern in _PARTS:
        said = rf"{without}[^，。,.?]{{0,10}}?(?:{pattern.pattern})"
        if took(re.search(said, text, re.IGNORECASE)):
            yield part


def _money(message: Message) -> tuple[Decimal, str | None] | None:
    for one in message.entities:
        is_sum = one["entity"] == "amount" and one.get("role") != "relative"
        if is_sum and one.get("start") is not None:
            return Decimal(str(one["value"])), one.get("currency")
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSaid:
    """Of whom: `everyone` there is, who is `new`, who has been there for `years` or `longer`."""

    everyone: bool = False
    new: bool = False
    years: int | None = None
    longer: bool = True

    @property
    def is_any(self) -> bool:
        return self.everyone or self.new or self.years is not None


def group_said(text: str) -> GroupSaid:
    match = took(_SAID.compiled("years").search(text))
    return GroupSaid(
        everyone=_says("everyone", text),
        new=_says("new", text),
        years=_years(match) if match else None,
        longer=not (match and _says("shorter", match[0])),
    )


def _years(match: re.Match[str]) -> int:
    said = next(one for name, one in match.groupdict().items() if one and name != "longer")
    if said.isdigit():
        return int(said)
    return next(int(figure) for figure, word in _SAID.each("numerals") if word.fullmatch(said))
