"""Whether a message tells something of the draft, or is about something else."""

from __future__ import annotations

from assistant.base import Turn
from assistant.draft import training_of
from assistant.message import Facts
from assistant.reading.answers import (
    CORRECTION,
    REASON,
    REPLACES,
    SHORT,
    WORDS,
    answers,
    ends_as_question,
    read_reason,
)
from assistant.requesting.grouping import groups_said
from assistant.requesting.headcount import (
    leaves_open,
    leaves_period_beside,
    means_everyone,
    read_bare_headcount,
)
from assistant.requesting.lines import codes_of, is_several, lines_of
from assistant.requesting.reasons import added_reason, leaves_reason
from assistant.requesting.several import tells_lines
from assistant.requesting.taking import COUNTED, is_bare

# What may be left to the assistant.
LEFT_OPEN = ("course", "headcount", "audience", "period", "reason")


def asks_of_another(turn: Turn) -> bool:
    """Whether a question names another training than the one at hand, and puts it nowhere."""
    message, facts = turn.message, turn.message.facts
    named, at_hand = facts.course or facts.skill, training_of(turn.slots)
    if named is None or at_hand is None or message.act is not None or not message.asks:
        return False
    codes = {one["code"] for one in (facts.course, facts.skill) if one and one.get("code")}
    lines = [code for one in lines_of(turn.slots) for code in codes_of(one)]
    text = message.text
    return not (codes & set(lines) or REPLACES.search(text) or CORRECTION.match(text.strip()))


def tells(turn: Turn, asked: str) -> bool:
    """Whether the message tells something of the draft in words that the classifier may take
    for anything: a bare figure, groups, what to add to the reason, a yes, or that the question
    is left to us."""
    message = turn.message
    if message.act is not None or ends_as_question(message.text):
        return False
    if asked == "headcount" and means_everyone(message.text, message.entities):
        return True
    if is_several(turn.slots) and tells_lines(turn):
        return True
    if read_reason(message.text, plainly=True) is not None:
        return True
    if asked not in WORDS and _says_position(message.facts):
        return True
    bare = asked in COUNTED and is_bare(message.facts) and read_bare_headcount(message.text)
    groups = groups_said(turn).said and (asked not in WORDS or regroups(turn))
    return bool(
        bare
        or leaves_period_beside(message.text)
        or groups
        or added_reason(message.text, turn.slots.get("reason"))
        or leaves(turn, asked)
    )


def _says_position(facts: Facts) -> bool:
    """Whether it names a position, or what can only be one."""
    unknown = [one for one in facts.unknown if one.kind == "position"]
    return facts.position is not None or any(len(one.candidates) == 1 for one in unknown)


def leaves_any(turn: Turn, asked: str) -> bool:
    return leaves(turn, asked) or leaves_period_beside(turn.message.text)


def regroups(turn: Turn) -> bool:
    """Whether a message, amid the question for a reason, changes groups and gives none."""
    text = turn.message.text
    return bool(groups_said(turn).said) and len(text) <= SHORT and not REASON.search(text)


def leaves(turn: Turn, asked: str) -> bool:
    """Whether what is asked is left to the assistant."""
    if asked not in LEFT_OPEN or turn.message.act is not None or answers(turn.message, asked):
        return False
    text = turn.message.text
    if asked == "reason":
        return leaves_reason(text)
    any_time = leaves_period_beside(text)
    return (
        (leaves_open(text) or any_time) if asked == "period" else leaves_open(text) and not any_time
    )
