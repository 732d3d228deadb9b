"""Numbers as people write them: 65000, 65,000, 1.234,56, 6.5万, 6万5, 六万五, 廿八, 65k, half a
million. A pattern for each way of writing, and what it is worth."""

from __future__ import annotations

import re
from decimal import Decimal

import cn2an
from text_to_num import text2num

from assistant.understanding.patterns import Patterns

_SAID = Patterns(__file__)

# What is longer is a code and nothing that anybody counts or pays.
MOST_DIGITS = 20

# --- digits -------------------------------------------------------------------------------
_GROUPED = _SAID["grouped"]
_SHORT = _SAID["short"]  # 48.000, which may be 48
# 12,50 and 3,5: only beside what tells that it is a sum.
_COMMA = r"\d+,\d{1,2}(?![\d,])"
_PLAIN = _SAID["plain"]

# --- units --------------------------------------------------------------------------------
SCALES = {
    "k": 1_000,
    "w": 10_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "mio": 1_000_000,
    "bn": 1_000_000_000,
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "grand": 1_000,
    "lac": 100_000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "crores": 10_000_000,
    "billion": 1_000_000_000,
}

_COUNTED = re.compile(_SAID["counted"])

SIGN = _SAID["sign"]
NUMBER = _SAID["number"]
COMMA_DECIMAL = _COMMA
SHORT_GROUP = re.compile(_SHORT)
GROUPED = re.compile(_GROUPED)
_WHOLE = re.compile(NUMBER, re.IGNORECASE)


def parse_number(text: str) -> Decimal | None:
    """The number that the whole of `text` is; None if it is none."""
    text = text.strip()
    if len(text) > 80 or not (match := _WHOLE.match(text)) or match.end() != len(text):
        return None
    return value_of(text)


def value_of(text: str) -> Decimal | None:
    """What a text that matches `NUMBER` is worth; None where it is beyond all counting."""
    text = text.strip().lower()
    sign = re.match(r"负|minus\s|[-−–]", text)
    if sign:
        value = value_of(text[sign.end() :])
        return None if value is None else -value
    value = _digits(text) if text[:1].isdigit() else _words(text)
    if value is None or abs(value) >= Decimal(10) ** MOST_DIGITS:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def is_counted(text: str) -> bool:
    """Whether it holds its own measure word: 俩, 一对, 一打."""
    return bool(_COUNTED.search(text))


# --- digits and what stands behind them ---------------------------------------------------
_LEADING = re.compile(rf"(?:{_GROUPED}|{_SHORT}|{_PLAIN})")


def _digits(text: str) -> Decimal | None:
    comma = re.match(rf"{_COMMA}(?!\d)", text)
    match = comma if comma and not GROUPED.match(text) else _LEADING.match(text)
    if match is None or sum(map(str.isdigit, text)) > MOST_DIGITS:
        return None
    rest = text[match.end() :].strip()
    if not rest:
        return plain(match.group())
    unit = rest.lower()
    if unit.startswith("and a half"):
        scale = SCALES.get(unit.removeprefix("and a half").strip(" -"), 1)
        return (plain(match.group(), decimal=True) + Decimal("0.5")) * scale
    if unit in SCALES:
        return plain(match.group(), decimal=True) * SCALES[unit]
    if hundreds := re.fullmatch(r"(?:thousand|grand) (?:and )?(\d) hundred", unit):
        return plain(match.group(), decimal=True) * 1_000 + 100 * int(hundreds[1])
    return _mixed(match.group(), rest)


def plain(text: str, decimal: bool = False) -> Decimal:
    """Digits in any grouping; `decimal` reads the one point of 48.000 as a decimal point."""
    if SHORT_GROUP.fullmatch(text):
        return Decimal(text if decimal else text.replace(".", ""))
    bare = re.sub(r"['’\s]", "", text)
    if re.search(r",\d{1,2}$", bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif bare.count(".") > 1:
        bare = bare.replace(".", "")
    return Decimal(bare.replace(",", ""))


_CN_SCALE = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}


