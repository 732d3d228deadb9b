"""An amount as people write it into a cell or a heading, taken apart.

What the separators mean is not decided here: that takes the whole column (`numerals`).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from engine.values.currency_marks import all_marks, currencies_of, words_too

FREE = frozenset(("免费", "零", "free", "free of charge", "no charge", "gratis", "nil"))
NOTHING = frozenset(("", "-", "--", "无", "/", "n/a", "na", "none", "null", "nan", "空"))
SCALES = {
    "千万": 10_000_000,
    "百万": 1_000_000,
    "十万": 100_000,
    "亿": 100_000_000,
    "万": 10_000,
    "千": 1_000,
    "百": 100,
    "thousand": 1_000,
    "thousands": 1_000,
    "million": 1_000_000,
    "millions": 1_000_000,
    "mio": 1_000_000,
    "mn": 1_000_000,
    "k": 1_000,
    "w": 10_000,
    "m": 1_000_000,
    "'000": 1_000,
    "’000": 1_000,
    "000": 1_000,
    "000s": 1_000,
}
_DASHES = re.compile("[‐‑‒–—―−﹣]")
_NUMERAL = re.compile(r"\d[\d.,'’ ]*\d|\d|[.,]\d+")
_BLANK_GROUPS = re.compile(r"\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?")
_PER_HEAD = re.compile(
    r"\s*(?:(?:/|每|per|a)\s*(?:人次|人|位|名|head|person|pax|participant|learner)|each|p\.?p\.?)$"
)
_PER_HEAD_BEFORE = re.compile(r"^(?:每人|人均|每位)\s*")
_JOINED = re.compile(r"^(?:of |[,;/] ?)|(?: in|[,;/])$")
_WHOLE = re.compile(r"(?<=[元圆块])整$")


@dataclass(frozen=True, slots=True)
class Unit:
    """What an amount is counted in: times how many, and of which currency as far as is said."""

    scale: int = 1
    marks: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        return self.scale == 1 and not self.marks


@dataclass(frozen=True, slots=True)
class Written:
    """A number with its separators, its sign and its unit."""

    numeral: str
    negative: bool
    unit: Unit


def plain(text: str) -> str:
    """Half-width, small letters, simplified characters, one kind of dash, single blanks."""
    folded = _DASHES.sub("-", unicodedata.normalize("NFKC", text).casefold())
    if not folded.isascii():
        folded = folded.translate(_simplified())
    return " ".join(folded.split())


@cache
def _simplified() -> Mapping[int, str]:
    said = tomllib.loads(Path(__file__).with_name("traditional.toml").read_text(encoding="utf-8"))
    both = ("".join(said[name].split()) for name in ("traditional", "simplified"))
    return str.maketrans(dict(zip(*both, strict=True)))


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is no amount."""
    return plain(text) in NOTHING


def take_apart(text: str) -> Written | None:
    """The number in a cell; None if it is none, or more than one.

    A refund is negative, however it is written: -500, (500), 500-.
    """
    bare = plain(text)
    if bare in FREE:
        return Written("0", negative=False, unit=Unit())
    # As Indian invoices end: Rs. 1,25,000/-
    bare = bare.removesuffix("/-").strip()
    bare, negative = _signed(_PER_HEAD_BEFORE.sub("", _PER_HEAD.sub("", bare)))
    match = _NUMERAL.search(bare)
    if match is None:
        return None
    before, after = bare[: match.start()].strip(), bare[match.end() :].strip()
    if before.endswith("-") and not negative:
        before, negative = before[:-1].strip(), True
    numeral, front, back = _grouped(match[0]), marks_in(before), read_unit(_WHOLE.sub("", after))
    if numeral is None or front is None or back is None:
        return None
    return Written(numeral, negative, Unit(back.scale, front + back.marks))


def _signed(bare: str) -> tuple[str, bool]:
    if bare.startswith("(") and bare.endswith(")"):
        return bare[1:-1].strip(), True
    if bare.endswith("-") and len(bare) > 1:
        return bare[:-1].strip(), True
    if bare.startswith("-"):
        return bare[1:].strip(), True
    return bare.removeprefix("+").strip(), False


