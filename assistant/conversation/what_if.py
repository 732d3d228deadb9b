"""What ifs on money: which of them the allocation of needs can reckon, and which it cannot."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from assistant.language import compiled
from assistant.message import Message
from assistant.understanding.taken import took

WORDS = Path(__file__).parent / "words" / "what_if.toml"
_PERCENT = Decimal(100)


def is_of_units(message: Message) -> bool:
    """Whether it asks how the budgets of units would stand: one that is spared, money that is moved,
    a cut of all alike. Needs compete for the total: none of this can be told from it."""
    return any(took(one.search(message.text)) for one in _patterns("of_units"))


def changes_budgets(message: Message) -> bool:
    """Whether it asks how budgets would stand if they were cut, raised or moved: what stands now
    is no answer to that."""
    return any(one.search(message.text) for one in _patterns("changed"))


def part_of_total(message: Message) -> Decimal | None:
    """Which part of the whole is left: 0.9 where ten per cent are cut."""
    change = message.facts.amount_change
    if change is not None and change.times is not None:
        return change.times
    for name, sign in (("less", -1), ("more", 1)):
        for pattern in _patterns(name):
            if match := took(pattern.search(message.text)):
                share = _share(match.groupdict())
                return None if share is None else 1 + sign * share
    return None


def says_less(text: str) -> bool:
    return any(took(pattern.search(text)) for pattern in _patterns("fewer"))


def says_more(text: str) -> bool:
    return any(took(pattern.search(text)) for pattern in _patterns("greater"))


def _share(said: dict[str, str | None]) -> Decimal | None:
    digits, word = said.get("percent"), (said.get("word") or "").lower()
    if digits:
        return Decimal(digits) / _PERCENT
    share = _words()["shares"].get(word)
    return None if share is None else Decimal(str(share)) / _PERCENT


@cache
def _words() -> dict[str, dict[str, Any]]:
    words: dict[str, dict[str, Any]] = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return words


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return compiled(_words(), name)
