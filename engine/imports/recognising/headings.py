"""How well the heading of a column names a field of a kind."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from engine.imports.amounts import plain, readings_of
from engine.imports.kinds.kind import kinds
from engine.imports.recognising.concepts import Concepts, Meaning, core_of, meaning_of, says_nothing
from engine.imports.recognising.vocabulary import listed, spellings, squashed, vocabulary, words_of

# How sure a heading is that is not the very one.
WITHOUT_UNIT, WITHOUT_BRACKETS, PART, IN_BRACKETS = 0.99, 0.96, 0.9, 0.75
ENDS_ALIKE = 0.93
# The same but for "name", "date" or "person"; what a heading loses that no word explains.
SAME_CORE, STRANGE = 0.9, 0.4
# Of the headings that say the same, the share that one field must have.
MOSTLY = 0.66
# A heading that only tells of what thing its column is: 行政组织长名称 of units.
OF_THE_THING = 0.5
# Of two fields' own headings, the more usual one is meant: what the last is worth less.
LESS_USUAL = 0.02
LEAST_ALIKE = 90
ALIKE = 0.85
SHORTEST_ALIKE = 6
# A compound is what its last word says: 培训开始日期 is a date, "training start date" too.
AT_END, AT_START, WITHIN, REVERSED = 0.6, 0.4, 0.3, 0.45
# 组织类别 is a sort of units, and no unit.
BEGUN = 0.1
BEYOND = 0.3
# What is left of a match where the heading tells of another thing than the field.
OTHER_THING, CODED = 0.3, 0.7
_BRACKETS = re.compile(r"\s*+[(\[【<《（][^)\]】>》）]*[)\]】>》）]\s*+")
_INSIDE = re.compile(r"[(\[【（]([^)\]】）]+)[)\]】）]")
_PARTS = re.compile(r"\s{0,4}[/|\n、&]\s*+|\s++-\s++")
_NUMBERED = re.compile(r"(?:q|question)?\s*+\d{1,2}\s*+[、.:)]\s*+\S")
_NUMBER_AT_END = re.compile(r"(?<![\s_:.])[\s_:.]*+(?:\d+|(?<![a-z])[a-z])$")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Match:
    """How well a heading names a field (0 to 1), and by which of the field's own headings."""

    score: float
    heading: str

    @property
    def weight(self) -> float:
        """How much it tells of the kind: little for what nearly all kinds have."""
        return self.score * telling(self.heading)


@lru_cache(maxsize=20_000)
def matches(kind: str, heading: str) -> Mapping[str, Match]:
    """The fields of a kind that a heading could name."""
    found = dict(exact_matches(kind, heading))
    for name, match in _by_meaning(kind, heading):
        score = match.score * _in_its_unit(kind, name, heading)
        if meaning_of(heading).strange and _strays(kind, name, heading):
            score *= OTHER_THING
        _better(found, name, Match(score, match.heading))
    aside = is_listed("aside", heading) or is_listed("sums", heading)
    exact = max((one.score for one in found.values()), default=0.0)
    if not aside and exact < PART:
        for variant, factor in variants(heading):
            for name, match in _alike(kind, variant):
                factor_here = factor * (OTHER_THING if _strays(kind, name, heading) else 1.0)
                _better(found, name, Match(match.score * factor_here, match.heading))
        for name in _of_thing(kind, heading):
            _better(found, name, Match(OF_THE_THING, name))
    return found


def _of_thing(kind: str, heading: str) -> list[str]:
    """The fields of units, courses and the like whose name a heading says it is."""
    things = things_in(heading)
    short = squashed(heading)
    if len(things) != 1 or not any(short.endswith(one) for one in listed("names")):
        return []
    (thing,) = things
    fields = kinds()[kind].fields.values()
    return [one.name for one in fields if (one.to or one.type) == thing]


