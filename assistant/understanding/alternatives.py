"""Many words as one regular expression, each beginning of theirs written once: hundreds of words
in a row take seconds to compile, where several of them stand in one pattern."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

_END = ""


def one_of(words: Collection[str], *, ignoring_case: bool = False) -> str:
    """A group that matches one of `words`, the longest that is there. A Latin word ends where its letters
    end, and any white space will do for a space.

    The first character is looked at before: at most places of a text none of the words begins.
    """
    latin = _tree({word for word in words if _is_latin(word[0])}, ignoring_case)
    others = _tree({word for word in words if not _is_latin(word[0])}, ignoring_case)
    ways = [_any(others)] if others else []
    if latin:
        ways.append(rf"(?<![A-Za-z]){_any(latin)}")
    first = "".join(re.escape(one) for one in sorted({*latin, *others}))
    return rf"(?{'i' if ignoring_case else ''}:(?=[{first}])(?:{'|'.join(ways)}))"


def _tree(words: Collection[str], ignoring_case: bool) -> dict[str, Any]:
    """The characters that may come next, each with what may come after it."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for character in word.lower() if ignoring_case else word:
            node = node.setdefault(character, {})
        node[_END] = _is_latin(word[-1])
    return root


def _any(tree: dict[str, Any]) -> str:
    ways = [_one(character) + _any(rest) for character, rest in sorted(tree.items()) if character]
    if _END in tree:
        # A longer word is looked for first.
        ways.append("(?![A-Za-z])" if tree[_END] else "")
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


def _one(character: str) -> str:
    return r"\s" if character == " " else re.escape(character)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()
