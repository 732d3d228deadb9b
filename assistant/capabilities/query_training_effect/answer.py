"""What a training brought about."""

from __future__ import annotations

from assistant.asking.arguments import course_at_hand, courses_asked, courses_talked_about
from assistant.asking.days import years_asked
from assistant.asking.known_courses import require_known_course
from assistant.base import PeisuanAction, Turn
from assistant.capabilities.query_training_effect.lines import effect_lines
from assistant.charts.charts import effect_chart
from assistant.statements.own_ratings import asks_own_rating, reply_own_ratings
from engine.usecases.training_effect import training_effect

MOST_COURSES = 3


class Answer(PeisuanAction):
    """Of the course named or talked about; where several are, of each in a line."""

    def respond(self, turn: Turn) -> None:
        if asks_own_rating(turn):
            reply_own_ratings(turn)
            return
        require_known_course(turn)
        codes = sorted(courses_asked(turn)) or _talked_about(turn)
        if not codes:
            turn.reply(turn.say("effect.ask_course"))
            return
        years = years_asked(turn, looks_back=True)
        if len(years) > 1:
            turn.reply(turn.say("effect.by_year", year=years[-1]))
        for code in codes[:MOST_COURSES]:
            found = turn.perform(training_effect, code, years[-1] if years else None)
            turn.set(last_explanation=found.explanation_id)
            chart = turn.picture("effect", effect_chart(turn.speech, found))
            turn.reply(*effect_lines(turn.speech, found), file=chart)


def _talked_about(turn: Turn) -> list[str]:
    """The course of the last question, else of the request at hand."""
    return sorted(courses_talked_about(turn)) or course_at_hand(turn)
