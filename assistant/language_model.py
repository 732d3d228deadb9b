"""A language model, where a company sets one: off by itself.

Any OpenAI-compatible endpoint: PEISUAN_LLM_URL (…/chat/completions), PEISUAN_LLM_MODEL,
PEISUAN_LLM_KEY.

It is asked by the application, in the thread that answers this one message, so that nobody else
waits for it; within a time, a number a minute and a number at once, and not for a while when it
has failed several times in a row.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import httpx

from engine.settings import Settings
from engine.watching.metrics import LANGUAGE_MODEL, timed

logger = logging.getLogger(__name__)
MINUTE = 60.0
# What is longer is no answer of the kind that is asked for.
MOST_TOKENS = 500


@dataclass(kw_only=True)
class Budget:
    """How often it may be asked: so many a minute, so many at once; not for `rest` seconds after
    `failures` in a row."""

    per_minute: int = 60
    at_once: int = 8
    failures: int = 3
    rest: float = 60.0
    clock: Callable[[], float] = time.monotonic
    _asked: deque[float] = field(default_factory=deque)
    _now: int = 0
    _failed: int = 0
    _closed_until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self) -> bool:
        """Whether it may be asked now; if so, `end` has to follow."""
        with self._lock:
            now = self.clock()
            while self._asked and self._asked[0] <= now - MINUTE:
                self._asked.popleft()
            full = len(self._asked) >= self.per_minute or self._now >= self.at_once
            if full or now < self._closed_until:
                return False
            self._asked.append(now)
            self._now += 1
            return True

    def end(self, answered: bool) -> None:
        with self._lock:
            self._now -= 1
            self._failed = 0 if answered else self._failed + 1
            if self._failed >= self.failures:
                self._closed_until = self.clock() + self.rest
                self._failed = 0


@dataclass(kw_only=True)
class LanguageModel:
    url: str
    model: str = ""
    key: str = ""
    seconds: float = 3.0
    budget: Budget = field(default_factory=Budget)

    @property
    def is_on(self) -> bool:
        return bool(self.url)

    def answer(self, task: str, question: str) -> dict[str, Any] | None:
        """The JSON object that it answers with; None where it is off or spent, does not answer in
        time, or answers anything else."""
        if not self.is_on or not self.budget.begin():
            return None
        answer = None
        try:
            with timed(LANGUAGE_MODEL):
                answer = self._ask(task, question)
        except (httpx.HTTPError, ValueError, LookupError, TypeError) as error:
            logger.warning("the language model gave no answer to use (%s)", type(error).__name__)
        finally:
            self.budget.end(answer is not None)
        return answer

    def _ask(self, task: str, question: str) -> dict[str, Any]:
        body = {
            "model": self.model,
            "temperature": 0,
            "max_tokens": MOST_TOKENS,
            "response_format": {"type": "json_object"},
            "messages": [
                {"role": "system", "content": task},
                {"role": "user", "content": question},
            ],
        }
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        answer = httpx.post(self.url, json=body, headers=headers, timeout=self.seconds)
        answer.raise_for_status()
        said = json.loads(answer.json()["choices"][0]["message"]["content"])
        if not isinstance(said, dict):
            raise TypeError("no JSON object")
        return said


@cache
def the_language_model() -> LanguageModel:
    """The one that the company has set; one that is off where it has none."""
    settings = Settings()
    return LanguageModel(
        url=settings.llm_url,
        model=settings.llm_model,
        key=settings.llm_key,
        seconds=settings.llm_seconds,
        budget=Budget(per_minute=settings.llm_per_minute),
    )
