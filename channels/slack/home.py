"""The App Home: what waits for the person, and his own requests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.reply import Choice
from assistant.request_rendering import headline
from assistant.speech import Speech
from channels.buttons import Buttons, Offer
from channels.message import PRIVATE, InboundMessage
from channels.notifying import taking_up
from channels.slack.blocks import Block, button, header, section
from channels.slack.events import CHANNEL
from engine.usecases.context import BudgetEngine
from engine.usecases.identities import Account
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.view import RequestView
from engine.values.errors import NotPermitted

MOST_SHOWN = 10


def home_view(
    engine: BudgetEngine, person: str | None, account: Account, speech: Speech
) -> dict[str, Any]:
    """The view to publish; strangers learn how to link themselves, and nothing else."""
    if person is None:
        return _view([section(speech.say("door.unlinked"))])
    waiting = _requests(engine, person, waiting_for_me=True)
    mine = [one for one in _requests(engine, person) if one.yours]
    origin = InboundMessage(
        channel=CHANNEL,
        tenant=account.tenant,
        user_id=account.user_id,
        conversation=PRIVATE,
        message_id="",
        text="",
        address={"channel": account.user_id},
    )
    blocks = [header(speech.say("home.waiting"))]
    blocks += [
        _with_button(speech, one, "home.handle", Buttons(engine.database), origin, person)
        for one in waiting
    ] or [section(speech.say("home.nothing_waits"))]
    blocks.append(header(speech.say("home.mine")))
    blocks += [section(headline(speech, one)) for one in mine] or [
        section(speech.say("home.no_requests"))
    ]
    return _view(blocks)


def _with_button(
    speech: Speech,
    request: RequestView,
    key: str,
    buttons: Buttons,
    origin: InboundMessage,
    person: str,
) -> Block:
    """A request with a button that takes it up in the conversation."""
    deed = taking_up(speech.say("home.approve", number=request.number), "approve", request)
    offered: Sequence[Choice] = buttons.offer(origin, person, [Offer(speech.say(key), deed)])
    return {**section(headline(speech, request)), "accessory": button(offered[0])}


def _requests(engine: BudgetEngine, person: str, **asked: Any) -> list[RequestView]:
    try:
        found = engine.perform(request_status, person, CHANNEL, size=MOST_SHOWN, **asked)
    except NotPermitted:
        return []
    return list(found.requests)


def _view(blocks: list[Block]) -> dict[str, Any]:
    return {"type": "home", "blocks": blocks}