def _in_its_unit(kind: str, name: str, heading: str) -> float:
    """Less for a time in minutes where the field's are hours, be the rest of the heading the
    same; and for the code of a word beside which the word itself may stand."""
    other = "minutes" in things_in(heading) and "minutes" not in _things_of(kind, name)
    is_word = kinds()[kind].fields[name].type == "word"
    coded = is_word and "code" in meaning_of(heading).concepts
    return OTHER_THING if other else CODED if coded else 1.0


def _strays(kind: str, name: str, heading: str) -> bool:
    """Whether a heading tells of a thing that no heading of the field tells of, or is in other
    kinds the very heading of another field ("first name" is no name)."""
    elsewhere = _names_elsewhere(heading)
    return tells_of_another(kind, name, heading) or bool(elsewhere and name not in elsewhere)


def tells_of_another(kind: str, name: str, heading: str) -> bool:
    """Whether a heading tells of a thing that no heading of the field tells of."""
    return bool(things_in(heading) - _things_of(kind, name))


@lru_cache(maxsize=20_000)
def _names_elsewhere(heading: str) -> frozenset[str]:
    return frozenset(
        name
        for kind in kinds()
        for name, match in exact_matches(kind, heading).items()
        if match.score >= PART
    )


@lru_cache(maxsize=20_000)
def things_in(heading: str) -> frozenset[str]:
    bare, words = plain(heading), words_of(heading)
    return frozenset(
        thing
        for thing, said in vocabulary()["things"].items()
        for one in said
        if (one in words or f"{one}s" in words if one.isascii() else one in bare)
    )


@cache
def _things_of(kind: str, name: str) -> frozenset[str]:
    headings = kinds()[kind].fields[name].headings
    return frozenset(thing for heading in headings for thing in things_in(heading))


def is_listed(name: str, heading: str) -> bool:
    """Whether a heading is one of a list of the vocabulary."""
    return any(squashed(one) in listed(name) for one, _ in variants(heading))


@lru_cache(maxsize=20_000)
def is_beside(kind: str, heading: str) -> bool:
    """Whether a heading is one of those that lists of a kind have and that nothing is made of."""
    return any(squashed(one) in _beside(kind) for one, _ in variants(heading))


@cache
def _beside(kind: str) -> frozenset[str]:
    return frozenset(map(squashed, kinds()[kind].beside))


@lru_cache(maxsize=20_000)
def variants(heading: str) -> tuple[tuple[str, float], ...]:
    """A heading in itself, without its unit, without brackets, and its parts, with how sure each
    is."""
    found = {plain(heading): 1.0}
    for reading in readings_of(heading)[1:]:
        found.setdefault(reading.bare, WITHOUT_UNIT)
    bare = " ".join(_BRACKETS.sub(" ", plain(heading)).split())
    if bare:
        found.setdefault(bare, WITHOUT_BRACKETS)
        found.setdefault(_unqualified(bare), WITHOUT_BRACKETS)
        found.setdefault(_thing_named(bare), ENDS_ALIKE)
        found.setdefault(_as_it_is_now(bare), ENDS_ALIKE)
    for part in _PARTS.split(bare):
        found.setdefault(part, PART)
    for inside in _INSIDE.findall(plain(heading)):
        found.setdefault(inside, IN_BRACKETS)
    return tuple((one, factor) for one, factor in found.items() if squashed(one))


@lru_cache(maxsize=5_000)
def telling(heading: str) -> float:
    """1 for a heading that one kind alone has, near 0 for one that all have."""
    among = len(kinds())
    having = max(1, _shared()[heading])
    return math.log((among + 1) / having) / math.log(among + 1)


def _thing_named(bare: str) -> str:
    """The thing whose name or title a heading says it is: a programme title is a programme."""
    for end in spellings("names"):
        before = bare.removesuffix(end)
        if before != bare and before and (before.endswith(" ") or not end.isascii()):
            return before.strip()
    return bare


