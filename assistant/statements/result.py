"""Entering what came of a training: satisfaction, tests, behaviour, figures of the business."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.base import Turn
from assistant.statements.figures_said import figures_said, level_said, measure_said, people_said_of
from assistant.statements.on_request import OnRequest, topic_of, view_of
from assistant.statements.past_days import day_past
from assistant.statements.rehearsing import NO_KEY, rehearsal
from assistant.statements.statement import Said
from assistant.statements.wording import pattern, words
from engine.usecases.context import Context
from engine.usecases.requests.results import LEVELS, ResultGiven, record_result
from engine.usecases.requests.view import LineView
from engine.values.results import Named
from engine.workflow.life import State


@rehearsal
def try_result(context: Context, number: str, given: ResultGiven) -> None:
    record_result(context, number, given, NO_KEY)


class ResultStatement(OnRequest):
    """Said is `level`, `measure`, `before`, `after`, `n`, `day`, `line` and `kpi`."""

    event = "record_result"
    states = (State.DELIVERED, State.EVALUATED_AFTER, State.CLOSED)
    doubts: Mapping[str, str] = {
        "result_people": "n",
        "result_day": "day",
        "result_no_share": "after",
        "result_unclear": "after",
    }

    def read(self, turn: Turn, said: Said, asked: str | None) -> Said:
        said = {**said, **_measured(turn, said, asked), **_figures(turn, said, asked)}
        day = day_past(turn.message.facts, turn.today)
        if day is not None:
            said["day"] = day.isoformat()
        if said.get("number"):
            said |= _of_line(turn, said)
        return said

    def lacks(self, said: Said) -> str | None:
        for name, field in (
            ("line", "result_line"),
            ("level", "result_level"),
            ("after", "result_figure"),
            ("n", "result_people"),
            ("day", "result_day"),
        ):
            if said.get(name) is None:
                return field
        return None

    def ask_for(self, turn: Turn, said: Said, missing: str) -> None:
        if missing == "result_level":
            names = [turn.say(f"result.level_{level}") for level in LEVELS]
            turn.reply(turn.say("result.ask_level", number=said["number"]), choices=names)
        elif missing == "result_line":
            lines = view_of(turn, said["number"]).lines
            names = [topic_of(turn, line) for line in lines]
            turn.reply(turn.say("result.ask_line", number=said["number"]), choices=names)
        elif missing == "result_figure":
            turn.reply(turn.say("result.ask_figure", measure=_name(turn, said)))
        elif missing == "result_people":
            turn.reply(
                turn.say("result.ask_people", came=said["came"]),
                choices=[turn.say("result.everybody", came=said["came"])],
            )
        else:
            turn.reply(turn.say("result.ask_day"))

    def rehearse(self, turn: Turn, said: Said) -> Said:
        turn.perform(try_result, said["number"], _given(turn, said))
        return {}

    def summary(self, turn: Turn, said: Said) -> list[str]:
        given, line = _given(turn, said), _line(turn, said)
        key = "result.summary_share" if given.before is None else "result.summary"
        return [
            turn.say(
                key,
                number=said["number"],
                training=topic_of(turn, line),
                level=turn.say(f"result.level_{given.level}"),
                measure=given.measure,
                before=_in_words(turn, said, given.before),
                after=_in_words(turn, said, given.after),
                people=given.n,
                day=given.day,
            ),
            turn.say("result.again"),
        ]

    def store(self, turn: Turn, said: Said, key: str) -> list[str]:
        receipt = turn.perform(record_result, said["number"], _given(turn, said), key)
        turn.set(last_request=said["number"])
        levels = [turn.say(f"result.level_{level}") for level in receipt.levels]
        measure = receipt.result.measure
        return [
            turn.say("result.stored", measure=measure, number=receipt.number),
            turn.say("result.levels", levels=levels),
        ]


def _measured(turn: Turn, said: Said, asked: str | None) -> Said:
    """On which level, and what exactly, as far as the message tells."""
    text, kpi = turn.message.text, turn.message.facts.kpi
    if kpi is not None:
        return {"level": "results", "measure": kpi["name"], "kpi": kpi["code"]}
    level, measure = level_said(text), measure_said(text)
    if measure is not None:
        return {"level": level or said.get("level"), "measure": measure, "kpi": None}
    if level is None or (said.get("level") and asked not in ("result_level", "confirmed")):
        return {}
    return {"level": level}


def _figures(turn: Turn, said: Said, asked: str | None) -> Said:
    text = turn.message.text
    found = figures_said(text, bare=asked in ("result_figure", "confirmed"))
    everyone = pattern(words()["result"]["figures"]["everyone"]).search(text)
    if asked == "result_people" and everyone:
        return {"n": said["came"]}
    if "n" not in found and (n := people_said_of(text, bare=asked == "result_people")):
        found["n"] = n
    if asked == "result_people":
        return {"n": found["n"]} if "n" in found else {}
    if "passed" in found:
        passed, of = Decimal(found.pop("passed")), found.get("n") or said.get("came")
        if of is None:
            return {**found, "passed": int(passed)}
        return {**found, "n": of, "before": None, "after": str(passed / of), "share": True}
    return found


def _of_line(turn: Turn, said: Said) -> Said:
    """The line that is meant, and how many took part in it; who is not counted otherwise, is
    all of them."""
    lines = view_of(turn, said["number"]).lines
    named = [one for one in lines if _is_named(turn, one)]
    line = next(iter(named or lines if len(named or lines) == 1 else ()), None)
    if line is None:
        known = said.get("line")
        line = next((one for one in lines if one.position_no == known), None)
    if line is None:
        return {"line": None}
    came = line.delivered or 0
    found: Said = {"line": line.position_no, "came": came}
    if said.get("passed") is not None and came:
        found |= {"n": came, "after": str(Decimal(said["passed"]) / came), "share": True}
        found |= {"before": None, "passed": None}
    if said.get("n") is None and "n" not in said and said.get("after") is not None:
        found["n"] = came
    if "day" not in said:
        found["day"] = turn.today.isoformat()
    return found


def _is_named(turn: Turn, line: LineView) -> bool:
    course, topic = turn.message.facts.course or {}, line.topic
    if isinstance(topic, Named) and course.get("code") == topic.code:
        return True
    names = (topic,) if isinstance(topic, str) else (topic.name, topic.name_en or "")
    return any(name and name in turn.message.text for name in names)


def _line(turn: Turn, said: Said) -> LineView:
    lines: Sequence[LineView] = view_of(turn, said["number"]).lines
    return next(one for one in lines if one.position_no == said["line"])


def _name(turn: Turn, said: Said) -> str:
    return str(said.get("measure") or turn.say(f"result.measure_{said['level']}"))


def _given(turn: Turn, said: Said) -> ResultGiven:
    before = said.get("before")
    return ResultGiven(
        level=said["level"],
        measure=_name(turn, said),
        before=None if before is None else Decimal(before),
        after=Decimal(said["after"]),
        n=said["n"],
        day=date.fromisoformat(said["day"]),
        line=said["line"],
        kpi=said.get("kpi"),
    )


def _in_words(turn: Turn, said: Said, value: Decimal | None) -> Any:
    if value is None:
        return ""
    return turn.speech.percent(value) if said.get("share") else f"{value.normalize():f}"
