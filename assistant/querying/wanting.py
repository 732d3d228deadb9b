"""Questions that want a figure of money, of what was held, of needs or requests in a form that no
standing answer has."""

from __future__ import annotations

from dataclasses import replace

from assistant.base import PeisuanAction, Turn
from assistant.capabilities import CAPABILITIES
from assistant.message import CATALOGUED, TOPICS, Message, read_facts
from assistant.querying.table import is_kept
from assistant.querying.wanted import RECKONED, WANTED, wanted
from assistant.querying.wanted_reading import BOOKS, LEDGER, NEEDS, RECORDS, REQUESTS, WHAT_IF
from assistant.querying.wanted_told import tell_wanted
from assistant.querying.words import named
from engine.values.errors import EngineError

# Which report has the records of each kind.
_REPORTS = {
    BOOKS: "budget",
    LEDGER: "budget",
    RECORDS: "history",
    REQUESTS: "requests",
    NEEDS: "priorities",
}
_CAPABILITIES = {one.exports: one.name for one in CAPABILITIES.values() if one.kind == "question"}
OF_MONEY = frozenset(_CAPABILITIES[one] for one in _REPORTS.values())
# What is called so is nothing else.
_OWN = (LEDGER, NEEDS, REQUESTS)
UNSURE = "nlu_fallback"
# Words by which a question asks: no name is made of them.
_ASKING = ("forms", "grouped")
_ANEW = ("forms", "grouped", "measured")
# From here on it may go on with the figure before, where it asks for another.
GOES_ON = 0.4


class TellsFigure(PeisuanAction):
    """The figure that is wanted, reckoned; or that it is not kept, and what is."""

    action_name = "action_query_figure"

    def respond(self, turn: Turn) -> None:
        found = wanted(turn)
        assert found is not None
        tell_wanted(turn, found)


def figure_meant(turn: Turn) -> Message | None:
    """The message as a question of the records that have the figure; None where it wants none."""
    message = _likeliest(_continued(turn))
    if message.act is not None or message.intent not in OF_MONEY:
        return None
    before = turn.message
    turn.message = _without_asking(message)
    try:
        found = wanted(turn)
    except EngineError:
        found = None
    meant, turn.message = turn.message, before
    if found is None or not is_kept(turn, found):
        return None
    return replace(meant, intent=_CAPABILITIES[_REPORTS.get(found.domain, "history")])


def goes_on_with_figure(turn: Turn, message: Message) -> bool:
    """Whether it asks, right after a figure, for another one of the same, or of another time."""
    subject = turn.talk.subject
    if subject is None or not turn.talk.is_answered or message.act is not None:
        return False
    if not any(one["entity"] == WANTED for one in subject.entities):
        return False
    if turn.message.does("vary", "more", "choose") < GOES_ON:
        return False
    times = any(
        one["entity"] == "period" and one.get("start") is not None for one in message.entities
    )
    return times or any(named(table, message.text) for table in _ANEW)


def _continued(turn: Turn) -> Message:
    """With all that was asked before, but what is said anew."""
    message, subject = turn.message, turn.talk.subject
    if subject is None or any(one["entity"] == WANTED for one in message.entities):
        return message
    if message.intent not in (UNSURE, subject.capability):
        return message
    if not goes_on_with_figure(turn, message):
        return message
    said = {one["entity"] for one in message.entities}
    kept = [
        {**one, "start": None, "end": None}
        for one in subject.entities
        if one["entity"] not in said and (one.get("code") or one["entity"] not in CATALOGUED)
    ]
    entities = (*kept, *message.entities)
    facts = read_facts(entities, message.today)
    return replace(message, intent=subject.capability, entities=entities, facts=facts)


def _likeliest(message: Message) -> Message:
    """What was not understood, as the question that it most likely is."""
    if message.intent != UNSURE:
        return message
    asks = (one.capability for one in message.likely if one.act == "ask")
    likeliest = next(asks, None)
    said, forms = named("domains", message.text), {*named("forms", message.text)}
    tells = CAPABILITIES[likeliest].measures if likeliest in CAPABILITIES else ()
    if tells is None and BOOKS in said and forms & RECKONED and WHAT_IF not in forms:
        likeliest = _CAPABILITIES[_REPORTS[BOOKS]]
    if likeliest not in OF_MONEY:
        likeliest = next((_CAPABILITIES[_REPORTS[one]] for one in _OWN if one in said), None)
    return replace(message, intent=likeliest) if likeliest is not None else message


def _without_asking(message: Message) -> Message:
    """Without names that nothing has and that are made of words that ask (the dearest for)."""
    kept = tuple(one for one in message.entities if not _only_asks(one))
    if len(kept) == len(message.entities):
        return message
    return replace(message, entities=kept, facts=read_facts(kept, message.today))


def _only_asks(entity: dict[str, object]) -> bool:
    if entity.get("code") or entity["entity"] not in (*CATALOGUED, *TOPICS):
        return False
    return any(named(table, str(entity["value"])) for table in _ASKING)