def _mixed(head: str, rest: str) -> Decimal | None:
    """Digits with Chinese units among them: 12万3千, 6w5, 2万零50."""
    rest = re.sub(r"[个\s]", "", rest.replace("w", "万").replace("k", "千"))
    rest = rest.translate(str.maketrans("萬億", "万亿"))
    unit = re.match(r"[十百千]?[万亿]|[百千十]", rest)
    if not unit:
        return None
    scale = 1
    for character in unit.group():
        scale *= _CN_SCALE[character]
    return plain(head, decimal=True) * scale + _tail(rest[unit.end() :], scale)


def _tail(text: str, scale: int) -> Decimal:
    """What follows a unit: one digit counts its tenths, anything else is added."""
    if not text:
        return Decimal(0)
    if re.fullmatch(r"[一二三四五六七八九两]", text):
        return (_chinese(text) or Decimal(0)) * scale / 10
    if text.isdigit() and len(text) == 1:
        return Decimal(text) * scale / 10
    text = text.lstrip("零〇")
    if text.isdigit():
        return Decimal(text)
    number = re.match(r"\d+", text)
    return (_mixed(number.group(), text[number.end() :]) if number else _chinese(text)) or Decimal(
        0
    )


# --- words --------------------------------------------------------------------------------
_PAIRS = {
    "俩": 2,
    "仨": 3,
    "半百": 50,
    "半打": 6,
    "一打": 12,
    "一打半": 18,
    "一个半打": 18,
    "两打": 24,
    "两打半": 30,
    "一对": 2,
}


def _words(text: str) -> Decimal | None:
    if not text.isascii():
        bare = text.lstrip("咱你他她我")
        return Decimal(_PAIRS[bare]) if bare in _PAIRS else _chinese(bare)
    return _english(" ".join(text.replace("-", " ").split()))


_SAME = str.maketrans("壹贰叁肆伍陆柒捌玖兩拾佰仟萬億〇", "一二三四五六七八九两十百千万亿零")


def _chinese(text: str) -> Decimal | None:
    text = text.translate(_SAME).replace("个", "")
    for short, long in (("廿", "二十"), ("卅", "三十"), ("卌", "四十")):
        text = text.replace(short, long)
    # 一亿二 and 两百五十万八: the last digit is of the unit just below.
    if match := re.fullmatch(r"(.+亿)([一二三四五六七八九])", text):
        text = match[1] + match[2] + "千万"
    elif match := re.fullmatch(r"(.+万)([一二三四五六七八九])", text):
        text = match[1] + match[2] + "千"
    whole, point, part = text.partition("点")
    if point:
        unit = _CN_SCALE.get(part[-1], 1)
        digits = "".join(
            str("零一二三四五六七八九".index(one)) for one in part if one not in _CN_SCALE
        )
        before = _chinese(whole)
        return None if before is None else (before + Decimal(f"0.{digits}")) * unit
    try:
        return Decimal(str(cn2an.cn2an(text, "smart")))
    except ValueError:
        return None


def _english(text: str) -> Decimal | None:
    if text.startswith("half "):
        return Decimal(SCALES[text.split()[-1]]) / 2
    if text.startswith("a quarter"):
        return Decimal(250_000)
    if re.search(r"\b(?:couple|pair)\b", text):
        return Decimal(2)
    if " and a half" in text:
        before, _, after = text.partition(" and a half")
        first, *unit = before.split()
        count = _english(first) if len(unit) < 2 else _english(before)
        scale = SCALES[after.strip()] if after.strip() else SCALES.get(unit[-1] if unit else "", 1)
        return None if count is None else (count + Decimal("0.5")) * scale
    if " point " in text:
        return _english_decimal(text)
    return _english_whole(text)


def _english_decimal(text: str) -> Decimal | None:
    before, _, after = text.partition(" point ")
    *digits, last = after.split()
    scale = SCALES.get(last, 1)
    digits = digits if last in SCALES else [*digits, last]
    whole = _english_whole(before)
    part = "".join("0" if one in ("oh", "zero") else str(_english_whole(one)) for one in digits)
    return None if whole is None else (whole + Decimal(f"0.{part}")) * scale


def _english_whole(text: str) -> Decimal | None:
    """Scale by scale, so that grand and lakh count like thousand: the library knows neither."""
    total, piece = Decimal(0), ""
    for word in text.split():
        if word in ("thousand", "grand", "million", "billion", "dozen") or (
            word in SCALES and word != "hundred"
        ):
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
