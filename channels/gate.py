"""The one gate behind every door: messages are stored, then worked off in order, and answered."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from assistant.language import language_of
from assistant.reply import Reply
from assistant.speech import Speech
from channels.answering import Answering, apology, split_for_group
from channels.buttons import Buttons
from channels.door import Door, FetchFailed, SendFailed
from channels.inbox import Inbox, Taken
from channels.linking import Linking, account_of
from channels.message import InboundMessage
from channels.pace import Pace
from channels.rasa import NotInTime, RasaUnavailable
from channels.rasa_workers import RasaWorkers
from engine.api.limits import CallLimits
from engine.usecases.context import BudgetEngine
from engine.usecases.identities import Account, whose
from engine.watching.metrics import SENDINGS, WAITS
from engine.watching.spans import ours

logger = logging.getLogger(__name__)
# Looked at again, for what other processes left; our own messages wake us at once.
EVERY = 0.5
RENEWED_EVERY = 5
AT_ONCE = 32
# How long a message waits for Rasa to return: where nobody sits before an open request, long.
PATIENCE = {"console": 0.0, "web": 20.0}
USUAL_PATIENCE = 900.0
LONGEST_PAUSE = 5.0
MOST_SENDINGS = 8


Key = tuple[str, str, str]


@dataclass
class Waiting:
    """Somebody who waits for the replies to his message."""

    event: asyncio.Event
    replies: list[Reply] = field(default_factory=list)


class Gate:
    """Takes messages whose sender a door has verified; answers each once, in order."""

    def __init__(
        self,
        engine: BudgetEngine,
        rasa: RasaWorkers,
        doors: Mapping[str, Door],
        limit: str,
        redis_url: str = "",
    ) -> None:
        self.inbox = Inbox(engine.database)
        self._engine = engine
        self._doors = doors
        self._pace = Pace()
        limits, linking = CallLimits(limit, "messages", redis_url), Linking(engine, redis_url)
        self._answering = Answering(engine, rasa, doors, limits, self.inbox, linking)
        self._wake = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        # Asked to end: what comes now is stored, and left to others or to the next start.
        self.ending = False
        # Whether something was stored that had to wait for its dialogue, or for its sender's turn.
        self._queued = False
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._waited_for: dict[Key, Waiting] = {}

    @property
    def buttons(self) -> Buttons:
        return self._answering.buttons

    def accept(self, message: InboundMessage) -> bool:
        """Store a message, from any thread; whether it is new. It may be acknowledged then."""
        loop = self._loop
        free = loop is not None and not self.ending and len(self._busy) < AT_ONCE
        stored = self.inbox.store(message, free)
        if loop is not None and stored.taken is not None:
            loop.call_soon_threadsafe(self._begin, stored.taken)
        elif loop is not None:
            self._queued = True
            loop.call_soon_threadsafe(self._wake.set)
        return stored.new

    def _begin(self, taken: Taken) -> None:
        self._busy[taken.id] = asyncio.create_task(self._work(taken))

    def press(
        self,
        account: Account,
        token: str,
        person: str | None = None,
        began: str | None = None,
        again: bool = False,
    ) -> InboundMessage:
        """Somebody pressed a button, from any thread: what it says is stored as his message, who
        came in with `began` now, whatever he had when it was offered. Sent `again`, since nobody
        knew whether it had come, it is the message that it was.

        Raises:
            CannotPress: it was offered to somebody else, or is not open any more.
        """
        if person is None and (owner := whose(self._engine, account)):
            person = owner.person
        if again and (known := self.inbox.pressed(account, token)):
            return known
        message = replace(self.buttons.pressed(token, person), began=began)
        self.accept(message)
        self.buttons.use_up(token)
        return message

    async def deliver(self, message: InboundMessage) -> list[Reply]:
        """Take a message and wait for its replies: for doors whose sender waits himself."""
        key = _key(message)
        done = self._waited_for.setdefault(key, Waiting(asyncio.Event()))
        try:
            if await asyncio.to_thread(self.accept, message):
                await _set_or_later(done.event)
            while not done.replies:
                # Known before, or worked off by another process.
                taken = await asyncio.to_thread(self.inbox.find, message)
                if taken is not None and taken.finished:
                    return list(taken.replies or ())
                await _set_or_later(done.event)
            return done.replies
        finally:
            self._waited_for.pop(key, None)

    async def run(self) -> None:
        """Work off what comes, until cancelled."""
        self._loop, self._wake = asyncio.get_running_loop(), asyncio.Event()
        renewing = asyncio.create_task(self._renew())
        try:
            while True:
                await _set_or_later(self._wake)
                self._wake.clear()
                await self._take_up()
        finally:
            self._loop = None
            renewing.cancel()
            await self._leave()

    async def drain(self, seconds: float) -> None:
        """Begin nothing more, and let what was begun be answered for so long."""
        self.ending = True
        if self._busy:
            await asyncio.wait(list(self._busy.values()), timeout=seconds)

    async def _leave(self) -> None:
        """What is not answered by now is given back, so that nobody waits for its lease to end."""
        left = dict(self._busy)
        for task in left.values():
            task.cancel()
        await asyncio.gather(*left.values(), return_exceptions=True)
        for id in left:
            await asyncio.to_thread(self.inbox.give_back, id)

    async def _take_up(self) -> None:
        room = 0 if self.ending else AT_ONCE - len(self._busy)
        try:
            claimed = await asyncio.to_thread(self.inbox.claim, room) if room > 0 else []
        except Exception:
            logger.exception("the inbox could not be read")
            await asyncio.sleep(EVERY)
            return
        self._queued = bool(claimed or self._busy) and self._queued
        for taken in claimed:
            self._begin(taken)

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(RENEWED_EVERY)
            if self._busy:
                with suppress(Exception):
                    await asyncio.to_thread(self.inbox.renew, list(self._busy))

    async def _work(self, taken: Taken) -> None:
        try:
            if taken.tries == 1:
                await asyncio.sleep(self._pace.seconds_to_wait(taken.message))
            with ours.span("message", channel=taken.message.channel, number=taken.id):
                await self._answer(taken)
        except Exception:
            logger.exception("message %s", taken.id, extra={"message_number": taken.id})
            await asyncio.to_thread(self.inbox.postpone, taken.id, LONGEST_PAUSE, "a fault")
        finally:
            self._busy.pop(taken.id, None)
            if self._queued:
                self._wake.set()

    async def _answer(self, taken: Taken) -> None:
        replies = list(taken.replies) if taken.replies is not None else await self._replies(taken)
        if replies is None:
            return
        if taken.replies is None:
            WAITS.labels(taken.message.channel).observe(_waited(taken))
        door = self._doors.get(taken.message.channel)
        if door is None:
            await asyncio.to_thread(self.inbox.hand_over, taken.id, replies)
            if (waiting := self._waited_for.get(_key(taken.message))) is not None:
                waiting.replies = replies
                waiting.event.set()
            return
        if taken.replies is None:
            await asyncio.to_thread(self.inbox.answer, taken.id, replies)
        await self._send(door, taken, replies)

    async def _replies(self, taken: Taken) -> list[Reply] | None:
        """None where Rasa or a file is away: the message waits, and is not forgotten."""
        try:
            return await self._answering.replies(taken)
        except FetchFailed as error:
            logger.warning("message %s: a file did not come: %s", taken.id, error)
            await asyncio.to_thread(self.inbox.postpone, taken.id, 2.0**taken.tries, str(error))
            return None
        except NotInTime as error:
            return await self._not_in_time(taken, error)
        except RasaUnavailable as error:
            if _waited(taken) < PATIENCE.get(taken.message.channel, USUAL_PATIENCE):
                pause = min(LONGEST_PAUSE, 0.5 * 2 ** (taken.tries - 1))
                await asyncio.to_thread(self.inbox.postpone, taken.id, pause, str(error))
                return None
            speech = Speech(language_of(taken.message.text, None))
            return [apology(speech, str(error))]

    async def _not_in_time(self, taken: Taken, error: NotInTime) -> list[Reply] | None:
        """Said at once, and once. In a chat tool the message waits and is answered after; who sits
        before an open request asks again."""
        logger.warning("message %s was not answered in time: %s", taken.id, error)
        speech = Speech(language_of(taken.message.text, None))
        door = self._doors.get(taken.message.channel)
        waited = time.time() - taken.received_at.timestamp()
        if door is None or waited > USUAL_PATIENCE:
            return [Reply(text=speech.say("door.not_in_time"))]
        if taken.tries == 1:
            with suppress(SendFailed):
                await door.send(taken.message, Reply(text=speech.say("door.later")))
        await asyncio.to_thread(self.inbox.postpone, taken.id, LONGEST_PAUSE, str(error))
        return None

    async def _send(self, door: Door, taken: Taken, replies: list[Reply]) -> None:
        parts = split_for_group(taken.message, replies)
        for number, (reply, private) in enumerate(parts[taken.sent :], taken.sent + 1):
            try:
                if private:
                    await door.send_privately(account_of(taken.message), reply)
                else:
                    await door.send(taken.message, reply)
            except SendFailed as error:
                tries = taken.tries if taken.replies is not None else 1
                await self._not_sent(taken, error, tries)
                return
            SENDINGS.labels(door.name, "sent").inc()
            await asyncio.to_thread(self.inbox.count_sent, taken.id, number)
        await asyncio.to_thread(self.inbox.finish, taken.id)

    async def _not_sent(self, taken: Taken, error: SendFailed, tries: int) -> None:
        logger.warning("message %s: a reply was not sent: %s", taken.id, error)
        gives_up = error.for_good or tries >= MOST_SENDINGS
        SENDINGS.labels(taken.message.channel, "given_up" if gives_up else "later").inc()
        if gives_up:
            await asyncio.to_thread(self.inbox.give_up, taken.id, str(error))
        else:
            await asyncio.to_thread(self.inbox.postpone, taken.id, 2.0**tries, str(error))


def _waited(taken: Taken) -> float:
    """Since it came, in seconds."""
    return time.time() - taken.received_at.timestamp()


def _key(message: InboundMessage) -> Key:
    return message.channel, message.tenant, message.message_id


async def _set_or_later(event: asyncio.Event) -> None:
    """Until it is set, but no longer than it takes to look again."""
    with suppress(TimeoutError):
        async with asyncio.timeout(EVERY):
            await event.wait()
