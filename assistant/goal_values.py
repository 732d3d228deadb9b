"""The values between which a KPI is to move: "sales from 30 to 33 million", "故障从500次降到300次".

They are figures of that KPI and of nothing else: no price, no number of people, no share.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from assistant.message import Message, read_facts
from assistant.understanding.patterns import Patterns
from assistant.understanding.quantities.numbers import NUMBER, parse_number
from engine.usecases.goal_values import kpi_called

MOVE = "kpi_move"
Entity = Mapping[str, Any]
# Each thing said is one sign, so that the frames see how they stand to each other.
_KPI, _UNIT, _FIGURE, _OTHER = "\ue000", "\ue001", "\ue002", "\ue003"
_SAID = Patterns(__file__, kpi=_KPI, unit=_UNIT, n=_FIGURE, other=_OTHER)
_FRAMES = tuple(_SAID.compiled(name) for name in ("kpi_before", "kpi_within", "kpi_behind"))
_NUMBER = re.compile(NUMBER, re.IGNORECASE)
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
# What a figure of a KPI may have been read as.
_READ_AS = (
    "amount",
    "amount_per_head",
    "percent_from",
    "percent_to",
    "number",
    "headcount",
    "level",
)
_LEAST_SCALE = 1_000


class Piece(NamedTuple):
    """A sign and what stands there."""

    sign: str
    start: int
    end: int


def with_kpi_values(message: Message, perform: Callable[..., Any]) -> Message:
    """The message with the values between which a KPI moves as such, and as nothing else."""
    if message.act is not None:
        return message
    found = _found(message.text, message.entities)
    if found is None:
        return message
    named, first, last = found
    kpi = _kpi(message, named, perform)
    if kpi is None:
        return message
    start, to = _values(message.text, first, last)
    move = {
        "entity": MOVE,
        "start": first.start,
        "end": last.end,
        "value": message.text[first.start : last.end],
        "kpi": kpi["code"],
        "from": str(start),
        "to": str(to),
    }
    kept = [one for one in message.entities if not _stands_in(one, first, last, named)]
    entities = (dict(kpi), *kept, move)
    return replace(message, entities=entities, facts=read_facts(entities, message.today))


def move_said(entities: Sequence[Entity]) -> Entity | None:
    return next((one for one in entities if one["entity"] == MOVE), None)


def like(said: Decimal, other: Decimal) -> Decimal:
    """A figure in the scale of another one: after 30,000,000 "33" or "3300" are of its size."""
    scale = Decimal(1)
    while said * scale * 5 < other:
        scale *= 10
    return said * scale if scale >= _LEAST_SCALE else said


def _found(text: str, entities: Sequence[Entity]) -> tuple[Piece, Piece, Piece] | None:
    """What moves, and its two figures."""
    pieces = sorted(_pieces(text, entities), key=lambda one: one.start)
    line, places, at = "", [], 0
    for piece in pieces:
        line += text[at : piece.start]
        places.append((len(line), piece))
        line += piece.sign
        at = piece.end
    line += text[at:]
    piece_at = dict(places)
    for frame in _FRAMES:
        if match := frame.search(line):
            named = next(match.start(one) for one in ("kpi", "unit") if match[one] is not None)
            return piece_at[named], piece_at[match.start("from")], piece_at[match.start("to")]
    return None


def _pieces(text: str, entities: Sequence[Entity]) -> Iterator[Piece]:
    taken: list[Piece] = []
    for one in sorted(entities, key=lambda one: one["entity"] != "kpi"):
        start, end = one.get("start"), one.get("end")
        if start is None or end is None or _is_bare(text[start:end], one):
            continue
        if any(start < other.end and other.start < end for other in taken):
            continue
        taken.append(Piece(_sign(one), start, end))
    yield from taken
    for match in _NUMBER.finditer(text):
        piece = Piece(_FIGURE, *match.span())
        if not any(piece.start < one.end and one.start < piece.end for one in taken):
            yield piece


def _is_bare(words: str, entity: Entity) -> bool:
    """Whether it is a figure that may be one of a KPI: nothing in it says what it counts."""
    return entity["entity"] in _READ_AS and parse_number(words) is not None


def _sign(entity: Entity) -> str:
    signs = {"kpi": _KPI, "department": _UNIT}
    return signs.get(entity["entity"], _OTHER) if entity.get("code") else _OTHER


def _kpi(message: Message, named: Piece, perform: Callable[..., Any]) -> Entity | None:
    """The KPI that moves; also where its name was taken for a unit's: no unit goes from 30 to 33."""
    here = [one for one in message.entities if one.get("start") == named.start and one.get("code")]
    known = next((one for one in here if one["entity"] == "kpi"), None)
    if known is not None:
        return known
    words = message.text[named.start : named.end]
    kpi = perform(kpi_called, words)
    if kpi is None:
        return None
    place = {"start": named.start, "end": named.end, "value": words}
    return {"entity": "kpi", "kind": "kpi", **place, "code": kpi.code, "name": words}


def _stands_in(entity: Entity, first: Piece, last: Piece, named: Piece) -> bool:
    """Whether it is the KPI that moves, or was read into its figures."""
    start, end = entity.get("start"), entity.get("end")
    if start is None or end is None:
        return False
    if start == named.start:
        return True
    return entity["entity"] in _READ_AS and first.start < end and start < last.end


def _values(text: str, first: Piece, last: Piece) -> tuple[Decimal, Decimal]:
    """Both, in one scale: of "30 to 33 million" and "3000万做到3300" that of the one that has it."""
    said = [text[one.start : one.end] for one in (first, last)]
    start, to = (parse_number(words) or Decimal(0) for words in said)
    if _is_plain(said[0]) and not _is_plain(said[1]):
        return like(start, to), to
    if _is_plain(said[1]) and not _is_plain(said[0]):
        return start, like(to, start)
    return start, to


def _is_plain(words: str) -> bool:
    return _DIGITS.fullmatch(words.strip()) is not None
