"""A message with its numbers marked: every number is one sign, every code another.

The readers of money and people look at what stands around a number. For them each number of
the text is replaced by `START` and as many `MORE` as it is long, so that places stay what they
are; what looks like a number and is none (ISO9001, Excel 2016, 8:30, alert(1), 第三) by `CODE`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from assistant.understanding.patterns import Patterns
from assistant.understanding.quantities import numbers
from assistant.understanding.quantities.currencies import AFTER, BEFORE
from assistant.understanding.quantities.words import words

START, MORE, CODE, PERCENT, PERCENT_MORE, VAGUE, VAGUE_MORE, EACH, EACH_SESSION = map(
    chr, range(0xE000, 0xE009)
)
# One number, one percentage, one vague number, as patterns over the marked text.
N = f"{START}{MORE}*"
P = f"{PERCENT}{PERCENT_MORE}*"
V = f"{VAGUE}{VAGUE_MORE}*"
_SAID = Patterns(
    __file__,
    words,
    after=AFTER,
    before=BEFORE,
    comma_decimal=numbers.COMMA_DECIMAL,
    n=N,
    start=START,
    more=MORE,
)
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_WIDE = {0xFF01 + at: 0x21 + at for at in range(94) if chr(0x21 + at) not in ",?!;:()"} | {
    0x3000: 0x20
}


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number in the text. `big` has a large unit (6万, 65k), `grouped` thousands apart."""

    start: int
    end: int
    value: Decimal
    words: str
    big: bool
    grouped: bool

    @property
    def counted(self) -> bool:
        return numbers.is_counted(self.words)


@dataclass(frozen=True, kw_only=True)
class Scan:
    """`plain` is the text with half-width signs, `marked` with signs for numbers; `known` is
    for the readers of days: only what is a code beyond doubt is blotted out in it."""

    plain: str
    known: str
    marked: str
    numbers: dict[int, Number] = field(default_factory=dict)
    percents: dict[int, Decimal] = field(default_factory=dict)
    bounds: dict[int, tuple[int, int] | None] = field(default_factory=dict)

    def left(self, at: int, length: int = 30) -> str:
        return self.marked[max(0, at - length) : at]


def scan(text: str) -> Scan:
    """`text` with its numbers marked, in time that grows with its length alone."""
    plain = _PRIVATE.sub("\ufffd", text).translate(_WIDE)
    known = _blot(plain, _HARD)
    marked = _blot_tokens(_blot(known, _SOFT))
    marked = _mark_each(marked)
    marked, bounds = _mark_vague(marked)
    found: dict[int, Number] = {}
    marked = _mark_numbers(marked, found)
    percents: dict[int, Decimal] = {}
    marked = _mark_percents(marked, found, percents)
    return Scan(
        plain=plain, known=known, marked=marked, numbers=found, percents=percents, bounds=bounds
    )


def _blot(text: str, pattern: re.Pattern[str]) -> str:
    def signs(match: re.Match[str]) -> str:
        start, end = match.span("code" if "code" in match.groupdict() and match["code"] else 0)
        return text[match.start() : start] + CODE * (end - start) + text[end : match.end()]

    return pattern.sub(signs, text)


