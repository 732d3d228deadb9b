"""The one way into the assistant: messages signed by the application, on the loopback."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Awaitable, Callable
from typing import Any

import jwt
from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.shared.core.events import BotUttered, UserUttered
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.action_results import check_shape_of_answers
from bot.watching import TRACEPARENT, hand_on_traces, log_as_asked, trace

CLAIMS = ("sub", "exp", "jti", "channel", "began", "person", "company", "body")
LONGEST_LIFE = 60


def harmless(text: str) -> str:
    """`text` as people see it, without Rasa's shortcut: what begins with a slash would be
    taken for an intent with its entities, past all understanding."""
    bare = text.lstrip()
    return "／" + bare[1:] if bare.startswith("/") else text


def understood(message: dict[str, Any]) -> dict[str, Any] | None:
    """What a pressed button means, which needs no reading; None for words. The body is signed
    by the application, which stored the button when it was offered."""
    act = message.get("act")
    if act is None:
        return None
    intent = {"name": act["intent"], "confidence": 1.0}
    return {
        "text": message["text"],
        "intent": intent,
        "entities": [],
        "intent_ranking": [intent],
    }


class Rejected(Exception):
    """The request is not one the application just signed."""


async def _said_before(request: Request, claims: dict[str, Any]) -> list[dict[str, Any]]:
    """What was answered to this very message, if it was: one that is sent again after a
    crash must not be understood as a second one."""
    tracker = await request.app.ctx.agent.tracker_store.retrieve(claims["sub"])
    said: list[dict[str, Any]] = []
    ours = False
    for event in tracker.events if tracker else ():
        if isinstance(event, UserUttered):
            ours = event.message_id == request.json["message_id"]
        elif ours and isinstance(event, BotUttered):
            custom = event.data.get("custom")
            said.append({"custom": custom} if custom else {"text": event.text})
    return said


class PeisuanInput(InputChannel):
    """Takes the sender's id and person from the token alone, never from the body.

    A token is for one body (its hash is a claim), lives a minute at most, and is taken
    once: what is forged, altered or replayed gets 401 and reaches no dialogue.
    """

    def __init__(self, secret: str) -> None:
        self._secret = secret
        self._seen: dict[str, float] = {}

    @classmethod
    def name(cls) -> str:
        return "peisuan"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        # Rasa loads this module before it runs any action, and offers no earlier hook.
        check_shape_of_answers()
        hand_on_traces()
        log_as_asked()
        return cls(os.environ["PEISUAN_CHANNEL_SECRET"])

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        blueprint = Blueprint("peisuan_channel")

        @blueprint.get("/")
        async def health(request: Request) -> HTTPResponse:
            # Rasa goes on without a model where it cannot read it, and answers nobody.
            ready = request.app.ctx.agent.is_ready()
            return response.json({"ready": bool(ready)}, status=200 if ready else 503)

        @blueprint.post("/message")
        async def receive(request: Request) -> HTTPResponse:
            try:
                claims = self._verify(request.token, request.body)
            except Rejected as error:
                return response.json({"error": str(error)}, status=401)
            if request.json.get("again") and (said := await _said_before(request, claims)):
                return response.json(said)
            collected = CollectingOutputChannel()
            trace.set(request.headers.get(TRACEPARENT, ""))
            await on_new_message(
                UserMessage(
                    harmless(request.json["text"]),
                    collected,
                    claims["sub"],
                    input_channel=self.name(),
                    parse_data=understood(request.json),
                    message_id=request.json.get("message_id"),
                    metadata={
                        "person": claims["person"],
                        "channel": claims["channel"],
                        "began": claims["began"],
                        "act": request.json.get("act"),
                        **claims["company"],
                    },
                )
            )
            return response.json(collected.messages)

        @blueprint.post("/read")
        async def read(request: Request) -> HTTPResponse:
            return await self._read(request)

        return blueprint

    async def _read(self, request: Request) -> HTTPResponse:
        """What stands in a text, of which nothing is kept: no message, and no answer."""
        try:
            claims = self._verify(request.token, request.body)
        except Rejected as error:
            return response.json({"error": str(error)}, status=401)
        said = UserMessage(harmless(request.json["text"]), metadata=claims["company"])
        processor = request.app.ctx.agent.processor
        return response.json(await processor.parse_message(said, only_output_properties=True))

    def _verify(self, token: str | None, body: bytes) -> dict[str, Any]:
        try:
            claims = jwt.decode(
                token or "", self._secret, algorithms=["HS256"], options={"require": list(CLAIMS)}
            )
        except jwt.InvalidTokenError as error:
            raise Rejected("no valid token") from error
        now = time.time()
        if claims["exp"] > now + LONGEST_LIFE:
            raise Rejected("the token lives too long")
        if claims["body"] != hashlib.sha256(body).hexdigest():
            raise Rejected("the token is for another message")
        self._seen = {jti: until for jti, until in self._seen.items() if until > now}
        if claims["jti"] in self._seen:
            raise Rejected("the token was used before")
        self._seen[claims["jti"]] = claims["exp"]
        return dict(claims)
