"""Slack's door: takes messages and presses by the official Bolt, and sends replies."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, ParamSpec, TypeVar

from fastapi import APIRouter, Request, Response, status
from slack_bolt.adapter.fastapi.async_handler import AsyncSlackRequestHandler
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from assistant.language import ABROAD, FIRST, language_of, spoken_for
from assistant.reply import FileLink, Reply
from assistant.speech import Speech
from channels.buttons import CannotPress
from channels.door import KnownAs, SendFailed, Takes
from channels.message import Attachment, InboundMessage
from channels.signed_once import Came, SignedOnce
from channels.slack.blocks import (
    ACTION,
    AS_WORDS,
    LINK,
    answered_blocks,
    fallback,
    message_blocks,
)
from channels.slack.events import CHANNEL, is_outsider, read_message
from channels.slack.fetching import fetch
from channels.slack.home import home_view
from channels.stored_files import stored_file
from channels.usage import Usage
from engine.settings import Settings
from engine.usecases.context import BudgetEngine
from engine.usecases.identities import Account, whose

logger = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")
# What trying again cannot change.
FOR_GOOD = {
    "account_inactive",
    "cannot_dm_bot",
    "channel_not_found",
    "file_deleted",
    "file_not_found",
    "invalid_auth",
    "is_archived",
    "missing_scope",
    "not_in_channel",
    "token_revoked",
    "user_not_found",
}


class SlackDoor:
    """One workspace's app: Socket Mode with an app token, HTTP events with a signing secret."""

    name = CHANNEL

    def __init__(self, settings: Settings, engine: BudgetEngine) -> None:
        self.client = AsyncWebClient(
            token=settings.slack_bot_token,
            base_url=settings.slack_api_url or AsyncWebClient.BASE_URL,
        )
        self.client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=2))
        self._settings = settings
        self._engine = engine
        self._usage = Usage(engine.database, CHANNEL)
        self._once = SignedOnce(engine.database, CHANNEL)
        self._gate: Takes | None = None
        self._threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="slack")
        self.app = AsyncApp(
            client=self.client,
            # Socket Mode needs none, but Bolt wants one; nobody can sign with what is not known.
            signing_secret=settings.slack_signing_secret or settings.secret("slack-unsigned"),
            # A message is stored before it is acknowledged.
            process_before_response=True,
        )
        self.router = APIRouter(include_in_schema=False)
        if settings.slack_signing_secret:
            self.router.add_api_route("/slack/events", self._on_http, methods=["POST"])
        self.app.event("message")(self._on_message)
        self.app.event("app_mention")(self._on_message)
        self.app.event("app_home_opened")(self._on_home)
        self.app.action(re.compile(rf"^{ACTION}:\d+$"))(self._on_press)
        self.app.action(re.compile(rf"^{LINK}:\d+$"))(self._on_link)

    def serve(self, gate: Takes) -> None:
        """Hand what comes to `gate`."""
        self._gate = gate

    async def listen(self) -> None:
        """Socket Mode, until cancelled; the SDK connects anew when the connection drops."""
        if not self._settings.slack_app_token:
            return
        handler = AsyncSocketModeHandler(self.app, self._settings.slack_app_token)
        try:
            await handler.connect_async()  # type: ignore[no-untyped-call]
            await asyncio.Event().wait()
        finally:
            await handler.close_async()  # type: ignore[no-untyped-call]

    async def _on_http(self, request: Request) -> Response:
        """Bolt verifies the signature over the raw body, and refuses what is too old. What came
        before is acknowledged, and nothing more."""
        signed, body = request.headers.get("X-Slack-Signature", ""), await request.body()
        if not self._is_signed(request, signed, body):
            return Response(status_code=status.HTTP_401_UNAUTHORIZED)
        if await asyncio.to_thread(self._once.take, signed, body) is not Came.FIRST:
            return Response()
        answer = await AsyncSlackRequestHandler(self.app).handle(request)
        if answer.status_code >= status.HTTP_500_INTERNAL_SERVER_ERROR:
            await asyncio.to_thread(self._once.give_back, signed)
        return answer

    def _is_signed(self, request: Request, signed: str, body: bytes) -> bool:
        """Bolt asks again; but what nobody signed takes no signature."""
        moment = request.headers.get("X-Slack-Request-Timestamp", "")
        verifier = SignatureVerifier(self._settings.slack_signing_secret)
        try:
            return verifier.is_valid(body, moment, signed)
        except (TypeError, ValueError):
            return False

    async def send(self, message: InboundMessage, reply: Reply) -> None:
        address = message.address
        await self._post(address["channel"], address.get("thread_ts"), reply)

    async def send_privately(self, account: Account, reply: Reply) -> None:
        await self._post(account.user_id, None, reply)

    async def announce(self, accounts: Sequence[Account], reply: Reply) -> list[Account]:
        """Slack has no message to several; each is sent by itself."""
        missed = []
        for account in accounts:
            try:
                await self.send_privately(account, reply)
            except SendFailed as error:
                logger.warning("notice to %s: %s", account.user_id, error)
                if not error.for_good:
                    missed.append(account)
        return missed

    def private_address(self, account: Account) -> dict[str, Any]:
        return {"channel": account.user_id, "thread_ts": None}

    async def fetch(self, message: InboundMessage, file: Attachment, most: int) -> bytes:
        return await fetch(self._settings, self._file_info, file, most)

    async def _file_info(self, file: str) -> dict[str, Any]:
        found: dict[str, Any] = (await self._call(self.client.files_info, file=file))["file"]
        return found

    async def known_as(self, message: InboundMessage) -> KnownAs | None:
        """The address in the person's Slack profile, if he has confirmed that he reads it; guests
        and people of other teams prove themselves otherwise."""
        try:
            user = (await self._call(self.client.users_info, user=message.user_id))["user"]
        except SendFailed:
            return None
        stranger = user.get("is_bot") or user.get("is_restricted") or user.get("is_stranger")
        if stranger or user.get("team_id", message.tenant) != message.tenant:
            return None
        if user.get("is_email_confirmed") is not True:
            return None
        return KnownAs(email=str((user.get("profile") or {}).get("email") or ""))

    async def _post(self, channel: str, thread: str | None, reply: Reply) -> None:
        if reply.text:
            await self._call(
                self.client.chat_postMessage,
                channel=channel,
                thread_ts=thread,
                blocks=message_blocks(reply),
                **fallback(reply.text),
                **AS_WORDS,
            )
        if reply.file is not None:
            await self._upload(channel, thread, reply.file)

    async def _upload(self, channel: str, thread: str | None, file: FileLink) -> None:
        stored = await asyncio.to_thread(stored_file, self._engine, file.secret)
        if channel.startswith("U"):
            # Files go to conversations alone.
            opened = await self._call(self.client.conversations_open, users=channel)
            channel = opened["channel"]["id"]
        await self._call(
            self.client.files_upload_v2,
            channel=channel,
            thread_ts=thread,
            filename=file.name,
            content=stored.content,
            alt_txt=file.alt or None,
        )

    async def _call(self, call: Callable[..., Awaitable[Any]], **args: Any) -> Any:
        await asyncio.to_thread(self._usage.count, "call")
        try:
            return await call(**args)
        except SlackApiError as error:
            code = error.response["error"] if isinstance(error.response.data, dict) else str(error)
            raise SendFailed(code, for_good=code in FOR_GOOD) from error
        except Exception as error:
            raise SendFailed(str(error) or type(error).__name__) from error

    async def _on_message(self, body: dict[str, Any]) -> None:
        message = read_message(body)
        if message is None or self._gate is None:
            return
        if is_outsider(body):
            speech = Speech(language_of(message.text, None))
            await self.send(message, Reply(text=speech.say("door.outsider")))
            return
        await self._at_once(self._gate.accept, message)

    async def _on_press(self, body: dict[str, Any], ack: Callable[[], Awaitable[None]]) -> None:
        """A button: what it says is stored, then acknowledged, then seen to be pressed."""
        assert self._gate is not None
        account = Account(CHANNEL, body["team"]["id"], body["user"]["id"])
        pressed = body["actions"][0]
        title = pressed["text"]["text"]
        speech = Speech(language_of(title, None))
        try:
            await self._at_once(self._gate.press, account, pressed["value"])
        except CannotPress as error:
            await ack()
            await self._whisper(body, speech.say(error.phrase))
            return
        await ack()
        if message := body.get("message"):
            told = speech.say("door.pressed", title=title)
            await self._call(
                self.client.chat_update,
                channel=body["channel"]["id"],
                ts=message["ts"],
                blocks=answered_blocks(message.get("blocks") or [], told),
                **fallback(told),
            )

    async def _on_link(self, ack: Callable[[], Awaitable[None]]) -> None:
        """A button that leads somewhere: Slack tells of it, and there is nothing to do."""
        await ack()

    async def _whisper(self, body: dict[str, Any], text: str) -> None:
        """Said to the one who pressed, where nobody else sees it."""
        where = (body.get("channel") or {}).get("id")
        if where is not None:
            person = body["user"]["id"]
            await self._call(
                self.client.chat_postEphemeral, channel=where, user=person, **fallback(text)
            )

    async def _at_once(self, take: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """In threads of the door's own: the common ones may be busy with people's questions,
        and an acknowledgement must not wait for those."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, partial(take, *args, **kwargs))

    async def _on_home(self, event: dict[str, Any], body: dict[str, Any]) -> None:
        """The tab that shows one's requests and what waits for one."""
        account = Account(CHANNEL, body["team_id"], event["user"])
        owner = await asyncio.to_thread(whose, self._engine, account)
        person = owner.person if owner else None
        info = await self._call(self.client.users_info, user=account.user_id, include_locale=True)
        locale = str(info["user"].get("locale") or FIRST)
        speech = Speech(spoken_for(locale, ABROAD))
        view = await asyncio.to_thread(home_view, self._engine, person, account, speech)
        await self._call(self.client.views_publish, user_id=account.user_id, view=view)
