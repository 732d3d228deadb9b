"""The plan of a year: what is in it, what is not and why, its versions, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from assistant.asking.aspects import aspects_of
from assistant.base import PeisuanAction, Turn
from assistant.capabilities.query_plan.carried import tell_carried_out
from assistant.listing import Row, listed, thing
from assistant.planning.lines_said import courses_said, lines_said
from assistant.planning.telling import (
    difference_lines,
    left_words,
    line_words,
    quarter_words,
    version_words,
)
from assistant.planning.words import version_said, versions_said
from assistant.sheets.making import main_of, named_cell
from assistant.sheets.sheet import Cell, Sheet, column, sheet
from assistant.statements.booking import quarter_said, year_said
from engine.usecases.plans.comparing import compare_plans
from engine.usecases.plans.looking import plan_of_year, plans_of_year
from engine.usecases.plans.versions import PlanLineView, PlanView

INSIDE, OUT, WHY, COMPARE = "inside", "out", "why", "compare"
VERSIONS, BY_QUARTER, BY_UNIT, CARRIED = "versions", "by_quarter", "by_unit", "carried"


class Answer(PeisuanAction):
    """What the words ask for; what is in it, where they do not say."""

    def respond(self, turn: Turn) -> None:
        asked = aspects_of(turn.message) or [INSIDE]
        TELL[next(one for one in TELL if one in asked)](turn)


def _plan(turn: Turn) -> PlanView:
    view: PlanView = turn.perform(
        plan_of_year, _year(turn), version_said(turn.message), _unit(turn)
    )
    return view


def _year(turn: Turn) -> int | None:
    """The year of the plan; a quarter that is said is the plan's, whatever year is near."""
    return None if quarter_said(turn) else year_said(turn, None)


def _unit(turn: Turn) -> str | None:
    department = turn.message.facts.department
    return department["code"] if department and "code" in department else None


def _tell_inside(turn: Turn) -> None:
    view, quarter = _plan(turn), quarter_said(turn)
    named = lines_said(turn, view.lines)
    if named or courses_said(turn):
        _tell_named(turn, view, named)
        return
    lines = [one for one in view.lines if one.is_in and quarter in (None, one.quarter)]
    _tell_list(turn, view, lines, _head(turn, view, lines, quarter), quarter)


def _head(turn: Turn, view: PlanView, lines: list[PlanLineView], quarter: int | None) -> str:
    words = {"version": version_words(turn.speech, view.plan), "unit": view.unit}
    if quarter is None:
        return turn.say("planned.head", **words, lines=len(lines), planned=view.planned)
    of = next((one.amount for one in view.by_quarter if one.quarter == quarter), None)
    when = quarter_words(turn.speech, quarter)
    if of is None:
        return turn.say("planned.head_empty_quarter", **words, quarter=when)
    return turn.say("planned.head_quarter", **words, quarter=when, lines=len(lines), planned=of)


def _tell_list(
    turn: Turn, view: PlanView, lines: list[PlanLineView], head: str, quarter: int | None
) -> None:
    rows = [Row(line=line_words(turn.speech, one), thing=_thing(turn, one)) for one in lines]
    undated = sum(1 for one in view.lines if one.is_in and one.quarter is None)
    out = sum(1 for one in view.lines if not one.is_in)
    turn.reply(
        head,
        *listed(turn, rows, sheet=_sheet(turn, view, lines)),
        left_words(turn.speech, view.plan.total, view.planned) if quarter is None else "",
        turn.say("planned.undated", lines=undated) if quarter and undated else "",
        turn.say("planned.out_too", lines=out) if quarter is None and out else "",
        turn.say("planned.withheld") if view.withheld else "",
    )


def _tell_out(turn: Turn) -> None:
    view = _plan(turn)
    lines = [one for one in view.lines if not one.is_in]
    version = version_words(turn.speech, view.plan)
    key = "planned.head_out" if lines else "planned.nothing_out"
    rows = [Row(line=line_words(turn.speech, one), thing=_thing(turn, one)) for one in lines]
    turn.reply(turn.say(key, version=version, lines=len(lines)), *listed(turn, rows))


def _tell_why(turn: Turn) -> None:
    view = _plan(turn)
    named = lines_said(turn, view.lines)
    if named or courses_said(turn):
        _tell_named(turn, view, named)
    else:
        _tell_out(turn)


