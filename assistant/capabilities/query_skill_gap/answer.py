"""Gaps of a unit, a position, by team or by person; who may see nobody's asks for his own."""

from __future__ import annotations

from assistant.asking.gaps import settled, tells_otherwise
from assistant.asking.known_courses import require_known_course
from assistant.asking.person_trainings import asks_own_level
from assistant.asking.profile import tell_profile
from assistant.base import PeisuanAction, Turn
from assistant.charts.chart import Chart
from assistant.charts.charts import gap_chart
from assistant.listing import Row, listed, thing
from assistant.rendering.gaps import gap_head, gap_remarks, gap_rows
from assistant.sheets.making import gap_sheet
from assistant.units import unit_code
from engine.usecases.skill_gap import gap_breakdown, skill_gap
from engine.values.errors import EngineError


class Answer(PeisuanAction):
    def respond(self, turn: Turn) -> None:
        require_known_course(turn)
        if asks_own_level(turn):
            tell_profile(turn)
            return
        asked = settled(turn)
        if tells_otherwise(turn, asked):
            return
        report = turn.perform(skill_gap, *asked.group)
        turn.set(last_explanation=report.explanation_id)
        whole = turn.shows_pictures and not any(asked.group[1:])
        said = gap_rows(turn.speech, report)
        rows = [Row(line=line, thing=thing(turn, "skill", named)) for named, line in said]
        sheet = gap_sheet(turn, report, said)
        turn.reply(
            gap_head(turn.speech, report),
            *(listed(turn, rows, sheet=sheet) if rows else ()),
            *gap_remarks(turn.speech, report),
            file=turn.picture("gaps", _team_chart(turn)) if whole else None,
        )


def _team_chart(turn: Turn) -> Chart | None:
    """By team, where that may be told and there is more than one."""
    try:
        return gap_chart(turn.speech, turn.perform(gap_breakdown, "team", unit_code(turn)))
    except EngineError:
        return None
