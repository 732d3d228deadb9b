"""Numbers and names of people and units as they are compared."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

from engine.imports.cleaning import clean_name
from engine.values.person_names import is_han, keys_said, name_key

# From this likeness (0–1) on, two names are two spellings of one.
ALIKE = 0.75
BRACKETS = re.compile(r"^(.+?)\s*+[(\[【]\s{0,4}(.+?)\s*+[)\]】]")
HAN_ONLY = re.compile(r"[\u3400-\u9fff·. ]+")
_WORD = re.compile(r"[^\W\d_]+")
FLOAT = re.compile(r"(\d+)\.0+")


def folded(text: str) -> str:
    """Half-width, with single blanks."""
    return clean_name(unicodedata.normalize("NFKC", text))


def number_of(text: str) -> str:
    """An employee number as it was before a spreadsheet took it for an amount or marked it as text.

    >>> number_of("'000012"), number_of("12.0"), number_of("Ａ12")
    ('000012', '12', 'A12')
    """
    number = folded(text).removeprefix("'")
    whole = FLOAT.fullmatch(number)
    return whole[1] if whole else number


def bare(number: str) -> str:
    """Without leading zeros."""
    return number.lstrip("0") or "0"


def name_of(name: str) -> str:
    """A name to compare by: case, blanks, commas and the order of words do not matter.

    >>> name_of("张 三"), name_of("Baker, Tom")
    ('张三', 'baker tom')
    """
    words = folded(name).casefold().replace(",", " ").split()
    return "".join(words) if is_han(name) else " ".join(sorted(words))


def written(name: str) -> str:
    """A name as it is kept: two characters that were put apart to fill the cell are one name.

    >>> written("雷 勇"), written(" Tom  Baker ")
    ('雷勇', 'Tom Baker')
    """
    name = clean_name(name)
    return name.replace(" ", "") if HAN_ONLY.fullmatch(name) else name


def unit_key(name: str) -> str:
    """A unit's name to compare by."""
    return folded(name).casefold()


def same_person(known: str, name: str) -> bool:
    """Whether a name beside a number can be that of its holder, perhaps spelt otherwise."""
    name = BRACKETS.sub(r"\1", folded(name))
    if is_alike(known, name) or _has_initials_of(known, name):
        return True
    if is_han(known) == is_han(name):
        return False
    han, latin = (known, name) if is_han(known) else (name, known)
    return name_key(han) in keys_said(latin)


def _has_initials_of(known: str, name: str) -> bool:
    """Whether a name is the known one with initials for its first names: "Nel A" of Anneke Nel."""
    words, said = (_WORD.findall(folded(one).casefold()) for one in (known, name))
    whole, initials = [one for one in said if len(one) > 1], [one for one in said if len(one) == 1]
    if not whole or not initials or not set(whole) <= set(words):
        return False
    first_names = {one[0] for one in words if one not in whole}
    return initials[0] in first_names


def is_alike(one: str, other: str) -> bool:
    """Whether two names may be two spellings of one."""
    first, second = name_of(one), name_of(other)
    return first == second or SequenceMatcher(None, first, second).ratio() >= ALIKE
