"""What two things have to do with each other, and courses that go with no result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.analysing.marks import says, without_names
from assistant.analysing.relation_said import (
    REALLOCATION,
    RELATION,
    asked_before,
    asked_entity,
    sides_said,
    unkept_said,
    wants_reallocation,
)
from assistant.asking.arguments import courses_asked
from assistant.asking.days import years_asked
from assistant.asking.known_courses import require_known_course
from assistant.base import PeisuanAction, Turn
from assistant.capabilities.query_correlation.lines import reallocation_lines, relation_lines
from assistant.errors import say_error
from assistant.units import unit_code
from engine.usecases.reallocation import reallocation
from engine.usecases.relations import KPI, RelationAsked, Side, kpis_of_people, relate
from engine.values.errors import EngineError, NotFound, NotPermitted

MOST_PAIRS = 3


class Answer(PeisuanAction):
    """Each pair that is asked about; a course's money where that is to go elsewhere."""

    def respond(self, turn: Turn) -> None:
        unknown = next((one for one in turn.message.facts.unknown if one.kind == "kpi"), None)
        if unknown is not None:
            raise NotFound("unknown_kpi", name=unknown.words)
        require_known_course(turn)
        if _moves_money(turn):
            _tell_reallocation(turn)
            return
        if words := unkept_said(turn.message):
            turn.reply(turn.say("correlation.unkept", words=words))
            return
        _tell_relations(turn)


def _moves_money(turn: Turn) -> bool:
    before = [one["value"] for one in asked_before(turn)]
    return wants_reallocation(turn.message) or before == [REALLOCATION]


def _year(turn: Turn) -> int | None:
    years = years_asked(turn, looks_back=True)
    return years[-1] if years else None


def _tell_reallocation(turn: Turn) -> None:
    facts = turn.message.facts
    courses = tuple(sorted(courses_asked(turn)))
    kpi = (facts.kpi or {}).get("code")
    _keep(turn, asked_entity(REALLOCATION, None, ()))
    if kpi is not None and kpi not in [one.code for one in turn.perform(kpis_of_people)]:
        turn.reply(*_instead(turn, turn.speech.name(facts.kpi or "")))
        kpi = None
    answer = turn.perform(reallocation, courses, kpi, unit_code(turn), _year(turn))
    turn.set(last_explanation=answer.explanation_id)
    turn.reply(*reallocation_lines(turn.speech, answer.result))


# --- pairs -------------------------------------------------------------------------------------
def _tell_relations(turn: Turn) -> None:
    x, ys = _pairs(turn)
    if x is None or not ys:
        turn.ask_back(turn.say("correlation.ask"))
        return
    _keep(turn, asked_entity(RELATION, x, ys))
    lines: list[str] = []
    for y in ys[:MOST_PAIRS]:
        lines += _told(turn, RelationAsked(x=x, y=y, unit=unit_code(turn), year=_year(turn)))
    turn.reply(*dict.fromkeys(lines))


def _told(turn: Turn, asked: RelationAsked) -> list[str]:
    """A pair that cannot be told says why, and the others are told all the same."""
    try:
        answer = turn.perform(relate, asked)
    except NotPermitted:
        raise
    except EngineError as error:
        said = say_error(turn.speech, error)
        instead = _can(turn) if error.code == "kpi_not_of_people" else []
        return [said, *instead]
    turn.set(last_explanation=answer.explanation_id)
    return relation_lines(turn.speech, answer.result)


def _instead(turn: Turn, name: str) -> list[str]:
    return [turn.say("correlation.not_of_people", kpi=name), *_can(turn)]


def _can(turn: Turn) -> list[str]:
    names = [turn.speech.name(one) for one in turn.perform(kpis_of_people)]
    return [turn.say("correlation.can", names=names)] if names else []


def _pairs(turn: Turn) -> tuple[Side | None, tuple[Side, ...]]:
    """What is said of people beside each KPI; what is not said anew is as it was before."""
    said, kept = sides_said(turn), asked_before(turn)
    x = said.of_people[0] if said.of_people else None
    ys: Sequence[Side] = said.kpis
    if not ys and len(said.of_people) > 1:
        ys = said.of_people[1:]
    for one in kept:
        x = x or (Side(*one["x"]) if one["x"] else None)
        ys = ys or [Side(*each) for each in one["ys"]]
    if x is None and len(ys) > 1:
        x, ys = ys[0], ys[1:]
    if x is not None and not ys and _asks_of_results(turn):
        ys = [Side(KPI, one.code) for one in turn.perform(kpis_of_people)]
    return x, tuple(one for one in ys if one != x)


def _asks_of_results(turn: Turn) -> bool:
    text = without_names(turn.message.text, turn.message.entities)
    return says("results", text) or says("more_of", text)


def _keep(turn: Turn, asked: dict[str, object]) -> None:
    others = tuple(one for one in turn.message.entities if one["entity"] != asked["entity"])
    turn.message = replace(turn.message, entities=(*others, asked))
