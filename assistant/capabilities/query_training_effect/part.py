"""A part of what was measured of a course: some levels, before and after, one KPI, or those who took
it beside those who did not."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.base import Turn
from assistant.capabilities.query_training_effect.lines import (
    measured_lines,
    outcome_line,
    value_of,
)
from assistant.errors import say_error
from assistant.message import Thing
from assistant.rendering.caveats import caveat_lines
from assistant.speech import Speech
from engine.analysis.kirkpatrick import Outcome
from engine.analysis.relation import Relation
from engine.usecases.relations import KPI, PART, RelationAsked, Side, kpis_of_people, relate
from engine.usecases.training_effect import TrainingEffect
from engine.values.errors import EngineError, NotPermitted
from engine.values.results import Caveat, Figure

NO_CONTROL = Caveat("no_control_group")


def level_lines(speech: Speech, found: TrainingEffect, levels: Sequence[str]) -> list[str]:
    lines = []
    for level in levels:
        rows = [row for row in found.next_year.outcomes if row.level == level]
        name = speech.say(f"level.{level}")
        if not rows:
            lines.append(speech.say("effect.level_missing", course=found.course, level=name))
        lines += [outcome_line(speech, row) for row in rows]
    return lines


def before_after_lines(speech: Speech, found: TrainingEffect, kpi: str | None) -> list[str]:
    """From which value to which; what has no value from before is no such comparison."""
    rows = [row for row in _of_kpi(found, kpi) if row.baseline is not None]
    if not rows:
        return [speech.say("effect.no_before", course=found.course)]
    return [*(_from_to(speech, row) for row in rows), *caveat_lines(speech, [NO_CONTROL])]


def attained_lines(speech: Speech, found: TrainingEffect, kpi: str | None) -> list[str]:
    """How much of the change that was planned came."""
    rows = [row for row in _of_kpi(found, kpi) if row.attainment is not None]
    if not rows:
        return [speech.say("effect.nothing_planned", course=found.course)]
    reached = all((row.attainment or 0) >= 1 for row in rows)
    head = speech.say("effect.reached" if reached else "effect.not_reached", course=found.course)
    return [head, *(_from_to(speech, row) for row in rows), *caveat_lines(speech, [NO_CONTROL])]


def kpi_lines(speech: Speech, found: TrainingEffect, kpi: Thing) -> list[str]:
    """What it did for one KPI: yes or no first."""
    rows = _of_kpi(found, kpi["code"])
    effects = [one.result for one in found.effects if one.result.kpi.code == kpi["code"]]
    if not rows:
        return [speech.say("effect.kpi_unmeasured", course=found.course, kpi=kpi)]
    better = all(row.good for row in rows)
    name = rows[0].kpi or kpi
    lines = [speech.say("effect.kpi_better" if better else "effect.kpi_worse", kpi=name)]
    lines += [
        _from_to(speech, row) if row.baseline is not None else outcome_line(speech, row)
        for row in rows
    ]
    for effect in effects:
        lines += measured_lines(speech, effect)
    return lines if effects else [*lines, *caveat_lines(speech, [NO_CONTROL])]


def others_lines(turn: Turn, found: TrainingEffect, kpi: str | None) -> list[str]:
    """The change beside colleagues who did not go; where results before are lacking, how both stand
    now, which is no effect."""
    effects = [one.result for one in found.effects if kpi is None or one.result.kpi.code == kpi]
    if effects:
        return [line for one in effects for line in measured_lines(turn.speech, one)]
    lines = [turn.say("effect.no_comparison", course=found.course)]
    own = {row.kpi.code for row in found.next_year.outcomes if row.kpi}
    codes = [one.code for one in turn.perform(kpis_of_people)]
    if kpi is not None and kpi not in codes:
        name = turn.speech.name(turn.message.facts.kpi or "")
        return [*lines, turn.say("effect.kpi_of_units", kpi=name)]
    for code in [kpi] if kpi else [one for one in codes if one in own] or codes[:1]:
        lines += _standing_now(turn, found, code)
    return lines


def _standing_now(turn: Turn, found: TrainingEffect, kpi: str) -> list[str]:
    x, y = Side(PART, found.course.code), Side(KPI, kpi)
    try:
        answer = turn.perform(relate, RelationAsked(x=x, y=y, year=found.year))
    except NotPermitted:
        raise
    except EngineError as error:
        return [say_error(turn.speech, error)]
    return [_difference(turn.speech, answer.result), turn.say("effect.now_is_no_effect")]


def _difference(speech: Speech, found: Relation) -> str:
    return speech.say(
        "effect.now",
        kpi=found.y.of or "",
        difference=Figure(found.slope, found.y.unit),
        n=found.n,
        p=found.p_value,
        chance=speech.say("effect.not_chance" if found.significant else "effect.chance"),
    )


def _of_kpi(found: TrainingEffect, kpi: str | None) -> list[Outcome]:
    rows = found.next_year.outcomes
    return [row for row in rows if kpi is None or (row.kpi is not None and row.kpi.code == kpi)]


def _from_to(speech: Speech, row: Outcome) -> str:
    assert row.baseline is not None
    key = "effect.from_to" if row.change is not None else "effect.from_to_alone"
    return speech.say(
        key,
        measure=row.kpi or row.measure,
        before=value_of(row.baseline),
        value=value_of(row.value),
        change=row.change or 0.0,
        attained=""
        if row.attainment is None
        else speech.say("effect.attained", attainment=row.attainment),
    )
