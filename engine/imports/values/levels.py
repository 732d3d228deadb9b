"""Levels of skills on whatever scale, as 0 to 5: the scale is decided by all that a file says of
levels together; where it is not certain it is asked about."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from engine.imports.amounts import is_nothing, plain
from engine.imports.costs import NumberColumn
from engine.imports.numerals import Undecided
from engine.imports.reading.rows import Wrong

BEST = Decimal(5)
HUNDREDTH = Decimal("0.01")
SAYS_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
# "3 - works alone", "3: good", "3 (good)": the number counts, the rest tells what it means.
_EXPLAINED = re.compile(
    r"(?<!\d)(\d+(?:[.,]\d+)?)\s{0,4}(?:[-:.、)]\s{0,4}|\s*+\(|\s++=\s{0,4})\D.*"
)
_OF = re.compile(r"(?<!\d)(\d+(?:[.,]\d+)?)\s*+/\s*+(\d+)")
_SHARE = re.compile(r"(?<!\d)(\d+(?:[.,]\d+)?)\s*+%")


@dataclass(frozen=True, slots=True)
class WordScale:
    """Steps from the lowest to the best, each with its spellings; one `is_of_anything` whose words
    judge results and needs as well as skills."""

    steps: tuple[tuple[str, ...], ...]
    is_of_anything: bool = False

    @property
    def name(self) -> str:
        return " < ".join(step[0] for step in self.steps)

    def level(self, word: str) -> Decimal | None:
        for place, step in enumerate(self.steps, start=1):
            if word in step:
                return (BEST * place / len(self.steps)).quantize(HUNDREDTH)
        return None

    def is_all_used(self, words: Iterable[str]) -> bool:
        said = set(words)
        return all(said & set(step) for step in self.steps)


@dataclass(frozen=True, slots=True)
class Unsure:
    """What a scale may be (the options of a question), and the likely one."""

    options: tuple[str, ...]
    proposed: str


class Levels:
    """Reads levels, once it was seen what all of them are like. `unsure` says what must be asked
    first; `said` are the answers, `scale` what was decided (empty where levels stand as they are).
    """

    def __init__(self, texts: Iterable[str], said: str | None = None) -> None:
        words = [plain(text) for text in texts if not is_nothing(text)]
        bare = {word: _number_text(word) for word in words}
        self._numbers = NumberColumn([one for one in bare.values() if one])
        self.unsure: Unsure | None = None
        self._best = self._best_number([one for one in bare.values() if one], said)
        spoken = [word for word, number in bare.items() if number is None and _own(word) is None]
        self._words = self._word_scale(spoken, said)

    @property
    def scale(self) -> str:
        if self._words is not None:
            return self._words.name
        return "" if self._best in (None, BEST) else f"0-{self._best}"

    def read(self, text: str) -> Decimal:
        """A level from 0 to 5.

        Raises:
            Wrong: the text is no level on this scale.
        """
        word = plain(text)
        own = _own(word)
        if own is not None:
            return own
        number = _number_text(word)
        level = self._of_number(number) if number else self._of_word(word)
        if level is None or not 0 <= level <= BEST:
            raise Wrong("no_level")
        return level

    def _of_number(self, text: str) -> Decimal | None:
        value = _value(self._numbers, text)
        if value is None or self._best is None:
            return None
        return (value * BEST / self._best).quantize(HUNDREDTH)

    def _of_word(self, word: str) -> Decimal | None:
        if word in _said("none"):
            return Decimal(0)
        return self._words.level(word) if self._words else None

    def _best_number(self, texts: Sequence[str], said: str | None) -> Decimal | None:
        values = [one for text in texts if (one := _value(self._numbers, text)) is not None]
        best, self.unsure = best_of(values, said)
        return best

    def _word_scale(self, words: Sequence[str], said: str | None) -> WordScale | None:
        """The scale that knows all the words (or most of them), if only one can be meant."""
        said_none = _said("none")
        words = [word for word in words if word not in said_none]
        known = {
            scale: [word for word in words if scale.level(word) is not None] for scale in _scales()
        }
        most = max((len(found) for found in known.values()), default=0)
        fitting = [scale for scale, found in known.items() if len(found) == most]
        if not most:
            return None
        chosen = next((one for one in fitting if one.name == said), None)
        used = [one for one in fitting if one.is_all_used(words)]
        readings = {tuple(scale.level(word) for word in known[scale]) for scale in fitting}
        if chosen is None and len(readings) > 1 and len(used) != 1:
            self.unsure = Unsure(tuple(one.name for one in fitting), (used or fitting)[0].name)
        return chosen or (used or fitting)[0]


def best_of(values: Sequence[Decimal], said: str | None) -> tuple[Decimal | None, Unsure | None]:
    """The best number of the scale that all these are on (5 where there are none, none where no
    scale has them), and what must be asked of it."""
    if not values:
        return BEST, None
    largest = max(values)
    bests = [Decimal(one) for one in _read()["numbers"] if one >= largest]
    if all(one <= 1 for one in values) and any(one % 1 for one in values):
        bests = [Decimal(1), BEST]
    if not bests:
        return None, None
    chosen = next((one for one in bests if said == f"0-{one}"), None)
    if chosen is not None or _is_certain(largest, bests):
        return chosen or _likely(bests), None
    return _likely(bests), Unsure(tuple(f"0-{one}" for one in bests), f"0-{_likely(bests)}")


def is_mastery(word: str) -> bool:
    """Whether a word says how well somebody masters a skill, and nothing else."""
    return word in _masteries()


def best_in(heading: str) -> Decimal | None:
    """The best number that a heading tells: 平均分(满分5分), Score (1-10), Note sur 20."""
    for pattern in _read()["best_in_headings"]:
        if match := re.search(pattern, plain(heading)):
            return Decimal(match[1]) if int(match[1]) else None
    return None


def _is_certain(largest: Decimal, bests: Sequence[Decimal]) -> bool:
    """Numbers up to 5 are levels as they are; seven to ten are out of ten, beyond twenty out of a
    hundred. Anything else could be more than one scale."""
    return (
        bests[0] == BEST
        or (largest == bests[0] and largest >= 10)
        or 7 < largest <= 10
        or (bests[0] == 100)
    )


def _likely(bests: Sequence[Decimal]) -> Decimal:
    """Out of ten or a hundred, rather than of six, seven or twenty."""
    usual = [one for one in bests if one in (1, 5, 10, 100)]
    return usual[0]


def _own(word: str) -> Decimal | None:
    """A level that says its own scale: 3/5, 25%, ★★★☆☆."""
    if match := _OF.fullmatch(word):
        part, whole = Decimal(match[1].replace(",", ".")), Decimal(match[2])
        return _share(part / whole) if whole else None
    if match := _SHARE.fullmatch(word):
        return _share(Decimal(match[1].replace(",", ".")) / 100)
    filled = sum(word.count(star) for star in _said("filled_star"))
    opened = sum(word.count(star) for star in _said("open_star"))
    if filled + opened and filled + opened == len(word.replace(" ", "")):
        return _share(Decimal(filled) / (filled + opened if opened else 5))
    return None


def _share(part: Decimal) -> Decimal | None:
    return (part * BEST).quantize(HUNDREDTH) if 0 <= part <= 1 else None


def _number_text(word: str) -> str | None:
    """The number of a text that is one, with or without a word around it."""
    if _own(word) is not None:
        return None
    for before in _said("before"):
        if word.startswith(before) and word != before:
            word = word.removeprefix(before).strip()
            break
    for behind in _said("behind"):
        if word.endswith(behind):
            word = word.removesuffix(behind).strip()
            break
    if match := _EXPLAINED.fullmatch(word):
        return match[1]
    return word if SAYS_NUMBER.fullmatch(word) else None


def _value(numbers: NumberColumn, text: str) -> Decimal | None:
    try:
        return numbers.value(text)
    except Undecided:
        return None


@cache
def _read() -> dict[str, Any]:
    path = Path(__file__).parent / "scales.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _said(what: str) -> tuple[str, ...]:
    """Words around numbers, the longest first."""
    return tuple(sorted(_read()[what], key=len, reverse=True))


@cache
def _scales() -> tuple[WordScale, ...]:
    return tuple(
        WordScale(tuple(map(tuple, one["steps"])), one.get("of_anything", False))
        for one in _read()["words"]
    )


@cache
def _masteries() -> frozenset[str]:
    told = [one for one in _scales() if not one.is_of_anything]
    steps = (word for scale in told for step in scale.steps for word in step)
    return frozenset((*steps, *_said("none")))
