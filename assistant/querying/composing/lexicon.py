"""Where the words of the catalogue of queries stand in a text, in whichever language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from assistant.language import LANGUAGES, is_spaced, read_toml

HERE = Path(__file__).parent
SUBJECT, DIMENSION, MEASURE, VALUE = "subjects", "dimensions", "measures", "values"
MARK, SPLIT, COUNTED = "marks", "split", "units"
MOST, LEAST, FILLER = "most", "least", "filler"
# What has a form for several of it.
SHORTEST_NAME = 3
KINDS = (SUBJECT, DIMENSION, MEASURE, VALUE, MARK, SPLIT, COUNTED, MOST, LEAST, FILLER)


class Meaning(NamedTuple):
    """`name` is what the catalogue calls it: a subject, a measure, `dimension.value`."""

    kind: str
    name: str


class Found(NamedTuple):
    start: int
    end: int
    meanings: frozenset[Meaning]


def words_in(text: str) -> list[Found]:
    """The longest words from each place on, those of all languages in the order of the text."""
    found = [one for language in LANGUAGES for one in _in_language(language, text)]
    return sorted(found, key=lambda one: (one.start, -one.end))


def usual_names(language: str) -> dict[str, str]:
    """What each subject, dimension, measure and value is usually called, by kind and name."""
    return {
        f"{kind}.{name}": _parted(said)[0]
        for kind in (SUBJECT, DIMENSION, MEASURE, VALUE)
        for name, said in _read(language).get(kind, {}).items()
    }


@cache
def words_of(meant: Meaning) -> tuple[str, ...]:
    """All that it is called, in any language."""
    return tuple(
        word.lower()
        for language in LANGUAGES
        for word in _parted(_read(language).get(meant.kind, {}).get(meant.name, ""))
    )


def meaning(table: str) -> Mapping[str, object]:
    """What words of any language mean (`meaning.toml`)."""
    return _meanings()[table]


@cache
def _meanings() -> Mapping[str, Mapping[str, object]]:
    """Read once: each message asks for parts of it, for each subject."""
    return read_toml(HERE / "meaning.toml")


def _in_language(language: str, text: str) -> Iterator[Found]:
    pattern, known = _lexicon(language)
    for match in pattern.finditer(text):
        word = re.sub(r"\s+", " ", match["word"].lower())
        yield Found(match.start(), match.end(), known[word])


@cache
def _lexicon(language: str) -> tuple[re.Pattern[str], Mapping[str, frozenset[Meaning]]]:
    known: dict[str, set[Meaning]] = {}
    for kind in KINDS:
        for name, said in _read(language).get(kind, {}).items():
            for word in _parted(said):
                known.setdefault(word.lower(), set()).add(Meaning(kind, name))
    if not known:
        # A language without such words finds none.
        return re.compile("(?!)"), {}
    for word, meanings in known.items():
        if len(word) < SHORTEST_NAME:
            # "i" is no one of "is".
            continue
        # Of one as of several.
        for several in (f"{word}s", f"{word}es"):
            if is_spaced(language) and several in known:
                meanings |= known[several]
                known[several] |= meanings
    longest = sorted(known, key=len, reverse=True)
    words = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in longest)
    # A word that begins or ends with a sign stands for itself wherever it is.
    whole = (
        rf"(?<!\w)(?P<word>{words})(?:e?s)?(?!\w)" if is_spaced(language) else f"(?P<word>{words})"
    )
    return re.compile(whole, re.IGNORECASE), {one: frozenset(of) for one, of in known.items()}


@cache
def _read(language: str) -> Mapping[str, Mapping[str, str]]:
    return read_toml(HERE / "words" / f"{language}.toml")


@cache
def _parted(said: str) -> tuple[str, ...]:
    return tuple(re.sub(r"\s+", " ", one).strip() for one in said.split("|") if one.strip())
