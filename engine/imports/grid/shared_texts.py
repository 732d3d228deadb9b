"""Texts that a workbook has once and cells refer to: each cell read gets a copy of its own."""

from __future__ import annotations

from xml.parsers import expat

from engine.imports.grid.archive import BROKEN, Archive, Damaged, no_doctype
from engine.imports.grid.limits import MEGABYTE, SHARED, Room

# What the shortest cell takes in a sheet's XML: <c t="s"><v>0</v>
SHORTEST_CELL = 15
# How a text begins and ends, with whatever prefix.
_MARK = b"si>"


class SharedTexts:
    """`path` is the part that has them; empty where there is none."""

    def __init__(self, archive: Archive, path: str) -> None:
        self._archive, self._path = archive, path
        self._longest = _longest(archive, path) if path in archive else 0
        self._lengths: list[int] | None = None

    def check(self, sheet: str, room: Room) -> None:
        """Whether the cells of the part `sheet` may have what they refer to. Counted is only
        where it could be too much.

        Raises:
            InvalidInput: file_too_big.
            Damaged: it is no XML.
        """
        if self._archive.size(sheet) // SHORTEST_CELL * self._longest <= SHARED:
            return
        if self._lengths is None:
            self._lengths = []
            _parse(self._archive, self._path, _lengths_into(self._lengths), room)
        _parse(self._archive, sheet, _counter(self._lengths, room), room)


def _longest(archive: Archive, path: str) -> int:
    """No text is longer, with the marks around it."""
    longest = begun = 0
    with archive.open(path) as part:
        try:
            while said := part.read(MEGABYTE):
                first, *others = map(len, said.split(_MARK))
                longest = max(longest, begun + first, *others)
                begun = others[-1] if others else begun + first
        except BROKEN as error:
            raise Damaged from error
    return longest


def _lengths_into(lengths: list[int]) -> expat.XMLParserType:
    parser = expat.ParserCreate()

    def start(name: str, _: dict[str, str]) -> None:
        if _bare(name) == "si":
            lengths.append(0)

    def said(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    parser.StartElementHandler, parser.CharacterDataHandler = start, said
    return parser


def _counter(lengths: list[int], room: Room) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    is_shared, total = False, 0

    def start(name: str, about: dict[str, str]) -> None:
        nonlocal is_shared
        bare = _bare(name)
        if bare == "c":
            is_shared = about.get("t") == "s"
        parser.CharacterDataHandler = refers if bare == "v" and is_shared else None

    def refers(text: str) -> None:
        nonlocal total
        place = int(text) if text.isdecimal() and len(text) < 10 else len(lengths)
        total += lengths[place] if place < len(lengths) else 0
        room.check_shared(total)

    parser.StartElementHandler = start
    return parser


def _parse(archive: Archive, path: str, parser: expat.XMLParserType, room: Room) -> None:
    parser.StartDoctypeDeclHandler = no_doctype
    try:
        with archive.open(path) as part:
            while said := part.read(MEGABYTE):
                parser.Parse(said)
                room.check_time()
    except (expat.ExpatError, *BROKEN) as error:
        raise Damaged from error


def _bare(name: str) -> str:
    return name.rpartition(":")[2]
