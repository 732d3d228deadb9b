"""The tables of sentences: `{text:kind}` is a thing said, with a sign for a role of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from assistant.reading.line import Piece
from assistant.reading.mentions import with_roles

_SAID = re.compile(r"\{(?P<sign>[-+!=]?)(?P<text>[^:{}]+)(?::(?P<kind>\w+))?\}")
_SIGNS = {"-": "old", "+": "new", "!": "excluded", "=": None}
_SECTIONS = {"excluding": "excluded", "limiting": "limit", "comparing": "compare"}
_FIGURE = re.compile(
    r"[\d一二三四五六七八九十百两俩]|one|two|three|four|five|six|seven|eight|nine|ten|twelve"
)
Wanted = list[str | None]


def sentences(language: str) -> Iterator[tuple[str, str]]:
    """(role, sentence as marked) of a language's table."""
    role = ""
    path = Path(__file__).with_name(f"roles_{language}.txt")
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            role = _SECTIONS.get(line[3:], line[3:])
        elif line:
            yield role, line


def read(marked: str, role: str) -> tuple[Wanted, list[str]]:
    """The roles wanted (None where any will do), and those that are read."""
    text, pieces, wanted, at = "", [], [], 0
    for match in _SAID.finditer(marked):
        text += marked[at : match.start()]
        kind = match["kind"] or ("headcount" if _FIGURE.search(match["text"]) else "unit")
        pieces.append(Piece(kind=kind, start=len(text), end=len(text) + len(match["text"])))
        text += match["text"]
        at = match.end()
        wanted.append(_SIGNS[match["sign"]] if match["sign"] else role)
    text += marked[at:]
    return wanted, [one.role for one in with_roles(text, pieces)]
