"""Requests that a message points at ("the second", "1 and 3", "the other one"), by the list of
requests that was shown last, or names, beside what is to be done with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from assistant.base import Turn
from assistant.deciding.naming import named_in
from assistant.deciding.reading import ANY_NUMBER, NUMBERS, SHORT, numbers_in
from assistant.deciding.sharing import act_said, is_left, only_says, says_what
from assistant.deciding.waiting import EVENTS, MOST_KNOWN, candidates, just_talked_of
from assistant.deciding.words import pattern
from assistant.language import language_of, writes
from assistant.message import Message
from assistant.one_at_a_time import clauses
from assistant.reading import read_mentions
from assistant.reading.kinds import TIMES, kind_of
from assistant.reading.mention import Mention, Pointer
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.view import RequestView

# Pointers at rows of a list.
LISTED = ("ordinal", "firsts", "lasts", "former", "latter", "other", "rest")
DIGITS = re.compile(r"(?<![\w.,:-])\d{1,2}(?![\w.,:%-])", re.ASCII)


@dataclass
class _Sought:
    """What a message may mean: rows of the list shown, and those that it has named so far."""

    turn: Turn
    rows: Sequence[str]
    said: list[str] = field(default_factory=list)

    @cached_property
    def open(self) -> list[RequestView]:
        """What the act that is said, read or at hand can be done with."""
        message, at_hand = self.turn.message, self.turn.slots.get("decision")
        read = message.intent if message.intent in EVENTS else at_hand
        return candidates(self.turn, act_said(message.text) or read or "approve_request")

    @property
    def rest(self) -> list[str]:
        """Those still open that are not the one at hand, nor named before."""
        slots = self.turn.slots
        here = slots.get("decision_number") or slots.get("last_request")
        numbers = [one.number for one in self.open]
        return [one for one in numbers if one != here and one not in self.said]


def with_numbers(turn: Turn) -> Message:
    """The message with the numbers of the requests that it points at or names, so that it is
    read like one that gives them."""
    message = turn.message
    if message.act is not None:
        return message
    pointers = pointers_in(message)
    acts = says_what(message.text) or message.intent == "amend_request"
    if not (pointers or acts):
        return message
    sought = _Sought(turn, turn.talk.requests)
    text = all_but(sought, pointers) if acts else None
    if text is None:
        text = "".join(_resolved(sought, span, pointers, acts) for span in _spans(message.text))
    if text == message.text:
        return message
    first = ANY_NUMBER.search(text)
    number = message.facts.request_id
    if number is None or number[-4:] not in text:
        # Also where the one that was named is the one left out.
        number = first[0].upper() if first else None
    return replace(message, text=text.strip(), facts=replace(message.facts, request_id=number))


def request_meant(turn: Turn, *, pronouns: bool = True) -> str | None:
    """The one request that a question is about: by its number, by the list of requests, by name
    or, with `pronouns`, as the one just talked of. None where it is about something else."""
    message, text = turn.message, turn.message.text
    known = turn.perform(request_status, size=MOST_KNOWN).requests
    sought, words = _Sought(turn, turn.talk.requests), (0, len(text))
    found = [
        one.number for one in known if one.number.endswith(tuple(numbers_in(message)) or ("-",))
    ]
    for one in () if found else pointers_in(message):
        found += _meant(sought, one)
    if not found and pattern("which", "reference").search(text):
        found = [one.number for one in named_in(turn, words, known)]
    if not found and pronouns and pattern("which", "that").search(text):
        found = [one for one in [just_talked_of(turn)] if one]
    return found[0] if len(set(found)) == 1 else None


def _spans(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for clause in clauses(text):
        yield at, at + len(clause)
        at += len(clause)


def _resolved(
    sought: _Sought, span: tuple[int, int], pointers: Sequence[Mention], acts: bool
) -> str:
    """A clause with numbers in it."""
    words = _pointed(sought, span, pointers)
    if acts and not NUMBERS.search(words):
        words = _counted(sought, words)
    if not NUMBERS.search(words) and _may_name(sought.turn, words):
        words = _joined(sought, [one.number for one in _named(sought, span)]) + words
    sought.said += [one[0] for one in NUMBERS.finditer(words)]
    return words


def all_but(sought: _Sought, pointers: Sequence[Mention]) -> str | None:
    """The message with the numbers of all that are open in the place of "all", but for those
    that it leaves out or says something else of; None where it is not about all."""
    text = sought.turn.message.text
    all_words, spared = pattern("which", "all"), list(_spared(text))
    cut = [_without(text, span, spared) for span in _spans(text)]
    about_all = next(
        (at for at, one in enumerate(cut) if says_what(one) and all_words.search(one)), None
    )
    if about_all is None:
        return None
    sought.said += [one for span in spared for one in _all_in(sought, span, pointers)]
    if spared and not sought.said:
        return None
    words = [
        clause
        if at == about_all or clause != text[slice(*span)]
        else _resolved(sought, span, pointers, True)
        for at, (span, clause) in enumerate(zip(_spans(text), cut, strict=True))
    ]
    numbers = _joined(sought, [one.number for one in sought.open if one.number not in sought.said])
    words[about_all] = all_words.sub(numbers, words[about_all], count=1)
    return "".join(words) if numbers else None


def _spared(text: str) -> Iterator[tuple[int, int]]:
    """Where it says what is left out: "except the team building"."""
    for start, end in _spans(text):
        found = pattern("which", "except").search(text[start:end])
        if found is not None and not says_what(found[0]):
            yield start + found.start(), start + found.end()


def _without(text: str, span: tuple[int, int], spared: Sequence[tuple[int, int]]) -> str:
    (start, end), at = span, span[0]
    words = ""
    for first, last in spared:
        if start <= first < end:
            words, at = words + text[at:first], last
    return words + text[at:end]


def _all_in(sought: _Sought, span: tuple[int, int], pointers: Sequence[Mention]) -> list[str]:
    """All requests that a part of the message points at, numbers or names."""
    found = [one.number for one in named_in(sought.turn, span, sought.open)]
    found += [
        one for at in pointers if span[0] <= at.span[0] < span[1] for one in _meant(sought, at)
    ]
    said = [one[0] for one in NUMBERS.finditer(sought.turn.message.text, *span)]
    return (
        found + [one.number for one in sought.open if one.number.endswith(tuple(said))]
        if said
        else found
    )


def _may_name(turn: Turn, words: str) -> bool:
    """Whether a clause says what is to be done with what it may name; a change may name another
    course, too."""
    if turn.message.intent == "amend_request" and pattern("which", "reference").search(words):
        return True
    return (says_what(words) or is_left(words)) and not only_says(words)


def _named(sought: _Sought, span: tuple[int, int]) -> list[RequestView]:
    """The one that the clause names; where it fits several, it is asked which."""
    found = named_in(sought.turn, span, sought.open)
    return found if len(found) == 1 else []


def _joined(sought: _Sought, numbers: Sequence[str]) -> str:
    language = language_of(sought.turn.message.text, sought.turn.speech.language)
    between: str = writes(language)["and"]
    return f" {between.join(numbers)} " if numbers else ""


def _pointed(sought: _Sought, span: tuple[int, int], pointers: Sequence[Mention]) -> str:
    text, (at, end), words = sought.turn.message.text, span, ""
    for one in sorted(pointers, key=lambda one: one.span):
        if at <= one.span[0] < end and (numbers := _meant(sought, one)):
            words += text[at : one.span[0]] + _joined(sought, numbers)
            at = one.span[1]
    return words + text[at:end]


def _counted(sought: _Sought, clause: str) -> str:
    """Bare digits that stand for rows, beside what is to be done: "1 and 3 ok", "批1和2"."""
    words, at = "", 0
    for one in DIGITS.finditer(clause):
        place = int(one[0])
        before = pattern("which", "before_digits").search(clause[: one.start()])
        after = pattern("which", "after_digits").match(clause, one.end())
        if before and after and 0 < place <= len(sought.rows):
            words += f"{clause[at : one.start()]} {sought.rows[place - 1]} "
            at = one.end()
    return words + clause[at:]


def pointers_in(message: Message) -> list[Mention]:
    """What points at things of a list; a request that is named by its number is none."""
    found = [*read_mentions(message.text, message.entities, message.today), *_beside_acts(message)]
    taken = [one.span() for kind in (ANY_NUMBER, SHORT) for one in kind.finditer(message.text)]
    pointers: list[Mention] = []
    for one in found:
        points = isinstance(one.value, Pointer) and one.value.to in LISTED
        if points and not any(start < one.span[1] and one.span[0] < end for start, end in taken):
            pointers.append(one)
            taken.append(one.span)
    return pointers


def _beside_acts(message: Message) -> Iterator[Mention]:
    """Ordinals before what is told of them, where other talk would go on with a thing: "return
    the second saying …", "#2, too many"; a day is none."""
    times = [one for one in message.entities if kind_of(one["entity"]) in TIMES and one.get("end")]
    for match in pattern("which", "ordinal").finditer(message.text):
        if any(one["start"] < match.end() and match.start() < one["end"] for one in times):
            continue
        for one in read_mentions(match[0], (), message.today):
            yield replace(one, span=match.span())


def _meant(sought: _Sought, pointer: Mention) -> list[str]:
    value, rows = pointer.value, sought.rows
    assert isinstance(value, Pointer)
    number = value.number or 1
    if value.to == "rest":
        return sought.rest
    if value.to == "other":
        return sought.rest if len(sought.rest) == 1 else []
    if value.to == "ordinal":
        at = number - 1 if number > 0 else len(rows) + number
        return [rows[at]] if 0 <= at < len(rows) else []
    if value.to == "firsts":
        return list(rows[:number])
    if value.to == "lasts":
        return list(rows[-number:])
    if len(rows) != 2:
        return []
    return [rows[0 if value.to == "former" else 1]]
