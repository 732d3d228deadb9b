"""The parts of an Excel file that say what its values leave out: number formats, errors."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from xml.etree.ElementTree import Element
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import column_index_from_string, get_column_letter

from engine.imports.grid.archive import BROKEN, Archive, Damaged, no_doctype
from engine.imports.grid.limits import MEGABYTE, Room
from engine.imports.grid.marks import Marks, Show, show_of
from engine.imports.grid.shared_texts import SharedTexts
from engine.imports.grid.sheet import Span

DIGITS = "0123456789"
# The style of a cell that names none.
PLAIN = "0"
STYLES = "styles"
# Kinds of cells that are no number, whatever their format.
TEXTS = frozenset(("s", "str", "inlineStr", "b", "d"))
SHARED_TEXTS = "sharedstrings"


class Parts:
    """`room` is asked whether a sheet may reach as far as it does."""

    def __init__(self, archive: Archive, room: Room) -> None:
        self._archive = archive
        self._room = room
        self._paths = _paths(archive)
        self._shared = SharedTexts(archive, _linked_part(archive, SHARED_TEXTS))
        self._shows = _shows(archive)

    def beside(self, sheet: str) -> tuple[Marks, list[Span]]:
        """The marks of a sheet; its merged cells are among its values already."""
        marks = Marks()
        reader = _reader(marks, self._shows, Extent(self._room))
        try:
            self._shared.check(self._paths[sheet], self._room)
            with self._archive.open(self._paths[sheet]) as part:
                while said := part.read(MEGABYTE):
                    reader.Parse(said)
                reader.Parse(b"", True)
        except (KeyError, ValueError, OverflowError, expat.ExpatError, *BROKEN) as error:
            raise Damaged from error
        return marks, []


class Extent:
    """How far the filled cells of a sheet go."""

    def __init__(self, room: Room) -> None:
        self._check = room.check
        self._rows = self._columns = 0

    def reach(self, row: int, column: int) -> None:
        self._rows, self._columns = max(self._rows, row + 1), max(self._columns, column + 1)
        self._check(self._rows, self._columns)


def _reader(marks: Marks, shows: Mapping[str, Show], extent: Extent) -> expat.XMLParserType:
    """A parser that marks the cells of a sheet. It is asked some ten million times in a big one:
    hence the one function that knows all, and columns by their letters."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = no_doctype
    by_style: dict[str | None, Show] = dict(shows.items())
    if PLAIN in shows:
        by_style[None] = shows[PLAIN]
    columns: dict[str, int] = {}
    cell: dict[str, str] = {}
    row, digits, prefix = -1, 0, ""
    error: list[str] = []

    def root(name: str, _: dict[str, str]) -> None:
        nonlocal prefix
        # Some writers put a prefix before every name.
        prefix = name.removesuffix("worksheet")
        parser.StartElementHandler = prefixed if prefix else start

    def prefixed(name: str, about: dict[str, str]) -> None:
        start(name.removeprefix(prefix), about)

    def start(name: str, about: dict[str, str]) -> None:
        nonlocal cell, row, digits
        if name == "c":
            if "r" not in about:
                about["r"] = _next(cell, row)
            cell = about
        elif name == "v" or name == "is":
            if cell["r"][:digits] not in columns:
                at_row, at = _place(cell)
                columns[cell["r"].rstrip(DIGITS)] = at
                extent.reach(at_row, at)
            if cell.get("t") == "e":
                parser.CharacterDataHandler = error.append
                parser.EndElementHandler = end
            elif cell.get("s") in by_style and cell.get("t") not in TEXTS:
                marks.add(*_place(cell), by_style[cell.get("s")])
        elif name == "row":
            row = int(about["r"]) - 1 if "r" in about else row + 1
            # A cell of another row than it stands in is one of a column that is not known.
            digits, cell = -len(str(row + 1)), {}
            extent.reach(row, 0)

    def end(_: str) -> None:
        marks.add(*_place(cell), "".join(error).strip())
        error.clear()
        parser.CharacterDataHandler = parser.EndElementHandler = None

    parser.StartElementHandler = root
    return parser


def _place(cell: Mapping[str, str]) -> tuple[int, int]:
    letters = cell["r"].rstrip(DIGITS)
    return int(cell["r"][len(letters) :]) - 1, column_index_from_string(letters) - 1


def _next(before: Mapping[str, str], row: int) -> str:
    """The place of a cell that says none: behind the one before it."""
    column = _place(before)[1] + 2 if before else 1
    return f"{get_column_letter(column)}{row + 1}"


def _paths(archive: Archive) -> dict[str, str]:
    """The part of each sheet, by its name."""
    linked = archive.linked(archive.main)
    return {
        sheet.get("name", ""): linked[link]
        for sheet in _named(archive.tree(archive.main), "sheet")
        for key, link in sheet.items()
        if key.endswith("}id") and link in linked
    }


def _shows(archive: Archive) -> dict[str, Show]:
    """How the numbers of each style are written whose format shows something with them."""
    path = _linked_part(archive, STYLES)
    if path not in archive:
        return {}
    styles = archive.tree(path)
    formats = {str(number): said for number, said in BUILTIN_FORMATS.items()}
    for one in _named(styles, "numFmt"):
        formats[one.get("numFmtId", "")] = one.get("formatCode", "")
    listed = [one for group in _named(styles, "cellXfs") for one in group]
    shows = {
        str(place): show_of(formats.get(one.get("numFmtId", "0"), ""))
        for place, one in enumerate(listed)
    }
    return {style: show for style, show in shows.items() if show is not None}


def _linked_part(archive: Archive, name: str) -> str:
    """The part of the workbook whose file is called so; empty where there is none."""
    linked = archive.linked(archive.main).values()
    called = (one for one in linked if posixpath.basename(one).casefold().startswith(name))
    return next(called, "")


def _named(parent: Element, name: str) -> list[Element]:
    return [one for one in parent.iter() if one.tag.rpartition("}")[2] == name]
