"""What in a sentence may be somebody's name. Whether anybody is called so only the store knows;
the more a name could be a word, the more the words around it have to allow one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from assistant.language import LANGUAGES, is_spaced
from assistant.understanding.names.people import CHINESE_TAIL
from assistant.understanding.names.vocabulary import patterns_of
from engine.values.person_names import compound_surnames

WORDS = Path(__file__).with_name("said.toml")
NO_NAMES = WORDS.with_name("words.txt")
HAN_RUN = re.compile(r"[\u3400-\u9fff·]+")
LATIN = re.compile(r"[A-Za-zÀ-ɏ]+(?:[-'’](?!s\b)[A-Za-zÀ-ɏ]+)*")
# An employee number that could be nothing else, and one that could be.
CODE = re.compile(
    r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9-]{2,19}(?![\w-])", re.A
)
# A number is one after a name, or by itself.
NUMBER_ALONE = re.compile(
    r"^\s*(?:(?:[\u3400-\u9fff·]{2,6}|[A-Za-z]+(?: [A-Za-z]+){1,2})\s*(?P<after>[A-Za-z]{0,3}\d{1,10})"
    r"|(?P<alone>\d{3,10}))\s*$"
)
FOREIGN = re.compile(r"(?=(?P<before>[\u3400-\u9fff]{1,6})·(?P<after>[\u3400-\u9fff·]{1,8}))")
SHORT, LONG = 2, 4
# No word that stands before a name is longer.
NEAR = 16
# So many Latin words are one name.
MOST_WORDS = 3
EDGES = r"\s，。,.？?！!、；;：:（）()“”\"《》/"


@dataclass(frozen=True, kw_only=True)
class PersonSaid:
    """A place in a text and the words there by which somebody may be called.

    `part`: a family name or a given name alone, said with a form of address. `sure`: the
    sentence names a person there, whether there is one of that name or not.
    """

    start: int
    end: int
    words: str
    part: bool = False
    sure: bool = False

    def overlaps(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end


def said_people(text: str, named: Sequence[tuple[int, int]] = ()) -> list[PersonSaid]:
    """All that may name a person in `text`; `named` are the places where its grammar does."""
    return [
        *_named(text, named),
        *_numbers(text),
        *_addressed(text),
        *_chinese(text),
        *_latin(text),
    ]


def full_names(text: str) -> list[PersonSaid]:
    """Those that are hardly anything else: a family name and one or two characters more, where a
    name stands before all that is said of it; and a family name with a form of address."""
    known = _patterns()
    begun = (
        one
        for one in _chinese(text)
        if SHORT <= len(one.words) < LONG
        and known.surname.match(one.words)
        and one.words[:SHORT] not in _words()
        and (not HAN_RUN.search(text[: one.start]))
    )
    return [*begun, *_addressed(text)]


def _named(text: str, places: Sequence[tuple[int, int]]) -> Iterator[PersonSaid]:
    for start, end in places:
        words = _patterns().titles.sub("", text[start:end])
        whole = words == text[start:end]
        if whole or " " in words:
            yield PersonSaid(start=start, end=end, words=words, sure=True)
        if LATIN.fullmatch(words):
            yield PersonSaid(start=start, end=end, words=words, part=True, sure=True)


def _numbers(text: str) -> Iterator[PersonSaid]:
    for pattern in _patterns().numbers:
        for match in pattern.finditer(text):
            start, end = match.span("number")
            yield PersonSaid(start=start, end=end, words=match["number"], sure=True)
    for match in CODE.finditer(text):
        yield PersonSaid(start=match.start(), end=match.end(), words=match.group())
    if alone := NUMBER_ALONE.search(text):
        start, end = alone.span("after" if alone["after"] else "alone")
        yield PersonSaid(start=start, end=end, words=text[start:end])


def _addressed(text: str) -> Iterator[PersonSaid]:
    """小王, 王工, 欧阳师傅: a family name with a form of address."""
    known = _patterns()
    for match in known.addressed.finditer(text):
        start, end = match.span("name")
        if match["name"] in known.words or not _stands_alone(text, start, end):
            continue
        surname = match["after"] or match["before"]
        sure = bool(known.tail.match(text, end))
        yield PersonSaid(start=start, end=end, words=surname, part=True, sure=sure)


def _chinese(text: str) -> Iterator[PersonSaid]:
    """Names of three and four characters that begin with a family name, anywhere; others where
    a name can stand, those of two if they are no word."""
    for run in HAN_RUN.finditer(text):
        for start in range(run.start(), run.end() - SHORT + 1):
            surname = bool(_patterns().surname.match(text, start))
            word = text[start : start + SHORT] in _words()
            if surname and not word and _stands_alone(text, start, start + SHORT):
                yield PersonSaid(start=start, end=start + SHORT, words=text[start : start + SHORT])
            for end in range(start + SHORT + 1, min(start + LONG, run.end()) + 1):
                if (surname and not word) or _stands_alone(text, start, end):
                    yield PersonSaid(start=start, end=end, words=text[start:end])
    for match in FOREIGN.finditer(text):
        for end in range(match.start("after") + 1, match.end("after") + 1):
            yield PersonSaid(start=match.start(), end=end, words=text[match.start() : end])


def _latin(text: str) -> Iterator[PersonSaid]:
    """Two or three words in capitals, in any order; in small letters, or one word (luowen)
    among Chinese ones, where a name can stand."""
    words = list(LATIN.finditer(text))
    for at, first in enumerate(words):
        for count in range(1, min(MOST_WORDS, len(words) - at) + 1):
            said = words[at : at + count]
            start, end = first.start(), said[-1].end()
            if any(gap not in (" ", ", ") for gap in _gaps(text, said)):
                break
            capitals = all(one.group()[0].isupper() for one in said)
            if (capitals and len(said) > 1) or _stands_alone_latin(text, start, end):
                yield PersonSaid(start=start, end=end, words=text[start:end])


def _gaps(text: str, words: Sequence[re.Match[str]]) -> Iterator[str]:
    for one, other in pairwise(words):
        yield text[one.end() : other.start()]


def _stands_alone(text: str, start: int, end: int) -> bool:
    known = _patterns()
    return bool(
        known.before.search(text[max(0, start - NEAR) : start]) and known.after.match(text, end)
    )


def _stands_alone_latin(text: str, start: int, end: int) -> bool:
    """Between such words as stand around a name: in Chinese, or after a preposition."""
    known = _patterns()
    if " " not in text[start:end] and text.isascii():
        return False
    before, after = (
        known.latin_before.search(text[max(0, start - NEAR) : start]),
        known.latin_after.match(text, end),
    )
    return bool(before and after)


@cache
def _words() -> frozenset[str]:
    lines = NO_NAMES.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@dataclass(frozen=True, kw_only=True)
class _Patterns:
    surname: re.Pattern[str]
    addressed: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    latin_before: re.Pattern[str]
    latin_after: re.Pattern[str]
    tail: re.Pattern[str]
    titles: re.Pattern[str]
    numbers: tuple[re.Pattern[str], ...]
    words: frozenset[str]


@cache
def _patterns() -> _Patterns:
    lists: dict[str, dict[str, Any]] = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    numbers = [one for said in lists.values() for one in said.get("number", ())]

    def words(name: str, *, spaced: bool = False) -> str:
        """Of the languages that part words, or of those that do not."""
        of = [one for one in LANGUAGES if one in lists and is_spaced(one) == spaced]
        return _any(" ".join(lists[one].get(name, "") for one in of))

    surname = (
        f"(?:{'|'.join(sorted(compound_surnames()))}|[{patterns_of('surnames', spaced=False)}])"
    )
    before, after = words("before"), words("after")
    latin_before, latin_after = words("before", spaced=True), words("after", spaced=True)
    return _Patterns(
        surname=re.compile(surname),
        addressed=re.compile(
            rf"(?P<name>(?:{words('prefixes')})(?P<after>{surname})"
            rf"|(?P<before>{surname})(?:{words('suffixes')}))"
        ),
        before=re.compile(rf"(?:^|[{EDGES}A-Za-z0-9]|{before})$"),
        after=re.compile(rf"$|[{EDGES}A-Za-z0-9]|{after}"),
        latin_before=re.compile(
            rf"(?:^|[，。,.？?！!、：:]\s*|\b(?:{latin_before})\s|(?:{before})\s?)$", re.IGNORECASE
        ),
        latin_after=re.compile(
            rf"\s*$|[，。,.？?！!、：:]|['’]s\b|\s(?:{latin_after})\b|\s?(?:{after})", re.IGNORECASE
        ),
        titles=re.compile(rf"^(?:{words('titles', spaced=True)})\.?\s+", re.IGNORECASE),
        tail=re.compile(CHINESE_TAIL),
        numbers=tuple(re.compile(one, re.IGNORECASE) for one in numbers),
        words=frozenset(word for said in lists.values() for word in said.get("words", "").split()),
    )


def _any(words: str) -> str:
    return "|".join(re.escape(one) for one in sorted(words.split(), key=len, reverse=True))
