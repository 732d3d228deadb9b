"""Stream mode by the official SDK, in a thread of its own: it blocks where it likes."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

# The SDK names `websockets.exceptions` where it handles a fault, and does not import it: what
# went wrong before the first connection would end it.
import websockets.exceptions  # noqa: F401
from dingtalk_stream import AckMessage, CallbackHandler, Credential, DingTalkStreamClient
from dingtalk_stream.frames import CallbackMessage

from engine.settings import Settings

logger = logging.getLogger(__name__)
MESSAGES = "/v1.0/im/bot/messages/get"
CARDS = CallbackHandler.TOPIC_CARD_CALLBACK
Receive = Callable[[dict[str, Any]], dict[str, Any] | None]


class StreamEnded(Exception):
    """The connection is over, and the SDK does not try again."""


class Stream:
    """Connects and stays connected; each callback is handed on, then acknowledged. One that
    raises is not acknowledged, and DingTalk sends it again."""

    def __init__(self, settings: Settings, on_message: Receive, on_card: Receive) -> None:
        self._client = _client(settings)
        self._client.register_callback_handler(MESSAGES, _Handler(on_message))
        self._client.register_callback_handler(CARDS, _Handler(on_card))

    async def listen(self) -> None:
        """Until cancelled.

        Raises:
            StreamEnded: the SDK gave up, whatever it died of.
        """
        loop = asyncio.new_event_loop()
        task = loop.create_task(self._client.start())
        ended: asyncio.Future[BaseException | None] = asyncio.get_running_loop().create_future()
        here = asyncio.get_running_loop()

        def run() -> None:
            died_of: BaseException | None = None
            try:
                loop.run_until_complete(task)
            except BaseException as error:  # nobody else hears of it in this thread
                died_of = error
            finally:
                with suppress(RuntimeError):  # the application has ended meanwhile
                    here.call_soon_threadsafe(_settle, ended, died_of)

        threading.Thread(target=run, name="dingtalk-stream", daemon=True).start()
        try:
            died_of = await ended
            raise StreamEnded("the SDK ended") from died_of
        finally:
            # The SDK takes the first for a network fault and waits; the second ends the wait.
            for _ in range(0 if ended.done() and not ended.cancelled() else 2):
                loop.call_soon_threadsafe(task.cancel)
                await asyncio.sleep(0.05)


def _settle(ended: asyncio.Future[BaseException | None], died_of: BaseException | None) -> None:
    if not ended.done():
        ended.set_result(died_of)


class _Handler(CallbackHandler):  # type: ignore[misc]
    def __init__(self, receive: Receive) -> None:
        super().__init__()
        self._receive = receive

    async def process(self, message: CallbackMessage) -> tuple[int, dict[str, Any] | None]:
        answer = await asyncio.to_thread(self._receive, message.data)
        return AckMessage.STATUS_OK, answer


def _client(settings: Settings) -> DingTalkStreamClient:
    # The SDK reads its endpoint once, when it is imported; ours comes from the settings.
    DingTalkStreamClient.OPEN_CONNECTION_API = (
        f"{settings.dingtalk_api_url}/v1.0/gateway/connections/open"
    )
    credential = Credential(settings.dingtalk_client_id, settings.dingtalk_client_secret)
    return DingTalkStreamClient(credential, logger)