def _tell_named(turn: Turn, view: PlanView, named: list[PlanLineView]) -> None:
    """Whether they are in, and why; of what has no line, that nobody asked for it."""
    version = version_words(turn.speech, view.plan)
    have = {one.course.code for one in named if one.course}
    missing = [
        one.get("name") or one["topic"]
        for one in courses_said(turn)
        if one.get("code") not in have and not (named and "topic" in one)
    ]
    turn.reply(
        turn.say("planned.of_version", version=version),
        *(line_words(turn.speech, one) for one in named),
        *(turn.say("planned.not_there", course=one) for one in missing),
    )


def _tell_by_quarter(turn: Turn) -> None:
    view = _plan(turn)
    version = version_words(turn.speech, view.plan)
    turn.reply(
        turn.say("planned.head_by_quarter", version=version, planned=view.planned),
        *(
            turn.say(
                "planned.part",
                part=quarter_words(turn.speech, one.quarter),
                lines=one.lines,
                amount=one.amount,
            )
            for one in view.by_quarter
        ),
    )


def _tell_by_unit(turn: Turn) -> None:
    view = _plan(turn)
    version = version_words(turn.speech, view.plan)
    turn.reply(
        turn.say("planned.head_by_unit", version=version, planned=view.planned),
        *(
            turn.say(
                "planned.part",
                part=turn.speech.name(one.unit) if one.unit else turn.say("plan.few"),
                lines=one.lines,
                amount=one.amount,
            )
            for one in view.by_unit
        ),
        turn.say("planned.withheld") if view.withheld else "",
    )


def _tell_compare(turn: Turn) -> None:
    """One version that is named is the earlier of the two, and the newest the other."""
    said = sorted(versions_said(turn.message))[:2]
    first, second = (*said, None, None)[:2]
    found = turn.perform(compare_plans, _year(turn), first, second, _unit(turn))
    one, other = (version_words(turn.speech, of) for of in (found.first, found.second))
    same = [] if found.lines else [turn.say("planned.same")]
    turn.reply(
        turn.say("planned.head_compare", first=one, second=other),
        *difference_lines(turn.speech, found.lines),
        *same,
        turn.say("plan.sums", before=found.before, after=found.after),
    )


def _tell_versions(turn: Turn) -> None:
    found = turn.perform(plans_of_year, _year(turn))
    turn.reply(
        turn.say("planned.head_versions", year=found[0].fiscal_year, versions=len(found)),
        *(
            turn.say(
                f"planned.a_{one.status}",
                version=version_words(turn.speech, one),
                made_by=one.made_by,
                made=turn.company.day_of(one.made_at),
                frozen_by=one.frozen_by or "",
                frozen=turn.company.day_of(one.frozen_at or one.made_at),
            )
            for one in found
        ),
    )


def _tell_carried(turn: Turn) -> None:
    tell_carried_out(turn, _year(turn), version_said(turn.message), _unit(turn))


TELL: dict[str, Callable[[Turn], None]] = {
    COMPARE: _tell_compare,
    CARRIED: _tell_carried,
    VERSIONS: _tell_versions,
    WHY: _tell_why,
    OUT: _tell_out,
    BY_QUARTER: _tell_by_quarter,
    BY_UNIT: _tell_by_unit,
    INSIDE: _tell_inside,
}


def _thing(turn: Turn, line: PlanLineView) -> dict[str, str]:
    if line.course is None:
        return {"entity": "list_item", "value": line.topic}
    return thing(turn, "course", line.course)


def _sheet(turn: Turn, view: PlanView, lines: list[PlanLineView]) -> Sheet:
    columns = [*map(column, ("training", "unit", "headcount", "total"))]
    rows: list[tuple[dict[str, str], str, tuple[Cell, ...]]] = [
        (
            _thing(turn, one),
            line_words(turn.speech, one),
            (
                named_cell(turn, one.course or one.topic),
                named_cell(turn, one.unit) if one.unit else None,
                None if one.headcount is None else Decimal(one.headcount),
                one.amount,
            ),
        )
        for one in lines
    ]
    title = turn.say("planned.title", year=view.plan.fiscal_year, version=view.plan.version)
    return sheet(title, columns, rows, main_of(turn, columns, "total"))
