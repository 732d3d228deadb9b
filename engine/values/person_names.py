"""Keys by which a person is found, however his name is written: in characters or in pinyin,
family name first or last, with or without accents.

A key is made of lower-case letters and digits without blanks, so that keys compare the same everywhere.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

SURNAMES = Path(__file__).with_name("surnames.toml")
HAN = re.compile(r"[\u3400-\u9fff]")
WORD = re.compile(r"[^\W_]+")
# What a keyboard without ü writes for it, in pinyin alone.
UMLAUT = re.compile(r"^([ln])v(e?)$")
LONGEST = 200


def is_han(name: str) -> bool:
    """Whether a name is written in Chinese characters."""
    return bool(HAN.search(name))


def name_key(name: str) -> str:
    """The whole name: as it sounds for a Chinese one (罗文 and Luo Wen are luowen), its words
    for another, the given name first and initials left out (Baker, Tom J. is tombaker)."""
    if is_han(name):
        surname, given = split_han(name)
        return _clipped(_sound_of_surname(surname) + "".join(map(_syllable, given)))
    return _clipped("".join(_words_of(name)))


def surname_key(name: str) -> str:
    """The family name: of a Chinese one as it sounds, of another its last word, or what stands
    before a comma."""
    if is_han(name):
        return _clipped(_sound_of_surname(split_han(name)[0]))
    return _clipped("".join(_words_of(name)[-1:]))


def keys_said(words: str) -> tuple[str, ...]:
    """The keys that Latin words may mean: in the order in which they were said, and with the
    last or the first word at the other end."""
    said = latin_words(words)
    orders = [said, [*said[1:], *said[:1]], [*said[-1:], *said[:-1]]]
    return tuple(dict.fromkeys("".join(order) for order in orders if order))


def latin_words(text: str) -> list[str]:
    """Its words in plain lower-case letters; ü as people type it is u."""
    bare = text.replace("’", "").replace("'", "")
    # A raised or wide capital is one only when decomposed; what is folded may come apart again.
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", bare).casefold())
    # Cherokee folds to capitals.
    plain = "".join(one for one in folded if not unicodedata.combining(one)).lower()
    return [UMLAUT.sub(r"\1u\2", word) for word in WORD.findall(plain)]


def split_han(name: str) -> tuple[str, str]:
    """A Chinese name's family name and given name."""
    bare = "".join(one for one in name if not one.isspace())
    length = 2 if len(bare) >= 2 and bare[:2] in compound_surnames() else 1
    return bare[:length], bare[length:]


@cache
def compound_surnames() -> frozenset[str]:
    """The family names of two characters."""
    return frozenset(_lists()["compound"].split())


def _words_of(name: str) -> list[str]:
    family, comma, given = name.partition(",")
    words = latin_words(f"{given} {family}" if comma else name)
    return [word for word in words if len(word) > 1] or words


def _sound_of_surname(surname: str) -> str:
    readings: Mapping[str, str] = _lists()["readings"]
    return readings.get(surname) or "".join(map(_syllable, surname))


@lru_cache(maxsize=30_000)
def _syllable(character: str) -> str:
    # Its lists take a quarter of a second to load, which most commands need not.
    from pypinyin import lazy_pinyin

    return "".join(_letters(lazy_pinyin(character)))


def _letters(syllables: list[str]) -> Iterator[str]:
    for syllable in syllables:
        yield from latin_words(syllable)


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads(SURNAMES.read_text(encoding="utf-8"))


def _clipped(key: str) -> str:
    return key[:LONGEST]
