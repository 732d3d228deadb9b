"""Codes carried to whose they are: by his chat account, or else by mail."""

from __future__ import annotations

import asyncio
import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.reply import Reply
from assistant.speech import LANGUAGES, Speech
from channels.door import Door, SendFailed
from channels.mail import Mailer
from engine.api.person import Asking
from engine.usecases.codes import BY_HAND, Invitation, ask_code, invite
from engine.usecases.context import BudgetEngine
from engine.values.errors import InvalidInput
from engine.values.results import Named

NOT_TAKEN = (OSError, SendFailed, smtplib.SMTPException)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """How somebody was invited: by chat, by mail, or from hand to hand; then, and only then,
    with the codes, shown this once."""

    person: Named
    way: str
    expires_at: datetime
    sign_in: str | None = None
    link: str | None = None


class Inviting:
    """Has codes made, and carries them."""

    def __init__(
        self, engine: BudgetEngine, doors: Sequence[Door], mailer: Mailer, page: str
    ) -> None:
        self._engine = engine
        self._doors = {door.name: door for door in doors}
        self._mailer = mailer
        self._page = page

    @property
    def mails(self) -> bool:
        """Whether there is a mail server."""
        return self._mailer.works

    async def invite(self, asking: Asking, person: str) -> Invited:
        """Invite one of HR's people. A code is shown to who asks only where nothing reaches the
        person, and it opens no power.

        Raises:
            InvalidInput: nothing reaches the person; or what should was not taken.
            NotFound, NotPermitted: as `invite` of the engine.
        """
        made = await asyncio.to_thread(asking.perform, invite, person, self.mails)
        shown = made.way == BY_HAND
        if not shown:
            try:
                await self._carry(made, "door.invited", None)
            except NOT_TAKEN as error:
                raise InvalidInput("code_not_sent", person=made.person.name) from error
        return Invited(
            person=made.person,
            way=made.way,
            expires_at=made.expires_at,
            sign_in=made.sign_in if shown else None,
            link=made.link if shown else None,
        )

    async def send_asked(self, person: str, language: str, browser: str) -> None:
        """A code for who says that he is `person`, to where only that person reads it.

        Raises:
            EngineError: nobody is, or nothing reaches him.
            one of NOT_TAKEN: it could not be sent.
        """
        made = await asyncio.to_thread(
            self._engine.perform, ask_code, person, "web", self.mails, browser
        )
        await self._carry(made, "door.sign_in_code", language)

    async def _carry(self, made: Invitation, key: str, language: str | None) -> None:
        if made.account is not None:
            speech = Speech(language or made.language or LANGUAGES[0])
            text = self._text(speech, made, key)
            await self._doors[made.account.channel].send_privately(made.account, Reply(text=text))
        elif made.address is not None:
            known = language or made.language
            said = [Speech(one) for one in ([known] if known else LANGUAGES)]
            await asyncio.to_thread(
                self._mailer.send,
                made.address,
                " / ".join(one.say("door.sign_in_subject") for one in said),
                "\n\n".join(self._text(one, made, key) for one in said),
            )

    def _text(self, speech: Speech, made: Invitation, key: str) -> str:
        day = self._engine.company().day_of(made.expires_at)
        text = speech.say(key, code=made.sign_in, page=self._page, until=day)
        if made.link is None:
            return text
        return "\n".join((text, speech.say("door.link_code", code=made.link)))
