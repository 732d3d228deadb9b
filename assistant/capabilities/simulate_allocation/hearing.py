"""What a question about an allocation asks for: the sum, the weights, limits, what is in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.message import Message
from assistant.understanding.patterns import Patterns
from assistant.understanding.quantities.numbers import parse_number
from assistant.understanding.taken import took
from engine.usecases.allocation_asked import (
    ALIKE,
    APART,
    AT_LEAST,
    AT_MOST,
    BEST,
    CATEGORY,
    COURSE,
    FIRST,
    ORIGIN,
    PROPORTIONAL,
    UNIT,
    Bound,
    Mandatory,
    Part,
    PartOf,
)

Entity = Mapping[str, Any]
_SAID = Patterns(__file__)
_FIGURE = _SAID.compiled("figure")
_ORIGINS = _SAID.each("origins")
_KINDS = _SAID.each("kinds")
_CLAUSE = _SAID.compiled("clause")
_SHARE = _SAID.compiled("share")
_MONEY = ("amount", "amount_per_head", "amount_per_session")
_THINGS: Mapping[str, PartOf] = {"department": UNIT, "course": COURSE}
_HUNDRED = Decimal(100)
_TENTHS = 10
_COURSE_NOUN = _SAID.compiled("course_noun")
# How far before or behind a figure its bound stands.
_NEAR = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitSaid:
    """A floor or ceiling; `part` None where nobody said of what."""

    part: Part | None
    bound: Bound
    amount: Decimal | None = None
    currency: str | None = None
    share: Decimal | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What is said now; None and empty where nothing is. `weights` in the figures that were said,
    of the origins that were named; `ratio` where they only stand to each other."""

    weights: Mapping[str, Decimal] | None = None
    ratio: bool = False
    equal: bool = False
    scale: bool = False
    mode: str | None = None
    mandatory: Mandatory | None = None
    limits: tuple[LimitSaid, ...] = ()
    without: tuple[Part, ...] = ()
    only: tuple[Part, ...] = ()
    named: tuple[Part, ...] = ()
    by_unit: bool = False
    again: bool = False
    total: tuple[Decimal, str | None] | None = None
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    part: Part


def hear(message: Message) -> Heard:
    """What the message says of an allocation."""
    text = message.text
    places = sorted(_places(message), key=lambda one: one.start)
    limits, used = _limits(message, places)
    rest = _blanked(text, used)
    weights, ratio = _weights(rest)
    limited = {one.part for one in limits}
    out = [*_excluded(message), *_ruled_out(text, places, limited)]
    wondered = out if _says("why_not", text) else []
    out = [one for one in out if one not in wondered]
    free = [one for one in places if one.part not in limited and one.part not in out]
    only = [one.part for one in free if one.part.of != ORIGIN and _says("only", text)]
    return Heard(
        weights=weights,
        ratio=ratio,
        equal=_says("equal", text),
        scale=_says("scale", text),
        mode=_mode(text),
        mandatory=_mandatory(text),
        limits=tuple(limits),
        without=tuple(dict.fromkeys(out)),
        only=tuple(dict.fromkeys(only)),
        named=tuple(
            dict.fromkeys((*wondered, *(one.part for one in free if one.part not in only)))
        ),
        by_unit=_says("by_unit", text),
        again=_says("again", text),
        total=_total(message, used),
        share=None if weights else _lone_share(rest),
    )


def stands_alone(text: str) -> bool:
    """Whether it is a question by itself, that takes nothing over from the one before."""
    return _says("whole", text) and not _says("goes_on", text)


def is_asked(message: Message) -> bool:
    """Whether it asks by its words alone if a sum covers the needs."""
    return message.facts.amount is not None and _says("covers", message.text)


def changes_the_last(text: str) -> bool:
    """Whether it changes an allocation that was just told, and says nothing else."""
    return _says("follows", text)


def _says(name: str, text: str) -> bool:
    return took(_SAID.compiled(name).search(text)) is not None


def _mode(text: str) -> str | None:
    if _says("best", text):
        return BEST
    return PROPORTIONAL if _says("proportional", text) else None


def _mandatory(text: str) -> Mandatory | None:
    for name, what in (
        ("mandatory_apart", APART),
        ("mandatory_alike", ALIKE),
        ("mandatory_first", FIRST),
    ):
        if _says(name, text):
            return what
    return None


def _places(message: Message) -> Iterator[_Place]:
    """What the message names, and where: units, courses, kinds of courses, origins of needs."""
    for one in message.entities:
        of = _THINGS.get(str(one.get("kind") or one["entity"]))
        if of and one.get("code") and one.get("start") is not None:
            yield _Place(one["start"], one["end"], Part(of, one["code"]))
    for code, pattern in _KINDS:
        for match in pattern.finditer(message.text):
            took(match)
            yield _Place(match.start(), match.end(), Part(CATEGORY, code))
    for match in _SAID.compiled("needs_of").finditer(message.text):
        for code, pattern in _ORIGINS:
            if pattern.search(match[0]):
                took(match)
                yield _Place(match.start(), match.end(), Part(ORIGIN, code))


def _excluded(message: Message) -> Iterator[Part]:
    for one in message.excluded:
        of = _THINGS.get(str(one.get("kind") or one["entity"]))
        if of and one.get("code"):
            yield Part(of, one["code"])


def _ruled_out(text: str, places: Iterable[_Place], limited: Iterable[Part | None]) -> list[Part]:
    """What words right before or behind it leave out."""
    before, behind = _SAID.compiled("without"), _SAID.compiled("without_behind")
    limited = set(limited)
    return [
        one.part
        for one in places
        if one.part not in limited
        if _ends_with(before, text[max(0, one.start - _NEAR) : one.start])
        or took(behind.match(_COURSE_NOUN.sub("", text[one.end : one.end + _NEAR])))
    ]


