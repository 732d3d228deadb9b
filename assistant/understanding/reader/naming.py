"""What a message names, as tags of its pieces and back: `B kind` for the first piece of a mention,
`I kind` for those after it, and `O` for what names nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.understanding.reader.base import Numbers
from assistant.understanding.reader.pieces import Piece

NOTHING = "O"


class Span(Protocol):
    """A mention: where it stands, what kind of thing it names, and in which role."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def role(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Named:
    start: int
    end: int
    kind: str
    role: str
    likely: float = 1.0


def tags(kinds: Iterable[str]) -> list[str]:
    """All tags that there are."""
    return [NOTHING, *(f"{part} {kind}" for kind in sorted(kinds) for part in "BI")]


def tags_of(pieces: Sequence[Piece], mentions: Iterable[Span]) -> list[tuple[str, str] | None]:
    """(tag, role) of each piece of which a mention holds the half at least."""
    found: list[tuple[str, str] | None] = [None] * len(pieces)
    for mention in mentions:
        part = "B"
        for place, piece in enumerate(pieces):
            within = min(piece.end, mention.end) - max(piece.start, mention.start)
            if found[place] is None and 2 * within >= max(1, piece.end - piece.start):
                found[place] = f"{part} {mention.kind}", mention.role
                part = "I"
    return found


def named(
    pieces: Sequence[Piece],
    tags: Sequence[str],
    likely: Numbers,
    roles: Sequence[str],
    by_role: Numbers,
) -> Iterator[Named]:
    """The mentions by each piece's likeliest tag, `likely` as that is; `by_role` are sums for each
    role (pieces x roles), of which a mention has the highest of all its pieces."""
    for first, last in _spans(tags):
        start, end = pieces[first].start, pieces[last - 1].end
        # A sign for a space alone is nothing that was written.
        if start < end:
            role = roles[int(by_role[first:last].sum(axis=0).argmax())]
            kind = tags[first].partition(" ")[2]
            yield Named(
                start=start,
                end=end,
                kind=kind,
                role=role,
                likely=float(likely[first:last].mean()),
            )


def _spans(tags: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First and last (without it) of the pieces of one mention, which ends where another begins or
    the kind changes."""
    first = 0
    for place in range(1, len(tags) + 1):
        kind = tags[first].partition(" ")[2]
        if place < len(tags) and kind and tags[place] == f"I {kind}":
            continue
        if kind:
            yield first, place
        first = place
