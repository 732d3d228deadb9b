"""The one gate behind every door: checks the text, keeps order, asks Rasa, always answers."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import defaultdict
from dataclasses import replace

from actions.language import language_of
from actions.speech import Speech
from channels.message import InboundMessage, Reply
from channels.rasa import RasaClient, RasaUnavailable
from engine.usecases.context import BudgetEngine
from engine.usecases.store import is_employed

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
        if not await asyncio.to_thread(is_employed, self._engine.database, message.person):
            return [Reply(speech.say("error.unknown_person", person=message.person))]
        # Rasa reads "/intent{…}" typed by anyone as a command.
        text = message.text.strip().lstrip("/").strip()
        return await self._ask_rasa(replace(message, text=text or "?"), speech)

    async def _ask_rasa(self, message: InboundMessage, speech: Speech) -> list[Reply]:
        async with self._turns[message.sender_id]:
            try:
                if replies := await self._rasa.send(message):
                    return replies
                why = "it had no reply"
            except RasaUnavailable as error:
                why = str(error)
        incident = secrets.token_hex(4)
        logger.error("incident %s: Rasa: %s", incident, why)
        return [Reply(speech.say("small.failed", incident=incident))]


def _refusal(speech: Speech, text: str) -> str | None:
    if not text.strip():
        return speech.say("small.empty")
    if len(text) > LONGEST:
        return speech.say("small.too_long", length=len(text), longest=LONGEST)
    return None
