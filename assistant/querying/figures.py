"""How much of a group was trained: coverage, hours, hours a head, people and seats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assistant.asking.arguments import courses_asked
from assistant.base import Turn
from assistant.conversation.framing import frame_of
from assistant.draft import code_of
from assistant.querying.lasting import days_looked_back
from assistant.querying.words import named, says
from assistant.units import unit_code
from engine.query.value import Condition, Query
from engine.values.period import Period

COVERAGE, HOURS_EACH, HOURS = "coverage", "hours_per_head", "hours"
PEOPLE, SEATS = "people", "seats"
# As they are told.
ORDER = (COVERAGE, PEOPLE, SEATS, HOURS, HOURS_EACH)
# Keeps, among the entities of a question, which of them it asks for.
FIGURES = "training_figures"


@dataclass(frozen=True, kw_only=True)
class FiguresAsked:
    figures: tuple[str, ...]
    unit: str | None = None
    position: str | None = None
    courses: tuple[str, ...] = ()
    days: Period | None = None
    by: str | None = None


def figures_said(text: str) -> tuple[str, ...]:
    """Which of them a text asks for; none where another answer has them: how many people took part
    is told with what it cost."""
    found = {*named("figures", text)}
    if HOURS_EACH in found and not says("figures", "both", text):
        found.discard(HOURS)
    by_course = says("splits", "course", text) and PEOPLE in found
    if not (found & {COVERAGE, HOURS, HOURS_EACH} or {PEOPLE, SEATS} <= found or by_course):
        return ()
    return tuple(one for one in ORDER if one in found)


def figures_asked(turn: Turn) -> FiguresAsked | None:
    """None where none is asked for.

    Raises:
        NotFound: a unit is named that there is not.
    """
    text, entities = turn.message.text, turn.message.entities
    kept = next((one for one in entities if one["entity"] == FIGURES), {})
    figures = figures_said(text) or tuple(kept.get("figures", ()))
    if not figures:
        return None
    return FiguresAsked(
        figures=figures,
        unit=unit_code(turn),
        position=code_of({"position": turn.message.facts.position}, "position"),
        courses=tuple(sorted(courses_asked(turn))),
        days=days_looked_back(turn),
        by=_split(turn),
    )


def _split(turn: Turn) -> str | None:
    if says("splits", "course", turn.message.text):
        return "course"
    cut = frame_of(turn.message).cut
    return cut if cut in ("unit", "position", "course") else None


def figures_query(asked: FiguresAsked) -> Query:
    """All of them, for the one asked for is told with what it is made of."""
    said = {"unit": asked.unit, "position": asked.position}
    where = [Condition(name=name, values=(code,)) for name, code in said.items() if code]
    if asked.courses:
        where.append(Condition(name="course", values=asked.courses))
    by_course = asked.by == "course"
    return Query(
        of="participations",
        measures=(PEOPLE, SEATS, HOURS) if by_course else ORDER,
        by=(asked.by,) if asked.by else (),
        where=tuple(where),
        period=asked.days,
        order=f"-{_first(asked)}" if asked.by else None,
    )


def _first(asked: FiguresAsked) -> str:
    """The one that rows are ordered by."""
    told = [one for one in asked.figures if asked.by != "course" or one in (PEOPLE, SEATS, HOURS)]
    return told[0] if told else PEOPLE


def entity_of(asked: FiguresAsked) -> dict[str, Any]:
    """What a follow-up keeps of the question."""
    return {"entity": FIGURES, "value": FIGURES, "figures": list(asked.figures)}
