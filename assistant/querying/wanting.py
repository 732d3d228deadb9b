"""Questions that want a figure of money, of what was held, of needs or requests in a form that no
standing answer has."""

from __future__ import annotations

from dataclasses import replace

from assistant.base import PeisuanAction, Turn
from assistant.capabilities import CAPABILITIES
from assistant.message import CATALOGUED, TOPICS, Message, read_facts
from assistant.querying.wanted import BOOKS, LEDGER, NEEDS, RECORDS, REQUESTS, wanted
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
UNSURE = "nlu_fallback"
# Words by which a question asks: no name is made of them.
_ASKING = ("forms", "grouped")


class TellsFigure(PeisuanAction):
    """The figure that is wanted, reckoned; or that it is not kept, and what is."""

    action_name = "action_query_figure"

    def respond(self, turn: Turn) -> None:
        found = wanted(turn)
        assert found is not None
        tell_wanted(turn, found)


def figure_meant(turn: Turn) -> Message | None:
    """The message as a question of the records that have the figure; None where it wants none."""
    message = _likeliest(turn.message)
    if message.act is not None or message.intent not in OF_MONEY:
        return None
    before = turn.message
    turn.message = _without_asking(message)
    try:
        found = wanted(turn)
    except EngineError:
        found = None
    meant, turn.message = turn.message, before
    if found is None:
        return None
    return replace(meant, intent=_CAPABILITIES[_REPORTS.get(found.domain, "history")])


def _likeliest(message: Message) -> Message:
    """What was not understood, as the question that it most likely is."""
    if message.intent != UNSURE:
        return message
    asks = (one.capability for one in message.likely if one.act == "ask")
    likeliest = next(asks, None)
    return replace(message, intent=likeliest) if likeliest in OF_MONEY else message


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
