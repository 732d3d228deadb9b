"""The query that a message asks for in talk, and what is kept of it for what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from pydantic import TypeAdapter

from assistant.base import Turn
from assistant.capabilities import CAPABILITIES, of_kind
from assistant.querying.composing.continuing import continued, names_figure, stands_alone
from assistant.querying.composing.draft import Settings
from assistant.querying.composing.grammar import asking_in
from assistant.querying.composing.lexicon import meaning
from assistant.querying.composing.placing import placed
from assistant.querying.composing.spoken import line_said
from engine.query.subjects import PEOPLE
from engine.query.value import IS_NOT, Query
from engine.usecases.spoken import appraisal_cycles, own_unit, values_named
from engine.usecases.teaching import course_for

# Keeps, among the entities of a question, the query that was asked.
COMPOSED = "composed_query"
# From here on a message goes on with the last answer, by its words and the talk.
GOES_ON = 0.5
# What other answers are limited by, too.
LIMITS = frozenset(
    [
        "unit",
        "course",
        "position",
        "year",
        "skill",
        "latest",
        "category",
        "stage",
        "status",
        "state",
        "person",
        "requester",
        "raised_by",
        "hired_on",
        "mine_to_decide",
    ]
)


@dataclass(frozen=True, kw_only=True)
class Composed:
    """`names` are what the codes in it are called; `follows`, that it changes the last query;
    `figures`, that it says which."""

    query: Query
    names: Mapping[str, str]
    follows: bool = False
    figures: bool = False


def composed(turn: Turn) -> Composed | None:
    """None where a word of it has no place in any query."""
    heard = turn.heard
    if heard is None or heard.act is not None or not _may_ask(turn):
        return None
    asking = asking_in(
        line_said(
            heard.text,
            heard.entities,
            heard.fiscal,
            heard.today,
            named=lambda text: turn.perform(values_named, text),
        )
    )
    if asking.unread:
        return None
    settings = Settings(
        fiscal=heard.fiscal,
        today=heard.today,
        courses=lambda code: _taught(turn, code),
        own_unit=lambda: turn.perform(own_unit),
        cycles=lambda: turn.perform(appraisal_cycles),
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
    if not stands_alone(asking) or _goes_on(turn):
        return None
    query = placed(asking, settings)
    if query is None:
        return None
    return Composed(query=query, names=names, figures=names_figure(asking))


def tells_more(asked: Composed) -> bool:
    """Whether it asks for what no other answer can be limited to: without one, over so much, the
    first three, of a kind of cost, held against another."""
    query = asked.query
    limited = any(one.sign == IS_NOT or one.name not in LIMITS for one in query.where)
    lacks = bool(query.has) and query.of != PEOPLE
    cut = query.limit is not None or query.compare is not None
    return asked.follows or limited or lacks or cut or bool(query.also)


def is_laid_out(asked: Composed) -> bool:
    """Whether it asks for figures of parts, and not for what there is."""
    query = asked.query
    return asked.figures and bool(query.by and query.measures) and not is_list(query)


def is_list(query: Query) -> bool:
    """Whether it lists what there is, one by one."""
    rows = cast("Mapping[str, Sequence[str]]", meaning("rows").get(query.of, {}))
    return bool(rows) and query.by[:1] == tuple(rows["by"][:1])


def entity_of(asked: Composed) -> dict[str, Any]:
    plain = _adapter().dump_python(asked.query, mode="json")
    return {"entity": COMPOSED, "value": COMPOSED, "query": plain, "names": dict(asked.names)}


def _may_ask(turn: Turn) -> bool:
    """Whether it may ask for a query: what goes on with one may look like anything else."""
    if turn.message.intent in _askable():
        return True
    follows = _last(turn) is not None and turn.message.does("vary", "more", "choose") >= GOES_ON
    return follows and turn.message.intent not in of_kind("change", "control")


def _goes_on(turn: Turn) -> bool:
    """Whether it rather changes an answer that was no query: what that was about is not dropped."""
    follows = turn.talk.subject is not None and turn.talk.is_answered
    return follows and turn.message.does("vary", "more", "choose") >= GOES_ON


def _last(turn: Turn) -> Composed | None:
    subject = turn.talk.subject
    if subject is None or not turn.talk.is_answered:
        return None
    kept = next((one for one in subject.entities if one["entity"] == COMPOSED), None)
    if kept is None:
        return None
    return Composed(query=_adapter().validate_python(kept["query"]), names=kept["names"])


def _taught(turn: Turn, code: str) -> list[str]:
    found = turn.perform(course_for, code)
    return [found.code] if found is not None else []


def capability_of(asked: Composed) -> str:
    """Which question it is, for what follows and what is exported."""
    return str(meaning("capability")[asked.query.of])


@cache
def _askable() -> frozenset[str]:
    asked = of_kind("question")
    may = frozenset(name for name in asked if CAPABILITIES[name].queries != "never")
    return may | _unsure()


@cache
def _unsure() -> frozenset[str]:
    return frozenset(("nlu_fallback", "out_of_scope"))


@cache
def _adapter() -> TypeAdapter[Query]:
    return TypeAdapter(Query)
