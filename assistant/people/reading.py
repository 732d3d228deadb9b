"""People's names in a message: looked up in the store among those whom the speaker may see.

The words around tell Rasa's reader where a person is named, so that his name is taken for
nothing else; who that is, it cannot know. Here what may be a name is looked up in one go, and
what is one takes its place among the entities.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from assistant.people.said import PersonSaid, said_people
from engine.usecases.people import NameSaid, PeopleFound, Saying, find_people
from engine.values.results import Named

Entity = dict[str, Any]
Look = Callable[..., Any]
PERSON = "employee_name"


def people_said(text: str, entities: Sequence[Entity], perform: Look) -> list[Entity]:
    """The entities with the people in them: one for everybody who may be meant, with his
    number as `code`. A name that nobody has stands without one, with the likeliest as
    `candidates`, where the sentence can only mean a person; `more` says that there are too many
    of that name to tell apart. `perform` runs a use case as the speaker."""
    named = [one for one in entities if one["entity"] == PERSON and not one.get("code")]
    others = [one for one in entities if one not in named]
    said = said_people(text, [(one["start"], one["end"]) for one in named])
    if not said:
        return others
    found = perform(find_people, [_asked(one) for one in said])
    people = _resolved(text, list(zip(said, found, strict=False)), others)
    kept = [one for one in others if not any(_gives_way(one, person) for person in people)]
    return [*kept, *people]


def _asked(said: PersonSaid) -> NameSaid:
    if said.part:
        return NameSaid(said.words, Saying.PART)
    return NameSaid(said.words, Saying.NAMED if said.sure else Saying.PERHAPS)


def _resolved(
    text: str, looked_up: Sequence[tuple[PersonSaid, PeopleFound]], others: Sequence[Entity]
) -> list[Entity]:
    """Whole names before parts, the longest first; names of nobody where none of these is."""
    people: list[Entity] = []
    taken: list[PersonSaid] = []
    for said, found in sorted(looked_up, key=_order):
        if any(said.overlaps(one.start, one.end) for one in taken):
            continue
        if not (found.people or said.sure) or _is_something_else(said, others):
            continue
        taken.append(said)
        people += _entities(text[said.start : said.end], said, found)
    return sorted(people, key=lambda one: int(one["start"]))


def _order(looked_up: tuple[PersonSaid, PeopleFound]) -> tuple[bool, bool, int, int]:
    said, found = looked_up
    return not found.people, said.part, said.start - said.end, said.start


def _entities(written: str, said: PersonSaid, found: PeopleFound) -> Iterator[Entity]:
    entity = {
        "entity": PERSON,
        "kind": PERSON,
        "start": said.start,
        "end": said.end,
        "value": written,
    }
    if found.people and not found.more:
        yield from ({**entity, **_thing(person)} for person in found.people)
        return
    candidates = [_thing(one) for one in found.people or found.alike]
    yield {**entity, "candidates": candidates, **({"more": True} if found.more else {})}


def _thing(person: Named) -> dict[str, str]:
    return {"code": person.code, "name": person.name}


def _is_something_else(said: PersonSaid, others: Sequence[Entity]) -> bool:
    """Whether a thing of the catalogue is written there, no shorter than the name."""
    return any(
        _is_certain(one) and _overlap(one, said.start, said.end) >= said.end - said.start
        for one in others
    )


def _is_certain(entity: Entity) -> bool:
    return bool(entity.get("code")) and not entity.get("guessed")


def _gives_way(entity: Entity, person: Entity) -> bool:
    """What was read by its likeness, or as a figure, in the midst of a known person's name."""
    return "code" in person and _overlap(entity, person["start"], person["end"]) > 0


def _overlap(entity: Entity, start: int, end: int) -> int:
    """How many characters an entity shares with a place; none where it stands nowhere."""
    if entity.get("start") is None:
        return 0
    return int(min(entity["end"], end) - max(entity["start"], start))
