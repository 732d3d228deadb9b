"""What a training brought about."""

from __future__ import annotations

from collections.abc import Callable

from assistant.asking.arguments import course_at_hand, courses_asked, courses_talked_about
from assistant.asking.aspects import aspects_of
from assistant.asking.days import years_asked
from assistant.asking.known_courses import require_known_course
from assistant.base import PeisuanAction, Turn
from assistant.capabilities.query_training_effect.every import tell_proposals, tell_ranking
from assistant.capabilities.query_training_effect.lines import effect_lines, head_line
from assistant.capabilities.query_training_effect.part import (
    attained_lines,
    before_after_lines,
    kpi_lines,
    level_lines,
    others_lines,
)
from assistant.capabilities.query_training_effect.returned import tell_efficiency, tell_return
from assistant.charts.charts import effect_chart
from assistant.statements.own_ratings import asks_own_rating, reply_own_ratings
from engine.analysis.kirkpatrick import LEVELS
from engine.usecases.training_effect import TrainingEffect, training_effect

MOST_COURSES = 3
_EVERY: dict[str, Callable[[Turn, int | None, bool], None]] = {
    "proposals": tell_proposals,
    "best": tell_ranking,
}


class Answer(PeisuanAction):
    """Of the course named or talked about; where several are, of each. Of all, where they are to be
    ranked, or next year's money is asked for."""

    def respond(self, turn: Turn) -> None:
        if asks_own_rating(turn):
            reply_own_ratings(turn)
            return
        years = years_asked(turn, looks_back=True)
        aspects, year = aspects_of(turn.message), years[-1] if years else None
        every = next((_EVERY[one] for one in aspects if one in _EVERY), None)
        every = every or (tell_ranking if "worst" in aspects else None)
        if every is not None:
            every(turn, year, "worst" in aspects)
            return
        require_known_course(turn)
        if "efficiency" in aspects:
            tell_efficiency(turn)
            return
        codes = sorted(courses_asked(turn)) or _talked_about(turn)
        if not codes:
            turn.reply(turn.say("effect.ask_course"))
            return
        if len(years) > 1:
            turn.reply(turn.say("effect.by_year", year=years[-1]))
        for code in codes[:MOST_COURSES]:
            _tell(turn, code, year, aspects)


def _tell(turn: Turn, code: str, year: int | None, aspects: list[str]) -> None:
    if "roi" in aspects:
        tell_return(turn, code, year)
        return
    found = turn.perform(training_effect, code, year)
    turn.set(last_explanation=found.explanation_id)
    lines = _part(turn, found, aspects)
    if lines:
        turn.reply(*lines, head_line(turn.speech, found))
        return
    chart = turn.picture("effect", effect_chart(turn.speech, found))
    turn.reply(*effect_lines(turn.speech, found), file=chart)


def _part(turn: Turn, found: TrainingEffect, aspects: list[str]) -> list[str]:
    """What alone is asked for: some levels, others beside, before and after, one KPI."""
    kpi = turn.message.facts.kpi
    if "versus" in aspects:
        return others_lines(turn, found, (kpi or {}).get("code"))
    if levels := [one for one in LEVELS if one in aspects]:
        return level_lines(turn.speech, found, levels)
    code = (kpi or {}).get("code")
    if "attained" in aspects:
        return attained_lines(turn.speech, found, code)
    if "before_after" in aspects:
        return before_after_lines(turn.speech, found, code)
    return kpi_lines(turn.speech, found, kpi) if kpi else []


def _talked_about(turn: Turn) -> list[str]:
    """The course of the last question, else of the request at hand."""
    return sorted(courses_talked_about(turn)) or course_at_hand(turn)
