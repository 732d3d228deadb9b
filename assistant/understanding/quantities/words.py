"""The words of `words.toml`, by section and list."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from assistant.language import said_at

_FILE = Path(__file__).with_suffix(".toml")


@cache
def _sections() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def words(section: str, name: str) -> str:
    """The list as one group of a regular expression, with what languages add to it (`[de.people]`). A
    Latin word is a whole word."""
    said = said_at(_sections(), section, name)
    parts = [part for one in said for part in _alternatives(one.strip())]
    return f"(?:{'|'.join(_whole(part) for part in parts)})"


def _alternatives(text: str) -> list[str]:
    """What the bars outside of brackets part."""
    parts, depth, at = [""], 0, 0
    while at < len(text):
        character = text[at]
        if character == "\\":
            parts[-1] += text[at : at + 2]
            at += 2
            continue
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
        at += 1
    return [part.strip() for part in parts if part.strip()]


def _whole(part: str) -> str:
    front = r"(?<![A-Za-z])" if re.match(r"(?:\(\?[:<!=]*|\()*[A-Za-z]", part) else ""
    back = (
        r"(?![A-Za-z])" if re.search(r"[A-Za-z][)?]*$", part) and not part.endswith("\\b") else ""
    )
    return front + part + back
