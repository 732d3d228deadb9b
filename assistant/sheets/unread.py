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
    together = is_written_together(text)
    if any(
        _words(rest[one["start"] : one["end"]], together) for one in entities if _is_placed(one)
    ):
        return False
    return len(_words(rest, together)) <= _MOST_UNREAD * len(_all_words(text, together))


def _is_placed(entity: Mapping[str, Any]) -> bool:
    return entity.get("start") is not None and entity.get("end") is not None


def _words(text: str, together: bool) -> list[str]:
    """The words that say something."""
    return _all_words(without_filler(text), together)


def _all_words(text: str, together: bool) -> list[str]:
    """Each sign is one where they are written together."""
    return re.findall(r"\w" if together else r"\w+", text)
