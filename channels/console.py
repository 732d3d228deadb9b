"""The operator's door: `./peisuan ask` and `chat`, on this machine, with its secret."""

from __future__ import annotations

import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Header, HTTPException, Request, status
from pydantic import BaseModel

from channels.gate import Gate
from channels.message import InboundMessage
from engine.usecases.store import employee_number

router = APIRouter(include_in_schema=False)


class ConsoleMessage(BaseModel):
    person: str
    conversation: str
    message_id: str
    text: str


def require_secret(request: Request, given: str, name: str) -> None:
    """Refuse a caller who does not know this installation's secret `name`."""
    expected = request.app.state.settings.secret(name)
    if not secrets.compare_digest(expected, given):
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "the secret is missing or wrong")


@router.post("/console/messages")
async def say(
    message: ConsoleMessage, request: Request, x_peisuan_secret: Annotated[str, Header()] = ""
) -> list[dict[str, Any]]:
    """One message, said as any person: whoever holds the secret runs the installation."""
    require_secret(request, x_peisuan_secret, "operator")
    gate: Gate = request.app.state.gate
    person = employee_number(request.app.state.engine.database, message.person)
    replies = await gate.deliver(
        InboundMessage(
            channel="console",
            tenant="local",
            person=person,
            conversation=message.conversation,
            message_id=message.message_id,
            text=message.text,
        )
    )
    return [{"text": reply.text, "choices": reply.choices} for reply in replies]
