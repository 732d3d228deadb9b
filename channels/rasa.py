"""The application's side of the private channel: signed requests to Rasa."""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
import uuid
from functools import partial
from typing import Any

import httpx
import jwt

from assistant.base import Reader
from assistant.message import Message
from assistant.reply import Reply
from channels.message import InboundMessage
from channels.pulse import Pulse, Silent
from engine.trust.audit import Way
from engine.usecases.context import BudgetEngine
from engine.watching.metrics import RASA, timed
from engine.watching.spans import handed_on, ours

TOKEN_LIFE = 30
# Longer than any answer takes; a message that waits behind others of its conversation too.
TIMEOUT = 30
# What Rasa is given at once; it reads one after the other.
AT_ONCE = 16
# A text is read in milliseconds.
READ_TIMEOUT = 5


class RasaUnavailable(Exception):
    """Rasa does not answer, or not as it should."""


class NotInTime(RasaUnavailable):
    """Rasa took the message and gave no answer in time, or is known to give none to anybody."""


class Signer:
    """Each request to Rasa carries a token for that body alone."""

    def __init__(self, secret: str, engine: BudgetEngine) -> None:
        self._secret = secret
        self._engine = engine

    def headers(self, dialogue: str, way: Way, person: str | None, body: bytes) -> dict[str, str]:
        claims = {
            "sub": dialogue,
            "channel": way.channel,
            "began": way.began or "",
            "person": person,
            "company": self._company(),
            "body": hashlib.sha256(body).hexdigest(),
            "jti": uuid.uuid4().hex,
            "exp": int(time.time()) + TOKEN_LIFE,
        }
        token = jwt.encode(claims, self._secret, algorithm="HS256")
        return {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

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


class RasaReader:
    """Has further texts read as a message was read: those that a language model retold it in."""

    def __init__(self, url: str, signer: Signer) -> None:
        self._url = f"{url}/webhooks/peisuan/read"
        self._signer = signer

    def __call__(self, message: Message) -> Reader:
        """What reads a text as `message` was read: `entities`, and what the text may be.

        Raises (when it reads): httpx.HTTPError: Rasa does not answer, or refuses.
        """
        return partial(self._read, message.way, message.person)

    def _read(self, way: Way, person: str, text: str) -> dict[str, Any]:
        body = json.dumps({"text": text}, ensure_ascii=False).encode()
        headers = self._signer.headers("", way, person, body)
        answer = httpx.post(self._url, content=body, headers=headers, timeout=READ_TIMEOUT)
        answer.raise_for_status()
        read: dict[str, Any] = answer.json()
        return read


class RasaClient:
    """Hands messages to Rasa."""

    def __init__(self, url: str, signer: Signer) -> None:
        self._signer = signer
        self._http = httpx.AsyncClient(base_url=url, timeout=TIMEOUT)
        self._places = asyncio.Semaphore(AT_ONCE)
        self._pulse = Pulse(self.is_ready)

    async def send(self, message: InboundMessage, again: bool = False) -> list[Reply]:
        """The replies to `message`; `again` where Rasa may have answered it before.

        Raises:
            NotInTime: it takes too long; nobody else waits for that.
            RasaUnavailable: after a failed or refused request.
        """
        try:
            return await self._pulse.waits_for(self._in_its_place(message, again))
        except (Silent, httpx.ReadTimeout) as error:
            raise NotInTime(repr(error)) from error
        except (httpx.HTTPError, ValueError) as error:
            raise RasaUnavailable(str(error)) from error

    async def _in_its_place(self, message: InboundMessage, again: bool) -> list[Reply]:
        async with self._places:
            return await self._sent(message, again)

    async def _sent(self, message: InboundMessage, again: bool) -> list[Reply]:
        body = json.dumps(
            {
                "text": message.text,
                "message_id": message.message_id,
                "again": again,
                "act": message.act,
            },
            ensure_ascii=False,
        ).encode()
        headers = await asyncio.to_thread(
            self._signer.headers, message.dialogue, message.way, message.person, body
        )
        with ours.span("rasa", channel=message.channel), timed(RASA):
            answer = await self._http.post(
                "/webhooks/peisuan/message", content=body, headers={**headers, **handed_on()}
            )
            answer.raise_for_status()
            return [_reply(part) for part in answer.json()]

    async def is_ready(self) -> bool:
        """Whether Rasa answers and has its model loaded."""
        try:
            answer = await self._http.get("/webhooks/peisuan/", timeout=2)
        except httpx.HTTPError:
            return False
        return answer.status_code == httpx.codes.OK

    async def close(self) -> None:
        self._pulse.stop()
        await self._http.aclose()


def _reply(part: dict[str, Any]) -> Reply:
    """Our actions answer in the normal form; what Rasa says by itself is text."""
    return Reply.from_plain(part["custom"] if "custom" in part else {"text": part.get("text")})
