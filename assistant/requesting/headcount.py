"""A headcount said with hardly anything beside its figure: 嗯58, 58 lah, 二十好几, about a dozen."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.requesting.words import only, pattern, source, words
from assistant.understanding.patterns import Patterns
from assistant.understanding.quantities.numbers import value_of
from assistant.understanding.quantities.scan import MORE, START, VAGUE, VAGUE_MORE, Scan, scan

# What counts nobody: larger figures are sums, longer messages say more than how many.
MOST = 5000
LONGEST = 60
DOZEN = 12
_SAID = Patterns(__file__)
# 二十来, 30多, thirty-odd: what is said of a round figure.
_ROUND = _SAID.compiled("round")
_TEN = re.compile(_SAID["ten"])
_TEENS = re.compile(_SAID["teens"])
_BESIDE = (("headcount", "fillers"), ("headcount", "rough"))


@dataclass(frozen=True, kw_only=True)
class Headcount:
    """`rough` is how it was said, where it was no exact figure."""

    count: int
    rough: str | None = None


def read_bare_headcount(text: str) -> Headcount | None:
    """The one figure of a message that says nothing else; None where it says more."""
    if len(text) > LONGEST:
        return None
    marked = scan(text)
    rough = bool(words("headcount", "rough").search(marked.marked))
    said = text.strip()
    if (few := _dozens(text)) is not None:
        return Headcount(count=few, rough=said if rough or few != DOZEN else None)
    if len(marked.numbers) == 1:
        return _of_number(marked, said if rough else None)
    return None if marked.numbers else _of_vague(marked)


def means_everyone(text: str, entities: Sequence[Mapping[str, Any]]) -> bool:
    """Whether it says nothing but that all are meant: of what unit or position it may name."""
    said = list(text)
    for one in entities:
        if one["entity"] in ("department", "position") and one.get("start") is not None:
            said[one["start"] : one["end"]] = " " * (one["end"] - one["start"])
    rest = "".join(said).strip()
    if words("headcount", "not_everyone").search(rest):
        return False
    names_all = words("headcount", "everyone").search(rest)
    lists = (("headcount", "everyone"), ("headcount", "among"), ("headcount", "fillers"))
    return bool(names_all) and only(*lists).fullmatch(rest) is not None


def read_rough(said: str) -> int | None:
    """The figure by which a rough one (二十来个, 十几个人, 30-ish) is first put down."""
    bare = read_bare_headcount(said)
    return bare.count if bare else None


def _of_number(marked: Scan, rough: str | None) -> Headcount | None:
    (number,) = marked.numbers.values()
    rest = marked.marked.replace(START, " ").replace(MORE, " ")
    if number.big or number.value != number.value.to_integral_value():
        return None
    if not only(*_BESIDE).fullmatch(rest):
        return None
    count = _counted(_raised(marked.plain, int(number.value)) if rough else int(number.value))
    return None if count is None else Headcount(count=count, rough=rough)


def _of_vague(marked: Scan) -> Headcount | None:
    start = marked.marked.find(VAGUE)
    rest = marked.marked.replace(VAGUE, " ").replace(VAGUE_MORE, " ")
    if start < 0 or not only(*_BESIDE).fullmatch(rest):
        return None
    count = _of_words(marked.plain[start:], marked.bounds.get(start))
    return None if count is None else Headcount(count=count, rough=marked.plain.strip())


def _of_words(said: str, bounds: tuple[int, int] | None) -> int | None:
    """The upper of two bounds covers both; otherwise the round figure, or somewhat more."""
    if bounds is not None:
        return bounds[1]
    if _TEENS.match(said) and not _TEN.match(said):
        return _raised(said, 10)
    match = _ROUND.match(said)
    figure = value_of(match.group()) if match else None
    return None if figure is None else _counted(_raised(said, int(figure)))


def _raised(said: str, figure: int) -> int:
    """Twenty and some are taken for 25, a hundred and some for 150."""
    if figure < 10 or not pattern("headcount", "more_than").search(said):
        return figure
    scale = 10 if figure < 100 else 100
    return figure + scale // 2 if figure % scale == 0 else figure


def _dozens(text: str) -> int | None:
    """A dozen, two dozen, a couple of dozen."""
    if match := pattern("headcount", "few_dozen").search(text):
        rest, count = text.replace(match.group(), " "), 2 * DOZEN
    elif match := pattern("headcount", "dozen").search(text):
        many = value_of((match["many"] or "").strip())
        plain = many is None
        rest = text.replace(
            match.group()[len(match["many"] or "") :] if plain else match.group(), " "
        )
        count = DOZEN if plain else int(many or 1) * DOZEN
    else:
        return None
    return count if only(*_BESIDE).fullmatch(rest) else None


def _counted(count: int) -> int | None:
    return count if 0 < count <= MOST else None


def leaves_open(text: str) -> bool:
    """Whether the question is left to the assistant, or the person does not know."""
    said = text.strip()
    found = re.search(source("headcount", "open"), said, re.IGNORECASE)
    return found is not None and len(said) <= LONGEST


def leaves_period_beside(text: str) -> bool:
    """Whether, whatever was asked, any time will do."""
    return bool(words("period", "open").search(text)) and len(text) <= LONGEST
