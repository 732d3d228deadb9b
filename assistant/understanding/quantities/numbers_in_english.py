"""Numbers as they are written in English words: twenty-five, half a million, two and a half thousand."""

from __future__ import annotations

import re
from decimal import Decimal

from text_to_num import text2num

from assistant.understanding.numerals import SCALES
from assistant.understanding.quantities.numbers import plain

_HALF = Decimal("0.5")


def read(figures: str, said: str) -> Decimal | None:
    """What figures with words behind them are worth, or words alone."""
    if figures:
        return _behind_figures(figures, said)
    return _words(" ".join(said.replace("-", " ").split())) if said.isascii() else None


def _behind_figures(figures: str, said: str) -> Decimal | None:
    if said.startswith("and a half"):
        scale = SCALES.get(said.removeprefix("and a half").strip(" -"), 1)
        return (plain(figures, decimal=True) + _HALF) * scale
    if hundreds := re.fullmatch(r"(?:thousand|grand) (?:and )?(\d) hundred", said):
        return plain(figures, decimal=True) * 1_000 + 100 * int(hundreds[1])
    return None


def _words(text: str) -> Decimal | None:
    if text.startswith("half "):
        return Decimal(SCALES[text.split()[-1]]) / 2
    if text.startswith("a quarter"):
        return Decimal(250_000)
    if re.search(r"\b(?:couple|pair)\b", text):
        return Decimal(2)
    if " and a half" in text:
        before, _, after = text.partition(" and a half")
        first, *unit = before.split()
        count = _words(first) if len(unit) < 2 else _words(before)
        scale = SCALES[after.strip()] if after.strip() else SCALES.get(unit[-1] if unit else "", 1)
        return None if count is None else (count + _HALF) * scale
    return _with_decimals(text) if " point " in text else _whole(text)


def _with_decimals(text: str) -> Decimal | None:
    before, _, after = text.partition(" point ")
    *digits, last = after.split()
    scale = SCALES.get(last, 1)
    digits = digits if last in SCALES else [*digits, last]
    whole = _whole(before)
    part = "".join("0" if one in ("oh", "zero") else str(_whole(one)) for one in digits)
    return None if whole is None else (whole + Decimal(f"0.{part}")) * scale


def _whole(text: str) -> Decimal | None:
    """Scale by scale, so that grand and lakh count like thousand: the library knows neither."""
    total, piece = Decimal(0), ""
    for word in text.split():
        if word in SCALES and word != "hundred":
            count = _below_thousand(piece)
            if count is None:
                return None
            total, piece = total + count * SCALES[word], ""
        else:
            piece += f" {word}"
    count = _below_thousand(piece) if piece.strip() else Decimal(0)
    return None if count is None else total + count


def _below_thousand(text: str) -> Decimal | None:
    text = re.sub(r"^(?:and )?an?\b", "one", text.strip()).removeprefix("and ")
    text = text.replace("fourty", "forty")
    try:
        return Decimal(text2num(text, "en"))
    except ValueError:
        return None
