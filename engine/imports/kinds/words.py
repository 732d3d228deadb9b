"""What a cell says among the words of a field: "Active 在职" and "离职-个人原因" as well."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from engine.imports.amounts import plain

Words = Mapping[str, Sequence[str]]

_PARTED = re.compile(r"[\u3400-\u9fff]+|(?:(?![\u3400-\u9fff])[^\-/|:;,()\[\]·])+")
# One letter of several says little.
SHORTEST = 2


def value_of(words: Words, text: str) -> str | None:
    """The value whose spelling a text is; of one in parts, the one that its first part says, if
    no other part says another ("Active - on leave")."""
    bare = plain(text)
    if (said := _spelt(words, bare)) is not None:
        return said
    parts = [part.strip() for part in _PARTED.findall(bare) if part.strip()]
    if len(parts) < 2 or (parts[0].isascii() and len(parts[0]) < SHORTEST):
        return None
    found = [_spelt(words, part) for part in parts]
    return found[0] if len({*found} - {None}) == 1 else None


def _spelt(words: Words, bare: str) -> str | None:
    return next((value for value, spelt in words.items() if bare in spelt), None)