# --- codes --------------------------------------------------------------------------------
_ASCII = r"[\x21-\x7e]"
_NUMBERED = r"\s?[(（#]?\d[\d.\-–/]{0,11}[A-Za-z]?(?![A-Za-z\d,])"
_HARD = re.compile(
    "|".join(
        [
            rf"(?:https?://|www\.){_ASCII}{{1,2000}}",
            r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,255}",
            r"`[^`\n]{0,200}`",
            r"<[/!A-Za-z][^<>\n]{0,200}>",
            r"\{\{[^{}\n]{0,200}\}\}|\$\{[^{}\n]{0,200}\}|%\{[^{}\n]{0,200}\}",
            r"(?<![A-Za-z0-9_.])[A-Za-z_][A-Za-z0-9_.]{0,40}[(\[][^()\[\]\n]{0,80}[)\]]",
            r"(?i:\b(?:where|and|or)\s['\"]?[\w.]{1,30}['\"]?\s?(?:=|<>|>=?|<=?)\s?['\"]?[\w.]{1,30})",
            r"['\"]?\b\d{1,6}['\"]?\s?==?\s?['\"]?\d{1,6}",
            r"[?&][A-Za-z_]{1,30}=[\w%.-]{1,60}",
            rf"(?<![A-Za-z])(?:{words('not_a_number', 'product')})s?(?P<code>{_NUMBERED})(?!\s?(?:万|千|百|元|块|人(?!员)|名|位|k\b|(?i:people|pax|persons?|participants|usd|eur|rmb|yuan|dollars|euros|each|per)\b))",
        ]
    )
)
_LABEL = _SAID["label"]
_SOFT = re.compile(
    "|".join(
        [
            rf"{_LABEL}(?P<code>[A-Za-z]{{0,4}}[-\s]?\d[\d\-]{{0,19}})(?!\d)(?!\s?(?:万|千|元|块|人|名|位|个))",
            r"\d{21,}",
            r"第\s?(?:\d{1,6}|[零一二两三四五六七八九十百千]{1,6})",
            r"(?i:\b(?:no|nr|art|sec|fig|vol|ch)\.\s?\d{1,6}|[#№]\s?\d{1,9})",
            r"(?<!\d)(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])(?:[-/.]\d{1,2})?(?!\d)",
            r"(?<![\d.])\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?!\d)",
            r"(?i:(?<![\d.,])\d{1,2}\s?(?:am|pm|a\.m\.|p\.m\.|o'clock)(?![a-z]))",
            r"(?i:(?<![\d.,])\d{1,4}(?:st|nd|rd|th)(?![a-z]))",
            r"(?<![\d.])\d{1,4}/\d{1,4}(?:/\d{1,4})?(?![\d/])(?!\s?(?:人|位|head|person))",
            r"(?<![\d.])\d+(?:\.\d+){3,}(?!\d)",
            r"(?<!\d)\+?\d{2,4}[-\s]\d{3,4}[-\s]\d{4}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)|\+\d{6,15}|(?<![\d.,])1[3-9]\d{9}(?!\d)|(?<!\d)[2-9]\d{2}-\d{4}(?!\d)",
            r"(?<!\d)\d{15,20}(?!\d)(?!\s?(?:元|万))",
            rf"(?<![A-Za-z\d.])(?:{words('not_a_number', 'picture')})(?=\s?(?:{words('not_a_number', 'picture_of')}))",
            rf"(?<![A-Za-z])\d{{1,3}}[mMkK](?=\s?(?:{words('not_a_number', 'height')}))",
            r"[零一二三四五六七八九]{4}年?",
            r"一人一[档岗机策证码桌间票卡表本]|一岗双责|一人多岗",
            # 二车间 is a name, 三个车间 a number of them.
            r"(?:\d{1,2}|[一二三四五六七八九十])(?=车间|分厂|工区|号楼|号线|号炉|号机|号井|号库)",
            r"[〇零一二三四五六七八九]*〇[〇零一二三四五六七八九]{2,}",
        ]
    )
)
_LETTER = "A-Za-z0-9Α-Ωα-ωµ_"
_TOKEN = re.compile(rf"[{_LETTER}]+(?:[.+#/&\-]+[{_LETTER}]+)*")
_PLAIN_TOKEN = _SAID.compiled("plain_token")
_ANY_DIGIT = re.compile(r"\d")


def _blot_tokens(text: str) -> str:
    """Without the words that hold digits and are no plain number: M365, S7-1200, 5S, 6σ."""

    def signs(match: re.Match[str]) -> str:
        token = match.group()
        if not _ANY_DIGIT.search(token) or token.isdigit():
            return token
        if len(token) <= 40 and _PLAIN_TOKEN.fullmatch(token) and not _backwards(token):
            return token
        return CODE * len(token)

    return _TOKEN.sub(signs, text)


def _backwards(token: str) -> bool:
    """Whether two numbers are joined that bound nothing: 555-0134, 12-4."""
    ends = re.fullmatch(r"(\d+)-(\d+)\D*", token)
    return ends is not None and (int(ends[1]) >= int(ends[2]) or ends[2].startswith("0"))


# --- each ---------------------------------------------------------------------------------
_ONE_PERSON = re.compile(_SAID["one_person"])


_ONE_SESSION = re.compile(_SAID["one_session"])


