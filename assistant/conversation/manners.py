"""What a message asks of the talk itself: to put a thing off, to go on with it, to say it again."""

from __future__ import annotations

from assistant.base import Turn
from assistant.flows.asking import come_back, leave_for_a_while
from assistant.flows.flow import Flow
from assistant.flows.names import REQUESTED
from assistant.flows.stacking import at_hand, take_up_again

MANNERS = ("pause", "resume", "repeat")


def minds(turn: Turn) -> bool:
    """Do it; whether it was that. Only for what was retold: otherwise each flow reads its own
    words for it."""
    message = turn.message
    if message.retold is None or not message.does(*MANNERS):
        return False
    act = message.likely[0].act
    done = {"pause": _pause, "resume": _go_on, "repeat": _repeat}[act]
    return done(turn, at_hand(turn))


def _pause(turn: Turn, flow: Flow | None) -> bool:
    if flow is None:
        turn.reply(turn.say("small.left_it"))
    else:
        leave_for_a_while(turn, flow)
    return True


def _go_on(turn: Turn, flow: Flow | None) -> bool:
    flow = flow or take_up_again(turn)
    if flow is None:
        return False
    field = turn.slots.get(REQUESTED)
    if field is not None:
        turn.remember(asked=None)
        come_back(turn, flow, field)
    return True


def _repeat(turn: Turn, _flow: Flow | None) -> bool:
    if not turn.talk.lately:
        return False
    # Whether that was for this person alone is not remembered: so it is told to nobody else.
    turn.personal = True
    turn.reply(turn.talk.lately[-1].answered)
    return True
