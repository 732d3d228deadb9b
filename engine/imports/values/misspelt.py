"""Whether a name is a known one misspelt, or another one in earnest (A班 beside B班)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pypinyin import lazy_pinyin
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from engine.imports.amounts import plain
from engine.values.person_names import is_han

_TOKENS = re.compile(r"\d+|[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+")
# Names that share less than this (0-100) are not looked at.
WORTH_A_LOOK, MOST_LOOKED_AT = 40, 30
# So long a word may have one wrong letter, or two.
ONE_WRONG, TWO_WRONG = 5, 9
# An abbreviation has so many letters, and stands for at least so many.
ABBREVIATION, SPELT_OUT = (3, 5), 6
# So many characters of a Chinese name stay the same where one is wrong, or one more.
LEAST_SAME, LEAST_BESIDE_ONE_MORE = 2, 4
Tokens = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    no_words: frozenset[str]
    generic: frozenset[str]
    generic_behind: tuple[Tokens, ...]
    serial: frozenset[str]
    roman: frozenset[str]
    look_alike: tuple[frozenset[str], ...]


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that it most likely is, spelt otherwise; none where it is another one.

    >>> nearest("冲压车问", ["冲压车间", "焊接车间"]), nearest("二车间", ["一车间"])
    ('冲压车间', None)
    """
    said = plain(name)
    bare = {one: plain(one) for one in known}
    near = process.extract(
        said, bare, scorer=fuzz.ratio, score_cutoff=WORTH_A_LOOK, limit=MOST_LOOKED_AT
    )
    return next((one for _, _, one in near if is_misspelt(name, one)), None)


def is_misspelt(one: str, other: str) -> bool:
    """Whether two names are likely two spellings of one.

    >>> is_misspelt("Sales Dept.", "Sales Department"), is_misspelt("Level 1", "Level 2")
    (True, False)
    """
    first, second = _tokens(one), _tokens(other)
    if _numbers(first) != _numbers(second):
        return False
    if "".join(first) == "".join(second) or _without_what_it_is(first, second):
        return True
    if not is_han(one + other) and sorted(first) == sorted(second):
        return True
    return _differ_little(first, second)


def _tokens(name: str) -> Tokens:
    """Words, numbers, and Chinese characters one by one; without what joins them."""
    found = tuple(_TOKENS.findall(plain(name)))
    return tuple(one for one in found if one not in _rules().no_words) or found


def _numbers(tokens: Tokens) -> Tokens:
    """What tells one of its kind from the next: numbers, single letters."""
    return tuple(one for one in tokens if one.isdigit() or _is_letter(one))


def _is_letter(token: str) -> bool:
    return not is_han(token) and (len(token) == 1 or token in _rules().roman)


def _without_what_it_is(first: Tokens, second: Tokens) -> bool:
    """Whether one of them says besides that it is a department, or a course."""
    longer, shorter = sorted((first, second), key=len, reverse=True)
    words = tuple(one for one in longer if one not in _rules().generic)
    behind = any(longer == shorter + one for one in _rules().generic_behind)
    return behind or (bool(shorter) and words == shorter and len(words) < len(longer))


def _differ_little(first: Tokens, second: Tokens) -> bool:
    """By one character or two words, by two that changed places, by one character more."""
    if len(first) == len(second):
        pairs = [pair for pair in zip(first, second, strict=True) if pair[0] != pair[1]]
        if len(pairs) == 2 and pairs[0] == pairs[1][::-1]:
            return _follow(first, second)
        han = sum(is_han(one) for one, _ in pairs)
        same = len(first) - len(pairs)
        enough = same >= LEAST_SAME if han else same or len(pairs) == 1
        return bool(enough) and len(pairs) <= 2 and han <= 1 and all(_alike(*p) for p in pairs)
    return _has_one_more(*sorted((first, second), key=len))


def _follow(first: Tokens, second: Tokens) -> bool:
    """Whether the two that changed places stand side by side, and not alone."""
    at = [at for at, pair in enumerate(zip(first, second, strict=True)) if pair[0] != pair[1]]
    return at[1] - at[0] == 1 and len(first) > len(at)


def _has_one_more(shorter: Tokens, longer: Tokens) -> bool:
    """Whether it has one Chinese character more, or the same twice."""
    if len(longer) - len(shorter) != 1:
        return False
    at = next((at for at, one in enumerate(shorter) if one != longer[at]), len(shorter))
    if shorter[at:] != longer[at + 1 :]:
        return False
    is_twice = at > 0 and longer[at] == longer[at - 1]
    if longer[at] in _rules().serial:
        return False
    return is_twice or (is_han(longer[at]) and len(shorter) >= LEAST_BESIDE_ONE_MORE)


def _alike(one: str, other: str) -> bool:
    if is_han(one) != is_han(other):
        return False
    if is_han(one):
        if {one, other} <= _rules().serial:
            return False
        looks = any(one in group and other in group for group in _rules().look_alike)
        return looks or _sound(one) == _sound(other)
    return _is_slip(one, other) or _is_abbreviation(*sorted((one, other), key=len))


def _is_slip(one: str, other: str) -> bool:
    """Whether some letters of a long word are wrong, missing or in another order."""
    shorter, longer = sorted((len(one), len(other)))
    if longer < ONE_WRONG or one[0] != other[0]:
        return False
    return OSA.distance(one, other) <= (2 if shorter >= TWO_WRONG else 1)


def _is_abbreviation(short: str, long: str) -> bool:
    """dept for department, admin for administration."""
    least, most = ABBREVIATION
    if not least <= len(short) <= most or len(long) < SPELT_OUT or short[0] != long[0]:
        return False
    rest = iter(long)
    within = all(letter in rest for letter in short)
    return within and (long.startswith(short) or short[-1] == long[-1])


@cache
def _sound(character: str) -> str:
    return lazy_pinyin(character)[0]


@cache
def _rules() -> _Rules:
    path = Path(__file__).with_name("misspelt.toml")
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    return _Rules(
        no_words=frozenset(read["no_words"]),
        generic=frozenset(read["generic"]),
        generic_behind=tuple(map(tuple, read["generic_behind"])),
        serial=frozenset(read["serial"]),
        roman=frozenset(read["roman"]),
        look_alike=tuple(map(frozenset, read["look_alike"])),
    )
