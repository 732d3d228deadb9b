"""The patterns of `words.toml`, by table and list."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from assistant.language import said_at

_FILE = Path(__file__).with_suffix(".toml")
_LATIN = re.compile(r"[A-Za-z]")


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def listed(table: str, name: str) -> list[str]:
    return [one for said in said_at(_tables(), table, name) for one in said]


@cache
def source(table: str, name: str) -> str:
    """The list as one group, the longest first; what is Latin is a whole word."""
    parts = sorted(listed(table, name), key=len, reverse=True)
    return f"(?:{'|'.join(_whole(part) for part in parts)})"


@cache
def pattern(table: str, name: str) -> re.Pattern[str]:
    """Each of the list, as it is written."""
    return re.compile("|".join(f"(?:{part})" for part in listed(table, name)), re.IGNORECASE)


@cache
def words(table: str, name: str) -> re.Pattern[str]:
    """Any of the list, anywhere."""
    return re.compile(source(table, name), re.IGNORECASE)


@cache
def only(*lists: tuple[str, str]) -> re.Pattern[str]:
    """Nothing but words of these lists and signs."""
    parts = "|".join(source(table, name) for table, name in lists)
    return re.compile(rf"(?:{parts}|[\W_])*", re.IGNORECASE)


def matches(table: str, name: str, text: str) -> Iterator[re.Match[str]]:
    """Where each of the list, which may name its parts, stands first."""
    for part in listed(table, name):
        if found := re.search(_whole(part), text, re.IGNORECASE):
            yield found


def _whole(part: str) -> str:
    """A Latin word begins and ends where letters do."""
    if not (_LATIN.match(part.lstrip("(?:!^-")) and part.isascii()):
        return f"(?:{part})"
    return rf"(?<![A-Za-z])(?:{part})(?![A-Za-z])"
