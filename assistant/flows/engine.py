"""The course of talk of everything that writes: one order in which a message amid a flow is read,
one way to ask on, to sum up, to confirm and to end."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from assistant.base import Turn
from assistant.flows.all import FLOWS, OPENS
from assistant.flows.asking import (
    ask,
    ask_after_none,
    ask_briefly,
    is_recalled,
    leave_for_a_while,
    seal,
)
from assistant.flows.flow import Flow
from assistant.flows.names import CONFIRMED, FLOW, KEY, REQUESTED
from assistant.flows.refusing import tried
from assistant.flows.stacking import close, put_aside, take_up_again
from assistant.flows.telling import Before
from assistant.message import Message
from assistant.reading.answers import (
    BESIDE,
    CORRECTION,
    REPLACES,
    TOLD,
    VERY_SURE,
    WORDS,
    answers,
    is_none_of_ours,
)


class Heard(StrEnum):
    """What became of a message amid a flow: it was the flow's, and all is said; it begins another
    one, and this one waits; it is about something else; it has told the flow nothing."""

    DONE = "done"
    ANOTHER = "another"
    BESIDE = "beside"
    NOTHING = "nothing"


Rule = Callable[[Turn, Flow, str], Heard | None]


def hear(turn: Turn, flow: Flow) -> Heard:
    """Read a message amid a flow, by the first rule that is about it."""
    asked, turn.personal = turn.slots[REQUESTED], flow.is_personal(turn)
    found = (heard for rule in RULES if (heard := rule(turn, flow, asked)) is not None)
    return next(found, Heard.NOTHING)


def begin(turn: Turn, flow: Flow) -> None:
    """Begin a flow with the message, and ask on."""
    turn.set(**{FLOW: flow.name, REQUESTED: None})
    turn.remember(asked=None)
    take_in(turn, flow)
    go_on(turn, flow)


def take_in(turn: Turn, flow: Flow) -> None:
    """What the first message says."""
    _say_guessed(turn)
    tried(turn, flow, lambda: flow.begin(turn), flow.not_read)
    turn.set(**{REQUESTED: flow.next_field(turn.slots)})


def go_on(turn: Turn, flow: Flow) -> None:
    """Ask for what is still open; end the flow where nothing is."""
    field = flow.next_field(turn.slots)
    turn.set(**{REQUESTED: field})
    if field is not None:
        turn.set(**{FLOW: flow.name})
        ask(turn, flow, field)
        if not flow.is_open(turn.slots):
            close(turn)
        return
    close(turn)
    followed = end(turn, flow)
    if followed is not None:
        begin(turn, FLOWS[followed])
    else:
        resume(turn)


def end(turn: Turn, flow: Flow) -> str | None:
    """Store what was confirmed; of what was not, nothing is stored. The flow that comes next."""
    if flow.is_open(turn.slots):
        if turn.slots.get(CONFIRMED):
            tried(turn, flow, lambda: flow.store(turn), flow.not_stored)
        else:
            tried(turn, flow, lambda: flow.drop(turn), flow.not_read)
    followed, turn.follows = flow.after(turn) or turn.follows, None
    return followed


def resume(turn: Turn) -> None:
    """The flow that waits comes back."""
    flow = take_up_again(turn)
    if flow is not None:
        go_on(turn, flow)


# --- the rules, in their order ---
def _of_another_summary(turn: Turn, flow: Flow, asked: str) -> Heard | None:
    """A button answers nothing but what it stands under: not another flow, and not a summary that
    was changed since."""
    act = turn.message.act
    if act is None or flow.is_pressed(turn) or _stands_here(turn, act):
        return None
    turn.reply(turn.say("decision.finish_first" if act.get("number") else "flow.old_button"))
    ask_briefly(turn, flow, asked)
    return Heard.DONE


def _stands_here(turn: Turn, act: dict[str, object]) -> bool:
    shown, before = act.get("shown"), turn.talk.asked
    if act.get("about") != turn.slots.get(KEY):
        return False
    return shown is None or before is None or shown == seal(before.lines)


def _begins_another(turn: Turn, flow: Flow, asked: str) -> Heard | None:
    """Another thing to do is begun, and this one waits."""
    if not is_another(turn, flow, asked):
        return None
    put_aside(turn, flow)
    return Heard.ANOTHER


def _resolves(turn: Turn, flow: Flow, asked: str) -> Heard | None:
    flow.resolve(turn)
    return None


def _pauses(turn: Turn, flow: Flow, asked: str) -> Heard | None:
    """Somebody goes away, and means to come back: nothing is asked."""
    if not flow.pauses(turn, asked):
        return None
    leave_for_a_while(turn, flow)
    return Heard.DONE


def _stops(turn: Turn, flow: Flow, asked: str) -> Heard | None:
    """It ends, and what waits for it comes back."""
    pressed = bool((turn.message.act or {}).get("stop"))
    if not (pressed or flow.stops(turn, asked)):
        return None
    tried(turn, flow, lambda: flow.stop(turn), flow.not_read)
    close(turn)
    resume(turn)
    return Heard.DONE


def _is_declined(turn: Turn, flow: Flow, asked: str) -> Heard | None:
    return Heard.BESIDE if is_none_of_ours(turn.message, asked) else None


def _asks_about_it(turn: Turn, flow: Flow, asked: str) -> Heard | None:
    """What is asked about what is open is answered, and the flow comes back in a line."""
    if not tried(turn, flow, lambda: flow.answers(turn, asked), flow.not_read):
        return None
    _comes_back(turn, flow, asked)
    return Heard.DONE


def _comes_back(turn: Turn, flow: Flow, asked: str) -> None:
    if flow.next_field(turn.slots) == asked:
        ask_briefly(turn, flow, asked)
    else:
        go_on(turn, flow)


def _is_beside(turn: Turn, flow: Flow, asked: str) -> Heard | None:
    retold = turn.message.retold is not None and turn.message.does(*BESIDE) > 0
    return Heard.BESIDE if retold or flow.is_beside(turn, asked) else None


def _decides(turn: Turn, flow: Flow, asked: str) -> Heard | None:
    """A yes is one to the summary as it was shown last; after anything else that is shown again."""
    if asked != CONFIRMED:
        return None
    if _says_yes(turn, flow):
        if not _is_seen(turn):
            turn.remember(asked=None)
            ask(turn, flow, CONFIRMED)
            return Heard.DONE
        turn.set(**{CONFIRMED: True})
    elif flow.declines(turn):
        flow.decline(turn)
    else:
        return None
    go_on(turn, flow)
    return Heard.DONE


def _says_yes(turn: Turn, flow: Flow) -> bool:
    """A yes, or the words of its button as they stand on it."""
    if flow.confirms(turn):
        return True
    said = turn.message.text.strip().rstrip("。.!！").casefold()
    asked = turn.talk.asked
    buttons = [one for one in asked.choices if one["act"]] if asked is not None else []
    yes = (one for one in buttons if one["act"].get("answer") is True)
    return turn.message.act is None and any(said == one["title"].casefold() for one in yes)


def _is_seen(turn: Turn) -> bool:
    """Whether the summary still stands before the person: a button stands under it, and who retells
    a message has seen it."""
    asked, message = turn.talk.asked, turn.message
    if asked is None or message.act is not None:
        return True
    return turn.talk.understood and (is_recalled(asked) or message.retold is not None)


def _takes(turn: Turn, flow: Flow, asked: str) -> Heard | None:
    """Any other words are the flow's, as far as they tell it anything."""
    if not take(turn, flow, asked):
        return None
    go_on(turn, flow)
    return Heard.DONE


