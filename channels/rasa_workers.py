"""Several Rasa workers behind one address, each conversation always at the same one.

A worker keeps its conversations in memory and in a file of its own, so another could not go on
with them. By rendezvous hashing every process of the application finds the same worker without
asking anybody, and a worker more or less moves only its own share. Where a worker is away, its
conversations wait for it as they wait for a single one; the others do not notice.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Sequence

from assistant.base import Reader
from assistant.message import Message
from assistant.reply import Reply
from channels.message import InboundMessage
from channels.rasa import RasaClient, RasaReader, Signer


def worker_of(dialogue: str, addresses: Sequence[str]) -> str:
    """The address that keeps `dialogue`."""
    return max(addresses, key=lambda address: _weight(dialogue, address))


def reader(addresses: Sequence[str], signer: Signer) -> Callable[[Message], Reader]:
    """Reading keeps nothing: any worker does, and everybody's texts should not come to one."""
    readers = {address: RasaReader(address, signer) for address in addresses}
    return lambda message: readers[worker_of(message.person or "", addresses)](message)


class RasaWorkers:
    """Hands each message to the worker that keeps its conversation."""

    def __init__(self, addresses: Sequence[str], signer: Signer) -> None:
        self._clients = {address: RasaClient(address, signer) for address in addresses}

    async def send(self, message: InboundMessage, again: bool = False) -> list[Reply]:
        """As `RasaClient.send`."""
        worker = worker_of(message.dialogue, list(self._clients))
        return await self._clients[worker].send(message, again)

    async def away(self) -> list[str]:
        """The addresses of workers that do not answer."""
        ready = await asyncio.gather(*(one.is_ready() for one in self._clients.values()))
        return [address for address, well in zip(self._clients, ready, strict=True) if not well]

    async def is_ready(self) -> bool:
        """Whether any answers: the others' conversations need not wait."""
        return len(await self.away()) < len(self._clients)

    async def close(self) -> None:
        for client in self._clients.values():
            await client.close()


def _weight(dialogue: str, address: str) -> bytes:
    return hashlib.blake2b(f"{address} {dialogue}".encode(), digest_size=8).digest()
