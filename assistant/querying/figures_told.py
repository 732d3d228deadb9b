"""How much of a group was trained, told in a line, or for each part as a sheet."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant.base import Turn
from assistant.listing import Row, listed, thing
from assistant.querying.figures import (
    COVERAGE,
    HOURS_EACH,
    ORDER,
    PEOPLE,
    SEATS,
    FiguresAsked,
    entity_of,
    figures_query,
)
from assistant.querying.queries import headcount_query
from assistant.querying.shown import sheet_of
from engine.usecases.query import QueryAnswer, query
from engine.values.results import Named

_ENTITIES = {"unit": "department", "position": "position", "course": "course"}


def tell_figures(turn: Turn, asked: FiguresAsked) -> None:
    """Raises:
    NotPermitted: they are not the speaker's to know.
    """
    turn.message = replace(turn.message, entities=(*turn.message.entities, entity_of(asked)))
    answer = turn.perform(query, figures_query(asked))
    turn.set(last_explanation=answer.explanation_id)
    if asked.by is None:
        cells = _cells(answer, answer.rows[0]) if answer.rows else dict.fromkeys(ORDER, 0)
        told = _told(turn, asked, cells)
        group = turn.perform(query, headcount_query(asked.unit, asked.position))
        of = int(str(group.rows[0][0])) if group.rows else 0
        turn.reply(
            turn.say("figures.line", whom=_whom(turn, asked, answer), figures=told, of=of),
            turn.say("people.source"),
        )
        return
    rows = [_row(turn, asked, _cells(answer, row), row[0]) for row in answer.rows]
    head = turn.say("figures.parts", whom=_whom(turn, asked, answer))
    made = sheet_of(turn, answer, rows, head, answer.columns[1].name, "people")
    hidden = turn.say("people.withheld", count=answer.withheld) if answer.withheld else ""
    turn.reply(head, *listed(turn, rows, sheet=made), hidden, turn.say("people.source"))


def _cells(answer: QueryAnswer, row: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip((one.name for one in answer.columns), row, strict=True))


def _told(turn: Turn, asked: FiguresAsked, cells: dict[str, Any]) -> list[str]:
    """Coverage is told with whom it counts."""
    wanted = [one for one in ORDER if one in asked.figures and one in cells]
    if COVERAGE in wanted and PEOPLE not in wanted:
        wanted.insert(1, PEOPLE)
    return [_figure(turn, one, cells[one] or 0) for one in wanted or (PEOPLE, SEATS)]


def _figure(turn: Turn, name: str, value: Any) -> str:
    number = value if name in (COVERAGE, HOURS_EACH) else int(value)
    return turn.say(f"figures.{name}", value=number)


def _row(turn: Turn, asked: FiguresAsked, cells: dict[str, Any], first: Any) -> Row:
    name = turn.speech.name(first) if isinstance(first, Named) else turn.say("people.no_part")
    line = turn.say("figures.part", name=name, figures=_told(turn, asked, cells))
    about = thing(turn, _ENTITIES[asked.by or "unit"], first) if isinstance(first, Named) else None
    return Row(line=line, thing=about)


def _whom(turn: Turn, asked: FiguresAsked, answer: QueryAnswer) -> list[str]:
    facts = turn.message.facts
    course = next((one for one in (facts.course, facts.skill) if one), None)
    names = [turn.speech.name(one) for one in answer.units]
    names += [turn.speech.name(facts.position)] if asked.position and facts.position else []
    names += [turn.speech.name(course)] if course and asked.courses else []
    time = turn.speech.period(asked.days) if asked.days else turn.say("figures.ever")
    return [*names, time]
