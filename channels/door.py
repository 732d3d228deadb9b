"""What the gate needs of a chat tool."""

from __future__ import annotations

from typing import Protocol

from actions.reply import Reply
from channels.message import InboundMessage
from engine.usecases.identities import Account


class SendFailed(Exception):
    """The far side took no reply. `for_good` when trying again cannot help."""

    def __init__(self, why: str, for_good: bool = False) -> None:
        super().__init__(why)
        self.for_good = for_good


class Door(Protocol):
    """A chat tool that replies are sent to; `name` is the channel's."""

    name: str

    async def send(self, message: InboundMessage, reply: Reply) -> None:
        """Answer where `message` was said.

        Raises:
            SendFailed: it was not delivered.
        """

    async def send_privately(self, account: Account, reply: Reply) -> None:
        """Say it to that person alone.

        Raises:
            SendFailed: it was not delivered.
        """

    async def vouched_email(self, message: InboundMessage) -> str:
        """The address that the chat tool knows its sender by; empty for none. May take a
        while: it is asked once, of a stranger."""
