"""What of a message no piece has read, and whether it may stay unread."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.language import is_written_together
from assistant.sheets.words import found, only_filler, without_filler

# Of a message that surely follows what was shown, so much may be words that nobody knows.
_MOST_UNREAD = 0.5


def is_read(rest: str) -> bool:
    return only_filler(rest)


def is_slight(text: str, rest: str, entities: Sequence[Mapping[str, Any]]) -> bool:
    """Whether what is left changes nothing: no name, figure or time, no "not" and no "if"."""
    if any(True for _ in found("blocks", rest)):
        return False
    if any(_words(rest[one["start"] : one["end"]]) for one in entities if _is_placed(one)):
        return False
    return len(_words(rest)) <= _MOST_UNREAD * len(_words(text))


def _is_placed(entity: Mapping[str, Any]) -> bool:
    return entity.get("start") is not None and entity.get("end") is not None


def _words(text: str) -> list[str]:
    """The words that say something; the signs, where they are written together."""
    bare = without_filler(text)
    return re.findall(r"\w", bare) if is_written_together(text) else re.findall(r"\w+", bare)
