"""A message with its numbers marked: every number is one sign, every code another.

The readers of money and people look at what stands around a number. For them each number of
the text is replaced by `START` and as many `MORE` as it is long, so that places stay what they
are; what looks like a number and is none (ISO9001, Excel 2016, 8:30, alert(1), 第三) by `CODE`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from assistant.understanding.numerals import DIGITS, UNITS
from assistant.understanding.patterns import Patterns
from assistant.understanding.quantities import numbers
from assistant.understanding.quantities.currencies import AFTER, BEFORE
from assistant.understanding.quantities.words import words

START, MORE, CODE, PERCENT, PERCENT_MORE, VAGUE, VAGUE_MORE, EACH, EACH_SESSION = map(
    chr, range(0xE000, 0xE009)
)
# One number, one percentage, one vague number, as patterns over the marked text.
N = f"{START}{MORE}*+"
P = f"{PERCENT}{PERCENT_MORE}*+"
V = f"{VAGUE}{VAGUE_MORE}*+"
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
_HARD = re.compile(_SAID["hard"])
_SOFT = re.compile(_SAID["soft"])
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
        scale *= UNITS[unit]
    tens = 0 if not match["tens"] else 10 * DIGITS.get(match["tens"][0], 1)
    low, high = (tens + DIGITS[digit] * scale for digit in match["two"])
    return low, high


# --- numbers ------------------------------------------------------------------------------
_NUMBER = re.compile(_SAID["number"])
_ANY = re.compile(numbers.NUMBER, re.IGNORECASE)
_BIG = _SAID.compiled("big")
# A message with more numbers is a table, and nothing that was said.
MOST_NUMBERS = 150
# 0423 counts nothing.
_LEADING_ZERO = re.compile(r"0\d")
_SIGNS = _SAID["signs"]
_ARTICLE = _SAID["article"]
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
        number = words_.strip(_SIGNS)
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
    if text[start:end] != _ARTICLE:
        return False
    return text[start - 1 : start] in tuple(_WORD_BEFORE) or text[end : end + 1] in tuple(
        _WORD_AFTER
    )


# --- percentages --------------------------------------------------------------------------
_PERCENTS = _SAID.compiled("percents")
_FOLD = _SAID.compiled("fold")


def _mark_percents(text: str, found: dict[int, Number], percents: dict[int, Decimal]) -> str:
    def signs(match: re.Match[str]) -> str:
        inside = [at for at in found if match.start() <= at < match.end()]
        value = found[inside[-1 if match["part"] else 0]].value
        if _FOLD.search(match.group()) and len(inside) == 2:  # 八五折
            value = value * 10 + found[inside[1]].value
        for at in inside:
            del found[at]
        percents[match.start()] = value
        return PERCENT + PERCENT_MORE * (len(match.group()) - 1)

    return _PERCENTS.sub(signs, text)