def _grouped(numeral: str) -> str | None:
    """Without blanks and apostrophes, which can only part thousands."""
    if not re.search("[ '’]", numeral):
        return numeral
    return re.sub("[ '’]", "", numeral) if _BLANK_GROUPS.fullmatch(numeral) else None


def read_unit(text: str) -> Unit | None:
    """What stands behind a number or in a heading: 万元, k€, USD; None if it is something else."""
    if (marks := marks_in(text)) is not None:
        return Unit(1, marks)
    for word, scale in SCALES.items():
        for rest in (text.removeprefix(word), text.removesuffix(word)):
            if rest != text and (marks := marks_in(_JOINED.sub("", rest.strip()))) is not None:
                return Unit(scale, marks)
    # T€, TEUR: a t for thousands only before a currency.
    if text.startswith("t") and (marks := marks_in(text[1:].strip())):
        return Unit(1_000, marks)
    return None


def marks_in(text: str) -> tuple[str, ...] | None:
    """The one or two marks that a text consists of (人民币¥); None if it has anything else."""
    if not text:
        return ()
    if currencies_of(text):
        return (text,)
    for at in range(1, len(text)):
        first, second = text[:at].strip(), text[at:].strip()
        if currencies_of(first) and currencies_of(second):
            return (first, second)
    return None


# ---- headings

_BRACKETS = re.compile(r"^(?P<bare>.+?)\s*[(\[【](?P<unit>[^()\[\]【】]*)[)\]】]$")
_PARTED = re.compile(r"^(?P<bare>.+)[\s_/:,\-]\s*(?P<unit>[^\s_/:,\-]+)$")
_PARTED_BY_TWO = re.compile(r"^(?P<bare>.+)[\s_/:,\-]\s*(?P<unit>[^\s_/:,\-]+ [^\s_/:,\-]+)$")
_UNIT_WORDS = re.compile(r"^(?:(?:单位|unit|in)\s*[:：]?\s*)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading without its unit, and the unit."""

    bare: str
    unit: Unit


def readings_of(heading: str) -> list[Heading]:
    """Every way to part a heading from a unit in it: 费用（万元）, Cost (USD), cost_usd, 美元金额,
    培训费用元; the whole heading without a unit comes first."""
    # What is a word as well is a code only in capitals: "Cost ALL", but not "cost_all".
    words = {code.casefold() for code in words_too() if code not in heading}
    whole = plain(heading)
    found = [Heading(whole, Unit())]
    for pattern in (_BRACKETS, _PARTED_BY_TWO, _PARTED):
        if (match := pattern.match(whole)) is not None:
            _add(found, match["bare"], match["unit"])
    for mark in _heading_marks():
        if whole.endswith(mark):
            _add(found, whole.removesuffix(mark), mark)
        if whole.startswith(mark):
            _add(found, whole.removeprefix(mark), mark)
    return [one for one in found if not words & set(one.unit.marks)]


def unit_of(heading: str) -> Unit:
    """The unit that a column's heading gives its amounts; none if it gives none."""
    said = [one.unit for one in readings_of(heading) if not one.unit.is_plain]
    return max(said, key=lambda unit: (unit.scale > 1, bool(unit.marks)), default=Unit())


def _add(found: list[Heading], bare: str, unit: str) -> None:
    said = read_unit(_UNIT_WORDS.sub("", _PER_HEAD.sub("", unit.strip())).strip())
    bare = bare.strip(" _-/:,(").removesuffix(" in")
    if said is not None and not said.is_plain and bare:
        found.append(Heading(bare, said))


def _heading_marks() -> list[str]:
    """What may stand in a heading without anything between: Chinese words, and words apart."""
    chinese = [mark for mark in all_marks() if not mark.isascii() and len(mark) > 1]
    latin = [mark for mark in all_marks() if mark.isascii() and mark.isalpha()]
    scaled = [f"{scale}元" for scale in ("百万", "千", "万")]
    return [*scaled, *chinese, "元", *(f"{mark} " for mark in latin)]
