"""What the classifier of capabilities took a message for, set right by what the talk makes of it.

Words such as "ok", "drop it" or "hello" before a question begin nothing, and what begins nothing
changes nothing: it is never a decision, a request or a goal.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.acting.likeliest import certainty, sureness
from assistant.asking.words import LEVELS, PEOPLE, says
from assistant.capabilities import CAPABILITIES, of_kind
from assistant.conversation.coverage import measures_asked
from assistant.conversation.doubting import is_plain
from assistant.conversation.pointing import can_use
from assistant.declining.plain import is_declined
from assistant.message import Message
from assistant.querying.about import about_of
from assistant.reading.answers import BESIDE

CHANGES, COURTESIES = of_kind("change"), of_kind("courtesy")
QUESTIONS = of_kind("question")
# Acts that begin nothing, and what each is where no flow is open.
BARE = {"yes": "affirm", "no": "deny", "stop": "cancel", "social": "thanks_bye"}
# How sure a bare act has to be to stand in the place of what was read.
SURE = 0.6
# What is stored in the words it was said in has to be likely to begin anything at all: venting, a
# reason or an answer to something else looks like a goal or a rating.
LIKELY = 0.25
STATED = frozenset(one.name for one in CAPABILITIES.values() if one.flow == "statement_form")
# Two readings that are no further apart than this are told apart by whether something is begun
# or asked.
CLOSE = 0.15
# As sure as what the talk has made of it.
CERTAIN = 1.0
# What is less likely than this is not meant, whatever is named.
POSSIBLE = 0.1
# Below this, a general question that names something of the company's is rather about that.
KNOWLEDGE, UNSURE = "knowledge", 0.6
BEGINNING = ("start", "change", "undo")
# How sure an act and its capability have to be together to stand in the place of what the words
# alone were taken for.
BY_ACT = 0.5
NOT_UNDERSTOOD = "nlu_fallback"
GREETINGS = ("greet", "thanks_bye")


def steered(message: Message) -> Message:
    """The message as what it is with nothing at hand."""
    if message.act is not None:
        return message
    if message.intent in GREETINGS and _says_more(message):
        return _next_likely(message)
    if not message.likely:
        return message
    message = _fitting(_not_names(_by_act(message)))
    if message.intent not in CHANGES:
        return message
    first = message.likely[0]
    if first.act in BARE and message.does(first.act) >= SURE and not message.facts.anything:
        return replace(message, intent=BARE[first.act])
    stated = message.intent in STATED and not is_plain(message)
    if stated and message.does(*BEGINNING) < LIKELY:
        return replace(message, intent=NOT_UNDERSTOOD)
    return message


def _not_names(message: Message) -> Message:
    """How many lack something, of a list of names, is a question about levels; how many have or took
    something else is not."""
    lacking = message.intent == PEOPLE and says("lacking", message.text)
    if not lacking or about_of(message.text) or says("names", message.text):
        return message
    return replace(message, intent=LEVELS) if says("count", message.text) else message


def asked_beside(message: Message) -> Message:
    """The message, said amid a flow and not to it, as the question that it is."""
    if message.intent not in CHANGES:
        return message
    asked = (one for one in message.likely if one.act in BESIDE and one.capability)
    best = next(asked, None)
    if best is None or best.capability is None:
        return message
    return replace(message, intent=best.capability, confidence=best.probability)


def _by_act(message: Message) -> Message:
    """The reading that the act fits: of two close ones, or where the act is plain; a greeting
    beside something else is none. What the talk has made of it stands."""
    if message.confidence >= CERTAIN or is_declined(message):
        return message
    best, share = message.likely[0], message.intents.get(message.intent, 0.0)
    other, begins = best.capability, best.act in ("start", "ask")
    if other is None or other in (message.intent, *GREETINGS) or other not in message.intents:
        return message
    if _surely(message, other) <= _surely(message, message.intent):
        return message
    unsure = message.intent == NOT_UNDERSTOOD
    sure = _surely(message, other) >= certainty(best.act, other)
    plain = begins and (sure if unsure else best.probability >= BY_ACT)
    if share - message.intents[other] > CLOSE and not plain:
        return message
    return replace(message, intent=other, confidence=message.intents[other])


def _surely(message: Message, capability: str) -> float:
    likely = (one.probability for one in message.likely if one.capability == capability)
    return sureness(max(likely, default=0.0), capability, message.intents)


def _says_more(message: Message) -> bool:
    """Whether a greeting only stands before what is meant."""
    return message.asks or message.facts.anything


def _next_likely(message: Message) -> Message:
    others = [one for one in message.choices if one not in COURTESIES]
    if not others:
        return message
    return replace(message, intent=others[0], confidence=message.intents.get(others[0], 0.5))


def _fitting(message: Message) -> Message:
    """Of the questions that it may be, the likeliest that can go by all that is named: what is told
    of all, or of anything, is no answer to that."""
    if not _misses_what_is_named(message):
        return message
    for name in message.choices[1:]:
        other = replace(message, intent=name, confidence=message.intents.get(name, 0.0))
        if other.confidence < POSSIBLE:
            break
        if name in QUESTIONS and can_use(name, message) and _tells(name, message):
            return other
    return message


def _misses_what_is_named(message: Message) -> bool:
    if message.confidence >= CERTAIN:
        return False
    if _tells_none(message.intent, message):
        return True
    if message.intent in QUESTIONS and CAPABILITIES[message.intent].uses is not None:
        return not can_use(message.intent, message)
    named = any(one.get("code") and one.get("start") is not None for one in message.entities)
    return message.intent == KNOWLEDGE and message.confidence < UNSURE and named


def _tells(capability: str, message: Message) -> bool:
    """Whether it has the figures that are asked for, unless those are had where it is taken for."""
    if _tells_none(capability, message):
        return False
    asked = measures_asked(message)
    now, other = (CAPABILITIES[one].measures or () for one in (message.intent, capability))
    return not any(one in now and one not in other for one in asked)


def _tells_none(capability: str, message: Message) -> bool:
    """Whether it is a question of figures, and has none of those that are asked for."""
    measures = CAPABILITIES[capability].measures if capability in QUESTIONS else None
    asked = measures_asked(message)
    return bool(measures and asked) and not any(one in (measures or ()) for one in asked)
