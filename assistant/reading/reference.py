"""What points at something said or shown before: it, the second, them, 上面那个, 一样."""

from __future__ import annotations

from assistant.reading.kinds import FIGURES, MONEY, TIMES
from assistant.reading.line import Line, Piece
from assistant.reading.mention import Pointer
from assistant.understanding.numerals import DIGITS, TEN, WHOLE
from assistant.understanding.patterns import Patterns

# What a word beside it, this or that, makes a reference.
_SHOWN = MONEY | {"headcount", "number"}
_SAID = Patterns(__file__)
_LAST = _SAID.compiled("last")
_FIRST = _SAID.compiled("first")
_ORDINALS = _SAID.each("ordinals")
_SIGNS = "①②③④⑤⑥⑦⑧⑨"


def is_reference(line: Line, at: int) -> bool:
    """Whether its words point: a thing of a list always does, a request unless it has its number."""
    piece = line.pieces[at]
    if piece.source.get("found") == "reference_words":
        return True
    if piece.source.get("found") or piece.source.get("code"):
        return False
    if piece.kind == "list_item":
        return True
    if piece.kind == "request":
        return not any(sign.isdigit() for sign in line.said(at)[-3:])
    if piece.kind == "measure":
        return False
    if piece.kind in _SHOWN and line.beside(at, "reference"):
        return True
    if piece.kind in FIGURES | TIMES and line.said(at).strip().replace(",", "").isdigit():
        return False
    return line.inside(at, "reference") is not None


def pointer_of(piece: Piece, words: str) -> Pointer | None:
    """What a reference points to, where its words are known."""
    if piece.source.get("found") != "reference_words":
        return None
    to, number = str(piece.source["name"]), piece.source.get("number")
    if to == "ordinal":
        return Pointer(to, _ordinal(str(number) if number else words))
    return Pointer(to, _ordinal(str(number)) if number else None)


def _ordinal(said: str) -> int | None:
    said = said.lower().strip()
    digits = "".join(sign for sign in said if sign.isdigit() and sign.isascii())
    if digits:
        return int(digits)
    if _LAST.search(said):
        return -1
    for number, ordinal in _ORDINALS:
        if ordinal.search(said):
            return int(number)
    for sign in said:
        if (worth := _worth(sign)) > 0:
            return worth
    return 1 if _FIRST.search(said) else None


def _worth(sign: str) -> int:
    """What a sign is worth that is a number by itself; 0 for any other."""
    if sign in _SIGNS:
        return _SIGNS.index(sign) + 1
    return 10 if sign == TEN else DIGITS.get(sign, 0) or WHOLE.get(sign, 0)
