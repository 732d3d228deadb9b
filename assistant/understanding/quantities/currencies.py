"""Which currency a sign, a code or a word means."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from assistant.language import LANGUAGES, is_spaced
from assistant.understanding.alternatives import one_of

_HERE = Path(__file__)
_ROWS = [
    line.split("\t") for line in _HERE.with_suffix(".tsv").read_text(encoding="utf-8").splitlines()
]
# How people call them: one list for messages and for imported files.
_LIST = _HERE.parents[3] / "engine" / "values" / "currency_marks.toml"
_SAID: dict[str, Any] = tomllib.loads(_LIST.read_text(encoding="utf-8"))
_LANGUAGES = [one for one in LANGUAGES if one in _SAID]
# ISO codes of what is tender somewhere, with the digits after the point.
CURRENCIES: dict[str, int] = {code: int(digits) for code, digits, _, _ in _ROWS}
_SMALL = set(_SAID["codes"]["small"].split())
_WORDS_TOO = set(_SAID["codes"]["words"].split())
_BEFORE_TOO = set(_SAID["codes"]["before"].split())
_BEHIND_ONLY = set(_SAID["codes"]["behind"].split())
_AMBIGUOUS = [
    (one["words"].split("|"), one["of"].split(), one.get("after", False))
    for one in _SAID["ambiguous"]
]


def _named() -> dict[str, str]:
    """What means one currency only, in lower case."""
    names = {name: code for code, _, zh, en in _ROWS for name in (zh, *en.split("|"))}
    names |= {code: code for code in CURRENCIES} | {"rmb": "CNY", "cnh": "CNY"}
    for table in (*_LANGUAGES, "signs"):
        names |= {word: code for code, words in _SAID[table].items() for word in words.split("|")}
    return {name.lower(): code for name, code in names.items()}


_NAMES = _named()
_SEVERAL = {word.lower(): codes for words, codes, _ in _AMBIGUOUS for word in words}


def currency_of(mark: str, home: str) -> str:
    """The ISO code that `mark` means in a company of that home currency.

    Raises:
        KeyError: it is no currency.
    """
    mark = " ".join(mark.lower().split())
    if mark in _SEVERAL:
        return home if home in _SEVERAL[mark] else _SEVERAL[mark][0]
    return _NAMES[mark]


def digits_of(code: str | None) -> int:
    """Digits after the decimal point; two where the currency is not known."""
    return CURRENCIES.get(code or "", 2)


def _patterns() -> tuple[str, str]:
    joined, spaced = ([one for one in _LANGUAGES if is_spaced(one) == how] for how in (False, True))
    chinese = {zh for _, _, zh, _ in _ROWS} | _words(*joined)
    english = {name for row in _ROWS for name in row[3].split("|")} | _words(*spaced)
    signs = _words("signs")
    both = {word for words, _, after in _AMBIGUOUS if not after for word in words}
    after = {word for words, _, after in _AMBIGUOUS if after for word in words}
    small = {word for word in english if " " not in word} & (_BEFORE_TOO | _SMALL)
    codes = set(CURRENCIES) | {"RMB", "CNH"}
    before = "|".join(
        [
            one_of(signs | {word for word in both if not word.isalpha()}),
            one_of(chinese - _BEHIND_ONLY | {word for word in both if not word.isascii()}),
            one_of(small | _SMALL, ignoring_case=True),
            one_of(
                {word for word in both if word.isascii() and word.isalpha()}, ignoring_case=True
            ),
            one_of(codes),
        ]
    )
    behind = "|".join(
        [
            one_of(chinese | {word for word in both | after if not word.isascii()}),
            one_of(signs | {word for word in both if not word.isalpha()}),
            one_of(
                english | {word for word in both | after if word.isascii() and word.isalpha()},
                ignoring_case=True,
            ),
            one_of(_SMALL, ignoring_case=True),
            one_of(codes),
        ]
    )
    return f"(?:{before})", f"(?:{behind})"


def _words(*tables: str) -> set[str]:
    said = [words for table in tables for words in _SAID[table].values()]
    return {word for words in said for word in words.split("|")}


# What stands before and after a number, as patterns to be compiled without IGNORECASE.
BEFORE, AFTER = _patterns()


def is_word_too(mark: str) -> bool:
    """Whether `mark` may as well be no currency: TOP, CAD, ALL."""
    return mark in _WORDS_TOO
