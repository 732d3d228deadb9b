"""The charts there are: budget by unit, the ranking, gaps by team, effects before and after."""

from __future__ import annotations

from assistant.charts.chart import MOST_ROWS, Chart, ChartRow
from assistant.speech import Speech
from engine.usecases.budget_status import BudgetStatus
from engine.usecases.priorities import Priorities
from engine.usecases.skill_gap import GapBreakdown
from engine.usecases.training_effect import TrainingEffect

LEAST_ROWS = 2


def budget_chart(speech: Speech, status: BudgetStatus) -> Chart | None:
    """What each unit has spent, promised, reserved and left."""
    parts = ("actual", "committed", "reserved", "available")
    ordered = sorted(status.lines, key=lambda line: -line.balance.allocated.amount)[:MOST_ROWS]
    rows = tuple(
        ChartRow(
            speech.name(line.unit),
            tuple(max(0.0, float(getattr(line.balance, part).amount)) for part in parts),
            (speech.say("chart.left", available=line.balance.available),),
        )
        for line in ordered
    )
    if len(rows) < LEAST_ROWS:
        return None
    title = speech.say("chart.budget", unit=status.unit, year=status.fiscal_year)
    series = tuple(speech.say(f"column.{part}") for part in parts)
    return Chart(title, rows, series, stacked=True)


def priority_chart(speech: Speech, found: Priorities) -> Chart | None:
    """The ranking, and what each score is made of."""
    top = found.ranking[:MOST_ROWS]
    if len(top) < LEAST_ROWS:
        return None
    origins = sorted({origin for row in top for origin in row.parts})
    rows = tuple(
        ChartRow(
            f"{row.rank}. {speech.name(row.course)}",
            tuple(float(row.parts.get(origin, 0)) for origin in origins),
            (f"{row.score:.2f}",),
        )
        for row in top
    )
    series = tuple(speech.say(f"origin.{origin}") for origin in origins)
    return Chart(speech.say("chart.priority", year=found.year), rows, series, stacked=True)


def gap_chart(speech: Speech, found: GapBreakdown) -> Chart | None:
    """The share of assessments below what is required, by team."""
    rows = tuple(
        ChartRow(
            speech.name(gap.group),
            (gap.short / gap.assessed,),
            (f"{speech.percent(gap.short / gap.assessed)} ({gap.short}/{gap.assessed})",),
        )
        for gap in sorted(found.gaps, key=lambda gap: -gap.short / max(1, gap.assessed))
        if gap.assessed
    )[:MOST_ROWS]
    if len(rows) < LEAST_ROWS:
        return None
    return Chart(speech.say("chart.gap", unit=found.unit), rows)


def effect_chart(speech: Speech, found: TrainingEffect) -> Chart | None:
    """What was measured before and after, and KPIs with what is due to the training; as a
    share of what it was before, so that measures of any unit stand side by side."""
    changes = [
        (speech.name(row.kpi or row.measure), row.change)
        for row in found.next_year.outcomes
        if row.change is not None
    ]
    changes += [
        (speech.name(one.result.kpi), one.result.relative)
        for one in found.effects
        if one.result.relative is not None
    ]
    rows = tuple(_before_and_after(speech, *change) for change in changes[:MOST_ROWS])
    title = speech.say("chart.effect", course=found.course, year=found.year)
    series = (speech.say("chart.before"), speech.say("chart.after"))
    return Chart(title, rows, series) if rows else None


def _before_and_after(speech: Speech, label: str, change: float) -> ChartRow:
    values = (1.0, 1.0 + change)
    return ChartRow(label, values, tuple(map(speech.percent, values)))
