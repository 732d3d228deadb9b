"""Files that somebody sends in a chat: looked at, asked about, loaded or given up by buttons."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from assistant.errors import say_error
from assistant.imports_told.chat import chat_text, does_anything, loaded_text
from assistant.imports_told.telling import told_question
from assistant.imports_told.wording import Wording
from assistant.reply import Choice, Reply
from channels.buttons import IMPORT, Buttons, Offer
from channels.door import Door, FetchFailed
from channels.linking import account_of
from channels.message import FILE, PRIVATE, Attachment, InboundMessage
from channels.stored_files import stored_file
from engine.imports.grid.limits import BYTES
from engine.settings import Settings
from engine.usecases.context import BudgetEngine
from engine.usecases.imports.begin import (
    answer_import,
    begin_import,
    discard_import,
    look_at_import,
)
from engine.usecases.imports.drafts import require_importer
from engine.usecases.imports.load import load_import, past_load
from engine.usecases.imports.views import GivenFile, ImportLook
from engine.values.errors import EngineError, InvalidInput, NotFound

logger = logging.getLogger(__name__)
# A message whose files do not come is tried again so often, for a minute in all.
MOST_FETCHES = 6
MOST_OPTIONS = 8
# What else can come, and is not read.
UNREAD = {"voice": "door.voice", "picture": "door.picture", "video": "door.video"}
# What a button does with the draft.
LOAD, ANSWER, DISCARD = "load", "answer", "discard"


class Importing:
    """The same drafts as the page's, in the language of the chat."""

    def __init__(self, engine: BudgetEngine, doors: Mapping[str, Door], buttons: Buttons) -> None:
        self._engine = engine
        self._doors = doors
        self._buttons = buttons

    def refusal(self, message: InboundMessage, person: str, language: str) -> str | None:
        """Why the sender may not load files, if so: nothing of them is fetched then."""
        try:
            self._engine.perform(require_importer, person, message.way)
        except EngineError as error:
            return say_error(self._wording(language), error)
        return None

    async def take(
        self, message: InboundMessage, person: str, language: str, tries: int
    ) -> list[Reply]:
        """Make a draft of the files of a message, and tell what loading it would do.

        Raises:
            FetchFailed: they did not come, and may later.
        """
        wording = await asyncio.to_thread(self._wording, language)
        try:
            files = await self._fetch(message)
            told = await asyncio.to_thread(self._begun, message, person, wording, files)
        except FetchFailed as error:
            if not error.for_good and tries < MOST_FETCHES:
                raise
            logger.error("files of %s were not fetched: %s", message.message_id, error)
            names = [one.name for one in message.files]
            told = _reply(wording, wording.say("imports.chat.not_fetched", files=names))
        except EngineError as error:
            told = _reply(wording, say_error(wording, error))
        return [told, *_beside(wording, message)]

    def press(self, message: InboundMessage, person: str) -> list[Reply]:
        """Do what a button of a report says."""
        deed: dict[str, Any] = message.deed or {}
        wording, load_id = self._wording(deed["language"]), deed[IMPORT]
        try:
            if deed["do"] == LOAD:
                return [self._load(message, person, wording)]
            if deed["do"] == DISCARD:
                self._engine.perform(discard_import, person, message.way, load_id)
                self._buttons.offer(message, person, (), load_id)
                return [Reply(text=wording.say("imports.chat.given_up"), personal=True)]
            answers = {deed["key"]: deed["value"]}
            look = self._engine.perform(answer_import, person, message.way, load_id, answers)
            return [self._report(message, person, wording, look)]
        except NotFound:
            return [_reply(wording, wording.say("imports.chat.gone"))]
        except EngineError as error:
            return [_reply(wording, say_error(wording, error), load_id)]

    def _load(self, message: InboundMessage, person: str, wording: Wording) -> Reply:
        """What was shown is loaded; where that is another thing by now, it is shown."""
        deed: dict[str, Any] = message.deed or {}
        perform, way, load_id = self._engine.perform, message.way, deed[IMPORT]
        try:
            past = perform(load_import, person, way, load_id, deed["shown"])
        except InvalidInput as error:
            if error.code == "import_is_loaded":
                past = perform(past_load, person, way, load_id)
            elif error.code == "import_not_as_shown":
                look = perform(look_at_import, person, way, load_id)
                report = self._report(message, person, wording, look)
                return replace(report, text=f"{wording.say('imports.chat.changed')}\n{report.text}")
            else:
                raise
        self._buttons.offer(message, person, (), load_id)
        return _reply(wording, loaded_text(wording, past), load_id)

    async def _fetch(self, message: InboundMessage) -> list[GivenFile]:
        """All files of a message; together they are as large as one may be."""
        found, left = [], BYTES
        for one in message.files:
            content = await self._content(message, one, left)
            left -= len(content)
            found.append(GivenFile(one.name, content))
        return found

    async def _content(self, message: InboundMessage, one: Attachment, most: int) -> bytes:
        if (secret := one.reference.get("secret")) is not None:
            # The page's: kept when they came.
            return (await asyncio.to_thread(stored_file, self._engine, secret)).content
        door = self._doors.get(message.channel)
        if door is None:
            raise FetchFailed(f"{message.channel} keeps no files", for_good=True)
        return await door.fetch(message, one, most)

    def _begun(
        self, message: InboundMessage, person: str, wording: Wording, files: list[GivenFile]
    ) -> Reply:
        key = f"{message.channel}:{message.tenant}:{message.message_id}"
        look = self._engine.perform(begin_import, person, message.way, files, key)
        return self._report(self._alone(message), person, wording, look)

    def _alone(self, message: InboundMessage) -> InboundMessage:
        """What files hold is not for those who read along: it goes on where the person is alone
        with the assistant."""
        if not message.group:
            return message
        door = self._doors.get(message.channel)
        address = door.private_address(account_of(message)) if door else {}
        return replace(message, conversation=PRIVATE, group=False, address=address)

    def _report(
        self, message: InboundMessage, person: str, wording: Wording, look: ImportLook
    ) -> Reply:
        offers = list(_offers(wording, look))
        choices = self._buttons.offer(message, person, offers, look.id)
        return _reply(wording, chat_text(wording, look), look.id, choices)

    def _wording(self, language: str) -> Wording:
        return Wording(language, self._engine.company().fiscal)


