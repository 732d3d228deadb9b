"""The parts of a binary Excel file that say what its values leave out: records one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from struct import Struct, error

from openpyxl.styles.numbers import BUILTIN_FORMATS
from xlrd.biffh import error_text_from_code

from engine.imports.grid.archive import Archive, Damaged
from engine.imports.grid.limits import Room
from engine.imports.grid.marks import Marks, Show, show_of
from engine.imports.grid.sheet import Span
from engine.imports.grid.xlsx_parts import Extent

STYLES, SHARED_TEXTS = "xl/styles.bin", "xl/sharedStrings.bin"
# Kinds of records, by their numbers.
ROW, BLANK, ERROR, LAST_CELL, ERROR_OF_FORMULA = 0, 1, 3, 11, 11
NUMBERS = frozenset((2, 5, 9))
SHARED_CELL, SHARED_TEXT = 7, 19
MERGED, SHEET, FORMAT, STYLE, STYLES_BEGIN, STYLES_END = 176, 156, 44, 47, 617, 618
# A cell begins with its column and its style, which has a byte of other things behind it.
_CELL, _MERGED, _LONG, _TWO = Struct("<II"), Struct("<IIII"), Struct("<I"), Struct("<HH")
STYLE_BITS = 0xFFFFFF


class Parts:
    """`room` is asked whether a sheet may reach as far as it does."""

    def __init__(self, archive: Archive, room: Room) -> None:
        self._archive = archive
        self._room = room
        try:
            self._paths = dict(_sheets(archive))
            self._shows = _shows(archive)
            self._lengths = _lengths(archive)
        except (error, IndexError, KeyError, UnicodeDecodeError) as wrong:
            raise Damaged from wrong

    def beside(self, sheet: str) -> tuple[Marks, list[Span]]:
        try:
            return self._read(self._archive.read(self._paths[sheet]))
        except (error, IndexError, KeyError) as wrong:
            raise Damaged from wrong

    def _read(self, part: bytes) -> tuple[Marks, list[Span]]:
        marks, spans, extent = Marks(), list[Span](), Extent(self._room)
        row = shared = 0
        for kind, data in _records(part):
            if kind == ROW:
                (row,) = _LONG.unpack_from(data)
            elif BLANK < kind <= LAST_CELL:
                column, about = _CELL.unpack_from(data)
                extent.reach(row, column)
                if kind == SHARED_CELL:
                    shared += self._lengths.get(_LONG.unpack_from(data, _CELL.size)[0], 0)
                    self._room.check_shared(shared)
                if kind in (ERROR, ERROR_OF_FORMULA):
                    marks.add(row, column, error_text_from_code.get(data[_CELL.size], "#"))
                elif kind in NUMBERS and (show := self._shows.get(about & STYLE_BITS)):
                    marks.add(row, column, show)
            elif kind == MERGED:
                first_row, last_row, first_column, last_column = _MERGED.unpack_from(data)
                spans.append(Span(first_row, first_column, last_row, last_column))
        return marks, spans


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Each has a number and a length, of which seven bits a byte are used."""
    at, end = 0, len(part)
    while at < end:
        kind = part[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (part[at] & 0x7F) << 7
            at += 1
        length = shift = 0
        while True:
            byte = part[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, part[at : at + length]
        at += length


def _text(data: bytes, at: int) -> tuple[str, int]:
    """A text and where it ends."""
    (length,) = _LONG.unpack_from(data, at)
    end = at + 4 + 2 * length
    return data[at + 4 : end].decode("utf-16-le"), end


def _sheets(archive: Archive) -> Iterator[tuple[str, str]]:
    linked = archive.linked(archive.main)
    for kind, data in _records(archive.read(archive.main)):
        if kind == SHEET:
            link, end = _text(data, 8)
            if link in linked:
                yield _text(data, end)[0], linked[link]


def _lengths(archive: Archive) -> Mapping[int, int]:
    """How long each shared text is, by its place."""
    if SHARED_TEXTS not in archive:
        return {}
    texts = (data for kind, data in _records(archive.read(SHARED_TEXTS)) if kind == SHARED_TEXT)
    return {place: _LONG.unpack_from(data, 1)[0] for place, data in enumerate(texts)}


def _shows(archive: Archive) -> Mapping[int, Show]:
    """How the numbers of each style are written whose format shows something with them."""
    if STYLES not in archive:
        return {}
    formats: dict[int, str] = dict(BUILTIN_FORMATS)
    styles: list[int] = []
    is_cells = False
    for kind, data in _records(archive.read(STYLES)):
        if kind in (STYLES_BEGIN, STYLES_END):
            is_cells = kind == STYLES_BEGIN
        elif kind == FORMAT:
            formats[int.from_bytes(data[:2], "little")] = _text(data, 2)[0]
        elif kind == STYLE and is_cells:
            styles.append(_TWO.unpack_from(data)[1])
    shows = {place: show_of(formats.get(one, "")) for place, one in enumerate(styles)}
    return {place: show for place, show in shows.items() if show is not None}
