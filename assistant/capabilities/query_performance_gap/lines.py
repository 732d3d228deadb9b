"""Performance as lines of a reply."""

from __future__ import annotations

from assistant.gap_reading import GapWords
from assistant.rendering.caveats import MOST_LINES
from assistant.speech import Speech
from engine.analysis.kpi import LOWER
from engine.analysis.kpi_standing import KpiGap
from engine.analysis.skill_behind import MUST_DO, NOT_ENOUGH_DATA
from engine.usecases.performance_gap import PerformanceGap, SkillsBehind
from engine.values.results import Figure


def performance_lines(speech: Speech, found: PerformanceGap) -> list[str]:
    lines = [speech.say("performance.head", unit=found.unit)]
    lines += [_kpi_line(speech, gap) for gap in found.kpis[:MOST_LINES]]
    if found.behind is not None:
        lines += _behind_lines(speech, found.behind)
    return [*lines, speech.say("performance.source")]


def said_lines(speech: Speech, gap: KpiGap, said: GapWords) -> list[str]:
    """The gap by the figures that were said."""
    standing = gap.standing
    if standing is None:
        return [speech.say("performance.no_share", kpi=gap.kpi)]
    both = said.target is not None and said.actual is not None
    lower = gap.direction == LOWER
    return [
        speech.say(
            "performance.said_short" if gap.is_short else "performance.said_reached",
            kpi=gap.kpi,
            actual=Figure(gap.actual, gap.unit),
            target=Figure(standing.target, gap.unit),
            gap=Figure(standing.gap, gap.unit),
            attainment=standing.attainment,
        ),
        speech.say("performance.as_said" if both else "performance.partly_said")
        + (speech.say("performance.lower_is_better") if lower else ""),
    ]


def behind_lines(speech: Speech, found: PerformanceGap) -> list[str]:
    """How the KPI stands on record, and what lies behind it."""
    lines = [speech.say("performance.on_record", unit=found.unit)]
    lines += [_kpi_line(speech, gap) for gap in found.kpis]
    if found.behind is not None:
        lines += _behind_lines(speech, found.behind)
    return lines


def _kpi_line(speech: Speech, gap: KpiGap) -> str:
    actual = Figure(gap.actual, gap.unit)
    if gap.standing is None:
        return speech.say("performance.no_target", kpi=gap.kpi, actual=actual)
    return speech.say(
        "performance.short" if gap.is_short else "performance.reached",
        kpi=gap.kpi,
        actual=actual,
        target=Figure(gap.standing.target, gap.unit),
        gap=Figure(gap.standing.gap, gap.unit),
        attainment=gap.standing.attainment,
    )


def _behind_lines(speech: Speech, behind: SkillsBehind) -> list[str]:
    ranking = behind.ranking
    if ranking.verdict == NOT_ENOUGH_DATA:
        return [speech.say("performance.not_enough_data", kpi=behind.kpi)]
    first = ranking.skills[0]
    lines = [
        speech.say(
            "performance.behind_positions" if first.positions > 1 else "performance.behind",
            kpi=behind.kpi,
            skill=first.skill,
            low=first.low,
            good=first.good,
            positions=first.positions,
            share_of_low=first.share_of_low,
            share_of_good=first.share_of_good,
            p=first.p_adjusted,
            tried=len(ranking.skills),
        )
    ]
    lines.append(
        speech.say("performance.must_do" if first.verdict == MUST_DO else "performance.unproven")
    )
    if first.verdict == MUST_DO and behind.course is not None:
        lines.append(speech.say("performance.course", course=behind.course))
    return lines
