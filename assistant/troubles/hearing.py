"""Hearing a trouble, and what is said of it afterwards: nobody has to know what a course is called.

It begins nothing and stores nothing; what goes on from it (who lacks it, what it costs, a need) is
the question, or the statement, that it is by itself.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.base import Turn
from assistant.capabilities import of_kind
from assistant.flows.all import FLOWS, OPENS
from assistant.flows.engine import begin
from assistant.message import Message, read_facts
from assistant.reading import Pointer, read_mentions
from assistant.reading.answers import SURE, VERY_SURE, ends_as_question, is_no, is_yes
from assistant.statements.goal import IN_PARTS
from assistant.troubles.offering import (
    PERSON_WISHES,
    named_thing,
    offer,
    say_cheapest,
    say_none_known,
    say_understood,
    statement_of,
)
from assistant.troubles.reading import LONGEST_ANSWER, asked_for, notions_in, says, tells_trouble
from assistant.troubles.trouble import FADES_AFTER, SHOWS, SINCE, TROUBLE, WHO, Trouble, same_words
from engine.usecases.needs.nearest import near_in_words
from engine.usecases.units import contacts

CHANGES = of_kind("change")
# What a trouble is often taken for, and is not surely.
STATED = ("report_skill_need", "answer_survey_goal")
UNSURE = ("nlu_fallback", "out_of_scope", "not_kept", "help", "handoff_to_human")
CERTAIN = 1.0


def hears_trouble(turn: Turn) -> bool:
    """Answer a trouble that is told, or what is said of the one just told; False where it is
    neither. A question that goes on from it stands in `turn.message` afterwards."""
    message = turn.message
    if message.act is not None or message.retold:
        return False
    trouble = _open(turn)
    if trouble is not None and _goes_on(turn, trouble):
        return True
    return _begins(turn)


def _open(turn: Turn) -> Trouble | None:
    plain = turn.slots.get(TROUBLE)
    trouble = Trouble.from_plain(plain) if plain else None
    if trouble is None or turn.talk.messages - trouble.at > FADES_AFTER:
        return None
    return trouble


def _keep(turn: Turn, trouble: Trouble) -> None:
    turn.set(**{TROUBLE: replace(trouble, at=turn.talk.messages).as_plain()})


# --- a trouble that is told ---
def _begins(turn: Turn) -> bool:
    message = turn.message
    if not tells_trouble(message.text) or _is_another_thing(message):
        return False
    planner = turn.perform(contacts).planner
    surely = message.intent in STATED and message.confidence >= VERY_SURE
    if surely and (not planner or not says("theirs", message.text)):
        return False
    notions = notions_in(message.text)
    near = turn.perform(near_in_words, notions) if notions else ()
    if not near and message.intent not in UNSURE:
        return False
    trouble = Trouble(
        said=message.text.strip(), at=turn.talk.messages, near=near, own=not planner, more={}
    )
    if near:
        say_understood(turn, trouble)
    else:
        say_none_known(turn)
    _ask_on(turn, trouble)
    return True


def _is_another_thing(message: Message) -> bool:
    """Whether figures, a request or people by name stand in it, or it is surely something to do."""
    facts = message.facts
    figures = (facts.headcount, facts.amount, facts.amount_per_head, facts.request_id, facts.course)
    if any(one is not None for one in figures) or facts.percent_to is not None or facts.people:
        return True
    does = message.intent in CHANGES and message.intent not in STATED
    return does and message.confidence >= SURE


# --- what is said of it ---
def _goes_on(turn: Turn, trouble: Trouble) -> bool:
    message, text = turn.message, turn.message.text
    if len(text) > LONGEST_ANSWER or message.facts.request_id is not None:
        return False
    chosen = _chosen(turn, trouble)
    if chosen is not None:
        trouble = replace(trouble, chosen=chosen)
    if says("own_words", text) or (says("as_need", text) and not message.facts.headcount):
        _state(turn, trouble, in_own_words=says("own_words", text))
        return True
    if says("cheap", text):
        say_cheapest(turn, trouble)
        _ask_on(turn, trouble, asks=False)
        return True
    if _asks_of_it(turn, trouble):
        return False
    if says("unknowing", text) or says("leaves", text):
        _leave_to_us(turn, trouble)
        return True
    if chosen is not None and not message.asks and not says("asks", text):
        say_understood(turn, replace(trouble, near=(trouble.near[chosen],), chosen=None))
        _ask_on(turn, trouble)
        return True
    if _answers(message, trouble):
        _ask_on(turn, trouble.answered(text.strip()))
        return True
    return False


def _chosen(turn: Turn, trouble: Trouble) -> int | None:
    """The place of what is named, or pointed at, of what was offered."""
    message = turn.message
    codes = {str(one["code"]) for one in message.entities if one.get("code")}
    if (at := same_words(trouble.near, codes)) is not None:
        return at
    for one in read_mentions(message.text, message.entities, message.today):
        if isinstance(one.value, Pointer) and one.value.to == "ordinal" and one.value.number:
            place = one.value.number - 1
            return place if 0 <= place < len(trouble.near) else None
    return None


def _asks_of_it(turn: Turn, trouble: Trouble) -> bool:
    """Who lacks it, or what it costs: the message is that question, with what it is about."""
    message, nearest = turn.message, trouble.nearest
    if nearest is None or message.facts.course is not None or message.facts.skill is not None:
        return False
    if says("lackers", message.text) and nearest.skill is not None:
        asks, kind, thing = "lackers", "skill", nearest.skill
    elif says("costs", message.text) and nearest.course is not None:
        asks, kind, thing = "costs", "course", nearest.course
    else:
        return False
    entity = {"entity": kind, "kind": kind, "code": thing.code, "value": turn.speech.name(thing)}
    entities = (*message.entities, {**entity, "start": None, "end": None})
    turn.message = replace(
        message,
        intent=asked_for(asks),
        confidence=CERTAIN,
        entities=entities,
        facts=read_facts(entities, message.today),
    )
    _keep(turn, replace(trouble, asked=None))
    return True


def _leave_to_us(turn: Turn, trouble: Trouble) -> None:
    """The nearest is proposed: nothing is chosen in anybody's place."""
    if trouble.near:
        near = trouble.near[trouble.chosen or 0]
        turn.reply(turn.say("trouble.proposed", topic=named_thing(turn, near)))
    else:
        turn.reply(turn.say("trouble.no_name_needed"))
    _ask_on(turn, trouble, asks=False)


