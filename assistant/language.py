"""Which languages there are (a file each in `languages/`), and which one a message is in.

A new language is files of words: nothing here or elsewhere names one. What its files lack is
taken from the language that it falls back to.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

FOLDER = Path(__file__).parent / "languages"
_WORD = re.compile(r"[^\W\d_]+")
# A name among words of another script, as Chinese ones have at most four characters.
_STANDS_APART = re.compile(r"(?<![^\W_])[^\W\d_a-zA-Z]{1,4}(?![^\W_])|[^\w\s]|\s")
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Script:
    unit: re.Pattern[str]
    least: int
    spaced: bool
    everywhere: bool


@dataclass(frozen=True, kw_only=True)
class Language:
    """`writes` are the forms of values, `currencies` what they are called otherwise than in CLDR,
    `numerals` and `times` its words for numbers, days and years; `grammar` names code that reads
    something of it."""

    order: int
    script: str
    falls_back_to: str
    names: tuple[str, ...]
    common: frozenset[str]
    grammar: Mapping[str, str]
    writes: Mapping[str, Any]
    currencies: Mapping[str, str]
    numerals: Mapping[str, Any]
    times: Mapping[str, Any]
    abroad: bool = False


def read_toml(path: Path) -> dict[str, Any]:
    """What a file of words says; nothing where a language has no such file."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _languages() -> Mapping[str, Language]:
    """In their order, by code."""
    read = {path.stem: _language(read_toml(path)) for path in FOLDER.glob("*.toml")}
    return MappingProxyType(dict(sorted(read.items(), key=lambda one: (one[1].order, one[0]))))


def _language(said: Mapping[str, Any]) -> Language:
    return Language(
        **{
            "grammar": {},
            "writes": {},
            "currencies": {},
            "numerals": {},
            "times": {},
            **said,
            "names": tuple(said["names"]),
            "common": frozenset(said["common"]),
        }
    )


_KNOWN = _languages()
LANGUAGES = tuple(_KNOWN)
# Spoken where nobody can tell which is wanted; and to those who speak none of ours.
FIRST = LANGUAGES[0]
ABROAD = next((code for code, one in _KNOWN.items() if one.abroad), FIRST)
_SCRIPTS = {
    name: Script(unit=re.compile(one.pop("unit")), **one)
    for name, one in read_toml(Path(__file__).with_suffix(".toml")).items()
    if any(language.script == name for language in _KNOWN.values())
}


def language_of(text: str, before: str | None) -> str:
    """The language that most of it is written in; `before` where the text does not tell.

    A Chinese sentence keeps English names in it, so a few Han characters outweigh words;
    numbers, codes and a bare "ok" change nothing.
    """
    counts = {name: len(script.unit.findall(text)) for name, script in _SCRIPTS.items()}
    if before and all(counts[name] < script.least for name, script in _SCRIPTS.items()):
        return before
    script = max(counts, key=counts.__getitem__)
    if counts[script] and (speaking := _around_names(text, script, before)):
        return speaking
    return _by_words(text, script, before) if counts[script] else before or FIRST


def _around_names(text: str, script: str, before: str | None) -> str | None:
    """The language that is spoken where nothing but names, which stand apart, is written
    otherwise: it has frequent words, and more of them where it was not spoken before."""
    frequent_here = [word for one in _KNOWN.values() if one.script == script for word in one.common]
    if _SCRIPTS[script].spaced or any(word in text for word in frequent_here):
        return None
    if not _STANDS_APART.sub("", text).isascii():
        return None
    words = _WORD.findall(text.lower())
    for code, language in _KNOWN.items():
        frequent = sum(word in language.common for word in words)
        if language.script != script and frequent >= (1 if code == before else 2):
            return code
    return None


def _by_words(text: str, script: str, before: str | None) -> str:
    """Of the languages of a script the one whose frequent words are the most."""
    able = [code for code in LANGUAGES if _KNOWN[code].script == script]
    words = _WORD.findall(text.lower())
    counts = {code: sum(word in _KNOWN[code].common for word in words) for code in able}
    return max(able, key=lambda code: (counts[code], code == before))


def languages_in(text: str) -> tuple[str, ...]:
    """Whose words to look for: Chinese messages are full of English words, not the other way."""
    return tuple(
        code
        for code in LANGUAGES
        if _script(code).everywhere or _script(code).unit.search(text) is not None
    )


def languages_named(text: str) -> list[str]:
    """The languages that are called by their names in it."""
    said = text.lower()
    return [code for code, one in _KNOWN.items() if any(name in said for name in one.names)]


def names_of_languages() -> frozenset[str]:
    return frozenset(name for one in _KNOWN.values() for name in one.names)


