"""What is said to a trouble: what was understood, what fits, what can be done, what it costs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from assistant.base import Turn
from assistant.referring import leads
from assistant.statements.statement import Said
from assistant.troubles.trouble import Trouble
from engine.usecases.estimate_cost import Training, estimate_cost
from engine.usecases.needs.nearest import Near
from engine.values.errors import EngineError
from engine.values.money import Money

GOAL, PERSON_WISHES = "answer_survey_goal", "report_skill_need"
# So much of what was told stands for a topic that has no name.
LONGEST_TOPIC = 100


def say_understood(turn: Turn, trouble: Trouble) -> None:
    """What may be behind it: each with what it moves."""
    rows = [_row(turn, one) for one in trouble.near]
    turn.show([_thing(turn, one) for one in trouble.near])
    if len(rows) == 1:
        turn.reply(turn.say("trouble.fits_one", fits=rows[0]))
    else:
        lines = [f"{at}. {row}" for at, row in enumerate(rows, 1)]
        turn.reply(turn.say("trouble.fits"), *lines)


def say_none_known(turn: Turn) -> None:
    turn.reply(turn.say("trouble.none_known"))


def named_thing(turn: Turn, near: Near) -> str:
    thing = near.course or near.skill
    assert thing is not None
    return turn.speech.name(thing)


def _thing(turn: Turn, near: Near) -> dict[str, Any]:
    """As a message would name it."""
    kind, thing = ("course", near.course) if near.course is not None else ("skill", near.skill)
    assert thing is not None
    return {"entity": kind, "kind": kind, "code": thing.code, "value": turn.speech.name(thing)}


def _row(turn: Turn, near: Near) -> str:
    parts = [named_thing(turn, near)]
    if near.course is not None and near.skill is not None:
        parts.append(turn.say("trouble.teaches", skill=near.skill))
    if near.kpi is not None:
        parts.append(turn.say("trouble.moves", kpi=near.kpi))
    return turn.say("trouble.row", parts=parts)


def offer(turn: Turn, trouble: Trouble, question: str | None) -> None:
    """What can be done now, on buttons; with the question that is put next."""
    asked = turn.say(f"trouble.ask_{question}") if question else turn.say("trouble.what_now")
    told = turn.say("trouble.noted", words=trouble.words) if trouble.more else ""
    turn.reply(told, asked, choices=_choices(turn, trouble))


def _choices(turn: Turn, trouble: Trouble) -> list[str]:
    """Whole sentences, each of which is understood by itself, too."""
    nearest, found = trouble.nearest, []
    if nearest is not None and not trouble.own:
        if nearest.skill is not None:
            found.append(turn.say("trouble.see_lackers", skill=nearest.skill))
        if nearest.course is not None:
            found.append(turn.say("trouble.see_cost", course=nearest.course))
    if nearest is not None:
        found.append(turn.say("trouble.report"))
    found.append(turn.say("trouble.report_own"))
    return found


def say_cheapest(turn: Turn, trouble: Trouble) -> None:
    """What fits, the cheapest a head first, as far as there are prices that the person may see."""
    priced = [(price, one) for one in trouble.near if (price := _price(turn, one)) is not None]
    if not priced:
        turn.reply(turn.say("trouble.no_prices"))
        return
    priced.sort(key=lambda one: one[0].amount)
    lines = [
        turn.say("trouble.priced", course=one.course, price=price)
        for price, one in priced
        if one.course is not None
    ]
    turn.reply(turn.say("trouble.by_price"), *(f"· {line}" for line in lines))


def _price(turn: Turn, near: Near) -> Money | None:
    """A head, by the course's own past."""
    if near.course is None:
        return None
    try:
        estimate = turn.perform(estimate_cost, Training(course=near.course.code), 1)
    except EngineError:
        return None
    return Money(estimate.unit_cost.amount.quantize(Decimal(1)), estimate.unit_cost.currency)


def statement_of(turn: Turn, trouble: Trouble, in_own_words: bool) -> tuple[str, Said]:
    """As which statement it is noted, and what of it: of the unit's for who stands for one, else
    one's own wish; in the words in which it was told."""
    nearest = None if in_own_words else trouble.nearest
    if leads(turn):
        return GOAL, _problem(turn, trouble, nearest)
    return PERSON_WISHES, {"wish": _wish(turn, trouble, nearest), "reason": trouble.words}


def _problem(turn: Turn, trouble: Trouble, nearest: Near | None) -> Said:
    said: dict[str, Any] = {"text": trouble.words}
    if nearest is None:
        return said
    if nearest.skill is not None:
        said["skill"] = {"code": nearest.skill.code, "name": turn.speech.name(nearest.skill)}
    if nearest.course is not None:
        said["topic"] = turn.speech.name(nearest.course)
    if nearest.kpi is not None:
        said["kpi"] = {"code": nearest.kpi.code, "name": turn.speech.name(nearest.kpi)}
    return said


def _wish(turn: Turn, trouble: Trouble, nearest: Near | None) -> dict[str, Any]:
    if nearest is not None and (thing := nearest.skill or nearest.course) is not None:
        kind = "skill" if nearest.skill is not None else "course"
        return {"kind": kind, "code": thing.code, "name": turn.speech.name(thing)}
    return {"topic": trouble.said[:LONGEST_TOPIC]}