def _as_it_is_now(bare: str) -> str:
    """Without the word that tells it from what was before: 现部门 is 部门, 原部门 is not."""
    begins = (one for one in spellings("now") if bare.startswith(one) and bare != one)
    return bare.removeprefix(max(begins, key=len, default="")).strip()


def _unqualified(bare: str) -> str:
    """A heading without what it says of taxes: "fee before GST"."""
    words = bare.split(" ")
    ends = [at for at, word in enumerate(words) if at and word in spellings("qualifiers")]
    return " ".join(words[: ends[0]]) if ends else bare


def _alike(kind: str, variant: str) -> list[tuple[str, Match]]:
    found = []
    known = _fields_by_heading(kind)
    short = squashed(variant)
    if len(short) >= SHORTEST_ALIKE:
        near = process.extractOne(short, list(known), scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE)
        if near is not None:
            found.append((known[near[0]], Match(ALIKE * near[1] / 100, near[0])))
    contained = _contained_han if _HAN.search(variant) else _contained_words
    for heading, (name, words) in _words_by_heading(kind).items():
        score = contained(variant, heading, words)
        if score:
            found.append((name, Match(score, heading)))
    return found


def _contained_han(variant: str, heading: str, _words: tuple[str, ...]) -> float:
    short = squashed(variant)
    if len(heading) < 2 or heading == short or not _HAN.search(heading):
        return 0.0
    beyond = BEYOND * len(heading) / len(short)
    if short.endswith(heading):
        return AT_END + beyond
    if short.startswith(heading):
        return BEGUN + beyond
    return WITHIN + beyond if heading in short and len(heading) > 2 else 0.0


def _contained_words(variant: str, heading: str, words: tuple[str, ...]) -> float:
    said = words_of(variant)
    if not words or len("".join(words)) < 3:
        return 0.0
    if len(said) <= len(words):
        inside = 0 < len(said) < len(words) and words[-len(said) :] == said and len(said[0]) > 3
        return REVERSED if inside else 0.0
    beyond = BEYOND * len(words) / len(said)
    if said[-len(words) :] == words:
        return AT_END + beyond
    if said[: len(words)] == words:
        return (AT_START if len(words) > 1 else BEGUN) + beyond
    places = range(1, len(said) - len(words))
    return WITHIN + beyond if any(said[at : at + len(words)] == words for at in places) else 0.0


def _better(found: dict[str, Match], name: str, match: Match) -> None:
    if name not in found or match.score > found[name].score:
        found[name] = match


@cache
def _fields_by_heading(kind: str) -> Mapping[str, str]:
    return {
        squashed(heading): field.name
        for field in reversed(list(kinds()[kind].fields.values()))
        for heading in field.headings
    }


@cache
def _ranks(kind: str, name: str) -> Mapping[str, float]:
    headings = list(dict.fromkeys(map(squashed, kinds()[kind].fields[name].headings)))
    return {one: LESS_USUAL * at / len(headings) for at, one in enumerate(headings)}


def _rank(kind: str, name: str, heading: str) -> float:
    return _ranks(kind, name).get(heading, 0.0)


def _by_meaning(kind: str, heading: str) -> list[tuple[str, Match]]:
    """The fields that a heading means by its parts, without what nobody explained at last."""
    if is_listed("aside", heading) or is_listed("sums", heading):
        return []
    known = _fields_by_meaning(kind)
    return [
        (found[0], Match(factor * score, found[1]))
        for variant, factor in variants(heading)
        for said, score in _ways(meaning_of(variant))
        if (found := known.get(said))
    ]


def _ways(meaning: Meaning) -> list[tuple[Concepts, float]]:
    """What is said, wholly and in its core, with how sure it is."""
    if meaning.says_nothing:
        return []
    ways = [(meaning.concepts, ENDS_ALIKE), (core_of(meaning.concepts), SAME_CORE)]
    if meaning.strange and not meaning.ends_strange:
        less = STRANGE * meaning.strangeness
        ways += [(meaning.known, ENDS_ALIKE - less), (core_of(meaning.known), SAME_CORE - less)]
    return ways


