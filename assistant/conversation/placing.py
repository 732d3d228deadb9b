"""What was said before it was understood what for: not lost once that is known."""

from __future__ import annotations

from dataclasses import replace

from assistant.acting.features import BEGINS
from assistant.acting.likeliest import Likely
from assistant.base import Turn
from assistant.conversation.talk import Talk, Unplaced
from assistant.flows.all import OPENS
from assistant.message import Message, read_facts
from assistant.reading import Pointer, read_mentions
from assistant.retelling.told import WHOLE

# So many signs at most are a place in what was offered, and nothing more ("the second one").
SHORT = 16
CERTAIN = 1.0


def keep_unplaced(turn: Turn) -> None:
    """Remember a message that was not understood, with what was offered as its meaning."""
    message, titles = turn.message, {one.title for one in turn.offered}
    named = {turn.say(f"choice.{one}"): one for one in message.choices if _is_told(turn, one)}
    turn.remember(
        unplaced=Unplaced(
            capability="",
            text=message.text,
            entities=tuple(dict(one) for one in message.entities),
            at=turn.talk.messages,
            may_be={title: one for title, one in named.items() if title in titles},
        )
    )


def _is_told(turn: Turn, capability: str) -> bool:
    return turn.speech.knows(f"choice.{capability}")


def meaning_chosen(message: Message, talk: Talk) -> Message:
    """Where the message says which of the meanings offered was meant: the one that was not
    understood, as that and nothing else."""
    kept = _kept(talk)
    if kept is None or message.act is not None:
        return message
    capability = _chosen(message, kept.may_be)
    if capability is None:
        return message
    return replace(
        _as_kept(message, kept),
        intent=capability,
        confidence=CERTAIN,
        choices=(capability,),
        readings={},
        intents={capability: CERTAIN},
        likely=(Likely(BEGINS.get(capability, "ask"), capability, CERTAIN),),
        parts=(),
        retold=WHOLE,
    )


def placed(message: Message, talk: Talk) -> Message:
    """A message that only says what is wanted ("a budget request"), right after one that was not
    understood, with all that the other said."""
    kept = _kept(talk)
    if kept is None or message.act is not None:
        return message
    if message.intent not in OPENS or message.facts.anything:
        return message
    before = _as_kept(message, kept)
    return before if before.facts.anything else message


def _kept(talk: Talk) -> Unplaced | None:
    kept = talk.unplaced
    return kept if kept is not None and kept.at == talk.messages - 1 else None


def _as_kept(message: Message, kept: Unplaced) -> Message:
    facts = read_facts(kept.entities, message.today)
    return replace(message, text=kept.text, entities=kept.entities, facts=facts)


def _chosen(message: Message, may_be: dict[str, str]) -> str | None:
    """By the words of its button, or by its place among them."""
    text = message.text.strip().rstrip("。.!！").casefold()
    said = {title.casefold(): one for title, one in may_be.items()}
    if text in said or len(text) > SHORT:
        return said.get(text)
    offered, number = list(may_be.values()), int(text) if text.isdecimal() else _place(message)
    return offered[number - 1] if number is not None and 0 < number <= len(offered) else None


def _place(message: Message) -> int | None:
    """ "The second": a place, and nothing else."""
    mentions = read_mentions(message.text, (), message.today)
    places = [one.value.number for one in mentions if isinstance(one.value, Pointer)]
    return places[0] if len(places) == len(mentions) == 1 else None
