"""A message with each thing said in it as one sign: what the frames of roles are searched in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from assistant.language import languages_in
from assistant.reading.frames import FIRST_SLOT, LAST_SLOT, frames, pattern

MOST = LAST_SLOT - FIRST_SLOT
# How far from a thing its role is told.
NEAR = 40
_FOREIGN = re.compile(f"[{chr(FIRST_SLOT)}-{chr(LAST_SLOT)}]")


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Something said, before its role is known. `kind` is empty for a bare figure."""

    kind: str
    start: int
    end: int
    source: Mapping[str, Any] = field(default_factory=dict, compare=False)

    def overlaps(self, other: Piece) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Line:
    """`pieces` stand in the order of `text` and do not overlap."""

    text: str
    pieces: Sequence[Piece]

    @cached_property
    def languages(self) -> tuple[str, ...]:
        return languages_in(self.text)

    @cached_property
    def marked(self) -> str:
        parts, at = [], 0
        for number, piece in enumerate(self.pieces):
            parts += [_plain(self.text[at : piece.start]), chr(FIRST_SLOT + number)]
            at = piece.end
        return "".join([*parts, _plain(self.text[at:])])

    @cached_property
    def slots(self) -> list[int]:
        """Where in `marked` each piece stands."""
        return [at for at, sign in enumerate(self.marked) if ord(sign) >= FIRST_SLOT]

    def said(self, at: int) -> str:
        piece = self.pieces[at]
        return self.text[piece.start : piece.end]

    def between(self, first: int, second: int) -> str:
        """What stands between two pieces, with those in between as signs."""
        return self.marked[self.slots[first] + 1 : self.slots[second]]

    def matches(self, role: str, name: str = "frames") -> Iterator[re.Match[str]]:
        """Each place where a frame of the role holds; one may begin where another ends."""
        if not self.pieces:
            return
        for language in self.languages:
            for frame in frames(language, role, name):
                match = frame.search(self.marked)
                while match is not None:
                    yield match
                    match = frame.search(self.marked, max(match.start() + 1, _last(match)))

    def inside(self, at: int, role: str, name: str = "inside") -> re.Match[str] | None:
        """Where the words of a piece themselves show the role."""
        for language in self.languages:
            found = pattern(language, role, name)
            if found is not None and (match := found.search(self.said(at))):
                return match
        return None

    def beside(self, at: int, role: str, suffix: str = "") -> bool:
        """Whether what stands before a piece, or behind it, shows the role."""
        before = self.marked[max(0, self.slots[at] - NEAR) : self.slots[at]]
        behind = self.marked[self.slots[at] + 1 : self.slots[at] + 1 + NEAR]
        for language in self.languages:
            left = pattern(language, role, f"before_it{suffix}")
            right = pattern(language, role, f"after_it{suffix}")
            if (left and left.search(before)) or (right and right.search(behind)):
                return True
        return False


def slots_in(match: re.Match[str], name: str) -> list[int]:
    """The pieces that stand in a frame's place of that name."""
    words = match.groupdict().get(name) or ""
    return [ord(sign) - FIRST_SLOT for sign in words if ord(sign) >= FIRST_SLOT]


def _last(match: re.Match[str]) -> int:
    """Where the last named thing begins: the next frame may begin with it."""
    return max((match.start(name) for name in match.groupdict() if match[name]), default=0)


def _plain(text: str) -> str:
    return _FOREIGN.sub("\ufffd", text)