def _mark_each(text: str) -> str:
    """一个人 beside a price is no headcount of one."""
    text = _ONE_PERSON.sub(lambda match: EACH * len(match.group()), text)
    return _ONE_SESSION.sub(lambda match: EACH_SESSION * len(match.group()), text)


# --- vague --------------------------------------------------------------------------------
_VAGUE = re.compile(_SAID["vague"])
_DIGIT_OF = {digit: at for at, digit in enumerate("零一二三四五六七八九")} | {"两": 2}


def _mark_vague(text: str) -> tuple[str, dict[int, tuple[int, int] | None]]:
    """What is no number yet, with its bounds where two are said: 两三百, 十几, 三十来."""
    bounds: dict[int, tuple[int, int] | None] = {}

    def signs(match: re.Match[str]) -> str:
        bounds[match.start()] = _bounds(match.group())
        return VAGUE + VAGUE_MORE * (len(match.group()) - 1)

    return _VAGUE.sub(signs, text), bounds


_TWO = re.compile(_SAID["two"])


def _bounds(words_: str) -> tuple[int, int] | None:
    match = _TWO.fullmatch(words_)
    if not match:
        return None
    scale = 1
    for unit in match["unit"] or "":
        scale *= {"十": 10, "百": 100, "千": 1_000, "万": 10_000}[unit]
    tens = 0 if not match["tens"] else 10 * _DIGIT_OF.get(match["tens"][0], 1)
    low, high = (tens + _DIGIT_OF[digit] * scale for digit in match["two"])
    return low, high


# --- numbers ------------------------------------------------------------------------------
_NUMBER = re.compile(_SAID["number"])
_ANY = re.compile(numbers.NUMBER, re.IGNORECASE)
_BIG = _SAID.compiled("big")
# A message with more numbers is a table, and nothing that was said.
MOST_NUMBERS = 150
# 0423 counts nothing.
_LEADING_ZERO = re.compile(r"0\d")
_WORD_BEFORE = _SAID["word_before"]
_WORD_AFTER = _SAID["word_after"]


def _mark_numbers(text: str, found: dict[int, Number]) -> str:
    """Marks each number and puts it into `found` by its place."""
    text = _mark(_NUMBER, text, found, "number")
    return _mark(_ANY, text, found, 0)


def _mark(pattern: re.Pattern[str], text: str, found: dict[int, Number], group: str | int) -> str:
    pieces, at = [], 0
    for match in pattern.finditer(text):
        start, end = match.span(group)
        words_ = text[start:end]
        if not words_ or _is_word(text, start, end) or (group and not _is_sum(match)):
            continue
        value = numbers.value_of(words_)
        if len(found) >= MOST_NUMBERS:
            break
        if value is None or _LEADING_ZERO.match(words_):
            continue
        number = words_.strip("-−–负")
        found[start] = Number(
            start=start,
            end=end,
            value=value,
            words=words_,
            big=bool(_BIG.search(words_)),
            grouped=bool(numbers.GROUPED.fullmatch(number)),
        )
        pieces += [text[at:start], START, MORE * (end - start - 1)]
        at = end
    return "".join([*pieces, text[at:]])


def _is_sum(match: re.Match[str]) -> bool:
    return bool(match["mark"] or match["ahead"] is not None or match["number"][-1:].isalpha())


def _is_word(text: str, start: int, end: int) -> bool:
    if text[start:end] != "一":
        return False
    return text[start - 1 : start] in tuple(_WORD_BEFORE) or text[end : end + 1] in tuple(
        _WORD_AFTER
    )


# --- percentages --------------------------------------------------------------------------
_PERCENTS = _SAID.compiled("percents")


def _mark_percents(text: str, found: dict[int, Number], percents: dict[int, Decimal]) -> str:
    def signs(match: re.Match[str]) -> str:
        inside = [at for at in found if match.start() <= at < match.end()]
        value = found[inside[-1 if match["part"] else 0]].value
        if match.group().endswith("折") and len(inside) == 2:  # 八五折
            value = value * 10 + found[inside[1]].value
        for at in inside:
            del found[at]
        percents[match.start()] = value
        return PERCENT + PERCENT_MORE * (len(match.group()) - 1)

    return _PERCENTS.sub(signs, text)
