"""What is asked of what was shown: answered from its rows, and remembered for what follows."""

from __future__ import annotations

from dataclasses import replace

from assistant.asking.words import says
from assistant.base import Turn
from assistant.capabilities import CAPABILITIES, of_kind
from assistant.conversation.framing import AGAINST, ALL, CUT, FRAMES, MORE, PART, framed
from assistant.conversation.pointing import POINTED, pointed
from assistant.conversation.talk import Shown
from assistant.errors import say_error
from assistant.message import Message
from assistant.querying.meant import goes_on_with_people
from assistant.querying.wanting import goes_on_with_figure
from assistant.sheets.algebra import CannotReckonError, apply
from assistant.sheets.operation import LIST, WHY_NOT, Operation
from assistant.sheets.reading import lacks, operation_in, works_with
from assistant.sheets.said import Seen
from assistant.sheets.saying import label, reply_table, steps_said, things_named
from assistant.sheets.sheet import DATE, NUMERIC, Sheet
from assistant.sheets.steps import At, Compare, First, InState, Named
from assistant.sheets.telling import Told, tell
from engine.values.errors import EngineError

# What is said of what was shown; with nothing at hand, there is nothing to stop either.
_FOLLOWING, _WHY, _NOTHING_TO = ("vary", "choose", "more"), ("why",), ("stop", "no")
# So likely it has to be that a message follows what was shown.
_SURELY = 0.5
# From here on a message may be taken for another question.
_ANOTHER = 0.6
# Longer lists are told in part; the file has them all.
MOST_LINES = 20


def operation_meant(turn: Turn, heard: Message, flow_open: bool) -> Operation | None:
    """What the message, as it was heard, wants of what was shown; None where it says anything else.

    While a flow is open, only what directly follows the list may be about it.
    """
    seen = _seen(turn, heard)
    if seen is None or (flow_open and not seen.fresh):
        return None
    follows = not flow_open and turn.message.does(*_FOLLOWING, *_WHY, *_NOTHING_TO) >= _SURELY
    if _asks_another(turn, heard, seen):
        return None
    found = operation_in(heard.text, heard.entities, heard.today, seen, heard.asks, follows)
    if found is not None and flow_open and not (heard.asks or found.figure.what != LIST):
        return None
    return found


def tell_of(turn: Turn, sheet: Sheet) -> Operation | None:
    """What a question asks of the sheet that answers it; None where it asks for all of it."""
    message = turn.message
    entities = [one for one in message.entities if one["entity"] not in FRAMES]
    seen = Seen(
        sheet=sheet,
        whole=sheet,
        labels=_labels(turn, sheet),
        about=tuple(entities),
        fiscal=message.fiscal,
    )
    return operation_in(message.text, entities, message.today, seen, follows=True)


def is_beyond(turn: Turn, heard: Message) -> bool:
    """Whether something is to be done with what was shown that cannot be done with it: it is no
    other question, and none is answered in its place."""
    seen = _seen(turn, heard)
    if seen is None or len(seen.whole.rows) == 1 or turn.message.intent in of_kind("change"):
        return False
    if turn.message.does(*_FOLLOWING, *_NOTHING_TO) < _SURELY:
        return False
    if _asks_another(turn, heard, seen) or goes_on_with_people(turn, heard):
        return False
    if goes_on_with_figure(turn, heard):
        return False
    whole = framed(heard)
    if any(one["entity"] in (CUT, AGAINST) for one in whole.entities):
        return False
    if any(one["entity"] == PART and one["value"] in (MORE, ALL) for one in whole.entities):
        return False
    points = any(one.get(POINTED) for one in pointed(heard, turn.talk).entities)
    return works_with(heard.text, heard.entities, heard.today, seen, points)