def _beside(wording: Wording, message: InboundMessage) -> list[Reply]:
    """What came with the files, and is not answered."""
    others = sorted({one.kind for one in message.attachments} - {FILE})
    lines = [wording.say(UNREAD[kind]) for kind in others]
    if message.text.strip():
        lines.append(wording.say("imports.chat.caption"))
    return [Reply(text="\n".join(lines))] if lines else []


def _reply(
    wording: Wording, text: str, load_id: int | None = None, choices: tuple[Choice, ...] = ()
) -> Reply:
    """With the way to the page, which shows all of it; not for others who read along."""
    place = "/import" if load_id is None else f"/import#{load_id}"
    page = Choice(wording.say("imports.chat.open"), url=f"{Settings().address}{place}")
    return Reply(text=text, choices=(*choices, page), personal=True)


def _offers(wording: Wording, look: ImportLook) -> Iterator[Offer]:
    """What can be answered to the first question, or to load; and to give up."""
    about = {IMPORT: look.id, "language": wording.language}
    if look.questions:
        question = told_question(wording, look.questions[0])
        options = [(one.label, one.value) for one in question.options[:MOST_OPTIONS]]
        if not options and question.proposed:
            options = [(question.proposed, question.proposed)]
        for label, value in options:
            yield Offer(label, {**about, "do": ANSWER, "key": question.key, "value": value})
    elif does_anything(look):
        title = wording.say("imports.chat.load")
        yield Offer(title, {**about, "do": LOAD, "shown": look.shown})
    yield Offer(wording.say("imports.chat.discard"), {**about, "do": DISCARD})
