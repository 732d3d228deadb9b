"""How many calls one person may make in a while."""

from __future__ import annotations

import math
import time

from fastapi import HTTPException, Request, status
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


class CallLimits:
    """`allowed` as "300/minute"; counted in this process."""

    def __init__(self, allowed: str) -> None:
        self._allowed: RateLimitItem = parse(allowed)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def seconds_to_wait(self, who: str) -> int:
        """0 if the call is within the limit, and counted; else how long to wait."""
        if self._limiter.hit(self._allowed, who):
            return 0
        until = self._limiter.get_window_stats(self._allowed, who).reset_time
        return max(1, math.ceil(until - time.time()))


def count_call(request: Request, who: str) -> None:
    """Refuse whoever calls too often."""
    limits: CallLimits = request.app.state.limits
    if seconds := limits.seconds_to_wait(who):
        raise HTTPException(
            status.HTTP_429_TOO_MANY_REQUESTS,
            f"too many calls: go on in {seconds} s",
            headers={"Retry-After": str(seconds)},
        )
