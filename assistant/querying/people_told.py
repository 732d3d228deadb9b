"""Which people, or how many, told as a sheet: their names only to who may see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.base import Turn
from assistant.errors import say_error
from assistant.listing import Row, listed, thing
from assistant.querying.about import (
    BELOW,
    CERTIFICATE,
    FAILED,
    HIRED,
    LISTED,
    PASSED,
    TRAINED,
    UNTRAINED,
)
from assistant.querying.people import EITHER, ENDS, PeopleAsked, entity_of
from assistant.querying.queries import (
    count_query,
    ends_query,
    group_query,
    kinds_query,
    people_query,
)
from assistant.querying.shown import sheet_of
from assistant.sheets.sheet import Sheet
from engine.query.table import Cell
from engine.query.value import Query
from engine.usecases.query import QueryAnswer, query
from engine.values.errors import EngineError, NotPermitted
from engine.values.results import Named

PEOPLE = "people"
_ENTITIES = {"unit": "department", "position": "position"}


def tell_people(turn: Turn, asked: PeopleAsked) -> None:
    """Raises:
    NotPermitted: neither names nor counts are the speaker's to know.
    """
    turn.message = replace(turn.message, entities=(*turn.message.entities, entity_of(asked)))
    if asked.times is not None:
        # Who took so many is told one by one.
        _tell_names(turn, asked)
    elif asked.by is not None:
        _tell_parts(turn, asked)
    elif asked.count:
        turn.reply(_counted(turn, asked), turn.say("people.source"))
    else:
        _tell_names(turn, asked)


def _ask(turn: Turn, asked: Query) -> QueryAnswer:
    answer = turn.perform(query, asked)
    turn.set(last_explanation=answer.explanation_id)
    return answer


# --- how many -------------------------------------------------------------------------------
def _counted(turn: Turn, asked: PeopleAsked) -> str:
    answer = _ask(turn, count_query(asked, turn.today))
    key = "people.count" if asked.about != (LISTED,) else "people.all"
    return turn.say(key, **_said(turn, asked, answer, _number(answer)))


def _number(answer: QueryAnswer) -> int:
    return int(str(answer.rows[0][0])) if answer.rows else 0


def _said(turn: Turn, asked: PeopleAsked, answer: QueryAnswer, count: int) -> dict[str, object]:
    return {
        "count": count,
        "of": _number(_ask(turn, group_query(asked))),
        "whom": _whom(turn, asked, answer),
        "what": what_said(turn, asked),
    }


def _whom(turn: Turn, asked: PeopleAsked, answer: QueryAnswer) -> str:
    """The unit that was asked about, and the position."""
    position = turn.message.facts.position if asked.position else None
    units = [turn.speech.name(one) for one in answer.units]
    names = [*units, *([turn.speech.name(position)] if position else [])]
    return turn.say("people.whom", names=names)


def what_said(turn: Turn, asked: PeopleAsked) -> str:
    """What they have or lack, in words."""
    return turn.say("people.and").join(_what(turn, asked, one) for one in asked.about)


def _what(turn: Turn, asked: PeopleAsked, about: str) -> str:
    if about == CERTIFICATE:
        which = turn.say("people.which", names=_topics(turn)) if asked.skills else ""
        days = asked.days
        ends = asked.certificate in (ENDS, EITHER)
        if ends and days is not None:
            if days.start == date.min or asked.certificate == EITHER:
                return turn.say(f"people.{asked.certificate}_until", which=which, day=days.end)
            return turn.say("people.ends_during", which=which, period=days)
        return turn.say(f"people.{asked.certificate}", which=which)
    if about == HIRED and asked.hired is not None:
        return turn.say("people.hired", period=asked.hired)
    if about == BELOW and asked.level is not None:
        return turn.say("people.below_level", level=asked.level)
    if about in (TRAINED, UNTRAINED):
        taken = turn.say("people.course", names=_topics(turn)) if asked.courses else ""
        when = turn.say("people.when", period=asked.days) if asked.days is not None else ""
        if asked.times is not None and about == TRAINED:
            key = "often" if taken else "often_any"
            return turn.say(f"people.{key}", times=int(asked.times), course=taken, when=when)
        key = about if taken else f"{about}_any"
        return turn.say(f"people.{key}", course=taken, when=when)
    return turn.say(f"people.{about}")


def _topics(turn: Turn) -> list[str]:
    facts = turn.message.facts
    return [turn.speech.name(one) for one in (facts.course or facts.skill,) if one]


# --- names ----------------------------------------------------------------------------------
def _tell_names(turn: Turn, asked: PeopleAsked) -> None:
    """Who may not see them is told how many, where he may know that."""
    try:
        answer = _ask(turn, people_query(asked, turn.today))
    except NotPermitted as error:
        turn.reply(say_error(turn.speech, error), *_only_counted(turn, asked))
        return
    turn.personal = True
    if not answer.rows:
        if _names_no_certificate(turn, asked):
            turn.reply(turn.say("people.no_such_certificate", names=_topics(turn)))
            return
        beside = [*_first_end(turn, asked), *_no_outcomes(turn, asked)]
        turn.reply(_nobody(turn, asked, answer), *beside, turn.say("people.source"))
        return
    people = len({str(getattr(row[0], "code", "")) for row in answer.rows}) + answer.more
    key = "people.head" if asked.about != (LISTED,) else "people.all_head"
    head = turn.say(key, **_said(turn, asked, answer, people))
    rows = [Row(line=_line(turn, answer, row), thing=_person(row)) for row in answer.rows]
    made = sheet_of(turn, answer, rows, head, _main(answer), PEOPLE)
    source = turn.say("people.source")
    turn.reply(head, *listed(turn, rows, sheet=made), _left(turn, answer), source)


def people_sheet(turn: Turn, asked: PeopleAsked) -> Sheet:
    """Those who are asked for, or how many in each part."""
    answer = _ask(turn, _query(turn, asked))
    head = turn.say("people.title", what=what_said(turn, asked))
    rows = [Row(line="", thing=None) for _ in answer.rows]
    return sheet_of(turn, answer, rows, head, _main(answer), PEOPLE)


def _query(turn: Turn, asked: PeopleAsked) -> Query:
    if asked.by is not None and asked.times is None:
        return count_query(asked, turn.today, asked.by)
    return people_query(asked, turn.today)


def _only_counted(turn: Turn, asked: PeopleAsked) -> list[str]:
    if asked.times is not None:
        return []
    try:
        return [_counted(turn, asked)]
    except EngineError:
        return []


def _nobody(turn: Turn, asked: PeopleAsked, answer: QueryAnswer) -> str:
    return turn.say("people.nobody", **_said(turn, asked, answer, 0))


def _names_no_certificate(turn: Turn, asked: PeopleAsked) -> bool:
    """Whether a certificate is named that nobody holds, or needs."""
    named = CERTIFICATE in asked.about and bool(asked.skills)
    return named and not _ask(turn, kinds_query(asked)).rows


def _first_end(turn: Turn, asked: PeopleAsked) -> list[str]:
    """When the first certificate ends, where none does in the time asked about."""
    if asked.certificate != ENDS or CERTIFICATE not in asked.about:
        return []
    found = _ask(turn, ends_query(asked, turn.today)).rows
    if not found:
        return [turn.say("people.no_certificates")]
    return [turn.say("people.first_end", day=found[0][0], count=int(str(found[0][1])))]


def _no_outcomes(turn: Turn, asked: PeopleAsked) -> list[str]:
    """Nobody failed, or passed, where no such result was kept at all."""
    if not {FAILED, PASSED} & {*asked.about}:
        return []
    of_all = replace(asked, about=(TRAINED, FAILED, PASSED))
    kept = _number(_ask(turn, count_query(of_all, turn.today)))
    return [] if kept else [turn.say("people.no_outcomes")]


def _person(row: tuple[Cell, ...]) -> dict[str, str]:
    person = row[0]
    assert isinstance(person, Named)
    kind = {"entity": "employee_name", "kind": "employee_name"}
    return {**kind, "code": person.code, "value": person.name}


def _line(turn: Turn, answer: QueryAnswer, row: tuple[Cell, ...]) -> str:
    cells = dict(zip((one.name for one in answer.columns), row, strict=True))
    standing = (cells["unit"], cells["position"])
    where = [turn.speech.name(one) for one in standing if isinstance(one, Named)]
    detail = _detail(turn, cells)
    key = "people.line" if detail else "people.line_alone"
    return turn.say(key, person=cells["person"], where=where, detail=detail)


def _detail(turn: Turn, cells: Mapping[str, Any]) -> str:
    if "certificate" in cells:
        key = "ends" if cells["ends_on"] else cells["standing"]
        key = "expired" if cells["standing"] == "expired" else key
        return turn.say(f"people.is_{key}", name=cells["certificate"], day=cells["ends_on"])
    if "last_on" in cells:
        return turn.say("people.took", times=int(cells["seats"]), day=cells["last_on"])
    if "level" in cells:
        values = {name: cells[name] for name in ("skill", "level", "required")}
        return turn.say("people.level", **values)
    hired = cells.get("hired_on")
    return turn.say("people.hired_on", day=hired) if hired else ""


def _left(turn: Turn, answer: QueryAnswer) -> str:
    return turn.say("people.more", more=answer.more) if answer.more else ""


# --- by part --------------------------------------------------------------------------------
def _tell_parts(turn: Turn, asked: PeopleAsked) -> None:
    answer = _ask(turn, count_query(asked, turn.today, asked.by))
    entity = _ENTITIES.get(asked.by or "", "department")
    rows = [
        Row(
            line=turn.say("people.part", name=_named(turn, row[0]), count=int(str(row[1]))),
            thing=_part(turn, entity, row[0]),
        )
        for row in answer.rows
    ]
    whom, what = _whom(turn, asked, answer), what_said(turn, asked)
    head = turn.say("people.parts", whom=whom, what=what)
    hidden = turn.say("people.withheld", count=answer.withheld) if answer.withheld else ""
    made = sheet_of(turn, answer, rows, head, _main(answer), PEOPLE)
    lines = listed(turn, rows, sheet=made) if rows else [turn.say("people.no_one")]
    turn.reply(head, *lines, hidden, turn.say("people.source"))


def _part(turn: Turn, entity: str, cell: Cell) -> dict[str, Any] | None:
    return thing(turn, entity, cell) if isinstance(cell, Named) else None


def _named(turn: Turn, cell: Cell) -> str:
    return turn.speech.name(cell) if isinstance(cell, Named) else turn.say("people.no_part")


def _main(answer: QueryAnswer) -> str:
    """The column that is meant where none is named."""
    names = [one.name for one in answer.columns]
    known = ("ends_on", "last_on", "level", "hired_on")
    return next((one for one in known if one in names), names[-1])
