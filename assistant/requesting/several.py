"""A draft of several trainings: what a message says is put into the line that it is about, all
lines are said back, and what cannot be placed is asked about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from assistant.base import Turn
from assistant.draft import period_of
from assistant.message import Facts, Message, read_facts
from assistant.needs import drops
from assistant.proposing import propose_if_changed, whose
from assistant.reading.answers import (
    CLAUSE,
    answers,
    ends_as_question,
    is_no,
    read_reason,
    whole_reason,
)
from assistant.requesting.line_reading import Named, Part, mentions_of, parts_of, placed
from assistant.requesting.lines import (
    LINE_SLOTS,
    codes_of,
    drop_line,
    is_several,
    line_at,
    line_at_hand,
    lines_of,
    name_of,
    names_of,
    put_lines,
    turn_to,
)
from assistant.requesting.reasons import can_be_reason
from assistant.requesting.taking import take_facts
from engine.values.money import Money

Entity = dict[str, Any]
# Of one need one figure is meant; where two are said, none is taken.
ONE_OF = ("headcount", "amount", "amount_per_head")
# Questions that are not of the line at hand.
OF_ALL = ("confirmed", "whose")
# More letters than this say something.
LONGEST_FILLER = 3


def named_lines(turn: Turn) -> list[Named]:
    return [
        Named(place=at, names=names_of(one), codes=codes_of(one))
        for at, one in ((int(one.get("place") or 0), one) for one in lines_of(turn.slots))
    ]


# --- the beginning ------------------------------------------------------------------------
def begin_lines(turn: Turn, needs: Sequence[Sequence[Entity]]) -> None:
    """Each need is a line with what was said of it."""
    lines = []
    for place, need in enumerate(needs):
        turn.set(**dict.fromkeys(LINE_SLOTS))
        facts, unclear = _facts_of_one(turn, need)
        _about(turn, _called(need), partial(take_facts, turn, facts, whole=False))
        if unclear:
            figures = [str(one["value"]) for one in unclear]
            turn.reply(turn.say("line.unclear", training=_called(need), figures=figures))
        lines.append({**line_at_hand(turn.slots), "place": place, "called": _called(need)})
    put_lines(turn, lines, 0)
    _take_reasons(turn)


def _called(need: Sequence[Entity]) -> str:
    return next(str(one["value"]) for one in need if one["entity"] in ("course", "skill"))


def _facts_of_one(turn: Turn, need: Sequence[Entity]) -> tuple[Facts, list[Entity]]:
    """What is said of a need; of a figure that is said twice, and differently, nothing."""
    unclear: list[Entity] = []
    for kind in ONE_OF:
        found = [one for one in need if one["entity"] == kind and not _is_bound(one)]
        if len({str(one["value"]) for one in found}) > 1:
            unclear += found
    kept = [one for one in need if one not in unclear]
    return read_facts(kept, turn.today), unclear


def _is_bound(one: Mapping[str, Any]) -> bool:
    return one.get("bound") is not None or one.get("role") is not None


def _take_reasons(turn: Turn) -> None:
    """A clause that says why and names one line is its reason; of one that names none it is
    asked whose it is."""
    lines = named_lines(turn)
    text, at = turn.message.text, 0
    for end in [*(sign.end() for sign in CLAUSE.finditer(text)), len(text)]:
        clause, start, at = text[at:end].strip(), at, end
        within = [one for one in placed(turn.message.entities) if start <= one["start"] < end]
        shifted = [
            {**one, "start": one["start"] - start, "end": one["end"] - start} for one in within
        ]
        named = {n for one in mentions_of(text[start:end], shifted, lines) for n in one.places}
        reason = read_reason(clause, plainly=True)
        if reason is None or not can_be_reason(reason):
            continue
        if len(named) == 1:
            _set_at(turn, named.pop(), reason=reason)
        else:
            turn.set(unplaced={"words": clause, "reason": reason})


def _set_at(turn: Turn, place: int, **slots: object) -> None:
    before = int(turn.slots.get("place") or 0)
    turn_to(turn, place)
    turn.set(**slots)
    turn_to(turn, before)


# --- a message amid the form --------------------------------------------------------------
def take_for_lines(turn: Turn, asked: str) -> bool:
    """Put what the message says of lines that it names into them; False where it names none,
    and what it says is for the one at hand."""
    message = turn.message
    if message.act is not None:
        return False
    if asked == "whose" and _take_whose(turn):
        return True
    parts = parts_of(message.text, message.entities, named_lines(turn))
    if not parts:
        return _ask_whose(turn, asked)
    before = int(turn.slots.get("place") or 0)
    left = [part for part in parts if not part.places]
    for part in parts:
        for place in part.places:
            _take_part(turn, part, place, asked)
    _note_unplaced(turn, left)
    if is_several(turn.slots) and any(one["place"] == before for one in lines_of(turn.slots)):
        turn_to(turn, before)
    return True


def tells_lines(turn: Turn) -> bool:
    """Whether the message names a line and says something of it: what it is, or to drop it."""
    message = turn.message
    lines = named_lines(turn)
    parts = [one for one in parts_of(message.text, message.entities, lines) if one.places]
    said = [(one, part_message(message, one)) for one in parts]
    return any(
        one.facts.anything or (drops(one.text) and len(part.places) < len(lines))
        for part, one in said
    )


def _ask_whose(turn: Turn, asked: str) -> bool:
    """What answers no question of a line, and names none, may be of any: that is asked."""
    message, facts = turn.message, turn.message.facts
    says_anew = facts.changes_request or facts.position is not None
    about_one = asked not in OF_ALL and (answers(message, asked) or read_reason(message.text))
    if not says_anew or about_one or ends_as_question(message.text):
        return False
    turn.set(unplaced={"words": message.text.strip(), "entities": list(message.entities)})
    return True


def _take_part(turn: Turn, part: Part, place: int, asked: str) -> None:
    if not any(one["place"] == place for one in lines_of(turn.slots)):
        return
    whole, said = turn.message, part_message(turn.message, part)
    name = name_of(turn, line_at(turn.slots, place))
    if drops(said.text) and not said.facts.changes_request and is_several(turn.slots):
        drop_line(turn, place)
        turn.reply(turn.say("queue.dropped", training=name))
        return
    turn_to(turn, place)
    turn.message = said
    _about(turn, name, lambda: _take_said(turn, part, asked))
    turn.message = whole


def _take_said(turn: Turn, part: Part, asked: str) -> None:
    facts, text = turn.message.facts, part.text.strip()
    counts = "headcount" if facts.number is not None and not facts.headcount else "confirmed"
    take_facts(turn, facts, asked if asked in ("amount", "tax_rate", "sessions") else counts)
    reason = read_reason(text)
    if reason is None and asked == "reason" and not facts.changes_request:
        reason = text if any(sign.isalpha() for sign in turn.message.text) else None
    if reason and can_be_reason(reason) and not ends_as_question(text):
        turn.set(reason=whole_reason(_without_name(reason, part)).strip(" ,，。.;；"))


def _without_name(reason: str, part: Part) -> str:
    """Without the name before a colon, which only tells whose reason it is."""
    for one in part.mentions:
        label = part.text[one.start - part.start : one.end - part.start]
        for sign in (":", "："):
            head, found, rest = reason.partition(sign)
            if found and label.casefold() in head.casefold() and rest.strip():
                return rest.strip()
    return reason


def part_message(message: Message, part: Part) -> Message:
    """What the message would be if it said only this, of the one line: its name is no other
    training that is asked for."""
    entities = [
        {**one, "start": one["start"] - part.start, "end": one["end"] - part.start}
        for one in placed(message.entities)
        if part.start <= one["start"] < part.end
        and not any(m.start < one["end"] and one["start"] < m.end for m in part.mentions)
    ]
    facts = read_facts(entities, message.today)
    return replace(message, text=part.words, entities=entities, facts=facts)


def _note_unplaced(turn: Turn, left: Sequence[Part]) -> None:
    """What names no line, where others are named, and says something of one."""
    for part in left:
        said = part_message(turn.message, part)
        reason = read_reason(part.text, plainly=True)
        if said.facts.changes_request or reason:
            words = part.text.strip(" ,，。.;；")
            turn.set(unplaced={"words": words, "entities": list(said.entities), "reason": reason})


def _take_whose(turn: Turn) -> bool:
    """Which line the words that could not be placed are about; where that is not said, they are
    let go."""
    unplaced, message = turn.slots["unplaced"], turn.message
    turn.set(unplaced=None)
    places = _places_said(turn)
    if not places:
        turn.reply(turn.say("line.dropped_words", words=unplaced["words"]))
        return is_no(message)
    text, entities = unplaced["words"], unplaced.get("entities") or []
    part = Part(places=places, start=0, end=len(text), text=text)
    facts = read_facts(entities, turn.today)
    turn.message = replace(message, text=text, entities=entities, facts=facts)
    for place in places:
        _take_part(turn, part, place, "confirmed")
        if reason := unplaced.get("reason"):
            _set_at(turn, place, reason=reason)
    turn.message = message
    return True


def _places_said(turn: Turn) -> tuple[int, ...]:
    lines = named_lines(turn)
    if turn.message.text.strip() == turn.say("line.whose_all"):
        return tuple(one.place for one in lines)
    found = mentions_of(turn.message.text, turn.message.entities, lines)
    return tuple(dict.fromkeys(at for one in found for at in one.places))


def _about(turn: Turn, name: str, do: Callable[[], None]) -> None:
    """Whatever is said of one line is said with its name, and once."""
    said = turn.dispatcher.messages
    before = len(said)
    do()
    new = [one for one in said[before:] if one not in said[:before]]
    del said[before:]
    if new:
        turn.reply(turn.say("line.about", training=name))
        said.extend(new)


# --- what is said back --------------------------------------------------------------------
def propose_lines(turn: Turn) -> None:
    """Work out each line that changed."""
    at_hand = int(turn.slots.get("place") or 0)
    for line in lines_of(turn.slots):
        turn_to(turn, int(line["place"]))
        _about(turn, name_of(turn, line), partial(propose_if_changed, turn, quietly=True))
    turn_to(turn, at_hand)


def rows_of(turn: Turn) -> list[str]:
    """Each line in a row, with what is known of it."""
    return [_row(turn, n, one) for n, one in enumerate(lines_of(turn.slots), 1)]


def say_lines(turn: Turn, key: str) -> None:
    """All lines, with what is known of each, and what they cost together."""
    lines = lines_of(turn.slots)
    totals = [total_of(one) for one in lines]
    known = [one for one in totals if one is not None]
    together = ""
    if len(known) == len(lines) and len({one.currency for one in known}) == 1:
        together = turn.say("line.sum", total=sum(known[1:], known[0]))
    turn.reply(turn.say(key, count=len(lines)), *rows_of(turn), together)


def _row(turn: Turn, position: int, line: Mapping[str, Any]) -> str:
    headcount, period, total = line.get("headcount"), period_of(line), total_of(line)
    said = {
        "headcount": turn.say("line.headcount", headcount=int(headcount))
        if headcount
        else turn.say("line.no_headcount"),
        "period": turn.say("line.period", period=period) if period else turn.say("line.no_period"),
        "total": turn.say("line.cost", total=total) if total else turn.say("line.no_cost"),
    }
    return turn.say("line.row", position=position, training=name_of(turn, line), **said)


def total_of(line: Mapping[str, Any]) -> Money | None:
    """What a line costs as it stands; None where that is not known."""
    proposed = line.get("proposed") or {}
    if proposed.get("all_total") is None:
        return None
    who = whose(line)
    what = "sessions" if line.get("basis") == "by_session" else "total"
    return Money(Decimal(proposed[f"{who}_{what}"]), proposed["currency"])


def ask_whose(turn: Turn) -> None:
    names = [name_of(turn, one) for one in lines_of(turn.slots)]
    turn.reply(
        turn.say("line.whose", words=turn.slots["unplaced"]["words"]),
        choices=[*names, turn.say("line.whose_all")],
    )