def spoken_for(locale: str, otherwise: str = FIRST) -> str:
    """The language of a locale such as `en-GB`; `otherwise` where we have none for it."""
    said = locale.lower()
    return next((code for code in LANGUAGES if said.startswith(code)), otherwise)


def is_spaced(language: str) -> bool:
    """Whether its words stand apart."""
    return _script(language).spaced


def is_written_together(text: str) -> bool:
    """Whether something in it is written without blanks between its words."""
    return any(one.unit.search(text) for one in _SCRIPTS.values() if not one.spaced)


def _script(language: str) -> Script:
    return _SCRIPTS[_KNOWN[language].script]


# --- What one language lacks, and what all have --------------------------------------------


def fallbacks(language: str) -> tuple[str, ...]:
    """Itself, and where to look for what it lacks, one after the other."""
    found = [language]
    while (following := _KNOWN[found[-1]].falls_back_to) not in found:
        found.append(following)
    return tuple(found)


def fallen_back(read: Callable[[str], Mapping[str, Any]], language: str) -> dict[str, Any]:
    """What `read` has for a language, with what it lacks from those it falls back to."""
    whole: dict[str, Any] = {}
    for one in reversed(fallbacks(language)):
        whole = _over(whole, read(one))
    return whole


def _over(lower: Mapping[str, Any], upper: Mapping[str, Any]) -> dict[str, Any]:
    both = lower.keys() & upper.keys()
    tables = {key for key in both if isinstance(lower[key], Mapping)}
    return {**lower, **upper, **{key: _over(lower[key], upper[key]) for key in tables}}


def said_at(file: Mapping[str, Any], *place: str) -> list[Any]:
    """What a file of words has at a place, and what languages add to it in tables of their own: at
    `people.least` also what stands under `[de.people]`.

    Raises:
        KeyError: nobody says anything there.
    """
    tables = (file, *(file.get(language, {}) for language in LANGUAGES))
    said = [one for table in tables if (one := _at(table, place)) is not None]
    if not said:
        raise KeyError(place)
    return said


def _at(table: Mapping[str, Any], place: Iterable[str]) -> Any:
    found: Any = table
    for name in place:
        found = found.get(name, {}) if isinstance(found, Mapping) else {}
    return None if found == {} else found


def in_language(words: Mapping[str, T], language: str) -> T:
    """The entry of a language in a table that has one for each, or of the one it falls back to."""
    return next(words[one] for one in fallbacks(language) if one in words)


@cache
def writes(language: str) -> Mapping[str, Any]:
    """How a language writes values."""
    return fallen_back(lambda one: _KNOWN[one].writes, language)


def currency_called(language: str, code: str) -> str | None:
    """What a currency is called there, otherwise than its code or the name that CLDR has."""
    return _KNOWN[language].currencies.get(code)


def numerals(name: str) -> dict[str, Any]:
    """The table `name` of words for numbers, of all languages together."""
    return _together(one.numerals.get(name, {}) for one in _KNOWN.values())


def words_of_time(name: str) -> dict[str, Any]:
    """The table `name` of words for days and years, of all languages whose grammar reads them."""
    return _together(one.times.get(name, {}) for one in _KNOWN.values() if "times" in one.grammar)


def times_of(language: str) -> Mapping[str, Any]:
    """What a language calls days, months and years, and how they stand together."""
    return _KNOWN[language].times


def numbers_spelt() -> dict[str, int]:
    """The words for numbers of all languages that no grammar reads."""
    return _together(
        one.numerals.get("words", {}) for one in _KNOWN.values() if "numbers" not in one.grammar
    )


def _together(tables: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    return {word: meant for table in tables for word, meant in table.items()}


@cache
def grammar(name: str, language: str) -> Callable[..., Any] | None:
    """The code that reads `name` in a language; None where it has none."""
    place = _KNOWN[language].grammar.get(name)
    if place is None:
        return None
    module, _, function = place.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found


def whole_words(language: str, pattern: str) -> str:
    """The pattern as words of their own, in a language that parts its words."""
    if not is_spaced(language):
        return f"(?:{pattern})"
    return rf"(?<![a-zß-ɏ])(?:{pattern})(?![a-zß-ɏ])"


def either(
    words: Mapping[str, str], form: Callable[[str, str], str] = whole_words
) -> re.Pattern[str]:
    """What fits an entry that has a pattern for each language, each in its `form`."""
    return re.compile(_joined(form(one, words[one]) for one in LANGUAGES if words.get(one)), re.I)


def _joined(parts: Iterable[str]) -> str:
    return "|".join(parts) or r"(?!)"


def compiled(words: Mapping[str, Mapping[str, str]], name: str) -> tuple[re.Pattern[str], ...]:
    """The pattern `name` of each language that has one."""
    return tuple(
        re.compile(words[one][name], re.IGNORECASE)
        for one in LANGUAGES
        if name in words.get(one, {})
    )
