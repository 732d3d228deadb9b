"""DingTalk's door: takes messages and presses from Stream or HTTP, and sends replies."""

from __future__ import annotations

import asyncio
import json
import logging
import time
import uuid
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Header, HTTPException, Request, status

from assistant.language import language_of
from assistant.reply import FileLink, Reply
from assistant.speech import LANGUAGES, Speech
from channels.buttons import CannotPress
from channels.dingtalk.api import MOST_AT_ONCE, DingTalkApi
from channels.dingtalk.markdown import link
from channels.dingtalk.messages import (
    CHANNEL,
    is_outsider,
    is_over_quota,
    is_signed,
    read_message,
    seconds_off,
)
from channels.dingtalk.rendering import FILES, card_data, markdown_messages
from channels.dingtalk.stream import Stream
from channels.door import FetchFailed, KnownAs, SendFailed, Takes
from channels.message import Attachment, InboundMessage
from channels.signed_once import PATIENCE, Came, SignedOnce
from channels.stored_files import stored_file
from channels.usage import Usage
from engine.settings import Settings
from engine.usecases.context import BudgetEngine
from engine.usecases.identities import Account

logger = logging.getLogger(__name__)
REFUSED = "the signature is wrong or old, or was used"


class DingTalkDoor:
    """One organisation's robot: Stream mode, or HTTP callbacks at /dingtalk/messages."""

    name = CHANNEL

    def __init__(self, settings: Settings, engine: BudgetEngine) -> None:
        self._settings = settings
        self._engine = engine
        self._usage = Usage(engine.database, CHANNEL)
        self._once = SignedOnce(engine.database, CHANNEL)
        self.api = DingTalkApi(settings, self._usage)
        self._gate: Takes | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self.router = APIRouter(include_in_schema=False)
        if settings.dingtalk_http:
            self.router.add_api_route("/dingtalk/messages", self._on_http, methods=["POST"])

    def serve(self, gate: Takes) -> None:
        self._gate = gate

    async def listen(self) -> None:
        self._loop = asyncio.get_running_loop()
        if self._settings.dingtalk_http:
            return
        await Stream(self._settings, self._on_message, self._on_card).listen()

    async def send(self, message: InboundMessage, reply: Reply) -> None:
        await self._send(message.user_id, message.address.get("group"), reply, message.address)

    async def send_privately(self, account: Account, reply: Reply) -> None:
        await self._send(account.user_id, None, reply, {})

    async def announce(self, accounts: Sequence[Account], reply: Reply) -> list[Account]:
        """In calls to 20 members each: the month's calls are counted."""
        if reply.choices or reply.file:
            for account in accounts:
                await self.send_privately(account, reply)
            return []
        missed: list[str] = []
        for start in range(0, len(accounts), MOST_AT_ONCE):
            users = [account.user_id for account in accounts[start : start + MOST_AT_ONCE]]
            for param in markdown_messages(reply):
                missed += await self.api.send_to_people(users, "sampleMarkdown", param)
        return [account for account in accounts if account.user_id in missed]

    def private_address(self, account: Account) -> dict[str, Any]:
        return {}

    async def fetch(self, message: InboundMessage, file: Attachment, most: int) -> bytes:
        code, robot = file.reference.get("code"), message.address.get("robot", "")
        if not code:
            raise FetchFailed("the message has no download code", for_good=True)
        return await self.api.download(code, robot, file.name, most)

    async def known_as(self, message: InboundMessage) -> KnownAs | None:
        """The number and address that the organisation's directory has for its member."""
        try:
            return await self.api.known_as(message.user_id)
        except SendFailed as error:
            logger.warning("the directory does not answer: %s", error)
            return None

    async def _send(
        self, user_id: str, group: str | None, reply: Reply, address: dict[str, Any]
    ) -> None:
        if (
            reply.choices
            and self._settings.dingtalk_card_template
            and not self._settings.dingtalk_http
        ):
            await self._deliver_card(user_id, group, reply)
        elif reply.text:
            for param in markdown_messages(reply, address.get("nick", "") if group else ""):
                await self._message(user_id, group, "sampleMarkdown", param)
        if reply.file is not None:
            await self._send_file(user_id, group, reply.file)

    async def _message(
        self, user_id: str, group: str | None, key: str, param: dict[str, str]
    ) -> None:
        if group:
            await self.api.send_to_group(group, key, param)
        else:
            await self.api.send_to_person(user_id, key, param)

    async def _send_file(self, user_id: str, group: str | None, file: FileLink) -> None:
        """A picture as one; a file of a kind that DingTalk takes; else its link."""
        kind = file.name.rsplit(".", 1)[-1].lower()
        if not file.alt and kind not in FILES:
            param = {"title": file.name, "text": link(file.name, file.url)}
            await self._message(user_id, group, "sampleMarkdown", param)
            return
        stored = await asyncio.to_thread(stored_file, self._engine, file.secret)
        media = await self.api.upload("image" if file.alt else "file", file.name, stored.content)
        if file.alt:
            await self._message(user_id, group, "sampleImageMsg", {"photoURL": media})
        else:
            param = {"mediaId": media, "fileName": file.name, "fileType": kind}
            await self._message(user_id, group, "sampleFile", param)

    async def _deliver_card(self, user_id: str, group: str | None, reply: Reply) -> None:
        """A card whose buttons come back to us; only the person asked can press them."""
        robot = self._settings.dingtalk_robot
        where: dict[str, Any] = {
            "openSpaceId": f"dtv1.card//IM_ROBOT.{user_id}",
            "imRobotOpenSpaceModel": {"supportForward": False},
            "imRobotOpenDeliverModel": {"spaceType": "IM_ROBOT", "robotCode": robot},
        }
        if group:
            where = {
                "openSpaceId": f"dtv1.card//IM_GROUP.{group}",
                "imGroupOpenSpaceModel": {"supportForward": False},
                "imGroupOpenDeliverModel": {"robotCode": robot},
            }
        await self.api.post(
            "/v1.0/card/instances/createAndDeliver",
            {
                "cardTemplateId": self._settings.dingtalk_card_template,
                "outTrackId": uuid.uuid4().hex,
                "callbackType": "STREAM",
                "cardData": {"cardParamMap": card_data(reply)},
                "userIdType": 1,
                **where,
            },
        )

    def _on_message(self, body: dict[str, Any]) -> None:
        """Runs in a thread; what it raises keeps the message unacknowledged."""
        assert self._gate is not None
        self._usage.count("message")
        message = read_message(body)
        speech = Speech(language_of(message.text, None))
        if is_outsider(body):
            if message.group:
                self._soon(self.send(message, Reply(text=speech.say("door.outsider"))))
        elif is_over_quota(body):
            self._soon(self.send(message, Reply(text=speech.say("door.over_quota"))))
        else:
            self._gate.accept(message)

    def _on_card(self, body: dict[str, Any]) -> dict[str, Any]:
        """A button of a card: stored and answered at once, the card changed afterwards."""
        assert self._gate is not None
        account = Account(CHANNEL, str(body.get("corpId") or ""), str(body.get("userId") or ""))
        content = json.loads(body["content"])
        token = content["cardPrivateData"]["params"]["token"]
        try:
            pressed = self._gate.press(account, str(token))
        except CannotPress as error:
            # Whose language it is cannot be told from a press.
            told = "\n".join(Speech(language).say(error.phrase) for language in LANGUAGES)
            self._soon(self.send_privately(account, Reply(text=told)))
            return {}
        told = Speech(language_of(pressed.text, None)).say("door.pressed", title=pressed.text)
        self._soon(self._close_card(body["outTrackId"], told))
        return {}

    async def _close_card(self, card: str, told: str) -> None:
        """What was pressed stands where the buttons were."""
        await self.api.put(
            "/v1.0/card/instances",
            {
                "outTrackId": card,
                "cardData": {"cardParamMap": {"answered": told, "buttons": "[]"}},
                "cardUpdateOptions": {"updateCardDataByKey": True},
            },
        )

    async def _on_http(
        self,
        request: Request,
        timestamp: Annotated[str, Header()] = "",
        sign: Annotated[str, Header()] = "",
    ) -> dict[str, str]:
        if not is_signed(timestamp, sign, self._settings.dingtalk_client_secret):
            raise HTTPException(status.HTTP_401_UNAUTHORIZED, REFUSED)
        off = seconds_off(timestamp, time.time())
        if off > PATIENCE.total_seconds():
            logger.warning("a callback was signed %.0f s from now: is the clock right?", off)
            raise HTTPException(status.HTTP_401_UNAUTHORIZED, REFUSED)
        try:
            await asyncio.to_thread(self._on_signed, sign, await request.body())
        except (ValueError, KeyError, TypeError) as error:
            raise HTTPException(status.HTTP_400_BAD_REQUEST, "no robot message") from error
        return {}

    def _on_signed(self, sign: str, body: bytes) -> None:
        came = self._once.take(sign, body)
        if came is Came.FORGED:
            raise HTTPException(status.HTTP_401_UNAUTHORIZED, REFUSED)
        if came is Came.FIRST:
            try:
                self._on_message(json.loads(body))
            except Exception:
                self._once.give_back(sign)
                raise

    def _soon(self, work: Any) -> None:
        """Afterwards, in the application's loop; a failure is logged and changes nothing."""
        assert self._loop is not None
        asyncio.run_coroutine_threadsafe(_logged(work), self._loop)


async def _logged(work: Any) -> None:
    try:
        await work
    except SendFailed as error:
        logger.warning("not delivered: %s", error)
