"""Names of the catalogue and of the general vocabulary, brought together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assistant.understanding.names.catalogue import CatalogueNames, Match, Meaning, core_of_unit
from assistant.understanding.names.listed import is_tongue
from assistant.understanding.names.name import Name
from assistant.understanding.patterns import Patterns

_SAID = Patterns(__file__)

Entity = dict[str, Any]
# What conversation calls a thing of the catalogue's kind; a topic's part in the sentence
# (what is asked for, or what is lacked) is decided once the capability is known.
ENTITY_OF_KIND = {
    "course": "course",
    "skill": "skill",
    "org_unit": "department",
    "position": "position",
    "kpi": "kpi",
}
KINDS_OF_NAME = {
    "topic": ("course", "skill"),
    "department": ("org_unit",),
    "position": ("position",),
    "kpi": ("kpi",),
}
MOVES = _SAID.compiled("moves")
COUNTED = re.compile(_SAID["counted"])
COURSE_WORD = _SAID.compiled("course_word")


def merge(
    text: str, matches: list[Match], names: list[Name], known: CatalogueNames
) -> list[Entity]:
    """Entities in the order of the text. A general name that reaches further than a name of
    the catalogue inside it is what was said; it keeps that thing's code only where it can
    mean nothing else."""
    entities: list[Entity] = []
    used: list[Name] = []
    for match in matches:
        if is_tongue(text, match.start, match.end):
            continue
        around = next((one for one in names if one.overlaps(match.start, match.end)), None)
        if around and _is_unit_here(match, around):
            entities += _of_name(around, known)
        elif around is None or _holds(match, around):
            entities += _of_match(text, match, around)
        elif _same_thing(match, around):
            entities += _widened(match, around)
        if around and not (_holds(match, around) or _same_thing(match, around)):
            continue
        used += [around] if around else []
    taken = [(entity["start"], entity["end"]) for entity in entities]
    for name in names:
        if name not in used and not any(name.overlaps(*place) for place in taken):
            entities += _of_name(name, known)
    return sorted(entities, key=lambda entity: entity["start"])


def _holds(match: Match, name: Name) -> bool:
    return match.start <= name.start and name.end <= match.end


def _is_unit_here(match: Match, name: Name) -> bool:
    """Whether the words around make a unit of what the catalogue only knows as something
    else: "in customer service", where that is a skill."""
    if name.kind != "department" or (name.start, name.end) != (match.start, match.end):
        return False
    return not any(meaning.kind == "org_unit" for meaning in match.meanings)


def _same_thing(match: Match, name: Name) -> bool:
    """Whether a longer mention means the catalogue's thing: 研发中心 the unit 研发, 设备故障率
    the KPI 故障率, 叉车复审 the course 叉车; but not 销售三部 the unit 销售."""
    kinds = {meaning.kind for meaning in match.meanings}
    wanted = set(KINDS_OF_NAME.get(name.kind, ()))
    if not kinds & wanted:
        return False
    if name.kind == "department":
        return core_of_unit(name.text) == core_of_unit(match.text)
    if name.kind in ("kpi", "topic"):
        return 2 * len(match.text) >= len(name.text)
    return False


def _widened(match: Match, name: Name) -> Iterator[Entity]:
    wanted = KINDS_OF_NAME[name.kind]
    for meaning in match.meanings:
        if meaning.kind in wanted:
            yield _entity(meaning, name.start, name.end, name.text)


def _of_match(text: str, match: Match, around: Name | None) -> Iterator[Entity]:
    if around and around.kind == "position" and COUNTED.search(text[: match.start]):
        positions = [one for one in match.meanings if one.kind == "position"]
        if not positions:
            yield _uncoded("position", around.start, around.end, around.text)
            return
    for meaning in _meant(text, match):
        value = COURSE_WORD.sub("", match.text) if meaning.kind == "course" else match.text
        yield _entity(meaning, match.start, match.end, value or match.text)


def _meant(text: str, match: Match) -> list[Meaning]:
    """A unit and a KPI of one name (Sales): the KPI only where it moves."""
    kinds = {meaning.kind for meaning in match.meanings}
    if not {"org_unit", "kpi"} <= kinds:
        return list(match.meanings)
    around = text[max(0, match.start - 24) : match.start] + text[match.end : match.end + 24]
    gone = "org_unit" if MOVES.search(around) else "kpi"
    return [meaning for meaning in match.meanings if meaning.kind != gone]


def _of_name(name: Name, known: CatalogueNames) -> Iterator[Entity]:
    """A general name: taken for the thing it is nearly written like, or with the likeliest.
    A person is in no catalogue: who it is, the application looks up for whoever asks."""
    if name.kind == "employee_name":
        yield _uncoded(name.kind, name.start, name.end, name.text)
        return
    found = [known.alike(kind, name.text) for kind in KINDS_OF_NAME.get(name.kind, ())]
    certain = _one_of_a_name([things[0] for things, sure in found if sure])
    entity_kind = "course" if name.kind == "topic" else name.kind
    if len(certain) == 1 and name.kind != "position":
        yield {**_entity(certain[0], name.start, name.end, name.text), "guessed": True}
    else:
        alike = [one for things, _ in found for one in things]
        candidates = [{"code": one.code, "name": one.name} for one in alike]
        yield {**_uncoded(entity_kind, name.start, name.end, name.text), "candidates": candidates}


def _one_of_a_name(alike: list[Meaning]) -> list[Meaning]:
    """A course and the skill it is called after are one thing to the person who asks."""
    if len({COURSE_WORD.sub("", meaning.name.lower()) for meaning in alike}) == 1:
        return alike[:1]
    return alike


def _entity(meaning: Meaning, start: int, end: int, value: str) -> Entity:
    return {
        "entity": ENTITY_OF_KIND[meaning.kind],
        "kind": ENTITY_OF_KIND[meaning.kind],
        "start": start,
        "end": end,
        "value": value,
        "code": meaning.code,
        "name": meaning.name,
    }


def _uncoded(kind: str, start: int, end: int, value: str) -> Entity:
    return {"entity": kind, "start": start, "end": end, "value": value}