def _asks_another(turn: Turn, heard: Message, seen: Seen) -> bool:
    """Whether it is another question, whose answer has what was not shown."""
    question, message = turn.talk.question, turn.message
    if _asks_sessions(heard, seen):
        return True
    asked = CAPABILITIES.get(message.intent)
    if question is None or asked is None or asked.kind != "question":
        return False
    if asked.name == question.capability or message.confidence < _ANOTHER:
        return False
    return lacks(heard.text, heard.entities, heard.today, seen)


def _asks_sessions(heard: Message, seen: Seen) -> bool:
    """Whether it asks for single ones of the sessions that the rows only count."""
    counted = any(one.key == "sessions" for one in seen.whole.columns)
    return counted and (says("sessions", heard.text) or says("costs", heard.text))


def say_beyond(turn: Turn) -> None:
    shown = turn.talk.shown
    assert shown is not None
    assert shown.whole is not None
    column = label(turn.speech, shown.whole.column(shown.whole.main))
    turn.reply(turn.say("sheet.beyond", title=shown.whole.title, column=column))
    _follow(turn)


def _seen(turn: Turn, heard: Message) -> Seen | None:
    """What the message may work with."""
    shown, talk = turn.talk.seen, turn.talk
    if heard.act is not None or shown is None or shown.sheet is None or shown.whole is None:
        return None
    if talk.question is not None and talk.question.at > shown.last:
        return None
    told = shown.worked is not None and shown.worked == talk.messages - 1
    return Seen(
        sheet=shown.sheet,
        whole=shown.whole,
        chosen=shown.chosen if told else (),
        before=shown.figure if told else None,
        compared=shown.compared,
        labels=_labels(turn, shown.whole),
        about=talk.question.entities if talk.question is not None else (),
        fiscal=heard.fiscal,
        fresh=shown.last == talk.messages - 1,
    )


def _labels(turn: Turn, whole: Sheet) -> dict[str, str]:
    columns = [one for one in whole.columns if one.kind in NUMERIC | {DATE}]
    return {label(turn.speech, one): one.key for one in columns}


def work(turn: Turn, operation: Operation) -> None:
    """Answer it from the rows, and keep what it leaves shown."""
    shown = turn.talk.shown
    assert shown is not None
    assert shown.sheet is not None
    assert shown.whole is not None
    turn.personal = turn.personal or shown.whole.personal
    sheet = _base(shown.sheet, shown.whole, operation)
    try:
        if operation.lacking is not None:
            _say_lacking(turn, shown.sheet, operation.lacking)
        elif operation.which:
            names = things_named(shown.whole, operation.which)
            turn.reply(turn.say("sheet.which", names=names))
        elif operation.figure.what == LIST:
            _list(turn, shown, apply(sheet, *operation.steps), operation)
        else:
            _figure(turn, shown, sheet, operation)
    except CannotReckonError as error:
        _refuse(turn, sheet, error)
    except EngineError as error:
        turn.reply(say_error(turn.speech, error))
    _follow(turn)


def _base(sheet: Sheet, whole: Sheet, operation: Operation) -> Sheet:
    """The rows that the steps go on from: a filter of the same kind takes the place of the one
    before, and what no longer stands there is meant of the whole."""
    if operation.whole:
        return whole
    if not sheet.steps or operation.figure.what == WHY_NOT:
        return sheet
    compared = {one.column for one in sheet.steps if isinstance(one, Compare)}
    states = any(isinstance(one, InState) for one in sheet.steps)
    for one in operation.steps:
        again = isinstance(one, Compare) and one.column in compared
        again = again or (isinstance(one, InState) and states)
        again = again or (isinstance(one, First) and abs(one.many) > len(sheet.rows))
        if again or (isinstance(one, Named) and one.keep):
            return whole
    return sheet