def _is_too_early(turn: Turn, flow: Flow, asked: str) -> Heard | None:
    """A yes before all is known: it is said that something is missing; once."""
    before = turn.talk.asked
    if asked == CONFIRMED or (before and before.failed) or not _says_yes(turn, flow):
        return None
    turn.reply(turn.say("flow.too_early", what=flow.about(turn)))
    ask_after_none(turn, flow, asked)
    return Heard.DONE


def take(turn: Turn, flow: Flow, asked: str) -> bool:
    """Whether the message told the flow anything: it has set something then, or answered."""
    _say_guessed(turn)
    before = Before.of(turn)
    tried(turn, flow, lambda: flow.take(turn, asked), flow.not_read)
    return before.is_told(turn)


RULES: tuple[Rule, ...] = (
    _of_another_summary,
    _begins_another,
    _resolves,
    _pauses,
    _stops,
    _is_declined,
    _asks_about_it,
    _decides,
    _is_beside,
    _takes,
    _is_too_early,
)


# --- what begins another flow ---
def is_another(turn: Turn, flow: Flow, asked: str) -> bool:
    """Whether the message is plainly about another thing to do than the one at hand."""
    message = turn.message
    opens = OPENS.get(message.intent)
    if opens is None or message.act is not None or is_same(turn, flow, message.intent):
        return False
    if message.retold:
        return message.does("start") > 0
    if opens == flow.name and _corrects(message):
        return False
    if message.intent == "amend_request" and message.facts.request_id is None:
        return False
    if asked in WORDS or answers(message, asked):
        return False
    if message.likely and message.does(*TOLD) > message.does("start", "undo"):
        return False
    return message.confidence >= VERY_SURE


def is_same(turn: Turn, flow: Flow, capability: str) -> bool:
    """Whether the flow is about that."""
    return flow.does(capability, turn.slots)


def _corrects(message: Message) -> bool:
    """Whether it puts something in the place of what was said, and begins nothing."""
    return bool(CORRECTION.search(message.text.strip()) or REPLACES.search(message.text))


def _say_guessed(turn: Turn) -> None:
    if turn.slots.get("misunderstood"):
        turn.set(misunderstood=None)
    for words, name in turn.message.facts.guessed:
        turn.reply(turn.say("small.guessed", words=words, name=name))
