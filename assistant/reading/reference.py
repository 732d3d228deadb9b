"""What points at something said or shown before: it, the second, them, 上面那个, 一样."""

from __future__ import annotations

from assistant.reading.kinds import FIGURES, MONEY, TIMES
from assistant.reading.line import Line, Piece
from assistant.reading.mention import Pointer

# What a word beside it, this or that, makes a reference.
_SHOWN = MONEY | {"headcount", "number"}
_LAST = ("最后", "倒数", "末", "最下", "last", "bottom")
_FIRST = ("头", "最上", "first", "top")
_FIGURES = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)}
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_WORDS = ("one", "two", "three", "four", "five", "six")
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
    if any(word in said for word in _LAST):
        return -1
    for number, (ordinal, word) in enumerate(zip(_ORDINALS, _WORDS, strict=True), 1):
        if ordinal in said or word == said:
            return number
    for sign in said:
        if sign in _FIGURES:
            return _FIGURES[sign]
        if sign in _SIGNS:
            return _SIGNS.index(sign) + 1
        if sign in "两仨俩":
            return 3 if sign == "仨" else 2
    return 1 if any(word in said for word in _FIRST) else None
