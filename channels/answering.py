"""From a stored message to its replies: who it is, what is let through, and Rasa's answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.language import language_of
from assistant.reply import Reply
from assistant.speech import Speech
from channels.buttons import IMPORT, Buttons
from channels.deciding import Deciding
from channels.door import Door
from channels.importing import UNREAD, Importing
from channels.inbox import Inbox, Taken
from channels.linking import Linking, account_of
from channels.message import PRIVATE, InboundMessage
from channels.pace import LONGEST
from channels.rasa import RasaUnavailable
from channels.rasa_workers import RasaWorkers
from engine.api.limits import CallLimits
from engine.usecases.context import BudgetEngine
from engine.usecases.identities import Owner, whose
from engine.usecases.store import is_employed
from engine.values.incidents import new_incident

logger = logging.getLogger(__name__)
MOST_SILENCES = 3
# The operator's own door: evaluations and tests talk faster than people.
UNLIMITED = ("console",)


class Answering:
    """Answers one message; what cannot be answered yet raises `RasaUnavailable`."""

    def __init__(
        self,
        engine: BudgetEngine,
        rasa: RasaWorkers,
        doors: Mapping[str, Door],
        limits: CallLimits,
        inbox: Inbox,
        linking: Linking,
    ) -> None:
        self._engine = engine
        self._inbox = inbox
        self._rasa = rasa
        self._doors = doors
        self._limits = limits
        self._linking = linking
        self._deciding = Deciding(engine)
        self.buttons = Buttons(engine.database)
        self._importing = Importing(engine, doors, self.buttons)

    async def replies(self, taken: Taken) -> list[Reply]:
        """The replies to a message; a refused one gets a sentence as well.

        Raises:
            FetchFailed: what was sent along did not come, and may later.
            RasaUnavailable: Rasa does not answer.
        """
        message = taken.message
        owner = await self.owner_of(message)
        if owner is None:
            speech = Speech(language_of(message.text, None))
            said = await asyncio.to_thread(self._linking.answer_stranger, message, speech)
            return [Reply(text=said)]
        message = replace(message, began=owner.began)
        taken = replace(taken, message=message)
        spoken = owner.language or message.language
        person, language = owner.person, language_of(message.text, spoken)
        if language != owner.language and message.person is None:
            await asyncio.to_thread(self._linking.speaks, message, language)
        speech = Speech(language)
        if refusal := await asyncio.to_thread(self._refusal, taken, person, speech):
            return [Reply(text=refusal)]
        deed = message.deed or await asyncio.to_thread(self._meant, taken, person)
        if deed is not None and IMPORT in deed:
            pressed = replace(message, deed=deed)
            return await asyncio.to_thread(self._importing.press, pressed, person)
        if deed is not None:
            return await asyncio.to_thread(self._deciding.decide, message, person)
        if not message.files:
            return await self._answer(taken, person, speech)
        refused = await asyncio.to_thread(self._importing.refusal, message, person, language)
        if refused is None:
            return await self._importing.take(message, person, language, taken.tries)
        answers = await self._answer(taken, person, speech) if message.text.strip() else []
        return [Reply(text=refused), *answers]

    async def _answer(self, taken: Taken, person: str, speech: Speech) -> list[Reply]:
        """What the assistant says to the words."""
        message, found = await self._ask_rasa(taken, person, speech)
        if message.spoken:
            found = [Reply(text=speech.say("door.heard", text=message.text)), *found]
        return await asyncio.to_thread(self.buttons.in_replies, message, person, found)

    async def owner_of(self, message: InboundMessage) -> Owner | None:
        """Whose account the message came from; a stranger is linked if the company's own
        directory in the chat tool says who he is."""
        if message.person is not None:
            return Owner(message.person, None, message.began)
        owner = await asyncio.to_thread(whose, self._engine, account_of(message))
        door = self._doors.get(message.channel)
        if owner is not None or door is None or not (known := await door.known_as(message)):
            return owner
        return await asyncio.to_thread(self._linking.by_directory, message, known)

    def _refusal(self, taken: Taken, person: str, speech: Speech) -> str | None:
        message = taken.message
        if not is_employed(self._engine.database, person, self._engine.today()):
            return speech.say("error.unknown_person", person=person)
        if taken.tries == 1 and (seconds := self._seconds_to_wait(message, person)):
            return speech.say("door.too_fast", seconds=seconds)
        if len(message.text) > LONGEST:
            return speech.say("small.too_long", length=len(message.text), longest=LONGEST)
        if not message.text.strip() and not message.files:
            kinds = [one.kind for one in message.attachments]
            return speech.say(UNREAD[kinds[0]] if kinds else "small.empty")
        return self._linking.unlink(message, person, speech)

    def _meant(self, taken: Taken, person: str) -> dict[str, Any] | None:
        """What the button does whose words were written."""
        if taken.message.act is not None or not taken.message.text.strip():
            return None
        return self.buttons.meant(taken.message, person, self._inbox.before(taken))

    def _seconds_to_wait(self, message: InboundMessage, person: str) -> int:
        if message.channel in UNLIMITED:
            return 0
        return self._limits.seconds_to_wait(f"{message.channel}:{person}")

    async def _ask_rasa(
        self, taken: Taken, person: str, speech: Speech
    ) -> tuple[InboundMessage, list[Reply]]:
        """The message as it was answered, and the answers."""
        # Rasa reads "/intent{…}" typed by anyone as a command.
        text = taken.message.text.strip().lstrip("/").strip()
        message = replace(taken.message, text=text or "?", person=person)
        found = await self._rasa.send(message, again=taken.tries > 1)
        if not found and taken.tries < MOST_SILENCES:
            # Its action reached no application: one ended in the midst of the message.
            raise RasaUnavailable("Rasa had no reply")
        if message.group and found and all(reply.personal for reply in found):
            return await self._in_private(message, speech)
        return message, found or [apology(speech, "Rasa had no reply")]

    async def _in_private(
        self, message: InboundMessage, speech: Speech
    ) -> tuple[InboundMessage, list[Reply]]:
        """What is personal altogether and was asked in a group is asked anew where the person
        is alone with the assistant, so that he can go on there; in the group it is dropped.
        (With a look at one's record amid something else, that goes on in the group.)"""
        door, account = self._doors.get(message.channel), account_of(message)
        private = replace(
            message,
            conversation=PRIVATE,
            group=False,
            address=door.private_address(account) if door else {},
        )
        found = await self._rasa.send(private, again=True)
        dropped = replace(
            message,
            text=speech.say("door.drop"),
            message_id=f"{message.message_id}:dropped",
            act=None,
        )
        await self._rasa.send(dropped, again=True)
        return private, [replace(reply, personal=True) for reply in found]


def apology(speech: Speech, why: str) -> Reply:
    """A sentence with a number to quote; the reason goes into the log."""
    incident = new_incident()
    logger.error("incident %s: %s", incident, why, extra={"incident": incident})
    return Reply(text=speech.say("small.failed", incident=incident))


def split_for_group(message: InboundMessage, replies: Sequence[Reply]) -> list[tuple[Reply, bool]]:
    """What is sent one by one, and whether it goes to the person alone: personal figures
    asked in a group are not for those who read along. The group is told once that the answer
    came. A file goes by itself: if it fails, what was said before is not said again."""
    found = [
        (part, message.group and reply.personal) for reply in replies for part in _parts(reply)
    ]
    if any(private for _, private in found):
        speech = Speech(language_of(message.text, None))
        found.append((Reply(text=speech.say("door.answered_directly")), False))
    return found


def _parts(reply: Reply) -> list[Reply]:
    if reply.file is None or not reply.text:
        return [reply]
    return [replace(reply, file=None), Reply(text="", file=reply.file, personal=reply.personal)]
