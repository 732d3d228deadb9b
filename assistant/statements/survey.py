"""Opening a survey of needs."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import Any

from assistant.base import Turn
from assistant.statements.statement import Said, Statement
from assistant.statements.survey_questions import as_plain, from_plain, questions_said
from assistant.understanding.patterns import Patterns
from assistant.units import unit_code
from engine.usecases.survey_questions import Question
from engine.usecases.surveys import (
    EMPLOYEES,
    HEADS,
    MANAGEMENT,
    SurveyAsked,
    SurveyView,
    launch_survey,
    preview_survey,
)
from engine.values.errors import InvalidInput

_SAID = Patterns(__file__)
# The narrower audience wins where several are named: "all heads" are heads.
AUDIENCES = _SAID.each("audiences")
YEAR_OF_DAY = re.compile(_SAID["year_of_day"])
LASTS_UNTIL = _SAID.compiled("lasts_until")


class SurveyStatement(Statement):
    def begin(self, turn: Turn) -> Said:
        said = self.take(turn, {}, None)
        if said.get("audience") is None:
            # Whether he may, before anything is asked.
            turn.perform(preview_survey, _asked(said))
        return said

    def take(self, turn: Turn, said: Said, asked: str | None) -> Said:
        facts = turn.message.facts
        text, questions = questions_said(turn.message.text)
        named = {name: value for name, value in _read(text).items() if value is not None}
        if questions:
            named["questions"] = as_plain(questions)
        if (unit := unit_code(turn)) is not None:
            named["unit"] = unit
        if (
            facts.period
            and facts.period["words"] in text
            and (day := _closing_day(facts.period, text))
        ):
            named["closes_on"] = _next(day, text, turn.today)
        whole = {**said, **named}
        if named and whole.get("audience"):
            # How many it reaches stands on the button that opens it.
            whole["invited"] = turn.perform(preview_survey, _asked(whole)).invited
        return whole

    def missing(self, said: Said) -> str | None:
        return None if said.get("audience") else "recipients"

    def ask(self, turn: Turn, missing: str) -> None:
        """Whom it is for is never taken for granted: each choice says how many it reaches."""
        choices = []
        for audience in (EMPLOYEES, HEADS, MANAGEMENT):
            with suppress(InvalidInput):
                view = turn.perform(preview_survey, _asked({**said_of(turn), "audience": audience}))
                words = turn.say(f"audience.{audience}")
                choices.append(turn.say("survey.choice", audience=words, invited=view.invited))
        turn.reply(turn.say("survey.ask_audience"), choices=choices)

    def summary(self, turn: Turn, said: Said) -> list[str]:
        view = turn.perform(preview_survey, _asked(said))
        asked = [
            turn.say(f"survey.question_{one.kind}", at=at, **_of_question(one))
            for at, one in enumerate(view.questions, 1)
        ]
        key = "survey.summary_questions" if asked else "survey.summary"
        return [turn.say(key, questions=len(asked), **_words(turn, view)), *asked]

    def store(self, turn: Turn, said: Said, key: str) -> list[str]:
        view = turn.perform(launch_survey, _asked(said), key)
        return [turn.say("survey.opened", number=view.number, **_words(turn, view))]


def said_of(turn: Turn) -> Said:
    said: Said = turn.slots["statement_said"]
    return said


def _read(text: str) -> dict[str, Any]:
    audience = next((name for name, pattern in AUDIENCES if pattern.search(text)), None)
    return {"audience": audience}


def _closing_day(period: dict[str, str], text: str) -> str | None:
    """The last day of a period that is said as an end, or that is a single day."""
    single = period["first_day"] == period["last_day"]
    return period["last_day"] if single or LASTS_UNTIL.search(text) else None


def _next(day: str, text: str, today: date) -> str:
    """The next time that day comes round: the year in "needs of next year" is not the
    deadline's, unless the deadline says it itself."""
    said = date.fromisoformat(day)
    if YEAR_OF_DAY.search(text) or (said.month, said.day) == (2, 29):
        return day
    this_year = said.replace(year=today.year)
    next_time = this_year if this_year >= today else said.replace(year=today.year + 1)
    return next_time.isoformat()


def _asked(said: Said) -> SurveyAsked:
    closes_on = said.get("closes_on")
    return SurveyAsked(
        audience=said.get("audience") or EMPLOYEES,
        unit=said.get("unit"),
        closes_on=date.fromisoformat(closes_on) if closes_on else None,
        questions=from_plain(said.get("questions")),
    )


def _of_question(one: Question) -> dict[str, object]:
    return {
        "question": one.wording,
        "choices": one.choices,
        "lowest": one.lowest,
        "highest": one.highest,
    }


def _words(turn: Turn, view: SurveyView) -> dict[str, object]:
    return {
        "unit": view.unit,
        "audience": turn.say(f"audience.{view.audience}"),
        "year": view.year,
        "closes_on": view.closes_on.isoformat(),
        "invited": view.invited,
    }