def _ends_with(pattern: re.Pattern[str], text: str) -> bool:
    found = list(pattern.finditer(text))
    if not found or re.search(r"[，,。;；]", text[found[-1].end() :]):
        return False
    return took(found[-1]) is not None


def _limits(
    message: Message, places: Sequence[_Place]
) -> tuple[list[LimitSaid], list[tuple[int, int]]]:
    """Floors and ceilings, with the spans of their figures. A sum alone that is at most so much is
    the total."""
    text, found, used = message.text, [], []
    sums = [one for one in message.entities if one["entity"] in _MONEY and _is_said(one)]
    for start, end, figure in (*_shares(text), *_sums(sums)):
        bound = _bound(text, start, end)
        if bound is None:
            continue
        clause = _clause(text, start)
        near = [one for one in places if clause[0] <= one.start and one.end <= clause[1]]
        if not near and ("share" not in figure and _is_total(text, clause, bound)):
            continue
        part = min(near, key=lambda one: _distance(one, start, end)).part if near else None
        found.append(
            LimitSaid(part=part, bound=bound, words=text[slice(*clause)].strip(), **figure)
        )
        used.append((start, end))
    return found, used


def _is_said(entity: Entity) -> bool:
    return entity.get("start") is not None and entity.get("role") != "relative"


def _shares(text: str) -> Iterator[tuple[int, int, dict[str, Any]]]:
    for match in _SHARE.finditer(text):
        took(match)
        yield match.start(), match.end(), {"share": _share(match)}


def _share(match: re.Match[str]) -> Decimal:
    if match["per_cent"]:
        return Decimal(match["per_cent"]) / _HUNDRED
    if match["word"]:
        tenths = parse_number(match["word"])
        assert tenths is not None, "the pattern has a numeral there"
        return tenths / _TENTHS
    if match["half"]:
        return Decimal("0.5")
    return Decimal("0.3333") if match["third"] else Decimal("0.25")


def _sums(sums: Iterable[Entity]) -> Iterator[tuple[int, int, dict[str, Any]]]:
    for one in sums:
        figure = {"amount": Decimal(str(one["value"])), "currency": one.get("currency")}
        yield one["start"], one["end"], figure


def _bound(text: str, start: int, end: int) -> Bound | None:
    """Whether a figure is a floor or a ceiling: by the nearest word for it in its clause."""
    first, last = _clause(text, start)
    near = text[max(first, start - _NEAR) : min(last, end + _NEAR)]
    at = start - max(first, start - _NEAR)
    ranked = [
        (abs(match.start() - at), bound, match)
        for name, bound in (("at_least", AT_LEAST), ("at_most", AT_MOST))
        for match in _SAID.compiled(name).finditer(near)
    ]
    if not ranked:
        return None
    _, bound, match = min(ranked, key=lambda one: one[0])
    took(match)
    return bound


def _is_total(text: str, clause: tuple[int, int], bound: Bound) -> bool:
    return bound == AT_MOST or _says("of_all", text[slice(*clause)])


def _clause(text: str, at: int) -> tuple[int, int]:
    """The part of the sentence that a place lies in."""
    ends = list(_CLAUSE.finditer(text))
    first = max((one.end() for one in ends if one.end() <= at), default=0)
    last = min((one.start() for one in ends if one.start() >= at), default=len(text))
    return first, last


def _distance(place: _Place, start: int, end: int) -> int:
    return start - place.end if place.end <= start else place.start - end


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _weights(text: str) -> tuple[dict[str, Decimal] | None, bool]:
    """The weights that were said, by origin, and whether they only stand to each other."""
    for name in ("triple", "listed"):
        if match := took(_SAID.compiled(name).search(text)):
            figures = [Decimal(one) for one in _FIGURE.findall(match[0])]
            if len(figures) == len(_ORIGINS):
                ratio = name == "triple" and match["sign"] not in "/／"
                return dict(zip([one for one, _ in _ORIGINS], figures, strict=True)), ratio
    named = {code: Decimal(0) for code, _ in _ORIGINS if _is_ignored(code, text)}
    named |= {
        code: figure for code, pattern in _ORIGINS if (figure := _weight(pattern, text)) is not None
    }
    return named or None, False


def _weight(origin: re.Pattern[str], text: str) -> Decimal | None:
    """What stands right behind an origin, else right before it: business 30, 30% business."""
    number = rf"(?P<number>{_SAID['of_number']})"
    between = _SAID["between"]
    behind = re.search(rf"(?:{origin.pattern}){between}{number}", text, re.IGNORECASE)
    per_cent = rf"(?P<number>{_SAID['figure']}){_SAID['per_cent']}"
    before = rf"{per_cent}{_SAID['goes_to']}(?:{origin.pattern})"
    match = took(behind or re.search(before, text, re.IGNORECASE))
    figure = _FIGURE.search(match["number"]) if match else None
    return Decimal(figure[0]) if figure else None


def _is_ignored(code: str, text: str) -> bool:
    match = took(_SAID.compiled("no_weight").search(text))
    return bool(match and dict(_ORIGINS)[code].search(match[0]))


def _total(message: Message, used: Iterable[tuple[int, int]]) -> tuple[Decimal, str | None] | None:
    """The sum that is no limit."""
    used = set(used)
    for one in message.entities:
        if one["entity"] == "amount" and _is_said(one) and (one["start"], one["end"]) not in used:
            return Decimal(str(one["value"])), one.get("currency")
    return None


def _lone_share(text: str) -> Decimal | None:
    match = took(_SHARE.search(text))
    return _share(match) if match else None
