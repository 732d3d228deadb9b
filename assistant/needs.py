"""Several needs in one message: told apart, so that each can be worked out by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from assistant.reading.answers import REASON, REPLACES, STOP
from assistant.requesting.called import plain_name
from assistant.requesting.line_reading import Named, Places, mentions_of, parts_of
from assistant.understanding.patterns import Patterns

Entity = dict[str, Any]
_SAID = Patterns(__file__)
TOPICS = ("course", "skill")
# Of each need; what stands before the first training (a unit) holds for all of them.
FIGURES = ("headcount", "vague_headcount", "amount", "amount_per_head", "amount_per_session")
TIMES = ("period", "vague_period", "impossible_day")
OWN = (*FIGURES, "tax_rate", *TIMES, "position")
# A time or a headcount that is said of all of them: 都放在二季度, both in Q2.
_OF_ALL_BEFORE = _SAID.compiled("of_all_before")
_OF_ALL_AFTER = _SAID.compiled("of_all_after")

# Which of several, by its place: from the first, or from the last.
PLACES = _SAID.each("places")
DROPS = _SAID.compiled("drops")
LONGEST_DROP = 40


def needs_dropped(text: str, lines: Sequence[Named], entities: Sequence[Entity]) -> Places:
    """Which of several needs are to be dropped, by their names or their places (which may be
    beyond the last); empty where the message drops none so."""
    if len(lines) < 2 or not drops(text) or len(text) > LONGEST_DROP:
        return ()
    named = mentions_of(text, entities, lines)
    if named:
        places = tuple(dict.fromkeys(at for one in named for at in one.places))
        return places if len(places) < len(lines) else ()
    at = next((int(at) for at, pattern in PLACES if pattern.search(text)), None)
    if at is None:
        return ()
    return (lines[at].place,) if at < len(lines) else (lines[-1].place + 1,)


def drops(text: str) -> bool:
    """Whether something is to be dropped, and nothing put in its place."""
    said = STOP.search(text) or DROPS.search(text)
    return bool(said) and not (REPLACES.search(text) or REASON.search(text))


def read_needs(entities: Sequence[Entity], text: str = "") -> list[list[Entity]]:
    """The entities of each need, in the order of the text; empty where only one training is
    named.

    A need begins where a training is named and ends before the next. It is one only with a
    headcount or a price of its own: a training mentioned in passing has none.
    By `text` it is seen whether a time or a headcount is said of all of them.
    """
    ordered = sorted(entities, key=lambda one: one["start"])
    ordered, starts = _without_repeats(ordered)
    if len(starts) < 2:
        return []
    parts = _parts(ordered, starts, text)
    shared = [one for one in ordered if one["entity"] == "department"]
    return [[*part, *shared] for part in parts if any(one["entity"] in FIGURES for one in part)]


def _parts(ordered: Sequence[Entity], starts: Sequence[int], text: str) -> list[list[Entity]]:
    """The entities of each need, in the order of the text."""
    parts: list[list[Entity]] = [[] for _ in starts]
    for entity in ordered:
        if entity["entity"] in TOPICS:
            parts[_passed(entity, starts) - 1].append(entity)
    said_again = _said_again(ordered, parts, starts, text)
    for entity, places in said_again:
        for at in places:
            parts[at].append(entity)
    placed = [id(entity) for entity, _ in said_again]
    for kind in _kinds([one for one in ordered if id(one) not in placed]):
        for entity, owners in _owners(kind, starts, text):
            for at in owners:
                parts[at].append(entity)
    return [sorted(part, key=lambda one: one["start"]) for part in parts]


def _without_repeats(ordered: Sequence[Entity]) -> tuple[list[Entity], list[int]]:
    """Without the trainings that were named before, which are no further needs; and where the
    others begin."""
    kept: list[Entity] = []
    known: list[Entity] = []
    for one in ordered:
        if one["entity"] in TOPICS:
            if any(_is_again(one, other) for other in known):
                continue
            known.append(one)
        kept.append(one)
    return kept, sorted({one["start"] for one in known})


def _is_again(one: Entity, other: Entity) -> bool:
    if one["start"] == other["start"]:
        return False
    if one.get("code") and one.get("code") == other.get("code"):
        return True
    return plain_name(str(one["value"])) == plain_name(str(other["value"]))


def _said_again(
    ordered: Sequence[Entity], parts: Sequence[list[Entity]], starts: Sequence[int], text: str
) -> list[tuple[Entity, Places]]:
    """What is said where a need is named once more, by its name or its place: it is of that."""
    lines = [
        Named(
            place=at,
            names=tuple(text[one["start"] : one["end"]] for one in part[:1]),
            codes=tuple(str(one["code"]) for one in part if one.get("code")),
        )
        for at, part in enumerate(parts)
    ]
    again = [
        part
        for part in parts_of(text, ordered, lines)
        if part.mentions and not any(one.start in starts for one in part.mentions)
    ]
    return [
        (entity, part.places)
        for entity in ordered
        for part in again
        if entity["entity"] in OWN and part.start <= entity["start"] < part.end
    ]


def _kinds(ordered: Sequence[Entity]) -> list[list[Entity]]:
    """What is of a need, by what it says of it: times of whatever sort are one."""
    names = [TIMES, *((name,) for name in OWN if name not in TIMES)]
    return [found for kind in names if (found := [e for e in ordered if e["entity"] in kind])]


def _owners(
    kind: Sequence[Entity], starts: Sequence[int], text: str
) -> Iterator[tuple[Entity, Sequence[int]]]:
    """Each of one kind, with the needs that it goes to.

    One to each in turn, where as many stand before or after all trainings as there are of
    these; to all, if it is said of all of them or is a time before them; else to the training
    that follows, where the first stands before all of them, or to the one before.
    """
    passed = [_passed(one, starts) for one in kind]
    needs = range(len(starts))
    if len(kind) == len(starts) and passed in ([0] * len(starts), [len(starts)] * len(starts)):
        yield from ((one, [at]) for at, one in enumerate(kind))
        return
    leads = passed[0] == 0
    for one, count in zip(kind, passed, strict=True):
        if len(kind) == 1 and _is_of_all(one, count, text):
            yield one, needs
        else:
            yield one, [min(max(count if leads else count - 1, 0), len(starts) - 1)]


def _is_of_all(one: Entity, passed: int, text: str) -> bool:
    if one["entity"] in TIMES and passed == 0:
        return True
    if one["entity"] not in (*TIMES, "headcount"):
        return False
    return bool(
        _OF_ALL_BEFORE.search(text[: one["start"]]) or _OF_ALL_AFTER.match(text, one["end"])
    )


def _passed(entity: Entity, starts: Sequence[int]) -> int:
    """How many trainings are named before it."""
    return sum(start <= entity["start"] for start in starts)
