"""The application's side of the private channel: signed messages to Rasa."""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
import uuid
from typing import Any

import httpx
import jwt

from assistant.reply import Reply
from channels.message import InboundMessage
from engine.usecases.context import BudgetEngine

TOKEN_LIFE = 30
# Longer than any answer takes; a message that waits behind others of its conversation too.
TIMEOUT = 60


class RasaUnavailable(Exception):
    """Rasa does not answer, or not as it should."""


class RasaClient:
    """Hands messages to Rasa; each request carries a token for that body alone."""

    def __init__(self, url: str, secret: str, engine: BudgetEngine) -> None:
        self._secret = secret
        self._engine = engine
        self._http = httpx.AsyncClient(base_url=url, timeout=TIMEOUT)

    async def send(self, message: InboundMessage, again: bool = False) -> list[Reply]:
        """The replies to `message`; `again` where Rasa may have answered it before.

        Raises:
            RasaUnavailable: after a failed or refused request.
        """
        body = json.dumps(
            {
                "text": message.text,
                "message_id": message.message_id,
                "again": again,
                "act": message.act,
            },
            ensure_ascii=False,
        ).encode()
        token = await asyncio.to_thread(self._token, message, body)
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
        }
        try:
            answer = await self._http.post(
                "/webhooks/peisuan/message", content=body, headers=headers
            )
            answer.raise_for_status()
            return [_reply(part) for part in answer.json()]
        except (httpx.HTTPError, ValueError) as error:
            raise RasaUnavailable(str(error)) from error

    async def is_ready(self) -> bool:
        """Whether Rasa answers and has its model loaded."""
        try:
            answer = await self._http.get("/webhooks/peisuan/", timeout=2)
        except httpx.HTTPError:
            return False
        return answer.status_code == httpx.codes.OK

    async def close(self) -> None:
        await self._http.aclose()

    def _token(self, message: InboundMessage, body: bytes) -> str:
        claims = {
            "sub": message.dialogue,
            "channel": message.channel,
            "person": message.person,
            "company": self._company(),
            "body": hashlib.sha256(body).hexdigest(),
            "jti": uuid.uuid4().hex,
            "exp": int(time.time()) + TOKEN_LIFE,
        }
        return jwt.encode(claims, self._secret, algorithm="HS256")

    def _company(self) -> dict[str, Any]:
        """What a message means depends on: the day it is at the company, its money, its years.
        Told with each message, so that all who read it go by one clock."""
        company = self._engine.company()
        return {
            "today": company.day_of(self._engine.clock()).isoformat(),
            "currency": company.currency,
            "fiscal_month": company.fiscal.first_month,
            "fiscal_named_by_start": company.fiscal.named_by_start,
        }


def _reply(part: dict[str, Any]) -> Reply:
    """Our actions answer in the normal form; what Rasa says by itself is text."""
    return Reply.from_plain(part["custom"] if "custom" in part else {"text": part.get("text")})
