"""Regular expressions that stand in a file of words beside their reader: `headcount.toml` has those
of `headcount.py`.

`<name>` in one stands for another of the file or for what the reader knows, `<section.list>` for one of
the lists it shares with others (`quantities/words.toml`). Where a file has a list, one of it is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from assistant.language import read_toml

# No group: (?P<number>…).
_PLACE = re.compile(r"(?<!\?P)<([a-z][a-z_0-9]*(?:\.[a-z_]+)?)>")


class Patterns:
    """The patterns of one reader, each by its name."""

    def __init__(
        self, reader: str, lists: Callable[[str, str], str] | None = None, /, **known: str
    ) -> None:
        self._file = Path(reader).with_suffix(".toml")
        self._lists = lists
        self._known = known

    def __getitem__(self, name: str) -> str:
        if name in self._known:
            return self._known[name]
        section, part, entry = name.partition(".")
        if part and self._lists:
            return self._lists(section, entry)
        return _PLACE.sub(self._filled, _one_of(_said(self._file)[name]))

    def _filled(self, place: re.Match[str]) -> str:
        name = place[1]
        if name not in self._known and isinstance(_said(self._file).get(name), list):
            return f"(?:{self[name]})"
        return self[name]

    def compiled(self, name: str) -> re.Pattern[str]:
        """Whatever the case of its letters."""
        return re.compile(self[name], re.IGNORECASE)


def _one_of(said: str | list[str]) -> str:
    return said if isinstance(said, str) else "|".join(said)


@cache
def _said(file: Path) -> dict[str, str | list[str]]:
    return read_toml(file)
