"""Several requests in one message: they are dealt with one after the other, each shown and
confirmed by itself; what was said of those that wait is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant.base import Turn
from assistant.deciding.commenting import read_comment
from assistant.deciding.meaning import words_of
from assistant.deciding.reading import numbers_in
from assistant.deciding.sharing import Share, act_said, agrees, is_left, shares, without_numbers
from assistant.deciding.waiting import EVENTS
from assistant.deciding.words import pattern
from assistant.language import LANGUAGES
from assistant.message import Facts

QUEUE, NEXT = "decision_queue", "decision_next"
WITH_REASON = ("return_request", "reject_request")
# A plain yes, in the place of other words for one.
YES = "ok"


def share_out(turn: Turn, known: list[str]) -> bool:
    """Of a message about several requests, take the first and keep the others; False where it
    is about one. `known` are the numbers that short ones may be of."""
    found = shares(turn.message.text)
    if not found:
        return False
    left = [_whole(one.number, known) for one in found if is_left(one.words)]
    said = [_item(turn, one, known) for one in found if not is_left(one.words)]
    items = [one for one in said if one is not None]
    if left:
        turn.reply(turn.say("deciding.left", numbers=left))
    if not items:
        return False
    turn.set(**{QUEUE: items[1:] or None})
    turn.reply(say_queue(turn))
    take(turn, items[0])
    return True


def _item(turn: Turn, share: Share, known: list[str]) -> dict[str, Any] | None:
    """What is to be done with one of them; None where it is not said."""
    number, bare = _whole(share.number, known), without_numbers(share.words)
    intent = act_said(share.words) or message_intent(turn)
    if intent is None:
        return None
    if agrees(share.words):
        for language in LANGUAGES:
            bare = words_of(language).consent.sub(YES, bare)
    return {"number": number, "words": f"{number} {bare}", "intent": intent}


def message_intent(turn: Turn) -> str | None:
    """The act that the classifier read, or that is at hand already."""
    intent = turn.message.intent
    found: str | None = intent if intent in EVENTS else turn.slots.get("decision")
    return found


def _whole(number: str, known: list[str]) -> str:
    return next((one for one in known if one.endswith(number)), number)


def take(turn: Turn, item: dict[str, Any]) -> None:
    """Read on as if only this had been said."""
    facts = Facts(request_id=item["number"])
    message = replace(turn.message, text=item["words"], intent=item["intent"], facts=facts)
    turn.message = replace(message, entities=(), act=None)


def next_of_queue(turn: Turn) -> bool:
    """When one is done or left, the next of them is taken up."""
    queue = turn.slots.get(QUEUE)
    if queue:
        first, *rest = queue
        turn.set(**{NEXT: first, QUEUE: rest or None})
    return bool(queue)


def drop_queue(turn: Turn) -> None:
    """Those that wait are not taken up: they are named."""
    queue = turn.slots.get(QUEUE)
    if queue:
        turn.reply(turn.say("deciding.not_done", items=[_described(turn, one) for one in queue]))
        turn.set(**{QUEUE: None})


def say_queue(turn: Turn) -> str:
    """What comes after the one at hand."""
    queue = turn.slots.get(QUEUE)
    if not queue:
        return ""
    return turn.say("deciding.then", items=[_described(turn, one) for one in queue])


def _described(turn: Turn, item: dict[str, Any]) -> str:
    intent, number = item["intent"], item["number"]
    act = turn.say(f"deciding.act_{intent}", number=number)
    comment = read_comment(item["words"], intent in WITH_REASON)
    return turn.say("deciding.with_comment", act=act, comment=comment) if comment else act


def adds_to_comment(turn: Turn) -> str | None:
    """A further sentence for a comment; None where it is none."""
    message = turn.message
    adds = pattern("telling", "adds").search(message.text)
    if message.act is not None or adds is None or turn.slots.get("decision_number") is None:
        return None
    return without_numbers(message.text[adds.end() :]) or None


def add_to_comment(turn: Turn) -> bool:
    """Add it to the comment at hand, or to that of a request that waits."""
    message, said = turn.message, adds_to_comment(turn)
    if said is None:
        return False
    numbers = numbers_in(message)
    here = turn.slots["decision_number"]
    queue = turn.slots.get(QUEUE) or []
    if not numbers or here.endswith(numbers[0]):
        before = turn.slots.get("decision_comment")
        turn.set(decision_comment=_joined(turn, before, said))
        return True
    item = next((one for one in queue if one["number"].endswith(numbers[0])), None)
    if item is None:
        return False
    comment = read_comment(item["words"], item["intent"] in WITH_REASON)
    label = turn.say("deciding.label", comment=_joined(turn, comment, said))
    act = turn.say(f"deciding.act_{item['intent']}", number=item["number"])
    changed = {**item, "words": _joined(turn, act, label)}
    turn.set(**{QUEUE: [changed if one is item else one for one in queue]})
    turn.reply(say_queue(turn))
    return True


def _joined(turn: Turn, before: str | None, said: str) -> str:
    between = turn.say("deciding.clause")
    return f"{before}{between}{said}" if before else said
