"""A message about several requests, shared out: which words are about which of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.deciding.meaning import INTENTS, Meant, meaning_of, words_of
from assistant.deciding.reading import ANY_NUMBER, COMMAND, NUMBERS, SHORT, SIGN, VERB
from assistant.deciding.stance import Stance, denies, ends_put_off, stance_of
from assistant.deciding.words import pattern
from assistant.language import LANGUAGES
from assistant.one_at_a_time import AND, COMPARED, LEADING, TAKES_BACK, clauses
from assistant.reading.answers import CLAUSE

# Numbers side by side are one.
BESIDE = re.compile(rf"{SIGN}(?:(?:{AND.pattern}|[\s，,、])*{SIGN})+", re.IGNORECASE)


@dataclass(frozen=True)
class Share:
    """What a message says of one request."""

    number: str
    words: str


@dataclass
class _Part:
    """Words, and the requests that they are about."""

    numbers: list[str]
    words: str


def shares(text: str) -> list[Share]:
    """What is said of each request, in the order in which they are named; empty where not more
    than one is. Those named side by side share their words; one that says nothing of its own is
    dealt with like the one before it."""
    parts: list[_Part] = []
    for clause in clauses(text):
        found = _numbers(clause)
        if not found or (parts and _only_mentions(clause)):
            if parts:
                parts[-1].words += clause
            elif found:
                parts.append(_Part([found[0][0]], clause))
            else:
                parts.append(_Part([], clause))
            continue
        parts += _parts(clause, found)
    return _each(_led(parts))


def _led(parts: list[_Part]) -> list[_Part]:
    """What stands before the first number belongs to it."""
    if parts and not parts[0].numbers and len(parts) > 1:
        first, second, *others = parts
        return [_Part(second.numbers, first.words + second.words), *others]
    return parts


def _each(parts: list[_Part]) -> list[Share]:
    found: list[Share] = []
    for before, part in zip([None, *parts], parts, strict=False):
        if before is not None and not says_what(part.words):
            part.words = f"{without_numbers(before.words)} {part.words}"
        for number in part.numbers:
            found.append(Share(number, f"{number} {without_numbers(part.words)}"))
    by_number = {one.number[-4:]: one for one in reversed(found)}
    return [one for one in found if by_number[one.number[-4:]] is one] if len(by_number) > 1 else []


def _parts(clause: str, found: list[tuple[str, int, int]]) -> Iterator[_Part]:
    """The clause cut between requests with which different things are to be done."""
    begins, numbers = 0, [found[0][0]]
    for (_, _, end), (number, start, _) in pairwise(found):
        between = clause[end:start]
        if not _bare(between):
            numbers.append(number)
            continue
        if not says_what(between):
            # Only mentioned: it is the same as the other.
            continue
        cut = end + _cut(between) if says_what(clause[begins:end]) else start
        yield _Part(numbers, clause[begins:cut])
        begins, numbers = cut, [number]
    yield _Part(numbers, clause[begins:])


def _cut(between: str) -> int:
    """Where, after a number, what is said of the next one begins."""
    found = AND.search(between)
    return found.start() if found else 0


def _only_mentions(clause: str) -> bool:
    """Whether a request is named in what is said about the one before it."""
    _, _, end = _numbers(clause)[-1]
    if COMPARED.match(clause[end:]):
        return True
    rest = without_numbers(AND.sub(" ", clause))
    return not says_what(clause) and bool(_bare(rest)) and not COMMAND.fullmatch(rest)


def says_what(words: str) -> bool:
    """Whether words say what is to be done with a request, or that nothing is."""
    bare = without_references(words)
    if VERB.search(bare) or is_taken_back(bare) or agrees(bare):
        return True
    if any(denies(bare, decision) for decision in INTENTS.values()):
        return True
    return meaning_of(bare) != Meant.NEITHER or stance_of(bare, "approve_request") is not None


def is_taken_back(words: str) -> bool:
    return bool(TAKES_BACK.search(words) or pattern("yes", "withdraw_request").search(words))


def agrees(words: str) -> bool:
    """Whether words beside a request are a yes to it, though none of their own: "ok", "fine by
    me". Its confirmation asks anyway."""
    bare, meant = without_references(words), meaning_of(words)
    if meant == Meant.OPPOSITE:
        return any(words_of(language).consent.search(bare) for language in LANGUAGES)
    first = next((one for one in CLAUSE.split(bare) if one.strip()), "")
    parts = [
        pattern("yes", name, whole=True).pattern for name in ("says", "passes", "beside", "among")
    ]
    said = [re.compile(one, re.IGNORECASE).search(first) for one in parts[:2]]
    only = re.fullmatch(rf"(?:{'|'.join(parts)}|\W)+", first, re.IGNORECASE)
    return meant in (Meant.NEITHER, Meant.ASSENT) and any(said) and only is not None


def only_says(clause: str) -> bool:
    """Whether it only says what to do, or agrees, and names nothing."""
    says, beside = (pattern("yes", name, whole=True).pattern for name in ("says", "beside"))
    agrees = re.fullmatch(rf"(?:{says}|{beside}|\W)+", clause, re.IGNORECASE)
    return agrees is not None or COMMAND.fullmatch(clause) is not None


def act_said(words: str) -> str | None:
    """What words want done with a request they are about; what is doubtful of it is asked when
    it is its turn. None where they say none."""
    bare = without_references(words)
    meant = meaning_of(bare)
    if meant in INTENTS:
        return INTENTS[meant]
    if is_taken_back(bare):
        return "withdraw_request"
    doubtful = (Meant.CONDITIONAL, Meant.OPPOSITE, Meant.REFUSE)
    return "approve_request" if meant in doubtful or agrees(words) else None


def is_left(words: str) -> bool:
    """Whether words say of a request that it is to wait."""
    bare = without_references(words)
    if stance_of(bare, "approve_request") is Stance.PAUSE:
        return True
    return meaning_of(bare) not in INTENTS and ends_put_off(bare.rstrip(" ，,。.;；!！"))


def without_references(words: str) -> str:
    """Without the numbers, and without what else only tells which request is meant."""
    return without_numbers(pattern("which", "reference").sub(SIGN, words))


def without_numbers(words: str) -> str:
    """Without the numbers of requests, and what stands between two of them or leads to one."""
    bare = BESIDE.sub(SIGN, NUMBERS.sub(SIGN, words))
    return " ".join(LEADING.sub("", bare.replace(SIGN, " ")).split())


def _bare(words: str) -> str:
    return re.sub(r"[\s，,;；、。.]", "", AND.sub("", words))


def _numbers(text: str) -> list[tuple[str, int, int]]:
    whole = [(one[0].upper(), *one.span()) for one in ANY_NUMBER.finditer(text)]
    short = [
        (one[0], *one.span())
        for one in SHORT.finditer(text)
        if not any(start <= one.start() < end for _, start, end in whole)
    ]
    return sorted([*whole, *short], key=lambda one: one[1])
