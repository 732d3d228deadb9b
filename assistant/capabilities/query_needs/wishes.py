"""What somebody reported himself, with what became of it."""

from __future__ import annotations

from assistant.base import Turn
from assistant.listing import Row, listed
from engine.usecases.withdraw_need import OwnWish, own_wishes

STATES = {
    "open": "wished.open",
    "withdrawn": "wished.withdrawn",
    "settled": "wished.settled",
}


def tell_wishes(turn: Turn) -> None:
    turn.personal = True
    wishes = turn.perform(own_wishes)
    if not wishes:
        turn.reply(turn.say("wished.none"))
        return
    rows = [
        Row(line=_line(turn, one), thing={"entity": "list_item", "value": one.topic})
        for one in wishes
    ]
    standing = sum(one.state == "open" for one in wishes)
    turn.reply(
        turn.say("wished.head", wishes=len(wishes), open=standing),
        *listed(turn, rows),
        turn.say("wished.can_withdraw") if standing else "",
    )


def _line(turn: Turn, one: OwnWish) -> str:
    topic = one.topic
    if one.about is not None and topic == one.about.name:
        topic = turn.speech.name(one.about)
    line = turn.say("wished.wish", topic=topic, number=one.number, year=one.year, day=one.raised_on)
    if one.people > 1:
        line = turn.say("wished.for_people", line=line, people=one.people)
    return turn.say("wished.state", line=line, state=turn.say(STATES[one.state]))
