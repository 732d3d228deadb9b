"""Several courses together, how many a sum pays for, and prices if something were otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant.base import Turn
from assistant.capabilities.estimate_cost.changed import WHOLE, Asked, changed, training_of
from assistant.capabilities.estimate_cost.group import group_of
from assistant.capabilities.estimate_cost.hearing import Heard, Line, hear
from assistant.capabilities.estimate_cost.legal import tell_fund, tell_penalty
from assistant.rendering.caveats import caveat_lines
from assistant.rendering.costs import cost_lines, topic_of
from assistant.speech import Speech
from engine.analysis.cost_estimate import BY_SESSION
from engine.analysis.cost_plan import CostPlan
from engine.usecases.courses import course_names
from engine.usecases.estimate_cost import CostEstimate, estimate_cost
from engine.usecases.headcount_for import headcount_for
from engine.usecases.needs_costs import needs_costs
from engine.usecases.plan_costs import plan_costs
from engine.values.money import Money

KEPT, NAME = "prices", "estimate_cost"
MOST_LINES = 12
SEVERAL = 2


def tell_what_if(turn: Turn) -> bool:
    """Answer it, if it is one of these; whether it was."""
    heard = _with_parts(turn, hear(turn.message))
    if heard.fund:
        return tell_fund(turn)
    if heard.penalty:
        return tell_penalty(turn)
    before = _before(turn)
    asked = changed(turn.message.text, heard, before or Asked(), turn.company.currency)
    if heard.how_many and asked.money and not asked.lines:
        _keep(turn, asked)
        turn.ask_back(turn.say("ask.course"))
        return True
    if not asked.whole_plan and not asked.lines:
        return False
    if heard.quoted:
        # A quotation is reckoned with as any price is.
        return False
    several = len(heard.loose) + len([one for one in heard.lines if one.people]) >= SEVERAL
    if heard.loose and several:
        words = [one for one, _ in heard.loose]
        turn.ask_back(turn.say("priced.which_course", words=turn.speech.people(words)))
        return True
    if _tell_group(turn, heard, asked):
        return True
    if not _is_ours(heard, asked, before):
        _keep(turn, asked if heard.lines else None)
        return False
    _keep(turn, asked)
    _tell(turn, heard, asked)
    return True


def _tell_group(turn: Turn, heard: Heard, asked: Asked) -> bool:
    """The price for people who are described and not counted; whether any are."""
    if len(asked.lines) != 1 or asked.lines[0].people or heard.people or asked.money:
        return False
    group = group_of(turn)
    if group is None:
        return False
    if group.people is None:
        turn.ask_back(turn.say("whom.of_which"))
        return True
    if not group.people:
        turn.reply(turn.say("whom.nobody", who=group.words))
        return True
    asked = replace(asked, lines=(replace(asked.lines[0], people=group.people),))
    _keep(turn, asked)
    _tell_one(turn, asked, heard.versus)
    turn.reply(turn.say("whom.counted", who=group.words, people=group.people))
    return True


def _with_parts(turn: Turn, heard: Heard) -> Heard:
    """With courses of which a part of the name stands beside a number: of several at once."""
    if not heard.loose or (not heard.lines and len(heard.loose) < SEVERAL):
        return heard
    names = turn.perform(course_names)
    found, left = [], []
    for words, people in heard.loose:
        like = [one for one in names if words.casefold() in one.name.casefold()]
        codes = {one.code for one in like}
        if len(codes) == 1:
            found.append(Line(kind="course", code=like[0].code, name=words, people=people))
        else:
            left.append((words, people))
    return replace(heard, lines=(*heard.lines, *found), loose=tuple(left))


def _before(turn: Turn) -> Asked | None:
    subject, kept = turn.talk.subject, turn.slots.get(KEPT)
    if subject is None or subject.capability != NAME or not kept:
        return None
    return Asked.read(kept)


def _is_ours(heard: Heard, asked: Asked, before: Asked | None) -> bool:
    """Whether more is asked than what one course costs for so many people."""
    if asked.is_otherwise or asked.money or asked.whole_plan:
        return True
    if heard.per_hour or heard.external or heard.versus or heard.all_parts:
        return True
    several = [one for one in asked.lines if one.people]
    return len(several) > 1 or (before is not None and before.is_otherwise)


def _keep(turn: Turn, asked: Asked | None) -> None:
    turn.set(**{KEPT: asked.as_plain() if asked is not None else None})


def _tell(turn: Turn, heard: Heard, asked: Asked) -> None:
    if asked.whole_plan:
        _tell_needs(turn, asked)
    elif asked.money is not None:
        _tell_how_many(turn, asked, asked.money)
    elif len(asked.lines) > 1:
        _tell_plan(turn, heard, asked)
    elif heard.per_hour:
        _tell_by_hour(turn, asked)
    elif heard.external:
        _tell_external(turn, asked)
    else:
        _tell_one(turn, asked, heard.versus)


def _tell_needs(turn: Turn, asked: Asked) -> None:
    found = turn.perform(needs_costs, asked.what_if)
    turn.set(last_explanation=found.explanation_id)
    lines = [
        turn.say(
            "priced.needs",
            year=found.year,
            needs=len(found.then.lines),
            conditions=_conditions(turn.speech, asked),
            total=found.then.total,
            now=found.now.total,
            difference=_difference(turn.speech, found.then.total, found.now.total),
        )
    ]
    lines += _plan_lines(turn.speech, found.then)
    if found.unpriced:
        names = [turn.speech.name(one) for one in found.unpriced]
        lines.append(turn.say("priced.unpriced", courses=turn.speech.people(names)))
    turn.reply(*lines)


def _tell_plan(turn: Turn, heard: Heard, asked: Asked) -> None:
    if heard.people and not heard.lines:
        names = [one.name for one in asked.lines]
        turn.ask_back(turn.say("priced.which_of", courses=turn.speech.people(names)))
        return
    if lacking := [one.name for one in asked.lines if not one.people]:
        turn.ask_back(turn.say("priced.how_many_each", courses=turn.speech.people(lacking)))
        return
    found = turn.perform(plan_costs, asked.planned, asked.what_if)
    turn.set(last_explanation=found.explanation_id)
    plan, speech = found.result, turn.speech
    head = speech.say(
        "priced.plan", courses=len(plan.lines), headcount=plan.headcount, total=plan.total
    )
    lines = [head]
    if asked.is_otherwise:
        now = turn.perform(plan_costs, asked.planned).result.total
        lines.append(
            speech.say(
                "priced.plan_if",
                conditions=_conditions(speech, asked),
                now=now,
                difference=_difference(speech, plan.total, now),
            )
        )
    turn.reply(*lines, *_plan_lines(speech, plan), *caveat_lines(speech, plan.caveats))


def _plan_lines(speech: Speech, plan: CostPlan) -> list[str]:
    return [
        speech.say(
            "priced.line",
            topic=one.topic,
            headcount=one.headcount,
            unit_cost=one.unit_cost,
            total=one.total,
        )
        for one in plan.lines[:MOST_LINES]
    ]


def _tell_how_many(turn: Turn, asked: Asked, money: Money) -> None:
    (line,) = asked.lines[:1]
    found = turn.perform(headcount_for, training_of(line), money, asked.what_if)
    cost, speech = found.cost, turn.speech
    turn.set(last_explanation=cost.explanation_id)
    said = {"budget": found.budget, "topic": topic_of(cost), "unit_cost": cost.unit_cost}
    if found.headcount is None:
        turn.reply(speech.say("priced.nobody", **said))
        return
    lines = [speech.say("priced.people", **said, headcount=found.headcount, total=cost.total)]
    if asked.is_otherwise:
        lines.append("· " + speech.say("priced.taken", conditions=_conditions(speech, asked)))
    if found.everybody:
        lines.append("· " + speech.say("priced.everybody", headcount=found.headcount))
    if found.in_sessions is not None and found.in_sessions < found.headcount:
        lines.append("· " + speech.say("priced.in_sessions", headcount=found.in_sessions))
    turn.reply(*lines, *cost_lines(speech, cost)[1:])


def _estimate(turn: Turn, line: Line, asked: Asked) -> CostEstimate:
    """In steps, where it is about how many are in a session."""
    basis = BY_SESSION if asked.capacity else None
    return turn.perform(
        estimate_cost, training_of(line), line.people or 1, basis=basis, what_if=asked.what_if
    )


def _tell_one(turn: Turn, asked: Asked, versus: bool) -> None:
    (line,) = asked.lines
    speech = turn.speech
    # As it is, in steps too where the other is.
    usual = turn.perform(
        estimate_cost,
        training_of(line),
        line.people or 1,
        basis=BY_SESSION if asked.capacity else None,
    )
    if not asked.is_otherwise:
        turn.set(last_explanation=usual.explanation_id)
        lines = cost_lines(speech, usual)
        turn.reply(lines[0], *(_versus_lines(speech, usual) if versus else []), *lines[1:])
        return
    cost = _estimate(turn, line, asked)
    turn.set(last_explanation=cost.explanation_id)
    lines = [
        speech.say(
            "priced.one",
            topic=topic_of(cost),
            headcount=cost.headcount,
            conditions=_conditions(speech, asked),
            total=cost.total,
            unit_cost=cost.unit_cost,
            now=usual.total,
            difference=_difference(speech, cost.total, usual.total),
        )
    ]
    if cost.by_session and usual.by_session and asked.capacity:
        lines.append(
            "· "
            + speech.say(
                "priced.sessions",
                sessions=cost.by_session.sessions,
                capacity=cost.by_session.capacity,
                sessions_now=usual.by_session.sessions,
                capacity_now=usual.by_session.capacity,
            )
        )
    turn.reply(*lines, *cost_lines(speech, cost)[1:])


def _versus_lines(speech: Speech, cost: CostEstimate) -> list[str]:
    """The price now beside what a head cost so far."""
    history = cost.history
    if history is None:
        return [speech.say("priced.no_past")]
    return [
        "· "
        + speech.say(
            "priced.past",
            first=history.first,
            last=history.last,
            past=history.unit_cost,
            now=cost.unit_cost,
            difference=_difference(speech, cost.unit_cost, history.unit_cost),
        )
    ]


def _tell_by_hour(turn: Turn, asked: Asked) -> None:
    (line,) = asked.lines
    cost = _estimate(turn, line, asked)
    turn.set(last_explanation=cost.explanation_id)
    said: dict[str, Any] = {"topic": topic_of(cost), "unit_cost": cost.unit_cost}
    if not cost.hours:
        turn.reply(turn.say("priced.no_hours", **said))
        return
    each = Money(cost.price.amount / cost.price.people / cost.hours, cost.price.currency)
    turn.reply(turn.say("priced.by_hour", **said, hours=cost.hours, each=each))


def _tell_external(turn: Turn, asked: Asked) -> None:
    (line,) = asked.lines
    cost = _estimate(turn, replace(line, people=line.people or 1), asked)
    turn.set(last_explanation=cost.explanation_id)
    turn.reply(
        turn.say(
            "priced.external",
            topic=topic_of(cost),
            headcount=cost.headcount,
            total=cost.total,
            unit_cost=cost.unit_cost,
        )
    )


def _conditions(speech: Speech, asked: Asked) -> str:
    """What is taken to be otherwise, in words."""
    said = []
    if asked.times != WHOLE:
        key = "dearer" if asked.times > WHOLE else "cheaper"
        said.append(speech.say(f"priced.{key}", change=abs(asked.times - WHOLE)))
    if asked.capacity:
        said.append(speech.say("priced.capacity", capacity=asked.capacity))
    if asked.without:
        parts = [speech.say(f"column.{part}") for part in asked.without]
        said.append(speech.say("priced.without", parts=speech.people(parts)))
    return speech.people(said) if said else speech.say("priced.as_it_is")


def _difference(speech: Speech, total: Money, now: Money) -> str:
    if total == now:
        return speech.say("priced.same")
    key = "more" if total > now else "less"
    return speech.say(f"priced.{key}", sum=total - now if total > now else now - total)
