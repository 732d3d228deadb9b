"""What is said for each of several: 300 a head, two classes of 20, 每班12人; and of what."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.reading.frames import pattern
from assistant.reading.kinds import MONEY, PER
from assistant.reading.line import Line
from assistant.reading.mention import EACH

_COUNTED = MONEY | {"headcount"}
# How far from a sum the word stands.
_WORD = 14
_GROUPS = ("number", "unit", "duration", "period")


def is_each(line: Line, at: int) -> bool:
    piece = line.pieces[at]
    if piece.kind in PER or piece.source.get("each"):
        return True
    if piece.kind not in _COUNTED:
        return False
    return bool(line.inside(at, "each")) or line.beside(at, "each")


def multiplied(line: Line, roles: Mapping[int, str], at: int) -> int | None:
    """The piece that an `each` multiplies: people for what is per head, groups for the rest."""
    if line.pieces[at].kind == "amount_per_head":
        return _nearest(line, roles, at, ("headcount",))
    found = _nearest(line, roles, at, _GROUPS[:1])
    if found is not None or line.pieces[at].kind == "amount":
        return found
    return _nearest(line, roles, at, _GROUPS[1:])


def _nearest(line: Line, roles: Mapping[int, str], at: int, kinds: tuple[str, ...]) -> int | None:
    """The last of these before it in the message, else the first behind."""
    fit = [
        other
        for other, piece in enumerate(line.pieces)
        if other != at
        and piece.kind in kinds
        and roles.get(other) not in ("old", "excluded", "compare", "reference")
        and not (roles.get(other) == EACH and piece.kind != "headcount")
    ]
    before = [other for other in fit if other < at]
    behind = [other for other in fit if other > at]
    return before[-1] if before else behind[0] if behind else None


def kind_of_each(line: Line, at: int) -> str:
    """A sum that is said for each is one per head or per session, by the word that says each."""
    piece = line.pieces[at]
    if piece.kind != "amount":
        return piece.kind
    slot = line.slots[at]
    near = line.marked[max(0, slot - _WORD) : slot] + line.said(at)
    near += line.marked[slot + 1 : slot + 1 + _WORD]
    for name, kind in (("head", "amount_per_head"), ("session", "amount_per_session")):
        for language in line.languages:
            found = pattern(language, "each", name)
            if found is not None and found.search(near):
                return kind
    return piece.kind
