"""Numbers as they are written in Chinese: 六万五, 廿八, 俩, and figures with its units: 6万5, 12万3千."""

from __future__ import annotations

import re
from decimal import Decimal

import cn2an

from assistant.understanding.numerals import DIGITS, UNITS, WHOLE, plainly
from assistant.understanding.quantities.numbers import plain

_LETTERS = str.maketrans({"w": "万", "k": "千", "个": "", "萬": "万", "億": "亿"})
# The last digit behind these is of the unit just below: 一亿二, 两百五十万八.
_BELOW = (
    (re.compile(r"(.+亿)([一二三四五六七八九])"), "千万"),
    (re.compile(r"(.+万)([一二三四五六七八九])"), "千"),
)


def read(figures: str, said: str) -> Decimal | None:
    """What figures with words behind them are worth, or words alone."""
    if figures:
        return _mixed(figures, said)
    if said.isascii():
        return None
    bare = said.lstrip("咱你他她我")
    return Decimal(WHOLE[bare]) if bare in WHOLE else _words(bare)


def _mixed(head: str, rest: str) -> Decimal | None:
    """Digits with units among them: 12万3千, 6w5, 2万零50."""
    rest = re.sub(r"\s", "", rest).translate(_LETTERS)
    unit = re.match(r"[十百千]?[万亿]|[百千十]", rest)
    if not unit:
        return None
    scale = 1
    for character in unit.group():
        scale *= UNITS[character]
    return plain(head, decimal=True) * scale + _tail(rest[unit.end() :], scale)


def _tail(text: str, scale: int) -> Decimal:
    """What follows a unit: one digit counts its tenths, anything else is added."""
    if not text:
        return Decimal(0)
    if re.fullmatch(r"[一二三四五六七八九两]", text):
        return Decimal(DIGITS[text]) * scale / 10
    if text.isdigit() and len(text) == 1:
        return Decimal(text) * scale / 10
    text = text.lstrip("零〇")
    if text.isdigit():
        return Decimal(text)
    number = re.match(r"\d+", text)
    return (_mixed(number.group(), text[number.end() :]) if number else _words(text)) or Decimal(0)


def _words(text: str) -> Decimal | None:
    text = plainly(text)
    for pattern, unit in _BELOW:
        if match := pattern.fullmatch(text):
            text = match[1] + match[2] + unit
            break
    whole, point, part = text.partition("点")
    if point:
        return _with_decimals(whole, part)
    try:
        return Decimal(str(cn2an.cn2an(text, "smart")))
    except ValueError:
        return None


def _with_decimals(whole: str, part: str) -> Decimal | None:
    unit = UNITS.get(part[-1], 1)
    digits = "".join(str(DIGITS[one]) for one in part if one not in UNITS)
    before = _words(whole)
    return None if before is None else (before + Decimal(f"0.{digits}")) * unit
