"""Taking back needs that one reported."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.base import Turn
from assistant.message import Message
from assistant.statements.meaning import LAST_NEED
from assistant.statements.saying import says, says_only
from assistant.statements.statement import Said, Statement
from engine.usecases.withdraw_need import OwnNeed, own_needs, withdraw_need
from engine.values.errors import NotFound

NUMBER = re.compile(r"ND-?\s?(?:20\d\d-)?\d{1,6}", re.IGNORECASE)
CLAUSES = re.compile(r"[，。；！？,;!?\n]|\.(?=\s|$)")
MOST_OFFERED = 5
Need = Mapping[str, str]


class WithdrawalStatement(Statement):
    """Which of one's own needs is meant is said, or the only one is."""

    def begin(self, turn: Turn) -> Said:
        needs = turn.perform(own_needs)
        if not needs:
            raise NotFound("no_open_need")
        said: Said = {"needs": [_plain(one) for one in needs]}
        chosen = _chosen(turn.message, said["needs"], _last(turn))
        if chosen is None and len(needs) == 1 and not _names_another(turn.message):
            chosen = [needs[0].number]
        elif chosen is None and _names_another(turn.message):
            turn.reply(turn.say("withdrawal.no_such"))
        return {**said, "chosen": chosen}

    def take(self, turn: Turn, said: Said, asked: str | None) -> Said:
        chosen = None if turn.message.asks else _chosen(turn.message, said["needs"], None)
        return {**said, "chosen": chosen} if chosen else said

    def missing(self, said: Said) -> str | None:
        return None if said.get("chosen") else "need"

    def ask(self, turn: Turn, missing: str) -> None:
        needs = turn.slots["statement_said"]["needs"]
        names = [turn.say("withdrawal.choice", **one) for one in needs[:MOST_OFFERED]]
        turn.reply(turn.say("withdrawal.ask"), choices=names)

    def summary(self, turn: Turn, said: Said) -> list[str]:
        lines = [turn.say("withdrawal.need", **one) for one in _of(said)]
        return [turn.say("withdrawal.summary"), *lines]

    def store(self, turn: Turn, said: Said, key: str) -> list[str]:
        """Each once: the key of the second and of those after it is the first one's, counted on."""
        lines = []
        for at, need in enumerate(_of(said)):
            own = f"{key}-{at}" if at else key
            taken = turn.perform(withdraw_need, need["number"], own)
            lines.append(turn.say("withdrawal.stored", number=taken.number, topic=taken.topic))
        turn.set(**{LAST_NEED: None})
        return lines


def _of(said: Said) -> list[Need]:
    return [one for one in said["needs"] if one["number"] in said["chosen"]]


def _last(turn: Turn) -> str | None:
    """The need that was stored in this talk, if it was the last."""
    last = turn.slots.get(LAST_NEED)
    return last["number"] if last else None


def _chosen(message: Message, needs: Sequence[Need], last: str | None) -> list[str] | None:
    """The numbers of those that the message means; None where it means none of them."""
    text = message.text
    if found := NUMBER.search(text):
        digits = found[0].split("-")[-1].lstrip("NDnd -").lstrip("0")
        same = [
            one["number"] for one in needs if one["number"].split("-")[-1].lstrip("0") == digits
        ]
        return same or None
    if named := _named(message, needs):
        # Of several that may be meant none is taken, unless all of them are.
        return named if len(named) == 1 or says("every", text) else None
    if _names_another(message):
        return None
    if says("every", text) and len(needs) > 1:
        return [one["number"] for one in needs]
    numbers = [one["number"] for one in needs]
    if says("undoes", text) or says("latest", text):
        return [last] if last in numbers else numbers[:1]
    return None


def _named(message: Message, needs: Sequence[Need]) -> list[str]:
    """Those named by their own words, as these say most exactly what is meant; else by the name
    of what they are about."""
    text = message.text.casefold()
    own = [one for one in needs if one["topic"].casefold() in text]
    if own:
        return [one["number"] for one in own if not _within(one, own)]
    return [one["number"] for one in needs if _is_about(one, message)]


def _within(need: Need, others: Sequence[Need]) -> bool:
    """Whether its words are but a part of another's."""
    words = need["topic"].casefold()
    return any(words in one["topic"].casefold() for one in others if one is not need)


def _is_about(need: Need, message: Message) -> bool:
    facts = message.facts
    codes = {(one or {}).get("code") for one in (facts.skill, facts.course)} - {None}
    words = (need["about"].casefold(), need["about_en"].casefold())
    return need["code"] in codes or any(w and w in message.text.casefold() for w in words)


def _names_another(message: Message) -> bool:
    """Whether something is named, known or not, and so none but that is meant."""
    if message.facts.skill or message.facts.course:
        return True
    clauses = (one for one in CLAUSES.split(message.text) if says("takes_back", one))
    return any(not says_only("about_taking_back", one) for one in clauses)


def _plain(need: OwnNeed) -> dict[str, str]:
    about = need.about
    return {
        "number": need.number,
        "topic": need.topic,
        "code": about.code if about else "",
        "about": about.name if about else "",
        "about_en": (about.name_en or "") if about else "",
    }
