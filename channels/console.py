"""The operator's door: `./peisuan ask` and `chat`, on this machine, with its secret."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Header, HTTPException, Request, status
from pydantic import BaseModel

from assistant.language import language_of
from assistant.reply import Reply
from assistant.speech import Speech
from channels.gate import Gate
from channels.message import InboundMessage
from channels.notices import say_notices
from engine.trust.audit import OPERATOR
from engine.trust.comparing import same_secret
from engine.usecases.store import employee_number
from engine.values.errors import NotFound

router = APIRouter(include_in_schema=False)


class ConsoleMessage(BaseModel):
    person: str
    conversation: str
    message_id: str
    text: str


def require_secret(request: Request, given: str, name: str) -> None:
    """Refuse a caller who does not know this installation's secret `name`."""
    expected = request.app.state.settings.secret(name)
    if not same_secret(expected, given):
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "the secret is missing or wrong")


@router.post("/console/messages")
async def say(
    message: ConsoleMessage, request: Request, x_peisuan_secret: Annotated[str, Header()] = ""
) -> list[dict[str, Any]]:
    """One message, said as any person: whoever holds the secret runs the installation."""
    require_secret(request, x_peisuan_secret, "operator")
    gate: Gate = request.app.state.gate
    database = request.app.state.engine.database
    person = await asyncio.to_thread(employee_number, database, message.person)
    replies = await gate.deliver(
        InboundMessage(
            channel="console",
            tenant="local",
            user_id=person,
            person=person,
            began=OPERATOR,
            conversation=message.conversation,
            message_id=message.message_id,
            text=message.text,
        )
    )
    if told := await _notices(request, person, message.text):
        replies = [*replies, Reply(text=told)]
    return [
        {"text": _with_link(reply), "choices": [choice.title for choice in reply.choices]}
        for reply in replies
    ]


def _with_link(reply: Reply) -> str:
    """The terminal shows no pictures; what is in them is in the text."""
    shown = reply.file is not None and not reply.file.alt
    return f"{reply.text}\n{reply.file.url}" if shown and reply.file else reply.text


async def _notices(request: Request, person: str, text: str) -> str | None:
    """What the person has to know besides, in the language just used."""
    speech = Speech(language_of(text, None))
    try:
        return await asyncio.to_thread(
            say_notices, request.app.state.engine, person, "console", speech
        )
    except NotFound:
        return None
