"""Which currency a sign, a code or a word stands for."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path

from babel.core import Locale
from babel.numbers import get_currency_name

from engine.values.currencies import currencies

MARKS = Path(__file__).with_name("currency_marks.toml")
# Tables of the list that are no words of a language.
SIGNS, OTHERS = "signs", ("codes", "ambiguous")


@lru_cache(maxsize=4096)
def currencies_of(mark: str) -> tuple[str, ...]:
    """Every currency that `mark` may stand for, in any writing; none for what is no mark."""
    return _marks().get(plain_mark(mark), ())


def currency_of(mark: str, home: str) -> str | None:
    """The currency that `mark` stands for in a company whose home currency is `home`.

    $ is the company's own if that is a dollar, else the United States'; ¥ the yen in a Japanese
    company, else the yuan. None for what is no mark, and for one that several currencies share
    without any being the usual one (pesos).
    """
    candidates = currencies_of(mark)
    if home in candidates:
        return home
    is_clear = len(candidates) == 1 or plain_mark(mark) in _usual()
    return candidates[0] if candidates and is_clear else None


def plain_mark(mark: str) -> str:
    """A mark as the list has it: half-width, small letters, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", mark).casefold().split())


@lru_cache
def all_marks() -> tuple[str, ...]:
    """Every mark in its plain writing, the longest first."""
    return tuple(sorted(_marks(), key=lambda mark: (-len(mark), mark)))


@lru_cache
def words_too() -> frozenset[str]:
    """The codes that are words as well (ALL, TOP): in small letters they are no marks."""
    listed = tomllib.loads(MARKS.read_text(encoding="utf-8"))
    return frozenset(listed["codes"]["words"].split())


@lru_cache
def _said() -> dict[str, tuple[tuple[str, ...], bool]]:
    """What the list says: the currencies of each mark, and whether the first is the usual one."""
    listed = tomllib.loads(MARKS.read_text(encoding="utf-8"))
    said: dict[str, tuple[tuple[str, ...], bool]] = {}
    for table in (name for name in listed if name not in OTHERS):
        for code, words in listed[table].items():
            said |= {plain_mark(word): ((code,), True) for word in words.split("|")}
    for one in listed["ambiguous"]:
        shared = (tuple(one["of"].split()), bool(one.get("usual")))
        said |= {plain_mark(word): shared for word in one["words"].split("|")}
    return said


@lru_cache
def _marks() -> dict[str, tuple[str, ...]]:
    """Codes and full names by CLDR, and what the list says; the list goes before the names."""
    marks: dict[str, tuple[str, ...]] = {}
    for code in sorted(currencies()):
        for name in _full_names(code):
            marks[plain_mark(name)] = (code,)
    marks |= {mark: codes for mark, (codes, _) in _said().items()}
    return marks | {code.casefold(): (code,) for code in currencies()}


@lru_cache
def _usual() -> frozenset[str]:
    return frozenset(mark for mark, (_, usual) in _said().items() if usual)


def _full_names(code: str) -> set[str]:
    return {
        get_currency_name(code, count, locale=Locale(language))
        for language in _languages()
        for count in (None, 1, 2)
    }


@lru_cache
def _languages() -> tuple[str, ...]:
    """Those that the list has words of."""
    listed = tomllib.loads(MARKS.read_text(encoding="utf-8"))
    return tuple(name for name in listed if name not in (SIGNS, *OTHERS))
