"""The names of the company's own catalogue: found as written, by sound, and by likeness."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import spacy
from pypinyin import lazy_pinyin
from rapidfuzz import fuzz, process
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans

from assistant.understanding.patterns import Patterns

_SAID = Patterns(__file__)

HAN = re.compile(r"[\u4e00-\u9fff]")
# Shorter names sound like too many other things.
SHORTEST_BY_SOUND = 3
UNIT = "org_unit"
UNIT_SUFFIX = re.compile(_SAID["unit_suffix"])
FUNCTION_WORDS = re.compile(_SAID["function_words"])
ORDINALS = re.compile(_SAID["ordinals"])
# Sounds that many do not tell apart, in speech or when typing.
ALIKE_SOUNDS = ((re.compile(r"^([zcs])h"), r"\1"), (re.compile(r"([aei])ng$"), r"\1n"))
# Alike enough to be offered, and to be taken for the name unless another is nearly as alike.
OFFERED, TAKEN, AHEAD = 60.0, 84.0, 8.0
CANDIDATES = 3
# How many of the names most like it by characters are compared by sound as well.
COMPARED, LIKE_ENOUGH = 12, 45.0


@dataclass(frozen=True)
class Meaning:
    """What a name may stand for: `kind` as the catalogue calls it, and `code`."""

    kind: str
    code: str
    name: str


@dataclass(frozen=True)
class Match:
    """A catalogue name at a place in a text, with all it may mean."""

    start: int
    end: int
    text: str
    meanings: tuple[Meaning, ...]


class CatalogueNames:
    """The names of one version of the catalogue."""

    def __init__(self, names: Sequence[Meaning]) -> None:
        self._language = spacy.blank("zh")
        self._meanings: dict[str, list[Meaning]] = {}
        for meaning in names:
            self._meanings.setdefault(meaning.name.lower(), []).append(meaning)
        self._written = PhraseMatcher(self._language.vocab, attr="LOWER")
        self._written.add("name", list(self._language.pipe(self._meanings)))
        self._sounding = self._by_sound(self._language)
        self._units = {core_of_unit(one.name): one for one in reversed(names) if one.kind == UNIT}
        self._kinds: dict[str, list[str]] = {}
        for name, meanings in self._meanings.items():
            for kind in {meaning.kind for meaning in meanings}:
                self._kinds.setdefault(kind, []).append(name)

    def find(self, text: str) -> list[Match]:
        """Names as written; then names that sound like what is written there."""
        if not text:
            return []
        spans = self._written(self._language(text), as_spans=True)
        whole = [span for span in spans if is_whole(text, span.start_char, span.end_char)]
        found = [
            self._match(span.start_char, span.end_char, text, span.text.lower())
            for span in filter_spans(whole)
        ]
        for start, end, name in self._find_by_sound(text):
            if not any(one.start < end and start < one.end for one in found):
                found.append(self._match(start, end, text, name))
        return sorted(found, key=lambda one: one.start)

    def alike(self, kind: str, words: str) -> tuple[list[Meaning], bool]:
        """The things of `kind` whose names are most like `words`, the likest first, and
        whether the first is meant beyond doubt. By characters and sound (rapidfuzz's ratio)."""
        wanted = words.lower()
        if kind == UNIT and (unit := self._units.get(core_of_unit(wanted))):
            return [unit], True
        names = self._kinds.get(kind, [])
        near = process.extract(
            wanted, names, scorer=fuzz.ratio, limit=COMPARED, score_cutoff=LIKE_ENOUGH
        )
        sound = " ".join(sounds(wanted))
        scored = sorted(
            (
                ((score + fuzz.ratio(sound, " ".join(sounds(name)))) / 2, name)
                for name, score, _ in near
                if ORDINALS.findall(name) == ORDINALS.findall(wanted)
            ),
            reverse=True,
        )
        good = [(score, name) for score, name in scored if score >= OFFERED]
        if not good:
            return [], False
        sure = good[0][0] >= TAKEN and (len(good) == 1 or good[0][0] - good[1][0] >= AHEAD)
        return self._things(kind, [name for _, name in good]), sure

    def _things(self, kind: str, names: Sequence[str]) -> list[Meaning]:
        things: dict[str, Meaning] = {}
        for name in names:
            for meaning in self._meanings[name]:
                if meaning.kind == kind:
                    things.setdefault(meaning.code, meaning)
        return list(things.values())[:CANDIDATES]

    def _match(self, start: int, end: int, text: str, name: str) -> Match:
        return Match(start, end, text[start:end], tuple(self._meanings[name]))

    def _by_sound(self, language: Language) -> PhraseMatcher:
        """A matcher over syllables; the key of a pattern is the name it stands for."""
        matcher = PhraseMatcher(language.vocab)
        for name in self._meanings:
            if len(HAN.findall(name)) == len(name) >= SHORTEST_BY_SOUND:
                matcher.add(name, [Doc(language.vocab, words=list(sounds(name)))])
        return matcher

    def _find_by_sound(self, text: str) -> list[tuple[int, int, str]]:
        # One syllable a character, so that places among syllables are places in the text.
        syllables = [sounds(character)[0] if HAN.match(character) else "·" for character in text]
        spans = self._sounding(Doc(self._language.vocab, words=syllables), as_spans=True)
        heard = [one for one in spans if not _is_phrase(text[one.start : one.end], one.label_)]
        return [(span.start, span.end, span.label_) for span in filter_spans(heard)]


def _is_phrase(written: str, name: str) -> bool:
    """Whether words of grammar stand where the name has others: 人是不 is not 人事部."""
    return any(
        one != other and FUNCTION_WORDS.match(one)
        for one, other in zip(written, name, strict=False)
    )


@lru_cache(maxsize=200_000)
def sounds(text: str) -> tuple[str, ...]:
    """The syllables of `text` without tones; those that are often confused are the same."""
    syllables = lazy_pinyin(text)
    for pattern, plain in ALIKE_SOUNDS:
        syllables = [pattern.sub(plain, syllable) for syllable in syllables]
    return tuple(syllables)


def core_of_unit(name: str) -> str:
    """A unit's name without what kind of unit it is: 研发中心 and 研发部 are 研发."""
    return UNIT_SUFFIX.sub("", name.lower())


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether a Latin name is not the middle of a longer Latin word."""
    return not (_joins(text, start) or _joins(text, end))


def _joins(text: str, at: int) -> bool:
    """Whether the characters before and at `at` belong to one Latin word or number."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
