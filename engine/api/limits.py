"""How often something may be done in a while: calls, messages, wrong codes."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from typing import TypeVar

from fastapi import HTTPException, Request, status
from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import MovingWindowRateLimiter

logger = logging.getLogger(__name__)
R = TypeVar("R")


class CallLimits:
    """`allowed` as "300/minute", of `what`. Counted in the Redis that all processes share, where
    one is set; else, and for as long as it does not answer, by each process for itself."""

    def __init__(self, allowed: str, what: str, redis_url: str = "") -> None:
        self._allowed: RateLimitItem = parse(allowed)
        self._what = what
        self._alone = MovingWindowRateLimiter(MemoryStorage())
        self._shared = (
            MovingWindowRateLimiter(RedisStorage(redis_url, wrap_exceptions=True))
            if redis_url
            else self._alone
        )

    def seconds_to_wait(self, who: str) -> int:
        """0 if the call is within the limit, and counted; else how long to wait."""
        if self._ask(lambda limiter: limiter.hit(self._allowed, self._what, who)):
            return 0
        return self._until_the_next(who)

    def seconds_left(self, who: str) -> int:
        """The same, with nothing counted: for what counts only if it fails (see `count`)."""
        if self._ask(lambda limiter: limiter.test(self._allowed, self._what, who)):
            return 0
        return self._until_the_next(who)

    def count(self, who: str) -> None:
        self._ask(lambda limiter: limiter.hit(self._allowed, self._what, who))

    def _until_the_next(self, who: str) -> int:
        stats = self._ask(lambda limiter: limiter.get_window_stats(self._allowed, self._what, who))
        return max(1, math.ceil(stats.reset_time - time.time()))

    def _ask(self, question: Callable[[MovingWindowRateLimiter], R]) -> R:
        try:
            return question(self._shared)
        except StorageError as error:
            logger.warning("limits are counted by this process alone: %s", error)
            return question(self._alone)


def counted_as(address: str) -> str:
    """Who has one address of IPv6 has all of its network of 2^64: they count as one."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ip_network((found, 64), strict=False))


def count_call(request: Request, who: str) -> None:
    """Refuse whoever calls too often."""
    limits: CallLimits = request.app.state.limits
    if seconds := limits.seconds_to_wait(who):
        raise HTTPException(
            status.HTTP_429_TOO_MANY_REQUESTS,
            f"too many calls: go on in {seconds} s",
            headers={"Retry-After": str(seconds)},
        )
