"""A figure, or a form of it, that no record has: said in one sentence, with what can be told."""

from __future__ import annotations

from assistant.base import Turn
from assistant.querying.measures import measured, split_by
from assistant.querying.wanted import UNTOLD, Wanted
from assistant.querying.wanted_reading import WHY
from engine.usecases.query import askable

# In the order in which they are offered.
_CUTS = ("unit", "quarter", "month", "year", "course", "category", "state")
_MOST = 4


def decline(turn: Turn, wanted: Wanted) -> None:
    turn.told = False
    figure = measured(wanted.domain, wanted.measure)
    told = turn.say(f"column.{figure.column}") if figure is not None else ""
    cuts = [turn.say(f"cut.{one}") for one in cuts_of(turn, wanted)]
    if wanted.form == WHY and turn.speech.knows(f"why.{turn.message.intent}"):
        turn.reply(turn.say(f"why.{turn.message.intent}"))
        return
    if wanted.form in UNTOLD.get(wanted.domain, ()):
        line = turn.say(f"wanted.untold_{wanted.form}")
    elif wanted.by is not None and told:
        line = turn.say("wanted.not_by", measure=told, cut=turn.say(f"cut.{wanted.by}"))
    else:
        line = turn.say("wanted.not_kept")
    can = turn.say("wanted.can", measure=told, cuts=cuts) if told and cuts else ""
    turn.reply(line, can)


def cuts_of(turn: Turn, wanted: Wanted) -> list[str]:
    """By what the figure can be split."""
    figure = measured(wanted.domain, wanted.measure)
    if figure is None:
        return []
    known = {one.name: {each.name for each in one.dimensions} for one in turn.perform(askable)}
    found = [
        one
        for one in _CUTS
        for source in figure.sources
        if one != wanted.by
        and {*split_by(one, source.subject, False)} <= known.get(source.subject, set())
    ]
    return list(dict.fromkeys(found))[:_MOST]
