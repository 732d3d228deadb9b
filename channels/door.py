"""What the gate needs of a chat tool."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from fastapi import APIRouter

from assistant.reply import Reply
from channels.message import Attachment, InboundMessage
from engine.usecases.identities import Account


@dataclass(frozen=True)
class KnownAs:
    """What a directory of the company says of an account: a number, an address, or neither."""

    emp_no: str = ""
    email: str = ""


class SendFailed(Exception):
    """The far side took no reply. `for_good` when trying again cannot help."""

    def __init__(self, why: str, for_good: bool = False) -> None:
        super().__init__(why)
        self.for_good = for_good


class FetchFailed(Exception):
    """What somebody sent along did not come. `for_good` when trying again cannot help."""

    def __init__(self, why: str, for_good: bool = False) -> None:
        super().__init__(why)
        self.for_good = for_good


class Takes(Protocol):
    """The gate, as far as doors hand things in; from any thread."""

    def accept(self, message: InboundMessage) -> bool:
        """Store a message; when this returns it may be acknowledged. False for one known."""

    def press(self, account: Account, token: str) -> InboundMessage:
        """A button was pressed.

        Raises:
            CannotPress: it was offered to somebody else, or is not open any more.
        """


class Door(Protocol):
    """A chat tool; `name` is the channel's, `router` has its HTTP callbacks."""

    name: str
    router: APIRouter

    def serve(self, gate: Takes) -> None:
        """Hand what comes to `gate` from now on."""

    async def listen(self) -> None:
        """Keep the connection that needs no public address until cancelled; return at once if
        there is none. What it raises means that it is to be tried again."""

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

    async def announce(self, accounts: Sequence[Account], reply: Reply) -> list[Account]:
        """Say it to each of them alone; those who were not reached, and may be tried again.

        Raises:
            SendFailed: nobody was.
        """

    def private_address(self, account: Account) -> dict[str, Any]:
        """The `address` of a message that the person says to the assistant alone."""

    async def fetch(self, message: InboundMessage, file: Attachment, most: int) -> bytes:
        """The content of a file that came with `message`: `most` bytes at most.

        Raises:
            FetchFailed: it did not come.
            InvalidInput: it is larger.
        """

    async def known_as(self, message: InboundMessage) -> KnownAs | None:
        """Whom the company's own directory in the chat tool has its sender for. May take a
        while: it is asked once, of a stranger."""