@cache
def _fields_by_meaning(kind: str) -> Mapping[Concepts, tuple[str, str]]:
    """By what it says, or by the core of that, the field that has nearly all such headings, with
    the most usual of these."""
    whole: dict[Concepts, list[tuple[str, str]]] = {}
    cores: dict[Concepts, list[tuple[str, str]]] = {}
    for name, field in kinds()[kind].fields.items():
        for heading in field.headings:
            said = meaning_of(heading).concepts
            if field.type == "money" and said != core_of(said):
                continue  # What is paid for a person is another amount.
            whole.setdefault(said, []).append((name, squashed(heading)))
            cores.setdefault(core_of(said), []).append((name, squashed(heading)))
    return {
        said: mostly
        for said, having in {**cores, **whole}.items()
        if not says_nothing(said) and (mostly := _mostly(having))
    }


def _mostly(having: list[tuple[str, str]]) -> tuple[str, str] | None:
    name, times = Counter(name for name, _ in having).most_common(1)[0]
    if times < MOSTLY * len(having):
        return None
    return next(one for one in having if one[0] == name)


@cache
def _words_by_heading(kind: str) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """By heading, its field and its words: of two writings (startdate, "start date") the one
    with more."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for field in reversed(list(kinds()[kind].fields.values())):
        for heading in sorted(field.headings, key=lambda one: len(words_of(one))):
            found[squashed(heading)] = (field.name, words_of(heading))
    return found


@cache
def _shared() -> Counter[str]:
    """In how many kinds each heading stands."""
    return Counter(heading for kind in kinds() for heading in _fields_by_heading(kind))


@lru_cache(maxsize=20_000)
def is_heading(text: str) -> bool:
    """Whether a text is a heading that any kind has, or that none takes."""
    if is_listed("aside", text) or is_listed("sums", text) or is_listed("heads", text):
        return True
    return any(one.score >= PART for kind in kinds() for one in exact_matches(kind, text).values())


@lru_cache(maxsize=20_000)
def tells_of_kinds(heading: str, beside_people: bool) -> Mapping[str, float]:
    """How much a heading tells of each kind that has it: 0 for nothing, 1 for that one alone. What
    rosters have stands `beside_people` in any list of them."""
    if any(is_listed(one, heading) for one in ("aside", "sums", "forms")):
        return {}
    if beside_people and any(
        one.score >= PART for one in exact_matches("people", heading).values()
    ):
        return {}
    found = {kind: exact_matches(kind, heading).values() for kind in kinds()}
    weights = {
        kind: max((one.weight for one in matches if one.score >= PART), default=0.0)
        for kind, matches in found.items()
    }
    return {kind: weight for kind, weight in weights.items() if weight}


def says_nothing_of_itself(heading: str) -> bool:
    """Whether a heading names a column by its place alone, if at all: 列1, Column A, 字段3."""
    words = _NUMBER_AT_END.sub("", plain(heading)).strip()
    return not words or squashed(words) in listed("places")


@lru_cache(maxsize=20_000)
def exact_matches(kind: str, heading: str) -> Mapping[str, Match]:
    """The fields of a kind that have the very heading."""
    known = _fields_by_heading(kind)
    found: dict[str, Match] = {}
    for variant, factor in variants(heading):
        short = squashed(variant)
        if (name := known.get(short)) is not None:
            score = (factor - _rank(kind, name, short)) * _in_its_unit(kind, name, heading)
            _better(found, name, Match(score, short))
    return found


@lru_cache(maxsize=20_000)
def asks(heading: str) -> bool:
    """Whether a heading asks somebody something."""
    bare = plain(heading)
    return bool(_NUMBERED.match(bare)) or any(
        bare.startswith(one) or bare.endswith(one.strip()) or (not one.isascii() and one in bare)
        for one in spellings("asks")
    )
