"""What is asked of the talk itself: to say it again, whether that was all; and a figure that is put
right where nothing is open."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

from assistant.base import Turn
from assistant.flows.asking import come_back
from assistant.flows.flow import Flow
from assistant.flows.names import REQUESTED
from assistant.language import LANGUAGES
from assistant.message import read_facts

WORDS = Path(__file__).parent / "words" / "again.toml"
EDGES = " \t\n,.!?，。！？、~…"
# What was read by the talk before it is no figure without a place.
UNSURE = ("nlu_fallback", "out_of_scope", "affirm", "deny", "thanks_bye", "cancel", "help")
# "That's it" may be a yes, or a good-bye.
AGREEING = ("affirm", "thanks_bye")
CERTAIN = 1.0


def minds_again(turn: Turn, flow: Flow | None) -> bool:
    """Answer it; False where it is none of that. Where a question is asked once more, it stands in
    `turn.message` afterwards."""
    message = turn.message
    if message.act is not None or message.retold:
        return False
    if _says("again", message.text):
        return _again(turn, flow)
    if message.intent in AGREEING or not (_says("more", message.text) and _was_all(turn)):
        return False
    if flow is not None and (field := turn.slots.get(REQUESTED)):
        come_back(turn, flow, field)
    return True


def puts_nothing_right(turn: Turn) -> bool:
    """Whether a figure is put right and nothing is open that it could be of: that is said, with what
    was last."""
    message, talk = turn.message, turn.talk
    if message.act is not None or message.intent not in UNSURE:
        return False
    if not any(one.search(message.text) for one in _patterns("puts_right")):
        return False
    number = turn.slots.get("last_request")
    if number:
        said = turn.say("small.nothing_open_but", words=message.text.strip(), number=number)
    elif talk.lately:
        last = talk.lately[-1].said.strip()
        said = turn.say("small.nothing_open_after", words=message.text.strip(), last=last)
    else:
        said = turn.say("small.nothing_open", words=message.text.strip())
    turn.reply(said)
    return True


def _again(turn: Turn, flow: Flow | None) -> bool:
    """What is open is asked again; a question is answered again; else what was said is."""
    field, talk = turn.slots.get(REQUESTED), turn.talk
    if flow is not None and field:
        turn.remember(asked=None)
        come_back(turn, flow, field)
        return True
    if talk.question is not None and talk.is_answered:
        before = talk.question
        turn.message = replace(
            turn.message,
            text=before.text,
            intent=before.capability,
            confidence=CERTAIN,
            entities=before.entities,
            facts=read_facts(before.entities, turn.today),
        )
        turn.heard = turn.message
        return False
    if not talk.lately:
        return False
    # Whether that was for this person alone is not remembered: so it is told to nobody else.
    turn.personal = True
    turn.reply(talk.lately[-1].answered)
    return True


def _was_all(turn: Turn) -> bool:
    """Whether all rows of the list that was shown stand there: that is said."""
    seen, question = turn.talk.seen, turn.talk.question
    if seen is None or (question is not None and question.at > seen.last):
        return False
    rows = len(seen.whole.rows) if seen.whole is not None else len(seen.things)
    if not rows or len(seen.things) < rows:
        return False
    turn.reply(turn.say("list.was_all", count=rows))
    return True


def _says(kind: str, text: str) -> bool:
    return any(one.fullmatch(text.strip(EDGES)) for one in _patterns(kind))


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))[kind]
    return tuple(re.compile(words[one], re.IGNORECASE) for one in LANGUAGES if one in words)
