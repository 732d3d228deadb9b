"""What a message says, piece by piece, as far as it may be about what was shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistant.language import is_written_together, languages_in
from assistant.reading import Order, Pointer, read_mentions
from assistant.reading.kinds import FIGURES
from assistant.reading.mention import LIMIT, Mention, Sum
from assistant.sheets.algebra import is_about
from assistant.sheets.piece import (
    BESIDE,
    NUMBER,
    ROWS,
    SESSION,
    SEVERAL,
    Entity,
    Number,
    Piece,
    Shown,
    apart,
    named,
    things_in,
)
from assistant.sheets.sheet import Sheet
from assistant.sheets.times import times_in
from assistant.sheets.words import found, patterns
from assistant.understanding.quantities.scan import scan

# What no figure and no name is read in.
FIRST = ("beside", "others", "keeping", "whole", "from_end")
TABLES = ("figures", "columns", "things", "states", "signs", "places", "own", "told")
_ENDS = ("most", "least")
# What is part of the names of others that are the same: of a skill, the course.
_TAUGHT = ("course", "skill", "position")
_UNNUMBERED = ("former", "latter", "rest")
_POINTING = ("ordinal", "firsts", "lasts", *_UNNUMBERED)
# So short a word is part of too many names.
_SHORTEST_APART, _SHORTEST_TOGETHER = 4, 2


def pieces_of(
    text: str, entities: Sequence[Entity], today: date, seen: Shown
) -> tuple[list[Piece], str]:
    """The pieces in their order, and what no piece has read."""
    whole = seen.whole
    kept: list[Piece] = []
    placed = [one for one in entities if one.get("start") is not None]
    mentions = read_mentions(text, placed, today)
    _keep(kept, _said(text, FIRST))
    _keep(kept, _rows(text, mentions))
    _keep(kept, _ends(text))
    _keep(kept, _own(text, placed, seen))
    _keep(kept, times_in(text, placed, today, seen))
    _keep(kept, _names(text, placed, whole))
    _keep(kept, _numbers(text, mentions))
    _keep(kept, _bare_numbers(text))
    words = list(_said(text, TABLES))
    words += _labelled(text, seen.labels)
    words = [_as_row(one, whole) for one in words]
    words.sort(key=lambda one: one.start - one.end)
    _keep(kept, [one for one in words if one.kind == "signs" and _is_beside_number(one, kept)])
    _keep(kept, words)
    _keep(kept, list(_parts_of_names(text, kept, whole)))
    _keep(kept, _unknown(text, placed))
    return sorted(kept, key=lambda one: one.start), _rest(text, kept)


def _said(text: str, tables: Iterable[str]) -> Iterator[Piece]:
    for table in tables:
        for name, start, end in found(table, text):
            if start < end:
                yield Piece(kind=table, name=name, start=start, end=end, said=text[start:end])


def _as_row(piece: Piece, whole: Sheet) -> Piece:
    """Where each row is a session, sessions are rows and no count of them."""
    entities = {row.thing.get("entity") for row in whole.rows}
    counts_rows = piece.kind == "columns" and piece.name == "sessions"
    return (
        replace(piece, kind="things", name=SESSION)
        if counts_rows and SESSION in entities
        else piece
    )


def _keep(kept: list[Piece], more: Iterable[Piece]) -> None:
    for piece in more:
        if not any(one.start < piece.end and piece.start < one.end for one in kept):
            kept.append(piece)


def _rest(text: str, kept: Iterable[Piece]) -> str:
    letters = list(text)
    for one in kept:
        letters[one.start : one.end] = "\n" * (one.end - one.start)
    return "".join(letters)


def _is_beside_number(sign: Piece, kept: Sequence[Piece]) -> bool:
    """At most 50,000 says no most."""
    numbers = (one for one in kept if one.kind == NUMBER)
    return any(apart(one, sign) <= BESIDE for one in numbers)


# --- rows, and things in them ---------------------------------------------------------------
def _rows(text: str, mentions: Iterable[Mention]) -> Iterator[Piece]:
    """The second, the first three, the last two, top 5."""
    for one in mentions:
        to, number = None, None
        if isinstance(one.value, Pointer):
            to, number = one.value.to, one.value.number
        elif one.kind == "rank" and one.role == LIMIT and isinstance(one.value, Decimal):
            to, number = "firsts", int(one.value)
        if to in _POINTING and (number is not None or to in _UNNUMBERED):
            start, end = one.span
            yield Piece(
                kind=ROWS, name=to, start=start, end=end, said=text[start:end], value=number
            )


def _ends(text: str) -> Iterator[Piece]:
    """The top two."""
    for one in scan(text).numbers.values():
        for name, start, end in found("ends", text):
            if 0 <= one.start - end <= 1:
                said = text[start : one.end]
                value = int(one.value)
                yield Piece(kind=ROWS, name=name, start=start, end=one.end, said=said, value=value)


def _own(text: str, entities: Iterable[Entity], seen: Shown) -> Iterator[Piece]:
    """What the question was about, where no row is, or every row: last year, of the trainings of
    last year."""
    about = {_identity(one) for one in seen.about} - {None}
    for one in entities:
        if _identity(one) in about and not _tells_apart(one, seen.whole):
            start, end = one["start"], one["end"]
            said = text[start:end]
            yield Piece(kind="own", name=str(one["value"]), start=start, end=end, said=said)


def _identity(entity: Entity) -> tuple[str, ...] | None:
    if "first_day" in entity and "last_day" in entity:
        return entity["first_day"], entity["last_day"]
    return (entity["code"],) if entity.get("code") else None


def _names(text: str, entities: Iterable[Entity], whole: Sheet) -> Iterator[Piece]:
    """What the catalogue has a name for, and the rows' own names as they were shown. A name of
    something else may be part of one that was shown: of a skill, of the course in it."""
    for one in sorted(entities, key=lambda one: not _is_shown(one, whole)):
        start, end = one["start"], one["end"]
        names: tuple[str, ...] = ()
        if name := one.get("code") or (one["value"] if one["entity"] == "request_id" else None):
            names = (str(name),)
            if not _is_shown(one, whole) and one["entity"] in _TAUGHT:
                names = _shown_with(text[start:end], text, whole) or names
            if len(names) > 1:
                yield replace(named(text, start, end, names), name=SEVERAL)
                continue
        if names:
            yield named(text, start, end, names)
    lower = text.lower()
    for shown, name in sorted(things_in(whole), key=lambda one: -len(one[0])):
        start = lower.find(shown.lower())
        if start >= 0 and len(shown) > 1:
            yield named(text, start, start + len(shown), (name,))


def _unknown(text: str, entities: Iterable[Entity]) -> Iterator[Piece]:
    """A unit, a course that the catalogue has not."""
    for one in entities:
        if one["entity"] in ("department", *_TAUGHT) and not one.get("code"):
            yield named(text, one["start"], one["end"], (str(one["value"]),))


def _is_shown(entity: Entity, whole: Sheet) -> bool:
    return any(entity.get("code") == name for _, name in things_in(whole))


def _tells_apart(entity: Entity, whole: Sheet) -> bool:
    """Whether it is shown, and not of each of several sessions."""
    of_sessions = all(row.thing.get("entity") == SESSION for row in whole.rows)
    each = of_sessions and all(
        is_about(whole, row, (str(entity.get("code")),)) for row in whole.rows
    )
    return _is_shown(entity, whole) and not each


def _shown_with(said: str, text: str, whole: Sheet) -> tuple[str, ...]:
    """The things that were shown with these words in their names."""
    together = is_written_together(text)
    return tuple(
        sorted(name for shown, name in things_in(whole) if _is_part(said, shown, together))
    )


def _parts_of_names(text: str, kept: Sequence[Piece], whole: Sheet) -> Iterator[Piece]:
    """What is left of the message and is a part of just one of the names that were shown."""
    shortest = _SHORTEST_TOGETHER if is_written_together(text) else _SHORTEST_APART
    for match in re.finditer(r"[^\n,，。;；?？!！、]+", _rest(text, kept)):
        said, start = _without_filler(match[0], match.start(), text)
        if len(said) < shortest:
            continue
        names = _shown_with(said, text, whole)
        if len(names) == 1:
            yield named(text, start, start + len(said), names)


def _is_part(said: str, name: str, together: bool) -> bool:
    if together:
        return said in name
    return bool(re.search(rf"\b{re.escape(said)}\b", name, re.IGNORECASE))


def _without_filler(said: str, start: int, text: str) -> tuple[str, int]:
    """What stands between words that say nothing."""
    words = [one for code in languages_in(text) for one in patterns(code, "filler").values()]
    while True:
        bare = said.lstrip()
        start += len(said) - len(bare)
        said = bare.rstrip()
        first = max((one.end() for each in words if (one := each.match(said))), default=0)
        if first:
            said, start = said[first:], start + first
            continue
        ends = [one for each in words for one in each.finditer(said) if one.end() == len(said)]
        if not said or not ends:
            return said, start
        said = said[: ends[-1].start()]


def _labelled(text: str, labels: Mapping[str, str]) -> Iterator[Piece]:
    lower = text.lower()
    for name, key in labels.items():
        start = lower.find(name.lower())
        if start >= 0:
            end = start + len(name)
            yield Piece(kind="columns", name=key, start=start, end=end, said=text[start:end])


# --- figures --------------------------------------------------------------------------------
def _numbers(text: str, mentions: Iterable[Mention]) -> Iterator[Piece]:
    for one in mentions:
        start, end = one.span
        if one.kind not in FIGURES | {"number"} or isinstance(one.value, Order):
            continue
        said = one.value
        currency = said.currency if isinstance(said, Sum) else None
        value = said.amount if isinstance(said, Sum) else said
        low, high = one.source.get("low"), one.source.get("high")
        if low is not None and high is not None:
            number = Number(value=Decimal(str(low)), high=Decimal(str(high)))
        elif isinstance(value, Decimal):
            bound = one.direction or one.source.get("bound")
            number = Number(
                value=value, means=_means(one, text[start:end]), currency=currency, bound=bound
            )
        else:
            continue
        yield Piece(
            kind=NUMBER, name=one.kind, start=start, end=end, said=text[start:end], value=number
        )


def _means(mention: Mention, said: str) -> str | None:
    if mention.kind in ("amount_per_head",):
        return "per_head"
    named = [name for name, start, end in found("columns", said)]
    return named[-1] if named else ("share" if mention.kind == "percent" else None)


def _bare_numbers(text: str) -> Iterator[Piece]:
    """Figures that no reader of quantities takes for anything; words for them only beside what
    makes them figures: more than, the two biggest, these four."""
    signs = [(start, end, BESIDE) for _, start, end in found("signs", text)]
    signs += [(start, end, BESIDE) for name, start, end in found("figures", text) if name in _ENDS]
    signs += [(start, end, 1) for _, start, end in found("counting", text)]
    for one in scan(text).numbers.values():
        beside = any(max(a - one.end, one.start - b) <= near for a, b, near in signs)
        if not (beside or text[one.start].isdigit()):
            continue
        yield Piece(
            kind=NUMBER,
            name="bare",
            start=one.start,
            end=one.end,
            said=text[one.start : one.end],
            value=Number(value=one.value),
        )
