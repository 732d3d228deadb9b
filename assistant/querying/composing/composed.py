"""The query that a message asks for in talk, and what is kept of it for what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from assistant.base import Turn
from assistant.capabilities import of_kind
from assistant.querying.composing.continuing import continued, stands_alone
from assistant.querying.composing.draft import Settings
from assistant.querying.composing.grammar import asking_in
from assistant.querying.composing.lexicon import meaning
from assistant.querying.composing.placing import placed
from assistant.querying.composing.term import line_of
from engine.query.value import IS, Query
from engine.usecases.teaching import course_for

# Keeps, among the entities of a question, the query that was asked.
COMPOSED = "composed_query"
# From here on it goes on with the last question, by its words and the talk.
GOES_ON = 0.6
# Questions with arguments of their own, that no query has.
_OWN = frozenset(("estimate_cost", "plan_from_goal", "simulate_allocation", "explain_answer"))


@dataclass(frozen=True, kw_only=True)
class Composed:
    """`names` are what the codes in it are called; `follows`, that it changes the last query."""

    query: Query
    names: Mapping[str, str]
    follows: bool = False


def composed(turn: Turn) -> Composed | None:
    """None where a word of it has no place in any query."""
    heard = turn.heard
    if heard is None or heard.act is not None or turn.message.intent not in _askable():
        return None
    asking = asking_in(line_of(heard.text, heard.entities, heard.fiscal, heard.today))
    if asking.unread:
        return None
    settings = Settings(
        fiscal=heard.fiscal, today=heard.today, courses=lambda code: _taught(turn, code)
    )
    last = _last(turn)
    names = {
        str(one["code"]): str(one.get("name") or one["value"])
        for one in heard.entities
        if one.get("code")
    }
    if last is not None and (asking.goes_on or not stands_alone(asking)):
        changed = continued(asking, last.query, settings)
        if changed is not None:
            return Composed(query=changed, names={**last.names, **names}, follows=True)
    if not stands_alone(asking):
        return None
    query = placed(asking, settings)
    if query is None or not (_is_special(query) or turn.message.intent in _unsure()):
        return None
    return Composed(query=query, names=names)


def entity_of(asked: Composed) -> dict[str, Any]:
    plain = _adapter().dump_python(asked.query, mode="json")
    return {"entity": COMPOSED, "value": COMPOSED, "query": plain, "names": dict(asked.names)}


def _last(turn: Turn) -> Composed | None:
    subject = turn.talk.subject
    if subject is None or not turn.talk.is_answered:
        return None
    kept = next((one for one in subject.entities if one["entity"] == COMPOSED), None)
    if kept is None:
        return None
    return Composed(query=_adapter().validate_python(kept["query"]), names=kept["names"])


def _is_special(query: Query) -> bool:
    """Whether it asks for what no standing answer tells by itself."""
    plain = all(
        one.sign == IS and one.name in ("unit", "course", "position", "year") for one in query.where
    )
    return bool(query.by or query.order or query.compare or not plain)


def _taught(turn: Turn, code: str) -> list[str]:
    found = turn.perform(course_for, code)
    return [found.code] if found is not None else []


def capability_of(asked: Composed) -> str:
    """Which question it is, for what follows and what is exported."""
    return str(meaning("capability")[asked.query.of])


@cache
def _askable() -> frozenset[str]:
    return (of_kind("question") - _OWN) | _unsure()


@cache
def _unsure() -> frozenset[str]:
    return frozenset(("nlu_fallback", "out_of_scope"))


@cache
def _adapter() -> TypeAdapter[Query]:
    return TypeAdapter(Query)