def _answers(message: Message, trouble: Trouble) -> bool:
    """Whether it answers the question that is open: it asks nothing, and is surely nothing else."""
    if trouble.asked is None or is_yes(message) or is_no(message):
        return False
    known = message.intent in CHANGES and message.confidence >= SURE
    if known or says("asks", message.text) or ends_as_question(message.text):
        return False
    facts = message.facts
    if trouble.asked == WHO:
        named = bool(facts.department or facts.position or facts.headcount or facts.people)
        return named or says("who", message.text) or message.intent in UNSURE
    if trouble.asked == SINCE:
        timed = bool(facts.period or facts.past_period or facts.vague_period)
        return timed or says("since", message.text) or message.intent in UNSURE
    return trouble.asked == SHOWS


def _ask_on(turn: Turn, trouble: Trouble, *, asks: bool = True) -> None:
    """The next question, with what can be done already; after the last one what was understood."""
    question = trouble.next_question if asks and not trouble.own else None
    offer(turn, trouble, question)
    _keep(turn, replace(trouble, asked=question))


def _state(turn: Turn, trouble: Trouble, *, in_own_words: bool) -> None:
    """It is stated as a need, in the words in which it was told."""
    kind, said = statement_of(turn, trouble, in_own_words)
    turn.set(
        **{TROUBLE: None},
        statement=kind,
        statement_said={**said, "next": True, IN_PARTS: True},
        draft_key=turn.message.message_id,
    )
    turn.message = replace(turn.message, intent=kind)
    name = OPENS[kind]
    assert name is not None, PERSON_WISHES
    begin(turn, FLOWS[name])