def _list(turn: Turn, shown: Shown, found: Sheet, operation: Operation) -> None:
    whole = shown.whole
    assert whole is not None
    if not found.rows:
        turn.reply(turn.say("sheet.none", rows=steps_said(turn.speech, whole, operation.steps)))
        _remember(turn, shown, shown.sheet or whole, operation, (), "")
        return
    if len(found.rows) == 1 and all(isinstance(one, At) for one in operation.steps):
        turn.reply(found.rows[0].line)
        numbers = (found.rows[0].number,)
        before = shown.chosen if shown.worked == turn.talk.messages - 1 else ()
        _remember(turn, shown, shown.sheet or whole, operation, numbers, "", before)
        return
    lines = [f"{at}. {row.line}" for at, row in enumerate(found.rows[:MOST_LINES], 1)]
    said = steps_said(turn.speech, whole, found.steps)
    every = len(found.rows) == len(whole.rows)
    key = ("sheet.all_so" if every else "sheet.list") if said else "sheet.all"
    head = turn.say(
        key,
        count=len(found.rows),
        of=len(whole.rows),
        rows=said,
    )
    more = len(found.rows) - len(lines)
    turn.reply(
        head,
        *lines,
        turn.say("sheet.more", more=more) if more else "",
        _cut_said(turn, whole),
        *_not_compared(turn, shown, operation),
        table=reply_table(turn.speech, found, range(len(lines)), lines),
    )
    _remember(turn, shown, found, operation, (), head)


def _not_compared(turn: Turn, shown: Shown, operation: Operation) -> list[str]:
    """How many rows have no such figure, or one in another currency."""
    whole = shown.whole
    assert whole is not None
    for one in operation.steps:
        if isinstance(one, Compare):
            kept = apply(whole, one)
            other = apply(whole, replace(one, keep=not one.keep))
            left = len(whole.rows) - len(kept.rows) - len(other.rows)
            return [turn.say("sheet.left_out", count=left)] if left else []
    return []


def _figure(turn: Turn, shown: Shown, sheet: Sheet, operation: Operation) -> None:
    whole = shown.whole
    assert whole is not None
    told_before = shown.worked == turn.talk.messages - 1
    chosen = shown.chosen if told_before else ()
    earlier = shown.earlier if told_before else ()
    told: Told = tell(turn, sheet, whole, operation, chosen, earlier)
    turn.reply(*told.lines, _cut_said(turn, whole))
    _remember(turn, shown, shown.sheet or whole, operation, told.rows, told.why, chosen)


def _cut_said(turn: Turn, whole: Sheet) -> str:
    if not whole.cut:
        return ""
    return turn.say("sheet.cut", kept=len(whole.rows), of=len(whole.rows) + whole.cut)


def _say_lacking(turn: Turn, sheet: Sheet, lacking: str) -> None:
    columns = [label(turn.speech, one) for one in sheet.columns[1:]]
    turn.reply(turn.say("sheet.lacks", column=turn.say(f"column.{lacking}"), columns=columns))


def _refuse(turn: Turn, sheet: Sheet, error: CannotReckonError) -> None:
    said = dict(error.args_said)
    if "column" in said:
        said["column"] = label(turn.speech, sheet.column(str(said["column"])))
    turn.reply(turn.say(f"sheet.cannot_{error.code}", **said))


def _remember(
    turn: Turn,
    shown: Shown,
    sheet: Sheet,
    operation: Operation,
    chosen: tuple[int, ...],
    why: str,
    earlier: tuple[int, ...] = (),
) -> None:
    compared = (one.column for one in operation.steps if isinstance(one, Compare))
    turn.remember(
        shown=replace(
            shown,
            things=sheet.things if sheet is not shown.sheet else shown.things,
            sheet=sheet,
            worked=turn.talk.messages,
            figure=operation.figure,
            compared=next(compared, shown.compared),
            chosen=chosen,
            earlier=earlier,
            told=why,
        )
    )


def _follow(turn: Turn) -> None:
    """The list, and the question before it, are still what is talked about."""
    shown, question = turn.talk.shown, turn.talk.question
    if shown is not None and shown.worked != turn.talk.messages:
        turn.remember(shown=replace(shown, worked=turn.talk.messages, figure=None, told=""))
    if question is not None:
        turn.remember(question=replace(question, at=turn.talk.messages))
