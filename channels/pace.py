"""How fast long messages of one person are read: reading takes time by their length, and of everybody."""

from __future__ import annotations

import time
from collections.abc import Callable

from channels.linking import account_of
from channels.message import InboundMessage
from engine.usecases.identities import Account

# Characters a second of one account, beyond a message that people write at once.
READ_A_SECOND, AT_ONCE = 500, 500
# What is longer is not read at all.
LONGEST = 2_000
MOST_KNOWN = 1_000


class Pace:
    """Who writes one long message after the other waits in between; what is short waits for nothing
    but his own long ones."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._free: dict[Account, float] = {}

    def seconds_to_wait(self, message: InboundMessage) -> float:
        """Until `message` is begun; it is counted."""
        now, account = self._clock(), account_of(message)
        begins = max(now, self._free.get(account, now))
        if len(message.text) > AT_ONCE:
            self._forget(now)
            self._free[account] = begins + min(len(message.text), LONGEST) / READ_A_SECOND
        return begins - now

    def _forget(self, now: float) -> None:
        if len(self._free) > MOST_KNOWN:
            self._free = {one: until for one, until in self._free.items() if until > now}
