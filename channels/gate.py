"""The one gate behind every door: checks the text, keeps order, asks Rasa, always answers."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import defaultdict
from dataclasses import replace

from actions.errors import say_error
from actions.language import language_of
from actions.speech import Speech
from channels.message import InboundMessage, Reply
from channels.rasa import RasaClient, RasaUnavailable
from engine.usecases.context import BudgetEngine
from engine.usecases.units import contacts
from engine.values.errors import NotFound

logger = logging.getLogger(__name__)
LONGEST = 2_000


class Gate:
    """Takes messages whose sender a door has verified."""

    def __init__(self, engine: BudgetEngine, rasa: RasaClient) -> None:
        self._engine = engine
        self._rasa = rasa
        # One at a time and in order for each conversation; others run beside it.
        self._turns: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def deliver(self, message: InboundMessage) -> list[Reply]:
        """The replies to `message`; a refused or failed one gets a sentence as well."""
        speech = Speech(language_of(message.text, None))
        if refusal := _refusal(speech, message.text):
            return [Reply(refusal)]
        try:
            await asyncio.to_thread(self._require_known, message)
        except NotFound as error:
            return [Reply(say_error(speech, error))]
        # Rasa reads "/intent{…}" typed by anyone as a command.
        text = message.text.strip().lstrip("/").strip()
        return await self._ask_rasa(replace(message, text=text or "?"), speech)

    async def _ask_rasa(self, message: InboundMessage, speech: Speech) -> list[Reply]:
        async with self._turns[message.sender_id]:
            try:
                replies = await self._rasa.send(message)
            except RasaUnavailable as error:
                incident = secrets.token_hex(4)
                logger.error("incident %s: Rasa did not answer: %s", incident, error)
                return [Reply(speech.say("small.failed", incident=incident))]
        return replies or [Reply(speech.say("small.clarify"))]

    def _require_known(self, message: InboundMessage) -> None:
        self._engine.perform(contacts, message.person, message.channel)


def _refusal(speech: Speech, text: str) -> str | None:
    if not text.strip():
        return speech.say("small.empty")
    if len(text) > LONGEST:
        return speech.say("small.too_long", length=len(text), longest=LONGEST)
    return None
