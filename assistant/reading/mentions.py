"""All mentions of a message, each with its role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from assistant.reading import mention as roles_
from assistant.reading.adding import adding
from assistant.reading.asked import is_asked, order_of
from assistant.reading.comparing import comparing
from assistant.reading.condition import conditions
from assistant.reading.excluding import excluding
from assistant.reading.finding import found_in
from assistant.reading.kinds import BARE, FIGURES, MONEY
from assistant.reading.limiting import limit_of
from assistant.reading.line import Line, Piece
from assistant.reading.mention import Change, Days, Mention, Sum, Value
from assistant.reading.multiplying import is_each, kind_of_each, multiplied
from assistant.reading.pieces import pieces_of
from assistant.reading.reference import is_reference, pointer_of
from assistant.reading.relating import is_relative
from assistant.reading.replacing import replacing
from assistant.understanding.quantities.numbers import value_of

# Longer messages tell a story; what is beyond is not read.
LONGEST = 2000
# What somebody tells in his own words: nothing in it is a figure or a question of his.
_WORDS = ("comment", "reason")


def read_mentions(
    text: str, entities: Sequence[Mapping[str, Any]], today: date
) -> tuple[Mention, ...]:
    """What `text` says, in its order; no two mentions overlap.

    `entities` are those that the pipeline delivers. What no entity covers is found here:
    references, what is asked for, measures, orders, groups, and figures that are said only to be
    replaced.
    """
    text = text[:LONGEST]
    inside = [one for one in entities if 0 <= one["start"] < one["end"] <= len(text)]
    return with_roles(text, pieces_of(text, inside, today, found_in(text)))


def with_roles(text: str, pieces: Sequence[Piece]) -> tuple[Mention, ...]:
    """The pieces as mentions, each by where it stands among the others."""
    line = Line(text, pieces)
    roles, limits = _roles(line)
    line = Line(text, [_named(line, roles, at) for at in range(len(pieces))])
    kept = [at for at, piece in enumerate(line.pieces) if piece.kind != BARE]
    place = {at: number for number, at in enumerate(kept)}
    return tuple(_mention(line, at, roles, limits, place) for at in kept)


def _roles(line: Line) -> tuple[dict[int, str], dict[int, str]]:
    """The role of each piece, and the directions of the limits."""
    roles: dict[int, str] = {}
    for at in conditions(line):
        roles[at] = roles_.CONDITION
    for at, role in replacing(line).items():
        roles.setdefault(at, role)
    for at in excluding(line):
        roles.setdefault(at, roles_.EXCLUDED)
    limits: dict[int, str] = {}
    compared = comparing(line)
    for at in range(len(line.pieces)):
        direction = limit_of(line, at)
        if direction is not None and roles.get(at) in (None, roles_.NEW):
            limits[at], roles[at] = direction, roles_.LIMIT
        elif at not in roles and (single := _single(line, at, compared)):
            roles[at] = single
    for at in adding(line, roles):
        roles[at] = roles_.SUM
    return {at: roles.get(at, roles_.GIVEN) for at in range(len(line.pieces))}, limits


def _single(line: Line, at: int, compared: set[int]) -> str | None:
    """A role that a piece has by itself."""
    if at in compared:
        return roles_.COMPARE
    if line.pieces[at].kind in _WORDS:
        return None
    for role, has in (
        (roles_.RELATIVE, is_relative),
        (roles_.REFERENCE, is_reference),
        (roles_.EACH, is_each),
        (roles_.ASKED, is_asked),
    ):
        if has(line, at):
            return role
    return None


def _named(line: Line, roles: Mapping[int, str], at: int) -> Piece:
    """A bare figure as what it replaces, or is replaced by; elsewhere it says nothing. A sum
    that is said for each as what it is said for."""
    piece = line.pieces[at]
    if roles[at] == roles_.EACH:
        return replace(piece, kind=kind_of_each(line, at))
    if piece.kind != BARE:
        return piece
    other = {roles_.OLD: roles_.NEW, roles_.NEW: roles_.OLD}.get(roles[at])
    kinds = [
        one.kind
        for number, one in enumerate(line.pieces)
        if roles[number] in (other, roles_.LIMIT) and one.kind in FIGURES
    ]
    if other is None:
        return piece
    return replace(piece, kind=kinds[0] if kinds else "number")


def _mention(
    line: Line,
    at: int,
    roles: Mapping[int, str],
    limits: Mapping[int, str],
    place: Mapping[int, int],
) -> Mention:
    piece = line.pieces[at]
    of = multiplied(line, roles, at) if roles[at] == roles_.EACH else None
    code = piece.source.get("code")
    if piece.source.get("found") in ("measures", "groups", "asked_words"):
        code = piece.source["name"]
    return Mention(
        kind=piece.kind,
        role=roles[at],
        text=line.said(at),
        span=(piece.start, piece.end),
        value=_value(line, at),
        code=code,
        of=None if of is None else place.get(of),
        direction=limits.get(at),
        source=piece.source,
    )


# --- values ---------------------------------------------------------------------------------
def _value(line: Line, at: int) -> Value:
    piece, said = line.pieces[at], line.said(at)
    source = piece.source
    if piece.kind == "order":
        return order_of(line, at)
    if source.get("found") == "ranks":
        return value_of(str(source["number"]))
    if source.get("found"):
        return pointer_of(piece, said)
    if "add" in source or "times" in source:
        add, times = _number(source.get("add")), _number(source.get("times"))
        return Change(add, times, source.get("currency"))
    if "first_day" in source:
        first, last = (date.fromisoformat(source[name]) for name in ("first_day", "last_day"))
        return Days(first, last)
    number = _number(source.get("value"))
    if number is None:
        return str(source["value"]) if "value" in source else None
    return Sum(number, source.get("currency")) if piece.kind in MONEY else number


def _number(said: Any) -> Decimal | None:
    if said is None:
        return None
    try:
        return Decimal(str(said))
    except InvalidOperation:
        return None
