"""A message with more than one thing to do: what is done now, and what has to be said again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from assistant.deciding.reading import ANY_NUMBER, COMMAND, SHORT, VERB
from assistant.reading.answers import CLAUSE, SAYS_WHY
from assistant.understanding.patterns import Patterns

_SAID = Patterns(__file__)

TAKES_BACK = _SAID.compiled("takes_back")
AND = _SAID.compiled("and")
COMPARED = _SAID.compiled("compared")
LEADING = _SAID.compiled("leading")
QUESTION = _SAID.compiled("question")
COURTESY = _SAID.compiled("courtesy")
FURTHER = _SAID.compiled("further")


def first_act(text: str) -> tuple[str, list[str]]:
    """What is about the first request that is named, and what else is to be done: in the words
    of the message where they say what, else the numbers of the other requests."""
    mine, others = _first_request(text)
    kept: list[str] = []
    waiting: list[str] = []
    for clause in clauses(mine):
        (waiting if _is_aside(clause) else kept).append(clause)
    return "".join(kept) or mine, [_bare(one) for one in (*waiting, *others)]


def beside_taking_back(text: str) -> tuple[str, list[str]]:
    """Of a message that takes back a request by its number: that, with why; and the rest."""
    kept: list[str] = []
    rest: list[str] = []
    for clause in clauses(text):
        says = ANY_NUMBER.search(clause) or SAYS_WHY.search(clause)
        (kept if says else rest).append(clause)
    words = _bare("".join(rest))
    return "".join(kept), [words] if words else []


def takes_back(text: str) -> str | None:
    """The clause that wants a request, named by number, to be taken back."""
    return next(
        (
            _bare(clause)
            for clause in clauses(text)
            if ANY_NUMBER.search(clause) and TAKES_BACK.search(clause)
        ),
        None,
    )


def _bare(words: str) -> str:
    """Without the signs around it, and the "and" before it."""
    return LEADING.sub("", words).rstrip(" ，,。.;；")


def _first_request(text: str) -> tuple[str, list[str]]:
    numbers = _numbers(text)
    for before, other in pairwise(numbers):
        if other[0][-4:] == numbers[0][0][-4:]:
            continue
        between = text[before[2] : other[1]]
        cut = _act_begins(between)
        if cut is None or COMPARED.match(text[other[2] :]):
            # Mentioned in what is said about the first: "it is the same as …".
            continue
        says_both = _says_act(text[: before[2]]) and _says_act(text[before[2] + cut :])
        if says_both:
            return text[: before[2] + cut], [AND.sub("", text[before[2] + cut :], count=1)]
        return _without(text, numbers)
    return text, []


def _says_act(text: str) -> bool:
    return bool(VERB.search(text) or TAKES_BACK.search(text))


def _numbers(text: str) -> list[tuple[str, int, int]]:
    """The numbers of requests with where they stand."""
    whole = [(one[0].upper(), *one.span()) for one in ANY_NUMBER.finditer(text)]
    short = [
        (one[0], *one.span())
        for one in SHORT.finditer(text)
        if not any(start <= one.start() < end for _, start, end in whole)
    ]
    return sorted([*whole, *short], key=lambda one: one[1])


def _act_begins(between: str) -> int | None:
    """Where, between two numbers, what is about the second begins; None where the second is
    only mentioned."""
    begins = [0, *(one.start() for one in AND.finditer(between))]
    begins += [one.end() for one in CLAUSE.finditer(between)]
    for at in sorted(begins, reverse=True):
        rest = AND.sub(" ", between[at:])
        if COMMAND.fullmatch(TAKES_BACK.sub(" ", rest) or " ") and (
            not AND.sub(" ", between).strip(" ，,;；") or _says_act(rest)
        ):
            return at
    return None


def _without(text: str, numbers: list[tuple[str, int, int]]) -> tuple[str, list[str]]:
    """The text without the further numbers, which stand beside the first."""
    first, others = numbers[0], []
    at, kept = first[2], text[: first[2]]
    for name, start, end in numbers[1:]:
        between = text[at:start]
        if not AND.sub(" ", between).strip(" ，,;；"):
            between = ""
        if name[-4:] != first[0][-4:]:
            others.append(name)
        kept, at = kept + between, end
    return kept + text[at:], others


def clauses(text: str) -> Iterator[str]:
    """The clauses with the signs that end them."""
    at = 0
    for sign in CLAUSE.finditer(text):
        yield text[at : sign.end()]
        at = sign.end()
    if text[at:].strip():
        yield text[at:]


def _is_aside(clause: str) -> bool:
    """A question, or another request, which says nothing of the one at hand."""
    if ANY_NUMBER.search(clause) or SHORT.search(clause) or _says_act(clause):
        return False
    if COURTESY.fullmatch(clause):
        return False
    return bool(QUESTION.search(clause) or FURTHER.search(clause))
