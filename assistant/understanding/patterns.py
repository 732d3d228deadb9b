"""Regular expressions that stand in a file of words beside their reader: `headcount.toml` has those
of `headcount.py`.

`<name>` in one stands for another of the file or for what the reader knows, `<section.list>` for one of
the lists it shares with others (`quantities/words.toml`). Where a file has a list, one of it is meant.
A table that is called as a language is called (`[de]`) has what that language adds: one more way to
say what is said under the same name above.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from assistant.language import read_toml, said_at

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
        return "|".join(self.ways(name))

    def ways(self, name: str) -> list[str]:
        """One by one, where each names what it finds."""
        return [self._filled_in(way) for said in self._said(name) for way in _listed(said)]

    def _said(self, name: str) -> list[Any]:
        return said_at(_read(self._file), name)

    def _filled_in(self, pattern: str) -> str:
        return _PLACE.sub(self._filled, pattern)

    def _filled(self, place: re.Match[str]) -> str:
        name = place[1]
        if name in self._known or "." in name or not self._has_several(name):
            return self[name]
        return f"(?:{self[name]})"

    def _has_several(self, name: str) -> bool:
        said = self._said(name)
        return len(said) > 1 or isinstance(said[0], list)

    def compiled(self, name: str) -> re.Pattern[str]:
        """Whatever the case of its letters."""
        return re.compile(self[name], re.IGNORECASE)

    def each(self, name: str) -> list[tuple[str, re.Pattern[str]]]:
        """A list of pairs: what a pattern tells, and the pattern."""
        return [
            (told, re.compile(self._filled_in(pattern), re.IGNORECASE))
            for said in self._said(name)
            for told, pattern in said
        ]


def _listed(said: str | list[str]) -> list[str]:
    return [said] if isinstance(said, str) else said


@cache
def _read(file: Path) -> dict[str, Any]:
    return read_toml(file)
