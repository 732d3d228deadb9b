"""The words in which a plan is spoken of: `words.toml`."""

from __future__ import annotations

from assistant.message import Message
from assistant.understanding.patterns import Patterns
from assistant.understanding.quantities.numbers import parse_number

_WORDS = Patterns(__file__)


def says(name: str, text: str) -> bool:
    return bool(_WORDS.compiled(name).search(text))


def version_said(message: Message) -> int | None:
    """The number of the version that is named, where it is one."""
    found = versions_said(message)
    return next(iter(found)) if len(found) == 1 else None


def versions_said(message: Message) -> set[int]:
    """The numbers of all versions that are named."""
    found = _WORDS.compiled("version").finditer(message.text)
    numbers = [parse_number(next(one for one in match.groups() if one)) for match in found]
    return {int(one) for one in numbers if one is not None}
