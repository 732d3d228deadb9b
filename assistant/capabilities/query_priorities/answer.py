"""The ranking of the trainings; of it the courses that are named, where any are."""

from __future__ import annotations

from functools import partial

from assistant.asking.known_courses import require_known_course
from assistant.base import PeisuanAction, Turn
from assistant.capabilities.query_priorities.lines import priority_head, rank_line
from assistant.charts.charts import priority_chart
from assistant.conversation.framing import frame_of
from assistant.listing import Row, codes_said, listed, page, thing
from assistant.sheets.making import priority_sheet
from assistant.sheets.saying import reply_table
from engine.usecases.priorities import priorities


class Answer(PeisuanAction):
    def respond(self, turn: Turn) -> None:
        require_known_course(turn)
        ranking = turn.perform(priorities)
        turn.set(last_explanation=ranking.explanation_id)
        asked = codes_said(turn, "course")
        found = [one for one in ranking.ranking if not asked or one.course.code in asked]
        if not found:
            names = [one["value"] for one in turn.message.entities if one.get("code") in asked]
            turn.reply(turn.say("priority.not_ranked", courses=names, year=ranking.year))
            return
        if frame_of(turn.message).highest is False:
            found.reverse()
        rows = [
            Row(
                line=f"{one.rank}. {rank_line(turn.speech, one)}",
                thing=thing(turn, "course", one.course),
            )
            for one in found
        ]
        sheet = priority_sheet(turn, ranking, found, partial(rank_line, turn.speech))
        said = listed(turn, rows, numbered=False, sheet=sheet)
        shown = page(turn, len(rows))
        turn.reply(
            priority_head(turn.speech, ranking),
            *said,
            turn.say("priority.source"),
            table=reply_table(turn.speech, sheet, shown, said[: len(shown)]),
            file=None
            if asked
            else turn.picture("priorities", priority_chart(turn.speech, ranking)),
        )
